/** The report as one HTML file: no network, no script; the same findings give the same bytes. */
import { type Finding, findingsOf, STEPS, stepCounts, stopsAll } from '../findings.ts'
import { type FileFound, isUnread } from '../tables.ts'
import { sentence } from './escape.ts'
import { findingHtml, mendedHtml, notesHtml, type PageStyle } from './finding.ts'
import { STYLE } from './style.ts'
import { accountHtml, columnsHtml, notDataHtml, rulesHtml, withoutHtml } from './tables.ts'
import { STEP_WORDS, WORDS, type Words } from './words.ts'

export interface HtmlOptions {
  readonly lang: 'ja' | 'en'
  /** title of a sheet of the standard, in that language */
  readonly titleOf: (sheet: string) => string
}

/** `found`: values that are private are masked in it already. */
export function htmlReport(found: FileFound, { lang, titleOf }: HtmlOptions): string {
  const words = WORDS[lang]
  const style: PageStyle = {
    lang,
    worksheets: new Set(found.tables.map(({ worksheet }) => worksheet)).size > 1,
  }
  const findings = findingsOf(found)
  const title = `${words.title}${words.colon}${nameOf(found.file)}`
  const parts = [
    '<!DOCTYPE html>',
    `<html lang="${lang}">`,
    '<head>',
    '<meta charset="utf-8">',
    // nothing is loaded and nothing runs, whatever the file holds
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    `<title>${sentence(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${words.title}</h1>`,
    `<p class="file"><bdi>${sentence(nameOf(found.file))}</bdi></p>`,
    `<p class="verdict">${verdict(findings, words)}</p>`,
    factsHtml(found, findings, words, titleOf),
    ...orderHtml(findings, style),
    ...STEPS.flatMap((step) => stepHtml(step, findings, style)),
    ...questionsHtml(found, style),
    ...restHtml(found, style),
    `<section><h2>${words.about}</h2>${words.aboutText.map((text) => `<p>${text}</p>`).join('')}</section>`,
    '</main>',
    `<footer>${words.made}</footer>`,
    '</body>',
    '</html>',
  ]
  return `${parts.filter((part) => part !== '').join('\n')}\n`
}

/** Where it lies on the clerk's disk is nobody's business. */
function nameOf(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
}

function verdict(findings: readonly Finding[], words: Words): string {
  const open = findings.filter(({ label }) => label === 'error' || label === 'warning')
  if (open.length > 0)
    return words.todo(
      open.length,
      open.reduce((sum, { count }) => sum + count, 0),
    )
  const has = (label: Finding['label']): boolean => findings.some((one) => one.label === label)
  if (has('mended')) return has('note') ? words.onlyTold : words.onlyMended
  return has('note') ? words.onlyNotes : words.clean
}

function factsHtml(
  found: FileFound,
  findings: readonly Finding[],
  words: Words,
  titleOf: (sheet: string) => string,
): string {
  const { tables, format } = found
  const sum = (kind: string): number => tables.reduce((all, { counts }) => all + (counts[kind] ?? 0), 0)
  const names = new Set(
    tables
      .filter(({ sheet, columns }) => sheet !== null || columns.length > 0)
      .map(({ sheet, isOwn }) => (sheet !== null ? titleOf(sheet.id) : isOwn ? words.own : words.given)),
  )
  const kind = names.size === 0 ? words.noTable : [...names].join(words.sep)
  if (isUnread(found)) return ''
  const stops = findings.some((one) => stopsAll(one))
  const facts: (readonly [string, string])[] = [
    [words.sheet, tables.length > 1 ? `${kind}${words.sep}${words.tables(tables.length)}` : kind],
    [words.rows, stops ? words.rowsStopped(sum('in')) : words.rowsText(sum('in'), sum('out'), sum('held'))],
  ]
  if (format !== null) {
    const { format: name, encoding } = format
    facts.push([words.format, [name.toUpperCase(), encoding].filter((one) => one !== undefined).join(' / ')])
  }
  const rows = facts.map(
    ([name, value]) => `<tr><th scope="row">${name}</th><td>${sentence(value)}</td></tr>`,
  )
  return tables.length === 0 && format === null
    ? ''
    : `<table class="facts"><tbody>\n${rows.join('\n')}\n</tbody></table>`
}

function orderHtml(findings: readonly Finding[], { lang }: PageStyle): readonly string[] {
  if (findings.length === 0) return []
  const words = WORDS[lang]
  const items = stepCounts(findings).map(({ step, kinds, places }) => {
    const { title } = STEP_WORDS[lang][step]
    const name = kinds === 0 ? title : `<a href="#${step}">${title}</a>`
    return `<li${kinds === 0 ? ' class="none"' : ''}><span>${name}</span><span>${words.kinds(kinds, places)}</span></li>`
  })
  return [
    `<nav aria-labelledby="order"><h2 id="order">${words.order}</h2><ol class="steps">`,
    ...items,
    '</ol></nav>',
  ]
}

function stepHtml(step: Finding['step'], findings: readonly Finding[], style: PageStyle): readonly string[] {
  const own = findings.filter((one) => one.step === step)
  if (own.length === 0) return []
  const { title, about } = STEP_WORDS[style.lang][step]
  const content =
    step === 'mended'
      ? [mendedHtml(own, style)]
      : step === 'note'
        ? [notesHtml(own, style)]
        : own.map((one) => findingHtml(one, style))
  return [
    `<section aria-labelledby="${step}"><h2 id="${step}">${title}</h2>`,
    `<p>${about}</p>`,
    ...content,
    '</section>',
  ]
}

function questionsHtml({ tables }: FileFound, { lang }: PageStyle): readonly string[] {
  const words = WORDS[lang]
  const all = [...new Set(tables.flatMap(({ questions }) => questions.map((question) => question[lang])))]
  if (all.length === 0) return []
  const items = all.map((text) => `<li>${sentence(text)}</li>`).join('\n')
  return [`<section><h2>${words.questions}</h2><p>${words.questionsAbout}</p><ol>\n${items}\n</ol></section>`]
}

function restHtml(found: FileFound, style: PageStyle): readonly string[] {
  const words = WORDS[style.lang]
  const section = (title: string, about: string, ...parts: readonly string[]): readonly string[] => {
    const content = parts.filter((part) => part !== '')
    return content.length === 0 ? [] : [`<section><h2>${title}</h2><p>${about}</p>`, ...content, '</section>']
  }
  const { rules = [] } = found
  return [
    ...section(words.columns, words.columnsAbout, columnsHtml(found, style)),
    ...(found.tables.length === 0 || isUnread(found)
      ? []
      : section(
          words.account,
          words.accountAbout,
          accountHtml(found, style),
          notDataHtml(found, style),
          withoutHtml(found, style),
        )),
    ...(rules.length === 0 ? [] : section(words.rules, words.rulesAbout, rulesHtml(rules, style))),
  ]
}
