/** What an unattended run says in a pull request: what it took over, what keeps a source back, what was published. */
import { summaryMarkdown } from '../report/index.ts'
import type { UnattendedResult } from '../run/unattended/result.ts'
import { countsOf } from '../run/unattended/run.ts'
import { failuresOf, summaryInput } from './acquire.ts'
import type { Lang } from './language.ts'

export async function runSummary(result: UnattendedResult, lang: Lang): Promise<string> {
  const { acquire, build, published } = result
  const { datasets, broken, warned } = summaryInput(acquire)
  const known = new Set(broken.map(({ source }) => source))
  return summaryMarkdown(
    {
      datasets,
      warned,
      broken: [
        ...broken,
        ...failuresOf(acquire.problems.kinds(), known),
        ...failuresOf(build.problems.kinds(), known),
      ],
      ...(published.length === 0
        ? {}
        : {
            published: published.map(({ portal, results, problems }) => {
              const { done, unchanged, failed, refused } = countsOf(results)
              // one that could not be begun with has no datasets to count
              const none = results.length === 0 && problems.counts.error > 0 ? 1 : 0
              return { portal, done, unchanged, failed: failed + refused + none }
            }),
          }),
    },
    lang,
  )
}
