import { describe, expect, test } from 'vitest'
import { addressKey } from '../../../pipeline/lib/grid.ts'
import { encodeAs } from '../../helpers/japanese.ts'
import { readFile, rowsOf } from '../tables.ts'

const table = (inner: string): string => `<html><body><table>${inner}</table></body></html>`
const row = (...cells: readonly string[]): string =>
  `<tr>${cells.map((one) => `<td>${one}</td>`).join('')}</tr>`

describe('text of a cell', () => {
  test.each([
    ['white space is one space', ' a \n\t b ', 'a b'],
    ['br', '芝公園<br>一丁目<br/>', '芝公園\n一丁目'],
    ['paragraphs and lists', '<p>一</p><p>二</p><ul><li>三<li>四</ul>', '一\n二\n三\n四'],
    ['readings are left out', '<ruby>南<rp>(</rp><rt>みなみ</rt><rp>)</rp></ruby>小', '南小'],
    ['entities', '&lt;A&amp;B&gt;&#x9AD8;&nbsp;', '<A&B>高'],
    ['links and marks', '<a href="x"><b>本</b>館</a>', '本館'],
    ['pictures by their text', '<img src="maru.png" alt="○">', '○'],
    ['scripts and styles', '<style>a{}</style><script>x()</script>値', '値'],
    ['comments', '一<!-- 二 -->三', '一三'],
    ['struck out is still there', '<s>旧</s>', '旧'],
  ])('%s', async (_, html, text) => {
    expect(await rowsOf(table(row(html, 'x')))).toEqual([[text, 'x']])
  })

  test('what is not shown is not read, and told', async () => {
    const html = table(row('<span style="display: none">0001</span>高松', '<i hidden>a</i>', 'b') + row('c'))
    const { worksheets, problems } = await readFile(html)
    expect(worksheets[0]?.rows).toEqual([['高松', '', 'b'], ['c']])
    expect(problems.map(({ code, message }) => [code, message.ja])).toEqual([
      ['extract/hidden-text', '「表1」に画面に出ない文字が2か所あり、読みませんでした。'],
    ])
  })
})

describe('where cells stand', () => {
  test('spans', async () => {
    const { worksheets } = await readFile(
      table(
        '<tr><th rowspan=2>名称<th colspan=2>人口</tr><tr><th>男<th>女</tr><tr><td>高松<td>1<td>2<td rowspan=9>x</tr><tr><td>丸亀<td>3<td>4</tr>',
      ),
    )
    const [sheet] = worksheets
    expect(sheet?.rows).toEqual([
      ['名称', '人口'],
      ['', '男', '女'],
      ['高松', '1', '2', 'x'],
      ['丸亀', '3', '4'],
    ])
    expect(sheet?.merges).toEqual([
      { top: 1, left: 1, bottom: 2, right: 1 },
      { top: 1, left: 2, bottom: 1, right: 3 },
      { top: 3, left: 4, bottom: 4, right: 4 },
    ])
    expect(sheet?.cells.get(addressKey(1, 1))).toEqual({ type: 'text', style: 'bold' })
  })
  test('a cell that spans rows pushes those below to the right', async () => {
    const html = table(
      '<tr><td rowspan=2>a<td>b</tr><tr><td>c</tr><tr><td rowspan=0>d<td>e</tr><tr><td>f</tr>',
    )
    expect(await rowsOf(html)).toEqual([
      ['a', 'b'],
      ['', 'c'],
      ['d', 'e'],
      ['', 'f'],
    ])
  })
  test('the foot is last, and no span leaves its group', async () => {
    const html = table(
      '<tfoot><tr><td>計</tr></tfoot><thead><tr><th rowspan=5>h<th>i</tr></thead><tbody><tr><td>1<td>2</tr></tbody>',
    )
    const { worksheets } = await readFile(html)
    expect(worksheets[0]?.rows).toEqual([['h', 'i'], ['1', '2'], ['計']])
    expect(worksheets[0]?.merges).toEqual([])
  })
  test('hidden rows and tables are told as such; colours are styles', async () => {
    const { worksheets } = await readFile(
      `<table>${row('a', 'b')}<tr style="DISPLAY:none"><td>c</td></tr><tr><td bgcolor="#ff0">d</td><td style="background-color: #00FF00">e</td></tr></table><div hidden><table>${row('x')}</table></div>`,
    )
    expect([...(worksheets[0]?.hiddenRows ?? [])]).toEqual([2])
    expect([1, 2].map((column) => worksheets[0]?.cells.get(addressKey(3, column))?.style)).toEqual([
      'fill=FFFF00',
      'fill=00FF00',
    ])
    expect(worksheets.map(({ hidden }) => hidden)).toEqual([false, true])
  })
})

