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
  ja: 'これは公開されませんが、Git に入っているスナップショット（元のファイル）には残っています。',
  en: 'It is not published, but the snapshot in git holds it.',
}

export interface Allowing {
  readonly gate: PrivacyGate
  /** findings that are of no single cell: those that are left, as a build tells them */
  readonly among: (problems: readonly Problem[]) => readonly Problem[]
  /** of the allowances themselves: how much each covers, and those that cover nothing */
  readonly problems: () => readonly Problem[]
}

interface Found {
  readonly code: string
  readonly worksheet: string | undefined
  readonly header: string | undefined
  readonly row: number | undefined
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
  /** Each that fits counts: of two that speak of one cell neither is stale. */
  const isAllowed = (found: Found): boolean => {
    let fits = false
    for (const [i, test] of tests.entries()) {
      if (!test(found)) continue
      counts[i] = (counts[i] ?? 0) + 1
      fits = true
    }
    return fits
  }
  return {
    gate: {
      ...gate,
      judge({ code, row, severity }, { worksheet, header, isPublished }): Judged | undefined {
        if (isAllowed({ code, row, header, worksheet: worksheet ?? undefined })) return undefined
        if (isPublished || severity === 'info') return { severity }
        return { severity: 'warning', note: IN_SNAPSHOT }
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
      allow.flatMap(({ rule, reason }, i): readonly Problem[] => {
        const where = { ...place, key: keyPath('privacy', 'allow', i) }
        const count = counts[i] ?? 0
        const facts = { key: where.key, actual: rule, reason, count }
        return [validateProblem(count === 0 ? 'validate/unused-allow' : 'validate/allowed', where, facts)]
      }),
  }
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
