/** Rules over the records of a source: schema, identifiers, references, formulas, counts, cases. It changes nothing. */
import type { CasesFile, Override } from '../lib/declaration.ts'
import { looksLikeFormula } from '../lib/formula.ts'
import type { DataRecord, Dataset, Json } from '../lib/model.ts'
import { clip, type Place, type Problem } from '../problem.ts'
import type { Gate } from './ajv.ts'
import { problem } from './problems.ts'

export type Checkable = Pick<Dataset, 'id' | 'slug' | 'columns' | 'primaryKey' | 'records'>

export function checkRecords(dataset: Checkable, gate: Gate, place: Place): readonly Problem[] {
  const problems: Problem[] = []
  for (const record of dataset.records) {
    for (const fault of gate(record)) {
      const field = fault.unknownKey ?? fault.path[0] ?? '—'
      const name = nameOf(record, dataset.primaryKey)
      const facts = {
        dataset: dataset.slug,
        record: name,
        field,
        reason: fault.message,
        actual: clip(JSON.stringify(fault.value) ?? '—', 80),
        expected: fault.expected,
      }
      problems.push(
        problem('validate/record', { ...place, dataset: dataset.slug, record: name, field }, facts),
      )
    }
  }
  return [...problems, ...duplicates(dataset, place)]
}

function nameOf(record: DataRecord, primaryKey: readonly string[]): string {
  return primaryKey.map((key) => String(record[key] ?? '')).join('/')
}

function duplicates(dataset: Checkable, place: Place): readonly Problem[] {
  const counts = new Map<string, number>()
  for (const record of dataset.records) {
    const name = nameOf(record, dataset.primaryKey)
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
          const name = nameOf(record, dataset.primaryKey)
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

/** Text that a spreadsheet would run is an error until it is corrected or allowed by a person, with a reason. */
export function checkFormulas(
  datasets: readonly Checkable[],
  allowed: readonly Override[],
  place: Place,
): readonly Problem[] {
  const used = new Set<Override>()
  const problems: Problem[] = []
  for (const dataset of datasets) {
    for (const record of dataset.records) {
      for (const { key } of dataset.columns) {
        const value = record[key]
        if (typeof value !== 'string' || !looksLikeFormula(value)) continue
        const name = nameOf(record, dataset.primaryKey)
        const override = allowed.find(
          (entry) => entry.dataset === dataset.slug && entry.record === name && entry.field === key,
        )
        if (override) used.add(override)
        else {
          const facts = { dataset: dataset.slug, record: name, field: key, actual: value }
          problems.push(
            problem('validate/formula', { ...place, dataset: dataset.slug, record: name, field: key }, facts),
          )
        }
      }
    }
  }
  for (const entry of allowed) {
    if (used.has(entry)) continue
    const actual = `${entry.dataset}/${entry.record} ${entry.field}`
    problems.push(problem('validate/override', { ...place, key: 'allowFormula' }, { actual }))
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
    .filter((dataset) => expected[dataset.slug] === undefined)
    .map((dataset) => {
      const facts = { actual: dataset.slug, count: dataset.records.length }
      return problem('validate/unexpected-dataset', { ...place, dataset: dataset.slug, key }, facts)
    })
  return [...wrong, ...unnamed]
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
    const where = { ...place, dataset: entry.dataset, record: identifier, key: `cases.${i + 1}` }
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
      const actual = record[field]
      if (JSON.stringify(actual) === JSON.stringify(expected)) return []
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