describe('tables of a page', () => {
  test('are named by caption, heading or number, each its own name', async () => {
    const t = (inner = ''): string => `<table>${inner}${row('a', 'b')}</table>`
    const { worksheets } = await readFile(
      `<!DOCTYPE html><body>${t()}<h2>AED <small>一覧</small></h2>${t()}${t()}${t('<caption>避難所\n*</caption>')}</body>`,
    )
    expect(worksheets.map(({ name }) => name)).toEqual(['表1', 'AED 一覧', 'AED 一覧 (2)', '避難所 ＊'])
  })
  test('those that place others on the page are none', async () => {
    const inner = `<h1>一覧</h1><table>${row('名称', '住所')}${row('a', 'b')}</table>`
    const { worksheets } = await readFile(table(row('メニュー', `<div>${inner}</div>`)))
    expect(worksheets.map(({ name, rows }) => [name, rows.length])).toEqual([['一覧', 2]])
  })
  test('a table in a cell of data is another', async () => {
    const { worksheets } = await readFile(
      table(row('名称', '時間') + row('公民館', `備考<table>${row('月', '9時')}</table>`) + row('c', 'd')),
    )
    expect(worksheets.map(({ rows }) => rows)).toEqual([
      [
        ['名称', '時間'],
        ['公民館', '備考'],
        ['c', 'd'],
      ],
      [['月', '9時']],
    ])
  })
  test('who made the page is told', async () => {
    const { workbook } = await readFile(
      `<html><head><title>AED</title><meta name="author" content="山田太郎"><meta name="viewport" content="x"></head>${table(row('a', 'b'))}`,
    )
    expect(workbook?.properties).toEqual({ title: 'AED', author: '山田太郎' })
  })
  test.each([
    ['none', '<html><body><p>なし</p></body></html>'],
    ['empty ones', table(row('', ' ') + row(''))],
    ['frames', '<html><frameset><frame src="sheet001.htm"></frameset></html>'],
  ])('%s: told what to do', async (_, html) => {
    const { codes, problems } = await readFile(html)
    expect(codes).toEqual(['no-tables-on-page'])
    expect(problems[0]?.remedy.ja).toContain('Excel')
  })
})

describe('encodings', () => {
  const page = (charset: string): string =>
    `<html><head>${charset}<title>施設</title></head><body><table>${row('名称', '所在地')}${row('高松市役所', '番町一丁目')}</table></body></html>`
  test.each([
    ['Shift_JIS as it says', 'shift_jis', '<meta charset="Shift_JIS">'],
    [
      'x-sjis of old tools',
      'shift_jis',
      '<META http-equiv="Content-Type" content="text/html; charset=x-sjis">',
    ],
    ['EUC-JP as it says', 'euc-jp', '<meta charset=euc-jp>'],
    ['EUC-JP and nothing said', 'euc-jp', ''],
    ['JIS', 'iso-2022-jp', '<meta charset="iso-2022-jp">'],
    ['UTF-8 and says Shift_JIS', 'utf-8', '<meta charset="Shift_JIS">'],
    ['Shift_JIS and says UTF-8', 'shift_jis', '<meta charset="utf-8">'],
    ['UTF-16', 'utf-16le', '\ufeff'],
  ] as const)('%s', async (_, encoding, charset) => {
    const text = charset === '\ufeff' ? charset + page('') : page(charset)
    expect(await rowsOf(encodeAs(encoding, text))).toEqual([
      ['名称', '所在地'],
      ['高松市役所', '番町一丁目'],
    ])
  })
  test('a row with a broken character is held', async () => {
    const bytes = encodeAs('utf-8', page('<meta charset="utf-8">'))
    bytes[Buffer.from(bytes).indexOf('番町')] = 0xff
    const { worksheets, problems, codes } = await readFile(bytes)
    expect(codes).toEqual(['unread-characters'])
    expect(problems[0]?.where).toMatchObject({ worksheet: '表1', cell: 'B2' })
    expect(worksheets[0]?.bad).toEqual(new Map([[2, 'extract/unread-characters']]))
  })
})
