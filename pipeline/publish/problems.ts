/** What can go wrong between dist/ and a portal. */
import { type ProblemKind, problemsOf } from '../problem.ts'

export const PUBLISH_PROBLEMS = {
  // --- before anything is sent ---------------------------------------------------------------
  'publish/nothing': {
    severity: 'error',
    scope: 'source',
    ja: '公開するデータセットがありません（{actual}）。',
    en: 'There is no dataset to publish ({actual}).',
    fixJa: '先に hiraku build を実行してください。',
    fixEn: 'Run hiraku build first.',
  },
} satisfies Readonly<Record<string, ProblemKind>>

export const publishProblem = problemsOf(PUBLISH_PROBLEMS)
