/** Rules on worksheets: what only a spreadsheet has, and what its cells say besides their text. */
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { Parts } from '../../extract/spreadsheet/workbook.ts'
import { type Cell, excel, type Scores, scoresOf, sheet, told } from './scored.ts'

const HEADER: readonly Cell[] = ['名称', '面積（ha）', '人数']
const ROWS: readonly (readonly Cell[])[] = [
  HEADER,
  ['中央公園', 1200, 5],
  ['東公園', 0, 6],
  ['西公園', 800.5, 7],
  ['南公園', 700, 8],
  ['北公園', 600, 9],
]
const STYLES = `<numFmts><numFmt numFmtId="170" formatCode="#,##0;-#,##0;"/></numFmts>
<fonts><font/><font><b/></font><font><strike/></font></fonts>
<fills><fill/><fill/><fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills>
<cellXfs><xf/><xf fillId="2"/><xf fontId="1"/><xf fontId="2"/><xf numFmtId="170"/></cellXfs>`
const [YELLOW, BOLD, STRUCK, NO_ZERO] = [1, 2, 3, 4]

/** With some cells looking otherwise: `row` and `column` from 1. */
function styled(
  rows: readonly (readonly Cell[])[],
  s: number,
  ...at: readonly (readonly [number, number])[]
) {
  return rows.map((cells, r) =>
    cells.map((cell, c): Cell => {
      if (!at.some(([row, column]) => row === r + 1 && column === c + 1)) return cell
      return { ...(typeof cell === 'object' ? cell : { v: cell }), s }
    }),
  )
}
const replaced = (row: number, column: number, cell: Cell): readonly (readonly Cell[])[] =>
  ROWS.map((cells, r) => cells.map((one, c) => (r === row - 1 && c === column - 1 ? cell : one)))
const one = (rows: readonly (readonly Cell[])[], after = '', before = '', hidden: readonly number[] = []) =>
  excel({ 表: sheet(rows, after, before, hidden) }, { styles: STYLES })
const columns = (column: number): readonly (readonly [number, number])[] =>
  ROWS.map((_, r) => [r + 1, column] as const)
const long = Array.from({ length: 20 }, (_, i): readonly Cell[] => [`第${i + 1}公園`, i + 1, i + 2])

const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const XDR = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
const DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
const rels = (kind: string, target: string): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${TYPE}/${kind}" Target="${target}"/></Relationships>`
const anchored = (body: string): Parts['files'] => ({
  'xl/worksheets/_rels/sheet1.xml.rels': rels('drawing', '../drawings/drawing1.xml'),
  'xl/drawings/drawing1.xml': `<xdr:wsDr ${XDR} ${DRAWING}><xdr:twoCellAnchor><xdr:from><xdr:col>4</xdr:col><xdr:colOff>12</xdr:colOff><xdr:row>2</xdr:row></xdr:from>${body}</xdr:twoCellAnchor></xdr:wsDr>`,
})
const drawn = (files: Parts['files']): Promise<Scores> =>
  excel({ 表: sheet(ROWS) }, { ...(files === undefined ? {} : { files }) })
const vml = (type: string): Parts['files'] => ({
  'xl/worksheets/_rels/sheet1.xml.rels': rels('vmlDrawing', '../drawings/v.vml'),
  'xl/drawings/v.vml': `<xml><v:shape><br><x:ClientData ObjectType="${type}"><x:Anchor>4, 0, 2, 0, 5, 0, 3, 0</x:Anchor></x:ClientData></v:shape></xml>`,
})

/** The first part, not packed, says what it is (OpenDocument 1.3 part 2, 3.3). */
function ods(content: string): Uint8Array {
  const type = strToU8('application/vnd.oasis.opendocument.spreadsheet')
  return zipSync({ mimetype: [type, { level: 0 }], 'content.xml': strToU8(content) }, { mtime: '2026-01-01' })
}

const ODS = (content: string): Promise<Scores> =>
  scoresOf(
    ods(
      `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><office:body><office:spreadsheet><table:table table:name="表">${content}<table:table-row><table:table-cell><text:p>名称</text:p></table:table-cell><table:table-cell><text:p>人数</text:p></table:table-cell></table:table-row>${[
        'A',
        'B',
        'C',
      ]
        .map(
          (name, i) =>
            `<table:table-row><table:table-cell><text:p>${name}</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="${i}"><text:p>${i}</text:p></table:table-cell></table:table-row>`,
        )
        .join('')}</table:table></office:spreadsheet></office:body></office:document-content>`,
    ),
    'in.ods',
  )

