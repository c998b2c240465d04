/** What a run changed, broke and published, as the Markdown of a pull request. */
import type { Problem, Text } from '../problem.ts'
import type { ColumnChange, ShownChange, ShownCounts, Uncompared } from './diff/model.ts'
import { glanceOf, halvesOf } from './diff/value.ts'
import { columnText, DIFF_WORDS, SIGNS, versionText } from './diff/words.ts'
import { escapeMarkdown, fenced } from './markdown.ts'
import { SUMMARY_WORDS, type SummaryWords } from './summary-words.ts'

export interface SummaryDataset {
  readonly id: string
  readonly title: Text
  readonly state: 'added' | 'removed' | 'changed'
  readonly from?: string
  readonly to?: string
  /** absent where the former records are not at hand */
  readonly counts?: ShownCounts
  /** rows of files that have errors */
  readonly uncompared?: Uncompared
  readonly columns: readonly ColumnChange[]
  /** the first of its changes: ten are shown */
  readonly examples: readonly ShownChange[]
  /** field → header */
  readonly headers: Readonly<Record<string, string>>
}

/** A source that keeps its last good files until a person looks. */
export interface SummaryBreak {
  /** `<publisher>/<source>` */
  readonly source: string
  readonly title?: Text
  /** what broke, `actual` next to `expected`; cells must be masked already */
  readonly problems: readonly Problem[]
  /** the edit of source.yaml that is proposed, as a diff or as YAML, and where it lies whole */
  readonly edit?: string
  readonly editFile?: string
}

export interface SummaryPublished {
  readonly portal: string
  readonly done: number
  readonly unchanged: number
  readonly failed: number
}

export interface SummaryInput {
  readonly datasets: readonly SummaryDataset[]
  readonly broken: readonly SummaryBreak[]
  /** sources that were taken over, of which something is told all the same */
  readonly warned?: readonly SummaryBreak[]
  /** absent: nothing was to be published */
  readonly published?: readonly SummaryPublished[]
  /** what has to be known before the rest is read */
  readonly caveats?: readonly Text[]
}

/** changes of a dataset that are shown; columns and problems too */
export const EXAMPLES = 10
const COLUMNS = 20
/** fields of a record that came or went; of a changed one */
const FIELDS = 3
const CHANGED = 6
/** characters of a value */
const QUOTED = 60

/**
 * GitHub takes 65,536 characters for the text of a pull request ("body is too long (maximum is 65536 characters)").
 * Some are left for what a workflow writes around it.
 */
const MOST = 60_000

/** What waits for a person comes first. What there is no room for is counted. */
export function summaryMarkdown(input: SummaryInput, lang: 'ja' | 'en', most: number = MOST): string {
  const words = SUMMARY_WORDS[lang]
  const { datasets, broken, warned = [], published, caveats = [] } = input
  const first = caveats.slice(0, EXAMPLES).map((one) => `\n> ⚠ ${escapeMarkdown(one[lang], 400)}\n`)
  const head = `## ${words.title}\n\n${words.counts(datasets.length, broken.length)}\n${first.join('')}`
  const tail = published === undefined || published.length === 0 ? '' : publishedText(published, words)
  let room = most - head.length - tail.length - NOTE
  let text = head
  const put = (
    title: string,
    parts: readonly ((isShort: boolean) => string)[],
    rest: (count: number) => string,
  ) => {
    if (parts.length === 0) return
    text += `\n### ${title}\n`
    room -= title.length + 6
    for (const [at, part] of parts.entries()) {
      // where the whole does not fit, a line may
      const own = [part(false), part(true)].find((one) => one.length <= room)
      if (own === undefined) {
        text += `\n${rest(parts.length - at)}\n`
        return
      }
      text += own
      room -= own.length
    }
  }
  put(
    words.broken,
    broken.map((one) => (isShort) => brokenText(one, lang, isShort)),
    words.moreBroken,
  )
  put(
    words.warned,
    warned.map((one) => (isShort) => brokenText(one, lang, isShort)),
    words.moreWarned,
  )
  put(
    words.changed,
    datasets.map((one) => (isShort) => datasetText(one, lang, isShort)),
    words.moreDatasets,
  )
  return text + tail
}

/** for the two lines that say how much was left out */
const NOTE = 400

function brokenText(
  { source, title, problems, edit, editFile }: SummaryBreak,
  lang: 'ja' | 'en',
  isShort: boolean,
): string {
  const words = SUMMARY_WORDS[lang]
  const name = title === undefined ? '' : `${escapeMarkdown(title[lang])} `
  const head = `\n#### ⚠ ${name}(${escapeMarkdown(source)})\n\n`
  const lines = problems.slice(0, isShort ? 1 : EXAMPLES).map((problem) => problemLines(problem, lang, words))
  const rest = problems.length - lines.length
  const more = rest > 0 ? `- ${words.more(rest)}\n` : ''
  if (isShort) return head + lines.join('') + more
  const proposal =
    edit === undefined
      ? ''
      : `\n<details><summary>${words.edit}</summary>\n\n${fenced(edit, /^[-+@]/m.test(edit) ? 'diff' : 'yaml')}\n</details>\n`
  const file = editFile === undefined ? '' : `\n${words.editFile(escapeMarkdown(editFile))}\n`
  return head + lines.join('') + more + proposal + file
}

