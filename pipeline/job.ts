/**
 * A source's job: the stages from its bytes to its datasets, in order. A pure function of the files it is given;
 * it does not know who runs it, writes nothing, and gives every problem it met.
 */
import { verifySnapshot } from './acquire/index.ts'
import { readHistory } from './history/index.ts'
import type { PrivacyFiles } from './inspect/index.ts'
import { type Authored, type Paths, pathsOf, readAll, undecided } from './job/authored.ts'
import { datasetsOf, type SourceDatasets, toDataset } from './job/datasets.ts'
import { readDocument } from './job/document.ts'
import { documentPrivacy } from './job/document-privacy.ts'
import type { JobInput } from './job/input.ts'
import { linesFile, type TextAccount } from './job/lines-file.ts'
import type { JobResult } from './job/result.ts'
import { privacyGate } from './job/table/gate.ts'
import { withText } from './job/text.ts'
import { type DocumentSource, isDocumentSource, isGridSource } from './lib/declaration.ts'
import type { Dataset } from './lib/model.ts'
import { hasError, type Place, type Problem } from './problem.ts'
import type { RecordTable } from './reconcile/index.ts'
import { sourceReport } from './report/source-report.ts'
import {
  type Account,
  checkCases,
  checkCounts,
  checkFormulas,
  checkRecords,
  checkReferences,
  checkStage,
  createGates,
  type Gates,
  holdRows,
  validateProblem,
} from './validate/index.ts'

export type { JobInput } from './job/input.ts'
export type { JobResult } from './job/result.ts'

/**
 * Runs a source through its stages; a problem with a line of the snapshot comes with the text of that line.
 * `privacy`: what the privacy gate goes by.
 */
export async function runJob(input: JobInput, privacy: PrivacyFiles): Promise<JobResult> {
  const { text, ...result } = await stages(input, privacy)
  // lines of a PDF are those of its text
  const files =
    text === undefined
      ? input.files
      : new Map(input.files).set(text.file, new TextEncoder().encode(text.text))
  return { ...result, problems: withText(result.problems, files, privacyGate(privacy).maskText) }
}

/** `text`: of a snapshot that is no text itself */
type Staged = JobResult & { readonly text?: { readonly file: string; readonly text: string } }

/** authored → verify → the stages of a document or of tables */
async function stages(input: JobInput, privacy: PrivacyFiles): Promise<Staged> {
  const place: Place = { source: `${input.publisher}/${input.source}` }
  const gates = createGates(input.schemas)
  const paths = pathsOf(input)
  const authored = readAll(input, paths, gates, place)
  if ('problems' in authored) return failed(authored.problems)
  const { declaration, snapshot } = authored

  // acquire: the bytes are those that snapshot.yaml speaks of
  const file = `sources/${place.source}/snapshot/${snapshot.file}`
  const bytes = input.files.get(file)
  const problems = [...verifySnapshot(snapshot, bytes, input.sha256, { ...place, file: paths.snapshot })]
  if (!bytes || hasError(problems)) return failed(problems)

  problems.push(...undecided(authored.publisher, { ...place, file: paths.publisher }))
  const job = { input, bytes, paths, gates, place, file, privacy }
  let result: Staged
  if (isGridSource(declaration)) {
    const { tableStages } = await import('./job/table/stages.ts')
    result = await tableStages({ ...job, authored: { ...authored, declaration } })
  } else if (isDocumentSource(declaration)) {
    result = await documentStages({ ...job, authored: { ...authored, declaration } })
  } else throw new Error('a source that the schema should have refused')
  return { ...result, problems: [...problems, ...result.problems] }
}

interface DocumentJob {
  readonly input: JobInput
  readonly bytes: Uint8Array
  readonly authored: Authored & { readonly declaration: DocumentSource }
  readonly paths: Paths
  readonly gates: Gates
  readonly place: Place
  readonly file: string
  readonly privacy: PrivacyFiles
}

