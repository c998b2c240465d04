/** Records for a person to look at: from the head, the middle and the end, and one for each kind of repair. */

import { isFoundAt } from '../../job/table/found.ts'
import type { OpenFile } from '../../job/table/grids.ts'
import type { GridFront } from '../../job/table/source.ts'
import type { DataRecord } from '../../lib/model.ts'
import { recordOfRow, tablePlaceOf } from '../../lib/table-provenance.ts'
import { isMend, type Text } from '../../problem.ts'
import type { NewCase } from './texts.ts'

/** More than a person looks at helps nobody. */
const MOST = 12

interface Wanted {
  readonly dataset: string
  readonly record: number
  readonly why: Text
}

/** No row is chosen of which a cell must not be printed; where there is no other, such cells are left out. */
export function casesOf(front: GridFront, file: OpenFile): readonly NewCase[] {
  const hidden = hiddenIn(front)
  const free = chosenCases(front, file, hidden, (dataset, record) => !hidden.hasRow(dataset, record))
  return free.length > 0 ? free : chosenCases(front, file, hidden, () => true)
}

interface Hidden {
  /** a cell of its row was stopped at by itself, and not with its column */
  readonly hasRow: (dataset: string, record: number) => boolean
  readonly isCell: (worksheet: string | null, row: number, column: number) => boolean
}

function hiddenIn(front: GridFront): Hidden {
  const parts = front.outcomes.map(({ outcome, worksheet }) => {
    const found = outcome.account.found ?? []
    const isOpen = (rows: readonly (readonly [number, number])[]): boolean =>
      rows.some(([, to]) => to === Number.MAX_SAFE_INTEGER)
    return { worksheet, found, cells: found.filter(({ rows }) => !isOpen(rows)) }
  })
  // the file has them still, and a case shows what the file has
  const mended = front.corrected.filter(({ isHidden }) => isHidden === true)
  return {
    hasRow(dataset, record) {
      const at = placeOf(front, dataset, record)
      return (
        at !== undefined &&
        (parts.some(({ worksheet, cells }) => worksheet === at.worksheet && isFoundAt(cells, at.row)) ||
          mended.some(({ worksheet, row }) => worksheet === at.worksheet && row === at.row))
      )
    },
    isCell: (worksheet, row, column) =>
      parts.some((one) => one.worksheet === worksheet && isFoundAt(one.found, row, column)) ||
      mended.some((one) => one.worksheet === worksheet && one.row === row && one.column === column),
  }
}

/** How far the next row is looked for, where one may not be chosen. */
const FURTHER = 1000

function chosenCases(
  front: GridFront,
  file: OpenFile,
  hidden: Hidden,
  mayBe: (dataset: string, record: number) => boolean,
): readonly NewCase[] {
  const wanted = front.tables.flatMap(({ slug, records, provenance }): readonly Wanted[] => {
    const chosen: Wanted[] = []
    const add = (from: number | undefined, why: Text, step = 0): void => {
      if (from === undefined || chosen.length >= MOST) return
      let record = from
      for (let tried = 0; step !== 0 && tried < FURTHER && !mayBe(slug, record); tried += 1) record += step
      if (records[record] === undefined || !mayBe(slug, record)) return
      if (!chosen.some((one) => one.record === record)) chosen.push({ dataset: slug, record, why })
    }
    add(0, { ja: '先頭', en: 'the first' }, 1)
    add(Math.floor(records.length / 2), { ja: '中ほど', en: 'in the middle' }, 1)
    add(records.length - 1, { ja: '末尾', en: 'the last' }, -1)
    for (const { outcome, worksheet } of front.outcomes) {
      if (outcome.table.dataset !== slug) continue
      const seen = new Set<string>()
      for (const { code, first } of outcome.account.problems) {
        if (seen.has(code)) continue
        for (const problem of first.filter(isMend)) {
          const record = recordOfRow(provenance, worksheet, problem.where.row ?? 0)
          if (record === undefined) continue
          seen.add(code)
          add(record, problem.message)
          break
        }
      }
    }
    return chosen
  })
  const rows = rowsAt(file, front, wanted)
  return wanted.flatMap(({ dataset, record, why }): readonly NewCase[] => {
    const table = front.tables.find(({ slug }) => slug === dataset)
    const values = table?.records[record]
    if (table === undefined || values === undefined) return []
    const place = placeOf(front, dataset, record)
    if (place === undefined) return []
    const cells = rows.get(`${place.row} ${place.worksheet ?? ''}`) ?? []
    const part = front.outcomes.find(
      ({ outcome, worksheet, firstRecord }) =>
        outcome.table.dataset === dataset &&
        worksheet === place.worksheet &&
        record >= firstRecord &&
        record < firstRecord + outcome.account.counts.records,
    )
    const headers = part?.outcome.located.headers ?? []
    const used = new Set(part?.outcome.sources.flat())
    const melted = new Set(part?.outcome.located.melted.map(({ column }) => column))
    const isHidden = (at: number): boolean => hidden.isCell(place.worksheet, place.row, at)
    const shown = cells.flatMap((cell, at): readonly (readonly [string, string])[] =>
      cell === '' || isHidden(at) || !(used.has(at) || melted.has(at))
        ? []
        : [[headers[at] ?? String(at + 1), cell]],
    )
    const width = headers.length
    const isLeft = (columns: readonly number[]): boolean =>
      columns.some((at) => isHidden(at) || (at >= width && [...melted].some(isHidden)))
    const left = new Set(
      (part?.outcome.type.fields ?? []).flatMap(({ key }, slot) =>
        isLeft(part?.outcome.sources[slot] ?? []) ? [key] : [],
      ),
    )
    const said = filled(values, left)
    if (Object.keys(said).length === 0) return []
    return [{ why, dataset, ...place, record: said, cells: Object.fromEntries(shown) }]
  })
}

function filled(record: DataRecord, left: ReadonlySet<string>): DataRecord {
  // an ID that is a number is no text, as a case wants it: the row says which record it is
  return Object.fromEntries(
    Object.entries(record).filter(
      ([key, value]) =>
        value !== null && !left.has(key) && (key !== 'identifier' || typeof value === 'string'),
    ),
  )
}

function placeOf(
  { tables }: GridFront,
  dataset: string,
  record: number,
): { readonly worksheet: string | null; readonly row: number } | undefined {
  const table = tables.find(({ slug }) => slug === dataset)
  const place = table === undefined ? undefined : tablePlaceOf(table.provenance, record, '')
  return place === undefined ? undefined : { worksheet: place.worksheet, row: place.row }
}

function rowsAt(
  file: OpenFile,
  front: GridFront,
  wanted: readonly Wanted[],
): ReadonlyMap<string, readonly string[]> {
  const places = wanted.flatMap(({ dataset, record }) => placeOf(front, dataset, record) ?? [])
  const found = new Map<string, readonly string[]>()
  for (const grid of file.grids) {
    const rows = new Set(places.flatMap(({ worksheet, row }) => (worksheet === grid.worksheet ? [row] : [])))
    if (rows.size === 0) continue
    for (const { first, rows: batch } of grid.batches()) {
      for (const [i, cells] of batch.entries()) {
        if (rows.has(first + i)) found.set(`${first + i} ${grid.worksheet ?? ''}`, cells)
      }
    }
  }
  return found
}
