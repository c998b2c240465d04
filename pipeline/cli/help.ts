/** `--help`, made from the table of commands. */
import { cellsOf } from '../lib/width.ts'
import { COMMANDS, COMMON, type Command, type Option } from './commands.ts'

type Lang = 'ja' | 'en'

const WORDS = {
  ja: {
    about: 'hiraku — 自治体のファイルから、確かなオープンデータを作ります。',
    usage: '使い方',
    commands: 'コマンド',
    options: 'オプション',
    examples: '例',
    more: 'コマンドごとの説明: hiraku COMMAND --help',
    exit: '終了コード: 0 エラーなし、1 データにエラーあり、2 使い方の誤り、3 プログラムの誤り',
  },
  en: {
    about: 'hiraku — dependable open data from the files of a municipality.',
    usage: 'Usage',
    commands: 'Commands',
    options: 'Options',
    examples: 'Examples',
    more: 'More on a command: hiraku COMMAND --help',
    exit: 'Exit codes: 0 no error, 1 errors in the data, 2 wrong use, 3 a fault of the program',
  },
} as const

export function helpText(command: Command | undefined, lang: Lang): string {
  const words = WORDS[lang]
  if (command !== undefined) {
    const options = table(
      [...command.options, ...COMMON].map((option) => [nameOf(option), option.text[lang]]),
    )
    const examples = table(command.examples.map((example) => [example.line, example.text[lang]]))
    return `${words.usage}: ${command.usage}\n\n${command.text[lang]}\n\n${words.options}:\n${options}\n${words.examples}:\n${examples}\n${words.exit}\n`
  }
  const commands = table(
    COMMANDS.map((one) => [one.usage.replace(/^hiraku /, ''), one.text[lang]]),
    true,
  )
  const examples = table(
    COMMANDS.flatMap((one) => one.examples.slice(0, 1)).map((example) => [example.line, example.text[lang]]),
  )
  const options = table(COMMON.map((option) => [nameOf(option), option.text[lang]]))
  return `${words.about}\n\n${words.usage}: hiraku COMMAND [OPTIONS]\n\n${words.commands}:\n${commands}\n${words.options}:\n${options}\n${words.examples}:\n${examples}\n${words.more}\n${words.exit}\n`
}

function nameOf(option: Option): string {
  return option.value === undefined ? `--${option.name}` : `--${option.name} ${option.value}`
}

/** Two columns; `below`: the second stands on a line of its own. */
function table(rows: readonly (readonly [string, string])[], below = false): string {
  const width = Math.max(...rows.map(([left]) => cellsOf(left)))
  return rows
    .map(([left, right]) =>
      below ? `  ${left}\n      ${right}\n` : `  ${left}${' '.repeat(width - cellsOf(left))}  ${right}\n`,
    )
    .join('')
}
