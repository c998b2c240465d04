/**
 * Rows with an error are held: they do not come out, and the report names them. A source still builds while the
 * held rows are at most `expect.maxHeld`, which is 0 unless a person sets it.
 */
import type { Dataset } from '../lib/model.ts'
import { provenanceAmong } from '../lib/provenance.ts'
import { recordName } from '../lib/record-id.ts'
import type { Place, Problem } from '../problem.ts'
import { checkReferences } from './records.ts'

export interface Held {
  readonly dataset: string
  readonly record: string
  /** codes of the problems that hold it */
  readonly codes: readonly string[]
}

export interface Holding {
  readonly datasets: readonly Dataset[]
  readonly held: readonly Held[]
  /** the same problems: those of held rows as warnings, since what they speak of does not come out */
  readonly problems: readonly Problem[]
}

/** Undefined where nothing may be held: an error is not of a row, or there are more than `maxHeld`. */
export function holdRows(
  datasets: readonly Dataset[],
  problems: readonly Problem[],
  maxHeld: number,
  place: Place,
): Holding | undefined {
  const errors = problems.filter((problem) => problem.severity === 'error')
  if (errors.length === 0) return { datasets, held: [], problems }
  const codes = new Map<string, Set<string>>()
  let kept = datasets
  let found: readonly Problem[] = errors
  const all = [...problems]
  while (found.length > 0) {
    for (const { scope, where, code } of found) {
      if (scope !== 'row' || where.dataset === undefined || where.record === undefined) return undefined
      const id = `${where.dataset}/${where.record}`
      codes.set(id, (codes.get(id) ?? new Set()).add(code))
    }
    if (codes.size > maxHeld) return undefined
    kept = datasets.map((dataset) => without(dataset, codes))
    // what named a held row now names nothing: it is held too
    found = checkReferences(kept, place)
    all.push(...found)
  }
  const held = [...codes].map(([id, set]) => {
    const [dataset = '', ...rest] = id.split('/')
    return { dataset, record: rest.join('/'), codes: [...set] }
  })
  const told = all.map(
    (problem): Problem => (problem.severity === 'error' ? { ...problem, severity: 'warning' } : problem),
  )
  return { datasets: kept, held, problems: told }
}

function without(dataset: Dataset, held: ReadonlyMap<string, unknown>): Dataset {
  const nameOf = (record: Dataset['records'][number]): string => recordName(record, dataset.primaryKey)
  const records = dataset.records.filter((record) => !held.has(`${dataset.slug}/${nameOf(record)}`))
  if (records.length === dataset.records.length) return dataset
  const names = new Set(records.map(nameOf))
  const provenance = provenanceAmong(dataset.provenance, names)
  return { ...dataset, records, recordCount: records.length, provenance }
}
