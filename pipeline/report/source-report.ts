/** What report.json says of one source: the account of its lines, its datasets, warnings, what is still to be filled in. */
import type { SourceDeclaration } from '../lib/declaration.ts'
import type { Dataset, Json, Publisher, Snapshot } from '../lib/model.ts'
import { provenanceOf } from '../lib/provenance.ts'
import { recordName } from '../lib/record-id.ts'
import type { Problem, Text } from '../problem.ts'

interface ReportInput {
  readonly snapshot: Snapshot
  readonly publisher: Publisher
  readonly declaration: SourceDeclaration
  readonly account: {
    readonly lines: readonly { readonly use: string }[]
    readonly unaccounted: readonly {
      readonly line: number
      readonly part: string
      readonly text: string
      readonly reason: string
    }[]
  }
  readonly datasets: readonly Dataset[]
  readonly held: readonly {
    readonly dataset: string
    readonly record: string
    readonly codes: readonly string[]
  }[]
  readonly problems: readonly Problem[]
}

export function sourceReport(input: ReportInput): Json {
  const { snapshot, declaration, account, datasets, held, problems } = input
  const count = (use: string): number => account.lines.filter((line) => line.use === use).length
  return {
    title: { ...declaration.title },
    snapshot: { file: snapshot.file, sha256: snapshot.sha256, acquired: snapshot.acquired ?? null },
    lines: { total: account.lines.length, used: count('used'), structure: count('structure') },
    unaccounted: account.unaccounted.map((entry) => ({ ...entry })),
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

/** How many values are known in which way: each cell of each record. */
function methodsOf({ records, columns, primaryKey, provenance }: Dataset): Json {
  const counts = new Map<string, number>()
  for (const record of records) {
    const name = recordName(record, primaryKey)
    for (const { key } of columns) {
      const method = provenanceOf(provenance, name, key)?.method
      if (method !== undefined) counts.set(method, (counts.get(method) ?? 0) + 1)
    }
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function warning(problem: Problem): Json {
  const { line, dataset, record, field } = problem.where
  return {
    code: problem.code,
    ...(line === undefined ? {} : { line }),
    ...(dataset === undefined ? {} : { dataset }),
    ...(record === undefined ? {} : { record }),
    ...(field === undefined ? {} : { field }),
    message: { ...problem.message },
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
