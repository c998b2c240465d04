/**
 * `acquire`: asks for the file of each source that says where it comes from, many at a time (the fetcher keeps each host
 * polite); newer files are tried one after the other. Whatever becomes of one, its neighbours go on.
 */
import path from 'node:path'
import { createFetcher, type Fetcher } from '../../acquire/index.ts'
import { type Effects, readText } from '../../effects.ts'
import { isObject } from '../../lib/object.ts'
import { hasError, UserError } from '../../problem.ts'
import { collect } from '../../report/collect.ts'
import { type LockOptions, settleFirst, withLock } from '../around.ts'
import { createBench, sourcePlace } from '../candidate/bench.ts'
import { candidateProblem } from '../candidate/problems.ts'
import { closeCandidates, fetchFolder, isSafe } from '../candidate/told.ts'
import { count, tally } from '../context.ts'
import { layoutOf } from '../layout.ts'
import { openLedger } from '../ledger/ledger.ts'
import type { Declared, Failure, Ledger, Note } from '../ledger/note.ts'
import { safeWords } from '../log/safe.ts'
import type { Machine } from '../options.ts'
import { pick } from '../pick.ts'
import { runProblem } from '../problems.ts'
import { findSources, nameOf, type SourceFolder } from '../project.ts'
import { pool } from '../publish/pool.ts'
import type { Schedule } from '../schedule/schedule.ts'
import { isFromSystem } from '../work.ts'
import { type Asked, outcomeOf } from './ask.ts'
import { checkTake } from './check-take.ts'
import { readDeclared } from './declared.ts'
import { knownOf } from './known.ts'
import { wrongWords } from './often.ts'
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
  /** with `only`: a person has looked at the newer file that waits, and wants it; how its sha256 begins, or whatever it is */
  readonly take?: true | string
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
  readonly as?: LockOptions['as']
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
  const { root, wait, onWait, as } = options
  const layout = layoutOf(effects, root)
  if (effects.stat(layout.state) !== undefined) settleFirst(effects, layout.state)
  const all = findSources(effects, root)
  const chosen = options.only === undefined ? all : [pick(effects, layout, all, options.only)]
  const own = { wait, onWait, as, name: 'acquire' as const }
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
  const { root, wait, onWait, as } = options
  const take = options.take !== undefined
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
    whole: options.only !== undefined,
    lock: { wait, onWait, as },
  })
  const fails = (folder: SourceFolder, all: Parameters<typeof problems.add>[0]): void => {
    problems.add(all)
    counts.failed += 1
    count(failed, [nameOf(folder)])
    const [first] = all
    if (first !== undefined) {
      const { code, message } = first
      // others may quote a cell, or an address
      ledger.fail(nameOf(folder), 'acquire', {
        code,
        ...(isSafe(first) ? { message } : {}),
        ...safeWords(first),
      })
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
      const { taken: made, problems: told, waited } = outcome
      const warnings = told.filter(({ severity }) => severity === 'warning').slice(0, 20)
      const one = { source, title: declared.title, datasets: made.datasets, warnings }
      if (lists.taken.length < LISTED)
        lists.taken.push({ ...one, ...(waited === undefined ? {} : { waited }) })
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
    const why = outcome.problems.find((one) => one.code === code)
    const { place } = why === undefined ? {} : safeWords(why)
    ledger.fail(source, 'acquire', {
      code,
      ...(isSafe({ code }) ? { message } : {}),
      // the next look at the same file tells no place
      ...(place === undefined ? knownPlace(ledger.get(source), code) : { place }),
    })
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
      const outcome = await outcomeOf(asked, work(folder), {
        ledger,
        fetcher,
        inTurn,
        take,
        tell: problems.add,
      })
      if ('problem' in outcome) fails(folder, [outcome.problem, ...(outcome.beside ?? [])])
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

  let words: Promise<Schedule> | undefined
  const schedule = (): Promise<Schedule> => {
    words ??= import('../schedule/read.ts').then(({ readSchedule }) =>
      readSchedule(effects, root, machine.packageFolder),
    )
    return words
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
      if (options.take !== undefined) checkTake(bench, folder, options.take)
      if (declared.origin === null && !take) {
        if (options.only !== undefined) {
          throw new UserError(
            candidateProblem('run/acquire-no-from', sourcePlace(folder), { source: nameOf(folder) }),
          )
        }
        continue
      }
      counts.total += 1
      const wrong = await wrongWords(folder, declared, schedule)
      if (hasError(wrong)) {
        fails(folder, wrong)
        continue
      }
      problems.add(wrong)
      const note = ledger.get(nameOf(folder))
      if (!take && options.due?.(note) === false) counts.later += 1
      else asked.push({ folder, declared, known: knownOf(bench, folder, ledger, isOther, taken) })
    }
    if (asked.length > 0) closeCandidates(bench)
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

function knownPlace({ failures = [] }: Note, code: string): Pick<Failure, 'place'> {
  const place = failures.find((one) => one.stage === 'acquire' && one.code === code)?.place
  return place === undefined ? {} : { place }
}