/** front → datasets → checks → hold → account */
async function documentStages(job: DocumentJob): Promise<Staged> {
  const { input, bytes, authored, paths, gates, place, file, privacy } = job
  const { declaration, snapshot } = authored
  const problems: Problem[] = []
  const held = { ...place, file }
  const declared = datasetsOf(declaration, input, gates, paths, place)
  const { packageFile } = input
  const given = packageFile === undefined ? {} : { packageFile }
  const front = await readDocument({ bytes, authored, declared, paths, gates, place: held, ...given })
  const { text } = front
  const read = front.pages === undefined ? {} : { text: { file, text } }
  problems.push(...front.problems)
  const guarded = documentPrivacy(text, privacy, declaration.privacy, held, paths.source)
  if (hasError(problems)) return { ...failed([...problems, ...guarded.problems].map(guarded.hide)), ...read }

  const made = makeDatasets(front.tables, declared, authored, input, gates, place)
  const { datasets } = made
  const declaredPlace: Place = { ...place, file: paths.source }
  const account = front.account(datasets)
  problems.push(
    ...made.problems,
    ...checkReferences(datasets, place),
    ...checkFormulas(datasets, declaration.allowFormula ?? [], declaredPlace),
    ...checkCounts(datasets, declaration.expect?.records ?? {}, declaredPlace),
    ...checkCases(datasets, authored.cases, { ...place, file: paths.cases }),
    ...unaccountedFor(account, held),
    ...guarded.problems,
  )
  const rows = holdRows(datasets, problems, declaration.expect?.maxHeld ?? 0, place)
  const out = rows ?? { datasets, held: [], problems }
  const told = out.problems.map(guarded.hide)
  return {
    problems: told,
    datasets: out.datasets,
    account: { kind: 'lines', value: linesFile(input.publisher, input.source, snapshot, account, out.held) },
    report: sourceReport({ ...authored, account, ...out, problems: told }),
    ...read,
  }
}

function failed(problems: readonly Problem[]): JobResult {
  return { problems, datasets: [], account: { kind: 'lines', value: null }, report: null }
}

/** reconcile → validate: each table becomes a dataset, through its doors and its record schema. */
function makeDatasets(
  tables: readonly RecordTable[],
  { types }: SourceDatasets,
  authored: Authored,
  input: JobInput,
  gates: Gates,
  place: Place,
): { readonly datasets: readonly Dataset[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const { history } = readHistory(authored.history, place)
  const datasets = tables.flatMap((table) => {
    const type = types.get(table.slug)
    const gate = gates(`records/${table.slug}.schema.json`)
    const outline = { ...table, records: table.records.length, provided: [...table.provided] }
    problems.push(...checkStage('reconciled', gates('stages/reconciled.schema.json'), outline, place))
    if (!type || !gate) return []
    const dataset = toDataset(table, type, authored, input, history)
    problems.push(...checkRecords(dataset, gate, place))
    const { id, slug, title, description, columns, primaryKey, recordCount } = dataset
    const door = { id, slug, title, description, columns, primaryKey, recordCount }
    problems.push(...checkStage('validated', gates('stages/validated.schema.json'), door, place))
    return [dataset]
  })
  return { datasets, problems }
}

const UNACCOUNTED_LIMIT = 50

const REASONS: Readonly<Record<Account['unaccounted'][number]['reason'], string>> = {
  'not cut': '行が読み取られていません',
  'not cited': 'どの項目の出典にもなっていません',
  'not found in the value': '出典とする値の中にありません',
  'cited by prose and by data': '本文とほかのデータの両方に入っています',
}

function unaccountedFor({ unaccounted }: Pick<TextAccount, 'unaccounted'>, place: Place): readonly Problem[] {
  return unaccounted.slice(0, UNACCOUNTED_LIMIT).map((entry) => {
    const { line, text, reason } = entry
    const facts = { line, actual: text, reason, reasonJa: REASONS[reason] }
    return validateProblem('validate/unaccounted', { ...place, line: entry.line }, facts)
  })
}
