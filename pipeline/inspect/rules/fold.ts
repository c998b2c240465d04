/** The rows of a file → what the rules judge by. Memory does not grow with the rows. */
import { detach } from '../../lib/detach.ts'
import { addressKey, type GridFacts, type Row } from '../../lib/grid.ts'
import {
  addTo,
  type ColumnFacts,
  createSpot,
  type FileFacts,
  isSpreadsheet,
  type SheetFacts,
  type TableFacts,
} from './facts.ts'
import type { RuledColumn, RuledFile, RuledTable, RuledWorksheet } from './input.ts'
import { strangeIn } from './jis.ts'
import { createLooks, FLAGS, isSign, LOOK, type LookOf } from './looks.ts'

/** Values of a column that are remembered: a list of choices has fewer. */
const WORDS = 200
const LONGEST = 200
/** Looks of texts that come again and again, by column. */
const REMEMBERED = 2000
const TEXTS = 1000
const STRANGE = 50
/** Rows of one style that are remembered, to see whether they are stripes. */
const STYLED = 2000

export function foldFile({ file, format, units, worksheets }: RuledFile): FileFacts {
  const reading = { lookOf: createLooks(units), isTyped: isSpreadsheet({ format }) }
  return { file, format, units, sheets: worksheets.map((one) => foldWorksheet(one, reading)) }
}

interface Reading {
  readonly lookOf: LookOf
  /** its cells say whether they are numbers */
  readonly isTyped: boolean
}

interface Open {
  readonly facts: TableFacts
  readonly columns: readonly OpenColumn[]
  readonly taken: ReadonlySet<number>
  /** the next of `skipped` */
  next: number
  blanks: number
}

interface OpenColumn {
  readonly facts: ColumnFacts
  readonly known: Map<string, number>
  /** how often a text was known */
  again: number
  /** its texts are ever new */
  isEver: boolean
}

function foldWorksheet(worksheet: RuledWorksheet, reading: Reading): SheetFacts {
  const tables = worksheet.tables.map(openTable)
  const texts: SheetFacts['texts'] = []
  const beside: SheetFacts['beside'] = []
  const facts: SheetFacts = {
    worksheet: worksheet.worksheet,
    ...(worksheet.facts === undefined ? {} : { grid: worksheet.facts }),
    tables: tables.map((one) => one.facts),
    texts,
    beside,
  }
  for (const { first, rows, bad } of worksheet.batches()) {
    for (let i = 0; i < rows.length; i += 1) {
      const cells = rows[i] ?? []
      const row = first + i
      const here = tables.filter(({ facts: { from, to } }) => row >= from && row <= to)
      let isData = false
      for (const table of here)
        isData = foldRow(table, row, cells, bad?.has(row) === true, worksheet.facts, reading) || isData
      if (!isData) keepTexts(texts, row, cells)
      else foldOutside(here, row, cells, beside)
    }
  }
  return facts
}

function openTable(table: RuledTable): Open {
  const columns = table.columns.map((column) => ({
    facts: openColumn(column),
    known: new Map<string, number>(),
    again: 0,
    isEver: false,
  }))
  const facts: TableFacts = {
    ...table,
    columns: columns.map((one) => one.facts),
    headers: [],
    rows: 0,
    firstData: 0,
    lastData: 0,
    outside: createSpot(),
    broken: createSpot(),
    gaps: createSpot(),
  }
  const taken = new Set(table.columns.map(({ column }) => column))
  return { facts, columns, taken, next: 0, blanks: 0 }
}

/** Before any cell was seen. */
export function openColumn(column: RuledColumn): ColumnFacts {
  return {
    ...column,
    filled: 0,
    blank: createSpot(),
    looks: new Map(),
    words: new Map(),
    others: createSpot(),
    signs: new Map(),
    strange: new Set(),
    isMany: false,
    styles: new Map(),
  }
}

/** Whether the row is data of this table. */
function foldRow(
  table: Open,
  row: number,
  cells: Row,
  isBroken: boolean,
  grid: GridFacts | undefined,
  reading: Reading,
): boolean {
  const { facts } = table
  const { skipped, headerRows } = facts
  while ((skipped[table.next]?.to ?? Number.MAX_SAFE_INTEGER) < row) table.next += 1
  const span = skipped[table.next]
  if (headerRows.includes(row)) {
    for (const column of table.taken) {
      const text = cells[column - 1] ?? ''
      if (text !== '') facts.headers.push({ row, column, text })
    }
    return true
  }
  if (span !== undefined && span.from <= row) {
    if (span.as === 'blank') table.blanks += 1
    return false
  }
  if (facts.rows === 0) facts.firstData = row
  else if (table.blanks > 0) addTo(facts.gaps, row, table.columns[0]?.facts.column ?? 1)
  table.blanks = 0
  facts.rows += 1
  facts.lastData = row
  if (isBroken) addTo(facts.broken, row, 1)
  for (const column of table.columns) {
    const cell = cells[column.facts.column - 1] ?? ''
    foldCell(column, row, cell, reading.lookOf)
    if (grid !== undefined && cell !== '') foldFacts(column.facts, row, cell, grid, reading)
  }
  return true
}

