import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quantityReader, readNumber } from '../../pipeline/lib/quantity.ts'

const UNITS = ['件', '箇所', '箇', '台', '%', '業務', '時間', '枚', '個', '人', '円', '分', '日', 'km²']
const reader = quantityReader(UNITS)

describe('one quantity', () => {
  test.each([
    ['12,137 件', null, 12137, '件', null],
    ['0 %', null, 0, '%', null],
    ['38.6%', null, 38.6, '%', null],
    ['１２，１３７件', null, 12137, '件', null],
    ['３．５万人', null, 35000, '人', null],
    ['20%減', null, 20, '%', 'decrease'],
    ['20％削減', null, 20, '%', 'decrease'],
    ['5件減少', null, 5, '件', 'decrease'],
    ['30%増', null, 30, '%', 'increase'],
    ['30％増加', null, 30, '%', 'increase'],
    ['文書保存箱180個削減', '文書保存箱', 180, '個', 'decrease'],
    ['1億2,000万円', null, 120_000_000, '円', null],
    ['1.1万件', null, 11000, '件', null],
    ['3千人', null, 3000, '人', null],
    ['2兆円', null, 2_000_000_000_000, '円', null],
    ['3 箇所', null, 3, '箇所', null],
    ['-3.5%', null, -3.5, '%', null],
    ['100件以上', null, 100, '件', null],
    ['15分以下', null, 15, '分', null],
    ['▲3.5%', null, -3.5, '%', null],
    ['△3.5%', null, -3.5, '%', null],
    ['−3件', null, -3, '件', null],
    ['対前年-3%', '対前年', -3, '%', null],
    ['サーバー3台', 'サーバー', 3, '台', null],
    ['1,234', null, 1234, null, null],
    ['0.0005', null, 0.0005, null, null],
    ['100件以上', null, 100, '件', null],
    ['15 分以下', null, 15, '分', null],
    ['12 , 137件', null, 12137, '件', null],
  ] as const)('%s', (text, label, value, unit, direction) =>
    expect(reader.read(text)).toEqual({ kind: 'one', quantity: { label, value, unit, direction } }),
  )

  // suspicious: digits stand before a unit, so a person should look
  test.each([
    ['未実施', false],
    ['', false],
    ['導入', false],
    ['Web2', false],
    ['JIS X 8341-3:2016', false],
    ['小学校3~6年生', false],
    ['10/20', false],
    ['2022/4/1', false],
    ['無線LAN2.4GHz 5GHz', false],
    ['20~30件', true],
    ['20～30件', true],
    ['20-30件', true],
    ['20－30件', true],
    ['20件-30件', true],
    ['20件ー30件', true],
    ['20件〜30件', true],
    ['ー3件', true],
    ['前年比ー3%', true],
    ['前年比―3%', true],
    ['10 20件', true],
    ['1 2件', true],
    ['1時間30分', true],
    ['1,23件', true],
    ['1,2345件', true],
    ['3万2億円', true],
    ['1.2.3件', true],
    ['12345678901234567890件', true],
    ['20枚減3個', true],
    [`${'9'.repeat(400)}件`, true],
  ])('%s is none', (text, suspicious) => expect(reader.read(text)).toEqual({ kind: 'none', suspicious }))
})

describe('several quantities', () => {
  test.each([
    [
      '小学校186台 中学校42台',
      [
        ['小学校', 186, '台'],
        ['中学校', 42, '台'],
      ],
    ],
    [
      '小学校１８６台　中学校４２台',
      [
        ['小学校', 186, '台'],
        ['中学校', 42, '台'],
      ],
    ],
    [
      '小学校186台、中学校42台',
      [
        ['小学校', 186, '台'],
        ['中学校', 42, '台'],
      ],
    ],
    [
      '小学校186台中学校42台',
      [
        ['小学校', 186, '台'],
        ['中学校', 42, '台'],
      ],
    ],
    [
      '10件・1.5万人',
      [
        [null, 10, '件'],
        [null, 15000, '人'],
      ],
    ],
    [
      'サーバー3台 端末-2台',
      [
        ['サーバー', 3, '台'],
        ['端末', -2, '台'],
      ],
    ],
  ] as const)('%s', (text, parts) =>
    expect(reader.read(text)).toEqual({
      kind: 'several',
      parts: parts.map(([label, value, unit]) => ({ label, value, unit })),
    }),
  )
})

test.each([
  ['小学校186台', true],
  ['186 台', true],
  ['186', false],
  ['中学校全学年', false],
  ['20%減', true],
  ['10 20件', false],
])('isWhole %s', (text, whole) => expect(reader.isWhole(text)).toBe(whole))

