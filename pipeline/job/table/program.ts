/**
 * A declared table and its record type, compiled: data rows in, records out, as arrays of values in the order of the
 * fields. Everything that a field needs is made once here; a row costs a call per column.
 */
import { type DateOrder, yearFirst } from '../../lib/date-order.ts'
import type { Field, ReadCell, SplitCell, Tell, ValueContext, Verdict } from '../../lib/field.ts'
import { foldWord } from '../../lib/fold.ts'
import type { GridColumn, GridTable } from '../../lib/grid-declaration.ts'
import type { Scalar } from '../../lib/model.ts'
import { compileField, compileSplit } from '../../normalize/index.ts'
import { settlePair } from '../../reconcile/index.ts'
import { type Located, meltedPlaces, type RawBatch } from '../../shape/grid/index.ts'
import type { RowGate } from '../../validate/index.ts'

/** Where in a row something was met: the column of the file, from 0 (−1: none), and the field that it was for. */
export interface Spot {
  readonly row: number
  readonly column: number
  readonly field: number
}

/** Everything a row can have to say; `row` ends the row and says whether it is held. */
export interface Sink {
  readonly met: (
    spot: Spot,
    verdict: Verdict,
    code: string,
    actual: string,
    expected: string | undefined,
  ) => void
  /** the value that came out is another than the cell says */
  readonly changed: (spot: Spot, before: string, after: Scalar) => void
  /** false: the row is held */
  readonly record: (row: number, values: readonly Scalar[]) => boolean
}

export interface Records {
  readonly values: readonly (readonly Scalar[])[]
  /** rows that they come from */
  readonly rows: readonly number[]
}

export interface TableProgram {
  readonly fields: readonly Field[]
  /** for each field the columns of the file that give it, from 0 */
  readonly sources: readonly (readonly number[])[]
  readonly run: (raw: RawBatch) => Records
}

export interface ProgramInput {
  readonly table: GridTable
  readonly located: Located
  readonly fields: readonly Field[]
  readonly gate: RowGate
  readonly context: ValueContext
  readonly sink: Sink
  /** by `compileReads`, where many parts of one table are read; else they are compiled here */
  readonly reads?: readonly ReadCell[]
}

interface Step {
  readonly column: number
  readonly slots: readonly number[]
  readonly slot: number
  readonly read: ReadCell
  readonly split?: SplitCell
  readonly words?: ReadonlyMap<string, string>
  readonly dates?: DateOrder
  /** the form of the field is only inferred, and it may hold any text: what can not be read stays as written */
  readonly isLoose: boolean
}

/** What a value of time can not say (日没) belongs into the remarks of the same record. */
const MOVED = 'normalize/time-words'

const CARRIED = 'shape/carried'

export function compileReads(fields: readonly Field[], context: ValueContext): readonly ReadCell[] {
  return fields.map((field) => compileField(field, context))
}

