/** What a look and its run say of a file, as the report has it. */
import { countSpans } from '../../job/table/account.ts'
import { maskProblem } from '../../job/table/masks.ts'
import type { LookRun } from '../../job/table/run-look.ts'
import { isBlankRow } from '../../lib/grid.ts'
import type { Problem } from '../../problem.ts'
import type { ColumnFound, FileFound, TableFound } from '../../report/index.ts'
import { createSpans } from '../../shape/grid/index.ts'
import { runProblem } from '../problems.ts'
import { hideNames, shownNames } from './hide-names.ts'
import { maskFound } from './mask-found.ts'
import type { LookedFile } from './open.ts'

/** `problems`: of the file as a whole. Of what the privacy gate stopped at, nothing is said by its value. */
export function foundIn(
  command: FileFound['command'],
  looked: LookedFile,
  run: LookRun,
  problems: readonly Problem[],
): FileFound {
  const { gate } = looked
  const found = whatIsFound(command, looked, run, problems)
  if (gate === undefined) return found
  const hide = (problem: Problem): Problem => maskProblem(problem, run.found ?? new Map(), gate.maskText)
  const all = maskFound({ ...found, problems: found.problems.map(hide) }, gate.maskText)
  return hideNames(all, namesOf(looked))
}

/** Names that are not told as they are. */
export function namesOf({ gate, place, file }: LookedFile): ReadonlyMap<string, string> {
  if (gate === undefined) return new Map()
  return shownNames([place.file, ...(file?.grids ?? []).map(({ worksheet }) => worksheet)], gate.maskText)
}

function whatIsFound(
  command: FileFound['command'],
  looked: LookedFile,
  run: LookRun,
  problems: readonly Problem[],
): FileFound {
  const { opened, look, place } = looked
  const { guess, encoding, file } = opened
  const tables = run.outcomes.flatMap(({ index, outcome }): readonly TableFound[] => {
    const one = look.tables[index]
    if (one === undefined) return []
    const { account, located } = outcome
    return [
      {
        worksheet: one.worksheet,
        sheet: one.sheet,
        isOwn: one.isOwn,
        reasons: one.reasons,
        headerRows: located.headerRows,
        columns: one.isOwn ? one.columns.map(ownColumn) : one.columns,
        counts: { ...account.counts },
        skipped: account.skipped.map((span) => ({ ...span, reason: reasonOf(one.found.skipped, span) })),
        held: account.held,
        problems: account.problems,
        questions: one.questions,
      },
    ]
  })
  return {
    command,
    file: place.file,
    format:
      file === undefined || guess === undefined
        ? null
        : {
            format: file.format,
            ...(file.encoding === undefined ? {} : { encoding: file.encoding }),
            ...(file.delimiter === undefined ? {} : { delimiter: file.delimiter }),
            confidence: Math.min(guess.confidence, encoding?.confidence ?? 1),
            reasons: [guess.reason, ...(encoding === undefined ? [] : [encoding.reason])],
          },
    tables: tables.length === 0 ? nothing(looked) : tables,
    without: look.without,
    problems: tables.length === 0 ? [...problems, ...noTable(looked, problems)] : problems,
  }
}

/** Said where nothing else says why nothing came out. */
function noTable({ look, place, file }: LookedFile, problems: readonly Problem[]): readonly Problem[] {
  if (file === undefined || problems.some(({ severity }) => severity === 'error')) return []
  const reason = look.without[0]?.reason ?? { ja: '', en: '' }
  return [runProblem('run/no-table', place, { reasonJa: reason.ja, reasonEn: reason.en })]
}

/** No sheet fits: what the column became is no name of the standard. */
function ownColumn({ header, target, confidence }: ColumnFound): ColumnFound {
  return { header, target: null, confidence, ...(target === null ? {} : { own: target }) }
}

/** A file without a table: every row is accounted for all the same. */
function nothing({ file, look }: LookedFile): readonly TableFound[] {
  const [grid] = file?.grids ?? []
  let total = 0
  const spans = createSpans()
  for (const { first, rows } of grid?.batches() ?? []) {
    total += rows.length
    for (const [i, row] of rows.entries()) spans.add(first + i, isBlankRow(row) ? 'blank' : 'note', '')
  }
  const kinds = countSpans(spans.list())
  const worksheet = grid?.worksheet ?? null
  const reason = look.without.find((one) => one.worksheet === worksheet)?.reason.ja ?? '表がありません'
  return [
    {
      worksheet,
      sheet: null,
      isOwn: false,
      reasons: [],
      headerRows: [],
      columns: [],
      counts: { total, ...kinds, in: 0, out: 0, held: 0, records: 0 },
      skipped: spans.list().map((span) => ({ ...span, reason: span.as === 'blank' ? '空の行' : reason })),
      held: [],
      problems: [],
      questions: [],
    },
  ]
}

type Skipped = LookedFile['look']['tables'][number]['found']['skipped']

/** The rule's own words, else those of the look for the first of these rows. */
function reasonOf(
  skipped: Skipped,
  {
    from,
    to,
    as,
    reason,
  }: { readonly from: number; readonly to: number; readonly as: string; readonly reason: string },
): string {
  if (reason !== '') return reason
  const known = skipped.find((one) => one.row >= from && one.row <= to && one.as === as)
  return known?.reason.ja ?? REASONS.get(as) ?? ''
}

const REASONS = new Map([
  ['blank', '空の行'],
  ['preamble', '見出しより前の行'],
  ['header', '見出し'],
  ['note', '注記'],
  ['example', '記入例'],
  ['totals', '合計'],
])
