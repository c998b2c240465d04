/**
 * `acquire`: asks for the file of each source that says where it comes from, many at a time (the fetcher keeps each host
 * polite); newer files are tried one after the other. Whatever becomes of one, its neighbours go on.
 */
import path from 'node:path'
import { createFetcher, type Fetcher } from '../../acquire/index.ts'
import { type Effects, readText } from '../../effects.ts'
import { isObject } from '../../lib/object.ts'
import { UserError } from '../../problem.ts'
import { collect } from '../../report/collect.ts'
import { type LockOptions, settleFirst, withLock } from '../around.ts'
import { createBench, sourcePlace } from '../candidate/bench.ts'
import { candidateProblem } from '../candidate/problems.ts'
import { fetchFolder, isSafe, waitingCandidate } from '../candidate/told.ts'
import { count, tally } from '../context.ts'
import { layoutOf } from '../layout.ts'
import { openLedger } from '../ledger/ledger.ts'
import type { Declared, Ledger, Note } from '../ledger/note.ts'
import type { Machine } from '../options.ts'
import { pick } from '../pick.ts'
import { runProblem } from '../problems.ts'
import { findSources, nameOf, type SourceFolder } from '../project.ts'
import { pool } from '../publish/pool.ts'
import { isFromSystem } from '../work.ts'
import { type Asked, outcomeOf } from './ask.ts'
import { readDeclared } from './declared.ts'
import { knownOf } from './known.ts'
import type { Outcome, Work } from './one.ts'
import {
  type AcquireProgress,
  type AcquireResult,
  LISTED,
  type TakenSource,
  type WaitingSource,
} from './result.ts'

export interface AcquireOptions {
  readonly root: string
  /** a source or a dataset */
  readonly only?: string
  /** with `only`: a person has looked at the newer file, and wants it */
  readonly take?: boolean
  /** whether it is time to ask again; all are asked unless set */
  readonly due?: (note: Note) => boolean
  /** requests a second, for each host */
  readonly perSecond?: number
  /** how files are got; the real one unless set */
  readonly fetcher?: Fetcher
  /** shared with the rest of a run; saved here too */
  readonly ledger?: Ledger
  /** seconds to wait for another run */
  readonly wait?: LockOptions['wait']
  readonly onWait?: LockOptions['onWait']
  readonly onProgress?: (progress: AcquireProgress) => void
}

/** So many sources are asked for at once. */
const AT_ONCE = 16

/** Throws a UserError where it can not begin: no project, an unknown name, another acquire at work. */
export async function acquire(
  effects: Effects,
  machine: Machine,
  options: AcquireOptions,
): Promise<AcquireResult> {
  const { root, wait, onWait } = options
  const layout = layoutOf(effects, root)
  if (effects.stat(layout.state) !== undefined) settleFirst(effects, layout.state)
  const all = findSources(effects, root)
  const chosen = options.only === undefined ? all : [pick(effects, layout, all, options.only)]
  const own = { wait, onWait, name: 'acquire' as const }
  return withLock(
    effects,
    layout.state,
    'acquire',
    (taken) => run(effects, machine, options, chosen, taken),
    own,
  )
}

function realFetcher(
  effects: Effects,
  machine: Machine,
  root: string,
  perSecond: number | undefined,
): Fetcher {
  const about: unknown = JSON.parse(readText(effects, path.join(machine.packageFolder, 'package.json')))
  const version = isObject(about) && typeof about.version === 'string' ? about.version : '0'
  return createFetcher(effects, {
    version,
    robots: path.join(root, '.hiraku', 'robots'),
    ...(perSecond === undefined ? {} : { perSecond }),
  })
}

