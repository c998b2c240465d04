/** The worksheets beside the data: examples, what each column means, and how to use the form. */
import { cellName, columnName } from '../lib/grid.ts'
import type { RichCell, Sheet } from '../lib/xlsx/book.ts'
import { placeIn } from '../lib/xlsx/sheet.ts'
import type { Text } from '../problem.ts'
import { cellOf, exampleOf, styleOf, type Values } from './cells.ts'
import type { Codes } from './codes.ts'
import type { TemplateColumn, TemplateType } from './columns.ts'
import { headerCell, headerStyle, widthOf } from './data-sheet.ts'
import { formOf } from './kinds.ts'
import { BESIDE, COLOURS, EXAMPLE, GUIDE, HEADERS, LEVELS, LIST, SOURCE, sourceText } from './texts.ts'

type Lang = keyof Text

const TOP = { vertical: 'top', wrap: true } as const
const SAMPLE = { italic: true, color: '7F7F7F' } as const

/** The head of a worksheet of ours. */
export function head(value: string): RichCell {
  return { value, style: { bold: true, fill: 'D9E1F2', border: true, wrap: true, vertical: 'center' } }
}

/** Every row begins with 例, so that it is known for an example also where it is copied elsewhere. */
export function exampleSheet({ columns }: TemplateType, examples: readonly Values[], lang: Lang): Sheet {
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
  return {
    name: BESIDE.columns,
    rows: [
      titles.map((title) => head(title[lang])),
      ...columns.map((column, i) => {
        const closed = lists.get(column.key)?.isClosed ?? listed.get(column.header)
        const text = (value: string): RichCell => ({ value, style: TOP })
        return [
          text(columnName(i + 1)),
          { value: column.header, style: { ...TOP, bold: true }, link: placeIn(data, cellName(1, i + 1)) },
          text(column.key),
          { value: LEVELS[column.level].word[lang], style: headerStyle(column.level) },
          text(formOf(column).form[lang]),
          cellOf(column, exampleOf(column, examples), { ...styleOf(column), ...TOP, align: 'left' }),
          text(column.description[lang]),
          text(column.blank?.[lang] ?? ''),
          text(closed === undefined ? '' : (closed ? LIST.closed : LIST.open)[lang]),
          text(sourceText(column.confidence)[lang]),
        ]
      }),
    ],
    columns: [5, 28, 28, 14, 30, 24, 44, 20, 20, 30].map((width) => ({ width })),
    frozen: { rows: 1, columns: 2 },
    print: { landscape: true, fitWidth: true, repeat: [1, 1] },
  }
}

export function guideSheet(data: string, type: TemplateType, lang: Lang): Sheet {
  const { standard, columns } = type
  const used = new Set(columns.map(({ level }) => level))
  const line = (value: string): readonly RichCell[] => [{ value, style: TOP }]
  const [title = { ja: '', en: '' }, ...steps] = GUIDE
  return {
    name: BESIDE.guide,
    rows: [
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
    ],
    columns: [{ width: 100 }],
    print: { fitWidth: true },
  }
}
