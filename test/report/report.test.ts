import { expect, test } from 'vitest'
import { cellsOf, fitInto } from '../../pipeline/lib/width.ts'
import type { Place, Problem } from '../../pipeline/problem.ts'
import {
  annotation,
  collect,
  explainText,
  problemsText,
  problemText,
  snippet,
} from '../../pipeline/report/index.ts'

const plain = { lang: 'ja', color: false } as const

function problem(where: Place, more: Partial<Problem> = {}): Problem {
  return {
    code: 'extract/bad',
    severity: 'error',
    scope: 'source',
    message: { ja: 'よくありません', en: 'it is not good' },
    remedy: { ja: '直してください', en: 'mend it' },
    where,
    ...more,
  }
}

test('cells: a Japanese character takes two, a mark none', () => {
  expect([
    cellsOf('abc'),
    cellsOf('日本'),
    cellsOf('ｶﾅ'),
    cellsOf('が'),
    cellsOf('か\u3099'),
    cellsOf('👪'),
  ]).toEqual([3, 4, 2, 2, 2, 2])
  expect(fitInto('日本語', 5)).toBe('日本')
})

test('the caret stands under the fault, whatever the width of what is before it', () => {
  expect(snippet('基本方針3名', 5, 1)).toEqual({ text: '基本方針3名', under: '        ^' })
  expect(snippet('ab日本', 3, 2)).toEqual({ text: 'ab日本', under: '  ^^^^' })
  expect(snippet('a\tb', 3)).toEqual({ text: 'a b', under: '  ^' })
  expect(snippet('ab', 9)).toEqual({ text: 'ab', under: '  ^' })
})

test('a line of 50 MB is shown around the fault, and quickly', () => {
  const line = '漢字'.repeat(12_500_000)
  const { text, under } = snippet(line, 20_000_000, 4)
  expect(cellsOf(text)).toBeLessThan(210)
  expect(text.startsWith('…') && text.endsWith('…')).toBe(true)
  expect(under.trim()).toBe('^^^^^^^^')
})

test('what would drive the terminal is shown as one sign', () => {
  const text = problemText(
    problem({ file: 'f', line: 1, column: 1, text: '\u001b[2Jx' }, { actual: 'a\u001b]0;t\u0007\nb' }),
    plain,
  )
  expect(text).not.toMatch(/\u001b|\u0007/)
  expect(text).toContain('a�]0;t� ⏎ b')
})

test('a problem as a person reads it', () => {
  const where = {
    file: 'sources/a/b/source.yaml',
    line: 12,
    column: 3,
    length: 4,
    text: '  表題x: 1',
    key: '表題x',
  }
  const text = problemText(
    problem(where, { actual: '表題x', expected: '表題', also: [{ file: 'g', line: 2, text: 'y' }] }),
    plain,
  )
  expect(text).toBe(`エラー よくありません [extract/bad]
  --> sources/a/b/source.yaml:12:3  キー 表題x
  12 |   表題x: 1
     |   ^^^^^^
  実際: 表題x
  本来: 表題
  対処: 直してください
  ほかの場所: g:2
  2 | y

`)
})

test('a million problems are shown as the first of each kind and place kind, with the number of the rest', () => {
  const all = collect(3)
  const batch = Array.from({ length: 1000 }, (_, line) => problem({ file: 'f', line }))
  for (let times = 0; times < 1000; times += 1) all.add(batch)
  all.add([problem({ key: 'k' }), problem({}, { severity: 'warning', code: 'a/b' })])
  expect(all.counts).toEqual({ error: 1_000_001, warning: 1, info: 0 })
  expect(all.kinds().map((kind) => [kind.code, kind.count, kind.problems.length])).toEqual([
    ['extract/bad', 1_000_000, 3],
    ['extract/bad', 1, 1],
    ['a/b', 1, 1],
  ])
  expect([...problemsText(all.kinds(), { lang: 'en', color: false })].join('')).toContain(
    '… and 999997 more of extract/bad.',
  )
})

test('what is not kept of a column is counted beside what is kept of it', () => {
  const all = collect(3)
  const cell = (letter: string, row: number, more?: number) =>
    problem({ cell: `${letter}${row}`, header: letter }, more === undefined ? {} : { more })
  all.add([
    cell('A', 1),
    cell('B', 1),
    cell('A', 2),
    cell('A', 3),
    cell('A', 4, 7),
    cell('B', 2),
    cell('C', 1),
  ])
  const [kind] = all.kinds()
  expect(kind?.count).toBe(14)
  expect(kind?.problems.map(({ where, more }) => [where.cell, more])).toEqual([
    ['A1', undefined],
    ['B1', 1],
    // A3, A4 and the 7 of A4; C is counted in the whole alone
    ['A2', 9],
  ])
})

test('an annotation escapes what would end it', () => {
  const text = annotation(
    problem(
      { file: 'a,b:c%.yaml', line: 3, column: 4 },
      { message: { ja: '100% だめ\n::error::x', en: '' } },
    ),
    'ja',
  )
  expect(text).toBe(
    '::error file=a%2Cb%3Ac%25.yaml,line=3,col=4,title=extract/bad::100%25 だめ%0A::error::x%0A直してください\n',
  )
  expect(annotation(problem({}, { severity: 'info' }), 'en')).toBe(
    '::notice title=extract/bad::it is not good%0Amend it\n',
  )
})

test('where a value comes from: the line once, each part under it, and the reasoning', () => {
  const text = explainText(
    [
      {
        field: 'rating',
        header: '評価',
        value: '◎',
        from: { method: 'inferred', evidence: { ja: '数が合う', en: 'the totals fit' } },
        places: [
          [
            { line: 26, part: 'c1', text: '1.市民 0', start: 0, end: 4 },
            { line: 26, part: 'c2', text: '1.市民 0', start: 5, end: 6 },
          ],
        ],
      },
      { field: 'note', header: 'note', value: null, places: [] },
    ],
    plain,
  )
  expect(text).toBe(`評価 (rating)  [原文から一つに読み取れず、根拠を示して推定したもの]
  ◎
     26 | 1.市民 0
        | ^^^^^^ c1
        |        ^ c2
  根拠: 数が合う

note
  値なし(不明)
`)
})
