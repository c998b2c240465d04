/**
 * A source's job: the stages from its bytes to its datasets, in order. A pure function of the files it is given;
 * it does not know who runs it, writes nothing, and gives every problem it met.
 */
import { verifySnapshot } from './acquire/index.ts'
import { cellsOf, extractDocument } from './extract/index.ts'
import { readHistory } from './history/index.ts'
import { type Authored, pathsOf, readAll } from './job/authored.ts'
import { datasetsOf, toDataset } from './job/datasets.ts'
import type { JobInput } from './job/input.ts'
import { withText } from './job/text.ts'
import type { Dataset, Json } from './lib/model.ts'
import { compileReader } from './lib/readings.ts'
import { normalizer } from './normalize/index.ts'
import { hasError, type Place, type Problem } from './problem.ts'
import { correctLines, reconcile } from './reconcile/index.ts'
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
  createGates,
  type Held,
  holdRows,
  validateProblem,
} from './validate/index.ts'

export type { JobInput } from './job/input.ts'

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

/** Runs a source through its stages; a problem with a line of the snapshot comes with the text of that line. */
export async function runJob(input: JobInput): Promise<JobResult> {
  const result = stages(input)
  return { ...result, problems: withText(result.problems, input.files) }
}

function stages(input: JobInput): JobResult {
  const place: Place = { source: `${input.publisher}/${input.source}` }
  const gates = createGates(input.schemas)
  const paths = pathsOf(input)
  const authored = readAll(input, paths, gates, place)
  if ('problems' in authored) return failed(authored.problems)
  const { declaration, snapshot, publisher } = authored

  // acquire: the bytes are those that snapshot.yaml speaks of
  const file = `sources/${place.source}/snapshot/${snapshot.file}`
  const bytes = input.files.get(file)
  const verified = verifySnapshot(snapshot, bytes, input.sha256, { ...place, file: paths.snapshot })
  if (!bytes || hasError(verified)) return failed(verified)
  const { sha256, mediaType } = snapshot
  const held: Place = { ...place, file }
  const { form } = declaration.document
  // an empty or binary file has its own words in extract: the door is for what those let through
  const extracted = extractDocument(bytes, form, file)
  if ('problem' in extracted)
    return failed([{ ...extracted.problem, where: { ...place, ...extracted.problem.where } }])
  const acquired = { file: snapshot.file, sha256, bytes: bytes.length, mediaType }
  const doors: Problem[] = [...checkStage('acquired', gates('stages/acquired.schema.json'), acquired, held)]

  // extract → shape
  const { document } = extracted
  const [first] = document.lines
  const envelope = {
    form,
    characters: document.text.length,
    first: first ? { line: first.line, text: first.text } : {},
  }
  doors.push(...checkStage('extracted', gates('stages/extracted.schema.json'), envelope, held))
  const { corrections } = authored.corrections
  const mended = correctLines(document.lines, corrections, cellsOf(form))
  const stale = mended.check({ ...place, file: paths.corrections })
  const reader = compileReader(declaration.document)
  const shaped = shapeDocument(mended.lines, declaration.document, reader, held, paths.source)
  if (hasError([...doors, ...stale, ...shaped.problems]))
    return failed([...doors, ...stale, ...shaped.problems])
  doors.push(...checkStage('shaped', gates('stages/shaped.schema.json'), { rows: shaped.rows }, held))

  // shape → normalize → reconcile
  const normalize = normalizer(declaration.document, reader, held)
  const normal = normalize(shaped.rows)
  doors.push(...checkStage('normalized', gates('stages/normalized.schema.json'), { rows: normal.rows }, held))
  if (hasError(doors)) return failed([...doors, ...normal.problems])
  const {
    datasets: declared,
    types,
    problems: unknownTypes,
  } = datasetsOf(declaration, input, gates, paths, place)
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

function failed(problems: readonly Problem[]): JobResult {
  return { problems, datasets: [], lines: null, report: null }
}

const UNACCOUNTED_LIMIT = 50

const REASONS: Readonly<Record<Account['unaccounted'][number]['reason'], string>> = {
  'not cut': '行が読み取られていません',
  'not cited': 'どの項目の出典にもなっていません',
  'not found in the value': '出典とする値の中にありません',
  'cited by prose and by data': '本文とほかのデータの両方に入っています',
}

function unaccountedFor(account: Account, place: Place): readonly Problem[] {
  return account.unaccounted.slice(0, UNACCOUNTED_LIMIT).map((entry) => {
    const { line, text, reason } = entry
    const facts = { line, actual: text, reason, reasonJa: REASONS[reason] }
    return validateProblem('validate/unaccounted', { ...place, line: entry.line }, facts)
  })
}

function written(
  { snapshot, publisher, declaration }: Authored,
  input: JobInput,
  account: Account,
  out: {
    readonly datasets: readonly Dataset[]
    readonly held: readonly Held[]
    readonly problems: readonly Problem[]
  },
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