export function compileProgram(input: ProgramInput): TableProgram {
  const { table, located, fields, gate, context, sink } = input
  const slotOf = slotsByHeader(fields)
  const reads = input.reads ?? compileReads(fields, context)
  const steps = stepsOf(table, located, fields, slotOf, reads, context)
  const constants = constantsOf(table, fields, slotOf, reads)
  const sources = fields.map((_, slot) =>
    steps.filter(({ slots }) => slots.includes(slot)).map(({ column }) => column),
  )
  const remarks = fields.map((_, slot) => remarksOf(fields, slot))
  const joints = fields.map(jointOf)
  const required = fields.flatMap(({ required: must }, slot) =>
    must && (sources[slot]?.length ?? 0) > 0 ? [slot] : [],
  )
  const latitude = steps.find(({ slot }) => fields[slot]?.kind === 'latitude')
  const longitude = steps.find(({ slot }) => fields[slot]?.kind === 'longitude')

  // the row at hand: one set of variables instead of an object for each cell
  let row = 0
  let step: Step | undefined
  let text = ''
  let values: Scalar[] = []
  let isSound = true
  let isChanged = false
  let isKept = false
  const spotOf = (slot: number): Spot => ({ row, column: step?.column ?? -1, field: slot })
  const tell: Tell = (verdict, code, expected) => {
    const slot = step?.slot ?? -1
    if (verdict === 'fault' && code === MOVED) {
      const target = remarks[slot] ?? -1
      if (target >= 0) {
        const before = values[target]
        const words = `${fields[slot]?.header ?? ''}: ${text}`
        values[target] = typeof before === 'string' ? `${before} / ${words}` : words
        sink.met(spotOf(slot), 'mended', code, text, fields[target]?.header)
        sink.changed(spotOf(target), text, values[target] ?? null)
        return
      }
    }
    if (verdict === 'fault' && step?.isLoose === true) {
      isKept = true
      sink.met(spotOf(slot), 'doubt', code, text, expected)
      return
    }
    if (verdict === 'fault') isSound = false
    if (verdict === 'mended') isChanged = true
    sink.met(spotOf(slot), verdict, code, text, expected)
  }

  const put = (slot: number, value: Scalar): void => {
    if (value === null) return
    const before = values[slot]
    const isAlone = before === null || before === undefined || before === value
    values[slot] = isAlone ? value : `${String(before)}${joints[slot] ?? ' '}${String(value)}`
  }

  const readRow = (cells: readonly string[], carried: ReadonlyMap<number, string> | undefined): void => {
    for (let i = 0; i < steps.length; i += 1) {
      const one = steps[i]
      if (one === undefined) continue
      const cell = cells[one.column]
      if (cell === undefined || cell === '') continue
      step = one
      text = cell
      isChanged = false
      isKept = false
      const written = carried?.get(one.column)
      // the row holds no such value: one that is taken from above is never silent
      if (written !== undefined) sink.met(spotOf(one.slot), 'mended', CARRIED, written, cell)
      const meant = meantBy(cell, one)
      if (one.split === undefined) {
        const value = one.read(meant, tell)
        put(one.slot, isKept ? cell.trim() : value)
        if (isChanged || meant !== cell || written !== undefined) {
          sink.changed(spotOf(one.slot), written ?? cell, value)
        }
        continue
      }
      const many = one.split(meant, tell)
      if (isKept) {
        put(one.slot, cell.trim())
        continue
      }
      for (const [at, slot] of one.slots.entries()) {
        const value = many[at] ?? null
        put(slot, value)
        // that a cell is cut is the rule of its column; a change is what is mended besides, or not of this row
        if (value !== null && ((isChanged && !isPart(value, cell)) || written !== undefined))
          sink.changed(spotOf(slot), written ?? cell, value)
      }
    }
  }

  const settle = (cells: readonly string[]): void => {
    if (latitude === undefined || longitude === undefined) return
    const lat = values[latitude.slot]
    const lon = values[longitude.slot]
    if ((lat ?? null) === null && (lon ?? null) === null) return
    step = latitude
    text = cells[latitude.column] ?? ''
    const pair = settlePair(lat ?? null, lon ?? null, context, tell)
    if (pair[0] === lat && pair[1] === lon) return
    values[latitude.slot] = pair[0]
    values[longitude.slot] = pair[1]
    sink.changed(spotOf(latitude.slot), text, pair[0])
    step = longitude
    sink.changed(spotOf(longitude.slot), cells[longitude.column] ?? '', pair[1])
  }

  const check = (cells: readonly string[]): void => {
    for (const slot of required) {
      if (values[slot] !== null) continue
      step = steps.find(({ slots }) => slots.includes(slot))
      text = cells[step?.column ?? -1] ?? ''
      // a cell that could not be read has its own message
      if (text.trim() === '') {
        isSound = false
        sink.met(spotOf(slot), 'fault', 'validate/required', text, fields[slot]?.header)
      }
    }
    const wasSound = isSound
    for (const fault of gate(values)) {
      const slot = fields.findIndex(({ key }) => key === fault.path[0])
      // a cell that could not be read has been told of
      if (!wasSound && (values[slot] ?? null) === null) continue
      step = steps.find(({ slots }) => slots.includes(slot))
      text = cells[step?.column ?? -1] ?? ''
      isSound = false
      const blank = fault.keyword === 'required' || values[slot] === null
      sink.met(
        spotOf(slot),
        'fault',
        blank ? 'validate/required' : 'validate/cell',
        text,
        blank ? fields[slot]?.header : limitOf(fault),
      )
    }
  }

  return {
    fields,
    sources,
    run({ rows, numbers, carried }) {
      const out: (readonly Scalar[])[] = []
      const from: number[] = []
      for (let i = 0; i < rows.length; i += 1) {
        const cells = rows[i]
        if (cells === undefined) continue
        row = numbers[i] ?? 0
        values = constants.slice()
        isSound = true
        readRow(cells, carried?.get(i))
        settle(cells)
        check(cells)
        // the sink has the last word: a key that is there already holds the row too
        if (isSound && sink.record(row, values)) {
          out.push(values)
          from.push(row)
        }
      }
      return { values: out, rows: from }
    },
  }
}

