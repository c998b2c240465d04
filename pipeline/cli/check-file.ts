/** `hiraku check FILE` */
import path from 'node:path'
import { readText } from '../effects.ts'
import { isObject, textOf } from '../lib/object.ts'
import { UserError } from '../problem.ts'
import { collect } from '../report/collect.ts'
import { type FileFound, filesJson, tablesText } from '../report/index.ts'
import { checkFile } from '../run/file/check.ts'
import { machineOf } from '../run/machine.ts'
import type { Arguments } from './args.ts'
import { countsText, exitOf, tellProblems, wantsAnnotations } from './output.ts'
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
  await tellProblems(problems, session, wantsAnnotations(values, session))
  if (values.json !== undefined) effects.stdout(`${JSON.stringify(filesJson(found), null, 2)}\n`)
  else effects.stdout(tablesText(found, (sheet) => titleOf(sheet, session), session))
  effects.stderr(`${found.file}: ${countsText(problems.counts, lang)}\n`)
  return exitOf(problems, 0)
}

/** More of one kind in one column are only counted on a terminal. */
const SHOWN = 5

function titleOf(sheet: string, { effects, root, code }: Session): string {
  for (const folder of [root, path.join(code, '..')]) {
    const file = path.join(folder, 'schemas', 'records', `${sheet}.schema.json`)
    if (effects.stat(file) === undefined) continue
    const schema: unknown = JSON.parse(readText(effects, file))
    return (isObject(schema) ? textOf(schema.title) : undefined) ?? sheet
  }
  return sheet
}
