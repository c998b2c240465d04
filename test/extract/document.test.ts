import { describe, expect, test } from 'vitest'
import { extractDocument, LINE_LIMIT } from '../../pipeline/extract/index.ts'
import { markdownCells, tabCells } from '../../pipeline/extract/lines.ts'
import type { Form, SourceLine } from '../../pipeline/lib/document.ts'

const encode = (text: string) => new TextEncoder().encode(text)

function linesOf(bytes: Uint8Array | string, form: Form = 'text'): readonly SourceLine[] {
  const found = extractDocument(typeof bytes === 'string' ? encode(bytes) : bytes, form, 'a.txt')
  if ('problem' in found) throw new Error(found.problem.message.en)
  return [...found.document.lines]
}

function problemOf(bytes: Uint8Array) {
  const found = extractDocument(bytes, 'text', 'a.txt')
  if (!('problem' in found)) throw new Error('it was taken')
  return found.problem
}

const cellsOf = (line: SourceLine) => line.cells?.map(({ start, end }) => line.text.slice(start, end))

describe('lines', () => {
  test.each([
    ['LF', 'a\nb\n', ['a', 'b']],
    ['CRLF', 'a\r\nb\r\n', ['a', 'b']],
    ['the last without a break', 'a\nb', ['a', 'b']],
    ['blank ones count', 'a\n\n\nb', ['a', '', '', 'b']],
    ['a BOM is no text', '\ufeffa\nb', ['a', 'b']],
    ['CR within a line stays', 'a\rb\n', ['a\rb']],
    ['one line', 'a', ['a']],
  ])('%s', (_, text, lines) => {
    const found = linesOf(text)
    expect(found.map((line) => line.text)).toEqual(lines)
    expect(found.map((line) => line.line)).toEqual(lines.map((_line, i) => i + 1))
  })

  test('they can be read twice', () => {
    const found = extractDocument(encode('a\nb'), 'text', 'a.txt')
    if ('problem' in found) throw new Error('no')
    expect([...found.document.lines]).toEqual([...found.document.lines])
  })

  test('a line of the longest length is one, a longer one is named', () => {
    expect(linesOf(`a\n${'あ'.repeat(LINE_LIMIT)}\nb`)).toHaveLength(3)
    expect(problemOf(encode(`a\n${'あ'.repeat(LINE_LIMIT + 1)}\nb`))).toMatchObject({
      code: 'extract/line-too-long',
      where: { file: 'a.txt', line: 2 },
      actual: String(LINE_LIMIT + 1),
    })
  })
})

describe('cells of text', () => {
  test.each([
    ['a\tb', ['a', 'b']],
    [' a \t b c　\t', ['a', 'b c', '']],
    ['\t2.行政', ['', '2.行政']],
    ['no tab', undefined],
    ['a | b', undefined],
  ])('%j', (text, cells) => expect(cellsOf(tabCells(1, text))).toEqual(cells))
})