/** It stands in the cell as it is, with something else beside it. */
function isPart(value: Scalar, cell: string): boolean {
  return typeof value === 'string' && value.length < cell.trim().length && cell.includes(value)
}

function isLooseField(field: Field | undefined): boolean {
  return field !== undefined && field.type === 'string' && !field.enforced
}

/** The cell by the words and the order of dates that the declaration of its column has. */
function meantBy(cell: string, { words, dates }: Step): string {
  if (words === undefined && dates === undefined) return cell
  const word = words?.get(foldWord(cell)) ?? cell
  return dates === undefined ? word : yearFirst(word, dates)
}

/** What stands between the values of several columns that give one field. */
function jointOf({ kind, header }: Field): string {
  if (kind === 'list' || kind === 'phone') return ';'
  const isWhole = kind === 'address' || kind === 'municipality' || kind === 'prefecture' || kind === 'kana'
  return isWhole || header.endsWith('名') ? '' : ' '
}

/** What the rule asks for, short and in no language: `0 / 1`, `>= 0`, `date`. */
function limitOf({ keyword, expected }: { readonly keyword: string; readonly expected: string }): string {
  const limit = expected.startsWith(`${keyword} `) ? expected.slice(keyword.length + 1) : expected
  if (keyword !== 'enum') return limit
  const listed: unknown = JSON.parse(limit)
  return Array.isArray(listed) ? listed.filter((one) => one !== null).join(' / ') : limit
}

function slotsByHeader(fields: readonly Field[]): (header: string) => number {
  const slots = new Map<string, number>()
  for (const [slot, { header }] of fields.entries()) {
    const word = foldWord(header)
    if (!slots.has(word)) slots.set(word, slot)
  }
  return (header) => slots.get(foldWord(header)) ?? -1
}

function stepsOf(
  table: GridTable,
  located: Located,
  fields: readonly Field[],
  slotOf: (header: string) => number,
  reads: readonly ReadCell[],
  context: ValueContext,
): readonly Step[] {
  const steps: Step[] = []
  const add = (column: number, targets: readonly string[], declared: GridColumn | undefined): void => {
    const slots = targets.map(slotOf).filter((slot) => slot >= 0)
    const words =
      declared?.values === undefined
        ? undefined
        : new Map(Object.entries(declared.values).map(([from, to]) => [foldWord(from), to]))
    const isDate = slots.some((slot) => fields[slot]?.kind === 'date' || fields[slot]?.kind === 'dateTime')
    const dates = isDate ? declared?.dates : undefined
    const mapped = { ...(words === undefined ? {} : { words }), ...(dates === undefined ? {} : { dates }) }
    const { split } = declared ?? {}
    if (split !== undefined) {
      const own = slots.flatMap((slot) => fields[slot] ?? [])
      const read = reads[slots[0] ?? -1]
      if (read !== undefined) {
        const cut = compileSplit(split, own, context)
        const isLoose = isLooseField(own[0])
        steps.push({ column, slots, slot: slots[0] ?? -1, read, split: cut, isLoose, ...mapped })
      }
      return
    }
    for (const slot of slots) {
      const read = reads[slot]
      const isLoose = isLooseField(fields[slot])
      if (read !== undefined) steps.push({ column, slots: [slot], slot, read, isLoose, ...mapped })
    }
  }
  for (const [i, column] of table.columns.entries()) {
    const at = located.columns[i] ?? -1
    if (at < 0 || column.to === undefined) continue
    add(at, typeof column.to === 'string' ? [column.to] : column.to, column)
  }
  if (table.melt !== undefined) {
    const places = meltedPlaces(located)
    add(places.name, [table.melt.name], undefined)
    if (table.melt.second !== undefined) add(places.second, [table.melt.second], undefined)
    add(places.value, [table.melt.value], undefined)
  }
  return steps
}

function constantsOf(
  table: GridTable,
  fields: readonly Field[],
  slotOf: (header: string) => number,
  reads: readonly ReadCell[],
): Scalar[] {
  const constants: Scalar[] = fields.map(() => null)
  for (const [header, value] of Object.entries(table.set ?? {})) {
    const slot = slotOf(header)
    const read = reads[slot]
    if (read !== undefined) constants[slot] = read(value, () => undefined)
  }
  return constants
}

/** The next 特記事項 after a field, else the remarks of the record; −1 where it has none. */
function remarksOf(fields: readonly Field[], slot: number): number {
  const next = fields.findIndex(({ header }, i) => i > slot && /特記事項$/.test(header))
  if (next >= 0) return next
  return fields.findIndex(({ header }) => /(?:^|_)備考$/.test(header))
}
