import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOf, fieldsOf, idsOf, keyIdsOf } from '../../../../pipeline/publish/ckan/datastore/columns.ts'
import { column, tableOf } from './table.ts'

const ids = (...headers: readonly string[]): readonly string[] => idsOf(headers.map((one) => column(one)))
const PREFIX = '令和六年度における市内全域の公共施設等の' // 20 characters, 60 bytes

describe('ids of columns', () => {
  test.each([
    ['as it is', ['施設名'], ['施設名']],
    ['21 kanji are 63 bytes', [`${PREFIX}数`], [`${PREFIX}数`]],
    ['longer ones are cut between characters', [`${PREFIX}数量`], [`${PREFIX}数`]],
    ['a kanji of four bytes is not halved', [`${PREFIX}𠮟`], [PREFIX]],
    [
      '33 characters with the same beginning',
      [`${PREFIX}数一`, `${PREFIX}数二`, `${PREFIX}数三`],
      [`${PREFIX}数`, `${PREFIX}_2`, `${PREFIX}_3`],
    ],
    [
      'one that needs no change keeps its name',
      [`${PREFIX}数一`, `${PREFIX}数`],
      [`${PREFIX}_2`, `${PREFIX}数`],
    ],
    ['no leading _', ['_id', '_x'], ['＿id', '＿x']],
    [
      'quotes, and what breaks CKAN’s SQL',
      ['a"b', 'No#', ' :x', '開始:終了', "a\\'b", '$or'],
      ['a＂b', 'No＃', '：x', '開始：終了', "a＼'b", '＄or'],
    ],
    [
      'outer white space, line breaks and what is not seen',
      ['　名 ', '一\n二', 'a\u200bb\ufeff', '\ue000x'],
      ['名', '一 二', 'ab', 'x'],
    ],
    ['the columns that every table has', ['ctid', 'xmin'], ['ctid_', 'xmin_']],
    ['case makes a difference', ['A', 'a'], ['A', 'a']],
    ['the same header twice', ['名', '名', '名_2'], ['名', '名_3', '名_2']],
    ['what is left is nothing', ['\u200b', '　'], ['key', 'key_2']],
  ])('%s', (_, headers, expected) => {
    expect(ids(...headers)).toEqual(expected)
  })

  test('any headers give valid ids, each once, the same each time', () => {
    const header = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 90 }),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc
        .array(fc.constantFrom('"', '#', ':', '_', ' ', '　', '\\', '\u0000', '\ud800', '避', 'a', '2'), {
          maxLength: 40,
        })
        .map((all) => all.join('')),
      fc.constantFrom('ctid', 'tableoid', `${PREFIX}数量`, `${PREFIX}数値`, `${PREFIX}_2`, ''),
    )
    fc.assert(
      fc.property(fc.array(header, { maxLength: 12 }), (headers) => {
        const given = ids(...headers)
        expect(new Set(given).size).toBe(headers.length)
        for (const id of given) {
          expect(bytesOf(id)).toBe(Buffer.byteLength(id))
          expect(bytesOf(id)).toBeLessThanOrEqual(63)
          expect(id).toMatch(/^[^_\s](?:.*\S)?$/u)
          expect(id).not.toMatch(/["#:\\$\p{C}]|^(?:ctid|xmin|xmax|cmin|cmax|tableoid)$/u)
        }
        expect(ids(...headers)).toEqual(given)
      }),
      { numRuns: 500 },
    )
  })
})

describe('fields', () => {
  test('the data dictionary has the whole header and the description', () => {
    expect(
      fieldsOf([
        { ...column(`${PREFIX}数量`, 'number', 'amount'), description: { ja: '量\u0000', en: 'Amount' } },
      ]),
    ).toEqual([
      {
        id: `${PREFIX}数`,
        type: 'numeric',
        info: { label: `${PREFIX}数量`, notes: '量', key: 'amount', label_en: 'amount', notes_en: 'Amount' },
      },
    ])
  })
  test('ids of the key, in its order', () => {
    const table = tableOf([column('a#'), column('b'), column('c', 'json')], ['b', 'a#'], [])
    expect(keyIdsOf(table, fieldsOf(table.columns))).toEqual(['b', 'a＃'])
  })
  test('json has no equality: no key', () => {
    const table = tableOf([column('a'), column('c', 'json')], ['a', 'c'], [])
    expect(keyIdsOf(table, fieldsOf(table.columns))).toEqual([])
  })
})
