/**
 * A source's job: the stages from its bytes to its datasets, in order. A pure function of the files it is given;
 * it does not know who runs it, writes nothing, and gives every problem it met.
 */
import { verifySnapshot } from './acquire/index.ts'
import { extractDocument } from './extract/index.ts'
import { markdownCells, tabCells } from './extract/lines.ts'
import { readHistory, releaseOf } from './history/index.ts'
import type {
  CasesFile,
  CorrectionsFile,
  DatasetDeclaration,
  SourceDeclaration,
} from './lib/declaration.ts'
import type { SourceLine } from './lib/document.ts'
import type { Contact, Dataset, Json, Publisher, Snapshot } from './lib/model.ts'
import { compileReader } from './lib/readings.ts'
import { normalizer } from './normalize/index.ts'
import { clip, hasError, type Place, type Problem, type Text } from './problem.ts'
import { correctLines, type RecordTable, reconcile } from './reconcile/index.ts'
import { sourceReport } from './report/source-report.ts'
import { shapeDocument } from './shape/index.ts'
import {
  type Account,
  accountFor,
  checkCases,
  checkCounts,
  checkFormulas,
  checkRecords,
  checkReferences,
  checkStage,
  columnsFor,
  createGates,
  type Gate,
  type Held,
  holdRows,
  isObject,
  publishedSchema,
  type RecordType,
  readAuthored,
  readRecordType,
  validateProblem,
} from './validate/index.ts'

export interface JobInput {
  readonly publisher: string
  readonly source: string
  /** authored files and snapshot, as bytes, keyed by path relative to the project root; absent files are absent */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** parsed JSON of schemas/<name>: the project's own first, then the package's */
  readonly schemas: (name: string) => unknown
  readonly sha256: (bytes: Uint8Array) => string
}

export interface JobResult {
  /** any error: the source fails, and nothing of it is written */
  readonly problems: readonly Problem[]
  readonly datasets: readonly Dataset[]
  /** dist/sources/<publisher>/<source>.lines.json */
  readonly lines: Json
  /** the source's part of report.json */
  readonly report: Json
}

/** The dataset that takes the prose which no other dataset uses. */
const PROSE = 'ict_plan_sections'

interface PublisherFile {
  readonly code: string
  readonly name: Text
  readonly licence: string
  readonly contact?: Contact
  readonly baseIri?: string
}

interface Authored {
  readonly publisher: Publisher
  readonly declaration: SourceDeclaration
  readonly snapshot: Snapshot
  readonly corrections: CorrectionsFile
  readonly cases: CasesFile
  readonly history: unknown
}

interface Paths {
  readonly publisher: string
  readonly source: string
  readonly snapshot: string
  readonly corrections: string
  readonly cases: string
  readonly history: string
}

/** Runs a source through its stages; a problem with a line of the snapshot comes with the text of that line. */
export async function runJob(input: JobInput): Promise<JobResult> {
  const result = stages(input)
  return { ...result, problems: withText(result.problems, input.files) }
}

