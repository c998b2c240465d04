/**
 * The problems of a file of tables as a clerk reads them: one entry per kind and column, however many cells and
 * worksheets it is met in. Errors first, then warnings, each with its first places; then notes and what was mended, in short.
 */
import { clip, type Label, type Place, type Problem } from '../problem.ts'
import { type Group, groupsOf, hasSpot } from './groups.ts'
import { paint, type Style } from './paint.ts'
import type { FileFound } from './tables.ts'
import { oneLine, placeLines, problemText } from './text.ts'

/** places named of one kind in one column; the others are counted */
const PLACES = 5
/** kinds that are told in short; the others are counted */
const TOLD = { note: 10, mended: 20 }
/** a cell quoted in a list of places */
const QUOTED = 24
/** the example of what was mended */
const EXAMPLE = 90

const WORDS = {
  ja: {
    error: 'エラー',
    warning: '警告',
    note: 'お知らせ（直さなくてよいもの）',
    mended: '自動で直したところ',
    remedy: '対処',
    others: 'ほかの場所',
    example: '例',
    sep: '、',
  },
  en: {
    error: 'error',
    warning: 'warning',
    note: 'notes (nothing to mend)',
    mended: 'mended by machine',
    remedy: 'to do',
    others: 'also at',
    example: 'such as',
    sep: ', ',
  },
} as const

/** Every kind in every column, once. */
export function* fileProblemsText(found: FileFound, style: Style): Generator<string> {
  const groups = groupsOf(found, PLACES + 1)
  const many = new Set([...found.tables, ...found.without].map(({ worksheet }) => worksheet)).size > 1
  const of = (label: Label): readonly Group[] => groups.filter((one) => one.label === label)
  for (const group of [...of('error'), ...of('warning')]) yield groupText(group, many, style)
  yield* toldText('note', of('note'), (group) => noteText(group, many, style), style)
  yield* toldText('mended', of('mended'), (group) => mendedText(group, many, style), style)
}

/** What needs nobody to do anything, under one heading. */
function* toldText(
  label: 'note' | 'mended',
  groups: readonly Group[],
  textOf: (group: Group) => string,
  style: Style,
): Generator<string> {
  if (groups.length === 0) return
  yield `${paint(WORDS[style.lang][label], 'cyan', style)}\n`
  for (const group of groups.slice(0, TOLD[label])) yield `  ${textOf(group)}\n`
  const rest = groups.slice(TOLD[label])
  if (rest.length > 0) yield `  … ${restText(rest, style)}\n`
  yield '\n'
}

function groupText({ code, severity, count, first }: Group, many: boolean, style: Style): string {
  const [problem, ...others] = first
  if (problem === undefined) return ''
  if (!hasSpot(problem.where)) return problemText(problem, style)
  const words = WORDS[style.lang]
  const color = severity === 'error' ? 'red' : 'yellow'
  const name = severity === 'error' ? words.error : words.warning
  const head = [columnText(problem.where, style), countText(count, style)].filter((part) => part !== '')
  const lines = [
    `${paint(name, color, style)} ${paint(head.join('  '), 'bold', style)} ${paint(`[${code}]`, 'dim', style)}`,
    `  ${spotText(problem.where, many, style)}: ${oneLine(problem.message[style.lang])}`,
  ]
  const named = others.slice(0, PLACES)
  const rest = count - 1 - named.length
  if (named.length > 0 || rest > 0) {
    const places = named.map((one) => `${spotText(one.where, many, style)}${quoted(one, problem, style)}`)
    const more = rest > 0 ? [moreText(rest, style)] : []
    lines.push(`  ${paint(`${words.others}:`, 'dim', style)} ${[...places, ...more].join(words.sep)}`)
  }
  const remedy = problem.remedy[style.lang]
  if (remedy !== '') lines.push(`  ${paint(`${words.remedy}:`, 'dim', style)} ${oneLine(remedy)}`)
  return `${lines.join('\n')}\n\n`
}

/** What it says, in full; and what one may look at. */
function noteText({ code, count, first }: Group, many: boolean, style: Style): string {
  const [problem] = first
  if (problem === undefined) return ''
  const { where, message, remedy } = problem
  const spot = spotText(where, many, style)
  const head = hasSpot(where) ? `${columnText(where, style)}  ${countText(count, style)}  `.trimStart() : ''
  const text = `${spot === '' ? '' : `${spot}: `}${oneLine(message[style.lang])}`
  const lines = [`${head}${text} ${paint(`[${code}]`, 'dim', style)}`]
  // a line or a key of an authored file
  if (where.line !== undefined || where.key !== undefined) lines.push(...placeLines(where, style))
  if (remedy[style.lang] !== '') lines.push(`    ${oneLine(remedy[style.lang])}`)
  return lines.join('\n')
}

function mendedText({ code, count, first }: Group, many: boolean, style: Style): string {
  const [problem] = first
  if (problem === undefined) return ''
  const words = WORDS[style.lang]
  const head = [columnText(problem.where, style), countText(count, style)].filter((part) => part !== '')
  const spot = spotText(problem.where, many, style)
  const example = spot === '' ? '' : `${words.example} ${spot}: `
  const text = clip(oneLine(problem.message[style.lang]), EXAMPLE)
  return `${head.join('  ')}  ${example}${text} ${paint(`[${code}]`, 'dim', style)}`
}

function restText(rest: readonly Group[], { lang }: Style): string {
  const cells = rest.reduce((sum, { count }) => sum + count, 0)
  return lang === 'ja'
    ? `ほかに ${rest.length} 種類、${cells} 件あります（--json ですべての種類を見られます）。`
    : `and ${rest.length} more kinds, ${cells} in all (--json has every kind).`
}

/** The cell as written, where it is another than the one that the message tells of. */
function quoted({ actual }: Problem, told: Problem, { lang }: Style): string {
  if (actual === undefined || actual === '' || actual === told.actual) return ''
  const short = clip(oneLine(actual), QUOTED)
  return lang === 'ja' ? `「${short}」` : ` "${short}"`
}

function columnText({ header, cell }: Place, { lang }: Style): string {
  const letters = cell === undefined ? '' : cell.replace(/\d+$/, '')
  if (header === undefined || header === '') {
    if (letters === '') return ''
    return lang === 'ja' ? `${letters}列` : `column ${letters}`
  }
  const name = oneLine(header)
  if (lang === 'ja') return letters === '' ? `列「${name}」` : `${letters}列「${name}」`
  return letters === '' ? `column "${name}"` : `column ${letters} "${name}"`
}

function countText(count: number, { lang }: Style): string {
  if (lang === 'ja') return `${count} 件`
  return count === 1 ? '1 place' : `${count} places`
}

function moreText(rest: number, { lang }: Style): string {
  return lang === 'ja' ? `ほか ${rest} 件` : `${rest} more`
}

/** `シート「4月」C2`, the worksheet where the file has several; a whole row is named by its number. */
function spotText({ worksheet, cell, row }: Place, many: boolean, { lang }: Style): string {
  const ja = lang === 'ja'
  const sheet =
    worksheet === undefined || !many ? '' : ja ? `シート「${worksheet}」` : `worksheet "${worksheet}" `
  if (cell !== undefined) return `${sheet}${cell}`
  if (row !== undefined) return `${sheet}${ja ? `${row}行目` : `row ${row}`}`
  return sheet
}
