/** Which sign parts the cells, from the first rows: the one that cuts most of them into the same number of cells. */
import type { Delimiter } from '../lib/grid-declaration.ts'
import type { Text } from '../problem.ts'
import { createRowReader } from './rows.ts'

export interface DelimiterGuess {
  readonly delimiter: Delimiter
  /** from 0 to 1 */
  readonly confidence: number
  readonly reason: Text
}

/** In the order in which they are taken where none is better. */
const DELIMITERS: readonly Delimiter[] = [',', '\t', ';', '|']
const NAMES: Readonly<Record<Delimiter, Text>> = {
  ',': { ja: 'カンマ', en: 'commas' },
  '\t': { ja: 'タブ', en: 'tabs' },
  ';': { ja: 'セミコロン', en: 'semicolons' },
  '|': { ja: '縦棒', en: 'bars' },
}
const ROWS = 500
const TEXT = 1 << 18

/** `text` is the head of the file; `whole` where it is all of it, so that its last row counts. */
export function detectDelimiter(text: string, whole = false): DelimiterGuess {
  const head = text.slice(0, TEXT)
  // Excel's own hint
  const hint = /^sep=([,\t;|])\r?\n/i.exec(head)?.[1]
  const hinted = DELIMITERS.find((one) => one === hint)
  if (hinted !== undefined) {
    const { ja, en } = NAMES[hinted]
    return {
      delimiter: hinted,
      confidence: 1,
      reason: { ja: `先頭の sep= の行が${ja}を指しています。`, en: `Its first line, sep=, names ${en}.` },
    }
  }
  const tried = DELIMITERS.map((one) => rate(head, one, whole && head.length === text.length))
  const best = tried.reduce((a, b) => (b.score > a.score ? b : a))
  const second = tried.reduce((most, one) => (one === best ? most : Math.max(most, one.score)), 0)
  if (best.score === 0) {
    return {
      delimiter: ',',
      confidence: 0.5,
      reason: {
        ja: '区切り文字が見当たらず、1列とみなしました。',
        en: 'No delimiter was found: it is taken as one column.',
      },
    }
  }
  const { ja, en } = NAMES[best.delimiter]
  const percent = Math.round(best.share * 100)
  const sure = (1 - second / best.score) * (0.5 + best.share / 2)
  return {
    delimiter: best.delimiter,
    confidence: Math.round(Math.min(0.99, 0.4 + 0.6 * sure) * 100) / 100,
    reason: {
      ja: `${ja}で区切ると、行の${percent}%が${best.cells}列になります。`,
      en: `Cut at ${en}, ${percent} % of the rows have ${best.cells} cells.`,
    },
  }
}

interface Rating {
  readonly delimiter: Delimiter
  readonly score: number
  /** the most usual number of cells, two or more, and how many of the rows have it */
  readonly cells: number
  readonly share: number
}

function rate(text: string, delimiter: Delimiter, whole: boolean): Rating {
  const reader = createRowReader({ delimiter })
  const rows = reader.push(text)
  // what is cut off at the end would be another number of cells, or an open quote
  if (whole || rows.length === 0) rows.push(...reader.end())
  const widths = new Map<number, number>()
  let filled = 0
  let cut = 0
  let all = 0
  for (const row of rows.slice(0, ROWS)) {
    if (row.length === 1 && row[0] === '') continue
    filled += 1
    if (row.length < 2) continue
    cut += 1
    all += row.length
    widths.set(row.length, (widths.get(row.length) ?? 0) + 1)
  }
  let cells = 0
  let usual = 0
  for (const [width, count] of widths) {
    // a preamble has many rows of few cells: each cell counts
    if (count * width > usual * cells || (count * width === usual * cells && width > cells)) {
      cells = width
      usual = count
    }
  }
  if (cut === 0) return { delimiter, score: 0, cells: 1, share: 0 }
  // rows of another width count half: a file may be ragged, or have a preamble
  const share = usual / filled
  const even = share + (cut - usual) / filled / 2
  return { delimiter, score: even * Math.log2(1 + all / cut) * (cells > 1 ? 1 : 0), cells, share }
}
