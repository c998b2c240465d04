/** A comparison as one HTML page, to be read and printed by who decides: no network, no script. */
import { escapeHtml, sentence } from '../html/escape.ts'
import { STYLE } from '../html/style.ts'
import { firstChanges } from './first.ts'
import type { DatasetDiff, DiffFound, ShownChange } from './model.ts'
import { glanceOf, type Half, halvesOf } from './value.ts'
import { columnText, DIFF_WORDS, type DiffWords, likelyText, SIGNS, versionText } from './words.ts'

export interface DiffHtmlOptions {
  readonly lang: 'ja' | 'en'
  /** records of each kind that are shown */
  readonly most: number
}

/** The columns and captions say which is which, what came is underlined: the colour only says it again. A line through Japanese text makes other characters of it. */
const OWN_STYLE = `
.sign { display: inline-block; min-width: 3.6em; font-weight: 700 }
.added .sign, ins { color: #0b4f2a }
.removed .sign, del { color: #8c1d18 }
.changed .sign { color: #6b4500 }
ins { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em; background: #e9f5ec }
del { text-decoration: none; background: #fbeceb }
ins, del { padding: 0 .15em; white-space: pre-wrap }
.caveat { border-left: 6px double var(--warning); padding: .3rem .8rem; margin: .8rem 0 }
h2 .version { font-weight: 400; color: var(--soft); margin-left: .5rem; white-space: nowrap }
.id { color: var(--soft); font-size: .85rem; margin: 0 }
.records th[scope=row] { width: 20%; font-weight: 400 }
.records td.kind { width: 6rem }
.records td.name { width: 24% }
@media print { ins, del { -webkit-print-color-adjust: exact; print-color-adjust: exact } }
`

export async function* diffHtml(found: DiffFound, options: DiffHtmlOptions): AsyncGenerator<string> {
  const words = DIFF_WORDS[options.lang]
  const others = found.datasets.filter(({ state }) => state !== 'same')
  const between = sentence(words.between(...namesOf(found)))
  yield [
    '<!DOCTYPE html>',
    `<html lang="${options.lang}">`,
    '<head>',
    '<meta charset="utf-8">',
    // nothing is loaded and nothing runs, whatever the data hold
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    `<title>${words.title}${words.colon}${between}</title>`,
    `<style>${STYLE}${OWN_STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${words.title}</h1>`,
    `<p class="file"><bdi>${between}</bdi></p>`,
    ...(found.caveats ?? []).map((caveat) => `<p class="caveat">${sentence(caveat[options.lang])}</p>`),
    `<p class="verdict">${found.isUnpaired === true ? words.unpaired : verdict(others, words)}</p>`,
    others.length > 1 ? overviewHtml(others, options) : '',
    '',
  ].join('\n')
  for (const [at, dataset] of others.entries()) yield* datasetHtml(dataset, at, options)
  yield `</main>\n<footer>${words.made}</footer>\n</body>\n</html>\n`
}

function verdict(others: readonly DatasetDiff[], words: DiffWords): string {
  const [only] = others
  if (only === undefined) return words.same
  if (others.length > 1) return words.some(others.length)
  return only.state === 'changed'
    ? words.counts(only.counts)
    : words.lone(only.state, only.counts.added + only.counts.removed)
}

function overviewHtml(others: readonly DatasetDiff[], { lang }: DiffHtmlOptions): string {
  const words = DIFF_WORDS[lang]
  const { added, removed, changed } = words.records
  const heads = [words.dataset, words.version, words.what]
    .map((name) => `<th scope="col">${name}</th>`)
    .concat([added, removed, changed].map((name) => `<th scope="col" class="number">${name}</th>`))
  const rows = others.map((dataset, at) => {
    const { title, state, counts, columns } = dataset
    const what = [words.states[state], ...(columns.length > 0 ? [`${words.columns} ${columns.length}`] : [])]
    const numbers = [counts.added, counts.removed, counts.changed]
      .map((count) => `<td class="number">${count}</td>`)
      .join('')
    return `<tr><th scope="row"><a href="#d${at + 1}">${sentence(title[lang])}</a></th><td>${sentence(versionText(dataset))}</td><td>${what.join(words.sep)}</td>${numbers}</tr>`
  })
  return `<table><caption>${words.overview}</caption><thead><tr>${heads.join('')}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`
}

