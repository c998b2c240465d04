/**
 * reconcile: the only room that judges. It applies the corrections on file, makes the places where a value stands
 * agree, finds what prose says, recovers ratings, compares totals, and takes the records of each dataset from the
 * rows. Every value leaves with its provenance; every judgement with its evidence.
 */
import type { Correction, DatasetDeclaration, DocumentSource } from '../lib/declaration.ts'
import type { RawRow, Row } from '../lib/document.ts'
import { keyPath } from '../lib/keys.ts'
import type { Publisher } from '../lib/model.ts'
import { own } from '../lib/own.ts'
import type { Reader } from '../lib/readings.ts'
import { squeeze } from '../lib/text.ts'
import { hasError, type Place, type Problem } from '../problem.ts'
import { completeChanges } from './changes.ts'
import { correctRecords } from './corrections.ts'
import { identifierOfRow, type RecordTable, toRecords } from './datasets.ts'
import { checkDataset, namesOf, type RecordShape } from './declared.ts'
import { type Files, toFacts } from './facts.ts'
import { find } from './finds.ts'
import { widenIndicators } from './indicators.ts'
import { problem } from './problems.ts'
import { rate } from './ratings.ts'
import { createTables, type Tables } from './tables.ts'
import { fillTotals } from './totals.ts'

export { settlePair } from './coordinates.ts'
export { correctLines } from './corrections.ts'
export type { RecordTable } from './datasets.ts'
export { problem as reconcileProblem, reconcileProblems } from './problems.ts'

export interface ReconcileInput {
  readonly raws: readonly RawRow[]
  readonly rows: readonly Row[]
  readonly declaration: DocumentSource
  readonly corrections: readonly Correction[]
  /** slug → how its records are taken from the rows */
  readonly datasets: Readonly<Record<string, DatasetDeclaration>>
  readonly shapeOf: (slug: string) => RecordShape | undefined
  readonly publisher: Publisher
  readonly reader: Reader
  readonly files: Files & { readonly publisher: string }
  /** the text of the document, for words that a declaration rests on */
  readonly text: string
  readonly renormalize: (raws: readonly RawRow[]) => { rows: readonly Row[]; problems: readonly Problem[] }
  readonly place: Place
}

export interface Reconciled {
  readonly tables: readonly RecordTable[]
  readonly problems: readonly Problem[]
  /** the rows were read again after corrections: what their first reading warned of no longer counts */
  readonly renormalized: boolean
}

export function reconcile(input: ReconcileInput): Reconciled {
  const { declaration, reader, place, files } = input
  const { ratings, kinds = {}, finds = [] } = declaration.document
  const problems: Problem[] = [...quotes(input)]

  const corrected = correctRecords(
    input.raws,
    input.rows,
    input.corrections,
    input.datasets,
    (dataset, row) => identifierOfRow(dataset, row, ratings?.scale),
    place,
    files.corrections,
  )
  problems.push(...corrected.problems)
  const changed = corrected.raws.some((raw, i) => raw !== input.raws[i])
  const again = changed ? input.renormalize(corrected.raws) : undefined
  const rows = again?.rows ?? input.rows
  if (again) problems.push(...again.problems)

  const facts = rows.map((row) => toFacts(row, files, place))
  problems.push(...facts.flatMap((entry) => entry.problems))
  const tables = createTables(facts.map((entry) => entry.row))
  problems.push(...find(tables, finds, reader, place, files.source))
  if (ratings) {
    problems.push(...unknownSigns(input))
    addRatingIds(tables, input)
    problems.push(...rate(tables, ratings, reader, place, files.source))
    if (hasError(problems)) return { tables: [], problems, renormalized: changed }
    fillTotals(tables, ratings)
    problems.push(...completeChanges(tables, ratings, place))
  }
  problems.push(...widenIndicators(tables, Object.keys(kinds), place))

  const wrong = checkDatasets(input, tables)
  if (wrong.length > 0) return { tables: [], problems: [...problems, ...wrong], renormalized: changed }
  const { datasets, publisher } = input
  const out = Object.entries(datasets).flatMap(([slug, dataset]) => {
    const shape = input.shapeOf(slug)
    if (!shape || tables.of(dataset.rows).length === 0) return []
    return [toRecords({ slug, datasets, shape, tables, publisher, files })]
  })
  return { tables: out, problems, renormalized: changed }
}

/** Of a profile, the datasets that this document has rows for; of the source's own, all. */
function checkDatasets(input: ReconcileInput, tables: Tables): readonly Problem[] {
  const { declaration, datasets, files, place } = input
  const names = namesOf(declaration.document, tables)
  return Object.entries(datasets).flatMap(([slug, dataset]) => {
    const shape = input.shapeOf(slug)
    const isOwn = own(declaration.datasets, slug) !== undefined
    if (!shape || (!isOwn && tables.of(dataset.rows).length === 0)) return []
    const file = isOwn ? files.source : `schemas/profiles/${declaration.profile}.json`
    return checkDataset(slug, dataset, shape, names, isOwn, { source: place.source, file })
  })
}

/** Words that a declared year rests on must still be in the document. */
function quotes({ declaration, text, files, place }: ReconcileInput): readonly Problem[] {
  const squeezed = squeeze(text)
  return Object.entries(declaration.document.kinds ?? {}).flatMap(([kind, { because }]) => {
    if (because === undefined || squeezed.includes(squeeze(because))) return []
    const key = keyPath('document', 'kinds', kind, 'because')
    return [problem('reconcile/quote', { ...place, file: files.source, key }, { actual: because, key })]
  })
}

function unknownSigns({ declaration, files, place }: ReconcileInput): readonly Problem[] {
  const ratings = declaration.document.ratings
  const known = new Set(ratings?.scale.map((rating) => rating.sign))
  return (ratings?.ambiguous ?? []).flatMap((entry, i) =>
    entry.read
      .filter((sign) => !known.has(sign))
      .map((sign) => {
        const key = keyPath('document', 'ratings', 'ambiguous', i, 'read')
        return problem(
          'reconcile/rating-unknown',
          { ...place, file: files.source, key },
          { actual: sign, key },
        )
      }),
  )
}

/** A rating's sign is no identifier; its id, declared in the scale, is. */
function addRatingIds(tables: Tables, { declaration, files }: ReconcileInput): void {
  for (const [i, { sign, id }] of (declaration.document.ratings?.scale ?? []).entries()) {
    const row = tables.of('rating').find((entry) => entry.facts.rating?.value === sign)
    if (!row) continue
    const key = keyPath('document', 'ratings', 'scale', i, 'id')
    row.facts.id = { value: id, from: { method: 'declared', file: files.source, key } }
  }
}
