/** The files of the knowledge agree with each other: nothing in them is dead. */
import { describe, expect, test } from 'vitest'
import { isObject, listOf } from '../../pipeline/lib/object.ts'
import { createGates } from '../../pipeline/validate/ajv.ts'
import { FILES, KNOWLEDGE, read } from './knowledge.ts'

const gates = createGates((name) => read(name))

test.each(['concepts', 'sheets', 'words', 'values'])('%s passes its schema', (name) => {
  expect(gates(`recognition/${name}.schema.json`)?.(FILES.recognition[name])).toEqual([])
})

test('every sheet of the standard is described, and nothing else', () => {
  const sheets = Object.entries(FILES.records).flatMap(([id, record]) =>
    isObject(record) && isObject(record['x-sheet']) && record['x-sheet'].no !== undefined ? [id] : [],
  )
  const described = FILES.recognition.sheets
  expect(Object.keys(isObject(described) ? described : {}).sort()).toEqual(sheets.sort())
})

const TARGETS = ['aliases', 'vocabulary'] as const

describe.each(KNOWLEDGE.sheets.map((sheet) => [sheet.id, sheet] as const))('%s', (id, sheet) => {
  const described = FILES.recognition.sheets
  const own = isObject(described) && isObject(described[id]) ? described[id] : {}
  test.each(TARGETS)('%s are of its own columns', (list) => {
    const targets = Object.keys(isObject(own[list]) ? own[list] : {})
    expect(targets.filter((target) => !sheet.byHeader.has(target) && !ELSEWHERE.includes(target))).toEqual([])
  })
  test('what it must have is of its columns', () => {
    expect(sheet.need?.of.filter((target) => !sheet.byHeader.has(target)) ?? []).toEqual([])
    for (const group of sheet.core)
      expect(group.filter((target) => sheet.byHeader.has(target))).not.toEqual([])
  })
  test('the key is of its columns', () => {
    expect(sheet.key.filter((header) => !sheet.byHeader.has(header))).toEqual([])
  })
})

/** Headers of one edition that this edition of the schemas has not. */
const ELSEWHERE: readonly string[] = ['利用可能日時特記事項']

test('patterns compile, and each kind of value that is rigid has one', () => {
  const values = FILES.recognition.values
  expect(KNOWLEDGE.values.size).toBe(Object.keys(isObject(values) ? values : {}).length)
  expect(listOf(FILES.recognition.words)).toEqual([])
})
