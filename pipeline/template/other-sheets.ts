/** The worksheets beside the data: examples, what each column means, and how to use the form. */
import { cellName, columnName } from '../lib/grid.ts'
import { cellsOf } from '../lib/width.ts'
import type { Cell, RichCell, Sheet } from '../lib/xlsx/book.ts'
import { placeIn } from '../lib/xlsx/sheet.ts'
import type { Text } from '../problem.ts'
import { cellOf, exampleOf, styleOf, type Values } from './cells.ts'
import type { Codes } from './codes.ts'
import type { TemplateColumn, TemplateType } from './columns.ts'
import { headerCell, headerStyle, widthOf } from './data-sheet.ts'
import { formOf } from './kinds.ts'
import { BESIDE, COLOURS, EXAMPLE, GUIDE, HEADERS, LEVELS, LIST, SOURCE, sourceText } from './texts.ts'

type Lang = keyof Text

const LINE = 18.75

/** Heights for texts that are wrapped: not every program reckons them when it opens a file. */
function heightsOf(
  rows: readonly (readonly Cell[])[],
  widths: readonly number[],
): ReadonlyMap<number, number> {
  const lines = (cell: Cell, width: number): number => {
    const value = typeof cell === 'object' ? (cell.value ?? '') : (cell ?? '')
    const size = typeof cell === 'object' ? (cell.style?.size ?? 11) / 11 : 1
    return Math.ceil((cellsOf(String(value)) * size) / (width - 1)) || 1
  }
  return new Map(
    rows.flatMap((row, i) => {
      const most = Math.max(1, ...row.map((cell, column) => lines(cell, widths[column] ?? 9)))
      return most === 1 ? [] : [[i + 1, most * LINE] as const]
    }),
  )
}

const TOP = { vertical: 'top', wrap: true } as const
const SAMPLE = { italic: true, color: '7F7F7F' } as const

/** The head of a worksheet of ours. */
export function head(value: string): RichCell {
  return { value, style: { bold: true, fill: 'D9E1F2', border: true, wrap: true, vertical: 'center' } }
}

/** Every row begins with 例, so that it is known for an example also where it is copied elsewhere. */
export function exampleSheet({ columns }: TemplateType, examples: readonly Values[]): Sheet {
  const [first = {}, ...more] = examples
  const rows = [fullExample(columns, first, examples), ...more]
  return {
    name: BESIDE.examples,
    rows: [
      [head(HEADERS.kindOfRow.ja), ...columns.map(headerCell)],
      ...rows.map((row) => [
        { value: EXAMPLE, style: SAMPLE },
        ...columns.map((column) => cellOf(column, row[column.key], { ...styleOf(column), ...SAMPLE })),
      ]),
    ],
    heights: new Map([[1, 39]]),
    columns: [{ width: 7 }, ...columns.map((column) => ({ width: widthOf(column) }))],
    frozen: { rows: 1, columns: 1 },
    tab: 'A6A6A6',
    print: { landscape: true, repeat: [1, 1] },
  }
}

function fullExample(columns: readonly TemplateColumn[], first: Values, examples: readonly Values[]): Values {
  return Object.fromEntries(
    columns.map((column) => [column.key, first[column.key] ?? exampleOf(column, examples)]),
  )
}

const WIDTHS = [5, 28, 28, 16, 30, 26, 44, 20, 20, 30]

export function columnSheet(
  data: string,
  { columns }: TemplateType,
  examples: readonly Values[],
  { lists, entries }: Codes,
  lang: Lang,
): Sheet {
  const { place, header, key, level, form, example, description, blank, list, source } = HEADERS
  const titles = [place, header, key, level, form, example, description, blank, list, source]
  const listed = new Map(entries.map((entry) => [entry.header, entry.isClosed]))
  const rows: readonly (readonly Cell[])[] = [
    titles.map((title) => head(title[lang])),
    ...columns.map((column, i) => {
      const closed = lists.get(column.key)?.isClosed ?? listed.get(column.header)
      const text = (value: string): RichCell => ({ value, style: TOP })
      return [
        text(columnName(i + 1)),
        { value: column.header, style: { ...TOP, bold: true }, link: placeIn(data, cellName(1, i + 1)) },
        text(column.key),
        { value: LEVELS[column.level].word[lang], style: { ...headerStyle(column.level), ...TOP } },
        text(formOf(column).form[lang]),
        cellOf(column, exampleOf(column, examples), { ...styleOf(column), ...TOP, align: 'left' }),
        text(column.description[lang]),
        text(column.blank?.[lang] ?? ''),
        text(closed === undefined ? '' : (closed ? LIST.closed : LIST.open)[lang]),
        text(sourceText(column.confidence)[lang]),
      ]
    }),
  ]
  return {
    name: BESIDE.columns,
    rows,
    heights: heightsOf(rows, WIDTHS),
    columns: WIDTHS.map((width) => ({ width })),
    frozen: { rows: 1, columns: 2 },
    print: { landscape: true, fitWidth: true, repeat: [1, 1] },
  }
}

/** as much as a sheet of A4 is wide */
const GUIDE_WIDTH = 76

export function guideSheet(data: string, type: TemplateType, lang: Lang): Sheet {
  const { standard, columns } = type
  const used = new Set(columns.map(({ level }) => level))
  const line = (value: string): readonly RichCell[] => [{ value, style: TOP }]
  const [title = { ja: '', en: '' }, ...steps] = GUIDE
  const rows: readonly (readonly Cell[])[] = [
    [{ value: `${title[lang]}: ${type.title[lang]}`, style: { bold: true, size: 14 } }],
    line(type.description[lang]),
    ...steps.map((step) => line(step[lang].replace('{sheet}', data))),
    [],
    [{ value: COLOURS[lang], style: { bold: true } }],
    ...(['must', 'key', 'should', 'may', 'unknown'] as const)
      .filter((level) => used.has(level))
      .map((level) => [{ value: LEVELS[level].word[lang], style: { ...headerStyle(level), bold: false } }]),
    ...(standard === undefined
      ? []
      : [
          [],
          [{ value: SOURCE[lang], style: { bold: true } }],
          line(standard.edition),
          ...(standard.note === undefined ? [] : [line(standard.note[lang])]),
        ]),
  ]
  return {
    name: BESIDE.guide,
    rows,
    heights: heightsOf(rows, [GUIDE_WIDTH]),
    columns: [{ width: GUIDE_WIDTH }],
    print: { fitWidth: true },
  }
}
