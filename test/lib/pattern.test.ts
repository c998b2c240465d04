import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Capture,
  compilePattern,
  isFault,
  type Pattern,
  type Repeat,
} from '../../pipeline/lib/pattern.ts'
import { compileReader } from '../../pipeline/lib/readings.ts'

const { types } = compileReader({
  form: 'text',
  blocks: [],
  types: { level: '[A-D]', when: ['前期', '後期'], before: { '遅れが 出ていた': '△', 遅れ: '×' } },
  ratings: {
    of: 'x',
    signs: [],
    scale: [
      { sign: '◎', id: 'a', spellings: ['©'] },
      { sign: '○', id: 'b', spellings: ['\\bigcirc', '\\circ'] },
    ],
    ambiguous: [{ written: '0', read: ['◎', '○'] }],
  },
})

function compiled(source: string, repeats?: Readonly<Record<string, Repeat>>): Pattern {
  const pattern = compilePattern(source, types, repeats)
  if (isFault(pattern)) throw new Error(`${pattern.fault} ${pattern.name}`)
  return pattern
}

const textsOf = (captures: readonly Capture[] | undefined) =>
  captures?.map(({ name, text, of, item }) => `${of === undefined ? '' : `${of}.${item}.`}${name}=${text}`)

describe('what matches', () => {
  test.each([
    [
      '<基本方針{number:int} {name}>',
      '<基本方針 1 誰でもいつでも利用できる ICT サービスの充実>',
      ['number=1', 'name=誰でもいつでも利用できる ICT サービスの充実'],
    ],
    ['<基本方針{number:int} {name}>', '<基本方針3 ICT による社会>', ['number=3', 'name=ICT による社会']],
    ['<基本方針{number:int} {name}>', '＜基 本 方 針１ＩＣＴ＞', ['number=１', 'name=ＩＣＴ']],
    ['<{code:code}.{title}>', '<1-1-1.マイナポータル>', ['code=1-1-1', 'title=マイナポータル']],
    ['<{code:code}.{title}>', '< １－１－１ ． マイナ >', ['code=１－１－１', 'title=マイナ']],
    [
      '{number:int}. {heading}',
      '1. 令和3年度末時点*に行った評価との比較',
      ['number=1', 'heading=令和3年度末時点*に行った評価との比較'],
    ],
    ['【取組数:{n:int}】', '【取組数：1,234】', ['n=1,234']],
    ['計画策定時({year:year})', '計画策定時(R1)', ['year=R1']],
    ['計画策定時({year:year})', '計画策定時（令和 元 年度）', ['year=令和 元 年度']],
    ['「{rating:sign}」={meaning}', '「 ◎ 」 = 目標以上の成果', ['rating=◎', 'meaning=目標以上の成果']],
    ['{rating:sign}', '\\bigcirc', ['rating=\\bigcirc']],
    ['【{heading=総 括}】', '【総括】', ['heading=総括']],
    ['【{heading=総括}】', '【総 括】', ['heading=総 括']],
    ['評価:{level:level}', '評価：B', ['level=B']],
    ['{w:when}計画', '前 期計画', ['w=前 期']],
    ['{from:before}「{t}」', '遅れが出ていた「A」', ['from=遅れが出ていた', 't=A']],
    ['■取組内容', ' ■ 取 組 内 容 ', []],
    ['{text:prose}', ' 空白の間だけ ', ['text=空白の間だけ']],
    ['{a} {b}', '一 二 三', ['a=一', 'b=二 三']],
    ['# {heading}', '# 見出し', ['heading=見出し']],
    ['a{x}c', 'abbc', ['x=bb']],
    ['{x}(詳細版)', '報告(詳細版)(詳細版)', ['x=報告(詳細版)']],
  ])('%s on %s', (source, text, captures) => {
    expect(textsOf(compiled(source).match(text))).toEqual(captures)
  })

  test.each([
    ['<基本方針{number:int} {name}>', '<基本方針 一 名前>'],
    ['<基本方針{number:int} {name}>', '基本方針 1 名前'],
    ['<{code:code}.{title}>', '<1-1-1.>'],
    ['<{code:code}.{title}>', '<1-1-1.   >'],
    ['評価:{level:level}', '評価:E'],
    ['{n:int}', '1,23'],
    ['{n:int}', '1234,567'],
    ['{n:int}', '12345678901'],
    ['■取組内容', '■取組内容と'],
    ['# {heading}', '## 見出し'],
    ['「{name}」', '「 」'],
    ['計画({year:year})', '計画()'],
  ])('%s not on %s', (source, text) => expect(compiled(source).match(text)).toBeUndefined())

  test('find takes the first place, offsets are of the text', () => {
    const text = '評価を「◎」としました。次は「○」としました。'
    const [sign] = compiled('「{rating:sign}」としました').find(text) ?? []
    expect(sign).toMatchObject({ name: 'rating', type: 'sign', start: 4, end: 5, text: '◎' })
    expect(text.slice(sign?.start, sign?.end)).toBe('◎')
    expect(compiled('「{rating:sign}」としました').find('評価なし')).toBeUndefined()
  })

  test('names are known before anything is matched', () => {
    expect(compiled('a{x}b{y:int}{z*}', { z: { pattern: '({p})({q:int})' } }).names).toEqual([
      'x',
      'y',
      'z.p',
      'z.q',
    ])
  })
})

