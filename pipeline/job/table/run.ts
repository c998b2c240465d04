/** One declared table over its rows: batches in, records out, and the account of every row at the end. */
import type { Field, ReadCell, ValueContext } from '../../lib/field.ts'
import { cellName, type Merge, type RowBatch } from '../../lib/grid.ts'
import type { GridTable } from '../../lib/grid-declaration.ts'
import { masked } from '../../lib/mask.ts'
import type { Facts, Place, Problem, Severity } from '../../problem.ts'
import { createReader, type Located, type RawBatch } from '../../shape/grid/index.ts'
import type { RowGate } from '../../validate/index.ts'
import { type Change, countSpans, type HeldRows, type TableAccount } from './account.ts'
import { createGuard, type TablePrivacy } from './guard.ts'
import { maskedChange, maskedFacts, maskedSpans } from './masks.ts'
import { tableProblem } from './problems.ts'
import { compileProgram, type Records, type Sink, type Spot } from './program.ts'
import { keyOf, slotsOf, wholeOf } from './record-key.ts'
import { publishedColumns } from './scanned.ts'
import { createTally } from './tally.ts'

export interface TableRun {
  readonly push: (batch: RowBatch) => Records
  readonly account: () => TableAccount
  /** first row after the end of the table, by its own rule */
  readonly endedAt: () => number | undefined
  /** for each field the columns of the file that give it, from 0 */
  readonly sources: readonly (readonly number[])[]
}

export interface TableRunInput {
  readonly table: GridTable
  readonly located: Located
  readonly fields: readonly Field[]
  readonly gate: RowGate
  readonly context: ValueContext
  readonly isCsv: boolean
  /** of a worksheet */
  readonly merges?: readonly Merge[]
  /** file and worksheet */
  readonly place: Place
  /** how many problems of each kind and column are kept whole */
  readonly kept: number
  /** list every cell that came out otherwise than written, of rows that are held too */
  readonly keepChanges: boolean
  /** called with such cells of rows that came out, batch by batch, instead of keeping any */
  readonly onChanges?: (changes: readonly Change[]) => void
  /**
   * Called with the key of each record, or, where none is declared, with all of it: the row that has it already, or
   * undefined. `shown`: the key as it may be printed, where that is another. Absent: keys are not looked at.
   */
  readonly takeKey?: (key: string, row: number, shown?: string) => number | undefined
  /** as for the program */
  readonly reads?: readonly ReadCell[]
  /** absent: nothing is looked for (the rows are only counted, or how long it takes is measured) */
  readonly privacy?: TablePrivacy
}

const DUPLICATE = 'validate/duplicate-key'
const SAME = 'validate/duplicate-row'

const SEVERITY: Readonly<Record<'mended' | 'doubt' | 'fault', Severity>> = {
  mended: 'info',
  doubt: 'warning',
  fault: 'error',
}

