/**
 * A source of tables: its bytes → tables of records, and the account of every row. The declaration is obeyed; what it
 * does not cover is a problem. Rows in error are held, up to `expect.maxHeld`; above that their errors fail the source.
 */
import type { PrivacyFiles } from '../../inspect/index.ts'
import type { GridSource } from '../../lib/declaration.ts'
import type { ValueContext } from '../../lib/field.ts'
import type { GridTable } from '../../lib/grid-declaration.ts'
import { createKeySet, type KeySet } from '../../lib/key-set.ts'
import type { DataRecord, Json, Publisher, Scalar } from '../../lib/model.ts'
import { isObject } from '../../lib/object.ts'
import { isPlaceholder } from '../../lib/placeholder.ts'
import { recordName } from '../../lib/record-id.ts'
import { hasError, type Place, type Problem } from '../../problem.ts'
import type { RecordTable } from '../../reconcile/index.ts'
import { shapeProblem } from '../../shape/index.ts'
import { validateProblem } from '../../validate/index.ts'
import type { Authored, Paths } from '../authored.ts'
import type { AllowedColumn } from './allow.ts'
import { type CorrectedCell, correctGrids } from './corrections.ts'
import type { OpenGrid } from './grids.ts'
import { openGrids } from './open.ts'
import { type PlacedOutcome, PUBLISHER_KEYS, tableProvenance } from './provenance.ts'
import { recordsInRows } from './record-cells.ts'
import { scanRest } from './scanned.ts'
import { sourcePrivacy } from './source-privacy.ts'
import { checkTargets } from './targets.ts'
import { recordTypeOf, rowTypeOf } from './types.ts'
import { type RowType, runWorksheet } from './worksheet.ts'
import { matchWorksheet } from './worksheets.ts'

export interface GridFront {
  readonly tables: readonly RecordTable[]
  readonly outcomes: readonly PlacedOutcome[]
  readonly held: number
  /** cells that a correction mended */
  readonly corrected: readonly CorrectedCell[]
  /** what `privacy.allow` lets pass by a column alone: so many of each rule in it */
  readonly allowed: readonly AllowedColumn[]
  readonly problems: readonly Problem[]
  /** row → `<dataset>/<name>` of what stands in it, as an allowance or a correction calls it, where it may be told */
  readonly recordsAt?: (
    worksheet: string | undefined,
    rows: ReadonlySet<number>,
  ) => ReadonlyMap<number, string>
}

export interface GridInput {
  readonly bytes: Uint8Array
  readonly authored: Authored & { readonly declaration: GridSource }
  readonly paths: Paths
  readonly schemas: (name: string) => unknown
  /** names the source and its snapshot */
  readonly place: Place & { readonly file: string }
  /** what the privacy gate goes by */
  readonly privacy: PrivacyFiles
  /** a file of an installed package */
  readonly packageFile?: (name: string) => Uint8Array | undefined
}

/** Of each kind in each column so many are listed; the rest are counted. */
const KEPT = 10

