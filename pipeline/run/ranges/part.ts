/**
 * One range of a table: bytes in; the bytes of each format, the account of the rows and the hashes of their keys out.
 * Everything it needs is plain data, so that it can be made in a thread.
 */
import type { Effects } from '../../effects.ts'
import {
  createTableWriter,
  type TableBytes,
  type TableFormat,
  type TableWriter,
  type Vocabulary,
} from '../../export/index.ts'
import {
  type CellFault,
  codeOfFault,
  createCellCheck,
  createCsvReader,
  isRowFault,
} from '../../extract/index.ts'
import type { PrivacyFiles } from '../../inspect/index.ts'
import type { Change, TableAccount } from '../../job/table/account.ts'
import { privacyGate } from '../../job/table/gate.ts'
import { compileReads } from '../../job/table/program.ts'
import { createTableRun, type TableRunInput } from '../../job/table/run.ts'
import { lookedType } from '../../job/table/run-look.ts'
import { scannedTable } from '../../job/table/scanned.ts'
import type { RowType } from '../../job/table/worksheet.ts'
import type { ValueContext } from '../../lib/field.ts'
import type { Delimiter, Encoding, GridTable } from '../../lib/grid-declaration.ts'
import { hashKey } from '../../lib/key-set.ts'
import type { DatasetInfo, Json, Scalar } from '../../lib/model.ts'
import type { Place } from '../../problem.ts'
import type { Located } from '../../shape/grid/index.ts'
import type { ByteRange } from './cut.ts'

export interface TableOutput {
  readonly formats: readonly TableFormat[]
  readonly info: DatasetInfo
  readonly vocabulary: Vocabulary
  /** the records are wanted as they are too */
  readonly rows: boolean
}

export interface PartPlan {
  /** path of the CSV */
  readonly file: string
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  readonly table: GridTable
  /** where the table is, as found in the head of the file */
  readonly located: Located
  /** record schema */
  readonly schema: { readonly [key: string]: Json }
  readonly context: ValueContext
  readonly place: Place
  readonly kept: number
  /** list the cells that came out otherwise than written */
  readonly listChanges: boolean
  /** else all of a record is its key, and is never printed */
  readonly hasKey: boolean
  /** records are told from each other, by their key or by all that they say */
  readonly areCompared: boolean
  /** sheet of the standard that the table is of */
  readonly sheet: string | null
  /** what the privacy gate goes by; absent: there is none */
  readonly privacy?: PrivacyFiles
  /** columns (from 0) of which it is known before that no cell may be printed */
  readonly hidden?: readonly number[]
  /** nothing is written where it is absent */
  readonly output?: TableOutput
}

export interface Part {
  readonly account: TableAccount
  /** of rows that came out */
  readonly changes: readonly Change[]
  readonly faults: readonly CellFault[]
  /** how many bytes of each format wait to be put into their files */
  readonly sizes: { readonly [K in TableFormat]?: number }
  /** where they are wanted */
  readonly rows?: readonly (readonly Scalar[])[]
  readonly keys?: PartKeys
}

/** Where the bytes of a part go: `skip` bytes at their start are left out. */
export interface PartPlace {
  readonly path: string
  readonly at: number
  readonly skip: number
}

export type PartPlaces = { readonly [K in TableFormat]?: PartPlace }

export interface Parts {
  /** reads a range; the bytes it gives wait until they are put, or the thread ends */
  readonly make: (range: ByteRange) => Part
  readonly put: (range: ByteRange, places: PartPlaces) => void
}

export interface PartKeys {
  /** two numbers a key: the halves of its hash */
  readonly hashes: Uint32Array
  /** the row of each key */
  readonly rows: Uint32Array
  /** the keys themselves as JSON, as they may be printed, for those few that have to be told */
  readonly text: string
}

type PartEffects = Pick<Effects, 'readRange' | 'writeAt' | 'decodeUtf8'>

/**
 * Compiled once; gives the part of each range, in any order. The header is in the first range as a whole.
 * The bytes stay here, in buffers that are used again: to hand over new ones for each range took a sixth of all time.
 */