export function createTableRun(input: TableRunInput): TableRun {
  const { table, located, fields, place, kept, onChanges, takeKey } = input
  const keepChanges = input.keepChanges || onChanges !== undefined
  const tally = createTally(kept)
  const changes: Change[] = []
  const held: { from: number; to: number; codes: readonly string[] }[] = []
  const runs: { record: number; row: number; many: number }[] = []
  const keySlots = slotsOf(table.key, fields)
  let total = 0
  let records = 0
  /** of the batch at hand: its rows are looked at twice, first as rows, then cell by cell */
  let heldNow = new Map<number, string[]>()
  let heldCount = 0
  let bad: RowBatch['bad']

  const { privacy } = input
  const headers = privacy === undefined ? located.headers : located.headers.map(privacy.gate.maskText)
  const shownAt = { ...located, headers }
  const maskText = privacy?.gate.maskText ?? String
  const placeOf = (spot: Spot): Place => placeOfSpot(place, shownAt, fields, spot)
  const isMelted = located.melted.length > 0
  let toldRow = 0
  const toldOnce = new Set<string>()
  /** A row of a cross table gives many records: what is said of its other cells is said once. */
  const isTold = ({ row, column }: Spot, code: string): boolean => {
    if (row !== toldRow) toldOnce.clear()
    toldRow = row
    const id = `${column} ${code}`
    if (toldOnce.has(id)) return true
    toldOnce.add(id)
    return false
  }
  const told = (spot: Spot, code: string, severity: Severity, facts: Facts, mend?: string): void => {
    if (isMelted && spot.column < located.headers.length && isTold(spot, code)) return
    tally.add(code, severity, spot.column, (): Problem => {
      const isFound = isFoundIn(spot.row, spot.column, code === DUPLICATE ? keySlots : [])
      const shown = isFound ? maskedFacts(code, facts) : maskedSpans(facts, maskText)
      const problem = tableProblem(code, placeOf(spot), shown, severity)
      return mend === undefined ? problem : { ...problem, mend: isFound ? masked(mend) : maskText(mend) }
    })
  }
  const hold = (row: number, code: string): void => {
    const codes = heldNow.get(row)
    if (codes === undefined) heldNow.set(row, [code])
    else if (!codes.includes(code)) codes.push(code)
  }

  const settleHeld = (): void => {
    if (heldNow.size === 0) return
    heldCount += heldNow.size
    for (const [row, codes] of [...heldNow].sort(([a], [b]) => a - b))
      held.push({ from: row, to: row, codes })
    heldNow = new Map()
  }

  const came = (row: number): void => {
    const last = runs.at(-1)
    if (last !== undefined && last.row + last.many === row) last.many += 1
    else runs.push({ record: records, row, many: 1 })
    records += 1
  }

  /** A row of a cross table is held whole: what came out of it before its fault was met goes back. */
  const runMelted = (raw: RawBatch): Records => {
    const first = records
    const [runsBefore, changesBefore, last] = [runs.length, changes.length, runs.at(-1)?.many]
    const out = program.run(raw)
    if (!out.rows.some((row) => heldNow.has(row))) return out
    runs.length = runsBefore
    const open = runs.at(-1)
    if (open !== undefined && last !== undefined) open.many = last
    records = first
    const places = out.rows.map((row) => {
      if (!heldNow.has(row)) came(row)
      return records - (heldNow.has(row) ? 0 : 1)
    })
    for (let i = changesBefore; i < changes.length; i += 1) {
      const change = changes[i]
      if (change !== undefined) changes[i] = { ...change, record: places[change.record - first] ?? records }
    }
    const stays = (_: unknown, i: number): boolean => !heldNow.has(out.rows[i] ?? 0)
    return { values: out.values.filter(stays), rows: out.rows.filter(stays) }
  }

  const sink: Sink = {
    met(spot, verdict, code, actual, expected) {
      const facts = { actual, ...(expected === undefined ? {} : { expected }) }
      const mend = verdict === 'mended' ? expected : undefined
      told(spot, code, SEVERITY[verdict], facts, mend)
      if (verdict === 'fault') hold(spot.row, code)
    },
    changed({ row, column, field }, before, after) {
      if (!keepChanges) return
      const change = { row, column, field, record: records, before, after }
      // what came out may be of another cell too, that gives the same field
      changes.push(isFoundIn(row, column, [field]) ? maskedChange(change) : change)
    },
    record(row, values) {
      // a row with shifted cells was held before its cells were read
      if (heldNow.has(row)) return false
      const unreadable = bad?.get(row)
      if (unreadable !== undefined) {
        hold(row, unreadable)
        return false
      }
      const key = takeKey === undefined || keySlots.length === 0 ? undefined : keyOf(values, keySlots)
      if (takeKey !== undefined && keySlots.length > 0 && key === undefined) {
        const slot = keySlots.find((one) => values[one] === null) ?? -1
        const spot = { row, column: program.sources[slot]?.[0] ?? -1, field: slot }
        told(spot, 'validate/required', 'error', { actual: '', expected: fields[slot]?.header })
        hold(row, 'validate/required')
        return false
      }
      if (key !== undefined && takeKey !== undefined) {
        const slot = keySlots[0] ?? -1
        const column = program.sources[slot]?.[0] ?? -1
        const actual = key.replaceAll('\u0000', ' / ')
        const other = isFoundIn(row, column, keySlots) ? takeKey(key, row, masked(actual)) : takeKey(key, row)
        if (other !== undefined)
          told({ row, column, field: slot }, DUPLICATE, 'error', { actual, expected: other })
      }
      if (takeKey !== undefined && keySlots.length === 0 && !isMelted) {
        const other = takeKey(wholeOf(values), row, '')
        if (other !== undefined)
          told({ row, column: -1, field: -1 }, SAME, 'warning', { actual: '', expected: other })
      }
      came(row)
      return true
    },
  }
  const reader = createReader(table, located, {
    isCsv: input.isCsv,
    ...(input.merges === undefined ? {} : { merges: input.merges }),
    fault({ code, row, actual, expected }) {
      const severity = code === 'shape/short-row' ? 'warning' : 'error'
      told({ row, column: -1, field: -1 }, code, severity, { actual, expected })
      if (code === 'shape/extra-cells') hold(row, code)
    },
  })
  const program = compileProgram({ ...input, sink })
  const guard =
    privacy === undefined
      ? undefined
      : createGuard({
          ...privacy,
          published: publishedColumns(located, program.sources),
          melted: new Set(located.melted.map(({ column }) => column)),
          width: located.headers.length,
          place,
          tell: tally.add,
          hold,
        })
  /** The cell, or one that gives one of these fields. */
  const isFoundIn = (row: number, column: number, slots: readonly number[]): boolean =>
    guard?.isFound(row, -1) === true &&
    (guard.isFound(row, column) ||
      slots.some((slot) => program.sources[slot]?.some((one) => guard.isFound(row, one)) === true))
  return {
    sources: program.sources,
    endedAt: reader.endedAt,
    push(batch) {
      total += batch.rows.length
      bad = batch.bad
      guard?.begin(batch)
      const raw = reader.push(batch)
      guard?.settle(raw)
      const out = isMelted ? runMelted(raw) : program.run(raw)
      if (onChanges !== undefined && changes.length > 0) {
        onChanges(heldNow.size === 0 ? changes.slice() : changes.filter((one) => !heldNow.has(one.row)))
        changes.length = 0
      }
      settleHeld()
      return out
    },
    account() {
      const skipped = reader.spans()
      const found = guard?.found() ?? []
      return {
        counts: {
          total,
          ...countSpans(skipped),
          in: reader.dataRows(),
          out: reader.dataRows() - heldCount,
          held: heldCount,
          records,
        },
        skipped,
        held: joined(held),
        problems: tally.list(),
        changes,
        runs,
        ...(found.length === 0 ? {} : { found }),
        ...(guard === undefined ? {} : { scanned: guard.tally() }),
      }
    },
  }
}

/** Where a spot is, in words that people know. */
export function placeOfSpot(
  place: Place,
  located: Located,
  fields: readonly Field[],
  { row, column, field }: Spot,
): Place {
  return {
    ...place,
    row,
    ...(column < 0 ? {} : { cell: cellName(row, column + 1) }),
    ...(column < 0 ? {} : { header: located.headers[column] ?? '' }),
    ...(field < 0 ? {} : { field: fields[field]?.header ?? '' }),
  }
}

/** Rows one after the other that are held for the same reasons are one entry. */
function joined(held: readonly HeldRows[]): readonly HeldRows[] {
  const out: { from: number; to: number; codes: readonly string[] }[] = []
  for (const one of held) {
    const last = out.at(-1)
    if (last !== undefined && last.to === one.from - 1 && last.codes.join() === one.codes.join())
      last.to = one.to
    else out.push({ ...one })
  }
  return out
}
