/**
 * Parquet (https://parquet.apache.org/docs/file-format/): pages as the rows come, a row group when it is full, what is
 * said of them at the end; so memory does not grow with the file. The only file that knows hyparquet-writer. Its own
 * `ParquetWriter` writes no checksums of pages; so pages are made here, of its parts, and the file has a checksum of
 * each (as pyarrow's `page_checksum_verification` reads them). Everything is pure JavaScript without a clock, so the
 * bytes are the same everywhere.
 * Columns have the English keys of JSON: names that SQL and programs take without quotes; the Japanese header stands in
 * the metadata of each column, and with the description and the term in that of the file.
 */
import { ByteWriter } from 'hyparquet-writer'
import { writePageHeader } from 'hyparquet-writer/src/datapage.js'
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js'
import { writeMetadata } from 'hyparquet-writer/src/metadata.js'
import { snappyCompress } from 'hyparquet-writer/src/snappy.js'
import { isRequired } from '../lib/column-types.ts'
import { crcOf, crcTable } from '../lib/crc32.ts'
import type { Licence } from '../lib/licences.ts'
import type { Column, DatasetInfo, Json } from '../lib/model.ts'
import { joinBytes } from './bytes.ts'
import { aboutColumn, aboutFile, type KeyValue } from './parquet-about.ts'
import { boundsOf, createPlainBytes, dayOf, type Physical, physicalOf, textOf } from './parquet-values.ts'
import type { RecordRow } from './row.ts'

type FileMetaData = Parameters<typeof writeMetadata>[1]
type SchemaElement = FileMetaData['schema'][number]
type ColumnMetaData = NonNullable<FileMetaData['row_groups'][number]['columns'][number]['meta_data']>
type PageHeader = Parameters<typeof writePageHeader>[1]

/** Rows of a page: some 20,000 as the Java library has it, a power of two. */
const PAGE = 1 << 14
const PAGES = 4
/** Different texts of a column that are numbered; beyond it they are written each time. */
const MOST_WORDS = 1 << 15
const MAGIC = new TextEncoder().encode('PAR1')

export interface ParquetFile {
  /** the bytes that come next in the file: often none, for they come by row groups */
  readonly write: (rows: readonly RecordRow[]) => Uint8Array
  /** the last bytes */
  readonly end: () => Uint8Array
}

export function createParquetFile(
  info: DatasetInfo,
  licence?: Licence,
  { page = PAGE, pages = PAGES }: { readonly page?: number; readonly pages?: number } = {},
): ParquetFile {
  const columns = info.columns.map((column, at) => createColumn(info, column, at))
  const groups: FileMetaData['row_groups'] = []
  let offset = 0
  let total = 0
  let inGroup = 0
  let waiting: RecordRow[] = []
  let ready: Uint8Array[] = [MAGIC]
  const put = (bytes: Uint8Array): void => {
    ready.push(bytes)
  }
  offset += MAGIC.length

  const endPage = (): void => {
    if (waiting.length === 0) return
    for (const column of columns) column.page(waiting)
    inGroup += waiting.length
    waiting = []
  }
  const endGroup = (): void => {
    if (inGroup === 0) return
    const from = offset
    const chunks = columns.map((column) => {
      const { pieces, meta_data } = column.chunk(offset, inGroup)
      const file_offset = BigInt(offset)
      for (const piece of pieces) {
        put(piece)
        offset += piece.length
      }
      return { file_offset, meta_data }
    })
    groups.push({
      columns: chunks,
      total_byte_size: chunks.reduce((sum, one) => sum + one.meta_data.total_uncompressed_size, 0n),
      num_rows: BigInt(inGroup),
      total_compressed_size: BigInt(offset - from),
    })
    total += inGroup
    inGroup = 0
  }
  const take = (): Uint8Array => {
    const bytes = joinBytes(ready)
    ready = []
    return bytes
  }
  return {
    write(rows) {
      for (const row of rows) {
        waiting.push(row)
        if (waiting.length < page) continue
        endPage()
        if (inGroup >= page * pages) endGroup()
      }
      return take()
    },
    end() {
      endPage()
      endGroup()
      const footer = new ByteWriter()
      writeMetadata(footer, {
        version: 2,
        created_by: 'hiraku',
        schema: [{ name: 'record', num_children: columns.length }, ...columns.map(({ element }) => element)],
        num_rows: BigInt(total),
        row_groups: groups,
        key_value_metadata: aboutFile(info, licence).map(({ key, value }) => ({ key, value })),
        metadata_length: 0,
      })
      put(footer.getBytes())
      put(MAGIC)
      return take()
    },
  }
}

const TYPES: Readonly<Record<Physical, Omit<SchemaElement, 'name' | 'repetition_type'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
}

interface ColumnChunk {
  readonly pieces: readonly Uint8Array[]
  readonly meta_data: ColumnMetaData
}

