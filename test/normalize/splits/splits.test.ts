import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Field, ValueContext } from '../../../pipeline/lib/field.ts'
import type { SplitName } from '../../../pipeline/lib/grid-declaration.ts'
import type { Scalar } from '../../../pipeline/lib/model.ts'
import { compileSplit } from '../../../pipeline/normalize/index.ts'
import { fieldOf, type Said, words } from '../values/say.ts'

function splitter(name: SplitName, targets: readonly Field[], context: ValueContext = {}) {
  const split = compileSplit(name, targets, context)
  return (text: string): { readonly values: readonly Scalar[]; readonly said: readonly Said[] } => {
    const said: Said[] = []
    const values = split(text, (verdict, code, expected) => said.push({ verdict, code, expected }))
    return { values, said }
  }
}

type Case = readonly [text: string, values: readonly Scalar[], said: string]

const PLACES = [
  fieldOf('address', { key: 'fullAddress' }),
  fieldOf('prefecture'),
  fieldOf('municipality'),
  fieldOf('address', { header: '所在地_町字' }),
  fieldOf('address', { header: '所在地_番地以下' }),
  fieldOf('text', { header: '建物名等(方書)' }),
]
const POINT = [fieldOf('latitude', { type: 'number' }), fieldOf('longitude', { type: 'number' })]
const PHONES = [fieldOf('phone'), fieldOf('extension')]
const HOURS = [fieldOf('time'), fieldOf('time')]

const SPLITS: readonly (readonly [SplitName, readonly Field[], readonly Case[]])[] = [
  [
    'coordinates',
    POINT,
    [
      ['34.8,138.3', [34.8, 138.3], ''],
      ['138.3 34.8', [34.8, 138.3], ''],
      ['（３４．８、１３８．３）', [34.8, 138.3], ''],
      ['POINT(138.3 34.8)', [34.8, 138.3], ''],
      ['北緯34度52分30秒 東経138度18分36秒', [34.875, 138.31], ''],
      ['34°52′30″N138°18′36″E', [34.875, 138.31], ''],
      ['+35.658581+139.745433+351CRSWGS_84/', [35.658581, 139.745433], ''],
      ['34.8', [null, null], 'fault not-split'],
      ['-', [null, null], 'mended nothing-mark'],
    ],
  ],
  [
    'phones',
    PHONES,
    [
      ['0463-94-4711', ['0463-94-4711', null], ''],
      ['0463-94-4711（内線1234）', ['0463-94-4711', '1234'], ''],
      ['0463-94-4711 内線 123・124', ['0463-94-4711', '123 / 124'], ''],
      ['0463-94-4711、0463-94-4712', ['0463-94-4711 / 0463-94-4712', null], ''],
      ['内線123', ['内線123', null], 'doubt not-a-phone'],
    ],
  ],
  [
    'hours',
    HOURS,
    [
      ['9:00～17:00', ['09:00', '17:00'], ''],
      ['９：００〜１７：００', ['09:00', '17:00'], ''],
      ['9時から17時まで', ['09:00', '17:00'], ''],
      ['午後1時～5時', ['13:00', '17:00'], ''],
      ['9:00～12:00、13:00～17:00', [null, null], 'fault time-words'],
      ['24時間', [null, null], 'fault time-words'],
    ],
  ],
  [
    'hours',
    [...HOURS, fieldOf('text')],
    [
      ['9:00～17:00', ['09:00', '17:00', null], ''],
      ['9:00～12:00、13:00～17:00', ['09:00', '17:00', '9:00～12:00、13:00～17:00'], ''],
      ['24時間', [null, null, '24時間'], ''],
    ],
  ],
  [
    'period',
    [fieldOf('date'), fieldOf('date')],
    [
      ['2024/4/1～2024/4/5', ['2024-04-01', '2024-04-05'], ''],
      ['令和6年4月1日（月）～4月5日（金）', ['2024-04-01', '2024-04-05'], ''],
      ['2024年4月1日～5日', ['2024-04-01', '2024-04-05'], ''],
      ['2024-04-01/2024-04-05', ['2024-04-01', '2024-04-05'], ''],
      ['2024/4/1～', ['2024-04-01', null], ''],
      ['2024/4/1', ['2024-04-01', null], 'mended date-form'],
      ['2024/12/29～1/3', [null, null], 'fault not-split'],
      ['4月1日～5日', [null, null], 'fault not-split'],
    ],
  ],
  [
    'name-and-kana',
    [fieldOf('text'), fieldOf('kana')],
    [
      ['焼津公園（ﾔｲﾂﾞｺｳｴﾝ）', ['焼津公園', 'ヤイヅコウエン'], ''],
      ['焼津公園\nやいづこうえん', ['焼津公園', 'ヤイヅコウエン'], ''],
      ['焼津公園（北側）', ['焼津公園（北側）', null], ''],
      ['カフェ（テラス）', ['カフェ（テラス）', null], ''],
    ],
  ],
]

describe.each(SPLITS)('%s', (name, targets, cases) => {
  test.each(cases)('%s', (text, values, said) => {
    const result = splitter(name, targets)(text)
    expect(result.values).toEqual(values)
    expect(words(result.said)).toBe(said)
  })
})

