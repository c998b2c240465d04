import fs from 'node:fs'
import { parse } from 'parse5'
import { describe, expect, test } from 'vitest'
import { cellValue, escapeHtml, sentence } from '../../../pipeline/report/html/escape.ts'
import { htmlReport } from '../../../pipeline/report/html/page.ts'
import { CLEAN, cellProblem, FOUND } from '../found.ts'

const titleOf = (sheet: string): string => `AED設置箇所一覧 (${sheet})`
const page = (lang: 'ja' | 'en', found = FOUND): string => htmlReport(found, { lang, titleOf })

test.each(['ja', 'en'] as const)('%s: the page as it was looked at by eye', async (lang) => {
  await expect(page(lang)).toMatchFileSnapshot(`./golden.${lang}.html`)
})

test('a file without findings says so', () => {
  expect(page('ja', CLEAN)).toContain('直すところは見つかりませんでした。')
  expect(page('en', CLEAN)).toContain('Nothing to mend was found.')
  expect(page('ja', CLEAN)).not.toContain('<article')
})

test.each([
  ['a note alone', ['note'], '直すところは見つかりませんでした。お知らせだけ、'],
  ['a mend alone', ['mend'], '人が直すところはありません。自動で直したところだけ、'],
  ['both', ['note', 'mend'], '人が直すところはありません。お知らせと、自動で直したところに、'],
])('%s is nothing for a person to mend', (_, which, says) => {
  const spot = { cell: 'A1', header: 'x', actual: 'y' }
  const problems = which.map((one) =>
    one === 'note'
      ? cellProblem('inspect/note', 'info', spot)
      : cellProblem('normalize/mend', 'info', { ...spot, mend: 'z' }),
  )
  const text = page('ja', { ...CLEAN, problems })
  expect(text).toContain(says)
  expect(text).not.toContain('<article')
  expect(text.includes('id="note"')).toBe(which.includes('note'))
  expect(text.includes('id="mended"')).toBe(which.includes('mend'))
})

test('the same findings give the same bytes', () => {
  expect(page('ja')).toBe(page('ja'))
})

interface Node {
  readonly nodeName: string
  readonly value?: string
  readonly attrs?: readonly { readonly name: string; readonly value: string }[]
  readonly childNodes?: readonly Node[]
}

function nodes(node: Node): readonly Node[] {
  return [node, ...(node.childNodes ?? []).flatMap(nodes)]
}

function textIn(node: Node): string {
  return nodes(node)
    .map(({ value = '' }) => value)
    .join('')
}

describe.each(['ja', 'en'] as const)('%s: as a browser reads it', (lang) => {
  const all = nodes(parse(page(lang)) as unknown as Node)
  const named = (name: string): readonly Node[] => all.filter(({ nodeName }) => nodeName === name)
  const attribute = (node: Node, name: string): string | undefined =>
    node.attrs?.find((one) => one.name === name)?.value

  test('nothing runs, nothing is loaded, and no value became markup', () => {
    for (const name of ['script', 'iframe', 'object', 'embed', 'img', 'link', 'form', 'svg', 'i'])
      expect(named(name), name).toEqual([])
    const attributes = all.flatMap(({ attrs = [] }) => attrs)
    expect(attributes.filter(({ name }) => /^(on|src|action)/.test(name))).toEqual([])
    expect(attributes.filter(({ name, value }) => name === 'href' && !value.startsWith('#'))).toEqual([])
    expect(
      attribute(
        named('meta').find((one) => attribute(one, 'http-equiv') !== undefined) ?? { nodeName: '' },
        'content',
      ),
    ).toContain("default-src 'none'")
    expect(textIn(named('main')[0] ?? { nodeName: '' })).toContain(
      '<script>alert("1")</script>[U+202E]gnp.exe[U+200B]',
    )
  })

  test('its language, one heading of the page, and headings in order', () => {
    expect(attribute(named('html')[0] ?? { nodeName: '' }, 'lang')).toBe(lang)
    expect(named('h1').length).toBe(1)
    const levels = all
      .filter(({ nodeName }) => /^h[1-6]$/.test(nodeName))
      .map(({ nodeName }) => Number(nodeName[1]))
    for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1)
  })

  test('every heading of a table says what it heads, every link goes somewhere, no id is twice', () => {
    for (const head of named('th')) expect(['col', 'row']).toContain(attribute(head, 'scope'))
    const ids = all.flatMap((one) => attribute(one, 'id') ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    for (const link of named('a')) expect(ids).toContain(attribute(link, 'href')?.slice(1))
  })

  test('the folder of the file is not told', () => {
    expect(page(lang)).not.toContain('内部')
  })
})

test('it has no address of a network, and its style none either', () => {
  expect(page('ja').match(/https?:\/\/|url\(|@import/g)).toBeNull()
})

/** WCAG 2.2, relative luminance. */
function contrast(one: string, other: string): number {
  const luminance = (color: string): number => {
    const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
      const value = Number.parseInt(color.slice(at, at + 2), 16) / 255
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

test('letters are read well: contrast of 7 : 1 and more', () => {
  const css = fs.readFileSync(new URL('../../../pipeline/report/html/style.ts', import.meta.url), 'utf8')
  const color = (name: string): string => new RegExp(`--${name}: #([0-9a-f]{6})`).exec(css)?.[1] ?? ''
  for (const name of ['ink', 'soft', 'error', 'warning', 'info']) {
    expect(contrast(color(name), 'ffffff'), name).toBeGreaterThanOrEqual(7)
    if (name === 'ink' || name === 'soft')
      expect(contrast(color(name), color('ground')), name).toBeGreaterThanOrEqual(7)
  }
})

test.each([
  ['a<b>&"\'', 'a&lt;b&gt;&amp;&quot;&#39;'],
  ['\u202Eabc\u2066', '[U+202E]abc[U+2066]'],
  ['a\u0000b\u200Dc', 'a[U+0000]b[U+200D]c'],
  ['\ud800x', '\ufffdx'],
  ['𠮷野', '𠮷野'],
])('escape %j', (text, html) => {
  expect(escapeHtml(text)).toBe(html)
})

test.each([
  ['  a　', '<span class="space">␣␣</span><bdi>a</bdi><span class="space">□</span>'],
  ['a\r\nb', '<bdi>a⏎b</bdi>'],
  [`a${' '.repeat(9)}`, '<bdi>a</bdi><span class="space">␣␣␣␣␣␣…</span>'],
  ['あ'.repeat(100), `<bdi>${'あ'.repeat(80)}…</bdi>`],
])('the value %j', (value, html) => {
  expect(cellValue(value)).toBe(html)
})

test('a sentence stays on its line', () => {
  expect(sentence('「a\n  b」は　　　　読めません。')).toBe('「a ⏎ b」は … 読めません。')
})