function problemLines(problem: Problem, lang: 'ja' | 'en', words: SummaryWords): string {
  const { message, remedy, actual, expected, code } = problem
  const facts = [
    ...(expected === undefined ? [] : [`${words.was}${escapeMarkdown(expected)}`]),
    ...(actual === undefined ? [] : [`${words.is}${escapeMarkdown(actual)}`]),
  ]
  return [
    `- **${escapeMarkdown(message[lang], 400)}** \`${code}\`\n`,
    ...(facts.length === 0 ? [] : [`  - ${facts.join(words.sep)}\n`]),
    `  - ${words.remedy}${escapeMarkdown(remedy[lang], 400)}\n`,
  ].join('')
}

function datasetText(dataset: SummaryDataset, lang: 'ja' | 'en', isShort: boolean): string {
  const words = SUMMARY_WORDS[lang]
  const diff = DIFF_WORDS[lang]
  const { id, title, state, counts, columns, examples, uncompared } = dataset
  const version = versionText(dataset)
  const facts = [
    ...(state === 'changed' ? [] : [diff.states[state]]),
    ...(version === '' ? [] : [`**${escapeMarkdown(version)}**`]),
    ...(counts === undefined ? [] : [`+${counts.added} −${counts.removed} ~${counts.changed}`]),
  ]
  const name = title[lang] === id ? '' : `${escapeMarkdown(title[lang])} `
  const head = `${name}(${escapeMarkdown(id)})${facts.length === 0 ? '' : ` ${facts.join(' · ')}`}`
  const left = uncompared === undefined ? '' : `⚠ ${escapeMarkdown(diff.uncompared(uncompared), 400)}\n`
  if (isShort) return `\n- ${head}\n${left === '' ? '' : `  ${left}`}`
  const shown = columns.slice(0, COLUMNS).map((column) => {
    const kind = column.kind === 'added' || column.kind === 'removed' ? column.kind : 'changed'
    return `- ${SIGNS[kind]} ${diff.aColumn} **${escapeMarkdown(column.header)}** ${escapeMarkdown(columnText(column, diff))}\n`
  })
  if (columns.length > COLUMNS) shown.push(`- ${words.more(columns.length - COLUMNS)}\n`)
  return `\n#### ${head}\n${left === '' ? '' : `\n${left}`}${shown.length === 0 ? '' : `\n${shown.join('')}`}${examples.length === 0 ? '' : `\n${tableText(dataset, lang)}`}`
}

function tableText({ examples, headers, counts }: SummaryDataset, lang: 'ja' | 'en'): string {
  const words = SUMMARY_WORDS[lang]
  const diff = DIFF_WORDS[lang]
  const quoted = (text: string): string => (text === '' ? diff.blank : escapeMarkdown(text, QUOTED))
  const first = examples.slice(0, EXAMPLES)
  const rows = first.map((change) => {
    const name = change.key === null ? '—' : quoted(change.key)
    const sign = `${SIGNS[change.kind]} ${diff.records[change.kind]}`
    if (change.kind !== 'changed') {
      if (change.withheld === true) return `| ${sign} | — | ${diff.withheld} |\n`
      const glance = glanceOf(change.record, headers, [], FIELDS + 1)
        .filter(([, value]) => value !== change.key)
        .slice(0, FIELDS)
        .map(([header, value]) => `${escapeMarkdown(header)}${diff.colon}${quoted(value)}`)
      return `| ${sign} | ${name} | ${glance.join('<br>')} |\n`
    }
    const fields = change.fields.slice(0, CHANGED).map((one) => {
      const [was, is] = halvesOf(one, diff, QUOTED)
      return `${escapeMarkdown(headers[one.field] ?? one.field)}${diff.colon}${quoted(was.text)} → ${quoted(is.text)}`
    })
    if (change.fields.length > CHANGED) fields.push(words.more(change.fields.length - CHANGED))
    return `| ${sign} | ${name} | ${fields.join('<br>')} |\n`
  })
  const all = counts === undefined ? examples.length : counts.added + counts.removed + counts.changed
  const rest = all - first.length
  const more = rest > 0 ? `\n${words.more(rest)}\n` : ''
  return `| | ${diff.record} | ${diff.what} |\n|---|---|---|\n${rows.join('')}${more}`
}

function publishedText(published: readonly SummaryPublished[], words: SummaryWords): string {
  const rows = published.map(
    ({ portal, done, unchanged, failed }) =>
      `| ${escapeMarkdown(portal)} | ${done} | ${unchanged} | ${failed} |\n`,
  )
  const heads = words.publishedHeads.join(' | ')
  return `\n### ${words.published}\n\n| ${heads} |\n|---|---:|---:|---:|\n${rows.join('')}`
}
