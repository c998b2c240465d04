/** Tables of PDFs that are written by hand: ruled in each way that occurs, not ruled at all, over pages, turned. */
import { describe, expect, test } from 'vitest'
import { packageFile } from '../../../pipeline/effects-package.ts'
import { readPdfTables } from '../../../pipeline/extract/pdf/index.ts'
import type { Worksheet } from '../../../pipeline/lib/grid.ts'
import { bar, filled, latin, net, type Options, type Page, pdf, stroke, text } from './make.ts'

async function read(pages: readonly Page[], options?: Options) {
  const found = await readPdfTables(pdf(pages, options), { file: 'a.pdf', packageFile })
  if ('problem' in found) throw new Error(`${found.problem.code}: ${found.problem.message.en}`)
  return { ...found, sheets: found.workbook.worksheets }
}

/** Rows without the blanks at their ends, as worksheets have them. */
const rowsOf = (sheet: Worksheet | undefined) => sheet?.rows

const XS = [50, 150, 300, 400]
const YS = [700, 680, 660, 640]
const ROWS = [
  ['名称', '所在地', '件数'],
  ['中央館', '伊勢原市田中348', '12'],
  ['西館', '伊勢原市桜台1-2', '1,300'],
]

describe('ruled tables', () => {
  test.each([
    ['strokes', net(XS, YS)],
    ['thin filled rectangles', net(XS, YS, 'bar')],
    ['a rectangle around each field', ruledFields()],
    ['open at both sides', net(XS.slice(1, -1), YS) + YS.map((y) => stroke(50, y, 400, y)).join('')],
    ['lines in pieces', pieces()],
    [
      'double borders',
      net(XS, YS) +
        net(
          XS.map((x) => x + 1.5),
          YS.map((y) => y + 1.5),
        ),
    ],
    ['a frame around the page', net([20, 575], [20, 822]) + net(XS, YS)],
  ])('%s', async (_, rules) => {
    const { sheets, problems } = await read([
      { content: text(50, 715, '施設一覧') + rules + filled(XS, YS, ROWS) },
    ])
    expect(problems).toEqual([])
    expect(sheets.map(({ name }) => name)).toEqual(['施設一覧'])
    expect(rowsOf(sheets[0])).toEqual([['施設一覧'], ...ROWS])
    expect(sheets[0]?.merges).toEqual([])
  })

  test.each([
    ['in a form XObject', { content: '/Fm1 Do', forms: { Fm1: net(XS, YS) + filled(XS, YS, ROWS) } }],
    [
      'on a page that is shown turned',
      {
        rotate: 90,
        width: 842,
        height: 595,
        content: `0 1 -1 0 842 0 cm ${net(XS, YS)}${filled(XS, YS, ROWS)}`,
      },
    ],
    [
      'on a page upside down',
      { rotate: 180, content: `-1 0 0 -1 595 842 cm ${net(XS, YS)}${filled(XS, YS, ROWS)}` },
    ],
    ['drawn lying on its side', { content: `0 1 -1 0 800 0 cm ${net(XS, YS)}${filled(XS, YS, ROWS)}` }],
    [
      'drawn lying on its other side',
      { content: `0 -1 1 0 -200 600 cm ${net(XS, YS)}${filled(XS, YS, ROWS)}` },
    ],
    ['scaled', { content: `q 0.5 0 0 0.5 10 10 cm ${net(XS, YS)}${filled(XS, YS, ROWS)} Q` }],
  ])('%s', async (_, page) => {
    const { sheets } = await read([page])
    expect(sheets.map(rowsOf)).toEqual([ROWS])
  })

  test('merged fields: the text stands in the first, and the merge is told', async () => {
    // 区分 over two rows, 人口 over two columns
    const xs = [50, 120, 200, 280]
    const ys = [700, 680, 660, 640]
    const rules =
      [700, 640].map((y) => stroke(50, y, 280, y)).join('') +
      stroke(120, 680, 280, 680) +
      stroke(50, 660, 280, 660) +
      [50, 120, 280].map((x) => stroke(x, 640, x, 700)).join('') +
      stroke(200, 640, 200, 680)
    const words =
      text(52, 676, '区分') +
      text(150, 684, '人口') +
      filled(xs, ys, [[], ['', '男', '女'], ['全市', '5', '6']])
    const { sheets } = await read([{ content: rules + words }])
    expect(rowsOf(sheets[0])).toEqual([
      ['区分', '人口'],
      ['', '男', '女'],
      ['全市', '5', '6'],
    ])
    expect(sheets[0]?.merges).toEqual([
      { top: 1, left: 1, bottom: 2, right: 1 },
      { top: 1, left: 2, bottom: 1, right: 3 },
    ])
  })

  test('lines of a field: one where the place was full, two where it was not; no space is invented', async () => {
    const xs = [50, 120, 260, 420]
    const ys = [700, 680, 640]
    const words =
      filled(xs, ys, [['名称', '内容', '備考']]) +
      text(52, 666, '図書館') +
      text(122, 666, '子どもから大人までの本を') +
      text(122, 652, '貸し出します') +
      latin(262, 666, 'Central library and reading') +
      latin(262, 652, 'room')
    const { sheets } = await read([{ content: net(xs, ys) + words }])
    expect(rowsOf(sheets[0])?.[1]).toEqual([
      '図書館',
      '子どもから大人までの本を貸し出します',
      'Central library and reading room',
    ])
    const short =
      filled(xs, ys, [['名称', '内容', '備考']]) +
      text(52, 666, '甲') +
      text(122, 666, '小学校') +
      text(122, 652, '中学校')
    expect(rowsOf((await read([{ content: net(xs, ys) + short }])).sheets[0])?.[1]).toEqual([
      '甲',
      '小学校\n中学校',
    ])
  })

  test('columns ruled, rows not: each line is a row', async () => {
    const ys = [700, 680, 590]
    const body = [0, 1, 2, 3].map(
      (i) =>
        text(52, 664 - i * 20, `施設${i}`) +
        text(152, 664 - i * 20, `市内${i}番地`) +
        text(302, 664 - i * 20, `${i}`),
    )
    const { sheets } = await read([
      { content: net(XS, ys) + filled(XS, ys, [ROWS[0] ?? []]) + body.join('') },
    ])
    expect(rowsOf(sheets[0])).toEqual([
      ROWS[0],
      ...[0, 1, 2, 3].map((i) => [`施設${i}`, `市内${i}番地`, `${i}`]),
    ])
  })

  test('two tables on a page: two worksheets, each with its title and note', async () => {
    const lower = YS.map((y) => y - 300)
    const content =
      text(50, 720, '表1 施設') +
      net(XS, YS) +
      filled(XS, YS, ROWS) +
      text(50, 620, '※ 4月1日現在') +
      text(50, 420, '表2 公園') +
      net(XS, lower) +
      filled(XS, lower, ROWS)
    const { sheets } = await read([{ content }])
    expect(sheets.map(({ name }) => name)).toEqual(['表1 施設', '表2 公園'])
    expect(rowsOf(sheets[0])).toEqual([['表1 施設'], ...ROWS, [], ['※ 4月1日現在']])
    expect(rowsOf(sheets[1])).toEqual([['表2 公園'], ...ROWS])
  })

  test('a table without a title is named by its place', async () => {
    const { sheets } = await read([
      { content: text(50, 700, 'はじめに') },
      { content: net(XS, YS) + filled(XS, YS, ROWS) },
    ])
    expect(sheets.map(({ name }) => name)).toEqual(['はじめに'])
    expect((await read([{ content: net(XS, YS) + filled(XS, YS, ROWS) }])).sheets[0]?.name).toBe('表1 (p.1)')
  })

  test('what is written in an annotation stands where it is seen', async () => {
    const xs = [90, 200, 310]
    const ys = [190, 150, 90]
    const annotation = text(5, 20, '記入した値') + text(120, 20, '7')
    const { sheets } = await read([{ content: net(xs, ys) + filled(xs, ys, [['名称', '件数']]), annotation }])
    expect(rowsOf(sheets[0])).toEqual([
      ['名称', '件数'],
      ['記入した値', '7'],
    ])
  })

  test('vertical writing, by its font and by single characters', async () => {
    const xs = [50, 80, 110, 300]
    const ys = [700, 600, 580]
    const words =
      text(65, 690, '所在地', 10, 'F3') +
      [...'電話番号'].map((char, i) => text(90, 685 - i * 12, char)).join('') +
      text(112, 650, '備考') +
      filled(xs, ys, [[], ['甲', '乙', '丙']])
    const { sheets } = await read([{ content: net(xs, ys) + words }])
    expect(rowsOf(sheets[0])).toEqual([
      ['所在地', '電話番号', '備考'],
      ['甲', '乙', '丙'],
    ])
  })
})

