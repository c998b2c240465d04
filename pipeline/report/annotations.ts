/** Problems as workflow commands of GitHub, which shows them beside the lines of a change. */
import type { Problem, Severity } from '../problem.ts'
import type { Kept } from './collect.ts'

const COMMANDS: { readonly [severity in Severity]: string } = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
}

export function* annotations(kinds: readonly Kept[], lang: 'ja' | 'en'): Generator<string> {
  for (const { problems } of kinds) for (const problem of problems) yield annotation(problem, lang)
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export function annotation(problem: Problem, lang: 'ja' | 'en'): string {
  const { where, code, severity, message, remedy } = problem
  const properties: (readonly [string, string | number | undefined])[] = [
    ['file', where.file],
    ['line', where.file === undefined ? undefined : where.line],
    ['col', where.file === undefined || where.line === undefined ? undefined : where.column],
    ['title', code],
  ]
  const given = properties.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`],
  )
  return `::${COMMANDS[severity]} ${given.join(',')}::${escapeData(`${message[lang]}\n${remedy[lang]}`)}\n`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