export function compileParts(plan: PartPlan, effects: PartEffects): Parts {
  const { file, encoding, delimiter, located, output } = plan
  const type = lookedType(plan)
  const free: TableWriter[] = []
  const waiting = new Map<number, { readonly writer: TableWriter; readonly bytes: TableBytes }>()
  const write = (range: ByteRange, rows: readonly (readonly Scalar[])[]): Part['sizes'] => {
    if (output === undefined) return {}
    const writer = free.pop() ?? createTableWriter(output.info, output.formats, output.vocabulary)
    const bytes = rows.length === 0 ? {} : writer.write(rows)
    waiting.set(range.from, { writer, bytes })
    return Object.fromEntries(Object.entries(bytes).map(([format, { length }]) => [format, length]))
  }
  const below: Located = { ...located, headerRows: [] }
  const cells = createCellCheck(encoding)
  const reads = compileReads(type.fields, plan.context)
  const privacy = privacyOf(plan, type)
  const fast = encoding === 'utf-8' ? { fast: effects.decodeUtf8 } : {}
  const make = (range: ByteRange): Part => {
    const { from, to, first } = range
    const keys: string[] = []
    const rows: number[] = []
    const shown = new Map<number, string>()
    const takeKey = (key: string, row: number, other?: string): undefined => {
      if (other !== undefined && plan.hasKey) shown.set(keys.length, other)
      keys.push(key)
      rows.push(row)
    }
    const changes: Change[] = []
    const note = (more: readonly Change[]): void => {
      for (const one of more) changes.push(one)
    }
    const run = createTableRun({
      table: plan.table,
      context: plan.context,
      place: plan.place,
      kept: plan.kept,
      ...privacy,
      keepChanges: false,
      ...(plan.listChanges ? { onChanges: note } : {}),
      ...type,
      reads,
      located: first === 1 ? located : below,
      isCsv: true,
      ...(plan.areCompared ? { takeKey } : {}),
    })
    const reader = createCsvReader({ encoding, delimiter, first, atStart: first === 1, cells, ...fast })
    const faults: CellFault[] = []
    const records: (readonly (readonly Scalar[])[])[] = []
    const batches = [reader.push(effects.readRange(file, from, to)), reader.end()]
    for (const batch of batches) {
      if (batch.rows.length === 0) continue
      faults.push(...batch.faults)
      const bad = batch.faults.filter(isRowFault)
      const marks = bad.length === 0 ? {} : { bad: new Map(bad.map((one) => [one.row, codeOfFault(one)])) }
      records.push(run.push({ first: batch.first, rows: batch.rows, ...marks }).values)
    }
    const [values = []] = records.length > 1 ? [records.flat()] : records
    const found = keys.length > 0 ? { keys: keysOf(keys, rows, shown, plan.hasKey) } : {}
    const wanted = output?.rows === true ? { rows: values } : {}
    return { account: run.account(), changes, faults, sizes: write(range, values), ...found, ...wanted }
  }
  const put = (range: ByteRange, places: PartPlaces): void => {
    const one = waiting.get(range.from)
    if (one === undefined) throw new Error('no part of this range')
    waiting.delete(range.from)
    for (const format of output?.formats ?? []) {
      const place = places[format]
      const bytes = one.bytes[format]
      if (place !== undefined && bytes !== undefined)
        effects.writeAt(place.path, place.at, bytes.subarray(place.skip))
    }
    free.push(one.writer)
  }
  return { make, put }
}

function privacyOf(plan: PartPlan, { fields }: RowType): Pick<TableRunInput, 'privacy'> {
  const { privacy, table, located, sheet, hidden } = plan
  if (privacy === undefined) return {}
  const gate = privacyGate(privacy)
  return {
    privacy: {
      gate,
      table: scannedTable(table, located, fields, sheet),
      worksheet: null,
      ...(hidden === undefined ? {} : { hidden: new Set(hidden) }),
    },
  }
}

function keysOf(
  keys: readonly string[],
  rows: readonly number[],
  shown: ReadonlyMap<number, string>,
  hasKey: boolean,
): PartKeys {
  const hashes = new Uint32Array(keys.length * 2)
  for (let i = 0; i < keys.length; i += 1) hashKey(keys[i] ?? '', hashes, i * 2)
  const names = shown.size === 0 ? keys : keys.map((key, i) => shown.get(i) ?? key)
  const text = hasKey ? JSON.stringify(names) : '[]'
  return { hashes, rows: Uint32Array.from(rows), text }
}
