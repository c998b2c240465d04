/** What the rules read and give, kind by kind. Digits of coordinates and numbers are compared as text. */
import { describe, expect, test } from 'vitest'
import type { Field, ValueContext } from '../../../pipeline/lib/field.ts'
import type { Kind } from '../../../pipeline/lib/kinds.ts'
import { reader, words } from './say.ts'

type Case = readonly [text: string, value: string | null, said: string]

function cases(
  kind: Kind,
  list: readonly Case[],
  more: Partial<Field> = {},
  context: ValueContext = {},
): void {
  describe(kind, () => {
    const read = reader(kind, more, context)
    test.each(list)('%s → %s', (text, value, said) => {
      const result = read(text)
      expect([result.value === null ? null : String(result.value), words(result.said)]).toEqual([value, said])
    })
  })
}

cases('text', [
  ['伊勢原市', '伊勢原市', ''],
  [' 伊勢原　', '伊勢原', 'mended spaces'],
  ['一行目\r\n二行目', '一行目\n二行目', 'mended spaces'],
  ['ａ\u200bｂ', 'ａｂ', 'mended spaces'],
  ['ｶﾌｪ ﾊﾟﾝ｡', 'カフェ パン。', 'mended width'],
  ['カ\u3099', 'ガ', 'mended width'],
  // names stay: U+FA19, squared words, full-width figures
  ['神', '神', ''],
  ['㈱山田１２３', '㈱山田１２３', ''],
  ['𠮷野', '𠮷野', ''],
  ['\ue001田', '\ue001田', 'doubt gaiji'],
  ['�田', '�田', 'doubt lost-character'],
  ['－', null, 'mended nothing-mark'],
  ['#N/A', null, 'mended nothing-mark'],
  ['#REF!', null, 'fault formula-error'],
  ['なし', 'なし', ''],
  ['  ', null, 'mended spaces'],
])

cases('kana', [
  ['イセハラシヤクショ', 'イセハラシヤクショ', ''],
  ['ｲｾﾊﾗｼ', 'イセハラシ', 'mended kana-form'],
  ['いせはらし', 'イセハラシ', 'mended kana-form'],
  ['ソーラ－パーク', 'ソーラーパーク', 'mended kana-form'],
  ['ハ―ト', 'ハート', 'mended kana-form'],
  ['イセハラ シ', 'イセハラ　シ', 'mended kana-form'],
  ['ＡＥＤ', 'ＡＥＤ', ''],
  ['第1コウエン', '第1コウエン', 'doubt not-kana'],
  ['-', null, 'mended nothing-mark'],
])

cases('latin', [
  ['Isehara City', 'Isehara City', ''],
  ['Ｉｓｅｈａｒａ　Ｐａｒｋ', 'Isehara Park', 'mended width'],
  ['伊勢原Park', '伊勢原Park', 'doubt not-latin'],
])

cases('identifier', [
  ['A-001', 'A-001', ''],
  ['Ａ００１', 'A001', 'mended width'],
  ['001 ', '001', 'mended spaces'],
  ['消火栓1', '消火栓1', ''],
  ['1.0', '1.0', 'doubt perhaps-decimal'],
  ['1.23457E+12', '1.23457E+12', 'doubt exponent'],
])

cases(
  'phone',
  [
    ['0463-94-4711', '0463-94-4711', ''],
    ['(0463)94-4711', '(0463)94-4711', ''],
    ['0463-94-4711 内線123', '0463-94-4711 内線123', ''],
    ['（054）626-1139', '(054)626-1139', 'mended width'],
    ['0463(94)4711', '0463-94-4711', 'mended phone-form'],
    ['(083)-928-8656', '(083)928-8656', 'mended phone-form'],
    ['463-94-4711', '0463-94-4711', 'mended lost-zero'],
    ['463944711', '0463-94-4711', 'mended lost-zero'],
    ['9012345678', '090-1234-5678', 'mended lost-zero'],
    ['09012345678', '090-1234-5678', 'mended phone-form'],
    ['0120123456', '0120-123456', 'mended phone-form'],
    ['0312345678', '03-1234-5678', 'mended phone-form'],
    ['0546261139', '0546261139', 'doubt phone-ungrouped'],
    ['94-4711', '94-4711', 'doubt phone-without-area-code'],
    ['0463-94-4711（代表）', '0463-94-4711', 'mended phone-form'],
    ['0463-94-4711（内線）', '0463-94-4711（内線）', 'doubt not-a-phone'],
    ['0463-94-4711、090-1234-5678', '0463-94-4711 / 090-1234-5678', 'mended phone-form'],
    ['054-626-1139・1140', '054-626-1139・1140', 'doubt not-a-phone'],
    ['市役所代表', '市役所代表', 'doubt not-a-phone'],
    ['なし', null, 'mended nothing-mark'],
    ['0463-94-471', '0463-94-471', 'doubt not-a-phone'],
    ['119', '119', ''],
  ],
  {},
  { areaCode: '0463' },
)

