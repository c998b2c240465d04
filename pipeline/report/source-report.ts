/** What report.json says of one source: the account of its lines, its datasets, warnings, what is still to be filled in. */
import type { SourceDeclaration } from '../lib/declaration.ts'
import type { Dataset, Json, Publisher, Snapshot } from '../lib/model.ts'
import { isPlaceholder } from '../lib/placeholder.ts'
import { provenanceOf } from '../lib/provenance.ts'
import { recordName } from '../lib/record-id.ts'
import type { Problem, Text } from '../problem.ts'

interface ReportInput {
  readonly snapshot: Snapshot
  readonly publisher: Publisher
  readonly declaration: SourceDeclaration
  /** of a document */
  readonly account?: {
    readonly lines: readonly { readonly use: string }[]
    readonly unaccounted: readonly {
      readonly line: number
      readonly part: string
      readonly text: string
      readonly reason: string
    }[]
  }
  /** of tables: what became of the rows */
  readonly rows?: Json
  readonly datasets: readonly Dataset[]
  readonly held: readonly {
    readonly dataset: string
    readonly record: string
    readonly codes: readonly string[]
  }[]
  readonly problems: readonly Problem[]
}

export function sourceReport(input: ReportInput): Json {
  const { snapshot, declaration, account, rows, datasets, held, problems } = input
  return {
    title: { ...declaration.title },
    snapshot: { file: snapshot.file, sha256: snapshot.sha256, acquired: snapshot.acquired ?? null },
    ...(account === undefined ? {} : linesOf(account)),
    ...(rows === undefined ? {} : { rows }),
    datasets: datasets.map((dataset) => ({
      id: dataset.id,
      records: dataset.recordCount,
      methods: methodsOf(dataset),
    })),
    held: held.map((entry) => ({ ...entry })),
    warnings: problems.filter((problem) => problem.severity === 'warning').map(warning),
    stillToFillIn: toFillIn(input).map((text) => ({ ...text })),
  }
}

function linesOf({ lines, unaccounted }: NonNullable<ReportInput['account']>): {
  readonly [key: string]: Json
} {
  const count = (use: string): number => lines.filter((line) => line.use === use).length
  return {
    lines: { total: lines.length, used: count('used'), structure: count('structure') },
    unaccounted: unaccounted.map((entry) => ({ ...entry })),
  }
}

/** How many values are known in which way: each cell of each record; of tables only those that are not blank. */
function methodsOf({ records, columns, primaryKey, provenance }: Dataset): Json {
  const counts = new Map<string, number>()
  const isTable = provenance.tables !== undefined
  for (const [i, record] of records.entries()) {
    const name = recordName(record, primaryKey, i)
    for (const { key } of columns) {
      if (isTable && (record[key] ?? null) === null) continue
      const method = provenanceOf(provenance, name, key)?.method
      if (method !== undefined) counts.set(method, (counts.get(method) ?? 0) + 1)
    }
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function warning(problem: Problem): Json {
  const { line, row, cell, worksheet, dataset, record, field } = problem.where
  return {
    code: problem.code,
    ...(line === undefined ? {} : { line }),
    ...(worksheet === undefined ? {} : { worksheet }),
    ...(row === undefined ? {} : { row }),
    ...(cell === undefined ? {} : { cell }),
    ...(dataset === undefined ? {} : { dataset }),
    ...(record === undefined ? {} : { record }),
    ...(field === undefined ? {} : { field }),
    message: { ...problem.message },
    ...(problem.more === undefined ? {} : { many: problem.more + 1 }),
  }
}

/** Rule 9 of the design: what is not known is left out, and said here. */
function toFillIn({ publisher, snapshot, declaration }: ReportInput): readonly Text[] {
  const out: Text[] = []
  const say = (missing: boolean, ja: string, en: string): void => {
    if (missing) out.push({ ja, en })
  }
  const file = `sources/${publisher.id}/publisher.yaml`
  say(
    !publisher.baseIriDeclared,
    `公開先のURL（${file} の baseIri）。決まるまでは ${publisher.baseIri} を仮に使います。`,
    `The base IRI of the publisher (baseIri in ${file}); until then ${publisher.baseIri} stands for it.`,
  )
  say(
    publisher.licence === 'NOASSERTION',
    `ライセンス（${file} の licence）。決まるまで公開しないでください。`,
    `The licence (licence in ${file}); do not publish before it is decided.`,
  )
  say(
    isPlaceholder(publisher.name.ja) || isPlaceholder(publisher.name.en),
    `団体の名前（${file} の name）。`,
    `The name of the publisher (name in ${file}).`,
  )
  say(publisher.contact === undefined, `連絡先（${file} の contact）。`, `The contact (contact in ${file}).`)
  say(
    snapshot.acquired === undefined,
    '文書を入手した日（snapshot.yaml の acquired）。',
    'The day the document was got (acquired in snapshot.yaml).',
  )
  say(
    snapshot.from === undefined,
    '文書の入手元（snapshot.yaml の from）。',
    'Where the document was got (from in snapshot.yaml).',
  )
  say(
    declaration.temporal === undefined,
    '対象期間（source.yaml の temporal）。',
    'The period covered (temporal in source.yaml).',
  )
  say(
    declaration.frequency === undefined,
    '更新頻度（source.yaml の frequency）。',
    'How often it is updated (frequency in source.yaml).',
  )
  return out
}
