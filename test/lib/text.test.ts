import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  halfWidth,
  isJapanese,
  joinParagraphs,
  joinPieces,
  mendSpaces,
  squeeze,
} from '../../pipeline/lib/text.ts'

describe('mendSpaces', () => {
  test.each([
    ['利用 可能な窓口数', '利用可能な窓口数'],
    ['令和 4 年度', '令和4年度'],
    ['令和4年度', '令和4年度'],
    ['JIS X 8341-3:2016', 'JIS X 8341-3:2016'],
    ['「JIS X 8341-3:2016」(平成 28年改正公示)', '「JIS X 8341-3:2016」(平成28年改正公示)'],
    ['統合型 GIS (地図情報システム) の導入', '統合型GIS(地図情報システム)の導入'],
    ['市公式 SNS を使った', '市公式SNSを使った'],
    ['Twitter、Facebook 及び YouTube の', 'Twitter、Facebook及びYouTubeの'],
    ['ICT の利活用', 'ICTの利活用'],
    ['1 枚のカード', '1枚のカード'],
    ['OS サポート期限', 'OSサポート期限'],
    ['無線 LAN 整備済', '無線LAN整備済'],
    ['(2016 年版)', '(2016年版)'],
    ['Web アクセシビリティ (JIS X 8341)', 'Webアクセシビリティ(JIS X 8341)'],
    ['Open Data (2016 edition) A', 'Open Data (2016 edition) A'],
    ['「 ◎ 」 = 目標以上', '「◎」=目標以上'],
    ['  前後の空白　', '前後の空白'],
    ['全角　の　空白', '全角の空白'],
    ['タブ\tも 空白', 'タブも空白'],
    ['一行目 の\n 二行目', '一行目の\n二行目'],
    ['𠮷 野家 𩸽', '𠮷野家𩸽'],
    ['A 𠮷 B', 'A𠮷B'],
    ['㈱ ABC', '㈱ABC'],
    ['面積 100 ㎡', '面積100㎡'],
    ['naïve Bayes は', 'naïve Bayesは'],
    ['', ''],
    [' \t　', ''],
  ])('%s', (written, mended) => expect(mendSpaces(written)).toBe(mended))

  const texts = fc.oneof(
    fc.string({
      unit: fc.constantFrom(
        'あ',
        '漢',
        '𠮷',
        'ー',
        '◎',
        'A',
        'z',
        '1',
        '(',
        ')',
        '「',
        '、',
        '-',
        ':',
        ' ',
        '　',
        '\t',
        '\n',
      ),
    }),
    fc.string({ unit: 'grapheme' }),
  )

  test('mending what is mended changes nothing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(mendSpaces(mendSpaces(text))).toBe(mendSpaces(text))
      }),
    )
  })

  test('only white space goes, nothing else changes', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(squeeze(mendSpaces(text))).toBe(squeeze(text))
      }),
    )
  })

  test('lines stay lines', () => {
    const breaks = (text: string) => text.split('\n').length
    const inner = texts.map((text) => `A${text}A`)
    fc.assert(
      fc.property(inner, (text) => {
        expect(breaks(mendSpaces(text))).toBe(breaks(text))
      }),
    )
  })

  test('no space stays beside a Japanese character', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const characters = [...mendSpaces(text)]
        const beside = characters.filter(
          (character, i) =>
            /[^\S\n]/.test(character) &&
            (isJapanese(characters[i - 1] ?? '') || isJapanese(characters[i + 1] ?? '')) &&
            character !== '　',
        )
        expect(beside).toEqual([])
        expect(characters).not.toContain('　')
      }),
    )
  })

  test('a long run of spaces takes no time by its square', () => {
    const text = `漢${' '.repeat(200_000)}字${' '.repeat(200_000)}A`
    const start = performance.now()
    expect(mendSpaces(text)).toBe('漢字A')
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})

describe('joinParagraphs', () => {
  const plain = (...texts: string[]) => texts.map((text) => ({ text, listed: false }))
  test.each([
    ['a sentence that ends starts a new line', plain('終わる。', '次。'), '終わる。\n次。'],
    [
      'one that does not goes on',
      plain('本計画が変更となったため、評価を', '「●」としました。'),
      '本計画が変更となったため、評価を「●」としました。',
    ],
    ['between two words a space stays', plain('see the', 'plan'), 'see the plan'],
    ['beside a kanji outside the first plane none', plain('旧字の𠮷', 'A'), '旧字の𠮷A'],
    ['between Japanese none', plain('情報 ', ' 発信'), '情報発信'],
    [
      'a listed item starts a line',
      [
        { text: '一', listed: true },
        { text: '二', listed: true },
      ],
      '一\n二',
    ],
    ['what is blank adds nothing', plain('あ', ' ', 'い'), 'あい'],
    ['a bracket at the end is an end', plain('注(例)', '次'), '注(例)\n次'],
  ] as const)('%s', (_, paragraphs, joined) => expect(joinParagraphs(paragraphs)).toBe(joined))

  test('many paragraphs take no time by their square', () => {
    const start = performance.now()
    const many = Array.from({ length: 100_000 }, () => ({ text: '文が続く、', listed: false }))
    expect(joinParagraphs(many)).toHaveLength(500_000)
    expect(performance.now() - start).toBeLessThan(3_000)
  })
})

describe('joinPieces', () => {
  const isQuantity = (text: string) => /^\D+\d+台$/.test(text)
  test.each([
    [['小学校 186 台', '中学校 42 台'], '小学校186台 中学校42台'],
    [['小学校 3~6 年生', '中学校全学年'], '小学校3~6年生中学校全学年'],
    [
      ['タブレット端末を使っ た翻訳システムの利用', '可能な窓口数'],
      'タブレット端末を使った翻訳システムの利用可能な窓口数',
    ],
    [['GIS', 'system'], 'GIS system'],
    [['小学校186台', '中学校42台', '計'], '小学校186台 中学校42台計'],
    [['一つ'], '一つ'],
    [[], ''],
  ])('%j', (pieces, joined) => expect(joinPieces(pieces, isQuantity)).toBe(joined))

  test('putting together loses no character', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('あ', 'A', '1', '台', '(', ' ') })),
        (pieces) => {
          expect(squeeze(joinPieces(pieces, isQuantity))).toBe(squeeze(pieces.join('')))
        },
      ),
    )
  })
})

test.each([
  ['ＡＢＣ１２３％（－）', 'ABC123%(-)'],
  ['～', '~'],
  ['神　ガ', '神　ガ'],
  ['ｶﾞ', 'ｶﾞ'],
])('halfWidth %s', (text, half) => expect(halfWidth(text)).toBe(half))
