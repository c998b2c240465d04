/** Versions as an Atom feed (RFC 4287), in Japanese. */
import { commonWhy, countsWords, whyWords } from './words.ts'

export interface FeedEntry {
  readonly id: string
  /** YYYY-MM-DD */
  readonly date: string
  readonly title: string
  readonly summary: string
  readonly author: string
  /** the dataset */
  readonly about: string
}

export interface Feed {
  readonly id: string
  /** the feed's own address */
  readonly self: string
  /** what it is about */
  readonly about: string
  readonly title: string
  readonly author: string
  /** newest first */
  readonly entries: readonly FeedEntry[]
}

interface Told {
  readonly version: string
  readonly date: string
  readonly records: number
  readonly added?: number | undefined
  readonly removed?: number | undefined
  readonly changed?: number | undefined
  readonly why: readonly string[]
}

interface About {
  readonly id: string
  readonly iri: string
  readonly title: string
  readonly publisher: string
}

export function entriesOf(dataset: About, versions: readonly Told[]): readonly FeedEntry[] {
  return versions.map((told) => ({
    id: `${dataset.iri}#version-${told.version}`,
    date: told.date,
    title: `${dataset.title} 版${told.version}（${countsWords(told) ?? commonWhy(told.why)}）`,
    summary: `${told.date} 版${told.version}、全${told.records}件。${sentence(countsWords(told))}理由: ${whyWords(told.why)}。`,
    author: dataset.publisher,
    about: dataset.iri,
  }))
}

function sentence(text: string | undefined): string {
  return text === undefined ? '' : `${text}。`
}

/** `updated` of the feed is that of its newest entry: no clock (RFC 4287, 4.2.15 leaves it to the publisher). */
export function feedText(feed: Feed): string {
  const updated = feed.entries.reduce((last, { date }) => (date > last ? date : last), '')
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja">\n',
    element('  ', 'id', feed.id),
    element('  ', 'title', feed.title),
    element('  ', 'updated', momentOf(updated)),
    `  <author>\n${element('    ', 'name', feed.author)}  </author>\n`,
    `  <link rel="self" type="application/atom+xml" href="${escaped(feed.self)}"/>\n`,
    `  <link rel="alternate" href="${escaped(feed.about)}"/>\n`,
    ...feed.entries.map(entryText),
    '</feed>\n',
  ].join('')
}

function entryText({ id, date, title, summary, author, about }: FeedEntry): string {
  return [
    '  <entry>\n',
    element('    ', 'id', id),
    element('    ', 'title', title),
    element('    ', 'updated', momentOf(date)),
    `    <author>\n${element('      ', 'name', author)}    </author>\n`,
    `    <link rel="alternate" href="${escaped(about)}"/>\n`,
    `    <link rel="related" type="application/json" href="${escaped(`${about}changes.json`)}"/>\n`,
    element('    ', 'summary', summary),
    '  </entry>\n',
  ].join('')
}

/** A day in Japan: its first moment. */
function momentOf(date: string): string {
  return `${date}T00:00:00+09:00`
}

function element(indent: string, name: string, text: string): string {
  return `${indent}<${name}>${escaped(text)}</${name}>\n`
}

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Half a surrogate pair, and what XML 1.0 (2.2) has no character for, would break the whole feed. */
function escaped(text: string): string {
  let out = ''
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    const isNone = (code < 0x20 && code !== 0x09 && code !== 0x0a) || code === 0xfffe || code === 0xffff
    if (isNone || (code >= 0xd800 && code <= 0xdfff)) out += '\ufffd'
    else out += MARKS[char] ?? char
  }
  return out
}
