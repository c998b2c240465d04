import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detectEncoding } from '../../pipeline/extract/encoding.ts'
import type { Encoding } from '../../pipeline/lib/grid-declaration.ts'
import { cases } from '../helpers/cases.ts'
import { encodeAs } from '../helpers/japanese.ts'

const ENCODINGS: readonly Encoding[] = ['utf-8', 'shift_jis', 'euc-jp', 'iso-2022-jp', 'utf-16le', 'utf-16be']

/** Short files of every make: a header, a row, a cell. */
const SHORT: readonly string[] = [
  '名称,住所\n公民館,中央1丁目\n',
  '施設名称,電話番号\n図書館,0463-21-1111\n',
  '名称\n',
  '住所',
  '平塚市',
  '東京都',
  '京都',
  '山田太郎',
  '鈴木',
  '渡邊,齋藤\n',
  'あ',
  'あい',
  'ひらつか',
  'さくら公園',
  'ア',
  'カタカナ',
  'コミュニティセンター',
  'AEDの設置場所',
  '緯度,経度\n35.335,139.349\n',
  'No.,町名,人口,世帯数\n1,浅間町,1204,530\n',
  '年度,歳入,歳出\n令和6年度,100,99\n',
  '○,×,△\n',
  '有,無\n',
  '月曜日～金曜日 9:00〜17:00'.replace('〜', '～'),
  '〒254-8686',
  '備考\n※要予約\n',
  '避難所,1\n',
  '小学校\n中学校\n高等学校\n',
  '保育園（認可）',
  '神奈川県平塚市浅間町9番1号',
  '第１回会議「議事録」',
  '名称_カナ\nﾋﾗﾂｶｼﾔｸｼｮ\n',
  'ｱｲｳｴｵ',
  '名前,ﾌﾘｶﾞﾅ\n山田花子,ﾔﾏﾀﾞ ﾊﾅｺ\n',
  'ﾃﾞｰﾀ\n',
  'ID,name,備考\n1,abc,なし\n',
  '"住所","電話"\n"大磯町","0463"\n',
  '種別;区分;件数\n火災;建物;3\n',
  '鎌倉\t藤沢\t茅ヶ崎\n',
  '男,女,計\n10,20,30\n',
  '公園',
  '市役所',
  '水曜',
  '一般会計',
  '町字,大字\n',
  '駐輪場・駐車場',
  'お知らせ：本日は晴天なり。',
  '品名\n薔薇\n檸檬\n',
  '躑躅の名所',
  '名称,英語\n公園,park\n',
]

describe('short files', () => {
  test.each(ENCODINGS)('%s: none is wrong', (encoding) => {
    expect(SHORT.length).toBeGreaterThanOrEqual(40)
    const wrong = SHORT.flatMap((text) => {
      // UTF-16 without BOM and without one ASCII character (no comma, no line end) is ASCII to everyone
      const bytes = encodeAs(encoding, encoding.startsWith('utf-16') ? `${text}\r\n` : text)
      const found = detectEncoding(bytes)
      return found.encoding === encoding ? [] : [`${text} → ${found.encoding} ${found.confidence}`]
    })
    expect(wrong).toEqual([])
  })
})

test('never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const found = detectEncoding(bytes)
      expect(found.confidence).toBeGreaterThanOrEqual(0)
      expect(found.confidence).toBeLessThanOrEqual(1)
    }),
    { numRuns: cases(300) },
  )
})
