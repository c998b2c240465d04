/**
 * One range of a table: bytes in; the bytes of each format, the account of the rows and the hashes of their keys out.
 * Everything it needs is plain data, so that it can be made in a thread.
 */
import type { Effects } from '../../effects.ts'
import { createTableWriter, type TableFormat, type Vocabulary } from '../../export/index.ts'
import {
  type CellFault,
  codeOfFault,
  createCellCheck,
  createCsvReader,
  isRowFault,
} from '../../extract/index.ts'
import type { TableAccount } from '../../job/table/account.ts'
import { compileReads } from '../../job/table/program.ts'
import { createTableRun } from '../../job/table/run.ts'
import { lookedType } from '../../job/table/run-look.ts'
import type { ValueContext } from '../../lib/field.ts'
import type { Delimiter, Encoding, GridTable } from '../../lib/grid-declaration.ts'
import { hashKey } from '../../lib/key-set.ts'
import type { DatasetInfo, Json } from '../../lib/model.ts'
import type { Place } from '../../problem.ts'
import type { Located } from '../../shape/grid/index.ts'
import type { ByteRange } from './cut.ts'
import type { Answered, Answerer } from './thread.ts'

export interface TableOutput {
  readonly formats: readonly TableFormat[]
  readonly info: DatasetInfo
  readonly vocabulary: Vocabulary
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
  readonly keepChanges: boolean
  readonly hasKey: boolean
  /** nothing is written where it is absent */
  readonly output?: TableOutput
}

export interface Part {
  readonly account: TableAccount
  readonly faults: readonly CellFault[]
  readonly bytes: { readonly [K in TableFormat]?: Uint8Array }
  readonly keys?: PartKeys
}

export interface PartKeys {
  /** two numbers a key: the halves of its hash */
  readonly hashes: Uint32Array
  /** the row of each key */
  readonly rows: Uint32Array
  /** the keys themselves as JSON, for those few that have to be told */
  readonly text: string
}

type PartEffects = Pick<Effects, 'readRange' | 'decodeUtf8'>

/** Compiled once; gives the part of each range, in any order. The header is in the first range as a whole. */
export function compilePart(plan: PartPlan, effects: PartEffects): (range: ByteRange) => Part {
  const { file, encoding, delimiter, located, output } = plan
  const type = lookedType(plan)
  const writer =
    output === undefined ? undefined : createTableWriter(output.info, output.formats, output.vocabulary)
  const below: Located = { ...located, headerRows: [] }
  const cells = createCellCheck(encoding)
  const reads = compileReads(type.fields, plan.context)
  const fast = encoding === 'utf-8' ? { fast: effects.decodeUtf8 } : {}
  return ({ from, to, first }) => {
    const keys: string[] = []
    const rows: number[] = []
    const takeKey = (key: string, row: number): undefined => {
      keys.push(key)
      rows.push(row)
    }
    const run = createTableRun({
      ...plan,
      ...type,
      reads,
      located: first === 1 ? located : below,
      isCsv: true,
      ...(plan.hasKey ? { takeKey } : {}),
    })
    const reader = createCsvReader({ encoding, delimiter, first, atStart: first === 1, cells, ...fast })
    const faults: CellFault[] = []
    const bytes: { [K in TableFormat]?: Uint8Array } = {}
    const batches = [reader.push(effects.readRange(file, from, to)), reader.end()]
    for (const batch of batches) {
      if (batch.rows.length === 0) continue
      faults.push(...batch.faults)
      const bad = batch.faults.filter(isRowFault)
      const marks = bad.length === 0 ? {} : { bad: new Map(bad.map((one) => [one.row, codeOfFault(one)])) }
      const { values } = run.push({ first: batch.first, rows: batch.rows, ...marks })
      const written: { readonly [K in TableFormat]?: Uint8Array } = writer?.write(values) ?? {}
      for (const format of output?.formats ?? []) {
        const more = written[format]
        if (more !== undefined) bytes[format] = joined(bytes[format], more)
      }
    }
    const found = plan.hasKey ? { keys: keysOf(keys, rows) } : {}
    return { account: run.account(), faults, bytes, ...found }
  }
}

/** Bytes of their own: what the writer gives is its buffer. */
function joined(before: Uint8Array | undefined, more: Uint8Array): Uint8Array {
  if (before === undefined) return more.slice()
  const whole = new Uint8Array(before.length + more.length)
  whole.set(before)
  whole.set(more, before.length)
  return whole
}

function keysOf(keys: readonly string[], rows: readonly number[]): PartKeys {
  const hashes = new Uint32Array(keys.length * 2)
  for (let i = 0; i < keys.length; i += 1) hashKey(keys[i] ?? '', hashes, i * 2)
  return { hashes, rows: Uint32Array.from(rows), text: JSON.stringify(keys) }
}

/** The part of a range as a thread answers it: its bytes are handed over. */
export function partAnswerer(
  part: (range: ByteRange) => Part,
  isRange: (message: unknown) => message is ByteRange,
): Answerer {
  return (message): Answered => {
    if (!isRange(message)) throw new Error('not a range')
    const value = part(message)
    const buffers = [...Object.values(value.bytes), value.keys?.hashes, value.keys?.rows]
    return {
      value,
      transfer: buffers.flatMap((one) => (one?.buffer instanceof ArrayBuffer ? [one.buffer] : [])),
    }
  }
}
