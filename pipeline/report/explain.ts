/** Where a value comes from: its lines in the source, and the reasoning. */
import { METHODS } from '../lib/methods.ts'
import type { CellProvenance, Json } from '../lib/model.ts'
import type { Text } from '../problem.ts'
import { paint, type Style } from './paint.ts'
import { snippet } from './snippet.ts'

/** A part of a line of the snapshot. */
export interface CitedPart {
  readonly line: number
  readonly part: string
  /** the line itself; undefined where the snapshot does not hold it */
  readonly text?: string
  readonly start?: number
  readonly end?: number
  /** where the file has pages */
  readonly page?: number
}

/** A cell of the file that a value is read from. */
export interface CitedCell {
  /** null: a CSV */
  readonly worksheet: string | null
  /** `B12` */
  readonly cell: string
  /** undefined where the file does not hold it any more */
  readonly header?: string
  readonly text?: string
  /** where the file has pages */
  readonly page?: number
}

export interface Explained {
  readonly field: string
  readonly header: string
  readonly value: Json
  /** undefined: not known where it comes from, as for a value that is not known */
  readonly from?: CellProvenance
  /** each a place where the value stands, its parts in order */
  readonly places: readonly (readonly CitedPart[])[]
  /** of tables */
  readonly cells?: readonly CitedCell[]
  /** what was done to the cell, in words */
  readonly rules?: readonly Text[]
}

const WORDS = {
  ja: {
    evidence: '根拠',
    formula: '計算',
    fields: 'もとの項目',
    reason: '理由',
    file: '宣言',
    unknown: '値なし(不明)',
    written: '元のセル',
    rule: '規則',
    sheet: 'シート',
  },
  en: {
    evidence: 'evidence',
    formula: 'formula',
    fields: 'from',
    reason: 'reason',
    file: 'declared in',
    unknown: 'no value (unknown)',
    written: 'as written',
    rule: 'rule',
    sheet: 'worksheet',
  },
} as const

export function explainText(items: readonly Explained[], style: Style): string {
  return items.map((item) => explainOne(item, style)).join('\n')
}

function explainOne(item: Explained, style: Style): string {
  const words = WORDS[style.lang]
  const { from } = item
  const name = item.header === item.field ? item.field : `${item.header} (${item.field})`
  const said = methodOf(item)
  const method = said === undefined ? '' : `  ${paint(`[${said[style.lang]}]`, 'cyan', style)}`
  const lines = [paint(name, 'bold', style) + method, `  ${valueText(item.value, style)}`]
  let last = 0
  for (const part of item.places.flat()) {
    lines.push(...partLines(part, part.line !== last, style))
    last = part.line
  }
  for (const cell of item.cells ?? []) lines.push(cellLine(cell, style))
  const facts: (readonly [string, string | undefined])[] = [
    [words.written, from?.written === undefined ? undefined : `「${from.written}」`],
    ...(item.rules ?? []).map((rule): readonly [string, string] => [words.rule, rule[style.lang]]),
    [words.evidence, from?.evidence?.[style.lang]],
    [words.formula, from?.formula],
    [words.fields, from?.fields?.join(', ')],
    [words.reason, from?.reason],
    [
      words.file,
      from?.file === undefined ? undefined : `${from.file}${from.key === undefined ? '' : ` (${from.key})`}`,
    ],
  ]
  for (const [label, fact] of facts) {
    if (fact !== undefined) lines.push(`  ${paint(`${label}:`, 'dim', style)} ${fact}`)
  }
  return `${lines.join('\n')}\n`
}

const PART: Text = {
  ja: 'セルに書かれていることの一部を取り出したもの',
  en: 'a part of what the cell says',
}

/** What a cell gives to several fields is a part of it as written; of what it does not say nothing was put in order. */
function methodOf({ from, value, cells = [], rules = [] }: Explained): Text | undefined {
  if (from === undefined) return undefined
  if (from.method === 'normalized' && from.written === undefined && rules.length === 0) {
    if (value === null && cells.length > 0) return undefined
    const isPart = cells.some(
      ({ text = '' }) =>
        typeof value === 'string' && value.length < text.trim().length && text.includes(value),
    )
    if (isPart) return PART
  }
  return METHODS[from.method]
}

function onPage(page: number | undefined): string {
  return page === undefined ? '' : ` (p.${page})`
}

function cellLine({ worksheet, cell, header, text, page }: CitedCell, style: Style): string {
  const sheet = worksheet === null ? '' : `${WORDS[style.lang].sheet} ${worksheet} `
  const named = header === undefined || header === '' ? '' : ` ${header}`
  const shown = text === undefined ? '' : ` ${paint('|', 'dim', style)} ${text.replaceAll('\n', '⏎')}`
  return `  ${sheet}${paint(cell, 'green', style)}${paint(onPage(page) + named, 'dim', style)}${shown}`
}

function valueText(value: Json, style: Style): string {
  if (value === null) return paint(WORDS[style.lang].unknown, 'dim', style)
  return typeof value === 'string' ? value.replaceAll('\n', '\n  ') : JSON.stringify(value)
}

/** The line, once for all of its parts, and under it the part with its name. */
function partLines(part: CitedPart, whole: boolean, style: Style): readonly string[] {
  const number = String(part.line).padStart(5)
  const head = (text: string) => `  ${paint(`${number} |`, 'dim', style)} ${text}`
  if (part.text === undefined) return [head(part.part)]
  const start = part.start ?? 0
  const { text, under } = snippet(part.text, start + 1, (part.end ?? part.text.length) - start)
  const mark = `  ${paint(`${' '.repeat(number.length)} |`, 'dim', style)} ${paint(under, 'green', style)} ${paint(part.part + onPage(part.page), 'dim', style)}`
  return whole || text.startsWith('…') ? [head(text), mark] : [mark]
}
