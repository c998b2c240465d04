/** What an unattended run says in a pull request: what it took over, what keeps a source back, what was published. */
import type { Problem } from '../problem.ts'
import { type SummaryBreak, summaryMarkdown } from '../report/index.ts'
import type { UnattendedResult } from '../run/unattended/result.ts'
import { countsOf } from '../run/unattended/run.ts'
import { summaryInput } from './acquire.ts'
import type { Lang } from './language.ts'

export async function runSummary(result: UnattendedResult, lang: Lang): Promise<string> {
  const { acquire, build, published } = result
  const { datasets, broken } = summaryInput(acquire)
  const known = new Set(broken.map(({ source }) => source))
  return summaryMarkdown(
    {
      datasets,
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

/** Sources with an error, beside those whose newer file waits. */
function failuresOf(
  kinds: readonly { readonly problems: readonly Problem[] }[],
  known: Set<string>,
): readonly SummaryBreak[] {
  const found = new Map<string, Problem[]>()
  for (const problem of kinds.flatMap(({ problems }) => problems)) {
    const source = problem.where.source ?? /^sources\/([^/]+\/[^/]+)\//.exec(problem.where.file ?? '')?.[1]
    if (problem.severity !== 'error' || source === undefined || known.has(source)) continue
    const own = found.get(source)
    if (own === undefined) found.set(source, [problem])
    else own.push(problem)
  }
  for (const source of found.keys()) known.add(source)
  return [...found].map(([source, problems]) => ({ source, problems }))
}