cases('extension', [
  ['123', '123', ''],
  ['内線１２３', '123', 'mended phone-form'],
  ['123、124', '123 / 124', 'mended phone-form'],
])

cases('url', [
  ['https://example.jp/土のう/第１.png', 'https://example.jp/土のう/第１.png', ''],
  ['ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｊｐ', 'https://example.jp', 'mended width'],
  ['ttp://example.jp/', 'http://example.jp/', 'mended url-form'],
  ['https//example.jp/', 'https://example.jp/', 'mended url-form'],
  ['www.example.jp', 'www.example.jp', 'doubt url-scheme'],
  ['https://example.jp/a b', 'https://example.jp/a b', 'doubt not-a-url'],
  ['https://a.jp/ https://b.jp/', 'https://a.jp/ https://b.jp/', 'doubt several-values'],
])

cases('email', [
  ['a@example.jp', 'a@example.jp', ''],
  ['ａ＠ｅｘａｍｐｌｅ．ｊｐ', 'a@example.jp', 'mended width'],
  ['mailto:a@example.jp', 'a@example.jp', 'mended url-form'],
  ['a[at]example.jp', 'a[at]example.jp', 'doubt not-an-email'],
])

cases('time', [
  ['09:00', '09:00', ''],
  ['24:00', '24:00', ''],
  ['9:00', '09:00', 'mended time-form'],
  ['17：00', '17:00', 'mended time-form'],
  ['9時30分', '09:30', 'mended time-form'],
  ['午後5時半', '17:30', 'mended time-form'],
  ['9:00:00', '09:00', 'mended time-form'],
  ['900', '09:00', 'mended time-form'],
  ['24', '24:00', 'mended time-form'],
  ['0.375', '09:00', 'mended serial'],
  ['0.708333333333333', '17:00', 'mended serial'],
  ['1900-01-00 09:00:00', '09:00', 'mended time-form'],
  ['25:00', '25:00', 'doubt time-past-midnight'],
  ['日没', null, 'fault time-words'],
  ['17：00（受付）', null, 'fault time-words'],
  ['午後12時', null, 'fault time-words'],
  ['9:00～17:00', '9:00～17:00', 'doubt range'],
  ['9:75', '9:75', 'doubt not-a-time'],
])

cases('weekdays', [
  ['月火水木金', '月火水木金', ''],
  ['月～金', '月火水木金', 'mended weekdays-form'],
  ['月曜日、水曜日', '月水', 'mended weekdays-form'],
  ['日・月・祝日', '月日祝', 'mended weekdays-form'],
  ['平日', '月火水木金', 'mended weekdays-form'],
  ['毎日', '月火水木金土日', 'mended weekdays-form'],
  ['12345', '月火水木金', 'mended weekdays-form'],
  ['月～金（祝日を除く）', '月～金（祝日を除く）', 'doubt not-weekdays'],
  ['第2水曜', '第2水曜', 'doubt not-weekdays'],
])

cases('presence', [
  ['有', '有', ''],
  ['○', '有', 'mended flag-form'],
  ['あり', '有', 'mended flag-form'],
  ['TRUE', '有', 'mended flag-form'],
  ['×', '無', 'mended flag-form'],
  ['なし', '無', 'mended flag-form'],
  ['0', '無', 'mended flag-form'],
  ['-', null, 'mended nothing-mark'],
  ['不明', null, 'mended unknown-word'],
  ['△', '△', 'doubt not-a-flag'],
  ['有（1台）', '有（1台）', 'doubt not-a-flag'],
])

cases(
  'applies',
  [
    ['1', '1', ''],
    ['〇', '1', 'mended flag-form'],
    ['◎', '1', 'mended flag-form'],
    ['×', null, 'mended flag-blank'],
    ['0', null, 'mended flag-blank'],
    // what can not be seen in the cell makes no other value of it
    ['0\u200b', null, 'mended flag-blank'],
    ['－', null, 'mended flag-blank'],
    ['△', null, 'fault not-a-flag'],
  ],
  { type: 'integer' },
)

