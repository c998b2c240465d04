/** Runs one source's job and tells what it met: nothing is staged, nothing written to dist/. */
import type { Effects } from '../effects.ts'
import { UserError } from '../problem.ts'
import { type Collector, collect } from '../report/collect.ts'
import { settleFirst } from './around.ts'
import { readJobInput } from './job-input.ts'
import { layoutOf } from './layout.ts'
import type { Machine } from './options.ts'
import { pick } from './pick.ts'
import { runProblem } from './problems.ts'
import { findSources, nameOf } from './project.ts'
import { openSchemas } from './schemas.ts'
import { isFromSystem } from './work.ts'

export interface CheckResult {
  readonly command: 'check'
  readonly source: string
  readonly datasets: readonly { readonly id: string; readonly records: number }[]
  readonly report: unknown
  /** what became of the rows of tables; null for a document, and where the source fails */
  readonly rows: unknown
  readonly problems: Collector
  readonly bugs: readonly { readonly unit: string; readonly stack: string }[]
}

export async function checkSource(
  effects: Effects,
  machine: Machine,
  root: string,
  name: string,
): Promise<CheckResult> {
  const layout = layoutOf(effects, root)
  if (effects.stat(layout.state) !== undefined) settleFirst(effects, layout.state)
  const folder = pick(effects, layout, findSources(effects, root), name)
  const source = nameOf(folder)
  const problems = collect()
  const schemas = openSchemas(effects, root, machine.packageFolder, [], 0)
  try {
    const { input } = readJobInput(effects, root, folder, schemas, 0)
    const result = await (await machine.rooms(schemas)).runJob(input)
    problems.add(result.problems)
    const datasets = result.datasets.map(({ id, recordCount }) => ({ id, records: recordCount }))
    const rows = result.account.kind === 'rows' ? result.account.value : null
    return { command: 'check', source, datasets, report: result.report, rows, problems, bugs: [] }
  } catch (error) {
    if (isFromSystem(error)) throw error
    const none = { command: 'check' as const, source, datasets: [], report: null, rows: null, problems }
    if (error instanceof UserError) {
      problems.add([error.problem])
      return { ...none, bugs: [] }
    }
    const actual = error instanceof Error ? error.message : String(error)
    problems.add([runProblem('run/bug', { source }, { name: source, actual })])
    return {
      ...none,
      bugs: [{ unit: source, stack: error instanceof Error ? (error.stack ?? actual) : actual }],
    }
  }
}
