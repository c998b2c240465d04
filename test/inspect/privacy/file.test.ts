/** What a file carries besides its cells. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type InspectedFile, inspectFile } from '../../../pipeline/inspect/index.ts'
import { pictureFacts } from '../../../pipeline/inspect/privacy/exif.ts'
import { addressKey, type CellFacts, type GridFacts } from '../../../pipeline/lib/grid.ts'
import { inJpeg, inPng, inWebp, tiffOf } from './exif.ts'
import { SETTINGS } from './helper.ts'

const NO_FACTS: GridFacts = { cells: new Map(), merges: [], hiddenRows: new Set(), hiddenColumns: new Set() }
const ROWS = [['名称', '住所', ''], ['市役所', '田中348', ''], [], ['公民館', '', '']]

function told(file: Partial<InspectedFile>): readonly string[] {
  return inspectFile({ grids: [], ...file }, { file: 'a.xlsx' }, SETTINGS).map(
    ({ code, severity, actual = '', where }) =>
      [code.replace('inspect/', ''), severity, where.worksheet, where.cell ?? where.row, actual]
        .filter((one) => one !== undefined && one !== '')
        .join(' '),
  )
}

const grid = (facts: Partial<GridFacts>, hidden = false, rows = ROWS) => ({
  grids: [{ worksheet: '表', hidden, facts: { ...NO_FACTS, ...facts }, batches: () => [{ first: 1, rows }] }],
})

describe('hidden parts', () => {
  test('that hold something are told', () => {
    expect(told(grid({}, true))).toEqual(['hidden-worksheet warning 表 表'])
    expect(told(grid({ hiddenRows: new Set([2, 3, 4, 9]) }))).toEqual(['hidden-rows warning 表 2 2, 4'])
    expect(told(grid({ hiddenColumns: new Set([2, 3, 16384]) }))).toEqual(['hidden-columns warning 表 B'])
  })
  test('that are blank are not', () => {
    expect(told(grid({ hiddenRows: new Set([3, 9]), hiddenColumns: new Set([3]) }))).toEqual([])
    expect(told(grid({}, true, [[], ['', ' ']]))).toEqual([])
    expect(
      told({ grids: [{ worksheet: null, hidden: false, batches: () => [{ first: 1, rows: ROWS }] }] }),
    ).toEqual([])
  })
  test('of many the first ten are named', () => {
    const rows = Array.from({ length: 12 }, (_, i) => [String(i)])
    expect(told(grid({ hiddenRows: new Set(rows.keys()) }, false, rows))).toEqual([
      'hidden-rows warning 表 1 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 … (+1)',
    ])
  })
})

test('comments and texts on a worksheet', () => {
  const cell = (comment: string): CellFacts => ({ type: 'text', comment })
  const cells = new Map([
    [addressKey(4, 2), cell('山田:\n電話は090-1234-5678')],
    [addressKey(2, 1), cell('確認済')],
    [addressKey(3, 1), cell(' ')],
  ])
  const objects = [
    { kind: 'text-box', cell: 'C2', text: '問い合わせ taro@gmail.com' },
    { kind: 'text-box', text: '凡例' },
    { kind: 'picture', cell: 'D1' },
  ] as const
  expect(told(grid({ cells, objects }))).toEqual([
    'comments warning 表 A2 A2, B4',
    'personal-note error 表 B4 0…(13)',
    'personal-note error 表 C2 t…(14)',
  ])
})

describe('properties', () => {
  test.each([
    ['creator', '山田 太郎'],
    ['lastModifiedBy', 'yamada-t'],
    ['Author', '012345'],
    ['LastAuthor', '山田'],
    ['initial-creator', 'Taro Yamada'],
    ['Manager', '佐藤'],
    ['Company', '山田 太郎'],
    ['_AuthorEmail', 'taro@example.jp'],
  ])('%s: %s', (name, value) => {
    const list = told({ properties: { [name]: value } })
    expect(list).toEqual([expect.stringContaining('property-person warning')])
    expect(list.join()).not.toContain(value)
  })
  test.each([
    ['creator', 'openpyxl'],
    ['creator', ' '],
    ['lastModifiedBy', '伊勢原市'],
    ['Author', 'Administrator'],
    ['Author', '企画課'],
    ['LastAuthor', 'ＵＳＥＲ'],
    ['Company', '伊勢原市'],
    ['Company', 'Microsoft Corporation'],
    ['title', '山田 太郎'],
    ['Application', 'Microsoft Excel'],
  ])('not %s: %s', (name, value) => {
    expect(told({ properties: { [name]: value } })).toEqual([])
  })
})

describe('pictures', () => {
  const place = { gps: true }
  const person = {
    tags: [
      [0x013b, '山田 太郎'],
      [0xa431, 'SN0001234'],
    ],
  } as const
  test.each([true, false])('little-endian %s: place, person and date, in each kind of file', (little) => {
    const tiff = tiffOf({ ...place, tags: [[0x0132, '2024:04:01 09:30:00'], ...person.tags] }, little)
    for (const bytes of [tiff, inJpeg(tiff), inPng(tiff), inWebp(tiff, true), inWebp(tiff, false)]) {
      expect(pictureFacts(bytes)).toEqual({
        hasPlace: true,
        hasDate: true,
        persons: [
          { tag: 'Artist', value: '山田 太郎' },
          { tag: 'BodySerialNumber', value: 'SN0001234' },
        ],
      })
    }
  })
  test('they are told without what they say', () => {
    const pictures = [
      { name: 'xl/media/image1.jpeg', bytes: inJpeg(tiffOf({ ...place, ...person }, true)) },
      {
        name: 'xl/media/image2.png',
        bytes: inPng(tiffOf({ tags: [[0x9003, '2024:04:01 09:30:00']] }, false)),
      },
    ]
    expect(told({ pictures })).toEqual([
      'picture-place warning',
      'picture-person warning Artist: 山…(5), BodySerialNumber: S…(9)',
      'picture-date info',
    ])
  })
  test('an office is no person, zeros are no date, half a place is none', () => {
    const tags = [
      [0x013b, '伊勢原市広報課'],
      [0x0132, '0000:00:00 00:00:00'],
      [0xa430, ''],
    ] as const
    const bytes = inJpeg(tiffOf({ tags, half: true }, true))
    expect(told({ pictures: [{ name: 'a', bytes }] })).toEqual([])
  })
  test('short values stand in their entry; Windows writes UTF-16', () => {
    expect(pictureFacts(tiffOf({ tags: [[0xa431, 'AB1']] }, true)).persons).toEqual([
      { tag: 'BodySerialNumber', value: 'AB1' },
    ])
    expect(pictureFacts(tiffOf({ tags: [[0x9c9d, '山田']] }, true)).persons).toEqual([
      { tag: 'XPAuthor', value: '山田' },
    ])
  })
  test('a directory that names itself is read once', () => {
    const tiff = tiffOf({ ...place, loop: true }, true)
    expect(pictureFacts(tiff)).toMatchObject({ hasPlace: false, persons: [] })
  })
  test('broken bytes end the walk', () => {
    const whole = tiffOf({ ...place, ...person }, true)
    const kinds = [whole, inJpeg(whole), inPng(whole), inWebp(whole, false)]
    for (const bytes of kinds) {
      for (let end = 0; end < bytes.length; end += 1) pictureFacts(bytes.subarray(0, end))
    }
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255))),
        (bytes, changes) => {
          const changed = bytes.slice()
          for (const [at, value] of changes) if (at < changed.length) changed[at] = value
          expect(pictureFacts(changed)).toHaveProperty('persons')
        },
      ),
    )
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(pictureFacts(bytes)).toEqual({ hasPlace: false, hasDate: false, persons: [] })
      }),
    )
  })
})
