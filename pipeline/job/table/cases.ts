/** Cases of tables: records that must come out, named by their key or by the row that they come from. */
import type { CasesFile } from '../../lib/declaration.ts'
import { keyPath } from '../../lib/keys.ts'
import type { DataRecord, Dataset } from '../../lib/model.ts'
import { recordName } from '../../lib/record-id.ts'
import { recordOfRow, tablePlaceOf } from '../../lib/table-provenance.ts'
import type { Place, Problem } from '../../problem.ts'
import { validateProblem } from '../../validate/index.ts'

/** One line for all of them: nobody reads a hundred. */
export function unconfirmedCases({ cases }: CasesFile, place: Place): readonly Problem[] {
  const count = cases.filter(({ confirmed }) => confirmed === false).length
  return count === 0 ? [] : [validateProblem('validate/unconfirmed', place, { count, actual: cases.length })]
}

export function checkTableCases(
  datasets: readonly Dataset[],
  { cases }: CasesFile,
  place: Place,
): readonly Problem[] {
  return cases.flatMap((entry, i) => {
    const dataset = datasets.find(({ slug }) => slug === entry.dataset)
    const key = keyPath('cases', i)
    const found = dataset === undefined ? undefined : find(dataset, entry)
    const named = entry.row === undefined ? JSON.stringify(entry.record) : `${entry.row}`
    const where = {
      ...place,
      key,
      dataset: entry.dataset,
      ...(entry.row === undefined ? {} : { row: entry.row }),
    }
    if (found === undefined) {
      const facts = { record: `${entry.dataset}/${named}`, field: '—', expected: named, actual: '—' }
      return [validateProblem('validate/case', where, facts)]
    }
    return Object.entries(entry.record).flatMap(([field, expected]) => {
      const actual = found.record[field] ?? null
      if (JSON.stringify(actual) === JSON.stringify(expected ?? null)) return []
      const facts = {
        record: `${entry.dataset}/${found.name}`,
        field,
        expected: JSON.stringify(expected) ?? '—',
        actual: JSON.stringify(actual),
      }
      return [validateProblem('validate/case', { ...where, record: found.name, field }, facts)]
    })
  })
}

/**
 * By its key where the case says it, since rows move; else by its row. Of a cross table a row gives several records:
 * the one that agrees, else the first.
 */
function find(
  { records, primaryKey, provenance }: Dataset,
  { record, row, worksheet }: CasesFile['cases'][number],
): { readonly record: DataRecord; readonly name: string } | undefined {
  const named = primaryKey.length > 0 && primaryKey.every((key) => Object.hasOwn(record, key))
  const at = named
    ? records.findIndex((one) => recordName(one, primaryKey) === recordName(record, primaryKey))
    : row === undefined
      ? -1
      : (recordOfRow(provenance, worksheet ?? null, row) ?? -1)
  const agrees = (one: DataRecord | undefined): boolean =>
    one !== undefined &&
    Object.entries(record).every(
      ([key, value]) => JSON.stringify(one[key] ?? null) === JSON.stringify(value ?? null),
    )
  let best = at
  for (let next = at; !named && next >= 0 && next < records.length; next += 1) {
    if (tablePlaceOf(provenance, next, '')?.row !== row) break
    if (!agrees(records[next])) continue
    best = next
    break
  }
  const found = records[best]
  return found === undefined ? undefined : { record: found, name: recordName(found, primaryKey, best) }
}
