/** Records for a person to look at: from the head, the middle and the end, and one for each kind of repair. */
import type { OpenFile } from '../../job/table/grids.ts'
import type { GridFront } from '../../job/table/source.ts'
import type { DataRecord } from '../../lib/model.ts'
import { recordOfRow, tablePlaceOf } from '../../lib/table-provenance.ts'
import type { Text } from '../../problem.ts'
import type { NewCase } from './texts.ts'

/** More than a person looks at helps nobody. */
const MOST = 12

interface Wanted {
  readonly dataset: string
  readonly record: number
  readonly why: Text
}

export function casesOf(front: GridFront, file: OpenFile): readonly NewCase[] {
  const wanted = front.tables.flatMap(({ slug, records, provenance }): readonly Wanted[] => {
    const chosen: Wanted[] = []
    const add = (record: number | undefined, why: Text): void => {
      if (record === undefined || records[record] === undefined || chosen.length >= MOST) return
      if (!chosen.some((one) => one.record === record)) chosen.push({ dataset: slug, record, why })
    }
    add(0, { ja: '先頭', en: 'the first' })
    add(Math.floor(records.length / 2), { ja: '中ほど', en: 'in the middle' })
    add(records.length - 1, { ja: '末尾', en: 'the last' })
    for (const { outcome, worksheet } of front.outcomes) {
      if (outcome.table.dataset !== slug) continue
      const seen = new Set<string>()
      for (const { code, severity, first } of outcome.account.problems) {
        if (severity !== 'info' || seen.has(code)) continue
        for (const problem of first) {
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
    const shown = cells.flatMap((cell, at): readonly (readonly [string, string])[] =>
      cell === '' || !(used.has(at) || melted.has(at)) ? [] : [[headers[at] ?? String(at + 1), cell]],
    )
    return [{ why, dataset, ...place, record: filled(values), cells: Object.fromEntries(shown) }]
  })
}

function filled(record: DataRecord): DataRecord {
  // an ID that is a number is no text, as a case wants it: the row says which record it is
  return Object.fromEntries(
    Object.entries(record).filter(
      ([key, value]) => value !== null && (key !== 'identifier' || typeof value === 'string'),
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