async function run(
  effects: Effects,
  machine: Machine,
  options: AcquireOptions,
  chosen: readonly SourceFolder[],
  taken: number,
): Promise<AcquireResult> {
  const { root, take = false, wait, onWait } = options
  const fetcher = options.fetcher ?? realFetcher(effects, machine, root, options.perSecond)
  const layout = layoutOf(effects, root)
  // of a run that was killed
  effects.remove(path.join(layout.state, 'trial'))
  const problems = collect()
  const ledger = options.ledger ?? openLedger(effects, layout.state, problems.add)
  const bench = createBench(effects, machine, layout, taken)
  const counts = { total: 0, later: 0, unchanged: 0, taken: 0, waiting: 0, failed: 0 }
  const lists: { readonly taken: TakenSource[]; readonly waiting: WaitingSource[] } = {
    taken: [],
    waiting: [],
  }
  const failed = tally()
  const bugs: { readonly unit: string; readonly stack: string }[] = []
  const phases = { fetch: 0, trial: 0 }
  const began = effects.now().getTime()
  let done = 0
  let fatal: { readonly error: unknown } | undefined

  const work = (folder: SourceFolder): Work => ({
    bench,
    folder,
    take,
    lock: { wait, onWait },
  })
  const fails = (folder: SourceFolder, all: Parameters<typeof problems.add>[0]): void => {
    problems.add(all)
    counts.failed += 1
    count(failed, [nameOf(folder)])
    const [first] = all
    if (first !== undefined) {
      const { code, message } = first
      // others may quote a cell, or an address
      ledger.fail(nameOf(folder), 'acquire', { code, ...(isSafe(first) ? { message } : {}) })
    }
  }
  const settleOutcome = (folder: SourceFolder, declared: Declared, outcome: Outcome): void => {
    const source = nameOf(folder)
    if (outcome.state === 'unchanged') {
      counts.unchanged += 1
      ledger.set(source, { waiting: others(ledger.get(source)) })
      ledger.mend(source, 'acquire')
      return
    }
    problems.add(outcome.problems)
    if (outcome.state === 'taken') {
      counts.taken += 1
      if (lists.taken.length < LISTED) lists.taken.push({ source, datasets: outcome.taken.datasets })
      ledger.set(source, { waiting: others(ledger.get(source)) })
      ledger.mend(source, 'acquire')
      return
    }
    counts.waiting += 1
    const { told, still, edit, files, sha256 } = outcome
    const { held, builds, code, message } = told
    // the ledger knows longer: where .hiraku/candidates is not kept (on a runner) each run is the first that sees it
    const noted = ledger.get(source).waiting?.find((one) => one.sha256 === sha256)?.since
    const since = noted !== undefined && noted < told.since ? noted : told.since
    bugs.push(...outcome.bugs.map((stack) => ({ unit: source, stack })))
    if (lists.waiting.length < LISTED) {
      const shown = outcome.problems.slice(0, 20)
      const { title } = declared
      lists.waiting.push({ source, title, since, held, still, problems: shown, edit, files, builds })
    }
    const kind = held ? ('held' as const) : ('candidate' as const)
    ledger.set(source, { waiting: [...(others(ledger.get(source)) ?? []), { kind, since, sha256 }] })
    ledger.fail(source, 'acquire', { code, ...(isSafe({ code }) ? { message } : {}) })
  }

  // one trial at a time: memory is that of one job
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(body: () => Promise<T>): Promise<T> => {
    const next = turn.then(async () => {
      const from = effects.now().getTime()
      try {
        return await body()
      } finally {
        phases.trial += effects.now().getTime() - from
      }
    })
    turn = next.catch(() => undefined)
    return next
  }

  const one = async (asked: Asked): Promise<void> => {
    const { folder, declared } = asked
    const source = nameOf(folder)
    try {
      const outcome = await outcomeOf(asked, work(folder), { ledger, fetcher, inTurn, take })
      if ('problem' in outcome) fails(folder, [outcome.problem])
      else settleOutcome(folder, declared, outcome)
    } catch (error) {
      // a full disk is nobody's file: the run ends, and says so
      if (isFromSystem(error)) fatal ??= { error }
      else if (error instanceof UserError) fails(folder, [error.problem])
      else {
        const actual = error instanceof Error ? error.message : String(error)
        bugs.push({ unit: source, stack: error instanceof Error ? (error.stack ?? actual) : actual })
        fails(folder, [runProblem('run/bug', { source }, { name: source, actual })])
      }
    } finally {
      if (fatal === undefined) effects.remove(fetchFolder(bench, folder))
      done += 1
      options.onProgress?.({ done, total: counts.total, source })
    }
  }

  try {
    const asked: Asked[] = []
    for (const folder of chosen) {
      const found = await readDeclared(effects, root, folder, ledger, taken, bench.schemas)
      if (!('declared' in found)) {
        counts.total += 1
        fails(folder, found)
        continue
      }
      const { declared, isOther } = found
      const isWanted = take && waitingCandidate(bench, folder) !== undefined
      if (declared.origin === null && !isWanted) {
        if (options.only !== undefined) {
          throw new UserError(
            candidateProblem('run/acquire-no-from', sourcePlace(folder), { source: nameOf(folder) }),
          )
        }
        continue
      }
      counts.total += 1
      const note = ledger.get(nameOf(folder))
      if (options.due?.(note) === false) counts.later += 1
      else asked.push({ folder, declared, known: knownOf(bench, folder, ledger, isOther, taken) })
    }
    if (counts.total === 0) problems.add([candidateProblem('run/acquire-nothing', {})])
    await pool(AT_ONCE, asked, (item) => (fatal === undefined ? one(item) : Promise.resolve()))
    phases.fetch = Math.max(0, effects.now().getTime() - began - phases.trial)
    if (fatal !== undefined) throw fatal.error
  } finally {
    ledger.save()
  }
  const requests = fetcher.requests()
  return { command: 'acquire', sources: counts, ...lists, failed, requests, problems, bugs, phases }
}

/** What waits of it beside a newer file. */
function others({ waiting }: Note): Note['waiting'] {
  return waiting?.filter(({ kind }) => kind !== 'candidate' && kind !== 'held')
}
