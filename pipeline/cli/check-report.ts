/** `hiraku check FILE|SOURCE --report html|xlsx|json|text [--out FILE]` */
import path from 'node:path'
import { UserError } from '../problem.ts'
import {
  type FileFound,
  fileProblemsText,
  filesJson,
  problemText,
  scoresText,
  tablesText,
} from '../report/index.ts'
import { checkSource } from '../run/check-source.ts'
import { checkFile, type FileChecked } from '../run/file/check.ts'
import { REPORT_KINDS, type ReportKind, reportTarget, write, writeMarked } from '../run/file/report-file.ts'
import { machineOf } from '../run/machine.ts'
import { type Arguments, badValue } from './args.ts'
import { optionsOf, refuseTogether, tellEnd, titleOf } from './check-file.ts'
import { cliProblem } from './problems.ts'
import type { Session } from './session.ts'

export async function checkReportCommand(
  args: Arguments,
  ofFile: boolean,
  session: Session,
): Promise<number> {
  const { command, positionals, values } = args
  const { effects, root } = session
  const usage = command?.usage ?? ''
  refuseTogether(values, usage)
  const kind = REPORT_KINDS.find((one) => one === values.report)
  if (values.report === undefined)
    throw new UserError(cliProblem('cli/needs', {}, { name: '--out', other: '--report', usage }))
  if (kind === undefined) throw badValue('--report', command)
  if (values.json !== undefined)
    throw new UserError(cliProblem('cli/together', {}, { name: '--report, --json', usage }))
  if (kind === 'xlsx' && !ofFile) throw new UserError(cliProblem('cli/report-of-source', {}))
  const name = positionals[0] ?? ''
  const wish = { kind, ...(typeof values.out === 'string' ? { out: values.out } : {}) }
  const file = ofFile ? name : sourceFile(name)
  const target = reportTarget(effects, root, { ...wish, file })
  const checked = ofFile ? await fileChecked(args, session) : { found: await foundInSource(name, session) }
  const { found } = checked
  const written = [...('written' in checked ? checked.written : [])]
  if (kind === 'xlsx' && 'looked' in checked && target !== undefined) {
    const marked = await writeMarked(effects, target, { found, looked: checked.looked, lang: session.lang })
    written.push(marked.written)
    if (marked.problem !== undefined) effects.stderr(problemText(marked.problem, session))
  } else {
    const text = await reportText(kind, found, session)
    if (target === undefined) effects.stdout(text)
    else written.push(write(effects, target, text))
  }
  const exit = tellEnd(found, values, session)
  for (const one of written) effects.stderr(`${path.relative(root, one.path)}\n`)
  return exit
}

/** A report scores the rules too. */
async function fileChecked({ positionals, values }: Arguments, session: Session): Promise<FileChecked> {
  const { effects, root, code } = session
  return checkFile(effects, session.machine ?? machineOf(effects, code), root, {
    file: positionals[0] ?? '',
    ...optionsOf(values),
    ...(typeof values.fix === 'string' ? { fix: values.fix } : {}),
    rules: true,
  })
}

/** The problems of a source as those of a file: its own report says the rest. */
async function foundInSource(name: string, session: Session): Promise<FileFound> {
  const { effects, root, code } = session
  const { source, problems, bugs } = await checkSource(
    effects,
    session.machine ?? machineOf(effects, code),
    root,
    name,
  )
  if (bugs.length > 0) throw new Error(bugs[0]?.stack ?? source)
  const all = problems.kinds().flatMap(({ problems: first, count }) => {
    const rest = count - first.reduce((sum, { more = 0 }) => sum + 1 + more, 0)
    return first.map((one, i) =>
      i === first.length - 1 && rest > 0 ? { ...one, more: (one.more ?? 0) + rest } : one,
    )
  })
  return { command: 'check', file: source, format: null, tables: [], without: [], problems: all }
}

/** The report of a source lies where the person is, under the name of the source. */
function sourceFile(name: string): string {
  return name.replace(/[/\\]+$/, '').replace(/^.*[/\\]/, '')
}

async function reportText(kind: ReportKind, found: FileFound, session: Session): Promise<string> {
  const title = (sheet: string): string => titleOf(sheet, session)
  if (kind === 'json') return `${JSON.stringify(filesJson(found), null, 2)}\n`
  if (kind === 'html') {
    const { htmlReport } = await import('../report/html/page.ts')
    return htmlReport(found, { lang: session.lang, titleOf: title })
  }
  const style = { lang: session.lang, color: false }
  const scores = found.rules === undefined ? '' : `\n${scoresText(found.rules, style)}`
  return `${tablesText(found, title, style)}${scores}\n${[...fileProblemsText(found, style)].join('')}`
}
