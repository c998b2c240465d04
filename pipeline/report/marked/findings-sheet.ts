/** The worksheet of findings in the order in which to mend them, with a link to each cell. */
import { addressOfCell } from '../../lib/grid.ts'
import { cellsOf } from '../../lib/width.ts'
import type { Cell, RichCell, Sheet, Style } from '../../lib/xlsx/book.ts'
import { placeIn } from '../../lib/xlsx/sheet.ts'
import { LABELS, type Label, type Problem } from '../../problem.ts'
import { type Finding, stopsAll } from '../findings.ts'
import { hasSpot } from '../groups.ts'
import { type FileFound, isUnread } from '../tables.ts'
import { mendOf } from '../values.ts'
import { FILLS } from './marks.ts'
import { MARK_WORDS } from './words.ts'

export interface FindingsSheetInput {
  readonly found: FileFound
  readonly findings: readonly Finding[]
  readonly lang: 'ja' | 'en'
  /** of this worksheet, without its like in the workbook */
  readonly name: string
  /** the worksheet of this workbook where a worksheet of the file is; undefined: it is not here */
  readonly worksheetOf: (worksheet: string | undefined) => string | undefined
  /** it is not seen there: a link to it shows nothing */
  readonly isHidden?: (worksheet: string, row: number, column: number) => boolean
  /** said at the top */
  readonly notes: readonly string[]
}

/** places listed of one finding; of what was mended only some, of notes the first */
const LISTED = 200
const MENDED = 20
const WIDTHS = [8, 13, 16, 9, 22, 26, 46, 44, 40]
/** characters of a value */
const VALUE = 200

const LINE = 'C9CED6'
const TITLE: Style = { bold: true, size: 14 }
const NOTE: Style = { color: '4A525C' }
const HEAD: Style = { bold: true, fill: 'E7E9ED', border: LINE, wrap: true, vertical: 'center' }
const BODY: Style = { border: LINE, wrap: true, vertical: 'top' }
const TEXT: Style = { ...BODY, format: '@' }
const LINK: Style = { ...BODY, underline: true, color: '0B4F9E' }
const PLAIN: Style = {}
const OF: Readonly<Record<Label, Style>> = {
  error: { ...BODY, fill: FILLS.error, bold: true },
  warning: { ...BODY, fill: FILLS.warning },
  note: { ...BODY, fill: FILLS.note },
  mended: { ...BODY, fill: FILLS.mended },
}

export function findingsSheet(input: FindingsSheetInput): Sheet {
  const { found, findings, lang, name, notes } = input
  const words = MARK_WORDS[lang]
  const sum = (kind: string): number => found.tables.reduce((all, { counts }) => all + (counts[kind] ?? 0), 0)
  const rowsText = findings.some((one) => stopsAll(one))
    ? words.stopped(sum('in'))
    : words.rows(sum('in'), sum('out'), sum('held'))
  const say = (value: string, style: Style = PLAIN): Cell[] => [{ value, style }]
  const top: Cell[][] = [
    say(words.title, TITLE),
    ...(found.tables.length === 0 || isUnread(found) ? [] : [say(rowsText)]),
    ...notes.map((note) => say(note, NOTE)),
    say(findings.length === 0 ? words.clean : words.order),
    ...legend(findings, lang),
    [],
  ]
  const head: Cell[] = words.heads.map((value) => ({ value, style: HEAD }))
  const body = findings.flatMap((finding) => rowsOf(finding, input))
  const listed = [...(findings.length === 0 ? [] : [head, ...body]), ...rulesRows(found, lang)]
  const rows = [...top, ...listed]
  return {
    name,
    rows,
    columns: WIDTHS.map((width) => ({ width })),
    heights: heightsOf(listed, top.length + 1),
    ...(findings.length === 0 ? {} : { frozen: { rows: top.length + 1 } }),
    print: { landscape: true, fitWidth: true },
    tab: findings.some(({ severity }) => severity === 'error') ? 'C00000' : '1F4B7A',
    inline: true,
  }
}

/** in points, of the ordinary font */
const LINE_HEIGHT = 18.75
const TALLEST = 409

/** Of rows with more than one line: not every program finds them by itself. */
function heightsOf(rows: readonly (readonly Cell[])[], first: number): ReadonlyMap<number, number> {
  const heights = new Map<number, number>()
  for (const [i, cells] of rows.entries()) {
    const lines = Math.max(0, ...cells.map((cell, column) => linesOf(cell, WIDTHS[column] ?? 0)))
    if (lines > 1) heights.set(first + i, Math.min(TALLEST, lines * LINE_HEIGHT))
  }
  return heights
}

