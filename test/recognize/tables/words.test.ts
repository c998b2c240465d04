/** The lists of words: checked by their schema, every source named; and what single cells look like. */
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { isObject } from '../../../pipeline/lib/object.ts'
import { parseYaml } from '../../../pipeline/lib/yaml.ts'
import {
  createLooker,
  MARK,
  NUMBER,
  numberOf,
  PROSE,
  VALUE,
  WORD,
} from '../../../pipeline/recognize/tables/cells.ts'
import { compileTableWords } from '../../../pipeline/recognize/tables/words.ts'
import { createGates } from '../../../pipeline/validate/ajv.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { WORDS } from './helper.ts'

const SCHEMAS = path.join(PACKAGE, 'schemas')

test('the file passes its schema', () => {
  const gates = createGates((name) => JSON.parse(fs.readFileSync(path.join(SCHEMAS, name), 'utf8')))
  const { value, faults } = parseYaml(fs.readFileSync(path.join(SCHEMAS, 'recognition/tables.yaml'), 'utf8'))
  expect(faults).toEqual([])
  expect(gates('recognition/tables.schema.json')?.(value)).toEqual([])
  expect(isObject(value)).toBe(true)
})

test('every word has a source that is described, and no list has a word twice', () => {
  for (const [list, words] of Object.entries(WORDS.words)) {
    const keys = words.map(({ word, match }) => `${match} ${word}`)
    expect(new Set(keys).size, list).toBe(keys.length)
    for (const { source } of words) expect(Object.keys(WORDS.sources)).toContain(source)
  }
})

describe('a word', () => {
  const words = compileTableWords(WORDS)
  test.each([
    ['totals', '合　計', '合計'],
    ['totals', '合計特殊会館', undefined],
    ['weakTotals', '東部計', '計'],
    ['weakTotals', '計', undefined],
    ['notes', '（注１）電話は代表', '(注'],
    ['notes', '資料館', undefined],
    ['examples', '【記入例】', '【記入例'],
    ['examples', '例幣使街道', undefined],
    ['examples', '○○市', '○○'],
    ['pointers', '←データの項目名を入力', '←'],
    ['dittos', '同 上', '同上'],
    ['titles', '（単位：人）', '(単位'],
    ['titles', '更新日', undefined],
    ['titles', '問合せについて', undefined],
  ] as const)('%s: %s', (list, cell, word) => {
    expect(words[list](cell)?.word).toBe(word)
  })
})

describe('a cell', () => {
  const lookOf = createLooker()
  test.each([
    ['1,234', NUMBER],
    ['▲12.5', NUMBER],
    ['３０', NUMBER],
    ['31.5%', NUMBER],
    ['054-626-1111', VALUE],
    ['令和6年4月1日', VALUE],
    ['H29.1.6', VALUE],
    ['9:00～17:00', VALUE],
    ['34.1,138.2', VALUE],
    ['https://example.jp/公園', WORD],
    ['https://example.jp/a', VALUE],
    ['musen0000001', VALUE],
    ['flood_L1', WORD],
    ['H24', VALUE],
    ['man1', WORD],
    ['○', MARK],
    ['－', MARK],
    ['月火水木金', WORD],
    ['焼津市本町1-1', WORD],
    ['市の公園です。', PROSE],
  ])('%s', (cell, look) => {
    expect(lookOf(cell)).toBe(look)
  })
  test('numbers', () => {
    expect(['1,234', '▲12.5', '３０', '31.5%'].map(numberOf)).toEqual([1234, -12.5, 30, 31.5])
  })
})
