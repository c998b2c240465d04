/** argv → a command with its options; whatever is not known is refused, with the nearest that is. */
import { parseArgs } from 'node:util'
import { suggest } from '../lib/suggest.ts'
import { UserError } from '../problem.ts'
import type { Option } from './commands/options.ts'
import { COMMANDS, COMMON, type Command } from './commands.ts'
import { cliProblem } from './problems.ts'

export interface Arguments {
  /** undefined: none was named, as for `hiraku --help` */
  readonly command: Command | undefined
  readonly positionals: readonly string[]
  readonly values: { readonly [name: string]: string | true }
  /** of options that may be given more than once: all values, in their order */
  readonly lists: { readonly [name: string]: readonly string[] }
}

const SHORT: { readonly [letter: string]: string } = { h: 'help', V: 'version' }

/** Throws a UserError where the use is wrong. */
export function readArguments(argv: readonly string[]): Arguments {
  const known = [...COMMON, ...COMMANDS.flatMap((command) => command.options)]
  const options = Object.fromEntries(
    known.map((option) => [
      option.name,
      { type: isSwitch(option) ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const [name, ...positionals] = words
  const command = name === undefined ? undefined : findCommand(name)
  const allowed = [...COMMON, ...(command?.options ?? [])]
  const values: { [name: string]: string | true } = {}
  const lists: { [name: string]: readonly string[] } = {}
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const option = allowed.find((one) => one.name === (SHORT[token.rawName.slice(1)] ?? token.name))
    if (option === undefined || (token.rawName.length === 2 && SHORT[token.rawName.slice(1)] === undefined)) {
      throw unknownOption(
        token.rawName,
        command,
        allowed.map((one) => `--${one.name}`),
      )
    }
    const wantsValue = !isSwitch(option)
    const missing =
      wantsValue &&
      (token.value === undefined || token.value === '' || (token.value.startsWith('-') && !token.inlineValue))
    const isTooMuch = !wantsValue && option.optional !== true && token.value !== undefined
    if (missing || isTooMuch || token.value === '') throw badValue(token.rawName, command)
    values[option.name] = token.value ?? true
    if (option.many === true && token.value !== undefined)
      lists[option.name] = [...(lists[option.name] ?? []), token.value]
  }
  if (command !== undefined && values.help === undefined) {
    const many = positionals.length
    if (many < command.least || many > command.most) {
      throw new UserError(cliProblem('cli/arguments', {}, { usage: command.usage }))
    }
  }
  return { command, positionals, values, lists }
}

/** What follows it is no value of it, unless a `=` joins them. */
function isSwitch({ value, optional }: Option): boolean {
  return value === undefined || optional === true
}

/** For an option whose value is not one of those that it takes. */
export function badValue(name: string, command: Command | undefined): UserError {
  const usage = command?.usage ?? 'hiraku --help'
  return new UserError(cliProblem('cli/option-value', {}, { name, usage }))
}

function findCommand(name: string): Command {
  const found = COMMANDS.find((command) => command.name === name)
  if (found !== undefined) return found
  const near = suggest(
    name,
    COMMANDS.map((command) => command.name),
  )
  throw new UserError(cliProblem('cli/unknown-command', {}, { name, ...hints(near) }))
}

function unknownOption(name: string, command: Command | undefined, allowed: readonly string[]): UserError {
  const near = suggest(name, allowed)
  return new UserError(
    cliProblem('cli/unknown-option', {}, { name, command: command?.name ?? '', ...hints(near) }),
  )
}

function hints(near: string | undefined): { readonly hintJa: string; readonly hintEn: string } {
  return near === undefined
    ? { hintJa: '', hintEn: '' }
    : { hintJa: `「${near}」のことですか。`, hintEn: ` Did you mean "${near}"?` }
}
