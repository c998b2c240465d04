/** Fewer records than may go. */
import type { Place } from '../../problem.ts'
import type { Break } from './break.ts'
import type { Earlier } from './earlier.ts'
import { candidateProblem } from './problems.ts'
import type { Trial } from './trial.ts'

/** A fifth: a list that is renewed loses some, a file that is cut short or another list most. */
export const MAX_DROP = 0.2

const STAGE = 'validate/stage'
const CASE = 'validate/case'

/** Not a single record: no source builds so, whatever may go; that no case came out says no more. */
export async function empties(
  { datasets, problems }: Trial,
  earlier: Earlier,
  place: Place & { readonly source: string },
): Promise<readonly Break[]> {
  const stages = problems.filter(({ code, severity }) => code === STAGE && severity === 'error')
  const none = stages.length === 0 ? [] : datasets.filter(({ recordCount }) => recordCount === 0)
  const breaks: Break[] = []
  for (const { id, slug } of none) {
    const before = await earlier.records(slug)
    const facts = {
      dataset: id,
      wasJa: before === undefined ? '' : `これまでは${before}件でした。`,
      wasEn: before === undefined ? '' : ` It had ${before} before.`,
      ...(before === undefined ? {} : { expected: before }),
      actual: 0,
    }
    const problem = candidateProblem('run/candidate-empty', { ...place, dataset: id }, facts)
    const cases = problems.filter(({ code, where }) => code === CASE && where.dataset === slug)
    breaks.push({ problem, edits: [], of: [...stages, ...cases] })
  }
  return breaks
}

export async function drops(
  { declaration, datasets }: Trial,
  earlier: Earlier,
  place: Place & { readonly source: string },
  /** datasets of which more is told already */
  without: ReadonlySet<string>,
): Promise<readonly Break[]> {
  const maxDrop = declaration?.expect?.maxDrop ?? MAX_DROP
  const fallen: { readonly id: string; readonly expected: number; readonly actual: number }[] = []
  for (const { id, slug, recordCount: actual } of datasets) {
    const expected = await earlier.records(slug)
    if (expected !== undefined && !without.has(id) && hasFallen(expected, actual, maxDrop))
      fallen.push({ id, expected, actual })
  }
  // one setting for all datasets of the source: the most that went
  const share = fallen.reduce((most, one) => Math.max(most, shareOf(one)), 0)
  return fallen.map(({ id, expected, actual }) => {
    const percent = percentOf((expected - actual) / expected)
    const facts = {
      dataset: id,
      expected,
      actual,
      percent,
      allowed: percentOf(maxDrop),
    }
    return {
      problem: candidateProblem('run/candidate-dropped', { ...place, dataset: id }, facts),
      edits: [{ kind: 'put', path: ['expect'], key: 'maxDrop', value: share }],
      drop: true,
    }
  })
}

/** One record may always go, but never the last. */
export function hasFallen(before: number, after: number, maxDrop: number): boolean {
  if (after >= before || maxDrop >= 1) return false
  if (after === 0) return true
  const gone = before - after
  // 0.2 of 15 is 3, whatever a float makes of it
  return gone > 1 && gone > before * maxDrop + 1e-9
}

/** In whole percents, up: what went now must pass. */
function shareOf({ expected, actual }: { readonly expected: number; readonly actual: number }): number {
  return actual === 0 ? 1 : Math.min(1, Math.ceil(((expected - actual) / expected) * 100 - 1e-9) / 100)
}

function percentOf(share: number): number {
  return Math.round(share * 1000) / 10
}
