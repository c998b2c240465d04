/** One finding as a card; a note and what was mended are a row of a table, as there is nothing to do about them. */
import type { Finding } from '../findings.ts'
import { hasSpot } from '../groups.ts'
import { addressOf } from '../text.ts'
import { spotsOf, spotsText, type ValueFound, valuesOf } from '../values.ts'
import { cellValue, escapeHtml, sentence } from './escape.ts'
import { WORDS } from './words.ts'

export interface PageStyle {
  readonly lang: 'ja' | 'en'
  /** the file has several worksheets */
  readonly worksheets: boolean
}

/** different values of one finding that are shown; of the others only the places */
const VALUES = 12
/** of what was mended */
const EXAMPLES = 3

export function findingHtml(finding: Finding, style: PageStyle): string {
  const words = WORDS[style.lang]
  const { number, label, count, code, message, why, remedy, where } = finding
  const head = headOf(finding, style)
  const many = head.isColumn ? `<span class="many">${escapeHtml(words.places(count))}</span>` : ''
  const lines = [
    `<article class="${label}" id="f${number}">`,
    `<h3><span>${number}.</span> <span class="label ${label}">${words.labels[label]}</span> <span class="head">${head.html} ${many}</span></h3>`,
    head.isColumn ? `<p>${sentence(message[style.lang])}</p>` : '',
    '<dl>',
    where.line === undefined || hasSpot(where)
      ? ''
      : `<dt>${words.at}</dt><dd>${sentence(addressOf(where))}</dd>`,
    `<dt>${words.why}</dt><dd>${sentence(why[style.lang])}</dd>`,
    remedy[style.lang] === ''
      ? ''
      : `<dt>${words.how}</dt><dd class="how">${sentence(remedy[style.lang])}</dd>`,
    '</dl>',
    placesHtml(finding, style),
    `<p class="code">${escapeHtml(code)}</p>`,
    '</article>',
  ]
  return lines.filter((line) => line !== '').join('\n')
}

function headOf(
  { column, message, where }: Finding,
  { lang, worksheets }: PageStyle,
): { readonly html: string; readonly isColumn: boolean } {
  if (column !== undefined) {
    const name = WORDS[lang].column(column.letters, column.header.replace(/\s+/g, ' '))
    return { html: `<bdi>${sentence(name)}</bdi>`, isColumn: true }
  }
  const sheet = worksheets && where.worksheet !== undefined && where.row === undefined ? where.worksheet : ''
  const before = sheet === '' ? '' : `${WORDS[lang].worksheet}「${sheet}」 `
  return { html: sentence(before + message[lang]), isColumn: false }
}

function placesHtml(finding: Finding, style: PageStyle): string {
  const words = WORDS[style.lang]
  const { problems, count, column } = finding
  if (!hasSpot(finding.where)) return ''
  const values = valuesOf(problems)
  const letters = column?.letters
  const place = (value: ValueFound): string => escapeHtml(spotsText(value.spots, letters, style))
  // a required cell that is blank has no value to show
  const isValued = values.some(({ value }) => value !== undefined)
  const rows = values
    .slice(0, VALUES)
    .map(
      (value) =>
        `<tr>${isValued ? `<td>${shown(value.value, style)}</td>` : ''}<td>${place(value)}</td></tr>`,
    )
  const others = values.slice(VALUES)
  if (others.length > 0) {
    const rest = others.flatMap(({ spots }) => spots)
    const all = escapeHtml(spotsText(merged(rest), letters, style))
    rows.push(`<tr><td class="soft">${words.otherValues(others.length)}</td><td>${all}</td></tr>`)
  }
  const unlisted = count - problems.length
  const more = unlisted > 0 ? `<p class="soft">${words.unlisted(unlisted)}</p>` : ''
  const head = `${isValued ? `<th scope="col">${words.value}</th>` : ''}<th scope="col">${words.at}</th>`
  return `<table class="values"><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>${more}`
}

function merged(spots: readonly ValueFound['spots'][number][]): ValueFound['spots'] {
  const all = new Map<string, ValueFound['spots'][number]>()
  for (const one of spots) {
    const id = `${one.worksheet ?? ''}\u0000${one.letters}`
    const known = all.get(id)
    const rows = [...(known?.rows ?? []), ...one.rows].sort((a, b) => a - b)
    all.set(id, { ...one, rows })
  }
  return [...all.values()]
}

function shown(value: string | undefined, { lang }: PageStyle): string {
  return value === undefined || value === ''
    ? `<span class="soft">${WORDS[lang].blank}</span>`
    : cellValue(value)
}

export function mendedHtml(findings: readonly Finding[], style: PageStyle): string {
  const { what } = WORDS[style.lang]
  return toldHtml(findings, what, (finding) => examples(finding, style), style)
}

/** What it says, and what one may look at. */
export function notesHtml(findings: readonly Finding[], style: PageStyle): string {
  const { lang } = style
  const content = ({ message, remedy }: Finding): string =>
    remedy[lang] === ''
      ? sentence(message[lang])
      : `${sentence(message[lang])}<br><span class="soft">${sentence(remedy[lang])}</span>`
  return toldHtml(findings, WORDS[lang].content, content, style)
}

function toldHtml(
  findings: readonly Finding[],
  what: string,
  contentOf: (finding: Finding) => string,
  style: PageStyle,
): string {
  const words = WORDS[style.lang]
  const head = [words.columnHead, what, words.at].map((name) => `<th scope="col">${name}</th>`).join('')
  const rows = findings.map((finding) => {
    const { html } = headOf(finding, style)
    return `<tr id="f${finding.number}"><th scope="row">${finding.column === undefined ? '' : html}</th><td>${contentOf(finding)}</td><td>${placeHtml(finding, style)}</td></tr>`
  })
  return `<table class="brief"><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`
}

function placeHtml({ where, count, problems, column }: Finding, style: PageStyle): string {
  const words = WORDS[style.lang]
  if (!hasSpot(where)) return where.line === undefined ? words.whole : sentence(addressOf(where))
  const spots = escapeHtml(spotsText(spotsOf(problems), column?.letters, style))
  const unlisted = count - problems.length
  const more = unlisted > 0 ? `<br><span class="soft">${words.unlisted(unlisted)}</span>` : ''
  return `<span class="soft">${words.places(count)}</span><br>${spots}${more}`
}

/** What was written and what it is now, where both are known; else the sentence. */
function examples({ problems, message }: Finding, style: PageStyle): string {
  const values = valuesOf(problems)
  if (values.some(({ value, mend }) => value === undefined || mend === undefined))
    return sentence(message[style.lang])
  const lines = values
    .slice(0, EXAMPLES)
    .map(({ value, mend }) => `${shown(value, style)}<span class="arrow">→</span>${shown(mend, style)}`)
  if (values.length > EXAMPLES)
    lines.push(`<span class="soft">${WORDS[style.lang].otherValues(values.length - EXAMPLES)}</span>`)
  return lines.join('<br>')
}