function ruledFields(): string {
  return ROWS.flatMap((row, r) =>
    row.map((_, c) => {
      const [x, y, right, top] = [XS[c] ?? 0, YS[r + 1] ?? 0, XS[c + 1] ?? 0, YS[r] ?? 0]
      return `${x} ${y} ${right - x} ${top - y} re S\n`
    }),
  ).join('')
}

function pieces(): string {
  const level = YS.flatMap((y) =>
    XS.slice(1).map((x, i) => bar((XS[i] ?? 0) - 0.2, y, x - (XS[i] ?? 0), 0.4)),
  )
  const upright = XS.flatMap((x) => YS.slice(1).map((y, i) => bar(x, y + 0.3, 0.4, (YS[i] ?? 0) - y)))
  return [...level, ...upright].join('')
}

describe('tables without ruled lines', () => {
  const aligned = (rows: readonly (readonly string[])[], y = 700): string =>
    rows
      .map((row, r) =>
        row.map((words, c) => (words === '' ? '' : text([50, 180, 340][c] ?? 0, y - r * 18, words))).join(''),
      )
      .join('')

  test('columns stand under each other', async () => {
    const rows = [...ROWS, ['東館', '', '7'], ['南館', '伊勢原市板戸', '8']]
    const { sheets } = await read([{ content: text(50, 740, '施設の一覧') + aligned(rows) }])
    expect(rowsOf(sheets[0])).toEqual([['施設の一覧'], ...rows])
  })

  test('level lines alone', async () => {
    const rules = [714, 694, 640].map((y) => stroke(50, y, 400, y)).join('')
    const { sheets } = await read([{ content: rules + aligned(ROWS) }])
    expect(rowsOf(sheets[0])).toEqual(ROWS)
  })

  test('figures are set to the right', async () => {
    const rows = ['1', '12', '1,234', '55'].map(
      (n, r) => text(50, 700 - r * 18, `区分${r}`) + text(300 - n.length * 5, 700 - r * 18, n),
    )
    const { sheets } = await read([{ content: rows.join('') }])
    expect(rowsOf(sheets[0])).toEqual([
      ['区分0', '1'],
      ['区分1', '12'],
      ['区分2', '1,234'],
      ['区分3', '55'],
    ])
  })

  test('prose in two columns is no table', async () => {
    const line = '市では皆様の声を聞きながら計画を進めて'
    const lines = [0, 1, 2, 3, 4].map((i) => text(50, 700 - i * 16, line) + text(290, 700 - i * 16, line))
    const found = await readPdfTables(pdf([{ content: lines.join('') }]), { packageFile })
    expect('problem' in found ? found.problem.code : 'a table').toBe('extract/no-tables')
  })
})