describe('repetitions', () => {
  const totals = { totals: { pattern: '{rating:sign}{stated:int}取組' } }
  const layers = { layers: { pattern: '「{name}」', between: '、' } }
  test.each([
    [
      '【取組数:{n:int}】{totals*}',
      totals,
      '【取組数:16】 ◎10 取組 ○3 取組',
      ['n=16', 'totals.1.rating=◎', 'totals.1.stated=10', 'totals.2.rating=○', 'totals.2.stated=3'],
    ],
    ['{totals*}', totals, '\\bigcirc 5 取組', ['totals.1.rating=\\bigcirc', 'totals.1.stated=5']],
    [
      '{layers*}の地図',
      layers,
      '「ハザード」、「公園」の地図',
      ['layers.1.name=ハザード', 'layers.2.name=公園'],
    ],
    [
      '{layers*}の地図',
      layers,
      '「ハザード」 「公園」の地図',
      ['layers.1.name=ハザード', 'layers.2.name=公園'],
    ],
    [
      '{x*}',
      { x: { pattern: '{name}', between: '、' } },
      '都市計画、公園 、 下水道',
      ['x.1.name=都市計画', 'x.2.name=公園', 'x.3.name=下水道'],
    ],
    [
      '{x*}の地図',
      { x: { pattern: '{name}', between: '、' } },
      '都市計画、公園の地図',
      ['x.1.name=都市計画', 'x.2.name=公園'],
    ],
    [
      '{x*}',
      { x: { pattern: '{label}{value:int}件', between: '・' } },
      '窓口3件・電子12件',
      ['x.1.label=窓口', 'x.1.value=3', 'x.2.label=電子', 'x.2.value=12'],
    ],
    [
      '担当:{x*}',
      { x: { pattern: '{name}課', between: '/' } },
      '担当：総務 課／市民課',
      ['x.1.name=総務', 'x.2.name=市民'],
    ],
  ] as const)('%s %j on %s', (source, repeats, text, captures) => {
    expect(textsOf(compiled(source, repeats).match(text))).toEqual(captures)
  })

  test.each([
    ['【取組数:{n:int}】{totals*}', totals, '【取組数:16】'],
    ['【取組数:{n:int}】{totals*}', totals, '【取組数:16】◎10取組 と'],
    ['{layers*}の地図', layers, '公園の地図'],
    ['{x*}', { x: { pattern: '{name}', between: '、' } }, '、'],
  ] as const)('%s %j not on %s', (source, repeats, text) => {
    expect(compiled(source, repeats).match(text)).toBeUndefined()
  })

  test('find takes a repetition out of the midst of a text', () => {
    const text = '公開型GISを導入し、「A」、「B」の地図情報を2件公開'
    expect(textsOf(compiled('{layers*}の地図情報を{n:int}件', layers).find(text))).toEqual([
      'layers.1.name=A',
      'layers.2.name=B',
      'n=2',
    ])
  })

  test('an item that matches nothing at all ends, and is no match', () => {
    const own = compileReader({ form: 'text', blocks: [], types: { any: 'a*?' } }).types
    const pattern = compilePattern('{x*}b', own, { x: { pattern: '{v:any}' } })
    if (isFault(pattern)) throw new Error(pattern.fault)
    expect(pattern.match('aaab')).toBeUndefined()
  })
})

