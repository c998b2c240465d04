/** Where the declared tables of a worksheet (or of a CSV) are: a table starts where its headers match. */
import { foldWord } from '../../lib/fold.ts'
import { isBlankRow, type Merge, type Row, type RowBatch } from '../../lib/grid.ts'
import type { GridTable } from '../../lib/grid-declaration.ts'
import { columnOf, headerParts } from '../../lib/header.ts'
import { type Melted, meltedColumns } from './melt.ts'

export interface Located {
  /** rows of the header, from 1; none where the table has no header */
  readonly headerRows: readonly number[]
  /** the header cells as they are, to know the header when it stands there again */
  readonly header: readonly Row[]
  /** headers of the columns of the file, by column from 0 */
  readonly headers: readonly string[]
  /** for each declared column where it is, from 0; −1: it may be missing, and is */
  readonly columns: readonly number[]
  /** the columns of the table, from 0, both included */
  readonly left: number
  readonly right: number
  readonly melted: readonly Melted[]
}

interface Wanted {
  readonly table: GridTable
  located?: Located
}

/**
 * For each table where it is, or undefined. Tables are sought in their order: one does not begin above the one
 * before it. `rows` is read only as far as needed.
 */
export function locateTables(
  tables: readonly GridTable[],
  rows: Iterable<RowBatch>,
  merges: readonly Merge[] = [],
): readonly (Located | undefined)[] {
  const wanted: Wanted[] = tables.map((table) => ({ table }))
  // of a cross table of several levels the rows below are looked at too
  const tallest = tables.reduce(
    (most, { headerRows, melt }) => Math.max(most, melt === undefined ? headerRows : headerRows * 2 - 1),
    1,
  )
  let window: { readonly row: number; readonly cells: Row }[] = []
  const settle = (end: boolean): boolean => {
    while (window.length > 0 && (end || window.length >= tallest)) {
      if (seekAt(wanted, window, merges)) return true
      window = window.slice(1)
    }
    return false
  }
  for (const batch of rows) {
    for (const [i, cells] of batch.rows.entries()) {
      window.push({ row: batch.first + i, cells })
      if (settle(false)) return wanted.map(({ located }) => located)
    }
  }
  settle(true)
  return wanted.map(({ located }) => located)
}

/** True when all are found. The next one, and those that stand beside it, may begin in the first row of the window. */
function seekAt(
  wanted: readonly Wanted[],
  window: readonly { readonly row: number; readonly cells: Row }[],
  merges: readonly Merge[],
): boolean {
  const [first] = window
  if (first === undefined || isBlankRow(first.cells)) return false
  const taken = new Set<number>()
  for (const one of wanted) {
    if (one.located !== undefined) continue
    const height = Math.max(1, one.table.headerRows)
    if (window.length < height) return false
    const found = bestAt(one.table, window, height, merges)
    // the same header over the same columns again: that is the table below this one
    if (found === undefined || found.columns.some((column) => taken.has(column))) return false
    for (const column of found.columns) if (column >= 0) taken.add(column)
    one.located = found
  }
  return true
}

/**
 * Melted columns are not declared one by one: of a header of several rows, a title right above it may match as the first
 * row. Of the places that follow each other, the one with most columns is it, and of those the one whose rows all have one.
 */
function bestAt(
  table: GridTable,
  window: readonly { readonly row: number; readonly cells: Row }[],
  height: number,
  merges: readonly Merge[],
): Located | undefined {
  let best = matchAt(table, window.slice(0, height), merges)
  if (table.melt === undefined || height < 2) return best
  for (let at = 1; best !== undefined && at < height && at + height <= window.length; at += 1) {
    const other = matchAt(table, window.slice(at, at + height), merges)
    if (other !== undefined && isBetter(other, best)) best = other
  }
  return best
}

function isBetter(a: Located, b: Located): boolean {
  if (a.melted.length !== b.melted.length) return a.melted.length > b.melted.length
  return namedRows(a) > namedRows(b)
}

/** How many rows of the header have a cell in one of the columns of the table. */
function namedRows({ header, columns, melted }: Located): number {
  const all = [...columns, ...melted.map(({ column }) => column)]
  return header.filter((row) => all.some((at) => (row[at] ?? '').trim() !== '')).length
}

function matchAt(
  table: GridTable,
  window: readonly { readonly row: number; readonly cells: Row }[],
  merges: readonly Merge[],
): Located | undefined {
  const first = window[0]?.row ?? 1
  const cells = window.map((one) => one.cells)
  const none = table.headerRows === 0
  const width = table.columns.reduce((most, { nth = 1 }) => Math.max(most, nth), cells[0]?.length ?? 0)
  const parts = none ? Array.from({ length: width }, () => ['']) : headerParts(cells, first, merges)
  const headers = parts.map((one) => one.join('_'))
  const folded = headers.map(foldWord)
  const offset = blockOffset(table)
  const columns: number[] = []
  for (const { header, nth = 1, optional } of table.columns) {
    const at = columnOf(folded, foldWord(header), nth + offset(header), (text) => text)
    if (at < 0 && optional !== true) return undefined
    columns.push(at)
  }
  const melted = table.melt === undefined ? [] : meltedColumns(parts, table.melt, columns)
  if (table.melt !== undefined && melted.length === 0) return undefined
  const all = [...columns.filter((at) => at >= 0), ...melted.map(({ column }) => column)]
  if (all.length === 0) return undefined
  return {
    headerRows: none ? [] : window.map(({ row }) => row),
    header: none ? [] : cells,
    headers,
    columns,
    left: all.reduce((least, at) => Math.min(least, at), Number.MAX_SAFE_INTEGER),
    right: all.reduce((most, at) => Math.max(most, at), 0),
    melted,
  }
}

/** In the second of two tables side by side, each header is the one after those of the first. */
function blockOffset({ columns, block = 1 }: GridTable): (header: string) => number {
  if (block === 1) return () => 0
  const many = new Map<string, number>()
  for (const { header, nth = 1 } of columns) {
    const word = foldWord(header)
    many.set(word, Math.max(many.get(word) ?? 0, nth))
  }
  return (header) => (block - 1) * (many.get(foldWord(header)) ?? 1)
}
