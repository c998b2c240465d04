/** The columns of a newer file next to those that the declaration speaks of: gone, new, or under another name. */
import type { OpenGrid } from '../../job/table/grids.ts'
import { nearestHeader } from '../../job/table/missing-header.ts'
import { openGrids } from '../../job/table/open.ts'
import { matchWorksheet } from '../../job/table/worksheets.ts'
import { foldWord } from '../../lib/fold.ts'
import type { GridDeclaration, GridTable } from '../../lib/grid-declaration.ts'
import type { Place } from '../../problem.ts'
import { type Column, pairColumns } from './rename.ts'

export interface ColumnChange {
  /** its place in `grid.tables` */
  readonly table: number
  readonly worksheet: string | null
  /** row of the header */
  readonly row: number
  /** declared headers that are not there, and under no other name */
  readonly gone: readonly string[]
  /** headers that the declaration does not speak of */
  readonly fresh: readonly string[]
  readonly renamed: readonly { readonly from: string; readonly to: string; readonly byValues: boolean }[]
}

export interface SheetChange {
  readonly table: number
  readonly from: string
  readonly to: string
}

export interface FileColumns {
  readonly columns: readonly ColumnChange[]
  /** worksheets that seem to have another name now */
  readonly sheets: readonly SheetChange[]
}

interface Files {
  readonly now: Uint8Array
  /** the file that the declaration was made for, and that as it lies: an edit that is tried may not fit the file */
  readonly former: { readonly bytes: Uint8Array; readonly grid: GridDeclaration } | undefined
}

type PackageFile = ((name: string) => Uint8Array | undefined) | undefined

/** Nothing where the file can not be opened as declared. */
export async function columnChanges(
  grid: GridDeclaration,
  { now, former }: Files,
  place: Place,
  packageFile: PackageFile,
): Promise<FileColumns> {
  const grids = (await openGrids(now, grid, place, packageFile)).file?.grids ?? []
  const before =
    former === undefined
      ? []
      : ((await openGrids(former.bytes, former.grid, place, packageFile)).file?.grids ?? [])
  const columns = grid.tables.flatMap((table, i) => {
    if (table.headerRows === 0) return []
    const was = former?.grid.tables[i] ?? table
    const grid = before.find((one) => matchWorksheet(was.worksheet, one.worksheet) !== undefined)
    const old = grid === undefined ? undefined : { grid, table: was }
    return grids
      .filter((one) => matchWorksheet(table.worksheet, one.worksheet) !== undefined)
      .flatMap((one) => changeOf(table, i, one, old) ?? [])
  })
  return { columns, sheets: renamedSheets(grid, grids) }
}

function changeOf(
  table: GridTable,
  index: number,
  grid: OpenGrid,
  former: { readonly grid: OpenGrid; readonly table: GridTable } | undefined,
): ColumnChange | undefined {
  const near = nearestHeader(table, grid.batches(), grid.facts?.merges)
  if (near === undefined) return undefined
  const { row, missing } = near
  // of a cross table the other headers are its data
  const fresh = table.melt !== undefined && missing.length === 0 ? [] : near.fresh
  if (missing.length === 0 && fresh.length === 0) return undefined
  const old =
    former === undefined
      ? undefined
      : nearestHeader(former.table, former.grid.batches(), former.grid.facts?.merges)
  const there = sampled(table, grid, near)
  const were = old === undefined || former === undefined ? undefined : sampled(former.table, former.grid, old)
  const pairs = pairColumns(
    missing.map((header, i) => ({
      ...(were?.get(foldWord(header)) ?? { header, values: [] }),
      header,
      at: orderOf(table, missing[i] ?? ''),
      meant: targetOf(table, header),
    })),
    fresh.map((header) => there.get(foldWord(header)) ?? { header, values: [] }),
    neighbours(table, near.headers),
  )
  const [from, to] = [new Set(pairs.map((one) => one.from)), new Set(pairs.map((one) => one.to))]
  return {
    table: index,
    worksheet: grid.worksheet,
    row,
    gone: missing.filter((header) => !from.has(header)),
    fresh: fresh.filter((header) => !to.has(header)),
    renamed: pairs,
  }
}

/** So many rows of data say what a column holds. */
const ROWS = 200

/** Each column's cells, by its folded header. */
function sampled(
  table: GridTable,
  grid: OpenGrid,
  { row, headers }: { readonly row: number; readonly headers: readonly string[] },
): ReadonlyMap<string, Column> {
  const from = row + Math.max(1, table.headerRows)
  const values = headers.map((): string[] => [])
  reading: for (const { first, rows } of grid.batches()) {
    for (const [i, cells] of rows.entries()) {
      const at = first + i
      if (at < from) continue
      if (at >= from + ROWS) break reading
      for (const [c, list] of values.entries()) {
        const cell = (cells[c] ?? '').trim()
        if (cell !== '') list.push(cell)
      }
    }
  }
  const found = new Map<string, Column>()
  for (const [c, header] of headers.entries()) {
    const word = foldWord(header)
    if (word !== '' && !found.has(word)) found.set(word, { header, values: values[c] ?? [], at: c })
  }
  return found
}

function orderOf({ columns }: GridTable, header: string): number {
  return columns.findIndex((one) => one.header === header)
}

/** The field that a declared column gives, where it is one. */
function targetOf({ columns }: GridTable, header: string): string | undefined {
  const to = columns.find((one) => one.header === header)?.to
  return typeof to === 'string' ? to : undefined
}

/** Whether a new column stands beside the declared one that the gone one stood beside. */
function neighbours(table: GridTable, headers: readonly string[]): (gone: string, fresh: string) => boolean {
  const declared = table.columns.map(({ header }) => foldWord(header))
  const there = headers.map(foldWord)
  return (gone, fresh) => {
    const [was, is] = [declared.indexOf(foldWord(gone)), there.indexOf(foldWord(fresh))]
    const isBeside = (step: number): boolean => (declared[was + step] ?? '') === (there[is + step] ?? '')
    return was >= 0 && is >= 0 && (isBeside(-1) || isBeside(1))
  }
}

/** A worksheet that nobody speaks of, where a declared one is not there. */
function renamedSheets(grid: GridDeclaration, grids: readonly OpenGrid[]): readonly SheetChange[] {
  const isDeclared = (name: string | null): boolean =>
    [...grid.tables, ...(grid.leave ?? [])].some((one) => matchWorksheet(one.worksheet, name) !== undefined)
  const free = grids.flatMap(({ worksheet }) =>
    worksheet === null || isDeclared(worksheet) ? [] : [worksheet],
  )
  const lost = grid.tables.flatMap(({ worksheet }, table) =>
    worksheet === undefined || grids.some((one) => matchWorksheet(worksheet, one.worksheet) !== undefined)
      ? []
      : [{ table, from: worksheet }],
  )
  const names = new Set(lost.map(({ from }) => from))
  const [only] = free
  // more than one on either side: which is which only a person can say
  return names.size === 1 && free.length === 1 && only !== undefined
    ? lost.map((one) => ({ ...one, to: only }))
    : []
}
