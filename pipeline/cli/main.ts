/** One command from its arguments to its exit code. Each is loaded when it is asked for. */
import path from 'node:path'
import { type Effects, readText } from '../effects.ts'
import { isObject } from '../lib/object.ts'
import { type Problem, UserError } from '../problem.ts'
import { type Arguments, badValue, readArguments } from './args.ts'
import { type Lang, languageOf } from './language.ts'
import { cliProblem } from './problems.ts'
import { EXIT, type Place, type Session } from './session.ts'
import { systemProblem } from './system.ts'

/** 0 no error, 1 errors in the data, 2 wrong use, 3 our fault. */
export async function main(argv: readonly string[], effects: Effects, place: Place): Promise<number> {
  const debug = argv.includes('--debug')
  let lang: Lang = languageOf(namedLanguage(argv), effects.env) ?? 'en'
  const color = effects.isTerminal && (effects.env.NO_COLOR ?? '') === ''
  try {
    const parsed = readArguments(argv)
    const wanted = languageOf(parsed.values.lang, effects.env)
    if (wanted === undefined) throw badValue('--lang', parsed.command)
    lang = wanted
    return await runCommand(parsed, { ...place, effects, lang, color })
  } catch (error) {
    const isKnown = error instanceof UserError
    const known = isKnown ? error.problem : systemProblem(error, effects, place.root)
    const actual = error instanceof Error ? error.message : String(error)
    const problem = known ?? cliProblem('cli/bug', {}, { actual })
    await tell(problem, effects, { lang, color })
    if (debug && error instanceof Error) effects.stderr(`${error.stack ?? ''}\n`)
    return known === undefined ? EXIT.bug : EXIT.use
  }
}

async function runCommand(parsed: Arguments, session: Session): Promise<number> {
  const { command, values } = parsed
  if (values.version !== undefined) {
    session.effects.stdout(`${versionOf(session)}\n`)
    return EXIT.fine
  }
  if (command === undefined || values.help !== undefined) {
    const { helpText } = await import('./help.ts')
    const text = helpText(command, session.lang)
    if (values.help !== undefined) session.effects.stdout(text)
    else session.effects.stderr(text)
    return values.help === undefined ? EXIT.use : EXIT.fine
  }
  switch (command.name) {
    case 'build':
      return (await import('./build.ts')).buildCommand(parsed, session)
    case 'add':
      return (await import('./add.ts')).addCommand(parsed, session)
    case 'check':
      return (await import('./check.ts')).checkCommand(parsed, session)
    case 'convert':
      return (await import('./convert.ts')).convertCommand(parsed, session)
    case 'acquire':
      return (await import('./acquire.ts')).acquireCommand(parsed, session)
    case 'accept':
      return (await import('./accept.ts')).acceptCommand(parsed, session)
    case 'explain':
      return (await import('./explain.ts')).explainCommand(parsed, session)
    case 'publish':
      return (await import('./publish.ts')).publishCommand(parsed, session)
    case 'diff':
      return (await import('./diff.ts')).diffCommand(parsed, session)
    case 'rebuild':
      return (await import('./rebuild.ts')).rebuildCommand(parsed, session)
    case 'run':
      return (await import('./run.ts')).runCommand(parsed, session)
    case 'status':
      return (await import('./status.ts')).statusCommand(parsed, session)
    case 'template':
      return (await import('./template.ts')).templateCommand(parsed, session)
    default:
      throw new Error(`no code for the command ${command.name}`)
  }
}

/** Before the arguments are understood, so that a fault in them is told in the language asked for. */
function namedLanguage(argv: readonly string[]): string | undefined {
  const at = argv.indexOf('--lang')
  return at >= 0 ? argv[at + 1] : argv.find((one) => one.startsWith('--lang='))?.slice('--lang='.length)
}

async function tell(
  problem: Problem,
  effects: Effects,
  style: { readonly lang: Lang; readonly color: boolean },
): Promise<void> {
  const { problemText } = await import('../report/text.ts')
  effects.stderr(problemText(problem, style))
}

function versionOf(session: Session): string {
  const value: unknown = JSON.parse(readText(session.effects, path.join(session.code, '..', 'package.json')))
  return isObject(value) && typeof value.version === 'string' ? value.version : '?'
}
