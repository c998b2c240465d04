/** `hiraku publish` */
import { UserError } from '../problem.ts'
import { machineOf } from '../run/machine.ts'
import type { PublishOptions } from '../run/publish/result.ts'
import { publish } from '../run/publish/run.ts'
import { listTargets, targetOpener } from '../run/publish/where.ts'
import type { Arguments } from './args.ts'
import { exitOf, problemsJson, tellProblems } from './output.ts'
import { cliProblem } from './problems.ts'
import { publishProgress } from './publish-progress.ts'
import { itemText, publishSummary, targetsText } from './publish-text.ts'
import { EXIT, type Session } from './session.ts'
import { waitOf } from './wait.ts'

/** Exit code: 0 all is as it should be (a plan with changes too), 1 something was refused, failed or differs. */
export async function publishCommand({ values, command }: Arguments, session: Session): Promise<number> {
  const { effects, root, code, lang } = session
  const machine = session.machine ?? machineOf(effects, code)
  const json = values.json !== undefined
  const together = (name: string) =>
    new UserError(cliProblem('cli/together', {}, { name, usage: command?.usage }))
  if (values.retire !== undefined && values.only !== undefined) throw together('--retire --only')
  if (typeof values.to !== 'string') {
    const targets = listTargets(effects, machine, root)
    effects.stdout(json ? `${JSON.stringify(targets, null, 2)}\n` : targetsText(targets, lang))
    return EXIT.fine
  }
  const to = values.to
  const mode = modeOf(values.verify !== undefined, values.apply !== undefined)
  const progress = publishProgress(effects, lang)
  const started = effects.now().getTime()
  const given = {
    to,
    mode,
    waits: progress.waits,
    ...(typeof values['token-file'] === 'string' ? { tokenFile: values['token-file'] } : {}),
  } as const
  let ended = 0
  const forget = mode === 'apply' || mode === 'repair' ? effects.onInterrupt?.(brokenOff) : undefined
  function brokenOff(): void {
    progress.clear()
    const text = {
      ja: `途中で止めました。${ended} 件は済んでいます。もう一度同じ命令を実行すれば、続きから進みます。`,
      en: `Broken off; ${ended} done. Run the same command again, and it goes on from there.`,
    }
    effects.stderr(`${text[lang]}\n`)
  }
  const result = await publish(
    effects,
    {
      root,
      mode,
      portal: to,
      ...waitOf({ values, command }, session),
      ...(typeof values.only === 'string' ? { only: values.only } : {}),
      retire: values.retire !== undefined,
      onItem: (item) => {
        ended += 1
        progress.clear()
        if (!json) effects.stdout(itemText(item, session))
      },
      onProgress: progress.show,
    },
    targetOpener(effects, machine, root, given),
  ).finally(() => {
    progress.clear()
    forget?.()
  })
  await tellProblems(result.problems, session, false)
  const rest = ['only', 'token-file']
    .map((name) => (typeof values[name] === 'string' ? ` --${name} ${values[name]}` : ''))
    .join('')
  const seconds = ((effects.now().getTime() - started) / 1000).toFixed(1)
  if (json) {
    const { problems, ...rest } = result
    effects.stdout(`${JSON.stringify({ ...rest, ...problemsJson(problems) }, null, 2)}\n`)
  }
  effects.stderr(
    `${publishSummary(result, { to, seconds, retire: values.retire !== undefined, rest }, lang)}\n`,
  )
  const bugs = result.problems.kinds().filter(({ code }) => code === 'run/bug').length
  return exitOf(result.problems, bugs)
}

function modeOf(verify: boolean, apply: boolean): PublishOptions['mode'] {
  if (verify) return apply ? 'repair' : 'verify'
  return apply ? 'apply' : 'plan'
}