const CASES: readonly (readonly [id: string, what: string, scores: () => Promise<Scores>, told: string])[] = [
  ['L1-01', 'a spreadsheet', () => one(ROWS), 'pass'],
  [
    'L1-02',
    'two tables',
    () =>
      one([
        ['地区', '人数', '', '地区', '人数'],
        ['東町', 1, '', '西町', 4],
        ['南町', 2, '', '北町', 5],
        ['本町', 3, '', '新町', 6],
      ]),
    'fail D1 (1)',
  ],
  ['L1-02', 'a table in each worksheet', () => excel({ a: sheet(ROWS), b: sheet(ROWS) }), 'pass'],
  ['L1-03', 'a blank column to the left', () => one(ROWS.map((cells) => ['', ...cells])), 'fail A1 (1)'],
  [
    'L1-04',
    'a memo beside the table',
    () => one(ROWS.map((cells, r) => (r === 3 ? [...cells, '', '要確認'] : cells))),
    'fail E4 (1)',
  ],
  ['L1-09', 'a format that hides 0', () => one(styled(ROWS, NO_ZERO ?? 0, ...columns(2))), 'fail B3 (1)'],
  ['L1-10', 'no objects', () => one(ROWS), 'pass'],
  ['L1-10', 'a picture', () => drawn(anchored('<xdr:pic/>')), 'fail E3 (1)'],
  [
    'L1-10',
    'a text box',
    () =>
      drawn(
        anchored(
          '<xdr:sp><xdr:nvSpPr><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>注</a:t></a:r></a:p></xdr:txBody></xdr:sp>',
        ),
      ),
    'fail E3 (1)',
  ],
  ['L1-10', 'a button', () => drawn(vml('Button')), 'fail E3 (1)'],
  ['L1-10', 'a comment is none', () => drawn(vml('Note')), 'pass'],
  ['L1-10', 'a drawing that can not be read', () => drawn(anchored('<xdr:pic>')), 'unknown'],
  [
    'L1-10',
    'a shape of an ODS',
    () => ODS('<table:shapes><draw:custom-shape><text:p>注</text:p></draw:custom-shape></table:shapes>'),
    'fail  (1)',
  ],
  ['L1-10', 'an ODS without', () => ODS(''), 'pass'],
  ['L1-11', 'nothing stands out', () => one(ROWS), 'pass'],
  ['L1-11', 'a cell in yellow', () => one(styled(ROWS, YELLOW ?? 0, [3, 1])), 'fail A3 (1)'],
  ['L1-11', 'a cell in bold', () => one(styled(ROWS, BOLD ?? 0, [4, 2])), 'fail B4 (1)'],
  ['L1-11', 'a header in yellow', () => one(styled(ROWS, YELLOW ?? 0, [1, 1], [1, 2], [1, 3])), 'pass'],
  ['L1-11', 'a column in yellow', () => one(styled(ROWS, YELLOW ?? 0, ...columns(2))), 'pass'],
  [
    'L1-11',
    'stripes',
    () =>
      one(
        styled(
          [HEADER, ...long],
          YELLOW ?? 0,
          ...[3, 6, 9, 12, 15, 18].flatMap((r) => [1, 2, 3].map((c) => [r, c] as const)),
        ),
      ),
    'pass',
  ],
  [
    'L1-11',
    'struck through, and what is not',
    () => one(styled(ROWS, STRUCK ?? 0, [2, 1], [3, 1], [4, 1], [5, 1])),
    'fail A2 A3 A4 A5 A6 (5)',
  ],
  ['L1-12', 'nothing merged', () => one(ROWS), 'pass'],
  [
    'L1-12',
    'merged cells',
    () => one(replaced(4, 1, ''), '<mergeCells><mergeCell ref="A3:A4"/></mergeCells>'),
    'fail A3 (1)',
  ],
  ['L1-13', 'nothing hidden', () => one(ROWS), 'pass'],
  [
    'L1-13',
    'a column and a row',
    () => one(ROWS, '', '<cols><col min="2" max="2" hidden="1"/></cols>', [4]),
    'fail B1 4 (2)',
  ],
  ['L1-14', 'of CSV', () => one(ROWS), 'unknown'],
  ['L1-15', 'of CSV', () => one(ROWS), 'unknown'],
  ['L2-01', 'numbers', () => one(ROWS), 'pass'],
  ['L2-01', 'a number as text', () => one(replaced(4, 3, '7')), 'fail C4 (1)'],
  ['L2-01', 'shown with commas', () => one(styled(ROWS, NO_ZERO ?? 0, [2, 2])), 'pass'],
  [
    'L2-02',
    'merged downwards',
    () =>
      one(
        [
          ['地区', '名称'],
          ['東', 'A'],
          ['', 'B'],
          ['西', 'C'],
          ['', 'D'],
        ],
        '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A4:A5"/></mergeCells>',
      ),
    'fail A3 A5 (2)',
  ],
  [
    'L2-03',
    'names in two rows',
    () =>
      one(
        [
          ['地区', '人口', ''],
          ['', '男', '女'],
          ['東', 1, 2],
          ['西', 3, 4],
          ['南', 5, 6],
        ],
        '<mergeCells><mergeCell ref="B1:C1"/></mergeCells>',
      ),
    'fail A1 (1)',
  ],
  ['L2-06', 'values', () => one(ROWS), 'pass'],
  ['L2-06', 'a formula', () => one(replaced(6, 3, { v: 35, f: 'SUM(C2:C5)' })), 'fail C6 (1)'],
  [
    'L3-01',
    'two rows of names',
    () =>
      one(
        [
          ['地区', '人口', ''],
          ['', '男', '女'],
          ['東', 1, 2],
          ['西', 3, 4],
        ],
        '<mergeCells><mergeCell ref="B1:C1"/></mergeCells>',
      ),
    'fail A2 (1)',
  ],
  [
    'L3-02',
    'a list of codes',
    () =>
      coded([
        ['1', '公立'],
        ['2', '私立'],
      ]),
    'pass',
  ],
  [
    'L3-02',
    'a list that lacks one',
    () =>
      coded([
        ['1', '公立'],
        ['3', '国立'],
      ]),
    'fail B3 (1)',
  ],
  [
    'L3-03',
    'a sign explained on another worksheet',
    () => excel({ 表: sheet(replaced(4, 2, 'X')), 凡例: sheet([['X：秘匿した値を示す。']]) }),
    'pass',
  ],
  [
    'L3-04',
    'the unit on another worksheet',
    () =>
      excel({
        表: sheet(ROWS.map((cells, r) => (r === 0 ? ['名称', '面積', '定員'] : cells))),
        説明: sheet([['単位：面積は ha、定員は人']]),
      }),
    'pass',
  ],
  ['L3-07', 'years alike', () => excel({ '2022年': sheet(ROWS), '2023年': sheet(ROWS) }), 'pass'],
  [
    'L3-07',
    'years that differ',
    () =>
      excel({ '2022年': sheet(ROWS), '2023年': sheet([['施設名', '面積（ha）', '人数'], ...ROWS.slice(1)]) }),
    'fail 2023年!A1 (1)',
  ],
  ['L3-07', 'one year', () => excel({ '2022年': sheet(ROWS), 説明: sheet([['説明']]) }), 'unknown'],
  ['L3-08', 'definitions', () => defined('名称', '面積（ha）', '人数'), 'pass'],
  ['L3-08', 'definitions of some', () => defined('名称', '面積（ha）'), 'fail C1 (1)'],
  [
    'L3-09',
    'groups with the same names',
    () =>
      one(
        [
          ['地区', '2021年', '', '2022年', ''],
          ['', '男', '女', '男', '女'],
          ['東', 1, 2, 3, 4],
          ['西', 5, 6, 7, 8],
          ['南', 5, 6, 7, 8],
        ],
        '<mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="D1:E1"/></mergeCells>',
      ),
    'fail B1 C1 D1 E1 (4)',
  ],
]

