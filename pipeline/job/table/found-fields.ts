/** Which values of which records come from cells that the privacy gate stopped at: they are published, not printed. */
import { masked } from '../../lib/mask.ts'
import type { DataRecord } from '../../lib/model.ts'
import { recordName } from '../../lib/record-id.ts'
import { clip, type Problem, type Text } from '../../problem.ts'
import { isFoundAt } from './found.ts'
import type { PlacedOutcome } from './provenance.ts'
import { publishedColumns } from './scanned.ts'

export interface NamedTable {
  readonly slug: string
  readonly records: readonly DataRecord[]
}

/** A problem of a record without the values that must not be printed. */
export type HideValues = (problem: Problem) => Problem

export function hidingValues(
  tables: readonly NamedTable[],
  outcomes: readonly PlacedOutcome[],
): HideValues | undefined {
  const valuesOf = hiddenValues(tables, outcomes)
  if (valuesOf === undefined) return undefined
  return (problem) => {
    const { dataset, record } = problem.where
    if (dataset === undefined || record === undefined) return problem
    const values = valuesOf(dataset, record)
    return values.length === 0 ? problem : without(problem, values)
  }
}

/** Dataset and name of a record → its values that must not be printed. Undefined: nothing was found in what is published. */
export function hiddenValues(
  tables: readonly NamedTable[],
  outcomes: readonly PlacedOutcome[],
): ((slug: string, name: string) => readonly string[]) | undefined {
  const parts = outcomes.filter(({ outcome }) => {
    const published = publishedColumns(outcome.located, outcome.sources)
    return (outcome.account.found ?? []).some(({ column }) => published.has(column))
  })
  if (parts.length === 0) return undefined
  const known = new Map<string, ReadonlyMap<string, readonly string[]>>()
  return (slug, name) => {
    const values = known.get(slug) ?? valuesByRecord(slug, tables, parts)
    known.set(slug, values)
    return values.get(name) ?? []
  }
}

/** Name of a record → what it says that must not be printed. */
function valuesByRecord(
  slug: string,
  tables: readonly NamedTable[],
  parts: readonly PlacedOutcome[],
): ReadonlyMap<string, readonly string[]> {
  const records = tables.find((one) => one.slug === slug)?.records ?? []
  const all = new Map<string, readonly string[]>()
  for (const { outcome, firstRecord } of parts) {
    const { table, type, sources, account, located } = outcome
    const { found = [] } = account
    if (table.dataset !== slug) continue
    const melted = located.melted.map(({ column }) => column)
    const keys = table.key.flatMap((header) =>
      type.fields.flatMap((field) => (field.header === header ? [field.key] : [])),
    )
    for (const { record, row, many } of account.runs) {
      for (let i = 0; i < many; i += 1) {
        const at = row + i
        const isFound = (column: number): boolean =>
          isFoundAt(found, at, column) ||
          (column >= located.headers.length && melted.some((one) => isFoundAt(found, at, one)))
        const one = records[firstRecord + record + i]
        if (one === undefined) continue
        const values = type.fields.flatMap(({ key }, slot) => {
          const value = one[key]
          const isHidden = (sources[slot] ?? []).some(isFound)
          return isHidden && value !== null && value !== undefined ? [String(value)] : []
        })
        if (values.length > 0) all.set(recordName(one, keys, firstRecord + record + i), values)
      }
    }
  }
  return all
}

function without(problem: Problem, values: readonly string[]): Problem {
  const hide = (text: string): string =>
    values.reduce((now, value) => {
      const cut = clip(value)
      return value === '' ? now : now.replaceAll(value, masked(value)).replaceAll(cut, masked(value))
    }, text)
  const both = ({ ja, en }: Text): Text => ({ ja: hide(ja), en: hide(en) })
  const { message, remedy, where, actual, expected } = problem
  return {
    ...problem,
    message: both(message),
    remedy: both(remedy),
    where: where.record === undefined ? where : { ...where, record: hide(where.record) },
    ...(actual === undefined ? {} : { actual: hide(actual) }),
    ...(expected === undefined ? {} : { expected: hide(expected) }),
  }
}
