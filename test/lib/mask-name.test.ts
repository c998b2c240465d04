import { expect, test } from 'vitest'
import { maskText } from '../../pipeline/inspect/index.ts'
import { maskedName } from '../../pipeline/lib/mask.ts'
import { SETTINGS } from '../inspect/privacy/helper.ts'

test.each([
  ['名簿_090-1234-5678_123456789018.csv', '名簿_0…(13)_1…(12).csv'],
  ['data/123456789018.csv', 'data/1…(12).csv'],
  ['taro.yamada@gmail.com.csv', 't…(21).csv'],
  ['担当 09012345678', '担当 0…(11)'],
  ['131016_公園一覧_20240401.csv', '131016_公園一覧_20240401.csv'],
])('%s', (name, shown) => {
  expect(maskedName(name, (text) => maskText(text, SETTINGS))).toBe(shown)
})
