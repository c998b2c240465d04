/**
 * Builds: a source at a time, then each publisher's list, then what is made of all; at last dist/ is replaced
 * whole, or not at all. What is not changed costs a look at its signature and nothing else.
 */
import type { Effects } from './effects.ts'
import type { Problem } from './problem.ts'
import { collect } from './report/collect.ts'
import { guardOut, lastRun, withLock } from './run/around.ts'
import { tally } from './run/context.ts'
import { settle } from './run/finish.ts'
import { checkFolder, checkLayout, layoutOf } from './run/layout.ts'
import type { Machine, RunOptions, RunResult } from './run/options.ts'
import { pick } from './run/pick.ts'
import { runProblem } from './run/problems.ts'
import { findSources } from './run/project.ts'
import type { Rooms } from './run/rooms.ts'
import { openSchemas } from './run/schemas.ts'
import { openStage } from './run/stage.ts'
import { openStore, WHOLE } from './run/store.ts'
import { type Run, walk } from './run/walk.ts'

/** Throws a UserError where it can not begin: no project, an unknown name, another run at work. */
export async function build(effects: Effects, machine: Machine, options: RunOptions): Promise<RunResult> {
  const sources = findSources(effects, options.root)
  const real = layoutOf(effects, options.root, options.out)
  const only = options.only === undefined ? undefined : pick(effects, real, sources, options.only)
  guardOut(effects, real)
  const check = options.check === true
  return withLock(effects, real.state, check ? 'build --check' : 'build', async (taken, recovered) => {
    const layout = check ? checkLayout(real) : real
    const clean = () => {
      for (const left of [layout.stage, layout.next, layout.old, layout.good]) effects.remove(left)
      effects.remove(checkFolder(layout))
    }
    clean()
    const problems = collect()
    const bugs: { readonly unit: string; readonly stack: string }[] = []
    const known = openStore(effects, layout).load(WHOLE)?.ins ?? []
    const schemas = openSchemas(effects, options.root, machine.packageFolder, known, taken)
    let rooms: Promise<Rooms> | undefined
    const run: Run = {
      effects,
      layout,
      sources,
      taken,
      code: machine.code ?? 'unknown',
      rooms: () => {
        rooms ??= machine.rooms(schemas)
        return rooms
      },
      force: check || machine.code === undefined,
      store: openStore(effects, layout),
      stage: openStage(effects, layout),
      schemas,
      claims: new Map(),
      changes: { added: tally(), differing: tally(), strays: tally() },
      worked: false,
      broken: new Set(),
      kept: new Set(),
      tell: problems.add,
      bug(unit, error) {
        bugs.push({ unit, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
        const actual = error instanceof Error ? error.message : String(error)
        problems.add([runProblem('run/bug', { source: unit }, { name: unit, actual })])
      },
      states: { unchanged: 0, built: 0, failed: 0, kept: 0 },
      failed: tally(),
      standing: 0,
    }
    const units = await walk(run, options, only)
    if (check) problems.add(differences(run))
    const outcome = check ? 'compared' : await settle(run, units)
    clean()
    const { added, differing, strays } = run.changes
    const result: RunResult = {
      command: check ? 'check' : 'build',
      outcome,
      sources: { total: sources.length, ...run.states },
      failed: run.failed,
      datasets: run.claims.size,
      files: { added, differing, removed: strays },
      standing: run.standing,
      problems,
      bugs,
      recovered,
    }
    lastRun(effects, layout.state, result)
    return result
  })
}

/** For --check: each file that is not as the sources give it. */
function differences(run: Run): readonly Problem[] {
  const { added, differing, strays } = run.changes
  const tell = (code: Parameters<typeof runProblem>[0]) => (file: string) =>
    runProblem(code, { file: `dist/${file}` }, { file: `dist/${file}` })
  return [
    ...differing.first.map(tell('run/differs')),
    ...added.first.map(tell('run/missing')),
    ...strays.first.map(tell('run/extra')),
  ]
}