function linesOf(cell: Cell, width: number): number {
  // what is not wrapped runs on to the right
  if (typeof cell !== 'object' || cell.style?.wrap !== true) return 1
  const room = Math.max(1, width - 2)
  return String(cell.value ?? '')
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(cellsOf(line) / room)), 0)
}

function legend(findings: readonly Finding[], lang: 'ja' | 'en'): Cell[][] {
  const words = MARK_WORDS[lang]
  return LABELS.filter((label) => findings.some((one) => one.label === label)).map((label) => [
    { value: words.short[label], style: OF[label] },
    { value: words.legend[label], style: PLAIN },
  ])
}

function rowsOf(finding: Finding, input: FindingsSheetInput): Cell[][] {
  const words = MARK_WORDS[input.lang]
  const { problems, count, label } = finding
  const listed = problems.slice(0, label === 'note' ? 1 : label === 'mended' ? MENDED : LISTED)
  const rows = listed.map((problem, i) => rowOf(finding, problem, i === 0, input))
  const rest = count - listed.length
  if (rest <= 0) return rows
  const more: Cell[] = [
    finding.number,
    words.short[label],
    '',
    '',
    finding.column?.header ?? '',
    words.more(rest),
    '',
    '',
    '',
  ]
  return [
    ...rows,
    more.map((value, i) => ({ value: textOf(value), style: i === 0 ? BODY : i === 1 ? OF[label] : TEXT })),
  ]
}

function textOf(cell: Cell): string | number {
  return typeof cell === 'object' ? (cell.value ?? '') : (cell ?? '')
}

/** What is the same of every place of a finding is said at the first. */
function rowOf(finding: Finding, problem: Problem, isFirst: boolean, input: FindingsSheetInput): Cell[] {
  const { lang, worksheetOf } = input
  const { number, label, remedy, why } = finding
  const words = MARK_WORDS[lang]
  const { worksheet } = problem.where
  const told = isFirst || problem.actual === undefined ? problem.message[lang] : ''
  // what was mended needs nothing to be done; of notes too the legend says why they are here
  const isTold = isFirst && label !== 'mended'
  const text = (value: string): RichCell => ({ value, style: TEXT })
  return [
    { value: number, style: BODY },
    { value: words.short[label], style: OF[label] },
    text(worksheet ?? (hasSpot(problem.where) ? worksheetOf(undefined) : undefined) ?? ''),
    cellOf(problem, input),
    text(problem.where.header ?? ''),
    text(quoted(problem, lang)),
    text(told),
    text(isTold ? remedy[lang] : ''),
    text(isTold && label !== 'note' ? why[lang] : ''),
  ]
}

function quoted(problem: Problem, lang: 'ja' | 'en'): string {
  const { actual } = problem
  const mend = mendOf(problem)
  if (actual === undefined) return ''
  const { blank } = MARK_WORDS[lang]
  const value = actual === '' ? blank : actual
  const whole = mend !== undefined ? `${value} → ${mend === '' ? blank : mend}` : value
  return whole.length > VALUE ? `${whole.slice(0, VALUE - 1)}…` : whole
}

function cellOf({ where }: Problem, { lang, worksheetOf, isHidden }: FindingsSheetInput): RichCell {
  const { cell, row, worksheet } = where
  const words = MARK_WORDS[lang]
  if (cell === undefined && row === undefined) return { value: words.wholeFile, style: BODY }
  const value = cell ?? words.rowCell(row ?? 0)
  const target = worksheetOf(worksheet)
  if (target === undefined) return { value, style: BODY }
  const address = cell ?? `A${row ?? 1}`
  const at = addressOfCell(address)
  const shown = isHidden?.(target, at.row, at.column) === true ? `${value}${words.hidden}` : value
  return { value: shown, style: LINK, link: placeIn(target, address) }
}

function rulesRows({ rules = [] }: FileFound, lang: 'ja' | 'en'): Cell[][] {
  if (rules.length === 0) return []
  const words = MARK_WORDS[lang]
  const style = { pass: BODY, fail: OF.error, unknown: BODY } as const
  return [
    [],
    [{ value: words.rules, style: TITLE }],
    words.ruleHeads.map((value) => ({ value, style: HEAD })),
    ...rules.map(({ id, title, verdict, reason, mend }) =>
      [
        id,
        words.verdicts[verdict],
        '',
        '',
        '',
        '',
        title[lang],
        verdict === 'fail' ? (mend?.[lang] ?? '') : '',
        reason[lang],
      ].map((value, i) => ({ value, style: i === 1 ? style[verdict] : TEXT })),
    ),
  ]
}