describe('tables over pages', () => {
  const page = (n: number, header: readonly string[], title = true): Page => {
    const rows = [header, ...[0, 1].map((i) => [`施設${n}-${i}`, '市内', `${n * 10 + i}`])]
    const head = title ? text(50, 800, '令和6年度 施設一覧') : ''
    return { content: `${head}${net(XS, YS)}${filled(XS, YS, rows)}${text(290, 30, `- ${n} -`)}` }
  }
  const bodyOf = (n: number) => [0, 1].map((i) => [`施設${n}-${i}`, '市内', `${n * 10 + i}`])

  test('three pages with the same header: one worksheet, the header once, page numbers left out and told', async () => {
    const header = ROWS[0] ?? []
    const { sheets, problems } = await read([1, 2, 3].map((n) => page(n, header)))
    expect(sheets).toHaveLength(1)
    expect(sheets[0]?.name).toBe('令和6年度 施設一覧')
    expect(rowsOf(sheets[0])).toEqual([['令和6年度 施設一覧'], header, ...[1, 2, 3].flatMap(bodyOf)])
    expect(sheets[0]?.pages).toEqual([
      [1, 1],
      [5, 2],
      [7, 3],
    ])
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['extract/pdf-furniture', 'info'],
    ])
  })

  test('no header on the pages that follow', async () => {
    const header = ROWS[0] ?? []
    const first = page(1, header, false)
    const rest = {
      content: net(XS, YS) + filled(XS, YS, [['施設x', '市内', '1'], ...bodyOf(2)]) + text(290, 30, '- 2 -'),
    }
    const { sheets } = await read([first, rest])
    expect(rowsOf(sheets[0])).toEqual([header, ...bodyOf(1), ['施設x', '市内', '1'], ...bodyOf(2)])
  })

  test('another header, in the same columns, stays: nothing is dropped that is not the same', async () => {
    const header = ROWS[0] ?? []
    const { sheets } = await read([page(1, header, false), page(2, ['名称', '所在地', '人数'], false)])
    expect(sheets.flatMap((sheet) => rowsOf(sheet) ?? [])).toContainEqual(['名称', '所在地', '人数'])
  })

  test('a merged field that the page cuts is one', async () => {
    const xs = [50, 150, 300]
    const at = (rows: readonly (readonly string[])[], walls: readonly number[]): Page => {
      const ys = [700, 680, 660, 640]
      const content =
        stroke(50, 700, 300, 700) +
        stroke(50, 640, 300, 640) +
        xs.map((x) => stroke(x, 640, x, 700)).join('') +
        stroke(150, 660, 300, 660) +
        stroke(150, 680, 300, 680) +
        walls.map((y) => stroke(50, y, 150, y)).join('')
      return { content: content + filled(xs, ys, rows) }
    }
    const { sheets } = await read([
      at(
        [
          ['区分', '件数'],
          ['東地区', '1'],
          ['', '2'],
        ],
        [680],
      ),
      at(
        [
          ['', '3'],
          ['', '4'],
          ['西地区', '5'],
        ],
        [660],
      ),
    ])
    expect(rowsOf(sheets[0])?.map((row) => row[1])).toEqual(['件数', '1', '2', '3', '4', '5'])
    expect(sheets[0]?.merges).toEqual([{ top: 2, left: 1, bottom: 5, right: 1 }])
  })

  test('other columns: another table', async () => {
    const xs = [50, 200, 400]
    const other = {
      content:
        net(xs, YS) +
        filled(xs, YS, [
          ['区分', '値'],
          ['a', '1'],
          ['b', '2'],
        ]),
    }
    const { sheets } = await read([page(1, ROWS[0] ?? [], false), other])
    expect(sheets).toHaveLength(2)
  })
})
