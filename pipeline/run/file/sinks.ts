/** Where the records of a file's tables go: one file per table and format, written as the rows come. */
import type { Effects, FileWriter } from '../../effects.ts'
import {
  type CreateParquet,
  coordinatesOf,
  createTableWriter,
  isPlace,
  type OutFormat,
  type TableBytes,
  type TableFormat,
  type Vocabulary,
} from '../../export/index.ts'
import type { Look } from '../../job/table/look.ts'
import { withoutEnding } from '../../lib/file-endings.ts'
import type { DatasetInfo, Scalar } from '../../lib/model.ts'
import { UserError } from '../../problem.ts'
import { runProblem } from '../problems.ts'
import type { Part, PartPlace, PartPlaces, TableOutput } from '../ranges/part.ts'

type PartSizes = Part['sizes']

export interface Written {
  readonly path: string
  readonly bytes: number
}

export interface Sinks {
  readonly write: (table: number, rows: readonly (readonly Scalar[])[]) => void
  /**
   * Room for records that were made into bytes elsewhere, and are put there by others. `rows`: the same records, for
   * what can not be made in parts: the pages of Parquet have so many rows, wherever a part ends.
   */
  readonly leave: (
    table: number,
    sizes: PartSizes,
    rows: readonly (readonly Scalar[])[] | undefined,
  ) => PartPlaces
  /** what the bytes of a table are made by */
  readonly outputOf: (table: number) => TableOutput | undefined
  /** the files appear, but of these tables nothing is left */
  readonly close: (stopped: ReadonlySet<number>) => readonly Written[]
  /** it has records, and none of them says where it is: no GeoJSON of it appears */
  readonly isPlaceless: (table: number) => boolean
  /** nothing is left of them */
  readonly abandon: () => void
}

export interface SinkInput {
  readonly look: Look
  readonly infos: readonly DatasetInfo[]
  readonly formats: readonly OutFormat[]
  readonly vocabulary: Vocabulary
  /** absent: no Parquet is written */
  readonly parquet?: CreateParquet
  /** `name`: blank where the file has one table only */
  readonly pathOf: (name: string, extension: string) => string
}

/** Names of the tables of a file among its outputs: blank for a single one, else `[<worksheet>[.<n>]]`. */
export function tableNames({ tables }: Look): readonly string[] {
  if (tables.length === 1) return ['']
  const taken = new Set<string>()
  return tables.map(({ worksheet, shown }, index) => {
    const same = tables.filter((one) => one.worksheet === worksheet)
    const n = tables.slice(0, index + 1).filter((one) => one.worksheet === worksheet).length
    const name = worksheet === null ? '' : fileName(withoutEnding(shown ?? worksheet))
    const own = same.length === 1 ? name : name === '' ? String(n) : `${name}.${n}`
    // names that differ in what a file system does not see: A<1> and A|1|, a and A
    let unique = own
    for (let more = 2; taken.has(keyOf(unique)); more += 1) unique = `${own}_${more}`
    taken.add(keyOf(unique))
    return unique
  })
}

function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

/**
 * Refuses outputs that would be written over the file that is read, or over each other. `paths` are whole.
 */
export function checkOutputs(input: string, paths: readonly string[]): void {
  const taken = new Set([keyOf(input)])
  for (const one of paths) {
    if (taken.has(keyOf(one))) throw new UserError(runProblem('run/same-output', {}, { actual: one }))
    taken.add(keyOf(one))
  }
}

