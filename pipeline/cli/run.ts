/** `hiraku run` */
import path from 'node:path'
import { type Problem, UserError } from '../problem.ts'
import type { Collector } from '../report/collect.ts'
import type { AcquireResult } from '../run/acquire/result.ts'
import { layoutOf } from '../run/layout.ts'
import { type Log, openLog } from '../run/log/log.ts'
import { machineOf } from '../run/machine.ts'
import { checkProject } from '../run/project.ts'
import type { PortalResult, UnattendedResult } from '../run/unattended/result.ts'
import { runUnattended } from '../run/unattended/run.ts'
import { rateOf } from './acquire.ts'
import { type Arguments, badValue } from './args.ts'
import { problemsJson, tellProblems } from './output.ts'
import { progressTo } from './progress.ts'
import { publishProgress } from './publish-progress.ts'
import { runText, stoppedText } from './run-text.ts'
import { EXIT, type Session } from './session.ts'
import { systemProblem } from './system.ts'
import { waitOf } from './wait.ts'

/**
 * Exit code: 0 all is well, 1 something failed or waits for a person (what was sound was published all the same), 2 it
 * could not begin, or not go on.
 */
export async function runCommand(parsed: Arguments, session: Session): Promise<number> {
  const { values, command } = parsed
  const { effects, root } = session
  if (values.log !== undefined && values.log !== 'json') throw badValue('--log', command)
  const isQuiet = values.log !== undefined
  const log = openLog(effects, layoutOf(effects, root).state, isQuiet ? effects.stderr : undefined)
  const problemOf = (error: unknown) =>
    error instanceof UserError ? error.problem : systemProblem(error, effects, root)
  if (!isQuiet) return runOnce(parsed, session, log, problemOf)
  // who reads JSON gets nothing else: the log says by what it stopped
  let isLogged = false
  const heard: Log = {
    ...log,
    write(event) {
      isLogged ||= event.event === 'stopped'
      log.write(event)
    },
  }
  try {
    return await runOnce(parsed, session, heard, problemOf)
  } catch (error) {
    const problem = problemOf(error)
    const code = problem?.code ?? 'cli/bug'
    if (!isLogged) log.write({ level: 'error', stage: 'run', event: 'stopped', code })
    return problem === undefined ? EXIT.bug : EXIT.use
  }
}

async function runOnce(
  parsed: Arguments,
  session: Session,
  log: Log,
  problemOf: (error: unknown) => Problem | undefined,
): Promise<number> {
  const { values, lists, command } = parsed
  const { effects, root, code, lang } = session
  const quiet = values.log !== undefined
  const machine = session.machine ?? machineOf(effects, code)
  const perSecond = rateOf(values['per-second'], command)
  checkProject(effects, root)
  const building = progressTo(effects, lang)
  const publishing = publishProgress(effects, lang)
  let acquired: AcquireResult | undefined
  const result = await runUnattended(effects, machine, {
    root,
    to: lists.to ?? [],
    log,
    problemOf,
    onAcquired(one) {
      acquired = one
    },
    ...(typeof values.only === 'string' ? { only: values.only } : {}),
    ...(values.all === undefined ? {} : { all: true }),
    ...(perSecond === undefined ? {} : { perSecond }),
    ...(quiet
      ? { wait: waitOf(parsed, session).wait }
      : { ...waitOf(parsed, session), onBuild: building.show, onPublish: publishing.show }),
  })
    .catch(async (error: unknown) => {
      building.clear()
      // what was fetched is taken over, whatever stopped it then
      if (acquired !== undefined && !quiet) {
        await tellProblems(acquired.problems, session, false)
        effects.stderr(stoppedText(acquired, lang))
      }
      throw error
    })
    .finally(() => {
      building.clear()
      publishing.clear()
    })
  if (!quiet) for (const problems of collectorsOf(result)) await tellProblems(problems, session, false)
  if (typeof values.summary === 'string') {
    const { runSummary } = await import('./run-summary.ts')
    effects.writeFile(path.resolve(root, values.summary), await runSummary(result, lang))
  }
  if (values.debug !== undefined)
    for (const { stack } of [...result.acquire.bugs, ...result.build.bugs]) effects.stderr(`${stack}\n`)
  effects.stdout(
    values.json === undefined ? runText(result, lang) : `${JSON.stringify(jsonOf(result), null, 2)}\n`,
  )
  if (result.bugs > 0) return EXIT.bug
  return result.isWell ? EXIT.fine : EXIT.data
}

function collectorsOf({ acquire, build, published, problems }: UnattendedResult): readonly Collector[] {
  return [problems, acquire.problems, build.problems, ...published.map((one) => one.problems)]
}

function jsonOf({ acquire, build, published, problems, ...rest }: UnattendedResult) {
  const { problems: ofAcquire, bugs: acquireBugs, ...acquired } = acquire
  const { problems: ofBuild, bugs: buildBugs, ...built } = build
  return {
    ...rest,
    ...problemsJson(problems),
    acquire: { ...acquired, bugs: acquireBugs.map(({ unit }) => unit), ...problemsJson(ofAcquire) },
    build: { ...built, bugs: buildBugs.map(({ unit }) => unit), ...problemsJson(ofBuild) },
    published: published.map(portalJson),
  }
}

function portalJson({ portal, results, problems }: PortalResult) {
  return { portal, results: results.map(({ problems: _, ...one }) => one), ...problemsJson(problems) }
}