export async function readGridSource(input: GridInput): Promise<GridFront> {
  const { bytes, authored, paths, schemas, place } = input
  const { declaration, publisher } = authored
  const { grid } = declaration
  const none = (problems: readonly Problem[]): GridFront => ({
    tables: [],
    outcomes: [],
    held: 0,
    corrected: [],
    allowed: [],
    problems,
  })
  const wrong = checkTargets(grid.tables, schemas, { source: place.source, file: paths.source })
  if (hasError(wrong)) return none(wrong)
  const opened = await openGrids(bytes, grid, place, input.packageFile)
  const problems: Problem[] = [...opened.problems]
  if (opened.file === undefined || hasError(problems)) return none(problems)
  const context = contextOf(publisher, opened.file.date1904)
  const declaredPlace: Place = { ...place, file: paths.source }
  const tables = grid.tables.map((table) => completed(table, schemas, publisher))
  const typeOf = (table: GridTable): RowType | undefined =>
    rowTypeOf(schemas(`records/${recordTypeOf(table)}.schema.json`), table.missing ?? [])
  const worksheets = opened.file.grids.map((worksheet) => {
    const chosen = tables.flatMap((table, declared) => {
      const star = matchWorksheet(table.worksheet, worksheet.worksheet)
      return star === undefined ? [] : [{ table: withStar(table, star), declared }]
    })
    return { grid: worksheet, chosen, tables: chosen.map(({ table }) => table), typeOf, context }
  })
  const privacy = sourcePrivacy({
    files: input.privacy,
    declared: declaration.privacy,
    worksheets,
    place,
    sourceFile: paths.source,
  })
  const corrected = correctGrids(worksheets, authored.corrections.corrections, place, paths.corrections)
  const collected = new Map<string, Collected>()
  const keys = new Map<string, KeySet>()

  for (const [i, { chosen, ...worksheet }] of worksheets.entries()) {
    const own = corrected.grids[i] ?? worksheet.grid
    if (chosen.length === 0) {
      const where = own.worksheet === null ? place : { ...place, worksheet: own.worksheet }
      const rest = scanRest(privacy.gate, own, where, KEPT)
      problems.push(...unspokenOf(own, grid.leave ?? [], place), ...rest.problems)
      privacy.met(own.worksheet, rest.found)
      continue
    }
    // tables side by side give their records in turns
    const records = chosen.map((): DataRecord[] => [])
    const result = runWorksheet({
      ...worksheet,
      grid: own,
      place,
      kept: KEPT,
      keepChanges: true,
      privacy: privacy.gate,
      sheetOf: (index) => sheetOf(chosen[index]?.table, schemas),
      takeKey: (index) => taker(keys, chosen[index]?.table),
      onRecords(index, { values }, { fields }) {
        for (const row of values) records[index]?.push(toRecord(row, fields))
      },
    })
    problems.push(...result.problems)
    privacy.met(own.worksheet, result.found)
    for (const outcome of result.outcomes) {
      const into = collected.get(outcome.table.dataset) ?? { records: [], parts: [] }
      collected.set(outcome.table.dataset, into)
      const declared = chosen[outcome.index]?.declared ?? 0
      into.parts.push({ outcome, worksheet: own.worksheet, firstRecord: into.records.length, declared })
      for (const record of records[outcome.index] ?? []) into.records.push(record)
    }
  }
  problems.push(
    ...opened.laterProblems().map((problem) => ({ ...problem, where: { ...place, ...problem.where } })),
  )
  for (const table of tables) {
    if (table.worksheet === undefined || opened.file.grids.some(isMatch(table.worksheet))) continue
    const actual = opened.file.grids.map(({ worksheet }) => worksheet ?? '').join('、')
    const facts = { actual, expected: table.worksheet }
    problems.push(shapeProblem('shape/worksheet-not-found', declaredPlace, facts))
  }
  // where a table was not found, its corrections find nothing either: that says no more
  const isFound = !problems.some(({ code }) => NOT_FOUND.has(code))
  if (isFound) problems.push(...corrected.problems)
  const outcomes = [...collected.values()].flatMap(({ parts }) => parts)
  const held = outcomes.reduce((sum, { outcome }) => sum + outcome.account.counts.held, 0)
  const isAllowed = held <= (declaration.expect?.maxHeld ?? 0)
  for (const { outcome } of outcomes) problems.push(...problemsOf(outcome.account.problems, isAllowed))
  problems.push(...missingColumns(outcomes, declaredPlace))
  const mended = privacy.corrected(corrected.cells, outcomes)
  problems.push(...privacy.ofFile(opened.file), ...mended.problems)
  if (isFound) problems.push(...privacy.allowed())
  const made = [...collected].map(([slug, { records, parts }]) =>
    tableOf(slug, records, parts, mended.cells, input),
  )
  return {
    tables: made,
    outcomes,
    held,
    corrected: mended.cells,
    allowed: privacy.allowedColumns(),
    problems: problems.map(privacy.hide),
    recordsAt(worksheet, rows) {
      const names = [...recordsInRows(worksheets, worksheet, rows)]
      return new Map(names.filter(([, name]) => privacy.gate.maskText(name) === name))
    },
  }
}

const NOT_FOUND: ReadonlySet<string> = new Set([
  'shape/header-changed',
  'shape/header-not-found',
  'shape/worksheet-not-found',
])

interface Collected {
  readonly records: DataRecord[]
  readonly parts: PlacedOutcome[]
}

type Counted = PlacedOutcome['outcome']['account']['problems'][number]

/** What holds a row that may be held is a warning: it does not come out. Repairs are in the provenance. */
function problemsOf(counted: readonly Counted[], isAllowed: boolean): readonly Problem[] {
  return counted.flatMap(({ severity, count, first }) => {
    if (severity === 'info') return []
    return first.map((problem, i): Problem => {
      const more = i === first.length - 1 && count > first.length ? { more: count - first.length } : {}
      const isHeld = isAllowed && severity === 'error' && problem.scope === 'row'
      return { ...problem, ...more, ...(isHeld ? { severity: 'warning' as const } : {}) }
    })
  })
}

