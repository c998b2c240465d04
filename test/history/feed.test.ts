import { expect, test } from 'vitest'
import {
  changesFiles,
  entriesIn,
  type FeedEntry,
  feedText,
  type HistoryEntry,
  newestOf,
  publishedPieces,
} from '../../pipeline/history/index.ts'
import type { Publisher } from '../../pipeline/lib/model.ts'
import { faultsOfFeed } from '../helpers/atom.ts'

const publisher: Publisher = {
  id: 'x',
  code: '129992',
  name: { ja: '見本市 & <課>', en: 'Mihon' },
  licence: 'CC-BY-4.0',
  baseIri: 'https://data.example.jp/',
  baseIriDeclared: true,
}
const info = { id: '129992_aed', slug: 'aed', title: { ja: 'AED\u0007一覧\ud800', en: 'AED' }, publisher }
const entry = (at: number): HistoryEntry => ({
  dataset: 'aed',
  version: `1.${at}.0`,
  date: `2024-${String(1 + Math.floor(at / 20)).padStart(2, '0')}-${String(1 + (at % 20)).padStart(2, '0')}`,
  records: at,
  ...(at === 0 ? {} : { added: at, removed: 0, changed: 2 }),
  why: [at === 0 ? 'first' : 'snapshot'],
  hash: 'a'.repeat(64),
  columns: 'x',
  inputs: { snapshot: 'secret' },
})
const history = Array.from({ length: 60 }, (_, at) => entry(at))
const textOf = (name: string, entries = history): string =>
  changesFiles(info, entries, undefined)
    .filter(({ path }) => path.endsWith(name))
    .flatMap(({ chunks }) => (Symbol.iterator in chunks ? [...chunks] : []))
    .map(String)
    .join('')

test('a feed of the newest versions: RFC 4287, in Japanese, with what changed and why', () => {
  const feed = textOf('changes.atom')
  expect(faultsOfFeed(feed)).toEqual([])
  expect(feed.match(/<entry>/g)).toHaveLength(50)
  expect(feed).toContain('<title>AED\ufffd一覧\ufffdの変更履歴</title>')
  expect(feed).toContain('<name>見本市 &amp; &lt;課&gt;</name>')
  expect(feed).toContain('<id>https://data.example.jp/datasets/129992_aed/#version-1.59.0</id>')
  expect(feed).toContain('版1.59.0（追加59件、削除0件、変更2件）')
  expect(feed).toContain('理由: 元の資料が新しくなったため。')
  expect(feed.indexOf('<updated>2024-03-20T00:00:00+09:00</updated>')).toBeLessThan(feed.indexOf('<entry>'))
})

test('the first version has no counts; without a version there are no files', () => {
  expect(textOf('changes.atom', [entry(0)])).toContain('版1.0.0（初めての公開）')
  expect(changesFiles(info, [], undefined)).toEqual([])
  expect(changesFiles({ ...info, slug: 'parks' }, history, undefined)).toEqual([])
})

test('changes.json: every version, newest first, without what it was made of', () => {
  const value = JSON.parse(textOf('changes.json'))
  expect(value.versions).toHaveLength(60)
  expect(value.versions[0]).toEqual({
    version: '1.59.0',
    date: '2024-03-20',
    records: 59,
    added: 59,
    removed: 0,
    changed: 2,
    why: ['snapshot'],
    hash: 'a'.repeat(64),
  })
  expect(JSON.stringify(value)).not.toContain('secret')
  expect([value.latest, value.changes]).toEqual([null, null])
})

test("the feed of all datasets reads off changes.json what the dataset's own feed says", () => {
  const text = textOf('changes.json')
  const entries = entriesIn([new TextEncoder().encode(text)])
  const feed = {
    id: 'https://x.jp/#changes',
    self: 'https://x.jp/a',
    about: 'https://x.jp/',
    author: '見本市',
  }
  const all = feedText({ ...feed, title: '全体', entries })
  expect(faultsOfFeed(all)).toEqual([])
  const own = textOf('changes.atom')
  const [first = ''] = own.match(/ {2}<entry>.*?<\/entry>/s) ?? []
  expect(first).not.toBe('')
  expect(all).toContain(first)
  expect(entriesIn([new TextEncoder().encode('[]')])).toEqual([])
})

test('a feed that breaks a rule which the grammar misses is told', () => {
  const feed = textOf('changes.atom', history.slice(0, 2))
  expect(faultsOfFeed(feed.replaceAll(/ *<author>.*?<\/author>\n/gs, ''))).toContain('author')
  expect(faultsOfFeed(feed.replace('#version-1.1.0', '#version-1.0.0'))).toContain('id')
  expect(faultsOfFeed(feed.replaceAll('T00:00:00+09:00', ''))).toContain('updated')
})

test('the newest of all, in a stable order, however they come', () => {
  const of = (about: string, date: string, n: number): FeedEntry => ({
    id: `${about}${n}`,
    date,
    title: '',
    summary: '',
    author: '',
    about,
  })
  const a = [of('a', '2024-03-01', 2), of('a', '2024-03-01', 1)]
  const b = [of('b', '2024-03-02', 1), of('b', '2024-03-01', 0), of('b', '2023-01-01', 0)]
  const ids = (all: readonly (readonly FeedEntry[])[], many: number) =>
    newestOf(all, many).map(({ id }) => id)
  expect(ids([a, b], 9)).toEqual(['b1', 'a2', 'a1', 'b0', 'b0'])
  expect(ids([b, a], 3)).toEqual(['b1', 'a2', 'a1'])
  expect(ids([[...b], ...Array.from({ length: 50 }, () => a)], 1)).toEqual(['b1'])
})

test('what the schema is held against comes in pieces, all changes in one of them', () => {
  const changes = Array.from({ length: 5 }, (_, n) => `    {"kind":"added","key":"${n}","record":{}}`)
  const text = `{\n  "dataset": "x",\n  "latest": {},\n  "changes": [\n${changes.join(',\n')}\n  ]\n}\n`
  const pieces = [...publishedPieces(() => [new TextEncoder().encode(text)], 2)]
  expect(pieces.map((piece) => JSON.stringify(piece).match(/"kind"/g)?.length ?? 0)).toEqual([2, 2, 1])
  const none = text.replace(/\[.*\]/s, 'null')
  expect([...publishedPieces(() => [new TextEncoder().encode(none)])]).toEqual([
    { dataset: 'x', latest: {}, changes: null },
  ])
})
