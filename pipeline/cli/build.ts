/** `hiraku build` */
import { UserError } from '../problem.ts'
import { heldNote } from '../run/held-list.ts'
import { machineOf } from '../run/machine.ts'
import type { RunResult } from '../run/options.ts'
import { build } from '../run.ts'
import type { Arguments } from './args.ts'
import { exitOf, problemsJson, tellProblems, wantsAnnotations } from './output.ts'
import { cliProblem } from './problems.ts'
import { progressTo } from './progress.ts'
import type { Session } from './session.ts'
import { summary } from './summary.ts'
import { waitOf } from './wait.ts'

export async function buildCommand(parsed: Arguments, session: Session): Promise<number> {
  const { effects, root, code, lang } = session
  const { values, command } = parsed
  const json = values.json !== undefined
  const annotate = wantsAnnotations(values, session)
  if (values.check !== undefined && values.out !== undefined) {
    throw new UserError(cliProblem('cli/together', {}, { name: '--check --out', usage: command?.usage }))
  }
  const progress = progressTo(effects, lang)
  const started = effects.now().getTime()
  const result = await build(effects, session.machine ?? machineOf(effects, code), {
    root,
    only: textOf(values.only),
    out: textOf(values.out),
    check: values.check !== undefined,
    replay: json || annotate,
    onProgress: progress.show,
    ...waitOf(parsed, session),
  }).finally(progress.clear)
  await tellProblems(result.problems, session, annotate)
  for (const { unit, stack } of values.debug === undefined ? [] : result.bugs)
    effects.stderr(`${unit}\n${stack}\n`)
  const seconds = ((effects.now().getTime() - started) / 1000).toFixed(1)
  if (json) effects.stdout(`${JSON.stringify(resultJson(result), null, 2)}\n`)
  effects.stderr(`${summary(result, seconds, lang, textOf(values.out) ?? 'dist')}\n`)
  const held = heldNote(effects, root)
  if (held !== undefined) effects.stderr(`${held[lang]}\n`)
  return exitOf(result.problems, result.bugs.length)
}

function textOf(value: string | true | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function resultJson(result: RunResult) {
  const { problems, bugs, ...rest } = result
  return { ...rest, bugs: bugs.map((bug) => bug.unit), ...problemsJson(problems) }
}
