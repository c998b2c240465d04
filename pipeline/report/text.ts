/** Problems as a person reads them: what, where with the line itself, and what to do. */
import type { Place, Problem, Severity } from '../problem.ts'
import type { Kept } from './collect.ts'
import { paint, type Style } from './paint.ts'
import { snippet } from './snippet.ts'

const WORDS = {
  ja: {
    error: 'エラー',
    warning: '警告',
    info: 'お知らせ',
    actual: '実際',
    expected: '本来',
    remedy: '対処',
    also: 'ほかの場所',
  },
  en: {
    error: 'error',
    warning: 'warning',
    info: 'note',
    actual: 'found',
    expected: 'expected',
    remedy: 'to do',
    also: 'see also',
  },
} as const

const COLORS: { readonly [severity in Severity]: 'red' | 'yellow' | 'cyan' } = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
}

/** All kinds, each with its first problems and the number of the rest. */
export function* problemsText(kinds: readonly Kept[], style: Style): Generator<string> {
  for (const { problems, count, code } of kinds) {
    for (const problem of problems) yield problemText(problem, style)
    yield restText(code, count - problems.length, style)
  }
}

/** So many more of a kind are not shown, wherever they are. */
export function restText(code: string, rest: number, { lang }: Style): string {
  if (rest <= 0) return ''
  return lang === 'ja'
    ? `  … ${code} はほかに ${rest} 件あります。\n\n`
    : `  … and ${rest} more of ${code}.\n\n`
}

export function problemText(problem: Problem, style: Style): string {
  const words = WORDS[style.lang]
  const { severity, code, where } = problem
  const head = `${paint(words[severity], COLORS[severity], style)} ${paint(oneLine(problem.message[style.lang]), 'bold', style)} ${paint(`[${code}]`, 'dim', style)}`
  const lines = [head, ...placeLines(where, style)]
  const facts: (readonly [string, string | undefined])[] = [
    [words.actual, problem.actual],
    [words.expected, problem.expected],
    [words.remedy, problem.remedy[style.lang]],
  ]
  for (const [name, value] of facts) {
    if (value !== undefined && value !== '')
      lines.push(`  ${paint(`${name}:`, 'dim', style)} ${oneLine(value)}`)
  }
  for (const place of (problem.also ?? []).slice(0, 5)) {
    const [first = '', ...more] = placeLines(place, style)
    lines.push(`  ${paint(`${words.also}:`, 'dim', style)}${first.replace(/^ +-->/, '')}`, ...more)
  }
  return `${lines.join('\n')}\n\n`
}

/** `file:line:column`, and the names of what is there; then the line with a caret. */
export function placeLines(place: Place, style: Style): readonly string[] {
  const address = addressOf(place)
  const names = namesOf(place, style)
  if (address === '' && names === '') return []
  const lines = [
    `  ${paint('-->', 'dim', style)} ${[address, names].filter((part) => part !== '').join('  ')}`,
  ]
  if (place.text !== undefined && place.text.trim() !== '') {
    const { text, under } = snippet(place.text, place.column, place.length)
    const number = String(place.line ?? '')
    const gap = ' '.repeat(number.length)
    lines.push(`  ${paint(`${number} |`, 'dim', style)} ${text}`)
    if (under !== '') lines.push(`  ${paint(`${gap} |`, 'dim', style)} ${paint(under, 'red', style)}`)
  }
  return lines
}

export function addressOf(place: Place): string {
  const file = place.file ?? place.source ?? ''
  if (place.line === undefined) return file
  return `${file}:${place.line}${place.column === undefined ? '' : `:${place.column}`}`
}

function namesOf(place: Place, style: Style): string {
  const ja = style.lang === 'ja'
  const names: (readonly [string, string | number | undefined])[] = [
    [ja ? 'シート' : 'worksheet', place.worksheet],
    [ja ? 'セル' : 'cell', place.cell],
    [ja ? '行' : 'row', place.row],
    [ja ? 'データセット' : 'dataset', place.dataset],
    [ja ? 'ID' : 'record', place.record],
    [ja ? '項目' : 'field', place.field],
    [ja ? 'キー' : 'key', place.key],
  ]
  return names
    .flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${name} ${value}`]))
    .join(ja ? '、' : ', ')
}

/** A message never breaks out of its line, nor does it drive the terminal or turn its text around. */
export function oneLine(text: string): string {
  return text
    .replace(/\r?\n/g, ' ⏎ ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd')
}
