/**
 * Corrections on file for tables: cells are mended before the rows are read, so that everything after sees what was
 * meant. By place (`column`, with `row` as a hint: `before` decides) or by record (`<dataset>/<key>` and a field).
 * Where there is none, nothing is read twice. A correction that does not find its cell is an error.
 */
import type { Correction } from '../../lib/declaration.ts'
import { foldWord } from '../../lib/fold.ts'
import { cellName, type Row, type RowBatch } from '../../lib/grid.ts'
import { keyPath } from '../../lib/keys.ts'
import { squeeze } from '../../lib/text.ts'
import type { Place, Problem } from '../../problem.ts'
import { reconcileProblem } from '../../reconcile/index.ts'
import type { OpenGrid } from './grids.ts'
import {
  type CorrectedTable,
  findRecords,
  locatedTables,
  type RecordAt,
  type WorksheetTables,
} from './record-cells.ts'

export interface CorrectedCell {
  readonly worksheet: string | null
  readonly row: number
  /** from 0 */
  readonly column: number
  /** the cell as it stands in the file */
  readonly written: string
  /** key in corrections.yaml */
  readonly key: string
  readonly reason: string
  /** `written` is masked: the gate would have stopped at the cell, or at a column of such cells */
  readonly isHidden?: true
}

export interface Corrected {
  readonly grids: readonly OpenGrid[]
  readonly cells: readonly CorrectedCell[]
  readonly problems: readonly Problem[]
}

interface Hit {
  readonly worksheet: string | null
  readonly row: number
  readonly column: number
  readonly written: string
}

/** What was found for a correction; `now`: what stands where it was expected. */
interface Sought {
  readonly hits: readonly Hit[]
  readonly now?: Hit
  /** there is no such column, record or field */
  readonly unknown?: { readonly actual: string; readonly hintJa: string; readonly hintEn: string }
}

/** `place`: the source; `file`: its corrections.yaml. */
export function correctGrids(
  worksheets: readonly WorksheetTables[],
  corrections: readonly Correction[],
  place: Place,
  file: string,
): Corrected {
  const grids = worksheets.map(({ grid }) => grid)
  if (corrections.length === 0) return { grids, cells: [], problems: [] }
  const tables = worksheets.flatMap(locatedTables)
  const named = new Set(corrections.flatMap(({ record }) => (record === undefined ? [] : [record])))
  const records = findRecords(tables, named)
  const cells: CorrectedCell[] = []
  const after = new Map<string, string>()
  const problems: Problem[] = []
  for (const [i, correction] of corrections.entries()) {
    const key = keyPath('corrections', i)
    const where: Place = { source: place.source, file, key }
    const sought =
      correction.record === undefined ? byPlace(tables, correction) : byRecord(tables, records, correction)
    const found = settle(sought, correction, key, where)
    if ('problem' in found) {
      problems.push(found.problem)
      continue
    }
    const { hit } = found
    const earlier = cells.find(
      ({ worksheet, row, column }) => worksheet === hit.worksheet && row === hit.row && column === hit.column,
    )
    if (earlier !== undefined) {
      const actual = cellName(hit.row, hit.column + 1)
      problems.push(reconcileProblem('reconcile/corrected-twice', where, { key, other: earlier.key, actual }))
      continue
    }
    cells.push({ ...hit, key, reason: correction.reason })
    after.set(idOf(hit), correction.after)
  }
  return { grids: grids.map((grid) => withCells(grid, cells, after)), cells, problems }
}

function idOf({ worksheet, row, column }: Pick<Hit, 'worksheet' | 'row' | 'column'>): string {
  return `${row} ${column} ${worksheet ?? ''}`
}

/** The one cell that is meant, or why there is none. */
function settle(
  { hits, now, unknown }: Sought,
  { row, before }: Correction,
  key: string,
  where: Place,
): { readonly hit: Hit } | { readonly problem: Problem } {
  const [first, second] = hits
  if (first !== undefined && second === undefined) return { hit: first }
  const hinted = hits.filter((hit) => hit.row === row)
  const [only, other] = hinted
  if (only !== undefined && other === undefined) return { hit: only }
  if (first !== undefined) {
    const lines =
      hits
        .slice(0, 5)
        .map((hit) => hit.row)
        .join(', ') + (hits.length > 5 ? ' …' : '')
    const facts = { key, expected: before, count: hits.length, lines }
    return { problem: reconcileProblem('reconcile/ambiguous-cell', where, facts) }
  }
  if (unknown !== undefined) {
    return { problem: reconcileProblem('reconcile/unknown-cell', where, { key, ...unknown }) }
  }
  const written = now?.written
  const facts = {
    key,
    expected: before,
    nowJa: written === undefined ? 'その列のどこにもありません' : `今は「${written}」です`,
    nowEn: written === undefined ? 'that is nowhere in the column' : `the file has "${written}"`,
    ...(written === undefined ? {} : { actual: written }),
  }
  return { problem: reconcileProblem('reconcile/stale-correction', { ...where, ...placeOf(now) }, facts) }
}

/** Of what is quoted: where the privacy gate stopped at the cell, it is masked. */
function placeOf(hit: Hit | undefined): Place {
  if (hit === undefined) return {}
  const { worksheet, row, column } = hit
  return { ...(worksheet === null ? {} : { worksheet }), row, cell: cellName(row, column + 1) }
}