/** What no file system of today refuses (https://learn.microsoft.com/windows/win32/fileio/naming-a-file). */
function fileName(text: string): string {
  const safe = text.replace(/[\u0000-\u001f<>:"/\\|?*]/g, '_').replace(/[. ]+$/, '')
  return safe === '' ? '_' : safe
}

export function createSinks(effects: Effects, input: SinkInput): Sinks {
  const { look, infos, vocabulary, parquet, pathOf } = input
  const formats = input.formats.filter((format) => format !== 'parquet')
  const names = tableNames(look)
  const openParquet = (index: number, info: DatasetInfo, create: CreateParquet) => {
    const path = pathOf(names[index] ?? '', 'parquet')
    const file = effects.openWriter(path)
    const writer = create(info, vocabulary.licence)
    const state = { bytes: 0 }
    const put = (bytes: Uint8Array): void => {
      if (bytes.length > 0) file.write(bytes)
      state.bytes += bytes.length
    }
    return { path, file, writer, state, put }
  }
  const open = look.tables.map((_, index) => {
    const info = infos[index]
    if (info === undefined) throw new Error('a table without its columns')
    const writer = createTableWriter(info, formats, vocabulary)
    const files = formats.flatMap((format) => {
      const frame = writer.frames[format]
      if (frame === undefined) return []
      const path = pathOf(names[index] ?? '', format)
      const file = effects.openWriter(path)
      return [{ format, frame, path, file, state: { bytes: put(file, frame.open), isEmpty: true } }]
    })
    const point = formats.includes('geojson') ? coordinatesOf(info) : undefined
    const seen = { records: false, places: false }
    return {
      writer,
      files,
      point,
      seen,
      ...(parquet === undefined ? {} : { parquet: openParquet(index, info, parquet) }),
    }
  })
  const putBytes = (table: number, bytes: TableBytes): void => {
    for (const { format, frame, file, state } of open[table]?.files ?? []) {
      const chunk = bytes[format]
      if (chunk === undefined || chunk.length === 0) continue
      const own = state.isEmpty ? chunk.subarray(frame.glue) : chunk
      state.isEmpty = false
      file.write(own)
      state.bytes += own.length
    }
  }
  const lookForPlaces = (table: number, rows: readonly (readonly Scalar[])[] | undefined): void => {
    const { point, seen } = open[table] ?? {}
    if (point === undefined || seen === undefined || seen.places || rows?.length === 0) return
    seen.records = true
    // records that others made into bytes are not looked at: they may have places
    seen.places =
      rows?.some((row) => isPlace(row[point.latitude] ?? null, row[point.longitude] ?? null)) ?? true
  }
  const isPlaceless = (table: number): boolean => {
    const seen = open[table]?.seen
    return seen?.records === true && !seen.places
  }
  return {
    isPlaceless,
    write(table, rows) {
      const one = open[table]
      if (one === undefined || rows.length === 0) return
      lookForPlaces(table, rows)
      putBytes(table, one.writer.write(rows))
      one.parquet?.put(one.parquet.writer.write(rows))
    },
    leave(table, sizes, rows) {
      const own = open[table]?.parquet
      lookForPlaces(table, rows)
      if (rows !== undefined) own?.put(own.writer.write(rows))
      const places: { [K in TableFormat]?: PartPlace } = {}
      for (const { format, frame, file, state } of open[table]?.files ?? []) {
        const size = sizes[format] ?? 0
        if (size === 0) continue
        const skip = state.isEmpty ? frame.glue : 0
        state.isEmpty = false
        state.bytes += size - skip
        places[format] = { ...file.leave(size - skip), skip }
      }
      return places
    },
    outputOf(table) {
      const info = infos[table]
      return info === undefined ? undefined : { formats, info, vocabulary, rows: parquet !== undefined }
    },
    close(stopped) {
      const written: Written[] = []
      for (const [table, { files, parquet: own }] of open.entries()) {
        if (stopped.has(table)) {
          for (const { file } of files) file.abandon()
          own?.file.abandon()
          continue
        }
        for (const { format, frame, path, file, state } of files) {
          if (format === 'geojson' && isPlaceless(table)) {
            file.abandon()
            continue
          }
          state.bytes += put(file, state.isEmpty ? frame.closeEmpty : frame.close)
          file.end()
          written.push({ path, bytes: state.bytes })
        }
        if (own === undefined) continue
        own.put(own.writer.end())
        own.file.end()
        written.push({ path: own.path, bytes: own.state.bytes })
      }
      return written
    },
    abandon() {
      for (const { files, parquet: own } of open) {
        for (const { file } of files) file.abandon()
        own?.file.abandon()
      }
    },
  }
}

function put(file: FileWriter, text: string): number {
  const bytes = new TextEncoder().encode(text)
  file.write(bytes)
  return bytes.length
}