function coded(list: readonly (readonly [string, string])[]): Promise<Scores> {
  const rows = Array.from({ length: 8 }, (_, i): readonly Cell[] => [`第${i}校`, i % 2 === 0 ? '1' : '2', i])
  return excel({
    表: sheet([['名称', '設置区分', '人数'], ...rows]),
    コード表: sheet([['コード', '意味'], ...list]),
  })
}

function defined(...names: readonly string[]): Promise<Scores> {
  return excel({
    表: sheet(ROWS),
    項目定義: sheet([['項目', '説明'], ...names.map((name) => [name, `${name}の説明です。`])]),
  })
}

test.each(CASES)('%s %s', async (id, _, scores, expected) => {
  expect(told(await scores(), id)).toBe(expected)
})

const HTML = (rows: string): Uint8Array =>
  strToU8(
    `<!doctype html><html><head><meta charset="utf-8"></head><body><table>${rows}</table></body></html>`,
  )

test('a page is made for people', async () => {
  const row = (...cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
  const scores = await scoresOf(
    HTML(row('名称', '人数') + row('A', '1') + row('B', '2') + row('C', '3')),
    'in.html',
  )
  expect(told(scores, 'L1-01')).toBe('fail  (1)')
  expect(told(scores, 'L1-12')).toBe('unknown')
})

describe('L1-01 of a ZIP: by what was read from it', () => {
  const page = HTML(
    '<tr><td>名称</td><td>人数</td></tr><tr><td>A</td><td>1</td></tr><tr><td>B</td><td>2</td></tr>',
  )
  const table = strToU8('名称,人数\nA,1\nB,2\nC,3\n')
  const CASES: readonly (readonly [string, Readonly<Record<string, Uint8Array>>, string])[] = [
    ['tables', { 'a.csv': table }, 'pass'],
    ['pages', { 'a.html': page, 'b.html': page }, 'fail  (1)'],
    ['both', { 'a.csv': table, 'b.html': page }, 'unknown'],
    ['by the bytes, not the name', { 'a.csv': page }, 'fail  (1)'],
  ]
  test.each(CASES)('%s', async (_, parts, expected) => {
    const zip = zipSync(parts, { mtime: '2026-01-01' })
    expect(told(await scoresOf(zip, 'in.zip'), 'L1-01')).toBe(expected)
  })
})