async function* datasetHtml(
  dataset: DatasetDiff,
  at: number,
  options: DiffHtmlOptions,
): AsyncGenerator<string> {
  const words = DIFF_WORDS[options.lang]
  const { id, title, state, counts, columns, primaryKey, headers, uncompared } = dataset
  const left =
    uncompared === undefined ? '' : `<p class="caveat">${sentence(words.uncompared(uncompared))}</p>\n`
  const version = versionText(dataset)
  yield `<section id="d${at + 1}"><h2>${sentence(title[options.lang])}${version === '' ? '' : `<span class="version">${sentence(version)}</span>`}</h2>\n`
  if (title[options.lang] !== id) yield `<p class="id">${sentence(id)}</p>\n`
  if (state !== 'changed') {
    yield `<p>${words.lone(state, counts.added + counts.removed)}</p>\n${left}</section>\n`
    return
  }
  if (columns.length > 0) yield columnsHtml(dataset, words)
  yield `<h3>${words.rows}</h3>\n<p>${words.counts(counts)}</p>\n${left}`
  const total = counts.added + counts.removed + counts.changed
  if (total > 0) {
    const names = primaryKey.map((key) => headers[key] ?? key).join(words.sep)
    yield `<p class="soft">${sentence(primaryKey.length === 0 ? words.unkeyed(likelyText(dataset)) : words.keyedBy(names))}</p>\n`
    const first = await firstChanges(dataset, options.most)
    for (const kind of ['changed', 'removed', 'added'] as const) {
      if (first[kind].length > 0) yield kindHtml(kind, first[kind], dataset, options)
      const rest = counts[kind] - first[kind].length
      if (rest > 0) yield `<p class="soft">${words.rest(rest)}${words.colon}${words.restHtml}</p>\n`
    }
  }
  yield '</section>\n'
}

function columnsHtml({ columns }: DatasetDiff, words: DiffWords): string {
  const rows = columns.map((column) => {
    const kind = column.kind === 'added' || column.kind === 'removed' ? column.kind : 'changed'
    return `<tr class="${kind}"><td class="kind"><span class="sign">${SIGNS[kind]} ${words.columnKinds[column.kind]}</span></td><th scope="row">${sentence(column.header)}</th><td>${kind === 'changed' ? sentence(columnText(column, words)) : ''}</td></tr>`
  })
  return `<h3>${words.columns}</h3>\n<table class="records"><tbody>\n${rows.join('\n')}\n</tbody></table>\n`
}

/** fields of a record that came or went */
const FIELDS = 6

function kindHtml(
  kind: ShownChange['kind'],
  changes: readonly ShownChange[],
  dataset: DatasetDiff,
  { lang }: DiffHtmlOptions,
): string {
  const words = DIFF_WORDS[lang]
  const caption = `<caption class="${kind}"><span class="sign">${SIGNS[kind]} ${words.records[kind]}</span></caption>`
  const heads = (
    kind === 'changed'
      ? [words.record, words.field, words.before, words.after]
      : [words.record, words.content]
  )
    .map((name) => `<th scope="col">${name}</th>`)
    .join('')
  const rows = changes.map((change) =>
    change.kind === 'changed' ? changedRows(change, dataset, words) : loneRow(change, dataset, words),
  )
  return `<table class="records ${kind}">${caption}<thead><tr>${heads}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>\n`
}

function changedRows(
  { key, fields }: Extract<ShownChange, { kind: 'changed' }>,
  { headers }: DatasetDiff,
  words: DiffWords,
): string {
  const name = `<td class="name"${fields.length > 1 ? ` rowspan="${fields.length}"` : ''}>${key === null ? '—' : `<bdi>${sentence(key)}</bdi>`}</td>`
  return fields
    .map((one, at) => {
      const [was, is] = halvesOf(one, words, QUOTED)
      const cells = `<td>${cellHtml(was, 'del')}</td><td>${cellHtml(is, 'ins')}</td>`
      return `<tr>${at === 0 ? name : ''}<th scope="row">${sentence(headers[one.field] ?? one.field)}</th>${cells}</tr>`
    })
    .join('\n')
}

/** characters of a value */
const QUOTED = 600

function cellHtml({ text, isWord }: Half, tag: 'ins' | 'del'): string {
  if (isWord) return `<span class="soft">${text}</span>`
  const cut = text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text
  return `<${tag}><bdi>${escapeHtml(cut)}</bdi></${tag}>`
}

function loneRow(
  { key, record, kind, withheld }: Exclude<ShownChange, { kind: 'changed' }>,
  { headers, primaryKey }: DatasetDiff,
  words: DiffWords,
): string {
  if (withheld === true) return `<tr><td class="name">—</td><td class="soft">${words.withheld}</td></tr>`
  const tag = kind === 'added' ? 'ins' : 'del'
  const glance = glanceOf(record, headers, primaryKey, FIELDS).map(
    ([header, value]) => `${sentence(header)}${words.colon}<${tag}><bdi>${sentence(value)}</bdi></${tag}>`,
  )
  return `<tr><td class="name"><bdi>${key === null ? '—' : sentence(key)}</bdi></td><td>${glance.join('<br>')}</td></tr>`
}

/** Where a file lies on the clerk's disk is nobody's business; two of one name are told by their folders. */
function namesOf({ before, after }: DiffFound): readonly [string, string] {
  const of = (name: string, parts: number): string =>
    /\.[A-Za-z]{2,7}$/.test(name) ? name.split(/[\\/]/).slice(-parts).join('/') : name
  const parts = of(before, 1) === of(after, 1) ? 2 : 1
  return [of(before, parts), of(after, parts)]
}