/** Every cell below the header of that column that says what the correction expects. */
function byPlace(tables: readonly CorrectedTable[], correction: Correction): Sought {
  const { column, worksheet, row: hint, before } = correction
  if (column === undefined) {
    return unknownCell(`line ${correction.line ?? ''}`, {
      hintJa: '表では column（見出し）と row（行番号）で、または record と field で指してください。',
      hintEn: 'In tables, name column (its header) and row, or record and field.',
    })
  }
  const wanted = squeeze(before)
  const hits: Hit[] = []
  let now: Hit | undefined
  let isThere = false
  for (const { grid, located } of oneOfEach(tables)) {
    if (worksheet !== undefined && grid.worksheet !== worksheet) continue
    const columns = located.headers.flatMap((header, at) =>
      foldWord(header) === foldWord(column) ? [at] : [],
    )
    if (columns.length === 0) continue
    isThere = true
    const first = (located.headerRows.at(-1) ?? 0) + 1
    for (const { row, cells } of rowsOf(grid.batches(), first)) {
      for (const at of columns) {
        const written = cells[at] ?? ''
        if (row === hint) now = { worksheet: grid.worksheet, row, column: at, written }
        const isKnown = hits.some(
          (hit) => hit.worksheet === grid.worksheet && hit.row === row && hit.column === at,
        )
        if (squeeze(written) === wanted && !isKnown) {
          hits.push({ worksheet: grid.worksheet, row, column: at, written })
        }
      }
    }
  }
  if (!isThere) {
    const headers = [...new Set(tables.flatMap(({ located }) => located.headers))].filter((one) => one !== '')
    return unknownCell([worksheet, column].filter((one) => one !== undefined).join(' '), {
      hintJa: `見出しは次のものです：${headers.join('、')}`,
      hintEn: `The headers are: ${headers.join(', ')}`,
    })
  }
  return { hits, ...(now === undefined ? {} : { now }) }
}

/** Side by side, tables share their rows and headers: a worksheet is gone through once for each header. */
function oneOfEach(tables: readonly CorrectedTable[]): readonly CorrectedTable[] {
  const seen = new Set<string>()
  return tables.filter(({ grid, located }) => {
    const id = `${located.headerRows.join()} ${grid.worksheet ?? ''}`
    if (seen.has(id)) return false
    seen.add(id)
    return true
  })
}

function byRecord(
  tables: readonly CorrectedTable[],
  records: ReadonlyMap<string, readonly RecordAt[]>,
  { record = '', field = '', before }: Correction,
): Sought {
  const own = tables.filter(({ table }) => table.dataset === record.slice(0, record.indexOf('/')))
  const [first] = own
  if (first === undefined) {
    const all = [...new Set(tables.map(({ table }) => table.dataset))].join('、')
    return unknownCell(record, {
      hintJa: `データセットは ${all} です。`,
      hintEn: `The datasets are: ${all}.`,
    })
  }
  if (first.table.key.length === 0) {
    return unknownCell(record, {
      hintJa: 'このデータセットにはレコードを一つに決める項目がないので、row と column で指してください。',
      hintEn: 'Nothing identifies its records: name row and column instead.',
    })
  }
  const slot = first.type.fields.findIndex(({ key, header }) => key === field || header === field)
  if (slot < 0) {
    const all = first.type.fields.map(({ header }) => header).join('、')
    return unknownCell(`${record} ${field}`, {
      hintJa: `項目は ${all} です。`,
      hintEn: `The fields are: ${all}`,
    })
  }
  const places = records.get(record) ?? []
  if (places.length === 0) return unknownCell(record, { hintJa: '', hintEn: '' })
  const wanted = squeeze(before)
  const hits: Hit[] = []
  let now: Hit | undefined
  let isRead = false
  for (const { of, row, cells } of places) {
    const read = of.reads(slot)
    for (const column of of.columnsOf(slot)) {
      isRead = true
      const written = cells[column] ?? ''
      now ??= { worksheet: of.grid.worksheet, row, column, written }
      const value = read(written)
      if (squeeze(written) === wanted || (value !== '' && value === before)) {
        hits.push({ worksheet: of.grid.worksheet, row, column, written })
      }
    }
  }
  if (!isRead) {
    return unknownCell(`${record} ${field}`, {
      hintJa:
        'この項目は列から読み取っていないので、source.yaml（set など）を直すか、row と column で指してください。',
      hintEn: 'No column gives this field: change source.yaml (set), or name row and column.',
    })
  }
  return { hits, ...(now === undefined ? {} : { now }) }
}

function unknownCell(actual: string, hint: { readonly hintJa: string; readonly hintEn: string }): Sought {
  return { hits: [], unknown: { actual: actual.trim(), ...hint } }
}

export function* rowsOf(
  batches: Iterable<RowBatch>,
  from: number,
): Generator<{ readonly row: number; readonly cells: Row }> {
  for (const { first, rows } of batches) {
    for (const [i, cells] of rows.entries()) if (first + i >= from) yield { row: first + i, cells }
  }
}

/** The grid with its cells mended, each time it is read. */
function withCells(
  grid: OpenGrid,
  cells: readonly CorrectedCell[],
  after: ReadonlyMap<string, string>,
): OpenGrid {
  const byRow = new Map<number, CorrectedCell[]>()
  for (const cell of cells) {
    if (cell.worksheet === grid.worksheet) byRow.set(cell.row, [...(byRow.get(cell.row) ?? []), cell])
  }
  if (byRow.size === 0) return grid
  function* batches(): Generator<RowBatch> {
    for (const batch of grid.batches()) {
      const last = batch.first + batch.rows.length - 1
      const here = [...byRow].filter(([row]) => row >= batch.first && row <= last)
      if (here.length === 0) {
        yield batch
        continue
      }
      const rows = [...batch.rows]
      for (const [row, own] of here) {
        const copy = [...(rows[row - batch.first] ?? [])]
        for (const cell of own) {
          while (copy.length <= cell.column) copy.push('')
          copy[cell.column] = after.get(idOf(cell)) ?? ''
        }
        rows[row - batch.first] = copy
      }
      yield { ...batch, rows }
    }
  }
  return { ...grid, batches }
}
