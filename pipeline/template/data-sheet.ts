/** The worksheet that is filled in: headers in row 1, data from row 2, and nothing else (L3-01, L1-04). */
import { cellName } from '../lib/grid.ts'
import { cellsOf } from '../lib/width.ts'
import type { Cell, Check, Sheet, Style } from '../lib/xlsx/book.ts'
import { columnFrom } from '../lib/xlsx/sheet.ts'
import type { Text } from '../problem.ts'
import { cellOf, styleOf, type Values } from './cells.ts'
import type { CodeLists } from './codes.ts'
import type { TemplateColumn, TemplateType } from './columns.ts'
import { type Form, formOf } from './kinds.ts'
import { LEVELS, WRONG } from './texts.ts'

type Lang = keyof Text

const HEADER_HEIGHT = 39
/** Rows that are searched for a value that stands twice; without an end it would be slow to type. */
const MOST_UNIQUE = 20_000

export function dataSheet(
  name: string,
  { columns }: TemplateType,
  rows: readonly Values[],
  codes: CodeLists,
  lang: Lang,
): Sheet {
  const styles = columns.map(styleOf)
  return {
    name,
    rows: [
      columns.map(headerCell),
      ...rows.map((row) => columns.map((column, i) => cellOf(column, row[column.key], styles[i] ?? {}))),
    ],
    heights: new Map([[1, HEADER_HEIGHT]]),
    columns: columns.map((column, i) => ({ width: widthOf(column), style: styles[i] ?? {} })),
    frozen: { rows: 1 },
    checks: columns.flatMap((column, i) => checksOf(column, i + 1, codes, lang)),
    print: { landscape: true, repeat: [1, 1] },
  }
}

export function headerStyle(level: TemplateColumn['level']): Style {
  return { bold: true, fill: LEVELS[level].fill, border: true, wrap: true, vertical: 'center' }
}

export function headerCell({ header, level }: TemplateColumn): Cell {
  return { value: header, style: headerStyle(level) }
}

/** A long header takes two lines. */
export function widthOf(column: TemplateColumn): number {
  return Math.max(formOf(column).width, Math.min(32, Math.ceil(cellsOf(column.header) / 2) + 3))
}

function checksOf(column: TemplateColumn, number: number, codes: CodeLists, lang: Lang): readonly Check[] {
  const form = formOf(column)
  const prompt = { title: column.header, text: noteOf(column, form, lang) }
  const body = { range: columnFrom(number, 2), prompt, keyboard: form.keyboard }
  return [
    { range: cellName(1, number), prompt },
    { ...body, ...ruleOf(column, form, number, codes, lang) },
  ]
}

/** What it is, whether it must be there, its form; no longer than Excel shows (255). */
function noteOf({ level, description, blank }: TemplateColumn, { form }: Form, lang: Lang): string {
  const parts = [
    LEVELS[level].word[lang],
    ...(description[lang] === '' ? [] : [description[lang]]),
    form[lang],
    ...(blank === undefined ? [] : [blank[lang]]),
  ]
  return parts.join('\n')
}

function ruleOf(
  column: TemplateColumn,
  form: Form,
  number: number,
  codes: CodeLists,
  lang: Lang,
): Pick<Check, 'rule' | 'on' | 'error'> {
  const list = codes.get(column.key)
  const error = (title: Text, text: Text) => ({ title: title[lang], text: text[lang] })
  if (list !== undefined) {
    return {
      rule: { kind: 'list', from: list.range },
      on: list.isClosed ? 'stop' : 'information',
      error: list.isClosed ? error(WRONG.title, WRONG.closed) : error(WRONG.unusual, WRONG.open),
    }
  }
  const cell = cellName(2, number)
  if (column.isUnique && form.format === '@') {
    // COUNTIF would take 001 and 1 for the same
    const range = columnFrom(number, 2, MOST_UNIQUE).replace(/[A-Z]+|\d+/g, '$$$&')
    const formula = `SUMPRODUCT(--EXACT(${range},${cell}))<=1`
    return { rule: { kind: 'custom', formula }, on: 'stop', error: error(WRONG.title, WRONG.unique) }
  }
  if (form.rule === undefined) return {}
  const title = form.on === undefined ? WRONG.title : WRONG.unusual
  return { rule: form.rule(cell), on: form.on ?? 'stop', error: error(title, form.form) }
}