function stages(input: JobInput): JobResult {
  const id = `${input.publisher}/${input.source}`
  const place: Place = { source: id }
  const gates = createGates(input.schemas)
  const folder = `sources/${id}`
  const paths: Paths = {
    publisher: `sources/${input.publisher}/publisher.yaml`,
    source: `${folder}/source.yaml`,
    snapshot: `${folder}/snapshot.yaml`,
    corrections: `${folder}/corrections.yaml`,
    cases: `${folder}/cases.yaml`,
    history: `${folder}/history.yaml`,
  }
  const authored = readAll(input, paths, gates, place)
  if ('problems' in authored) return failed(authored.problems)
  const { declaration, snapshot, publisher } = authored

  // acquire: the bytes are those that snapshot.yaml speaks of
  const file = `${folder}/snapshot/${snapshot.file}`
  const bytes = input.files.get(file)
  const verified = verifySnapshot(snapshot, bytes, input.sha256, { ...place, file: paths.snapshot })
  if (!bytes || hasError(verified)) return failed(verified)
  const { sha256, mediaType } = snapshot
  const held: Place = { ...place, file }
  const { form } = declaration.document
  // an empty or binary file has its own words in extract: the door is for what those let through
  const extracted = extractDocument(bytes, form, file)
  if ('problem' in extracted) return failed([{ ...extracted.problem, where: { ...place, ...extracted.problem.where } }])
  const acquired = { file: snapshot.file, sha256, bytes: bytes.length, mediaType }
  const doors: Problem[] = [...checkStage('acquired', gates('stages/acquired.schema.json'), acquired, held)]

  // extract → shape
  const { document } = extracted
  const [first] = document.lines
  const envelope = { form, characters: document.text.length, first: first ? { line: first.line, text: first.text } : {} }
  doors.push(...checkStage('extracted', gates('stages/extracted.schema.json'), envelope, held))
  const cellsOf = (line: number, text: string): SourceLine =>
    form === 'markdown' ? markdownCells(line, text) : tabCells(line, text)
  const { corrections } = authored.corrections
  const mended = correctLines(document.lines, corrections, cellsOf)
  const stale = mended.check({ ...place, file: paths.corrections })
  const reader = compileReader(declaration.document)
  const shaped = shapeDocument(mended.lines, declaration.document, reader, held, paths.source)
  if (hasError([...doors, ...stale, ...shaped.problems])) return failed([...doors, ...stale, ...shaped.problems])
  doors.push(...checkStage('shaped', gates('stages/shaped.schema.json'), { rows: shaped.rows }, held))

  // shape → normalize → reconcile
  const normalize = normalizer(declaration.document, reader, held)
  const normal = normalize(shaped.rows)
  doors.push(...checkStage('normalized', gates('stages/normalized.schema.json'), { rows: normal.rows }, held))
  if (hasError(doors)) return failed([...doors, ...normal.problems])
  const { datasets: declared, types, problems: unknownTypes } = datasetsOf(declaration, input, gates, paths, place)
  if (hasError(unknownTypes)) return failed(unknownTypes)
  const settled = reconcile({
    raws: shaped.rows,
    rows: normal.rows,
    declaration,
    corrections,
    datasets: declared,
    columns: (slug) => types.get(slug)?.columns.map((column) => column.key) ?? [],
    publisher,
    reader,
    files: {
      source: paths.source,
      corrections: paths.corrections,
      publisher: paths.publisher,
      correctedLines: mended.done,
    },
    text: document.text,
    renormalize: normalize,
    place: held,
  })
  // what reconcile renormalized tells of its own quantities; the first reading spoke of cells that were corrected
  const problems = [...(settled.renormalized ? [] : normal.problems), ...settled.problems]
  if (hasError(problems)) return failed(problems)

  // reconcile → validate
  const datasets = settled.tables.flatMap((table) => {
    const type = types.get(table.slug)
    const gate = gates(`records/${table.slug}.schema.json`)
    const outline = { ...table, records: table.records.length, provided: [...table.provided] }
    problems.push(...checkStage('reconciled', gates('stages/reconciled.schema.json'), outline, place))
    if (!type || !gate) return []
    const dataset = toDataset(table, type, authored, input, readHistory(authored.history, place).history)
    problems.push(...checkRecords(dataset, gate, place))
    const { id: datasetId, slug, title, description, columns, primaryKey, recordCount } = dataset
    const door = { id: datasetId, slug, title, description, columns, primaryKey, recordCount }
    problems.push(...checkStage('validated', gates('stages/validated.schema.json'), door, place))
    return [dataset]
  })
  const declaredPlace: Place = { ...place, file: paths.source }
  problems.push(
    ...checkReferences(datasets, place),
    ...checkFormulas(datasets, declaration.allowFormula ?? [], declaredPlace),
    ...checkCounts(datasets, declaration.expect?.records ?? {}, declaredPlace),
    ...checkCases(datasets, authored.cases, { ...place, file: paths.cases }),
  )
  const onFile = new Map(corrections.map((correction, i) => [`corrections.${i + 1}`, correction]))
  const account = accountFor(shaped.lines, datasets, reader, onFile, PROSE)
  problems.push(...unaccountedFor(account, held))
  const rows = holdRows(datasets, problems, declaration.expect?.maxHeld ?? 0, place)
  const out = rows ?? { datasets, held: [], problems }
  return { problems: out.problems, datasets: out.datasets, ...written(authored, input, account, out) }
}

/** More places than this are not shown with their text; reports show fewer. */
const TEXT_LIMIT = 500

