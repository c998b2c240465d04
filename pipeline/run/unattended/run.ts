/**
 * `run`: fetches what is due, builds, publishes to each portal; one command for cron. Whatever becomes of one source or
 * one portal, the others go on. Killed anywhere, the next run goes on from there: each step leaves what it did.
 */
import type { Fetcher } from '../../acquire/index.ts'
import type { Effects } from '../../effects.ts'
import { type Problem, UserError } from '../../problem.ts'
import { collect } from '../../report/collect.ts'
import { build } from '../../run.ts'
import { type AcquireOptions, acquire } from '../acquire/acquire.ts'
import type { AcquireResult } from '../acquire/result.ts'
import type { LockOptions } from '../around.ts'
import { layoutOf } from '../layout.ts'
import type { Note } from '../ledger/note.ts'
import type { Log } from '../log/log.ts'
import { safeAddress, safePlace } from '../log/safe.ts'
import type { Machine, RunOptions, RunResult } from '../options.ts'
import { pick } from '../pick.ts'
import { runProblem } from '../problems.ts'
import { findSources } from '../project.ts'
import type { PublishOptions, PublishResult } from '../publish/result.ts'
import { dueOf, type Schedule } from '../schedule/schedule.ts'
import { today } from '../today.ts'
import { datasetsOf } from './datasets.ts'
import { noteRun } from './last.ts'
import type { PortalResult, UnattendedResult } from './result.ts'

export interface UnattendedOptions extends LockOptions {
  readonly root: string
  /** portals as `publish --to` takes them */
  readonly to: readonly string[]
  /** a source or a dataset */
  readonly only?: string
  /** asks for every file, due or not */
  readonly all?: boolean
  readonly perSecond?: number
  readonly fetcher?: Fetcher
  readonly log: Log
  /** what an error of the system is called; absent, or undefined: a fault of ours */
  readonly problemOf?: (error: unknown) => Problem | undefined
  /** fetching is done, whatever comes after it */
  readonly onAcquired?: (result: AcquireResult) => void
  readonly onAcquire?: AcquireOptions['onProgress']
  readonly onBuild?: RunOptions['onProgress']
  readonly onPublish?: PublishOptions['onProgress']
}

/**
 * Throws a UserError where it can not begin, or not go on: no project, an unknown name or portal, another run at work;
 * and what the system refuses (a full disk). The log says how far it came.
 */
export async function runUnattended(
  effects: Effects,
  machine: Machine,
  options: UnattendedOptions,
): Promise<UnattendedResult> {
  const { root, log, only } = options
  // a name that is none was mistyped by a person: that is no run
  if (only !== undefined) pick(effects, layoutOf(effects, root), findSources(effects, root), only)
  try {
    const mark = effects.processMark(effects.pid()) ?? ''
    log.write({ level: 'info', stage: 'run', event: 'begin', mark })
    // killed from here on, it leaves that it began
    log.flush()
    await checkPortals(effects, machine, options)
    return await runAll(effects, machine, options)
  } catch (error) {
    logStopped(options, error)
    throw error
  }
}

/** The log that is there already says how it ended; where not even that can be written, the error says why. */
function logStopped({ log, problemOf }: UnattendedOptions, error: unknown): void {
  const problem = error instanceof UserError ? error.problem : problemOf?.(error)
  const place = problem === undefined ? undefined : safePlace(problem.where)
  log.write({
    level: 'error',
    stage: 'run',
    event: 'stopped',
    code: problem?.code ?? 'cli/bug',
    ...(place === undefined || Object.keys(place).length === 0 ? {} : { place }),
  })
  try {
    log.flush()
  } catch {
    return
  }
}

async function checkPortals(effects: Effects, machine: Machine, options: UnattendedOptions): Promise<void> {
  if (options.to.length === 0) return
  const { checkTarget } = await import('../publish/where.ts')
  for (const to of options.to) checkTarget(effects, machine, options.root, to)
}