describe('address', () => {
  test.each([
    ['静岡県焼津市本町9-9-9', '静岡県', '焼津市', '本町', '9-9-9', null],
    ['静岡県焼津市八楠二丁目９－９９', '静岡県', '焼津市', '八楠二丁目', '9-99', null],
    ['焼津市大覚寺1-2-3', null, '焼津市', '大覚寺', '1-2-3', null],
    [
      '静岡県焼津市八楠4-99-9焼津さかなセンター内',
      '静岡県',
      '焼津市',
      '八楠',
      '4-99-9',
      '焼津さかなセンター内',
    ],
    [
      '北海道札幌市厚別区青葉町一丁目1-2　○○ビル1階',
      '北海道',
      '札幌市厚別区',
      '青葉町一丁目',
      '1-2',
      '○○ビル1階',
    ],
    ['北海道札幌市中央区南5条西10丁目1-2', '北海道', '札幌市中央区', '南5条西10丁目', '1-2', null],
    ['静岡県焼津市坂本425番地の5', '静岡県', '焼津市', '坂本', '425番地の5', null],
    ['静岡県焼津市坂本12番外地', '静岡県', '焼津市', '坂本', '12番外地', null],
    ['静岡県焼津市石津', '静岡県', '焼津市', '石津', null, null],
    // names with 市, 町, 村, 郡 within
    ['三重県四日市市諏訪町1-5', '三重県', '四日市市', '諏訪町', '1-5', null],
    ['広島県廿日市市下平良1-11-1', '広島県', '廿日市市', '下平良', '1-11-1', null],
    ['東京都町田市森野2-2-22', '東京都', '町田市', '森野', '2-2-22', null],
    ['長野県大町市大町3887', '長野県', '大町市', '大町', '3887', null],
    ['千葉県市川市八幡1-1-1', '千葉県', '市川市', '八幡', '1-1-1', null],
    ['福島県郡山市朝日1-23-7', '福島県', '郡山市', '朝日', '1-23-7', null],
    ['奈良県大和郡山市北郡山町248-4', '奈良県', '大和郡山市', '北郡山町', '248-4', null],
    ['北海道余市郡余市町朝日町26', '北海道', '余市郡余市町', '朝日町', '26', null],
    ['群馬県佐波郡玉村町下新田201', '群馬県', '佐波郡玉村町', '下新田', '201', null],
    ['北海道北広島市中央4-2-1', '北海道', '北広島市', '中央', '4-2-1', null],
    ['山口県山口市小郡下郷609-1', '山口県', '山口市', '小郡下郷', '609-1', null],
    [
      '京都府京都市中京区寺町通御池上る上本能寺前町488',
      '京都府',
      '京都市中京区',
      '寺町通御池上る上本能寺前町',
      '488',
      null,
    ],
    ['東京都千代田区霞が関二丁目1番2号', '東京都', '千代田区', '霞が関二丁目', '1番2号', null],
    ['東京都大島町元町1-1-14', '東京都', '大島町', '元町', '1-1-14', null],
    ['山形県東村山郡山辺町緑ケ丘5', '山形県', '東村山郡山辺町', '緑ケ丘', '5', null],
    ['富山県上市町法音寺1', '富山県', '上市町', '法音寺', '1', null],
  ])('%s', (text, ...parts) => {
    const { values, said } = splitter('address', PLACES)(text)
    expect(values.slice(1)).toEqual(parts)
    // what was mended before it was cut is told of the whole
    const mended = /[０-９]/.test(text)
      ? [{ verdict: 'mended', code: 'normalize/address-form', expected: values[0] }]
      : []
    expect(said).toEqual(mended)
  })

  test('what names and figures do not prove stays whole and is told', () => {
    const split = splitter('address', PLACES)
    for (const text of ['本町1-2', '北海道芦別市北1条西3-5']) {
      const { values, said } = split(text)
      expect(values[0]).toBe(text)
      expect(values[3]).toBeNull()
      expect(words(said)).toBe('doubt address-not-split')
    }
  })

  test('without a field for the building it stays behind the number', () => {
    const split = splitter('address', PLACES.slice(0, 5))
    expect(split('静岡県焼津市本町1-2 ○○ビル').values[4]).toBe('1-2 ○○ビル')
  })
})

const PIECES = [
  ...'0123456789-～、/ ：（）\n',
  '年',
  '月',
  '日',
  '時',
  '市',
  '町',
  '静岡県',
  '丁目',
  '内線',
  '35.1',
  '139.2',
  'ア',
  '焼',
  '0463',
]

test.each(SPLITS)('%s never throws and gives a value per target', (name, targets) => {
  const split = splitter(name, targets)
  const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (cell) => {
      const { values } = split(cell)
      expect(values.length).toBe(targets.length)
    }),
    { numRuns: 500 },
  )
})

test('no character of an address is lost', () => {
  const split = splitter('address', PLACES)
  const text = fc.array(
    fc.constantFrom(...PIECES, '広島市', '四日市市', '区', '村', '郡', '番地', '号', 'ビル'),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(text, (parts) => {
      const { values, said } = split(`静岡県${parts.join('')}`)
      const [whole, ...rest] = values.map((value) => String(value ?? '').replace(/\s/g, ''))
      if (said.length === 0) expect(rest.join('')).toBe(whole)
    }),
    { numRuns: 1000 },
  )
})
