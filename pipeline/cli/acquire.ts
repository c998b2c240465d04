/** `hiraku acquire` */
import path from 'node:path'
import { type Problem, UserError } from '../problem.ts'
import type { SummaryBreak, SummaryInput } from '../report/summary.ts'
import { acquire } from '../run/acquire/acquire.ts'
import type { AcquireResult } from '../run/acquire/result.ts'
import type { Note } from '../run/ledger/note.ts'
import { machineOf } from '../run/machine.ts'
import { acquiredText, countedText } from './acquire-text.ts'
import { type Arguments, badValue } from './args.ts'
import { exitOf, problemsJson, tellProblems } from './output.ts'
import { cliProblem } from './problems.ts'
import { EXIT, type Session } from './session.ts'
import { waitOf } from './wait.ts'

export async function acquireCommand(parsed: Arguments, session: Session): Promise<number> {
  const { values, command } = parsed
  const { effects, root, code, lang } = session
  const { only, take, due, summary, json } = values
  const perSecond = rateOf(values['per-second'], command)
  if (take !== undefined && only === undefined) {
    throw new UserError(
      cliProblem('cli/needs', {}, { name: '--take', other: '--only', usage: command?.usage ?? '' }),
    )
  }
  if (typeof take === 'string' && !/^[0-9a-f]{4,64}$/i.test(take)) throw badValue('--take', command)
  const machine = session.machine ?? machineOf(effects, code)
  const result = await acquire(effects, machine, {
    root,
    ...waitOf(parsed, session),
    ...(typeof only === 'string' ? { only } : {}),
    ...(take === undefined ? {} : { take }),
    ...(due === undefined ? {} : { due: await dueNow(session, machine.packageFolder) }),
    ...(perSecond === undefined ? {} : { perSecond }),
  })
  await tellProblems(result.problems, session, false)
  if (typeof summary === 'string')
    effects.writeFile(path.resolve(root, summary), await summaryOf(result, lang))
  if (json === undefined) effects.stdout(acquiredText(result, session))
  else effects.stdout(`${JSON.stringify(jsonOf(result), null, 2)}\n`)
  for (const { stack } of values.debug === undefined ? [] : result.bugs) effects.stderr(`${stack}\n`)
  effects.stderr(`${countedText(result, lang)}\n`)
  const { waiting, failed } = result.sources
  return Math.max(exitOf(result.problems, result.bugs.length), waiting + failed > 0 ? EXIT.data : EXIT.fine)
}

/** `--per-second`; throws a UserError where it is no rate. */
export function rateOf(value: string | true | undefined, command: Arguments['command']): number | undefined {
  if (value === undefined) return undefined
  const rate = Number(value)
  if (typeof value !== 'string' || !(rate > 0 && rate <= 1000)) throw badValue('--per-second', command)
  return rate
}

/** Of a clock that was set back nobody knows when it was last asked: it is asked. */
async function dueNow({ effects, root }: Session, packageFolder: string): Promise<(note: Note) => boolean> {
  const { readSchedule } = await import('../run/schedule/read.ts')
  const { dueOf } = await import('../run/schedule/schedule.ts')
  const schedule = readSchedule(effects, root, packageFolder)
  const now = effects.now()
  return (note) => dueOf(schedule, note, now) !== 'not'
}

function jsonOf(result: AcquireResult) {
  const { problems, bugs, ...rest } = result
  return { ...rest, bugs: bugs.map(({ unit }) => unit), ...problemsJson(problems) }
}

async function summaryOf(result: AcquireResult, lang: 'ja' | 'en'): Promise<string> {
  const { summaryMarkdown } = await import('../report/index.ts')
  const { datasets, broken, warned } = summaryInput(result)
  const known = new Set(broken.map(({ source }) => source))
  const all = [...broken, ...failuresOf(result.problems.kinds(), known)]
  return summaryMarkdown({ datasets, broken: all, warned }, lang)
}

/** What was taken over and what waits, as a pull request shows it. */
export function summaryInput({
  taken,
  waiting,
}: AcquireResult): SummaryInput & Required<Pick<SummaryInput, 'warned'>> {
  const datasets = taken.flatMap((one) => one.datasets)
  const other = datasets.filter(({ version, before }) => version !== undefined || before === undefined)
  return {
    datasets: other.map(({ id, title, from, version, counts, before }) => ({
      id,
      title,
      state: before === undefined ? 'added' : 'changed',
      ...(from === undefined ? {} : { from }),
      ...(version === undefined ? {} : { to: version }),
      ...(counts === undefined ? {} : { counts }),
      columns: [],
      examples: [],
      headers: {},
    })),
    broken: waiting.map(({ source, title, problems, edit, files }) => ({
      source,
      title,
      problems,
      ...(edit.length === 0 ? {} : { edit: edit.join('\n') }),
      ...(files[0] === undefined ? {} : { editFile: files[0] }),
    })),
    warned: taken.flatMap(({ source, title, warnings: problems }) =>
      problems.length === 0 ? [] : [{ source, title, problems }],
    ),
  }
}

/** Sources with an error, beside those whose newer file waits. */
export function failuresOf(
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