async function runAll(
  effects: Effects,
  machine: Machine,
  options: UnattendedOptions,
): Promise<UnattendedResult> {
  const { root, log, only, wait, onWait } = options
  const patient = { wait, onWait, as: 'run' }
  const layout = layoutOf(effects, root)
  const problems = collect()
  const clock = clockOf(effects)
  const due =
    options.all === true
      ? undefined
      : whenDue(effects, await scheduleOf(effects, root, machine.packageFolder))
  const named = only === undefined ? {} : { only }

  const acquired = await acquire(effects, machine, {
    root,
    ...named,
    ...patient,
    ...(due === undefined ? {} : { due: due.isDue }),
    ...(options.perSecond === undefined ? {} : { perSecond: options.perSecond }),
    ...(options.fetcher === undefined ? {} : { fetcher: options.fetcher }),
    ...(options.onAcquire === undefined ? {} : { onProgress: options.onAcquire }),
  })
  if (due !== undefined && due.late.length > 0) {
    const [source = ''] = due.late
    problems.add([runProblem('run/clock-back', {}, { many: due.late.length, source })])
  }
  const milliseconds = { acquire: clock(), build: 0, publish: 0 }
  logAcquired(log, acquired, milliseconds.acquire)
  options.onAcquired?.(acquired)

  const made = await build(effects, machine, {
    root,
    ...named,
    ...patient,
    // versions of sources are appended when a newer file is taken over, or by a person; lists follow by themselves
    accepting: { date: today(effects), isUnitWanted: isList, isWanted: isList, holds: true },
    ...(options.onBuild === undefined ? {} : { onProgress: options.onBuild }),
  })
  milliseconds.build = clock()
  logBuilt(log, made, milliseconds.build)

  const published: PortalResult[] = []
  // where no source has come out yet there is nothing that a portal could be at fault with; why was told
  const isNothing = made.datasets === 0 && made.failed.count > 0
  for (const portal of isNothing ? [] : options.to) {
    const one = await publishTo(effects, machine, options, portal)
    published.push(one)
    const took = clock()
    milliseconds.publish += took
    logPublished(log, one, took)
  }
  const all = [acquired.problems, made.problems, problems, ...published.map((one) => one.problems)]
  const isWell =
    all.every(({ counts }) => counts.error === 0) &&
    acquired.sources.waiting + acquired.sources.failed + made.failed.count === 0
  const bugs = acquired.bugs.length + made.bugs.length + bugsIn(published)
  const result = { command: 'run', acquire: acquired, build: made, published, problems } as const
  const whole: UnattendedResult = { ...result, isWell, bugs, milliseconds }
  noteRun(effects, layout.state, whole)
  log.problems('run', problems.kinds())
  log.write({ level: isWell ? 'info' : 'error', stage: 'run', event: 'end' })
  log.flush()
  return whole
}

/** Milliseconds since it was asked before; never less than none, whatever the clock does. */
function clockOf(effects: Effects): () => number {
  let since = effects.now().getTime()
  return () => {
    const now = effects.now().getTime()
    const took = Math.max(0, now - since)
    since = now
    return took
  }
}

const isList = (unit: string): boolean => unit.startsWith('publishers/')

/** Loaded where it is asked for, as the portals are: half of a night with nothing new is the start of the process. */
async function scheduleOf(effects: Effects, root: string, packageFolder: string): Promise<Schedule> {
  const { readSchedule } = await import('../schedule/read.ts')
  return readSchedule(effects, root, packageFolder)
}

function whenDue(effects: Effects, schedule: Schedule) {
  const now = effects.now()
  const late: string[] = []
  return {
    late,
    isDue(note: Note): boolean {
      const due = dueOf(schedule, note, now)
      if (due === 'clock') late.push(note.source)
      return due !== 'not'
    },
  }
}

