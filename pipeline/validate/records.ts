/** Rules over the records of a source: schema, identifiers, references, formulas, counts, cases. It changes nothing. */
import type { CasesFile, Override } from '../lib/declaration.ts'
import { canDoHarm, looksLikeFormula } from '../lib/formula.ts'
import { keyPath } from '../lib/keys.ts'
import type { Dataset, Json } from '../lib/model.ts'
import { isObject } from '../lib/object.ts'
import { own } from '../lib/own.ts'
import { recordName } from '../lib/record-id.ts'
import { clip, type Place, type Problem } from '../problem.ts'
import type { Gate } from './ajv.ts'
import { problem } from './problems.ts'
import { reasonOf } from './reasons.ts'

export type Checkable = Pick<Dataset, 'id' | 'slug' | 'columns' | 'primaryKey' | 'records'>

export function checkRecords(dataset: Checkable, gate: Gate, place: Place): readonly Problem[] {
  const problems: Problem[] = []
  for (const [at, record] of dataset.records.entries()) {
    for (const fault of gate(record)) {
      const field = fault.unknownKey ?? fault.path[0] ?? '—'
      const name = recordName(record, dataset.primaryKey, at)
      const facts = {
        dataset: dataset.slug,
        record: name,
        field,
        reason: fault.message,
        reasonJa: reasonOf(fault).ja,
        actual: clip(JSON.stringify(fault.value) ?? '—', 80),
        expected: fault.expected,
      }
      problems.push(
        problem('validate/record', { ...place, dataset: dataset.slug, record: name, field }, facts),
      )
    }
  }
  return [...problems, ...tooLong(dataset, place), ...duplicates(dataset, place)]
}

/** What a cell of a spreadsheet holds: the rest would be lost when a person opens the CSV. */
const CELL_LIMIT = 32_767 // https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3

function tooLong(dataset: Checkable, place: Place): readonly Problem[] {
  return dataset.records.flatMap((record, at) =>
    dataset.columns.flatMap(({ key: field }) => {
      const value = record[field]
      if (typeof value !== 'string' || value.length <= CELL_LIMIT) return []
      const name = recordName(record, dataset.primaryKey, at)
      const facts = { dataset: dataset.slug, record: name, field, actual: value.length, expected: CELL_LIMIT }
      return [problem('validate/too-long', { ...place, dataset: dataset.slug, record: name, field }, facts)]
    }),
  )
}

function duplicates(dataset: Checkable, place: Place): readonly Problem[] {
  if (dataset.primaryKey.length === 0) return []
  const counts = new Map<string, number>()
  for (const record of dataset.records) {
    const name = recordName(record, dataset.primaryKey)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([actual, count]) =>
      problem(
        'validate/duplicate',
        { ...place, dataset: dataset.slug, record: actual },
        { dataset: dataset.slug, actual, count },
      ),
    )
}

/** A value that is a key of another dataset of the source must be one. */
export function checkReferences(datasets: readonly Checkable[], place: Place): readonly Problem[] {
  const known = new Map<string, ReadonlySet<Json>>()
  const valuesOf = (reference: string): ReadonlySet<Json> | undefined => {
    const [slug = '', key = ''] = reference.split('.')
    const target = datasets.find((dataset) => dataset.slug === slug)
    if (!target) return undefined
    const values = known.get(reference) ?? new Set(target.records.map((record) => record[key] ?? null))
    known.set(reference, values)
    return values
  }
  return datasets.flatMap((dataset) =>
    dataset.columns.flatMap((column) => {
      const values = column.references === undefined ? undefined : valuesOf(column.references)
      if (!values) return []
      return dataset.records
        .filter((record) => record[column.key] !== null && !values.has(record[column.key] ?? null))
        .map((record) => {
          const name = recordName(record, dataset.primaryKey)
          const facts = {
            dataset: dataset.slug,
            record: name,
            field: column.key,
            actual: String(record[column.key]),
            expected: column.references,
          }
          return problem(
            'validate/reference',
            { ...place, dataset: dataset.slug, record: name, field: column.key },
            facts,
          )
        })
    }),
  )
}

