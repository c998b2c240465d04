/** Where a value comes from: its lines in the source, and the reasoning. */
import type { CellProvenance, Json, Method } from '../lib/model.ts'
import { cellsOf } from '../lib/width.ts'
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
}

export interface Explained {
  readonly field: string
  readonly header: string
  readonly value: Json
  /** undefined: not known where it comes from, as for a value that is not known */
  readonly from?: CellProvenance
  /** each a place where the value stands, its parts in order */
  readonly places: readonly (readonly CitedPart[])[]
}

const METHODS: { readonly [lang in Style['lang']]: { readonly [method in Method]: string } } = {
  ja: {
    'as-written': '書かれているとおり',
    normalized: '表記を整えた',
    corrected: '訂正した',
    inferred: '推定した',
    computed: '計算した',
    declared: '宣言した',
  },
  en: {
    'as-written': 'as written',
    normalized: 'normalized',
    corrected: 'corrected',
    inferred: 'inferred',
    computed: 'computed',
    declared: 'declared',
  },
}

const WORDS = {
  ja: {
    evidence: '根拠',
    formula: '計算',
    fields: 'もとの項目',
    reason: '理由',
    file: '宣言',
    line: '行',
    unknown: '値なし(不明)',
  },
  en: {
    evidence: 'evidence',
    formula: 'formula',
    fields: 'from',
    reason: 'reason',
    file: 'declared in',
    line: 'line',
    unknown: 'no value (unknown)',
  },
} as const

export function explainText(items: readonly Explained[], sourceFile: string, style: Style): string {
  return items.map((item) => explainOne(item, sourceFile, style)).join('\n')
}

function explainOne(item: Explained, sourceFile: string, style: Style): string {
  const words = WORDS[style.lang]
  const { from } = item
  const name = item.header === item.field ? item.field : `${item.header} (${item.field})`
  const method =
    from === undefined ? '' : `  ${paint(`[${METHODS[style.lang][from.method]}]`, 'cyan', style)}`
  const value =
    item.value === null
      ? paint(words.unknown, 'dim', style)
      : typeof item.value === 'string'
        ? item.value
        : JSON.stringify(item.value)
  const lines = [`${paint(name, 'bold', style)}${method}`, `  ${value}`]
  const seen = new Set<number>()
  for (const parts of item.places)
    for (const part of parts) lines.push(...partLines(part, sourceFile, seen, style))
  const facts: (readonly [string, string | undefined])[] = [
    [words.evidence, from?.evidence?.[style.lang]],
    [words.formula, from?.formula],
    [words.fields, from?.fields?.join(', ')],
    [words.reason, from?.reason],
    [
      words.file,
      from?.file === undefined ? undefined : `${from.file}${from.key === undefined ? '' : ` (${from.key})`}`,
    ],
  ]
  for (const [label, fact] of facts)
    if (fact !== undefined) lines.push(`  ${paint(`${label}:`, 'dim', style)} ${fact}`)
  return `${lines.join('\n')}\n`
}

function partLines(part: CitedPart, file: string, seen: Set<number>, style: Style): readonly string[] {
  const first = !seen.has(part.line)
  seen.add(part.line)
  const head = first
    ? [`  ${paint('-->', 'dim', style)} ${file}:${part.line} #${part.part}`]
    : [`  ${paint('-->', 'dim', style)} #${part.part}`]
  if (part.text === undefined) return head
  const start = part.start ?? 0
  const { text, under } = snippet(part.text, start + 1, (part.end ?? part.text.length) - start)
  const number = String(part.line)
  const gap = ' '.repeat(cellsOf(number))
  return [
    ...head,
    `  ${paint(`${number} |`, 'dim', style)} ${text}`,
    `  ${paint(`${gap} |`, 'dim', style)} ${paint(under, 'green', style)}`,
  ]
}
