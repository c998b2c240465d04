import { expect, test } from 'vitest'
import {
  appendEntries,
  type HistoryEntry,
  lastOf,
  nextEntry,
  readHistory,
  readHistoryFile,
  releaseOf,
} from '../../pipeline/history/index.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'

const inputs = { snapshot: '1234567890123456', corrections: '12345678e0123456', declaration: 'd', code: 'c' }
const hash = (digit: string) => digit.repeat(64)
const now = {
  dataset: 'roads',
  records: 3,
  hash: hash('1'),
  columns: 'k',
  fields: ['id:string:ID', 'time:string:開始: 終了'],
  key: ['id'],
  inputs,
}
const first = nextEntry(undefined, now, '2024-04-01', undefined)
const read = (text: string) => readHistory(parseYaml(text).value, { file: 'history.yaml' })

test('the first version is 1.0.0', () => {
  expect(first).toMatchObject({ version: '1.0.0', why: ['first'] })
})

test.each([
  [{ ...inputs, snapshot: 'x' }, ['snapshot']],
  [{ ...inputs, corrections: undefined }, ['correction']],
  [{ ...inputs, declaration: 'x', code: 'y' }, ['declaration', 'code']],
  [inputs, ['code']],
])('why: what differs in what it was made of', (other, why) => {
  expect(nextEntry(first, { ...now, inputs: other }, '2024-05-01', undefined).why).toEqual(why)
})

test('what is appended is read back, and what was there stays to the byte', () => {
  let text = ''
  const entries: HistoryEntry[] = []
  for (let version = 0; version < 4; version += 1) {
    const dataset = version % 2 === 0 ? 'roads' : 'parks'
    const last = lastOf(entries, dataset)
    const changes = last === undefined ? undefined : { added: 1, removed: 2, changed: 3 }
    const entry = nextEntry(
      last,
      { ...now, dataset, hash: hash(String(version)) },
      `2024-0${version + 1}-01`,
      changes,
    )
    const next = appendEntries(text, [entry])
    expect(next.startsWith(text)).toBe(true)
    entries.push(entry)
    text = `${next}# a remark of ours\n`
  }
  expect(read(text)).toEqual({ history: entries, problems: [] })
})

test.each([
  ['[]\n'],
  ['# only a remark\n'],
  ['# no break at the end'],
  ['- dataset: "x"\n  version: 1'],
  ['  - a: 1\n'],
])('a file as someone left it (%j) can be appended to, or what comes of it is no history', (text) => {
  const { history, problems } = read(appendEntries(text, [first]))
  expect(problems.length > 0 || JSON.stringify(history) === JSON.stringify([first])).toBe(true)
})

test('dates: first and last acceptance; none without an entry', () => {
  const history = [first, { ...first, version: '1.1.0', date: '2025-01-31' }]
  expect(releaseOf(history, 'roads')).toEqual({
    version: '1.1.0',
    issued: '2024-04-01',
    modified: '2025-01-31',
  })
  expect(releaseOf(history, 'parks')).toBeNull()
})

test.each([
  [{ ...first, version: '1.0' }, '1.version'],
  [{ ...first, date: '2024-02-30' }, '1.date'],
  [{ ...first, records: -1 }, '1.records'],
  [{ ...first, why: ['mood'] }, '1.why'],
  [{ ...first, hash: 'abc' }, '1.hash'],
  [{ ...first, more: 1 }, '1.more'],
  [{ ...first, fields: ['identifier'] }, '1.fields'],
  [{ ...first, key: 'identifier' }, '1.key'],
  [{ ...first, inputs: { mood: 'x' } }, '1.inputs'],
  ['text', '1.dataset'],
])('an entry that is not as it should be is told by its key', (entry, key) => {
  const { history, problems } = readHistory([entry], { file: 'history.yaml' })
  expect(history).toEqual([])
  expect(problems[0]).toMatchObject({ code: 'history/bad-entry', where: { key } })
})

interface Listing {
  readonly what: string
  readonly listed: readonly (readonly [dataset: string, version: string, date: string])[]
  readonly fault?: readonly [code: string, key: string]
}
test.each<Listing>([
  {
    what: 'as it grows',
    listed: [
      ['roads', '1.0.0', '2024-04-01'],
      ['parks', '1.0.0', '2024-03-01'],
      ['roads', '1.10.0', '2024-04-01'],
      ['roads', '2.0.0', '2024-05-01'],
    ],
  },
  {
    what: 'by number, not by letter',
    listed: [
      ['roads', '1.9.0', '2024-04-01'],
      ['roads', '1.10.0', '2024-04-02'],
    ],
  },
  {
    what: 'both sides of a merge',
    listed: [
      ['roads', '1.0.0', '2024-04-01'],
      ['roads', '1.2.0', '2024-05-01'],
      ['roads', '1.2.0', '2024-05-02'],
    ],
    fault: ['history/repeated-version', '3.version'],
  },
  {
    what: 'both sides, two each',
    listed: [
      ['roads', '1.1.0', '2024-04-01'],
      ['roads', '1.2.0', '2024-05-01'],
      ['roads', '1.1.0', '2024-04-02'],
    ],
    fault: ['history/repeated-version', '3.version'],
  },
  {
    what: 'a version that falls',
    listed: [
      ['roads', '2.0.0', '2024-04-01'],
      ['parks', '1.0.0', '2024-04-01'],
      ['roads', '1.9.9', '2024-05-01'],
    ],
    fault: ['history/out-of-order', '3.version'],
  },
  {
    what: 'a day that falls',
    listed: [
      ['roads', '1.0.0', '2024-04-01'],
      ['roads', '1.0.1', '2024-03-31'],
    ],
    fault: ['history/out-of-order', '2.date'],
  },
])('versions rise, days do not fall: $what', ({ listed, fault }) => {
  const entries = listed.map(([dataset, version, date]) => ({ ...first, dataset, version, date }))
  const { history, problems } = read(appendEntries('', entries))
  expect(problems.map((one) => [one.code, one.severity, one.where.key])).toEqual(
    fault === undefined ? [] : [[fault[0], 'error', fault[1]]],
  )
  expect(history).toHaveLength(fault === undefined ? entries.length : 0)
})

test('a file that is no list is refused; an empty one is none', () => {
  expect(readHistory({ roads: [] }, {}).problems[0]?.code).toBe('history/not-a-list')
  expect(readHistory(null, {})).toEqual({ history: [], problems: [] })
})

test('a file that is no YAML has no versions, and says where: it is not taken for an empty one', () => {
  const text = '- dataset: roads\n  version: "1.0.0\n'
  const { history, problems } = readHistoryFile(parseYaml(text), { file: 'history.yaml' })
  expect(history).toEqual([])
  expect(problems.map(({ code, severity, where }) => [code, severity, where.file, where.line])).toEqual([
    ['history/yaml', 'error', 'history.yaml', 3],
  ])
  expect(readHistoryFile(parseYaml(''), {})).toEqual({ history: [], problems: [] })
})
