/** `hiraku diff [A [B]]` */
import path from 'node:path'
import type { Effects } from '../effects.ts'
import { UserError } from '../problem.ts'
import { collect } from '../report/collect.ts'
import { diffHtml } from '../report/diff/html.ts'
import { diffJson } from '../report/diff/json.ts'
import { diffSummary } from '../report/diff/summary.ts'
import { diffText } from '../report/diff/text.ts'
import { DIFF_WORDS } from '../report/diff/words.ts'
import { diffCsv } from '../run/diff/csv.ts'
import { type Diffed, diff } from '../run/diff/diff.ts'
import { checkOutputs } from '../run/file/sinks.ts'
import { machineOf } from '../run/machine.ts'
import { type Arguments, badValue } from './args.ts'
import { exitOf, tellProblems } from './output.ts'
import { cliProblem } from './problems.ts'
import { EXIT, type Session } from './session.ts'

const FORMATS = ['text', 'json', 'csv', 'html'] as const
type Format = (typeof FORMATS)[number]

/** records of each kind that are shown; a page has more room than a terminal */
const SHOWN = { text: 20, html: 200 } as const

/** 0 where it was compared, equal or not, unless `--exit-code` asks for 1 where there is a difference. */
export async function diffCommand(
  { command, positionals, values }: Arguments,
  session: Session,
): Promise<number> {
  const { effects, root, code } = session
  const format = FORMATS.find(
    (one) => one === (values.format ?? (values.json === undefined ? 'text' : 'json')),
  )
  if (format === undefined) throw badValue('--format', command)
  if (values.json !== undefined && format !== 'json')
    throw new UserError(cliProblem('cli/together', {}, { name: '--json, --format', usage: command?.usage }))
  const outs = [values.out, values.summary].flatMap((one) =>
    typeof one === 'string' ? [path.resolve(root, one)] : [],
  )
  for (const name of positionals) checkOutputs(path.resolve(root, name), outs)
  const options = {
    root,
    names: positionals,
    ...(typeof values.only === 'string' ? { only: values.only } : {}),
    ...(typeof values.as === 'string' ? { as: values.as } : {}),
    ...(typeof values.key === 'string' ? { key: values.key.split(',').map((one) => one.trim()) } : {}),
  }
  return diff(effects, session.machine ?? machineOf(effects, code), options, async (found) => {
    const whole = values.all !== undefined
    await put(effects, textsOf(found, format, whole, session), fileOf(values.out, session))
    if (typeof values.summary === 'string')
      await put(effects, [await diffSummary(found, session.lang)], fileOf(values.summary, session))
    const problems = collect()
    problems.add(found.problems)
    await tellProblems(problems, session, false)
    for (const name of outs) effects.stderr(`${path.relative(root, name)}\n`)
    const isLone = found.problems.some(({ code }) => code === 'run/diff-no-pair')
    const differs = isLone || found.datasets.some(({ state }) => state !== 'same')
    if (!differs && typeof values.out === 'string') effects.stderr(`${DIFF_WORDS[session.lang].same}\n`)
    const exit = exitOf(problems, 0)
    return exit === EXIT.fine && differs && values['exit-code'] !== undefined ? EXIT.data : exit
  })
}

function fileOf(value: string | true | undefined, { root }: Session): string | undefined {
  return typeof value === 'string' ? path.resolve(root, value) : undefined
}

function textsOf(found: Diffed, format: Format, whole: boolean, session: Session): AsyncIterable<string> {
  const { lang, color } = session
  if (format === 'json') return diffJson(found)
  if (format === 'csv') return diffCsv(found)
  const most = whole ? Number.POSITIVE_INFINITY : SHOWN[format]
  return format === 'html' ? diffHtml(found, { lang, most }) : diffText(found, { lang, color, most })
}

/** Into a file that appears when it is whole, else to stdout. */
async function put(
  effects: Effects,
  texts: AsyncIterable<string> | Iterable<string>,
  file: string | undefined,
): Promise<void> {
  if (file === undefined) {
    for await (const text of texts) effects.stdout(text)
    return
  }
  const writer = effects.openWriter(file)
  try {
    for await (const text of texts) writer.write(text)
    writer.end()
  } catch (error) {
    writer.abandon()
    throw error
  }
}
