/** What holds for every rule and every text. */
import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Field } from '../../../pipeline/lib/field.ts'
import { KINDS, type Kind } from '../../../pipeline/lib/kinds.ts'
import { normalizeProblems } from '../../../pipeline/normalize/index.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { reader } from './say.ts'

const PIECES = [
  ...'0123456789０１２３４５６７８９-－ー―−ｰ～~.．,，:：;；/／・･ 　\n()（）',
  ...'年月日時分秒度元半第字番号丁目人台円約以上曜火水木金土祝有無内線',
  ...[
    '令和',
    '平成',
    '昭和',
    'R',
    'H',
    'S',
    'E+',
    '°',
    '′',
    '″',
    '午後',
    '内線',
    '一丁目',
    'http://',
    'https://',
    'www.',
  ],
  ...[
    'a',
    'Ａ',
    'ｱ',
    'ﾞ',
    'ﾟ',
    'ア',
    'カ゛',
    'か\u3099',
    '漢',
    '𠮷',
    '\ue000',
    '\u200b',
    '\ufffd',
    '\ud800',
    '@',
    '.jp',
  ],
  ...[
    '○',
    '×',
    '△',
    '▲',
    '¥',
    '#N/A',
    'なし',
    '不明',
    '北緯',
    '東経',
    '市',
    '町',
    '郡',
    '静岡県',
    '東京',
    '0463',
    '139.',
    '35.',
  ],
]

const TEXT = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 2, arbitrary: fc.stringMatching(/^-?[0-9]{1,17}(\.[0-9]{1,8})?$/) },
)

const FORMS: readonly Partial<Field>[] = [
  {},
  { enforced: true },
  { suggest: ['漢字', '有無', 'ア'] },
  { choices: ['ア', '有', 'A'] },
]
const NUMBERS: ReadonlySet<Kind> = new Set(['integer', 'number', 'latitude', 'longitude', 'year', 'applies'])
const CONTEXTS = [
  {},
  { code: '142140', areaCode: '0463', box: [139.2, 35.3, 139.4, 35.5] as const, date1904: true },
]

describe.each(KINDS)('%s', (kind) => {
  const forms = NUMBERS.has(kind)
    ? [...FORMS, { type: 'number' as const }, { type: 'integer' as const }]
    : FORMS
  const reads = forms.flatMap((form) =>
    CONTEXTS.map((context) => ({ form, read: reader(kind, form, context) })),
  )

  test('it never throws, a fault gives no value, and what it gives it reads again without a word', () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        for (const { read, form } of reads) {
          const { value, said } = read(text)
          const verdicts = said.map(({ verdict }) => verdict)
          if (verdicts.includes('fault')) expect(value).toBeNull()
          if (value === null) continue
          expect(typeof value).toBe(form.type === undefined ? 'string' : 'number')
          const again = read(String(value))
          expect(again.value).toBe(value)
          if (!verdicts.includes('doubt')) expect(again.said, String(value)).toEqual([])
          else expect(again.said.map(({ verdict }) => verdict)).not.toContain('mended')
        }
      }),
      { numRuns: 250 },
    )
  })

  test('what is left unsaid is left as it is', () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        for (const { read, form } of reads) {
          const { value, said } = read(text)
          if (said.length > 0 || text === '') continue
          if (form.type === undefined) expect(value).toBe(text)
          else expect(value).toBe(Number(text))
        }
      }),
      { numRuns: 120 },
    )
  })

  test('every code is listed, and has an expected value where its message names one', () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        for (const { read } of reads) {
          for (const { code, expected, verdict } of read(text).said) {
            const entry = Object.entries(normalizeProblems).find(([listed]) => listed === code)?.[1]
            expect(entry, code).toBeDefined()
            if (entry?.ja.includes('{expected}')) expect(expected, `${code} ${text}`).toBeDefined()
            expect(entry?.severity === 'info', code).toBe(verdict === 'mended')
          }
        }
      }),
      { numRuns: 120 },
    )
  })
})

test('numbers: every integer in every writing is read back', () => {
  const read = reader('integer', { type: 'integer' })
  const wide = (text: string): string =>
    text.replace(/[0-9,.-]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
  fc.assert(
    fc.property(fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }), (number) => {
      const plain = String(number)
      const grouped = plain.replace(/\B(?=(?:\d{3})+$)/g, ',')
      const triangle = grouped.replace('-', '△')
      for (const text of [
        plain,
        grouped,
        wide(plain),
        wide(grouped),
        `${grouped}人`,
        `${plain}.0`,
        ` ${plain} `,
        triangle,
      ]) {
        expect(read(text).value, text).toBe(number)
      }
    }),
  )
})

test('numbers: decimals keep their digits', () => {
  const read = reader('number')
  fc.assert(
    fc.property(fc.stringMatching(/^(0|[1-9]\d{0,6})\.\d{1,7}$/), (text) => {
      expect(read(text)).toEqual({ value: text, said: [] })
      expect(read(`${text} `).value).toBe(text)
      expect(read(text.replace(/\d/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))).value).toBe(text)
    }),
  )
})

test('degrees, minutes and seconds are the place that they say', () => {
  const read = reader('latitude')
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 45 }),
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 0, max: 599 }),
      (degrees, minutes, tenths) => {
        const seconds = (tenths / 10).toFixed(1)
        const value = degrees + minutes / 60 + tenths / 36000
        for (const text of [
          `${degrees}°${minutes}′${seconds}″`,
          `北緯${degrees}度${minutes}分${seconds}秒`,
        ]) {
          const read1 = read(text)
          expect(Math.abs(Number(read1.value) - value), text).toBeLessThan(0.000001)
          expect(read1.said.map(({ verdict }) => verdict)).toEqual(['mended'])
        }
      },
    ),
  )
})

test('every code of the value rules is told by one', () => {
  const room = path.join(PACKAGE, 'pipeline/normalize')
  const files = ['values', 'splits'].flatMap((folder) =>
    fs.readdirSync(path.join(room, folder)).map((file) => path.join(room, folder, file)),
  )
  const code = files
    .filter((file) => !/(?:repairs|faults)\.ts$/.test(file))
    .map((file) => fs.readFileSync(file, 'utf8'))
    .join('\n')
  const old = ['normalize/number-not-read', 'normalize/year']
  const unused = Object.keys(normalizeProblems).filter(
    (one) => !old.includes(one) && !code.includes(`'${one}'`),
  )
  expect(unused).toEqual([])
})
