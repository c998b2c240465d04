/** A source of tables from its bytes to its datasets: front → datasets → checks → account. */
import { readHistory } from '../../history/index.ts'
import type { PrivacyFiles } from '../../inspect/index.ts'
import type { GridSource } from '../../lib/declaration.ts'
import type { Dataset, Json } from '../../lib/model.ts'
import { hasError, type Place, type Problem } from '../../problem.ts'
import { rangeText } from '../../report/index.ts'
import { sourceReport } from '../../report/source-report.ts'
import { checkCounts, checkFormulas, checkStage, type Gates, type RecordType } from '../../validate/index.ts'
import type { Authored, Paths } from '../authored.ts'
import { toDataset } from '../datasets.ts'
import type { JobInput } from '../input.ts'
import type { JobResult } from '../result.ts'
import type { RowCounts } from './account.ts'
import { checkTableCases, unconfirmedCases } from './cases.ts'
import { hidingValues } from './found-fields.ts'
import type { PlacedOutcome } from './provenance.ts'
import { readGridSource } from './source.ts'
import { datasetTypeOf, recordTypeOf } from './types.ts'
import { unusedRules } from './unused.ts'

export interface TableJob {
  readonly input: JobInput
  readonly bytes: Uint8Array
  readonly authored: Authored & { readonly declaration: GridSource }
  readonly paths: Paths
  readonly gates: Gates
  readonly place: Place
  readonly file: string
  readonly privacy: PrivacyFiles
}

export async function tableStages(job: TableJob): Promise<JobResult> {
  const { input, bytes, authored, paths, gates, place, file } = job
  const { declaration, snapshot } = authored
  const { sha256, mediaType } = snapshot
  const acquired = { file: snapshot.file, sha256, bytes: bytes.length, mediaType }
  const problems: Problem[] = [
    ...checkStage('acquired', gates('stages/acquired.schema.json'), acquired, place),
  ]
  const front = await readGridSource({
    bytes,
    authored,
    paths,
    schemas: input.schemas,
    place: { ...place, file },
    privacy: job.privacy,
    ...(input.packageFile === undefined ? {} : { packageFile: input.packageFile }),
  })
  problems.push(...front.problems)
  if (hasError(problems)) return failed(problems)

  const { history } = readHistory(authored.history, place)
  const datasets: Dataset[] = []
  for (const table of front.tables) {
    const type = typeOf(declaration, table.slug, input)
    const outline = { ...table, records: table.records.length, provided: [...table.provided] }
    problems.push(...checkStage('reconciled', gates('stages/reconciled.schema.json'), outline, place))
    if (type === undefined) continue
    const dataset = toDataset(table, type, authored, input, history)
    const { id, slug, title, description, columns, primaryKey, recordCount } = dataset
    const door = { id, slug, title, description, columns, primaryKey, recordCount }
    problems.push(...checkStage('validated', gates('stages/validated.schema.json'), door, place))
    datasets.push(dataset)
  }
  const declaredPlace: Place = { ...place, file: paths.source }
  const hide = hidingValues(front.tables, front.outcomes)
  const said: readonly Problem[] = [
    ...checkFormulas(datasets, declaration.allowFormula ?? [], declaredPlace, true),
    ...checkCounts(datasets, declaration.expect?.records ?? {}, declaredPlace),
    ...checkTableCases(datasets, authored.cases, { ...place, file: paths.cases }),
    ...unconfirmedCases(authored.cases, { ...place, file: paths.cases }),
    ...unusedRules(front.outcomes, declaredPlace),
  ]
  problems.push(...(hide === undefined ? said : said.map(hide)))
  const tables = front.outcomes.map(tableAccount)
  const head = { publisher: input.publisher, source: input.source, snapshot: { file: snapshot.file, sha256 } }
  return {
    problems,
    datasets,
    account: { kind: 'rows', value: { ...head, tables } },
    report: sourceReport({
      ...authored,
      rows: sumOf(front.outcomes),
      datasets,
      held: [],
      problems,
    }),
  }
}

function failed(problems: readonly Problem[]): JobResult {
  return { problems, datasets: [], account: { kind: 'rows', value: null }, report: null }
}

function typeOf({ grid }: GridSource, slug: string, input: JobInput): RecordType | undefined {
  const table = grid.tables.find(({ dataset }) => dataset === slug)
  if (table === undefined) return undefined
  return datasetTypeOf(input.schemas(`records/${recordTypeOf(table)}.schema.json`), table)
}

function tableAccount({ outcome, worksheet }: PlacedOutcome): Json {
  const { table, located, account } = outcome
  return {
    dataset: table.dataset,
    worksheet,
    headerRows: located.headerRows,
    rows: { ...account.counts },
    skipped: account.skipped.map(({ from, to, as, reason }) => ({ rows: rangeText(from, to), as, reason })),
    heldRows: account.held.map(({ from, to, codes }) => ({ rows: rangeText(from, to), codes })),
  }
}

const COUNTS = [
  'total',
  'blank',
  'preamble',
  'header',
  'note',
  'example',
  'totals',
  'in',
  'out',
  'held',
  'records',
] as const satisfies readonly (keyof RowCounts)[]

/** Over all tables: side by side, each counts every row. */
function sumOf(outcomes: readonly PlacedOutcome[]): Json {
  return Object.fromEntries(
    COUNTS.map((name) => [
      name,
      outcomes.reduce((sum, { outcome }) => sum + outcome.account.counts[name], 0),
    ]),
  )
}
