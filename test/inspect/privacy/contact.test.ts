/** Mobile telephones and private addresses of mail: what is one, and how bad it is where it stands. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskText } from '../../../pipeline/inspect/index.ts'
import { type Column, FILES, findingsIn, findingsOf, SETTINGS } from './helper.ts'

const PHONE: Column = { header: '電話番号', field: '電話番号', kind: 'phone' }
const MAIL: Column = { header: '連絡先メールアドレス', field: '連絡先メールアドレス', kind: 'email' }

describe('a mobile telephone', () => {
  test.each([
    ['090-1234-5678'],
    ['08012345678'],
    ['070-1234-5678'],
    ['060-1234-5678'],
    ['０９０－１２３４－５６７８'],
    ['０９０ー１２３４ー５６７８'],
    ['090‐1234‐5678'],
    ['090(1234)5678'],
    ['(090)1234-5678'],
    ['（090）1234-5678'],
    ['090 1234 5678'],
    ['+81-90-1234-5678'],
    ['+81 90 1234 5678'],
    ['+81(0)90-1234-5678'],
    ['+819012345678'],
    ['090-123-45678'],
    ['0901-234-5678'],
    ['電話：０９０-1234-5678（担当 山田）'],
    ['TEL090-1234-5678'],
    ['Tel:09012345678'],
    ['0463-94-4711、090-1234-5678'],
    ['0463-94-4711 090-1234-5678'],
    ['0463-94-4711/090-1234-5678'],
    ['No.090-1234-5678'],
    ['No.09012345678'],
    ['携帯.090-1234-5678'],
    ['携帯:09012345678'],
    ['090.1234.5678'],
    ['090・1234・5678'],
    ['090/1234/5678'],
    ['090~1234~5678'],
    ['０９０～１２３４～５６７８'],
    ['090〜1234〜5678'],
    ['090_1234_5678'],
    ['+81.90.1234.5678'],
    ['090-\n1234-5678'],
    ['090-1234\n-5678'],
    ['090\u200b-1234-5678'],
    ['0901234\u200b5678'],
  ])('%s', (text) => {
    expect(findingsOf(text)).toEqual(['mobile-phone error 0'])
  })
  test.each([
    // ordinary, free, IP, pager and M2M numbers
    ['0463-94-4711'],
    ['03-1234-5678'],
    ['0120-123-456'],
    ['0800-123-4567'],
    ['0800-1234-567'],
    ['050-1234-5678'],
    ['020-1234-5678'],
    ['0570-012-345'],
    // one sign less or more, or part of another number
    ['090-1234-567'],
    ['090-1234-56789'],
    ['1090-1234-5678'],
    ['13-090-1234-5678'],
    ['090-1234-5678-9'],
    ['A09012345678'],
    ['https://example.jp/09012345678.html'],
    ['35.09012345678'],
    ['139.08012345678'],
    ['1.090.1234.5678'],
    ['090.1234.5678.9'],
    ['090.1234/5678'],
    ['https://example.jp/090/1234/5678'],
    ['080\n1200\n1500'],
    ['casino09012345678'],
    ['9784090123456'],
    ['2590-1188 '],
    ['2024/09/01 08:00～17:00'],
    ['080'],
    ['09:00-18:00 070'],
  ])('not %s', (text) => {
    expect(findingsOf(text).filter((one) => one.includes('mobile'))).toEqual([])
  })
  test.each<[string, Column, string | null, string]>([
    ['where the sheet asks for the telephone of a facility', PHONE, 'aed', 'info'],
    ['where a table of its own has one', '電話番号', null, 'warning'],
    ['where a body can be reached', '問い合わせ先', null, 'warning'],
    ['under a header of a person', '担当者携帯', null, 'error'],
    ['under a header of a person', '緊急連絡先', null, 'error'],
    ['in a remark', '備考', null, 'error'],
    ['in a remark that the sheet asks for', { header: '備考', field: '備考', kind: 'text' }, 'aed', 'error'],
    ['in a column that nobody asked for', { header: '携帯', field: null }, 'aed', 'error'],
  ])('%s (%j)', (_, column, sheet, severity) => {
    expect(findingsOf('090-1234-5678', column, sheet)).toEqual([
      `${severity === 'info' ? 'contact-mobile' : 'mobile-phone'} ${severity} 0`,
    ])
  })
  test('beside names of private persons it is an error, even under 電話番号', () => {
    const told = findingsIn(['保護者氏名', '電話番号'], [['山田 太郎', '090-1234-5678']])
    expect(told).toContain('mobile-phone error 1')
  })
  test('beside names of persons in office it may be that of the office', () => {
    const told = findingsIn(['代表者名', '電話番号'], [['山田 太郎', '090-1234-5678']])
    expect(told).toContain('mobile-phone warning 1')
  })
  test('without its zero, as spreadsheets make it, where telephones stand', () => {
    expect(findingsOf('9012345678', PHONE, 'aed')).toEqual(['contact-mobile info 0'])
    expect(findingsOf('90-1234-5678', '携帯電話')).toEqual(['mobile-phone error 0'])
    expect(findingsOf('9012345678', '備考')).toEqual([])
    expect(findingsOf('463-94-4711', PHONE, 'aed')).toEqual([])
  })
  test('eleven figures are no telephone where numbers of things stand', () => {
    expect(findingsOf('09012345678', { header: '施設番号', field: 'ID', kind: 'identifier' }, 'aed')).toEqual(
      [],
    )
    expect(findingsOf('09012345678', '管理番号')).toEqual([])
    expect(findingsOf('090-1234-5678', '管理番号')).toEqual(['mobile-phone error 0'])
  })
})

describe('an address of mail', () => {
  test.each([
    ['taro.yamada@gmail.com'],
    ['Taro@GMAIL.COM'],
    ['taro＠gmail.com'],
    ['ｔａｒｏ＠ｙａｈｏｏ．ｃｏ．ｊｐ'],
    ['mailto:taro@docomo.ne.jp'],
    ['連絡はtaro_1@i.softbank.jpまで'],
    ['taro@t.vodafone.ne.jp'],
    ['taro@outlook.jp'],
    ['taro@outlook.co.jp'],
    ['taro@hotmail.com.'],
    ['a@au.com'],
    ['kikaku@city.isehara.kanagawa.jp, taro@icloud.com'],
    ['taro[at]gmail.com'],
    ['taro(a)gmail.com'],
    ['taro（アット）gmail.com'],
    ['taro【at】yahoo.co.jp'],
    ['taro @ gmail.com'],
    ['taro\u200b@gmail.com'],
    ['taro@tuta.com'],
    ['taro@qq.com'],
    ['taro@yahoo.com.tw'],
  ])('%s is private', (text) => {
    expect(findingsOf(text)).toEqual(['private-mail error 0'])
  })
  test.each([
    ['kikaku@city.isehara.kanagawa.jp'],
    ['soumu@city.isehara.lg.jp'],
    ['info@example.co.jp'],
    ['school@isehara.ed.jp'],
    ['x@mhlw.go.jp'],
    ['info@gmail.com.example.jp'],
    ['info@notgmail.com'],
    ['info@outlook.example.jp'],
    ['https://www.youtube.com/@city'],
    ['https://www.google.com/maps/@35.4,139.3,15z'],
    ['@isehara_city'],
    ['＠伊勢原'],
    ['時給@1000円'],
    ['@gmail.com'],
    ['taro@'],
    ['kikaku(at)city.isehara.kanagawa.jp'],
    ['(a) gmail.com'],
    ['taro(b)gmail.com'],
  ])('%s is not', (text) => {
    expect(findingsOf(text)).toEqual([])
  })
  test.each<[Column, string | null, readonly string[]]>([
    [MAIL, 'tourism', ['private-mail warning 0']],
    ['メールアドレス', null, ['private-mail warning 0']],
    ['担当者メール', null, ['private-mail error 0']],
  ])('%j', (column, sheet, expected) => {
    expect(findingsOf('taro@gmail.com', column, sheet)).toEqual(expected)
  })
  test('of a provider of connections, as shops have them', () => {
    expect(findingsOf('youchien@abc.ocn.ne.jp', MAIL, 'preschool')).toEqual([])
    expect(findingsOf('taro@abc.ocn.ne.jp', '備考')).toEqual(['private-mail warning 0'])
  })
})

test('numbers and addresses are found wherever they stand in a text', () => {
  const gap = fc.constantFrom('', ' ', '、', '（', '電話', '。', 'です')
  const digits = fc.stringMatching(/^[1-9][0-9]{7}$/)
  const lead = fc.constantFrom('060', '070', '080', '090')
  const between = fc.constantFrom('-', 'ー', '－', ' ', '')
  const text = fc.string({ unit: fc.constantFrom('山', 'あ', 'ア', '、', '市', '（'), maxLength: 12 })
  fc.assert(
    fc.property(text, gap, lead, digits, between, (before, here, first, rest, dash) => {
      const number = [first, rest.slice(0, 4), rest.slice(4)].join(dash)
      expect(findingsOf(`${before}${here}${number}${here}${before}`)).toContain('mobile-phone error 0')
    }),
  )
  const domains = [...FILES.mail.carrier, ...FILES.mail.free].map((one) => one.replace('*', 'com'))
  const local = fc.stringMatching(/^[a-z0-9]{1,9}$/)
  fc.assert(
    fc.property(
      text,
      local,
      fc.constantFrom('@', '＠'),
      fc.constantFrom(...domains),
      (before, name, sign, domain) => {
        expect(findingsOf(`${before}${name}${sign}${domain}${before}`)).toContain('private-mail error 0')
      },
    ),
  )
})

test('no text stops the gate, and none takes long', () => {
  const units = fc.constantFrom(
    '0',
    '9',
    '８',
    '-',
    'ー',
    '(',
    ')',
    ' ',
    '@',
    '＠',
    '.',
    'a',
    '山',
    '+81',
    '090',
    '\ud800',
    '\0',
  )
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: units, maxLength: 60 })),
      (text) => {
        for (const header of ['備考', '電話番号', '氏名', '生年月日', '人数', '管理番号'])
          findingsOf(text, header)
        maskText(text, SETTINGS)
      },
    ),
  )
  for (const part of ['0', '@', '090-', '１２３４ ', 'a@', '(', '山田 '])
    findingsOf(part.repeat(100_000 / part.length))
})

test('running text is masked where it quotes any of these, and nowhere else', () => {
  expect(maskText('「090-1234-5678」を「090-1234-5679」に', SETTINGS)).toBe('「0…(13)」を「0…(13)」に')
  expect(maskText('1234-5678-9018とtaro@gmail.com', SETTINGS)).toBe('1…(14)とt…(14)')
  expect(maskText('個人番号 123-456-789-018、090.1234.5678', SETTINGS)).toBe('個人番号 1…(15)、0…(13)')
  expect(maskText('あ\u200b09012\u200b345678い', SETTINGS)).toBe('あ\u200b0…(12)い')
  expect(maskText('電話０９０－１２３４－５６７８まで', SETTINGS)).toBe('電話０…(13)まで')
  for (const plain of ['0463-94-4711', 'kikaku@city.isehara.kanagawa.jp', '令和6年4月1日', '']) {
    expect(maskText(plain, SETTINGS)).toBe(plain)
  }
})
