import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clean, composeKana, isFigures, katakana, narrow, wideKana } from '../../pipeline/lib/characters.ts'

describe('clean', () => {
  test.each([
    ['　伊勢原 \u00a0', '伊勢原'],
    ['\ufeff伊勢原\u200b市', '伊勢原市'],
    ['一\r\n二\r三', '一\n二\n三'],
    ['葛\u{e0100}', '葛\u{e0100}'],
    ['', ''],
    ['　\u0000 ', ''],
  ])('%j', (text, cleaned) => expect(clean(text)).toBe(cleaned))

  test('what is clean stays the same string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(clean(clean(text))).toBe(clean(text))
        expect(clean(text).trim()).toBe(clean(text))
      }),
    )
  })
})

test('half-width kana are put together with their marks', () => {
  expect(wideKana('ｶﾞｷﾞﾊﾟｳﾞｰ｡')).toBe('ガギパヴー。')
  expect(wideKana('ｱﾞ')).toBe('ア゛')
  expect(wideKana('9999ｰ9')).toBe('9999-9')
})

test('half-width kana are those of NFKC', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0xff66, max: 0xff9d }), { maxLength: 12 }), (codes) => {
      const text = String.fromCharCode(...codes)
      expect(wideKana(text)).toBe(text.normalize('NFKC'))
    }),
  )
})

test('kana', () => {
  expect(composeKana('カ\u3099は\u309a')).toBe('ガぱ')
  expect(katakana('いせはらゔ々')).toBe('イセハラヴ々')
})

test('narrow', () => {
  expect(narrow('１２－３ー４―５　Ａ￥')).toBe('12-3-4-5 A¥')
})

test('isFigures', () => {
  expect([isFigures(''), isFigures('0123'), isFigures('１'), isFigures('1a')]).toEqual([
    false,
    true,
    false,
    false,
  ])
})
