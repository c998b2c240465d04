/** Which datasets a source gives, of which record types, and how a table of records becomes a dataset. */
import type { History } from '../history/index.ts'
import { releaseOf } from '../history/index.ts'
import type { DatasetDeclaration, SourceDeclaration } from '../lib/declaration.ts'
import type { Dataset, Json } from '../lib/model.ts'
import { isObject } from '../lib/object.ts'
import { own } from '../lib/own.ts'
import type { Place, Problem } from '../problem.ts'
import type { RecordTable } from '../reconcile/index.ts'
import {
  columnsFor,
  type Gate,
  type Gates,
  publishedSchema,
  type RecordType,
  readRecordType,
  validateProblem,
} from '../validate/index.ts'
import type { Authored, Paths } from './authored.ts'
import type { JobInput } from './input.ts'

export interface SourceDatasets {
  /** slug → how its records are taken from the rows */
  readonly datasets: Readonly<Record<string, DatasetDeclaration>>
  readonly types: ReadonlyMap<string, RecordType>
  readonly problems: readonly Problem[]
}

/** The datasets of the profile and of the source itself, each with its record type. */
export function datasetsOf(
  declaration: SourceDeclaration,
  input: JobInput,
  gates: Gates,
  paths: Paths,
  place: Place,
): SourceDatasets {
  const problems: Problem[] = []
  const where: Place = { ...place, file: paths.source }
  const missing = (actual: string, expected: string): void => {
    problems.push(validateProblem('validate/schema-missing', where, { actual, expected }))
  }
  let profile: Readonly<Record<string, DatasetDeclaration>> = {}
  if (declaration.profile !== undefined) {
    const name = `profiles/${declaration.profile}.json`
    const value = input.schemas(name)
    const gate = gates('authored/profile.schema.json')
    if (value === undefined || !gate) missing(declaration.profile, name)
    else if (isProfile(value, gate)) profile = value
    else missing(declaration.profile, `authored/profile.schema.json: ${gate(value)[0]?.message ?? ''}`)
  }
  const datasets = { ...profile, ...declaration.datasets }
  const types = new Map<string, RecordType>()
  for (const slug of Object.keys(datasets)) {
    const name = `records/${slug}.schema.json`
    const type = readRecordType(input.schemas(name))
    if (type) types.set(slug, type)
    else missing(slug, name)
  }
  return { datasets, types, problems }
}

function isProfile(value: unknown, gate: Gate): value is Readonly<Record<string, DatasetDeclaration>> {
  return isObject(value) && gate(value).length === 0
}

export function toDataset(
  table: RecordTable,
  type: RecordType,
  { publisher, declaration, snapshot }: Authored,
  input: JobInput,
  history: History,
): Dataset {
  const { slug } = table
  const id = `${publisher.code}_${slug}`
  const columns = columnsFor(type, table.provided)
  const notes = own(declaration.notes, slug)
  const records = table.records.map((record) =>
    Object.fromEntries(columns.map((column): [string, Json] => [column.key, record[column.key] ?? null])),
  )
  const { keywords = [], category, temporal, frequency } = declaration
  return {
    id,
    slug,
    title: notes?.title ?? type.title,
    description: notes?.description ?? type.description,
    keywords: [...new Set([...(notes?.keywords ?? []), ...keywords])],
    ...(category === undefined ? {} : { category }),
    ...(temporal === undefined ? {} : { temporal }),
    ...(frequency === undefined ? {} : { frequency }),
    publisher,
    source: { publisher: input.publisher, id: input.source, title: declaration.title, snapshot },
    ...(type.conformsTo === undefined ? {} : { conformsTo: type.conformsTo }),
    columns,
    primaryKey: type.primaryKey,
    ...(type.codeList ? { codeList: type.codeList } : {}),
    release: releaseOf(history, slug),
    recordSchema: publishedSchema(type, columns, `${publisher.baseIri}datasets/${id}/${id}.schema.json`),
    recordCount: records.length,
    records,
    provenance: table.provenance,
  }
}
