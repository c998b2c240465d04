/**
 * What a person has allowed of the findings of the privacy gate, each with its reason (`privacy.allow` in source.yaml).
 * In a build only what is published can fail a source: the rest lies in the snapshot alone, and that is said.
 */
import type { PrivacyAllowance, PrivacyDeclaration } from '../../lib/declaration.ts'
import { foldWord } from '../../lib/fold.ts'
import { keyPath } from '../../lib/keys.ts'
import type { Place, Problem, Severity, Text } from '../../problem.ts'
import { validateProblem } from '../../validate/index.ts'
import type { Judged, PrivacyGate } from './guard.ts'
import { withNote } from './masks.ts'
import type { RecordAt } from './record-cells.ts'

/** Said of what the gate found where nothing is published. */
export const IN_SNAPSHOT: Text = {
  ja: 'これは公開されませんが、元のファイルはスナップショットとしてそのまま Git に入るので、そこには残ります。',
  en: 'It is not published, but the file itself goes into git as the snapshot, and holds it.',
}

/** Findings of one rule in one column that are let pass, and that no allowance names by record or row. */
export interface AllowedColumn {
  readonly rule: string
  readonly worksheet?: string
  readonly column: string
  readonly count: number
}

export interface Allowing {
  readonly gate: PrivacyGate
  /** findings that are of no single cell: those that are left, as a build tells them */
  readonly among: (problems: readonly Problem[]) => readonly Problem[]
  /** of the allowances themselves: how much each covers, and those that cover nothing */
  readonly problems: () => readonly Problem[]
  /** how much is let pass by a column alone, so that it can be seen that it grows */
  readonly byColumn: () => readonly AllowedColumn[]
}

interface Found {
  readonly code: string
  readonly worksheet: string | undefined
  readonly header: string | undefined
  readonly row: number | undefined
  /** of a column: its cells that it is about */
  readonly count?: number
}

/** `records`: where the records stand that allowances name; `place`: the source and its source.yaml. */
export function allowing(
  gate: PrivacyGate,
  { allow = [] }: PrivacyDeclaration,
  records: ReadonlyMap<string, readonly RecordAt[]>,
  place: Place,
): Allowing {
  const counts = allow.map(() => 0)
  const tests = allow.map((one) => testOf(one, records))
  const columns = new Map<string, AllowedColumn>()
  /** Each that fits counts: of two that speak of one cell neither is stale. */
  const isAllowed = (found: Found): boolean => {
    let fits = false
    let isNamed = false
    for (const [i, test] of tests.entries()) {
      if (!test(found)) continue
      counts[i] = (counts[i] ?? 0) + 1
      fits = true
      if (allow[i]?.record !== undefined || allow[i]?.row !== undefined) isNamed = true
    }
    if (fits && !isNamed) countIn(columns, found)
    return fits
  }
  return {
    gate: {
      ...gate,
      judge({ code, row, severity, count }, { worksheet, header, isPublished }): Judged | undefined {
        const found = { code, row, header, worksheet: worksheet ?? undefined }
        if (isAllowed(count === undefined ? found : { ...found, count })) return undefined
        if (severity === 'info') return { severity }
        // what `add` keeps out of git is published by no other way either
        return isPublished ? { severity: 'error' } : { severity: 'warning', note: IN_SNAPSHOT }
      },
    },
    among: (problems) =>
      problems.flatMap((problem): readonly Problem[] => {
        const { code, severity, where } = problem
        const { worksheet, header, row } = where
        if (isAllowed({ code, worksheet, header, row })) return []
        // what is hidden may come out like the rest of its table
        if (severity === 'info' || code.startsWith('inspect/hidden-')) return [problem]
        return [{ ...withNote(problem, IN_SNAPSHOT), severity: 'warning' satisfies Severity }]
      }),
    problems: () =>
      allow.flatMap((one, i): readonly Problem[] => {
        const { rule } = one
        const where = { ...place, key: keyPath('privacy', 'allow', i) }
        const count = counts[i] ?? 0
        const reason = gate.maskText(one.reason)
        const facts = { key: where.key, actual: rule, reason, count }
        if (isWide(one)) return [validateProblem('validate/wide-allow', where, facts)]
        const told = validateProblem(count === 0 ? 'validate/unused-allow' : 'validate/allowed', where, facts)
        if (reason === one.reason) return [told]
        const at = keyPath('privacy', 'allow', i, 'reason')
        return [told, validateProblem('validate/reason-value', { ...where, key: at }, { ...facts, key: at })]
      }),
    byColumn: () => [...columns.values()],
  }
}

/** Rules of cells and columns; all others are of the file as a whole. */
export const OF_CELLS = /^(?:my-number|mobile-|contact-|private-|birth-|person-names|names-|small-)/

/** As wide as the file it would let pass whatever a later file has. */
function isWide({ rule, column, record, row }: PrivacyAllowance): boolean {
  return column === undefined && record === undefined && row === undefined && OF_CELLS.test(rule)
}

function countIn(columns: Map<string, AllowedColumn>, { code, worksheet, header, count = 1 }: Found): void {
  if (header === undefined || header === '') return
  const rule = code.replace(/^inspect\//, '')
  const id = JSON.stringify([rule, worksheet, header])
  const known = columns.get(id)?.count ?? 0
  const at = worksheet === undefined ? {} : { worksheet }
  columns.set(id, { rule, ...at, column: header, count: known + count })
}

function testOf(
  { rule, column, worksheet, record, row }: PrivacyAllowance,
  records: ReadonlyMap<string, readonly RecordAt[]>,
): (found: Found) => boolean {
  const code = `inspect/${rule}`
  const header = column === undefined ? undefined : foldWord(column)
  const places = record === undefined ? undefined : (records.get(record) ?? [])
  return (found) => {
    if (found.code !== code) return false
    if (worksheet !== undefined && found.worksheet !== worksheet) return false
    if (header !== undefined && foldWord(found.header ?? '') !== header) return false
    if (row !== undefined && found.row !== row) return false
    if (places === undefined) return true
    return places.some(
      (at) => at.row === found.row && (at.of.grid.worksheet ?? undefined) === found.worksheet,
    )
  }
}

/** Records that allowances name: they are looked for before the rows are run. */
export function namedIn({ allow = [] }: PrivacyDeclaration): ReadonlySet<string> {
  return new Set(allow.flatMap(({ record }) => (record === undefined ? [] : [record])))
}