test('the longest unit wins', () => {
  expect(reader.read('3箇所')).toMatchObject({ quantity: { unit: '箇所' } })
  expect(reader.read('3箇')).toMatchObject({ quantity: { unit: '箇' } })
})

test('a unit may hold what means something to a regular expression', () => {
  expect(quantityReader(['分', 'm^2', 'm.']).read('3m^2')).toMatchObject({ quantity: { unit: 'm^2' } })
  expect(quantityReader(['m.']).read('3mx')).toEqual({ kind: 'none', suspicious: false })
})

test('without units a number is still one', () => {
  expect(quantityReader([]).read('42')).toMatchObject({ kind: 'one', quantity: { value: 42, unit: null } })
  expect(quantityReader([]).read('42件')).toEqual({ kind: 'none', suspicious: false })
})

describe('properties', () => {
  const full = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
  /** at most 15 significant digits: what a number keeps exactly */
  const decimal = fc
    .record({
      whole: fc.integer({ min: 0, max: 999_999_999 }),
      fraction: fc.integer({ min: 0, max: 99_999 }),
      places: fc.integer({ min: 0, max: 5 }),
    })
    .map(({ whole, fraction, places }) => ({
      whole,
      fraction: places === 0 ? '' : `.${String(fraction).padStart(places, '0').slice(0, places)}`,
    }))

  test('a number written in any way reads back', () => {
    const written = fc.record({
      decimal,
      commas: fc.boolean(),
      wide: fc.boolean(),
      minus: fc.constantFrom('', '-', '−', '▲', '△'),
      unit: fc.constantFrom(...UNITS),
      label: fc.constantFrom('', '文書保存箱', '小学校'),
    })
    fc.assert(
      fc.property(written, ({ decimal: { whole, fraction }, commas, wide, minus, unit, label }) => {
        const digits = commas ? whole.toLocaleString('en-US') : String(whole)
        const number = wide ? full(digits + fraction) : digits + fraction
        const value = Number(`${whole}${fraction}`)
        expect(readNumber(minus + number)).toBe(minus === '' || value === 0 ? value : -value)
        expect(reader.read(`${label}${minus}${number}${unit}`)).toMatchObject({
          kind: 'one',
          quantity: {
            value: minus === '' || value === 0 ? value : -value,
            unit,
            label: label === '' ? null : label,
          },
        })
      }),
    )
  })

  test('what is scaled is shifted, exactly', () => {
    const powers = { 千: 3, 万: 4, 億: 8, 兆: 12 } as const
    const scales = fc.constantFrom('千', '万', '億', '兆')
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999 }),
        fc.integer({ min: 0, max: 99 }),
        scales,
        (whole, cents, scale) => {
          const fraction = String(cents).padStart(2, '0')
          expect(readNumber(`${whole}.${fraction}${scale}`)).toBe(
            Number(`${whole}.${fraction}e${powers[scale]}`),
          )
        },
      ),
    )
  })

  test('no text throws, and a value is always a finite number', () => {
    const text = fc.string({
      unit: fc.constantFrom(
        '1',
        '9',
        '０',
        ',',
        '.',
        '万',
        '億',
        '件',
        '減',
        '-',
        '▲',
        'ー',
        '~',
        ' ',
        '　',
        '校',
        'a',
      ),
    })
    fc.assert(
      fc.property(text, (written) => {
        const reading = reader.read(written)
        const values =
          reading.kind === 'one'
            ? [reading.quantity.value]
            : reading.kind === 'several'
              ? reading.parts.map((part) => part.value)
              : []
        expect(values.every(Number.isFinite)).toBe(true)
        expect(values.every((value) => Math.abs(value) <= Number.MAX_SAFE_INTEGER)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('every digit of a text that is read stands in a value', () => {
    const text = fc
      .array(fc.constantFrom('1', '20', '小学校', '件', '台', ' ', '、', '減', '-', '~'), { maxLength: 8 })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(text, (written) => {
        const reading = reader.read(written)
        const values =
          reading.kind === 'one'
            ? [reading.quantity.value]
            : reading.kind === 'several'
              ? reading.parts.map((part) => part.value)
              : undefined
        if (values === undefined) return
        const digits = (some: string) => some.replace(/\D/g, '').replace(/^0+(?=\d)/, '')
        expect(values.map((value) => digits(String(value))).join('')).toBe(digits(written))
      }),
      { numRuns: 500 },
    )
  })
})
