/** What a look and its run say of a file, as the report has it. */
import type { LookRun } from '../../job/table/run-look.ts'
import type { Problem } from '../../problem.ts'
import type { FileFound, TableFound } from '../../report/index.ts'
import type { LookedFile } from './open.ts'

export function foundIn(
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
        headerRows: located.headerRows,
        columns: one.columns,
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
    tables,
    without: look.without,
    problems,
  }
}

type Skipped = LookedFile['look']['tables'][number]['found']['skipped']

/** The rule's own words, else those of the look for the first of these rows. */
function reasonOf(
  skipped: Skipped,
  { from, to, as, reason }: { readonly from: number; readonly to: number; readonly as: string; readonly reason: string },
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
