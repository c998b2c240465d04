/** Columns that headers alone did not place, once the sheet is known: slips of the pen, places in the order, values. */
import { suggest } from '../lib/suggest.ts'
import type { Assigned, Fitting } from './columns.ts'
import type { Looked } from './looked.ts'
import type { How, Knowledge, Sheet, SheetColumn } from './sheet.ts'
import { fits } from './values.ts'

/** Kinds of value that tell a column by themselves. */
const TELLING = ['url', 'email', 'postalCode', 'phone', 'latitude', 'longitude'] as const
/** A slip is one letter in a long word. */
const LONG = 6
const RUN = 4
const ALIKE = 0.34

export function refine(
  fitting: Fitting,
  looked: readonly Looked[],
  sheet: Sheet,
  knowledge: Knowledge,
  cut: ReadonlySet<number> = new Set(),
): Fitting {
  const columns = new Map(fitting.columns)
  const taken = new Set([...columns.values()].flatMap(({ target, also }) => [target, ...also]))
  const put = (column: number, field: SheetColumn, how: How): void => {
    const strength = knowledge.weights[how]
    const match = { sheet: fitting.sheet, target: field.header, how, strength }
    columns.set(column, { target: field.header, also: [], how, score: strength, key: '', match })
    taken.add(field.header)
  }
  for (const [column, one] of looked.entries()) {
    if (columns.has(column)) continue
    const fitting = (field: SheetColumn | undefined): field is SheetColumn =>
      field !== undefined && !taken.has(field.header) && fits(one.cells, field, knowledge) >= 0
    const whole = cut.has(one.found.column) ? wholeOf(one, sheet) : undefined
    if (fitting(whole)) {
      put(column, whole, 'cut')
      continue
    }
    const slipped = slipOf(one, sheet)
    if (fitting(slipped)) {
      put(column, slipped, 'slip')
      continue
    }
    const placed = placeOf(column, looked, columns, sheet)
    const filled = one.cells.filled.length > 0
    const blank = one.found.header === ''
    if (fitting(placed) && (blank ? filled && saysSo(one, placed, knowledge) : alike(one, placed) >= ALIKE)) {
      put(column, placed, 'position')
      continue
    }
    if (!blank || !filled) continue
    for (const kind of TELLING) {
      if (one.cells.share(kind) < knowledge.thresholds.values) continue
      const fields = sheet.columns.filter((field) => field.kind === kind && !taken.has(field.header))
      const [only] = fields
      if (only !== undefined && (fields.length === 1 || kind === 'latitude' || kind === 'longitude')) {
        put(column, only, 'values')
      }
      break
    }
  }
  return { ...fitting, columns }
}

/** The one header of the standard that begins so. */
function wholeOf(one: Looked, sheet: Sheet): SheetColumn | undefined {
  const written = one.keys[0]?.[0] ?? ''
  const found = written === '' ? [] : sheet.columns.filter(({ folded }) => folded.startsWith(written))
  return found.length === 1 ? found[0] : undefined
}

/** One letter off a header of the standard, and near no other. */
function slipOf(one: Looked, sheet: Sheet): SheetColumn | undefined {
  const written = one.keys[0]?.[0]
  if (written === undefined || written.length < LONG) return undefined
  const near = sheet.columns.filter(
    ({ folded }) => folded.length >= LONG && Math.abs(folded.length - written.length) <= 1,
  )
  const found = near.filter(({ folded }) => distanceOne(written, folded))
  return found.length === 1 ? found[0] : undefined
}

/** Figures make other columns (0-4歳, 5-9歳), so they must be the same. */
function distanceOne(a: string, b: string): boolean {
  if (a.replace(/[^0-9]/g, '') !== b.replace(/[^0-9]/g, '')) return false
  return suggest(a, [b]) === b && editsAtMostOne(a, b)
}

function editsAtMostOne(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1
  return Math.max(a.length, b.length) - start - end <= 1
}

/** What the sheet has between the neighbours, where they are neighbours there too. */
function placeOf(
  column: number,
  looked: readonly Looked[],
  columns: ReadonlyMap<number, Assigned>,
  sheet: Sheet,
): SheetColumn | undefined {
  const place = (at: number): number => {
    const assigned = columns.get(at)
    if (
      assigned === undefined ||
      (assigned.how !== 'exact' && assigned.how !== 'folded' && assigned.how !== 'position')
    )
      return -1
    return sheet.columns.findIndex(({ header }) => header === assigned.target)
  }
  for (let run = 1; run <= RUN; run += 1) {
    const before = place(column - run)
    if (before < 0 || before !== place(column - 1) - run + 1) return undefined
  }
  const here = place(column - 1) + 1
  let after = column + 1
  while (after < looked.length && place(after) < 0) after += 1
  if (after < looked.length && place(after) !== here + after - column) return undefined
  return sheet.columns[here]
}

function saysSo(one: Looked, field: SheetColumn, knowledge: Knowledge): boolean {
  return fits(one.cells, field, knowledge) === 1
}

/** Share of the letters of the shorter that stand in the longer too, in order. */
function alike(one: Looked, field: SheetColumn): number {
  const written = one.keys[0]?.[0] ?? ''
  let at = 0
  for (const letter of written)
    if (field.folded[at] === letter || field.folded.indexOf(letter, at) >= 0)
      at = Math.max(at, field.folded.indexOf(letter, at) + 1)
  const common = [...written].filter((letter) => field.folded.includes(letter)).length
  return common / Math.max(written.length, field.folded.length, 1)
}