/** One column of the file: takes the rows of a page, and gives what a row group has of it. */
function createColumn(info: DatasetInfo, column: Column, at: number) {
  const physical = physicalOf(info, column)
  const required = isRequired(info, column)
  const element: SchemaElement = {
    ...TYPES[physical],
    name: column.key,
    repetition_type: required ? 'REQUIRED' : 'OPTIONAL',
  }
  const about: readonly KeyValue[] = aboutColumn(column)
  const plain = createPlainBytes()
  const sealed = pageSealer()
  let pages: Uint8Array[] = []
  let uncompressed = 0
  let nulls = 0
  let low: number | undefined
  let high: number | undefined
  /** text → its number, in the order in which they come; undefined: each text is written where it stands */
  let words: Map<string, number> | undefined = new Map()
  let numbered = 0

  const span = (value: number): void => {
    if (low === undefined || value < low) low = value
    if (high === undefined || value > high) high = value
  }
  /** Numbers of the words of the page; undefined where too many differ: more than half of the first page. */
  const numbersOf = (values: readonly Json[]): readonly number[] | undefined => {
    if (words === undefined) return undefined
    const most = numbered === 0 ? values.length / 2 : MOST_WORDS
    const numbers: number[] = []
    for (const value of values) {
      const text = textOf(value)
      let number = words.get(text)
      if (number === undefined) {
        number = words.size
        if (number >= most) break
        words.set(text, number)
      }
      numbers.push(number)
    }
    if (numbers.length === values.length) return numbers
    if (numbered === 0) words = undefined
    return undefined
  }
  const putPlain = (values: readonly Json[]): void => {
    plain.begin()
    if (physical === 'boolean') plain.bits(values.map((value) => value === true))
    else if (physical === 'text') for (const value of values) plain.text(textOf(value))
    else
      for (const value of values) {
        const number = physical === 'date' ? dayOf(value) : value
        if (typeof number !== 'number') throw new Error(`${column.key}: not a ${physical}: ${String(value)}`)
        span(number)
        if (physical === 'number') plain.number(number)
        else if (physical === 'integer') plain.integer(number)
        else plain.day(number)
      }
  }

  return {
    element,
    page(rows: readonly RecordRow[]): void {
      const values: Json[] = []
      const levels = new Uint8Array(rows.length)
      for (let i = 0; i < rows.length; i += 1) {
        const value = rows[i]?.[at] ?? null
        if (value === null) continue
        levels[i] = 1
        values.push(value)
      }
      const missing = rows.length - values.length
      if (required && missing > 0) throw new Error(`${column.key} is required, and blank in a record`)
      nulls += missing
      const page = new ByteWriter()
      if (!required) {
        const bits = new ByteWriter()
        writeRleBitPackedHybrid(bits, levels, 1)
        page.appendUint32(bits.offset)
        page.appendBytes(bits.getBytes())
      }
      const numbers = physical === 'text' && values.length > 0 ? numbersOf(values) : undefined
      if (numbers === undefined) {
        putPlain(values)
        page.appendBytes(plain.bytes())
      } else {
        numbered += 1
        const width = Math.max(1, Math.ceil(Math.log2((words?.size ?? 0) + 1)))
        page.appendUint8(width)
        writeRleBitPackedHybrid(page, [...numbers], width)
      }
      const made = sealed(page.getBytes(), {
        type: 'DATA_PAGE',
        data_page_header: {
          num_values: rows.length,
          encoding: numbers === undefined ? 'PLAIN' : 'RLE_DICTIONARY',
          definition_level_encoding: 'RLE',
          repetition_level_encoding: 'RLE',
        },
      })
      pages.push(made.bytes)
      uncompressed += made.uncompressed
    },
    chunk(from: number, rows: number): ColumnChunk {
      const listed = numbered > 0 && words !== undefined ? [...words.keys()] : undefined
      const pieces = [...pages]
      if (listed !== undefined) {
        putPlain(listed)
        const made = sealed(plain.bytes(), {
          type: 'DICTIONARY_PAGE',
          dictionary_page_header: { num_values: listed.length, encoding: 'PLAIN' },
        })
        pieces.unshift(made.bytes)
        uncompressed += made.uncompressed
      }
      const first = listed === undefined ? 0 : (pieces[0]?.length ?? 0)
      const bounds = low === undefined || high === undefined ? {} : boundsOf(physical, low, high)
      const meta_data: ColumnMetaData = {
        type: element.type ?? 'BYTE_ARRAY',
        encodings: listed === undefined ? ['PLAIN', 'RLE'] : ['PLAIN', 'RLE', 'RLE_DICTIONARY'],
        path_in_schema: [column.key],
        codec: 'SNAPPY',
        num_values: BigInt(rows),
        total_uncompressed_size: BigInt(uncompressed),
        total_compressed_size: BigInt(pieces.reduce((sum, piece) => sum + piece.length, 0)),
        key_value_metadata: [...about],
        data_page_offset: BigInt(from + first),
        ...(listed === undefined ? {} : { dictionary_page_offset: BigInt(from) }),
        statistics: { null_count: BigInt(nulls), ...bounds },
      }
      pages = []
      uncompressed = 0
      nulls = 0
      numbered = 0
      low = undefined
      high = undefined
      words = new Map()
      return { pieces, meta_data }
    },
  }
}

/** Compresses a page and puts its header before it, with the checksum of what follows (CRC-32 as in gzip). */
function pageSealer() {
  const table = crcTable()
  return (
    page: Uint8Array,
    header: Pick<PageHeader, 'type' | 'data_page_header' | 'dictionary_page_header'>,
  ) => {
    const compressed = snappyCompress(page)
    const out = new ByteWriter()
    writePageHeader(out, {
      ...header,
      uncompressed_page_size: page.length,
      compressed_page_size: compressed.length,
      crc: ~crcOf(table, -1, compressed),
    })
    const uncompressed = out.offset + page.length
    out.appendBytes(compressed)
    // a copy of its own: the writer's buffer is larger
    return { bytes: out.getBytes().slice(), uncompressed }
  }
}
