/** What was found in a file of tables, as data: the JSON that `check`, `convert` and `add` print, table by table. */
import type { GridFormat, RowKind } from '../lib/grid-declaration.ts'
import type { RuleScore } from '../lib/inspection.ts'
import type { Problem, Severity, Text } from '../problem.ts'

export interface SheetFound {
  readonly id: string
  readonly confidence: number
  readonly reasons: readonly Text[]
}

export interface ColumnFound {
  /** as written */
  readonly header: string
  /** the standard's Japanese name (with a schema, the property's), or null */
  readonly target: string | null
  /** of a dataset of its own: the header that the column has there */
  readonly own?: string
  readonly confidence: number
}

export interface TableFound {
  readonly worksheet: string | null
  readonly sheet: SheetFound | null
  /** no sheet fits: it became a dataset of its own */
  readonly isOwn: boolean
  /** why no sheet was named */
  readonly reasons: readonly Text[]
  readonly headerRows: readonly number[]
  readonly columns: readonly ColumnFound[]
  readonly counts: Readonly<Record<string, number>>
  readonly skipped: readonly {
    readonly from: number
    readonly to: number
    readonly as: RowKind
    readonly reason: string
  }[]
  readonly held: readonly { readonly from: number; readonly to: number; readonly codes: readonly string[] }[]
  readonly problems: readonly {
    readonly code: string
    readonly severity: Severity
    readonly count: number
    readonly first: readonly Problem[]
  }[]
  readonly questions: readonly Text[]
}

export interface FileFound {
  readonly command: 'check' | 'convert' | 'add'
  readonly file: string
  readonly format: {
    readonly format: GridFormat
    readonly encoding?: string
    readonly delimiter?: string
    readonly confidence: number
    readonly reasons: readonly Text[]
  } | null
  readonly tables: readonly TableFound[]
  /** worksheets without a table, and why */
  readonly without: readonly { readonly worksheet: string | null; readonly reason: Text }[]
  /** of the file as a whole */
  readonly problems: readonly Problem[]
  /** scores of the machine-readability rules, where they were asked for */
  readonly rules?: readonly RuleScore[]
}

/** Nothing was read of it: there is nothing to be said of columns and rows. */
export function isUnread({ format, tables }: FileFound): boolean {
  return (
    format === null &&
    tables.every(({ sheet, columns, counts }) => {
      return sheet === null && columns.length === 0 && (counts.total ?? 0) === 0
    })
  )
}

/** Worksheets without a table, those that have none for the same reason together. */
export function withoutByReason({
  without,
}: FileFound): readonly { readonly worksheets: readonly string[]; readonly reason: Text }[] {
  const groups = new Map<string, { readonly worksheets: string[]; readonly reason: Text }>()
  for (const { worksheet, reason } of without) {
    const known = groups.get(reason.ja) ?? { worksheets: [], reason }
    if (worksheet !== null) known.worksheets.push(worksheet)
    groups.set(reason.ja, known)
  }
  return [...groups.values()]
}

/** `3` or `1-9` */
export function rangeText(from: number, to: number): string {
  return from === to ? String(from) : `${from}-${to}`
}

/** One object where the file has one table, `{ tables: […] }` where it has several. */
export function filesJson(found: FileFound): object {
  const { command, file, format, tables, without, problems, rules } = found
  const head = { command, file, format }
  const rest = {
    ...(without.length > 0 ? { without } : {}),
    ...(rules === undefined ? {} : { rules: rules.map(scoreJson) }),
  }
  const [only] = tables
  if (tables.length === 1 && only !== undefined) {
    return { ...head, ...tableJson(only, problems), ...rest }
  }
  return {
    ...head,
    tables: tables.map((table) => tableJson(table, [])),
    ...rest,
    problems: problems.map(problemJson),
  }
}

function tableJson(table: TableFound, more: readonly Problem[]): object {
  const { worksheet, sheet, reasons, headerRows, columns, counts, skipped, held, problems, questions } = table
  const own = problems.map(({ code, severity, count }) => ({ code, severity, count }))
  return {
    worksheet,
    sheet,
    ...(reasons.length > 0 ? { reasons } : {}),
    headerRows,
    columns: columns.map(({ header, target, own, confidence }) => ({
      header,
      target,
      ...(own === undefined ? {} : { own }),
      confidence: rounded(confidence),
    })),
    rows: counts,
    skipped: skipped.map(({ from, to, as, reason }) => ({ rows: rangeText(from, to), as, reason })),
    heldRows: held.map(({ from, to, codes }) => ({
      rows: rangeText(from, to),
      reason: codes.join(', '),
      codes,
    })),
    kinds: [...own, ...more.map(({ code, severity }) => ({ code, severity, count: 1 }))],
    problems: [...more, ...problems.flatMap(({ first }) => first)].map(problemJson),
    questions,
  }
}

/** Places without the path of the file, which stands above. */
function scoreJson({ places, ...score }: RuleScore): object {
  return { ...score, places: places.map(({ file, ...place }) => place) }
}

/** Flat, so that whoever reads it needs not know our places. */
export function problemJson(problem: Problem): object {
  const { where, ...rest } = problem
  const { row, header, cell, worksheet, field } = where
  return {
    ...rest,
    ...(worksheet === undefined ? {} : { worksheet }),
    row: row ?? null,
    column: header ?? null,
    cell: cell ?? null,
    ...(field === undefined ? {} : { field }),
    where,
  }
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
