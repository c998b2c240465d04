/**
 * Tables and what stands around them → worksheets, one for each table: its title and what is written above it come
 * first, as rows of one cell, then its rows, and after a blank row its notes.
 */
import type { Merge, Row, Worksheet } from '../../lib/grid.ts'
import type { Reading } from '../spreadsheet/reading.ts'
import { buildWorksheet } from '../spreadsheet/worksheet.ts'
import { createNames } from '../whole.ts'
import type { Block, JoinedTable } from './join.ts'

interface Part {
  readonly above: string[]
  readonly table: JoinedTable
  readonly below: string[]
}

const NOTE = /^\s*(?:[※＊*]|注|\(注|（注|備考|出典|出所|資料|単位は)/u
/** Units, dates and sentences stand above a table too, and name it not. */
const NO_TITLE =
  /^[\s（(［[]*単位|^[\s（(［[]*(?:令和|平成|昭和|[RHS])?[\s元\d０-９./年度月日]+(?:現在|時点|作成|更新)?[\s）)\]］]*$|[。．]$/u
/** a title is no sentence */
const LONG = 40

export function worksheetsOf(blocks: readonly Block[], reading: Reading): readonly Worksheet[] {
  const nameOf = createNames()
  const parts = partsOf(blocks)
  return parts.map((part, i) => {
    const page = part.table.pages[0] ?? 1
    const title = [...part.above]
      .reverse()
      .find((text) => text.length <= LONG && !NO_TITLE.test(text) && !NOTE.test(text))
    return worksheetOf(part, nameOf(title ?? `表${i + 1} (p.${page})`), reading)
  })
}

function partsOf(blocks: readonly Block[]): readonly Part[] {
  const parts: Part[] = []
  let above: string[] = []
  let notes = true
  for (const block of blocks) {
    const last = parts[parts.length - 1]
    if ('table' in block) {
      parts.push({ above, table: block.table, below: [] })
      above = []
      notes = true
    } else if (last !== undefined && notes && NOTE.test(block.line.text)) last.below.push(block.line.text)
    else {
      // what follows a note goes on with it, until a title could begin
      notes = false
      above.push(block.line.text)
    }
  }
  // what no table follows belongs to the one before it
  parts[parts.length - 1]?.below.push(...above)
  return parts
}

function worksheetOf({ above, table, below }: Part, name: string, reading: Reading): Worksheet {
  const builder = buildWorksheet(name, reading)
  const pages: (readonly [number, number])[] = []
  const first = table.pages[0] ?? 1
  const texts: Row[] = above.map((text) => [text])
  let row = 0
  const put = (cells: Row, page: number): void => {
    row += 1
    if (pages[pages.length - 1]?.[1] !== page) pages.push([row, page])
    for (const [i, text] of cells.entries()) if (text !== '') builder.add(row, i + 1, text, undefined)
  }
  for (const cells of texts) put(cells, first)
  for (const [i, cells] of table.rows.entries()) put(cells, table.pages[i] ?? first)
  const offset = above.length + 1
  for (const { top, left, bottom, right } of table.spans) {
    const merge: Merge = { top: top + offset, left: left + 1, bottom: bottom + offset, right: right + 1 }
    builder.merge(merge)
  }
  if (below.length > 0) row += 1
  for (const text of below) put([text], table.pages[table.pages.length - 1] ?? first)
  return { ...builder.finish(false), pages }
}