describe('cells of Markdown', () => {
  test.each([
    ['| a | b |', ['a', 'b']],
    ['|a|b', ['a', 'b']],
    ['  | a | |  ', ['a', '']],
    ['| a \\| b | c |', ['a \\| b', 'c']],
    ['| a | b \\|', ['a', 'b \\|']],
    ['| a | b \\| |', ['a', 'b \\|']],
    ['||', ['']],
    ['|', ['']],
    ['a | b', undefined],
    ['# a | b', undefined],
    ['a\tb', undefined],
  ])('%j', (text, cells) => expect(cellsOf(markdownCells(1, text))).toEqual(cells))

  test.each([
    ['|---|:-:|--:|', true],
    ['| --- | --- |', true],
    ['---', true],
    ['* * *', true],
    ['===', true],
    ['| --- | a |', undefined],
    ['| － | － |', undefined],
    ['--', undefined],
    ['- a', undefined],
  ])('%j is drawn: %s', (text, rule) => expect(markdownCells(1, text).rule).toBe(rule))

  test('a row of dashes keeps its cells: it may be data', () => {
    expect(cellsOf(markdownCells(1, '| - | - |'))).toEqual(['-', '-'])
  })

  test('a long run of spaces takes no time by its square', () => {
    const start = performance.now()
    markdownCells(1, `| a${' '.repeat(200_000)}b`)
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})

/** 「評価」「情報」 and kana enough to know it by, in the encodings that Windows and old systems write. */
const WORDS = 'この計画の評価について、次のとおり公開します。\n'
const SJIS = [
  0x82, 0xb1, 0x82, 0xcc, 0x8c, 0x76, 0x89, 0xe6, 0x82, 0xcc, 0x95, 0x5d, 0x89, 0xbf, 0x82, 0xc9, 0x82, 0xc2,
  0x82, 0xa2, 0x82, 0xc4, 0x0d, 0x0a,
]
const EUC = [
  0xa4, 0xb3, 0xa4, 0xce, 0xb7, 0xd7, 0xb2, 0xe8, 0xa4, 0xce, 0xc9, 0xbe, 0xb2, 0xc1, 0xa4, 0xcb, 0xa4, 0xc4,
  0xa4, 0xa4, 0xa4, 0xc6, 0x0a,
]
const JIS = [0x1b, 0x24, 0x42, 0x24, 0x33, 0x24, 0x4e, 0x37, 0x57, 0x32, 0x68, 0x1b, 0x28, 0x42, 0x0a]
const utf16 = (text: string, little: boolean) =>
  [...text].flatMap((c) => {
    const code = c.charCodeAt(0)
    return little ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff]
  })
const ascii = [...encode('title\n')]

describe('what is no UTF-8', () => {
  test.each([
    ['Shift_JIS', SJIS, 1, 'Shift_JIS'],
    ['Shift_JIS from the second line on', [...ascii, ...SJIS], 2, 'Shift_JIS'],
    ['EUC-JP', EUC, 1, 'EUC-JP'],
    ['ISO-2022-JP', [...ascii, ...JIS], 2, 'ISO-2022-JP'],
    ['UTF-16 with a mark, little', [0xff, 0xfe, ...utf16(WORDS, true)], 1, 'UTF-16'],
    ['UTF-16 with a mark, big', [0xfe, 0xff, ...utf16(WORDS, false)], 1, 'UTF-16'],
    ['UTF-16 without a mark', utf16(WORDS.repeat(3), true), 1, 'UTF-16'],
    ['UTF-16 in English', [0xff, 0xfe, ...utf16('plan', true)], 1, 'UTF-16'],
  ])('%s', (_, bytes, line, name) => {
    const found = problemOf(new Uint8Array(bytes))
    expect(found).toMatchObject({ code: 'extract/not-utf8', where: { line } })
    expect(found.message.ja).toContain(name)
    expect(found.message.en).toContain(name)
    expect(found.remedy.ja).toContain('UTF-8')
  })

  test.each([
    ['a stray byte', [...encode('あ\nい'), 0xff, ...encode('う')], 2, 8],
    ['a character cut off at the end', [...encode('あ\nい'), 0xe3, 0x81], 2, 9],
    ['a character cut off in the midst', [...encode('あ'), 0xe3, 0x81, ...ascii], 1, 6],
    [
      'far into a long file, across the pieces it is read in',
      [...encode('あ'.repeat(21_845)), 0xe3, ...ascii],
      1,
      65_537,
    ],
    ['just after the first piece', [...encode(`${'あ'.repeat(21_845)}a`), 0x81, ...ascii], 1, 65_537],
  ])('%s', (_, bytes, line, byte) => {
    const found = problemOf(new Uint8Array(bytes))
    expect(found).toMatchObject({ code: 'extract/not-utf8', where: { line } })
    const at = Number(/byte (\d+)/.exec(found.message.en)?.[1])
    expect(Math.abs(at - byte)).toBeLessThanOrEqual(1)
    expect(found.message.en).not.toContain('It looks like')
  })
})

test.each([
  ['nothing', [], 'extract/empty-source'],
  ['white space', [...encode(' \n\t\n　\n')], 'extract/empty-source'],
  ['only a BOM', [0xef, 0xbb, 0xbf], 'extract/empty-source'],
  ['a PDF', [...encode('%PDF-1.7\n')], 'extract/binary'],
  ['a spreadsheet', [0x50, 0x4b, 0x03, 0x04, 1, 2, 3], 'extract/binary'],
  ['an old spreadsheet', [0xd0, 0xcf, 0x11, 0xe0, 1, 2], 'extract/binary'],
  ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x0d], 'extract/binary'],
  ['NUL in a text', [...ascii, ...ascii, 0, 1, 2], 'extract/binary'],
])('%s', (_, bytes, code) => {
  const found = problemOf(new Uint8Array(bytes))
  expect(found.code).toBe(code)
  if (bytes.includes(0) && bytes[0] === 0x74) expect(found.where.line).toBe(3)
})
