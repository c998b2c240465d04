import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RecordChange, RecordValue, Side } from '../../pipeline/history/change.ts'
import { compare, recordsIn } from '../../pipeline/history/index.ts'
import { recordName } from '../../pipeline/lib/record-id.ts'

const side = (records: readonly RecordValue[]): Side => ({ records: () => records })
const later = (records: readonly RecordValue[]): Side => ({
  async *records() {
    yield* records
  },
})
const changesOf = async (before: Side, after: Side, key: readonly string[], held?: number) => {
  const found = await compare(before, after, key, held)
  const changes: RecordChange[] = []
  for await (const change of found.changes()) changes.push(change)
  return { counts: found.counts, changes }
}

test('by key: what changed tells the fields before and after, in the order of the former side', async () => {
  const before = [
    { id: 'a', n: 1, old: 'x' },
    { id: 'b', n: 2, old: null },
    { id: 'c', n: 3, old: null },
  ]
  const after = [
    { id: 'd', n: 4, more: null },
    { id: 'c', n: 3, more: null },
    { id: 'a', n: 5, more: 'y' },
  ]
  expect(await changesOf(side(before), later(after), ['id'])).toEqual({
    counts: { added: 1, removed: 1, changed: 1, same: 1 },
    changes: [
      {
        kind: 'changed',
        key: 'a',
        fields: [
          { field: 'n', before: 1, after: 5 },
          { field: 'old', before: 'x' },
          { field: 'more', after: 'y' },
        ],
      },
      { kind: 'removed', key: 'b', record: before[1] },
      { kind: 'added', key: 'd', record: after[0] },
    ],
  })
})

test('the n-th with a key is held against the n-th with it', async () => {
  const row = (id: string, n: number) => ({ id, n })
  const before = [row('a', 1), row('b', 0), row('a', 2), row('a', 3)]
  const after = [row('a', 1), row('a', 9), row('b', 0)]
  expect(await changesOf(side(before), side(after), ['id'])).toEqual({
    counts: { added: 0, removed: 1, changed: 1, same: 2 },
    changes: [
      { kind: 'changed', key: 'a', fields: [{ field: 'n', before: 2, after: 9 }] },
      { kind: 'removed', key: 'a', record: row('a', 3) },
    ],
  })
})

test('where nothing identifies a record, one that changed went and came', async () => {
  const before: readonly RecordValue[] = [{ n: 1 }, { n: 1 }, { n: 2 }]
  const after: readonly RecordValue[] = [{ n: 1, m: null }, { n: 3 }]
  const { counts, changes } = await changesOf(side(before), side(after), [])
  expect(counts).toEqual({ added: 1, removed: 2, changed: 0, same: 1 })
  expect(changes.map(({ kind, key }) => [kind, key])).toEqual([
    ['removed', null],
    ['removed', null],
    ['added', null],
  ])
})

/** The plain way: every record in memory. */
function plainly(before: readonly RecordValue[], after: readonly RecordValue[], key: readonly string[]) {
  const numbered = (records: readonly RecordValue[]) => {
    const seen = new Map<string, number>()
    return records.map((record) => {
      const name = key.length === 0 ? JSON.stringify(record) : recordName(record, key)
      seen.set(name, (seen.get(name) ?? 0) + 1)
      return { name: `${name} ${seen.get(name)}`, record }
    })
  }
  const now = numbered(after)
  const were = numbered(before)
  const changes: (readonly [string, unknown])[] = []
  let changed = 0
  for (const { name, record } of were) {
    const other = now.find((one) => one.name === name)
    if (other === undefined) changes.push(['removed', record])
    else if (JSON.stringify(other.record) !== JSON.stringify(record)) {
      changed += 1
      changes.push(['changed', [record.v, other.record.v]])
    }
  }
  const added = now.filter(({ name }) => !were.some((one) => one.name === name))
  const removed = were.length - (now.length - added.length)
  for (const { record } of added) changes.push(['added', record])
  return { counts: { added: added.length, removed, changed, same: were.length - removed - changed }, changes }
}

const records = fc.array(
  fc.record({ k: fc.integer({ min: 0, max: 9 }), v: fc.integer({ min: 0, max: 2 }) }),
  {
    maxLength: 40,
  },
)

test.each([[['k']], [[]]])('as the plain way has it, however few are held (key: %j)', async (key) => {
  await fc.assert(
    fc.asyncProperty(records, records, fc.integer({ min: 1, max: 5 }), async (before, after, held) => {
      const { counts, changes } = await changesOf(side(before), later(after), key, held)
      const short = changes.map((one) =>
        one.kind === 'changed'
          ? ['changed', one.fields.flatMap((field) => [field.before, field.after])]
          : [one.kind, one.record],
      )
      expect({ counts, changes: short }).toEqual(plainly(before, after, key))
    }),
  )
})

const bytes = (text: string, size: number) => () =>
  Array.from({ length: Math.ceil(new TextEncoder().encode(text).length / size) }, (_, n) =>
    new TextEncoder().encode(text).slice(n * size, (n + 1) * size),
  )

test.each([
  ['[\n{"a":"阿"},\n{"a":2}\n]\n'],
  ['[\n{"a":"阿"},\n{"a":2}]'],
  ['[{"a":"阿"},{"a":2}]'],
  ['[\n  {\n    "a": "阿"\n  },\n  {"a":2}\n]'],
  ['[\n{"a":"阿"},\n{"a":\n2}\n]\n'],
])('records are read from %j, in pieces of any size', (text) => {
  for (const size of [1, 2, 3, 7, 100]) {
    expect([...recordsIn(bytes(text, size)).records()], String(size)).toEqual([{ a: '阿' }, { a: 2 }])
  }
})

test('none, and no JSON', () => {
  expect([...recordsIn(bytes('[\n]\n', 9)).records()]).toEqual([])
  expect(() => [...recordsIn(bytes('[\n{"a":1},\n{"a"', 9)).records()]).toThrow()
})
