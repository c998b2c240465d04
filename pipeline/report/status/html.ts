/** A status as one HTML file: no network, no script; read on a telephone, printed on A4. */

import { japanTime } from '../../lib/japan.ts'
import { sentence } from '../html/escape.ts'
import { STYLE } from '../html/style.ts'
import { CONDITIONS, type Condition, type Status, type StatusSource } from './model.ts'
import { factsOf, failureText, nameOf, placeOf, runNotes } from './text.ts'
import { STATUS_WORDS, type StatusWords } from './words.ts'

const OWN = `
.verdict.bad { border-left-color: var(--error) }
.verdict.good { border-left-color: var(--info) }
article.failed { border-left: 6px solid var(--error) }
article.waiting, article.overdue { border-left: 6px double var(--warning) }
.label.failed { color: #fff; background: var(--error); border-color: var(--error) }
.label.waiting, .label.overdue { color: var(--warning) }
.label.well { color: var(--info) }
.do { background: var(--ground); padding: .5rem .75rem; margin: .3rem 0 .8rem }
code { font: .9em/1.6 ui-monospace, "Noto Sans Mono CJK JP", monospace; overflow-wrap: anywhere }
details { margin: .4rem 0 }
summary { cursor: pointer; color: var(--soft) }
dl.facts { font-size: .9rem; margin: .3rem 0 }
@media (max-width: 34rem) {
  main, footer { padding: 0 .8rem }
  dl { grid-template-columns: 1fr; gap: 0 }
  dd { margin-bottom: .3rem }
  .wide thead { display: none }
  .wide tr { display: block; padding: .4rem 0; border-bottom: 1px solid var(--line) }
  .wide td, .wide th { display: block; border: 0; padding: .05rem .2rem; background: none }
  .wide td::before { content: attr(data-name) '\\00a0\\00a0'; color: var(--soft) }
}
@media print { details > * { display: block } .label.failed { -webkit-print-color-adjust: exact; print-color-adjust: exact } article { break-inside: avoid } }
`

export function statusHtml(status: Status, lang: 'ja' | 'en'): string {
  const words = STATUS_WORDS[lang]
  const { at, isWell, isKnown, running, portals } = status
  const notes = [
    ...(isKnown ? [] : [words.isUnknown]),
    ...runNotes(status, lang),
    ...(running === null ? [] : [words.running(running.command, japanTime(running.since))]),
    ...portals.map(
      ({ portal, message, code, isDown }) =>
        `${words.portal(portal, isDown)}${words.colon}${message[lang]} [${code}]`,
    ),
  ]
  const parts = [
    '<!DOCTYPE html>',
    `<html lang="${lang}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    `<title>${words.title}</title>`,
    `<style>${STYLE}${OWN}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${words.title}</h1>`,
    `<p class="file">${sentence(words.at(japanTime(at)))}</p>`,
    `<p class="verdict ${isWell ? 'good' : 'bad'}">${sentence(words.verdict(status))}</p>`,
    `<p>${words.facts.lastRun}${words.colon}${sentence(words.run(status))}</p>`,
    ...notes.map((note) => `<p class="do">${sentence(note)}</p>`),
    ...CONDITIONS.flatMap((condition) => sectionHtml(status, condition, lang)),
    '</main>',
    `<footer>${words.made} ${words.zone}</footer>`,
    '</body>',
    '</html>',
  ]
  return `${parts.join('\n')}\n`
}

function sectionHtml(status: Status, condition: Condition, lang: 'ja' | 'en'): readonly string[] {
  const own = status.sources.filter((one) => one.condition === condition)
  if (own.length === 0) return []
  const words = STATUS_WORDS[lang]
  const isQuiet = condition === 'well' || condition === 'unknown'
  return [
    `<section><h2>${words.conditions[condition]} <span class="many">${own.length}</span></h2>`,
    `<p>${words.about[condition]}</p>`,
    ...(isQuiet ? tableHtml(own, words, lang) : own.map((one) => articleHtml(one, words, lang))),
    '</section>',
  ]
}

function articleHtml(source: StatusSource, words: StatusWords, lang: 'ja' | 'en'): string {
  const { condition, failures, overdue, fetches } = source
  const since = (time: string | null) =>
    time === null ? '' : ` <span class="soft">${words.since(japanTime(time))}</span>`
  const told = new Set<string>()
  const tell = (label: string, command: string | undefined): readonly string[] => {
    if (command === undefined || told.has(command)) return []
    told.add(command)
    return [`<p class="do">${label}${words.colon}<code>${sentence(command)}</code></p>`]
  }
  const waits = () =>
    source.waiting.flatMap((one) => [
      `<p>${words.waiting[one.kind]}${words.end}${since(one.since)}</p>`,
      ...tell(words.look, one.folder),
      ...tell(words.see, one.see),
      ...(one.takes === false ? [`<p class="do">${words.refused}</p>`] : []),
      ...tell(one.see === undefined ? words.todo : words.ifRight, one.command),
    ])
  const fails = () =>
    failures.flatMap((one) => [
      `<p><b>${sentence(words.stages[one.stage] + placeOf(one.portal))}</b>${words.colon}${sentence(failureText(one, lang))}${since(one.since)} <span class="soft">[${sentence(one.code)}]</span></p>`,
      ...tell(words.see, one.command),
    ])
  return [
    `<article class="${condition}">`,
    `<h3><span class="label ${condition}">${words.conditions[condition]}</span><span class="head">${sentence(nameOf(source, lang))}</span></h3>`,
    // as in the text: what failed is why the rest waits; where a newer file waits, that is why it failed
    ...(condition === 'failed' ? [...fails(), ...waits()] : [...waits(), ...fails()]),
    ...(overdue === null
      ? []
      : [
          `<p>${words.overdue}${words.end}${since(overdue)}</p>`,
          `<p class="do">${fetches === true ? words.overdueFetched : words.overdueByHand}</p>`,
        ]),
    `<dl class="facts">${factsOf(source, words)
      .map(([name, value]) => `<dt>${sentence(name)}</dt><dd>${sentence(value)}</dd>`)
      .join('')}</dl>`,
    '</article>',
  ].join('\n')
}

/** What needs nobody: a row each. */
function tableHtml(
  sources: readonly StatusSource[],
  words: StatusWords,
  lang: 'ja' | 'en',
): readonly string[] {
  const { checked, changed, published, datasets, source } = words.facts
  const names = [datasets, checked, changed, published]
  const rows = sources.map((one) => {
    const times = Object.values(one.published).sort()
    const [last] = times.slice(-1)
    const looked = one.checked === null ? lookedText(one, words) : japanTime(one.checked)
    const versions = one.datasets.map(({ id, version }) => `${id} ${version ?? words.noVersion}`)
    const cells = [
      versions.join(words.comma),
      looked,
      one.changed === null ? words.unknown : japanTime(one.changed),
      last === undefined ? words.never : japanTime(last),
    ]
    return `<tr><th scope="row">${sentence(nameOf(one, lang))}</th>${cells.map((cell, i) => `<td data-name="${names[i] ?? ''}">${sentence(cell)}</td>`).join('')}</tr>`
  })
  const head = [source, ...names].map((name) => `<th scope="col">${name}</th>`)
  return [`<table class="wide"><thead><tr>${head.join('')}</tr></thead><tbody>`, ...rows, '</tbody></table>']
}

/** Where there is no time of a look. */
function lookedText({ fetches, source }: StatusSource, words: StatusWords): string {
  if (source.endsWith('/open_data_list')) return words.byItself
  return fetches === false ? words.byHand : words.unknown
}
