/**
 * A file that is read whole, as every such format does it: nothing of it, or too much of it, is refused before it is
 * opened; what ends the reading comes back as a problem; worksheets have names that a declaration can say.
 */
import { cellName, type Workbook, type Worksheet } from '../lib/grid.ts'
import { clip, type Problem } from '../problem.ts'
import { fail, LIMITS, type Limits, type Reading, startReading, tell } from './spreadsheet/reading.ts'

export interface TablesOptions {
  /** only for the messages */
  readonly file?: string
  /** gives a file of an installed package (PDF: the code tables of fonts); undefined where it can not be had */
  readonly packageFile?: (name: string) => Uint8Array | undefined
  readonly limits?: Partial<Limits>
}

export type TablesResult =
  | { readonly workbook: Workbook; readonly problems: readonly Problem[] }
  | { readonly problem: Problem }

/** Never throws: what is wrong with the file comes back. */
export type ReadTables = (bytes: Uint8Array, options: TablesOptions) => TablesResult | Promise<TablesResult>

/** What a format gives; undefined: the reading has failed. */
export interface Contents {
  readonly worksheets: readonly Worksheet[]
  readonly properties?: Workbook['properties']
  readonly pictures?: Workbook['pictures']
  readonly texts?: Workbook['texts']
}

/** A format is the function that fills a reading. */
export function readWhole(
  format: Workbook['format'],
  bytes: Uint8Array,
  options: TablesOptions,
  read: (bytes: Uint8Array, reading: Reading) => Contents | undefined,
): TablesResult {
  const reading = startReading(options.file, { ...LIMITS, ...options.limits })
  const contents = isOfSize(bytes, reading) ? read(bytes, reading) : undefined
  return resultOf(format, contents, reading)
}

export function isOfSize(bytes: Uint8Array, reading: Reading, most = reading.limits.packed): boolean {
  const size = { whatJa: 'ファイルのバイト数', what: 'bytes', actual: bytes.length, expected: most }
  if (bytes.length === 0) fail(reading, 'extract/empty')
  else if (bytes.length > most) fail(reading, 'extract/spreadsheet-too-large', {}, size)
  return reading.fault === undefined
}

export function resultOf(
  format: Workbook['format'],
  contents: Contents | undefined,
  reading: Reading,
): TablesResult {
  const isEmpty = contents?.worksheets.every(({ rows }) => rows.length === 0) ?? true
  if (reading.fault === undefined && isEmpty)
    fail(
      reading,
      format === 'html' ? 'extract/no-tables-on-page' : 'extract/no-tables',
      {},
      { actual: format.toUpperCase() },
    )
  if (reading.fault !== undefined) return { problem: reading.fault }
  if (contents === undefined) throw new Error('a reading without contents has a fault')
  const { worksheets, properties = {}, pictures, texts } = contents
  const workbook: Workbook = {
    format,
    date1904: false,
    worksheets,
    properties,
    ...(pictures === undefined ? {} : { pictures }),
    ...(texts === undefined || texts.length === 0 ? {} : { texts }),
  }
  return { workbook, problems: reading.problems }
}

const NAME_LIMIT = 100

/**
 * Gives each worksheet a name of its own: on one line, no longer than people read, and without `*`, which stands for
 * any text in a declaration.
 */
export function createNames(): (wanted: string, otherwise?: string) => string {
  const taken = new Set<string>()
  const next = new Map<string, number>()
  return (wanted, otherwise = '表') => {
    const line = wanted.replace(/\s+/g, ' ').trim().replaceAll('*', '＊')
    const base = [...line.slice(0, 2 * NAME_LIMIT)].slice(0, NAME_LIMIT).join('')
    const numbered = (n: number): string =>
      base === '' ? `${otherwise}${n}` : n === 1 ? base : `${base} (${n})`
    let n = next.get(base) ?? 1
    while (taken.has(numbered(n))) n += 1
    next.set(base, n + 1)
    const name = numbered(n)
    taken.add(name)
    return name
  }
}

/** Rows with what could not be decoded are held, and told by their first cell. */
export function holdUnread(worksheet: Worksheet, reading: Reading): Worksheet {
  const bad = new Map<number, string>()
  let count = 0
  let first: { readonly cell: string; readonly shown: string } | undefined
  for (const [i, row] of worksheet.rows.entries())
    for (const [j, text] of row.entries()) {
      if (!text.includes('\ufffd')) continue
      first ??= { cell: cellName(i + 1, j + 1), shown: clip(text, 30) }
      count += 1
      bad.set(i + 1, 'extract/unread-characters')
    }
  if (first === undefined) return worksheet
  const { name } = worksheet
  const where = { worksheet: name, cell: first.cell }
  tell(reading, 'extract/unread-characters', where, { ...first, worksheet: name, count })
  return { ...worksheet, bad }
}
