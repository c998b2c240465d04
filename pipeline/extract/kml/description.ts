/** The description of a placemark: a page of HTML, often a table of attributes in two columns. */
import { parsePage } from '../html/parse.ts'
import { placeCells } from '../html/table.ts'
import { shownText } from '../html/text.ts'
import type { Reading } from '../spreadsheet/reading.ts'

export interface Description {
  readonly text: string
  readonly attributes: readonly (readonly [name: string, value: string])[]
}

/** Map programs put a table into a table. */
const DEPTH = 5

export function readDescription(html: string, reading: Reading): Description {
  const plain = html.trim()
  if (!/[<&]/.test(plain)) return { text: plain, attributes: [] }
  const nodes = parsePage(plain, reading)
  if (nodes === undefined) return { text: '', attributes: [] }
  const attributes: (readonly [string, string])[] = []
  const { text, tables } = shownText(nodes)
  const lines = text === '' ? [] : [text]
  let waiting = tables
  for (let depth = 0; depth < DEPTH && waiting.length > 0; depth += 1) {
    const inner: (typeof tables)[number][] = []
    for (const table of waiting) {
      const placed = placeCells(table, reading)
      for (const one of placed.tables) inner.push(one)
      const rows = new Map<number, string[]>()
      for (const { row, shown } of placed.cells) {
        const cells = rows.get(row) ?? []
        if (shown.tables.length === 0 || shown.text !== '') cells.push(shown.text)
        rows.set(row, cells)
      }
      for (const [name = '', ...values] of rows.values()) {
        if (values.length === 1 && name !== '') attributes.push([name, values[0] ?? ''])
        else if ([name, ...values].some((one) => one !== '')) lines.push([name, ...values].join(' '))
      }
    }
    waiting = inner
  }
  return { text: lines.join('\n'), attributes }
}
