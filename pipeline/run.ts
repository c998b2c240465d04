/**
 * Builds: a source at a time, then each publisher's list, then what is made of all; at last dist/ is replaced
 * whole, or not at all. What is not changed costs a look at its signature and nothing else.
 */
import path from 'node:path'
import type { Effects } from './effects.ts'
import { historyProblem } from './history/problems.ts'
import type { Problem } from './problem.ts'
import { collect } from './report/collect.ts'
import { guardOut, lastRun, withLock } from './run/around.ts'
import { tally } from './run/context.ts'
import { settle } from './run/finish.ts'
import { checkFolder, checkLayout, layoutOf } from './run/layout.ts'
import { NO_NOTES, openBuildNotes } from './run/ledger/build-notes.ts'
import type { Machine, RunOptions, RunResult } from './run/options.ts'
import { openPhases } from './run/phases.ts'
import { pick } from './run/pick.ts'
import { runProblem } from './run/problems.ts'
import { checkProject, findSources } from './run/project.ts'
import type { Rooms } from './run/rooms.ts'
import { openSchemas } from './run/schemas.ts'
import { openStage } from './run/stage.ts'
import { openStore, WHOLE } from './run/store.ts'
import { journalOf, putFormer } from './run/swap.ts'
import type { Accepted } from './run/versions/accepted.ts'
import { takeUnreadable } from './run/versions/put.ts'
import { type Run, walk } from './run/walk.ts'

/** Throws a UserError where it can not begin: no project, an unknown name, another run at work. */
export async function build(effects: Effects, machine: Machine, options: RunOptions): Promise<RunResult> {
  checkProject(effects, options.root)
  const real = layoutOf(effects, options.root, options.out)
  guardOut(effects, real)
  const check = options.check === true
  return withLock(
    effects,
    real.state,
    check ? 'build --check' : 'build',
    async (taken, recovered) => {
      // not before the lock: another may be putting a source in its place, or was killed while it did
      const sources = findSources(effects, options.root)
      const only = options.only === undefined ? undefined : pick(effects, real, sources, options.only)
      const layout = check ? checkLayout(real) : real
      const phases = openPhases(effects)
      const clean = () => {
        // between the renames of a swap the former and the next state are all that there is
        if (effects.stat(layout.dist) === undefined && effects.stat(journalOf(layout.state)) !== undefined)
          return
        for (const left of [
          layout.stage,
          layout.next,
          layout.old,
          layout.good,
          path.join(layout.state, 'versions'),
        ])
          effects.remove(left)
        effects.remove(checkFolder(layout))
      }
      putFormer(effects, layout)
      clean()
      const problems = collect()
      const note = '.hiraku/accepting.json'
      if (takeUnreadable(effects, layout.state))
        problems.add([historyProblem('history/note-unreadable', { file: note }, { file: note })])
      const accepted: Accepted[] = []
      const bugs: { readonly unit: string; readonly stack: string }[] = []
      const known = openStore(effects, layout).load(WHOLE)?.ins ?? []
      const schemas = openSchemas(effects, options.root, machine.packageFolder, known, taken)
      const notes =
        check || options.out !== undefined ? NO_NOTES : openBuildNotes(effects, layout.state, problems.add)
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
        ...(options.accepting === undefined || check
          ? {}
          : { accepting: { ...options.accepting, accepted } }),
        store: openStore(effects, layout),
        stage: openStage(effects, layout),
        schemas,
        claims: new Map(),
        changes: { added: tally(), differing: tally(), strays: tally() },
        worked: false,
        broken: new Set(),
        kept: new Set(),
        tell(found) {
          problems.add(found)
          notes.hear(found)
        },
        notes,
        bug(unit, error) {
          bugs.push({ unit, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
          const actual = error instanceof Error ? error.message : String(error)
          run.tell([runProblem('run/bug', { source: unit }, { name: unit, actual })])
        },
        states: { unchanged: 0, built: 0, failed: 0, kept: 0 },
        failed: tally(),
        phases,
        standing: 0,
      }
      const outcome = await cleaning(clean, async () => {
        const units = await walk(run, options, only)
        phases.enter('staging')
        if (check) problems.add(differences(run))
        const outcome = check ? 'compared' : await settle(run, units)
        notes.save(units !== undefined)
        return outcome
      })
      phases.enter('end')
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
        accepted,
        recovered,
      }
      lastRun(effects, layout.state, result, phases.all())
      return result
    },
    { wait: options.wait, onWait: options.onWait, as: options.as },
  )
}

/** What was staged goes whatever happens: on a full disk it is what fills it. */
async function cleaning<T>(clean: () => void, work: () => Promise<T>): Promise<T> {
  let found: { readonly value: T }
  try {
    found = { value: await work() }
  } catch (error) {
    try {
      clean()
    } catch {
      // what stopped the work is what is told
    }
    throw error
  }
  clean()
  return found.value
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
