/** What the file was read as: columns, rows, what is not data, the score of the rules. */
import type { RuleScore } from '../../lib/inspection.ts'
import { type FileFound, rangeText, type TableFound, withoutByReason } from '../tables.ts'
import { escapeHtml, sentence } from './escape.ts'
import type { PageStyle } from './finding.ts'
import { WORDS } from './words.ts'

/** spans of rows that are not data, of a table; places of a rule */
const SPANS = 20
const PLACES = 10

export function tableName({ tables }: FileFound, at: number, { lang }: PageStyle): string {
  const words = WORDS[lang]
  const worksheet = tables[at]?.worksheet ?? null
  if (tables.length < 2) return worksheet === null ? words.table : `${words.worksheet}「${worksheet}」`
  const name = `${words.table} ${at + 1}`
  return worksheet === null ? name : `${name}${words.colon}${words.worksheet}「${worksheet}」`
}

export function columnsHtml(found: FileFound, style: PageStyle): string {
  const words = WORDS[style.lang]
  const same = (table: TableFound): string => JSON.stringify([table.sheet?.id, table.columns])
  return found.tables
    .map((table, at) => {
      const caption = `<caption>${sentence(tableName(found, at, style))}</caption>`
      const first = found.tables.findIndex((one) => same(one) === same(table))
      if (first < at)
        return `<p>${sentence(`${tableName(found, at, style)}${words.colon}${words.sameAs(first + 1)}`)}</p>`
      if (table.columns.length === 0) return ''
      const head = `<thead><tr><th scope="col">${words.header}</th><th scope="col">${words.target}</th></tr></thead>`
      const rows = table.columns.map(({ header, target, own }) => {
        const to = target ?? own
        const field = to === undefined ? `<span class="soft">${words.unused}</span>` : sentence(to)
        return `<tr><th scope="row">${header === '' ? words.blank : sentence(header)}</th><td>${field}</td></tr>`
      })
      return `<table class="columns">${caption}${head}<tbody>\n${rows.join('\n')}\n</tbody></table>`
    })
    .filter((text) => text !== '')
    .join('\n')
}

export function accountHtml(found: FileFound, style: PageStyle): string {
  const words = WORDS[style.lang]
  const kinds = Object.entries(words.kindsOfRow).filter(([kind]) =>
    found.tables.some(({ counts }) => (counts[kind] ?? 0) > 0),
  )
  const heads = [words.total, words.out, words.held, ...kinds.map(([, name]) => name)]
  const head = [
    `<th scope="col">${words.table}</th>`,
    ...heads.map((name) => `<th scope="col" class="number">${name}</th>`),
  ]
  const rows = found.tables.map((table, at) => {
    const { counts } = table
    const all = [counts.total, counts.out, counts.held, ...kinds.map(([kind]) => counts[kind])]
    const cells = all.map((count) => `<td class="number">${count ?? 0}</td>`).join('')
    return `<tr><th scope="row">${sentence(tableName(found, at, style))}</th>${cells}</tr>`
  })
  return `<table><thead><tr>${head.join('')}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`
}

/** Blank rows and headings need no reason. */
export function notDataHtml(found: FileFound, style: PageStyle): string {
  const words = WORDS[style.lang]
  const rows = found.tables.flatMap((table, at) => {
    const spans = table.skipped.filter(({ as }) => as !== 'blank' && as !== 'header')
    const shown = spans
      .slice(0, SPANS)
      .map(
        ({ from, to, as, reason }) =>
          `<tr><td>${sentence(found.tables.length > 1 ? `${tableName(found, at, style)} ` : '')}${rangeText(from, to)}</td><td>${words.kindsOfRow[as]}</td><td>${sentence(reason)}</td></tr>`,
      )
    return spans.length > SPANS
      ? [...shown, `<tr><td colspan="3" class="soft">${words.unlisted(spans.length - SPANS)}</td></tr>`]
      : shown
  })
  if (rows.length === 0) return ''
  const head = [words.row, words.taken, words.reason].map((name) => `<th scope="col">${name}</th>`).join('')
  return `<h3>${words.notData}</h3><p>${words.notDataAbout}</p><table><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`
}

export function withoutHtml(found: FileFound, { lang }: PageStyle): string {
  const words = WORDS[lang]
  if (found.without.length === 0) return ''
  const rows = withoutByReason(found).map(
    ({ worksheets, reason }) =>
      `<tr><th scope="row">${sentence(worksheets.join(words.sep))}</th><td>${sentence(reason[lang])}</td></tr>`,
  )
  const head = `<th scope="col">${words.worksheet}</th><th scope="col">${words.reason}</th>`
  return `<h3>${words.without}</h3><table><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`
}

/** What fails comes first and in full; of what passes the name is enough. */
export function rulesHtml(rules: readonly RuleScore[], style: PageStyle): string {
  const words = WORDS[style.lang]
  const of = (verdict: RuleScore['verdict']): readonly RuleScore[] =>
    rules.filter((rule) => rule.verdict === verdict)
  const [fail, unknown, pass] = [of('fail'), of('unknown'), of('pass')]
  const head = [words.rule, words.verdict, words.reason]
    .map((name) => `<th scope="col">${name}</th>`)
    .join('')
  const rows = [...fail, ...unknown].map((rule) => ruleRow(rule, style))
  const passed = pass.map(
    ({ id, title }) => `<li><b>${escapeHtml(id)}</b>${sentence(title[style.lang])}</li>`,
  )
  return [
    `<p>${words.rulesCount(pass.length, fail.length, unknown.length)}</p>`,
    rows.length === 0
      ? ''
      : `<table class="rules"><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`,
    pass.length === 0
      ? ''
      : `<h3>${words.verdicts.pass}</h3>\n<ul class="pass">\n${passed.join('\n')}\n</ul>`,
  ]
    .filter((part) => part !== '')
    .join('\n')
}

function ruleRow({ id, title, verdict, reason, mend, places, count }: RuleScore, style: PageStyle): string {
  const words = WORDS[style.lang]
  const { lang } = style
  const text = [sentence(reason[lang])]
  if (mend !== undefined && verdict === 'fail')
    text.push(`<span class="how">${words.how}${words.colon}${sentence(mend[lang])}</span>`)
  const spots = placesText(places, style)
  const rest = count - Math.min(places.length, PLACES)
  if (spots !== '')
    text.push(
      `<span class="soft">${words.places2}${words.colon}${spots}${rest > 0 ? ` … +${rest}` : ''}</span>`,
    )
  return `<tr><th scope="row"><b>${escapeHtml(id)}</b> ${sentence(title[lang])}</th><td><span class="label ${verdict}">${words.verdicts[verdict]}</span></td><td>${text.join('<br>')}</td></tr>`
}

function placesText(places: RuleScore['places'], style: PageStyle): string {
  const words = WORDS[style.lang]
  const texts = places.slice(0, PLACES).map(({ worksheet, cell, row, header }) => {
    const sheet = style.worksheets && worksheet !== undefined ? `${worksheet} ` : ''
    const name = cell ?? (row === undefined ? (header ?? '') : `${row}${style.lang === 'ja' ? '行' : ''}`)
    return sentence(`${sheet}${name}`)
  })
  return texts.filter((text) => text !== '').join(words.sep)
}