function contextOf({ code, boundingBox, areaCode }: Publisher, date1904: boolean): ValueContext {
  return {
    code,
    date1904,
    ...(boundingBox === undefined ? {} : { box: boundingBox }),
    ...(areaCode === undefined ? {} : { areaCode }),
  }
}

/** What every record of a publisher has, where neither a column nor `set` gives it. */
function completed(table: GridTable, schemas: GridInput['schemas'], publisher: Publisher): GridTable {
  const type = rowTypeOf(schemas(`records/${recordTypeOf(table)}.schema.json`), [])
  const headers = new Set(type?.fields.map(({ header }) => header))
  const given = new Set([
    ...table.columns.flatMap(({ to }) => (to === undefined ? [] : typeof to === 'string' ? [to] : to)),
    ...Object.keys(table.set ?? {}),
  ])
  const values = new Map([
    ['code', publisher.code],
    ['name.ja', publisher.name.ja],
  ])
  const known = [...PUBLISHER_KEYS].map(([header, key]) => [header, values.get(key) ?? ''] as const)
  const set = known.filter(
    ([header, value]) => headers.has(header) && !given.has(header) && !isPlaceholder(value),
  )
  return set.length === 0 ? table : { ...table, set: { ...table.set, ...Object.fromEntries(set) } }
}

/** The sheet of the standard that a table is of. */
function sheetOf(table: GridTable | undefined, schemas: GridInput['schemas']): string | null {
  if (table === undefined) return null
  const name = recordTypeOf(table)
  const schema = schemas(`records/${name}.schema.json`)
  return isObject(schema) && schema['x-sheet'] !== undefined ? name : null
}

function withStar(table: GridTable, star: string): GridTable {
  return table.worksheetTo === undefined || star === ''
    ? table
    : { ...table, set: { ...table.set, [table.worksheetTo]: star } }
}

function isMatch(pattern: string): (grid: OpenGrid) => boolean {
  return ({ worksheet }) => matchWorksheet(pattern, worksheet) !== undefined
}

function unspokenOf(
  { worksheet, batches }: OpenGrid,
  leave: readonly { readonly worksheet: string }[],
  place: Place,
): readonly Problem[] {
  if (worksheet === null || leave.some((one) => matchWorksheet(one.worksheet, worksheet) !== undefined))
    return []
  for (const { rows } of batches()) {
    if (rows.some((row) => row.length > 0)) {
      return [shapeProblem('shape/worksheet-unknown', { ...place, worksheet }, { actual: worksheet })]
    }
  }
  return []
}

function taker(
  keys: Map<string, KeySet>,
  table: GridTable | undefined,
): (key: string, row: number) => number | undefined {
  if (table === undefined || table.key.length === 0) return createKeySet().take
  const { dataset } = table
  const own = keys.get(dataset) ?? createKeySet()
  keys.set(dataset, own)
  return own.take
}

function toRecord(values: readonly Scalar[], fields: readonly { readonly key: string }[]): DataRecord {
  const record: { [key: string]: Json } = {}
  for (const [i, { key }] of fields.entries()) record[key] = values[i] ?? null
  return record
}

/** A required field that no column gives, and that nobody has accepted as missing. */
function missingColumns(outcomes: readonly PlacedOutcome[], place: Place): readonly Problem[] {
  const headers = new Set<string>()
  for (const { outcome } of outcomes) for (const header of lackingOf(outcome)) headers.add(header)
  return [...headers].map((expected) => validateProblem('validate/required-column', place, { expected }))
}

/** Headers of required fields that neither a column nor a constant gives. */
export function lackingOf({ table, type, sources }: PlacedOutcome['outcome']): readonly string[] {
  const accepted = new Set([...(table.missing ?? []), ...Object.keys(table.set ?? {})])
  return type.fields.flatMap(({ header, required }, i) =>
    required && (sources[i]?.length ?? 0) === 0 && !accepted.has(header) ? [header] : [],
  )
}

function tableOf(
  slug: string,
  records: readonly DataRecord[],
  parts: readonly PlacedOutcome[],
  corrected: readonly CorrectedCell[],
  { authored, paths }: Pick<GridInput, 'authored' | 'paths'>,
): RecordTable {
  const [first] = parts
  const fields = first?.outcome.type.fields ?? []
  const keys = (first?.outcome.table.key ?? []).flatMap((header) =>
    fields.filter((field) => field.header === header).map(({ key }) => key),
  )
  const nameOf = (record: number): string => recordName(records[record] ?? {}, keys, record)
  const provenance = tableProvenance(parts, nameOf, corrected, authored.declaration.grid, paths)
  return { slug, records, provenance, provided: new Set(Object.keys(provenance.fields)) }
}