function foldCell(column: OpenColumn, row: number, cell: string, lookOf: LookOf): void {
  const { facts } = column
  if (cell === '' || cell.trim() === '') {
    addTo(facts.blank, row, facts.column)
    return
  }
  facts.filled += 1
  const look = lookIn(column, cell, lookOf)
  if (look !== 0) for (const flag of FLAGS) if ((look & flag) !== 0) tally(facts, flag, row)
  const isSigned = cell.length <= SIGN && (look & LOOK.number) === 0 && isSign(cell)
  if (isSigned && (look & LOOK.ditto) === 0) keepSign(facts, cell.trim(), row)
  const word = facts.isMany && facts.words.size >= WORDS ? undefined : facts.words.get(cell)
  if (word !== undefined) word.count += 1
  else if (facts.words.size < WORDS && cell.length <= LONGEST)
    facts.words.set(detach(cell), { count: 1, row })
  else {
    facts.isMany = true
    if (!isSigned && (look & AMOUNT) === 0) addTo(facts.others, row, facts.column)
  }
}

/** Signs have few characters, and there are few of them. */
const SIGN = 4
const SIGNS = 50
/** What a column of numbers may hold, or what is told of it as such. */
const AMOUNT = LOOK.number | LOOK.dressed | LOOK.mark | LOOK.ditto

function keepSign({ signs, column }: ColumnFacts, sign: string, row: number): void {
  let spot = signs.get(sign)
  if (spot === undefined) {
    if (signs.size >= SIGNS) return
    spot = createSpot()
    signs.set(detach(sign), spot)
  }
  addTo(spot, row, column)
}

function lookIn(column: OpenColumn, cell: string, lookOf: LookOf): number {
  const { facts, known } = column
  // a column in which nothing comes again is not remembered: to look a text up costs as much as to look at it
  if (column.isEver) return seen(facts, cell, lookOf(cell))
  const before = known.get(cell)
  if (before !== undefined) {
    column.again += 1
    return before
  }
  const look = lookOf(cell)
  if (known.size < REMEMBERED) known.set(detach(cell), look)
  else if (column.again < known.size) column.isEver = true
  return seen(facts, cell, look)
}

function seen({ strange }: ColumnFacts, cell: string, look: number): number {
  if ((look & (LOOK.sign | LOOK.kanji)) !== 0 && strange.size < STRANGE)
    for (const character of strangeIn(cell)) strange.add(character)
  return look
}

function foldFacts(
  facts: ColumnFacts,
  row: number,
  cell: string,
  grid: GridFacts,
  { isTyped }: Reading,
): void {
  const own = grid.cells.get(addressKey(row, facts.column))
  if (isTyped && (own?.type ?? 'text') === 'text' && /^[-0-9.]+$/.test(cell))
    tally(facts, LOOK.textNumber, row)
  const style = own?.style ?? ''
  let like = facts.styles.get(style)
  if (like === undefined) {
    like = { count: 0, rows: [] }
    facts.styles.set(style, like)
  }
  like.count += 1
  if (like.rows.length < STYLED) like.rows.push(row)
}

function tally({ looks, column }: ColumnFacts, flag: number, row: number): void {
  let spot = looks.get(flag)
  if (spot === undefined) {
    spot = createSpot()
    looks.set(flag, spot)
  }
  addTo(spot, row, column)
}

function keepTexts(texts: SheetFacts['texts'], row: number, cells: Row): void {
  for (let i = 0; i < cells.length && texts.length < TEXTS; i += 1) {
    const text = cells[i] ?? ''
    if (text.trim() !== '') texts.push({ row, column: i + 1, text: detach(text.slice(0, LONGEST)) })
  }
}

/** Cells that no table of this row has a column for. */
function foldOutside(tables: readonly Open[], row: number, cells: Row, beside: SheetFacts['beside']): void {
  const [first] = tables
  if (first === undefined || first.facts.headerRows.includes(row)) return
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i] ?? ''
    if (cell === '' || tables.some(({ taken }) => taken.has(i + 1)) || cell.trim() === '') continue
    addTo(first.facts.outside, row, i + 1)
    if (beside.length < TEXTS) beside.push({ row, column: i + 1, text: detach(cell.slice(0, LONGEST)) })
  }
}
