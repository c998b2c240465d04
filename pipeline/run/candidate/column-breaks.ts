/** Columns and worksheets that are not as declared, each as a break with the edit that would follow it. */
import { recordTypeOf, rowTypeOf } from '../../job/table/types.ts'
import type { SourceDeclaration } from '../../lib/declaration.ts'
import { foldWord } from '../../lib/fold.ts'
import type { GridDeclaration, GridTable } from '../../lib/grid-declaration.ts'
import { keyPath } from '../../lib/keys.ts'
import type { Place } from '../../problem.ts'
import { waitingFile } from './bench.ts'
import type { Break } from './break.ts'
import type { FileColumns } from './columns.ts'
import { type Edit, shownEdits, shownText } from './edit.ts'
import { candidateProblem } from './problems.ts'
import type { Trial } from './trial.ts'

type Mask = (text: string) => Promise<string>

export async function columnBreaks(
  { columns, sheets }: FileColumns,
  grid: GridDeclaration,
  trial: Trial,
  place: Place,
  mask: Mask,
): Promise<readonly Break[]> {
  const breaks: Break[] = []
  for (const { table, from, to } of sheets) {
    const actual = await mask(to)
    const where = { ...place, key: keyPath('grid', 'tables', table, 'worksheet') }
    const edit: Edit = { kind: 'set', path: ['grid', 'tables', table, 'worksheet'], value: to }
    const problem = candidateProblem('run/candidate-worksheet', where, { expected: from, actual })
    breaks.push({ problem, edits: actual === to ? [edit] : [] })
  }
  for (const { table, worksheet, row, gone, fresh, renamed } of columns) {
    const declared = grid.tables[table]
    if (declared === undefined) continue
    const sheet = worksheet === null ? {} : { worksheet: await mask(worksheet) }
    const where: Place = { ...place, file: fileOf(trial, place), row, ...sheet }
    for (const { from, to, byValues } of renamed) {
      const actual = await mask(to)
      const why = byValues
        ? { whyJa: '同じ値が入っています。', whyEn: 'The same values stand in it.' }
        : { whyJa: '', whyEn: '' }
      const at = { ...where, header: from }
      // a header that may not be printed may not be written down either
      const edits = actual === to ? headerEdits(trial.declaration, table, from, to) : []
      breaks.push({
        problem: candidateProblem('run/candidate-column-renamed', at, { expected: from, actual, ...why }),
        edits,
        ...(edits.length === 0 ? {} : { renamed: { from, to } }),
      })
    }
    for (const expected of gone) {
      const at = { ...where, header: expected }
      const problem = candidateProblem('run/candidate-column-gone', at, { expected, actual: '—' })
      breaks.push({ problem, edits: optionalEdit(declared, table, expected) })
    }
    const free = freeFields(declared, trial)
    for (const header of fresh) {
      const actual = await mask(header)
      const edits = actual === header ? [newColumn(table, header, free)] : []
      const shown = shownEdits(textOfSource(trial, place), edits).map((one) => shownText('source.yaml', one))
      const facts = {
        actual,
        expected: '—',
        editJa: shown.length === 0 ? '' : `例： ${shown.join(' ')}`,
        editEn: shown.length === 0 ? '' : ` As: ${shown.join(' ')}`,
      }
      breaks.push({
        problem: candidateProblem('run/candidate-column-new', { ...where, header: actual }, facts),
        edits,
      })
    }
  }
  return breaks
}

/** The newer file, where it waits. */
export function fileOf({ input }: Trial, { source = '', file }: Place): string {
  const own = `sources/${source}/snapshot/`
  const name = [...input.files.keys()].find((one) => one.startsWith(own))?.slice(own.length)
  return name === undefined ? (file ?? '') : waitingFile(source, name)
}

function textOfSource({ input }: Trial, { source }: Place): string {
  return new TextDecoder().decode(input.files.get(`sources/${source}/source.yaml`))
}

/** Headers of fields of the record type that no column gives as yet. */
function freeFields(table: GridTable, { input }: Trial): readonly string[] {
  const type = rowTypeOf(input.schemas(`records/${recordTypeOf(table)}.schema.json`), [])
  const given = new Set(table.columns.flatMap(({ to }) => (to === undefined ? [] : [to].flat())))
  return (type?.fields ?? []).map(({ header }) => header).filter((header) => !given.has(header))
}

/** Taken where the record type has a field of its name; else left out, for a person to decide. */
function newColumn(table: number, header: string, free: readonly string[]): Edit {
  const to = free.find((one) => foldWord(one) === foldWord(header))
  const value =
    to === undefined
      ? { header, leave: '新しい列。使うか決めてください / new: to be decided' }
      : { header, to }
  return { kind: 'push', path: ['grid', 'tables', table, 'columns'], value }
}

function optionalEdit({ columns }: GridTable, table: number, header: string): readonly Edit[] {
  const at = columns.findIndex((one) => one.header === header)
  if (at < 0) return []
  return [{ kind: 'put', path: ['grid', 'tables', table, 'columns', at], key: 'optional', value: true }]
}

/** Every place of source.yaml that names the column. */
function headerEdits(
  declaration: SourceDeclaration | undefined,
  table: number,
  from: string,
  to: string,
): readonly Edit[] {
  const own = declaration?.grid?.tables[table]
  if (own === undefined) return []
  const base = ['grid', 'tables', table] as const
  const is = (text: string | undefined): boolean => text !== undefined && foldWord(text) === foldWord(from)
  const set = (...path: readonly (string | number)[]): Edit => ({ kind: 'set', path, value: to })
  const isOnly = declaration?.grid?.tables.every(
    (one, i) => i === table || !one.columns.some(({ header }) => is(header)),
  )
  return [
    ...own.columns.flatMap(({ header }, i) => (is(header) ? [set(...base, 'columns', i, 'header')] : [])),
    ...(own.skip ?? []).flatMap(({ column }, i) => (is(column) ? [set(...base, 'skip', i, 'column')] : [])),
    ...(is(own.endsAt?.column) ? [set(...base, 'endsAt', 'column')] : []),
    ...(own.melt?.headers ?? []).flatMap((one, i) => (is(one) ? [set(...base, 'melt', 'headers', i)] : [])),
    ...(own.melt?.leave ?? []).flatMap((one, i) => (is(one) ? [set(...base, 'melt', 'leave', i)] : [])),
    ...(isOnly === true
      ? (declaration?.privacy?.allow ?? []).flatMap(({ column }, i) =>
          is(column) ? [set('privacy', 'allow', i, 'column')] : [],
        )
      : []),
  ]
}