/**
 * Text that a spreadsheet would run is an error until it is corrected or allowed by a person, with a reason.
 * `isTable`: of cells that people typed, what could only show an error is a warning.
 */
export function checkFormulas(
  datasets: readonly Checkable[],
  allowed: readonly Override[],
  place: Place,
  isTable = false,
): readonly Problem[] {
  const used = new Set<Override>()
  const problems: Problem[] = []
  for (const dataset of datasets) {
    for (const [at, record] of dataset.records.entries()) {
      for (const { key } of dataset.columns) {
        const value = record[key]
        if (typeof value !== 'string' || !looksLikeFormula(value)) continue
        const name = recordName(record, dataset.primaryKey, at)
        const override = allowed.find(
          (entry) => entry.dataset === dataset.slug && entry.record === name && entry.field === key,
        )
        if (override) used.add(override)
        else {
          const facts = { dataset: dataset.slug, record: name, field: key, actual: value }
          problems.push(
            problem(
              'validate/formula',
              { ...place, dataset: dataset.slug, record: name, field: key },
              facts,
              {
                severity: isTable && !canDoHarm(value) ? 'warning' : 'error',
              },
            ),
          )
        }
      }
    }
  }
  for (const [i, entry] of allowed.entries()) {
    if (used.has(entry)) continue
    const actual = `${entry.dataset}/${entry.record} ${entry.field}`
    problems.push(problem('validate/override', { ...place, key: keyPath('allowFormula', i) }, { actual }))
  }
  return problems
}

export function checkCounts(
  datasets: readonly Checkable[],
  expected: Readonly<Record<string, number>>,
  place: Place,
): readonly Problem[] {
  const key = 'expect.records'
  const wrong = Object.entries(expected).flatMap(([slug, count]) => {
    const actual = datasets.find((dataset) => dataset.slug === slug)?.records.length ?? 0
    if (actual === count) return []
    return [
      problem('validate/count', { ...place, dataset: slug, key }, { dataset: slug, expected: count, actual }),
    ]
  })
  const unnamed = datasets
    .filter((dataset) => own(expected, dataset.slug) === undefined)
    .map((dataset) => {
      const facts = { actual: dataset.slug, count: dataset.records.length }
      return problem('validate/unexpected-dataset', { ...place, dataset: dataset.slug, key }, facts)
    })
  return [...wrong, ...unnamed]
}

/** A person may write the members of an object in any order. */
function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, i) => sameValue(one, b[i]))
  if (!isObject(a) || !isObject(b)) return Object.is(a, b)
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => sameValue(a[key], own(b, key)))
}

/** Each case names a record by its identifier and the fields that must be as it says. */
export function checkCases(
  datasets: readonly Checkable[],
  file: CasesFile,
  place: Place,
): readonly Problem[] {
  return file.cases.flatMap((entry, i) => {
    const dataset = datasets.find((candidate) => candidate.slug === entry.dataset)
    const identifier = String(entry.record.identifier)
    const record = dataset?.records.find((candidate) => candidate.identifier === identifier)
    const name = `${entry.dataset}/${identifier}`
    const where = {
      ...place,
      dataset: entry.dataset,
      record: record && dataset ? recordName(record, dataset.primaryKey) : identifier,
      key: keyPath('cases', i),
    }
    if (!record) {
      return [
        problem('validate/case', where, {
          record: name,
          field: 'identifier',
          expected: identifier,
          actual: '—',
        }),
      ]
    }
    return Object.entries(entry.record).flatMap(([field, expected]) => {
      const actual = own(record, field)
      if (sameValue(actual, expected)) return []
      const facts = {
        record: name,
        field,
        expected: shown(expected),
        actual: shown(actual),
      }
      return [problem('validate/case', { ...where, field }, facts)]
    })
  })
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '—')
}
