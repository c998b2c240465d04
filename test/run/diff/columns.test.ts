import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnChanges } from '../../../pipeline/run/diff/columns.ts'

const table = (names: readonly string[], type = 'string', primaryKey: readonly string[] = []) => ({
  columns: names.map((key) => ({ key, header: key.toUpperCase(), type })),
  primaryKey,
})
const kinds = (before: readonly string[], after: readonly string[]): readonly string[] =>
  columnChanges(table(before), table(after)).map(({ kind, field }) => `${kind} ${field}`)

test.each([
  [['a', 'b', 'c'], ['a', 'b', 'c'], []],
  [['a', 'b', 'c'], ['a', 'c'], ['removed b']],
  [['a', 'b'], ['x', 'a', 'b'], ['added x']],
  [['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'], ['moved d']],
  [['a', 'b'], ['c'], ['removed a', 'removed b', 'added c']],
])('%j → %j', (before, after, changes) => {
  expect(kinds(before, after)).toEqual(changes)
})

test('types, headers and the key', () => {
  expect(columnChanges(table(['a'], 'string', ['a']), table(['a'], 'integer', ['a']))).toEqual([
    { kind: 'retyped', field: 'a', header: 'A', before: 'string', after: 'integer' },
  ])
  expect(columnChanges(table(['a'], 'string'), table(['a'], ''))).toEqual([])
  expect(columnChanges(table(['a', 'b'], '', ['a']), table(['a', 'b'], '', ['b']))).toEqual([
    { kind: 'keyed', field: 'b', header: 'B', before: 'A', after: 'B' },
  ])
})

test('what is not told to have come, gone or moved stands in one order', () => {
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'))
  fc.assert(
    fc.property(names, names, (before, after) => {
      const told = new Set(columnChanges(table(before), table(after)).map(({ field }) => field))
      const rest = (list: readonly string[]) => list.filter((name) => !told.has(name))
      expect(rest(before)).toEqual(rest(after))
    }),
  )
})

test('of a file, a column that gives several fields went only where all of them did', () => {
  const written = (columns: readonly (readonly [key: string, header: string, place: number])[]) => ({
    ...table(['town', 'street', 'whole']),
    written: columns.map(([key, header, place]) => ({ key, header, type: 'string', place })),
  })
  const split = written([
    ['whole', '住所', 1],
    ['town', '住所', 1],
    ['street', '住所', 1],
  ])
  expect(columnChanges(split, written([['whole', '所在地', 1]]))).toEqual([
    { kind: 'renamed', field: 'whole', header: '所在地', before: '住所', after: '所在地' },
  ])
  expect(columnChanges(split, written([])).map(({ kind, header }) => `${kind} ${header}`)).toEqual([
    'removed 住所',
  ])
})