describe('faults', () => {
  test.each([
    ['{', undefined, 'syntax', '{'],
    ['<{number:int>', undefined, 'syntax', '<{number:int>'],
    ['number}', undefined, 'syntax', 'number}'],
    ['{}', undefined, 'syntax', '{}'],
    ['{Name}', undefined, 'syntax', '{Name}'],
    ['{na-me}', undefined, 'syntax', '{na-me}'],
    ['{n:}', undefined, 'syntax', '{n:}'],
    ['{n=}', undefined, 'syntax', '{n=}'],
    ['{n:integer}', undefined, 'unknown-type', 'integer'],
    ['{n}{n}', undefined, 'twice', 'n'],
    ['{n}{n*}', { n: { pattern: 'x' } }, 'twice', 'n'],
    ['{n*}', undefined, 'unknown-repeat', 'n'],
    ['{constructor*}', {}, 'unknown-repeat', 'constructor'],
    ['{n*}', { n: { pattern: '{a*}' } }, 'syntax', '{a*}'],
    ['{n*}', { n: { pattern: '「{a}」{a}。' } }, 'twice', 'a'],
    ['{n*}', { n: { pattern: '{a:zahl}' } }, 'unknown-type', 'zahl'],
    ['{n*}', { n: { pattern: '{a' } }, 'syntax', '{a'],
    ['{n*}', { n: { pattern: '{a}' } }, 'endless', '{n*}'],
    ['{n*}', { n: { pattern: '・{a}' } }, 'endless', '{n*}'],
  ] as const)('%s %j: %s', (source, repeats, fault, name) => {
    expect(compilePattern(source, types, repeats)).toEqual({ fault, name })
  })

  test.each([
    [{ bad: '(' }, 'type', 'bad'],
    [{ named: '(?<x>a)' }, 'type', 'named'],
    [{ int: '[0-9]' }, 'taken', 'int'],
    [{ sign: ['x'] }, 'taken', 'sign'],
  ])('own types %j: %s', (own, fault, name) => {
    const reader = compileReader({ form: 'text', blocks: [], types: own })
    expect(reader.faults).toMatchObject([{ fault, name, key: `document.types.${name}` }])
  })
})

describe('properties', () => {
  const word = fc.string({
    unit: fc.constantFrom('計', '画', 'ア', 'A', 'b', '・', '、'),
    minLength: 1,
    maxLength: 6,
  })
  const code = fc
    .array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 3 })
    .map((all) => all.join('-'))
  const gap = fc.constantFrom('', ' ', '  ', '　')

  test('what a template was filled with comes back, whatever the white space', () => {
    const pattern = compiled('<{code:code}. {title}>【{n:int}】{when:when}')
    const given = fc.record({
      code,
      title: word,
      n: fc.integer({ min: 0, max: 999_999_999 }),
      when: fc.constantFrom('前期', '後期'),
      gaps: fc.array(gap, { minLength: 12, maxLength: 12 }),
    })
    fc.assert(
      fc.property(given, ({ code, title, n, when, gaps }) => {
        const pieces = ['<', code, '.', title, '>', '【', String(n), '】', when]
        const text = pieces.map((piece, i) => (gaps[i] ?? '') + piece).join('')
        const captures = pattern.match(text)
        expect(textsOf(captures)).toEqual([`code=${code}`, `title=${title}`, `n=${n}`, `when=${when}`])
        for (const { start, end, text: part } of captures ?? []) expect(text.slice(start, end)).toBe(part)
      }),
    )
  })

  test('so do the items of a repetition', () => {
    const name = fc.string({
      unit: fc.constantFrom('公', '園', 'A', '1', '（', '・'),
      minLength: 1,
      maxLength: 5,
    })
    const pattern = compiled('{layers*}の地図', { layers: { pattern: '「{name}」', between: '、' } })
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 8 }), gap, (all, space) => {
        const text = `${all.map((one) => `「${one}」`).join(`${space}、${space}`)}の地図`
        expect(pattern.match(text)?.map((capture) => capture.text)).toEqual(all)
      }),
    )
  })

  test('fixed text and captures cover the whole text', () => {
    const pattern = compiled('{a}({b:int})')
    fc.assert(
      fc.property(word, fc.integer({ min: 0, max: 9999 }), gap, (a, b, space) => {
        const text = `${space}${a}${space}(${b})${space}`
        let rest = text
        for (const capture of [...(pattern.match(text) ?? [])].reverse())
          rest = rest.slice(0, capture.start) + rest.slice(capture.end)
        expect(rest.replace(/\s/g, '')).toBe('()')
      }),
    )
  })
})

describe('no line takes forever', () => {
  const spaces = ' '.repeat(20_000)
  test.each([
    ['<{code:code}.{title}>', `<1-1-1.${spaces}`],
    ['<{code:code}.{title}>', `<1-1-1.${' x'.repeat(10_000)}`],
    ['計画策定時({year:year})', `計画策定時(R1${spaces}x`],
    ['■取組内容', `■取組${spaces}内${spaces}`],
    ['{a}:{b}:{c}', 'x'.repeat(20_000)],
    ['{name=総 括}', `総${spaces}`],
  ])('%s', (source, text) => {
    const start = performance.now()
    expect(compiled(source).match(text)).toBeUndefined()
    compiled(source).find(text)
    expect(performance.now() - start).toBeLessThan(1_000)
  })

  test('a repetition that ends wrong', () => {
    const pattern = compiled('【{n:int}】{totals*}', { totals: { pattern: '{rating:sign}{stated:int}取組' } })
    const start = performance.now()
    expect(pattern.match(`【16】${' ◎ 10 取 組 '.repeat(500)}と`)).toBeUndefined()
    expect(pattern.match(`【16】◎10取組${spaces}と`)).toBeUndefined()
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})
