/** Cells of data that look unlike the rest of their column; stripes and designs of whole columns say nothing. */
import type { Text } from '../../problem.ts'
import {
  addTo,
  type ColumnFacts,
  createSpot,
  dataColumns,
  type FileFacts,
  many,
  type SheetFacts,
  type Spot,
} from './facts.ts'
import { LOOK } from './looks.ts'

/** More than this share of a column, and it is a design. */
const FEW = 0.4
const WORDS: Readonly<Record<string, Text>> = {
  fill: { ja: '塗りつぶし', en: 'fill' },
  color: { ja: '文字の色', en: 'colour of text' },
  bold: { ja: '太字', en: 'bold' },
  italic: { ja: '斜体', en: 'italic' },
  strike: { ja: '取り消し線', en: 'strike-through' },
}

export interface StylesFound {
  readonly spots: readonly { readonly sheet: SheetFacts; readonly header: string; readonly spot: Spot }[]
  readonly words: Text
}

/** Undefined: there is no table. */
export function meaningfulStyles(file: FileFacts): StylesFound | undefined {
  const columns = dataColumns(file)
  if (columns.length === 0) return undefined
  const words = new Set<string>()
  const spots = columns.flatMap(({ sheet, column }) => {
    const spot = columnSpot(column, words)
    return spot === undefined ? [] : [{ sheet, header: column.header, spot }]
  })
  const known = Object.entries(WORDS).flatMap(([word, text]) => (words.has(word) ? [text] : []))
  const texts = { ja: known.map(({ ja }) => ja).join('・'), en: known.map(({ en }) => en).join(', ') }
  return { spots, words: texts }
}

function columnSpot(facts: ColumnFacts, words: Set<string>): Spot | undefined {
  const { styles, filled, column } = facts
  let usual = ''
  for (const [style, { count }] of styles) if (count > (styles.get(usual)?.count ?? 0)) usual = style
  const spot = createSpot()
  // a link is blue and underlined where the program knew it for one
  const isLinks = many(facts, LOOK.url) * 2 > filled
  const odd = [...styles].filter(([style]) => style !== usual)
  const oddCount = odd.reduce((sum, [, { count }]) => sum + count, 0)
  const oddRows = odd.flatMap(([, { rows }]) => rows).sort((a, b) => a - b)
  const isDesign = isLinks || oddCount > filled * FEW || isStriped(oddRows)
  const told: { row: number; style: string }[] = []
  for (const [style, { rows, count }] of styles) {
    const isStruck = partsOf(style).includes('strike')
    if (!isStruck && (isDesign || style === usual)) continue
    for (const row of rows) told.push({ row, style })
    spot.count += count - rows.length
    for (const word of partsOf(style)) if (isStruck || !partsOf(usual).includes(word)) words.add(nameOf(word))
    for (const word of isStruck ? [] : partsOf(usual))
      if (!partsOf(style).includes(word)) words.add(nameOf(word))
  }
  for (const { row } of told.sort((a, b) => a.row - b.row)) addTo(spot, row, column)
  return spot.count === 0 ? undefined : spot
}

function partsOf(style: string): readonly string[] {
  return style === '' ? [] : style.split(' ')
}

function nameOf(word: string): string {
  return word.split('=')[0] ?? word
}

/** Every second, every fifth row. Rows one after the other are a patch, no stripes. */
function isStriped(rows: readonly number[]): boolean {
  if (rows.length < 4) return false
  const steps = new Map<number, number>()
  for (let i = 1; i < rows.length; i += 1) {
    const step = (rows[i] ?? 0) - (rows[i - 1] ?? 0)
    steps.set(step, (steps.get(step) ?? 0) + 1)
  }
  const [step, times] = [...steps].reduce((most, one) => (one[1] > most[1] ? one : most))
  return step > 1 && times >= (rows.length - 1) * 0.8
}
