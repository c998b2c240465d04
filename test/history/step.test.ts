import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type HistoryEntry, lastWithFields, nextEntry } from '../../pipeline/history/index.ts'
import { columnsMove } from '../../pipeline/history/step.ts'

const inputs = { snapshot: 's', corrections: 'c', declaration: 'd', code: 'p' }
const fields = ['id:string:ID', 'name:string:名称', 'seats:integer:席数']
const now = {
  dataset: 'halls',
  records: 10,
  hash: 'a'.repeat(64),
  columns: 'one',
  fields,
  key: ['id'],
  inputs,
}
const first = nextEntry(undefined, now, '2024-04-01', undefined)
const same = { added: 0, removed: 0, changed: 1 }
const versionOf = (
  other: Partial<typeof now> & { fields?: readonly string[] },
  counts: Parameters<typeof nextEntry>[3] = same,
  last: HistoryEntry = first,
) => nextEntry(last, { ...now, hash: 'b'.repeat(64), ...other }, '2024-05-01', counts).version

const source = { inputs: { ...inputs, snapshot: 'other' } }
const mended = { inputs: { ...inputs, corrections: 'other' } }
const own = (...list: string[]) => ({ fields: list, columns: 'two' })

/** The table of docs/history.md. */
describe('which number moves', () => {
  test.each([
    ['a column gone', own('id:string:ID', 'name:string:名称'), same, '2.0.0'],
    ['a column renamed', own('id:string:ID', 'title:string:名称', 'seats:integer:席数'), same, '2.0.0'],
    ['another header', own('id:string:ID', 'name:string:施設名', 'seats:integer:席数'), same, '2.0.0'],
    ['another type', own('id:string:ID', 'name:string:名称', 'seats:string:席数'), same, '2.0.0'],
    ['another key', { key: ['id', 'name'] }, same, '2.0.0'],
    ['a column added', { ...own(...fields, 'note:string:備考'), ...mended }, same, '1.1.0'],
    ['columns in another order', { ...own(...[...fields].reverse()), ...mended }, same, '1.0.1'],
    ['records came', mended, { added: 1, removed: 0, changed: 0 }, '1.1.0'],
    ['records went', mended, { added: 0, removed: 1, changed: 0 }, '1.1.0'],
    ['values of a newer source', source, same, '1.1.0'],
    ['values of listed datasets', { inputs: { ...inputs, datasets: 'x' } }, same, '1.1.0'],
    ['a newer source, records in another order', source, { added: 0, removed: 0, changed: 0 }, '1.0.1'],
    ['values mended by a correction', mended, same, '1.0.1'],
    ['values mended by the declaration', { inputs: { ...inputs, declaration: 'x' } }, same, '1.0.1'],
    ['values mended by other code', { inputs: { ...inputs, code: 'x' } }, same, '1.0.1'],
    ['nobody could count', mended, undefined, '1.1.0'],
  ])('%s', (_, other, counts, version) => {
    const last = first
    expect(nextEntry(last, { ...now, hash: 'b'.repeat(64), ...other }, '2024-05-01', counts).version).toBe(
      version,
    )
  })

  test('an older entry does not say its columns: others are a major step', () => {
    const { fields: _fields, key: _key, ...older } = first
    expect(versionOf({ columns: 'two' }, same, older)).toBe('2.0.0')
    expect(versionOf({ ...mended, key: ['name'] }, same, older)).toBe('1.0.1')
  })
})

test('whatever else changes: columns that break a reader are major, and the step is never smaller than its cause', () => {
  const column = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    type: fc.constantFrom('string', 'integer'),
    header: fc.constantFrom('甲', '乙:丙'),
  })
  const columns = fc
    .uniqueArray(column, { selector: ({ key }) => key, minLength: 1 })
    .map((list) => list.map(({ key, type, header }) => `${key}:${type}:${header}`))
  const counts = fc.option(fc.record({ added: fc.nat(2), removed: fc.nat(2), changed: fc.nat(2) }), {
    nil: undefined,
  })
  fc.assert(
    fc.property(
      columns,
      columns,
      counts,
      fc.boolean(),
      fc.boolean(),
      (before, later, counted, isNew, isKey) => {
        const last = { ...first, fields: before, columns: before.join() }
        const candidate = {
          ...now,
          fields: later,
          columns: later.join(),
          key: isKey ? ['other'] : ['id'],
          inputs: { ...inputs, ...(isNew ? { snapshot: 'other' } : { code: 'other' }) },
        }
        const { version } = nextEntry(last, candidate, '2024-05-01', counted)
        const isGone = before.some((field) => !later.includes(field))
        const isMore = later.some((field) => !before.includes(field))
        const isMoved = counted === undefined || counted.added + counted.removed > 0
        const expected =
          isGone || isKey ? '2.0.0' : isMore || isMoved || (isNew && counted.changed > 0) ? '1.1.0' : '1.0.1'
        expect(version).toBe(expected)
      },
    ),
  )
})

test('columns are said once, until they are others', () => {
  const second = nextEntry(first, { ...now, hash: 'b'.repeat(64) }, '2024-05-01', same)
  expect([first.fields, second.fields]).toEqual([fields, undefined])
  const last = lastWithFields([first, second], 'halls')
  expect(last).toEqual({ ...second, fields })
  expect(lastWithFields([{ ...first, columns: 'other' }, second], 'halls')).toEqual(second)
  expect(lastWithFields([{ ...first, dataset: 'parks' }, second], 'halls')).toEqual(second)
  const third = nextEntry(last, { ...now, ...own('id:string:ID') }, '2024-06-01', same)
  expect([third.fields, third.version]).toEqual([['id:string:ID'], '2.0.0'])
})

test('what became of the columns is told by their keys', () => {
  expect(
    columnsMove(
      ['a:string:甲', 'b:string:乙', 'c:string:丙'],
      ['b:integer:乙', 'c:string:丁: x', 'd:string:甲'],
    ),
  ).toEqual({
    added: ['d'],
    removed: ['a'],
    retyped: [{ column: 'b', before: 'string', after: 'integer' }],
    renamed: [{ column: 'c', before: '丙', after: '丁: x' }],
  })
  expect(columnsMove(undefined, [])).toBeUndefined()
})
