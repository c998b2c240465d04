/** The score sheet of the machine-readability rules, as a clerk reads it on a terminal. */
import type { RuleScore } from '../lib/inspection.ts'
import { clip, type Place } from '../problem.ts'
import { paint, type Style } from './paint.ts'
import { oneLine } from './text.ts'

const WORDS = {
  ja: {
    title: '機械可読性に関するルール（30 項目）',
    verdict: { pass: '適合', fail: '不適合', unknown: '判定できない' },
    reason: '理由',
    mend: '直し方',
    places: '場所',
    more: (many: number) => `ほか ${many} か所`,
    row: (row: number) => `${row} 行目`,
  },
  en: {
    title: 'Rules of machine readability (30)',
    verdict: { pass: 'pass', fail: 'fail', unknown: 'not decidable' },
    reason: 'reason',
    mend: 'mend',
    places: 'places',
    more: (many: number) => `and ${many} more`,
    row: (row: number) => `row ${row}`,
  },
} as const

const COLORS = { pass: 'green', fail: 'red', unknown: 'yellow' } as const
const VERDICTS = ['pass', 'fail', 'unknown'] as const
const LONGEST = 200

/** Each rule with its verdict and reason, what fails with places and mend; the counts at the end. */
export function scoresText(scores: readonly RuleScore[], style: Style): string {
  const { lang } = style
  const words = WORDS[lang]
  const lines = [paint(words.title, 'bold', style)]
  for (const { id, title, verdict, reason, mend, places, count } of scores) {
    const name = paint(words.verdict[verdict], COLORS[verdict], style)
    lines.push(`${id} ${name}  ${title[lang]}`)
    lines.push(item(words.reason, reason[lang], style))
    if (places.length > 0) {
      const rest = count - places.length
      const shown = places.map((place) => placeText(place, words.row)).filter((text) => text !== '')
      const text = `${shown.join(lang === 'ja' ? '、' : ', ')}${rest > 0 ? ` ${words.more(rest)}` : ''}`
      if (shown.length > 0) lines.push(item(words.places, text, style))
    }
    if (mend !== undefined) lines.push(item(words.mend, mend[lang], style))
  }
  const counts = VERDICTS.map(
    (verdict) => `${words.verdict[verdict]} ${scores.filter((one) => one.verdict === verdict).length}`,
  )
  lines.push(counts.join(lang === 'ja' ? '、' : ', '))
  return `${lines.join('\n')}\n`
}

function item(name: string, text: string, style: Style): string {
  return `    ${paint(`${name}:`, 'dim', style)} ${clip(oneLine(text), LONGEST)}`
}

/** `Sheet1!B12（名称）` */
function placeText({ worksheet, row, cell, header }: Place, rowText: (row: number) => string): string {
  const at = cell ?? (row === undefined ? '' : rowText(row))
  const sheet = worksheet === undefined ? '' : `${worksheet}${at === '' ? '' : '!'}`
  return `${sheet}${at}${header === undefined ? '' : `（${header}）`}`
}