/** A portal that can not be worked with is told, and keeps nobody else. */
async function publishTo(
  effects: Effects,
  machine: Machine,
  options: UnattendedOptions,
  portal: string,
): Promise<PortalResult> {
  const { root, wait, onWait } = options
  const [{ publish }, { targetOpener }] = await Promise.all([
    import('../publish/run.ts'),
    import('../publish/where.ts'),
  ])
  const problems = collect()
  const results: PublishResult[] = []
  const ids = options.only === undefined ? [undefined] : datasetsOf(effects, root, options.only)
  for (const only of ids) {
    try {
      const result = await publish(
        effects,
        {
          root,
          mode: 'apply',
          portal,
          retire: false,
          isUnattended: true,
          wait,
          onWait,
          as: 'run',
          ...(only === undefined ? {} : { only }),
          ...(options.onPublish === undefined ? {} : { onProgress: options.onPublish }),
        },
        targetOpener(effects, machine, root, { to: portal, mode: 'apply' }),
      )
      results.push(result)
      for (const { problems: found } of result.problems.kinds()) problems.add(found)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      problems.add([error.problem])
    }
  }
  return { portal, results, problems }
}

function bugsIn(published: readonly PortalResult[]): number {
  return published.flatMap(({ problems }) => problems.kinds().filter(({ code }) => code === 'run/bug')).length
}

function logAcquired(log: Log, result: AcquireResult, milliseconds: number): void {
  const { sources, requests, taken, waiting, failed } = result
  const base = { stage: 'acquire' } as const
  for (const { source } of taken) log.write({ ...base, level: 'info', event: 'taken', source })
  for (const { source, held } of waiting)
    log.write({ ...base, level: 'error', event: held ? 'held' : 'waiting', source })
  for (const source of failed.first) log.write({ ...base, level: 'error', event: 'failed', source })
  log.problems('acquire', result.problems.kinds())
  const level = sources.failed + sources.waiting > 0 ? 'error' : 'info'
  log.write({ ...base, level, event: 'end', counts: { ...sources, requests }, milliseconds })
  log.flush()
}

function logBuilt(log: Log, result: RunResult, milliseconds: number): void {
  const { sources, failed, files, datasets } = result
  for (const source of failed.first) log.write({ stage: 'build', level: 'error', event: 'failed', source })
  log.problems('build', result.problems.kinds())
  const counts = {
    ...sources,
    datasets,
    added: files.added.count,
    differing: files.differing.count,
    removed: files.removed.count,
  }
  const level = failed.count > 0 ? 'error' : 'info'
  log.write({ stage: 'build', level, event: 'end', counts, milliseconds })
  log.flush()
}

function logPublished(log: Log, { portal, results, problems }: PortalResult, milliseconds: number): void {
  for (const { items } of results) {
    for (const { id, action, applied } of items) {
      const isFailed = applied?.outcome === 'failed'
      const level = isFailed ? 'error' : 'info'
      log.write({
        stage: 'publish',
        level,
        event: isFailed ? 'failed' : action,
        dataset: id,
        portal: safeAddress(portal),
      })
    }
  }
  const name = safeAddress(portal)
  log.problems('publish', problems.kinds(), name)
  log.write({
    stage: 'publish',
    level: problems.counts.error > 0 ? 'error' : 'info',
    event: 'end',
    portal: name,
    counts: countsOf(results),
    milliseconds,
  })
  log.flush()
}

/** Of one portal, over what was published to it. */
export function countsOf(results: readonly PublishResult[]) {
  const sum = (of: (result: PublishResult) => number): number =>
    results.reduce((all, result) => all + of(result), 0)
  return {
    done: sum(({ done }) => done.applied),
    unchanged: sum(({ plan }) => plan.unchanged),
    failed: sum(({ done }) => done.failed),
    refused: sum(({ plan }) => plan.refused),
    requests: sum(({ requests }) => requests),
  }
}
