/** `hiraku check FILE` */
import path from 'node:path'
import { readText } from '../effects.ts'
import { isObject, textOf } from '../lib/object.ts'
import { type Text, UserError } from '../problem.ts'
import { type Collector, collect } from '../report/collect.ts'
import {
  annotations,
  type FileFound,
  fileProblemsText,
  filesJson,
  scoresText,
  tablesText,
  toldIn,
} from '../report/index.ts'
import { checkFile } from '../run/file/check.ts'
import { machineOf } from '../run/machine.ts'
import type { Arguments } from './args.ts'
import { countsText, exitOf, many, wantsAnnotations } from './output.ts'
import { cliProblem } from './problems.ts'
import type { Session } from './session.ts'

export async function checkFileCommand(
  { command, positionals, values }: Arguments,
  session: Session,
): Promise<number> {
  const { effects, root, code } = session
  refuseTogether(values, command?.usage ?? '')
  const { found, written } = await checkFile(effects, session.machine ?? machineOf(effects, code), root, {
    file: positionals[0] ?? '',
    ...optionsOf(values),
    ...(typeof values.fix === 'string' ? { fix: values.fix } : {}),
    ...(values.rules === undefined ? {} : { rules: true }),
  })
  const exit = await tellFile(found, values, session)
  for (const one of written) effects.stderr(`${path.relative(root, one.path)}\n`)
  return exit
}

/** Options that every command on a file has. */
export function optionsOf(values: Arguments['values']): { as?: string; schema?: string; publisher?: string } {
  const { as, schema, publisher } = values
  return {
    ...(typeof as === 'string' ? { as } : {}),
    ...(typeof schema === 'string' ? { schema } : {}),
    ...(typeof publisher === 'string' ? { publisher } : {}),
  }
}

export function refuseTogether(values: Arguments['values'], usage: string): void {
  if (values.as !== undefined && values.schema !== undefined) {
    throw new UserError(cliProblem('cli/together', {}, { name: '--as, --schema', usage }))
  }
}

/** Problems to stderr, what was found to stdout; the exit code. */
export async function tellFile(
  found: FileFound,
  values: Arguments['values'],
  session: Session,
): Promise<number> {
  const { effects } = session
  if (values.json !== undefined) effects.stdout(`${JSON.stringify(filesJson(found), null, 2)}\n`)
  else effects.stdout(tablesText(found, (sheet) => titleOf(sheet, session), session))
  if (values.json === undefined && found.rules !== undefined)
    effects.stdout(`\n${scoresText(found.rules, session)}`)
  effects.stderr('\n')
  for (const text of fileProblemsText(found, session)) effects.stderr(text)
  return tellEnd(found, values, session)
}

/** Annotations, how many of each, and what to do next; the exit code. */
export function tellEnd(found: FileFound, values: Arguments['values'], session: Session): number {
  const { effects, lang } = session
  const problems = collect()
  problems.add(found.problems)
  for (const table of found.tables) {
    for (const { first, count } of table.problems) {
      const shown = first.slice(0, SHOWN)
      const rest = count - shown.length
      problems.add(shown.map((one, i) => (i === shown.length - 1 && rest > 0 ? { ...one, more: rest } : one)))
    }
  }
  if (wantsAnnotations(values, session)) {
    for (const text of annotations(problems.kinds(), lang)) effects.stdout(text)
  }
  const told = toldIn(found)
  effects.stderr(`${found.file}: ${fileCountsText(problems.counts, told, lang)}\n`)
  for (const text of nextSteps(found, problems.counts, told.mended, values)) effects.stderr(`${text[lang]}\n`)
  return exitOf(problems, 0)
}

/** What was mended counts too: of a table it is half of the news. */
function fileCountsText(
  counts: Collector['counts'],
  { note, mended }: ReturnType<typeof toldIn>,
  lang: 'ja' | 'en',
): string {
  const ja = lang === 'ja'
  return [
    countsText(counts, lang),
    ...(note === 0 ? [] : [ja ? `お知らせ ${note} 件` : many(note, 'note')]),
    ...(mended === 0 ? [] : [ja ? `自動で直したところ ${mended} 件` : `${mended} mended`]),
  ].join(ja ? '、' : ', ')
}

/** What a clerk does after reading this. */
function nextSteps(
  { command, tables }: FileFound,
  { error, warning }: Collector['counts'],
  mended: number,
  values: Arguments['values'],
): readonly Text[] {
  const steps: Text[] = []
  const held = tables.reduce((sum, { counts }) => sum + (counts.held ?? 0), 0)
  if (held > 0) {
    steps.push({
      ja: `保留した ${held} 行は出力に入りません。`,
      en: `Rows held, which do not come out: ${held}.`,
    })
  }
  if (error > 0) {
    steps.push({
      ja: '次にすること: エラーのところを元のファイルで直し、もう一度調べてください。',
      en: 'Next: mend the errors in the file and check it again.',
    })
  } else if (warning > 0) {
    steps.push({
      ja: '次にすること: 警告のところを見て、直すか、そのままでよいかを決めてください。',
      en: 'Next: look at the warnings and decide which of them to mend.',
    })
  }
  if (mended > 0 && command === 'check' && values.fix === undefined) {
    steps.push({
      ja: '自動で直した表は、--fix 直した表.csv を付けると書き出せます（元のファイルは変わりません）。',
      en: 'With --fix OUT.csv the mended table is written; the file itself is not changed.',
    })
  }
  return steps
}

/** More of one kind in one column are only counted on a terminal. */
const SHOWN = 5

/** In the language of the session. */
export function titleOf(sheet: string, { effects, root, code, lang }: Session): string {
  for (const folder of [root, path.join(code, '..')]) {
    const file = path.join(folder, 'schemas', 'records', `${sheet}.schema.json`)
    if (effects.stat(file) === undefined) continue
    const schema: unknown = JSON.parse(readText(effects, file))
    const title = isObject(schema) ? schema[lang === 'ja' ? 'title' : 'x-titleEn'] : undefined
    return textOf(title) ?? sheet
  }
  return sheet
}