function withText(problems: readonly Problem[], files: ReadonlyMap<string, Uint8Array>): readonly Problem[] {
  const decoded = new Map<string, readonly string[]>()
  const linesOf = (file: string): readonly string[] => {
    const bytes = files.get(file)
    const known = decoded.get(file) ?? (bytes ? new TextDecoder().decode(bytes).split(/\r?\n/) : [])
    decoded.set(file, known)
    return known
  }
  const add = (where: Place): Place => {
    if (where.text !== undefined || where.file === undefined || where.line === undefined) return where
    const text = linesOf(where.file)[where.line - 1]
    return text === undefined ? where : { ...where, text: clip(text, 500) }
  }
  return problems.map((problem, i) => {
    if (i >= TEXT_LIMIT) return problem
    const also = problem.also?.map(add)
    return { ...problem, where: add(problem.where), ...(also ? { also } : {}) }
  })
}

function failed(problems: readonly Problem[]): JobResult {
  return { problems, datasets: [], lines: null, report: null }
}

function readAll(
  input: JobInput,
  paths: Paths,
  gates: (name: string) => Gate | undefined,
  place: Place,
): Authored | { problems: readonly Problem[] } {
  const problems: Problem[] = []
  function read<T>(file: string, schema: string, otherwise?: T): T | undefined {
    const bytes = input.files.get(file)
    if (!bytes) {
      if (otherwise === undefined) problems.push(validateProblem('validate/missing-file', { ...place, file }, { file }))
      return otherwise
    }
    const gate = gates(`authored/${schema}.schema.json`)
    if (!gate) {
      const facts = { actual: file, expected: `authored/${schema}.schema.json` }
      problems.push(validateProblem('validate/schema-missing', { ...place, file }, facts))
      return undefined
    }
    const result = readAuthored<T>({ file, text: new TextDecoder().decode(bytes) }, gate, place)
    if ('value' in result) return result.value
    problems.push(...result.problems)
    return undefined
  }
  const publisher = read<PublisherFile>(paths.publisher, 'publisher')
  const declaration = read<SourceDeclaration>(paths.source, 'source')
  const snapshot = read<Snapshot>(paths.snapshot, 'snapshot')
  const corrections = read<CorrectionsFile>(paths.corrections, 'corrections', { corrections: [] })
  const cases = read<CasesFile>(paths.cases, 'cases')
  const history = read<unknown>(paths.history, 'history', [])
  if (!publisher || !declaration || !snapshot || !corrections || !cases || problems.length > 0) return { problems }
  return { publisher: publisherOf(input.publisher, publisher), declaration, snapshot, corrections, cases, history }
}

/** RFC 2606: a base IRI that can not be mistaken for a real one, until the publisher sets its own. */
function publisherOf(id: string, file: PublisherFile): Publisher {
  const { code, name, licence, contact } = file
  return {
    id,
    code,
    name,
    licence,
    ...(contact ? { contact } : {}),
    baseIri: file.baseIri ?? `https://${code}.opendata.invalid/`,
    baseIriDeclared: file.baseIri !== undefined,
  }
}

/** The datasets of the profile and of the source itself, each with its record type. */
function datasetsOf(
  declaration: SourceDeclaration,
  input: JobInput,
  gates: (name: string) => Gate | undefined,
  paths: Paths,
  place: Place,
): {
  datasets: Readonly<Record<string, DatasetDeclaration>>
  types: ReadonlyMap<string, RecordType>
  problems: readonly Problem[]
} {
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

function toDataset(
  table: RecordTable,
  type: RecordType,
  { publisher, declaration, snapshot, ...authored }: Authored,
  input: JobInput,
  history: ReturnType<typeof readHistory>['history'],
): Dataset {
  const { slug } = table
  const id = `${publisher.code}_${slug}`
  const columns = columnsFor(type, table.provided)
  const notes = declaration.notes?.[slug]
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

const UNACCOUNTED_LIMIT = 50

function unaccountedFor(account: Account, place: Place): readonly Problem[] {
  return account.unaccounted.slice(0, UNACCOUNTED_LIMIT).map((entry) => {
    const facts = { line: entry.line, actual: entry.text, reason: entry.reason }
    return validateProblem('validate/unaccounted', { ...place, line: entry.line }, facts)
  })
}

function written(
  { snapshot, publisher, declaration }: Authored,
  input: JobInput,
  account: Account,
  out: { readonly datasets: readonly Dataset[]; readonly held: readonly Held[]; readonly problems: readonly Problem[] },
): Pick<JobResult, 'lines' | 'report'> {
  const { file, sha256 } = snapshot
  const lines = {
    publisher: input.publisher,
    source: input.source,
    snapshot: { file, sha256 },
    lines: account.lines.map((line) => ({ ...line, parts: line.parts.map((part) => ({ ...part })) })),
  }
  return { lines, report: sourceReport({ snapshot, publisher, declaration, account, ...out }) }
}