cases(
  'integer',
  [
    ['12', '12', ''],
    ['1,234', '1234', 'mended number-form'],
    ['１２３', '123', 'mended width'],
    ['１２０ 人', '120', 'mended unit-removed'],
    ['△1,234', '-1234', 'mended number-form'],
    ['12.0', '12', 'mended decimal-tail'],
    ['￥1,000', '1000', 'mended number-form'],
    ['007', '7', 'mended number-form'],
    ['1.23457E+12', '1234570000000', 'doubt exponent'],
    ['12.5', null, 'fault not-an-integer'],
    ['1,23', null, 'fault not-a-number'],
    ['(123)', null, 'fault not-a-number'],
    ['約100', null, 'fault number-approximate'],
    ['15人　完全予約制', null, 'fault not-a-number'],
    ['100人以上', null, 'fault number-bound'],
    ['10～20', null, 'fault range'],
    ['なし', null, 'fault not-a-number'],
    ['-', null, 'mended nothing-mark'],
    ['12345678901234567', null, 'fault number-too-long'],
    // the header names no such unit
    ['3ha', null, 'fault not-a-number'],
  ],
  { type: 'integer' },
)

cases(
  'number',
  [
    ['12.5', '12.5', ''],
    ['1,234.5㎡', '1234.5', 'mended unit-removed'],
    ['12m2', '12', 'mended unit-removed'],
    ['3ha', null, 'fault not-a-number'],
    ['.5', '0.5', 'mended number-form'],
    ['1E-05', '0.00001', 'mended number-form'],
    ['-0.0', '0', 'mended number-form'],
    ['-0.5', '-0.5', ''],
  ],
  { type: 'number', header: '面積（㎡）' },
)

cases('latitude', [
  ['35.402800', '35.402800', ''],
  ['３５．４０', '35.40', 'mended width'],
  ['34°52′30.5″', '34.875139', 'mended coordinate-form'],
  ['北緯34度52分30秒', '34.875000', 'mended coordinate-form'],
  ['35402800', '35.402800', 'mended point-restored'],
  ['0.0', null, 'mended zero-coordinate'],
  ['0..', null, 'mended zero-coordinate'],
  ['-', null, 'mended nothing-mark'],
  // perhaps a longitude: reconcile settles the pair
  ['139.314', '139.314', ''],
  ['369.56056', '369.56056', 'doubt outside-japan'],
  ['駅前', null, 'fault not-a-coordinate'],
])

cases(
  'latitude',
  [
    ['35.402800', '35.402800', ''],
    ['354.02800', '35.402800', 'mended point-restored'],
    ['352410', '35.402778', 'mended point-restored'],
    ['36.4', '36.4', 'doubt outside-area'],
  ],
  {},
  { box: [139.2, 35.3, 139.4, 35.5] },
)

cases(
  'choice',
  [
    ['病院', '病院', ''],
    ['病 院', '病院', 'mended word-form'],
    ['薬局', '薬局', 'doubt not-in-list'],
  ],
  { choices: ['病院', '有床診療所'] },
)

cases('choice', [['薬局', '薬局', '']], { suggest: ['病院'] })

cases(
  'list',
  [
    ['内科;外科', '内科;外科', ''],
    ['内科、外科', '内科;外科', 'mended list-form'],
    ['内科・外科', '内科;外科', 'mended list-form'],
    ['内科（循環器、呼吸器）、外科', '内科（循環器、呼吸器）;外科', 'mended list-form'],
    ['石仏・縄手', '石仏・縄手', ''],
    ['月、火は休み。', '月、火は休み。', ''],
    ['1,000円', '1,000円', ''],
    ['、不明', null, 'mended unknown-word'],
  ],
  { suggest: ['内科', '外科'] },
)

cases('prefecture', [
  ['長野県', '長野県', ''],
  ['東京', '東京都', 'mended prefecture-form'],
  ['静岡県焼津市', '静岡県焼津市', 'doubt not-a-prefecture'],
])

cases('municipality', [
  ['四日市市', '四日市市', ''],
  ['札幌市厚別区', '札幌市厚別区', ''],
  ['中郡大磯町', '中郡大磯町', ''],
  ['焼津市本町', '焼津市本町', 'doubt not-a-municipality'],
])

cases('address', [
  ['静岡県焼津市本町9-9-9', '静岡県焼津市本町9-9-9', ''],
  ['本町１－２－３', '本町1-2-3', 'mended address-form'],
  ['本町1ｰ2', '本町1-2', 'mended address-form'],
  ['青葉町一丁目２番３号', '青葉町一丁目2番3号', 'mended address-form'],
  ['字２０号', '字２０号', ''],
  ['スーパーセンター', 'スーパーセンター', ''],
])

test('a schema from outside may ask for true and false, and for text as it is', () => {
  const read = reader('text', { type: 'boolean' })
  expect(read('true').value).toBe(true)
  expect(read('×').value).toBe(false)
  expect(reader('verbatim')(' － ').value).toBe(' － ')
})
