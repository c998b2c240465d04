/** Which table of a block a row of cells is the header of. */
import type { SourceLine } from '../lib/document.ts'
import { wordsOf } from '../lib/pattern.ts'
import type { Place, Problem } from '../problem.ts'
import type { CompiledBlock, CompiledColumn, CompiledTable } from './compile.ts'
import { type CutPart, partOf } from './part.ts'
import { problem } from './problems.ts'

export interface StateColumn {
  readonly column: CompiledColumn
  readonly index: number
  /** what the header captures (a year) is said of every cell below it */
  readonly headParts: readonly CutPart[]
}

export interface TableState {
  readonly table: CompiledTable
  readonly columns: readonly StateColumn[]
  readonly headers: readonly string[]
  readonly width: number
}

interface Attempt {
  readonly table: CompiledTable
  readonly columns: readonly StateColumn[]
  readonly extra: readonly string[]
  readonly missing: readonly string[]
}

export function matchHeader(
  block: CompiledBlock,
  line: SourceLine,
  where: Place,
): { state: TableState } | { problem: Problem } {
  const spans = line.cells ?? []
  const headers = spans.map((span) => line.text.slice(span.start, span.end))
  let nearest: Attempt | undefined
  for (const table of block.tables) {
    const attempt = tryTable(table, line.line, spans, headers)
    if (attempt.extra.length === 0 && attempt.missing.length === 0) {
      return { state: { table, columns: attempt.columns, headers, width: spans.length } }
    }
    const faults = attempt.extra.length + attempt.missing.length
    if (!nearest || faults < nearest.extra.length + nearest.missing.length) nearest = attempt
  }
  if (!nearest) return { problem: problem('shape/no-table', where, { line: line.line, block: block.id }) }
  const quote = (list: readonly string[]): string =>
    list.length > 0 ? list.map((text) => `「${text}」`).join('') : '—'
  const facts = {
    line: line.line,
    table: nearest.table.id,
    extra: quote(nearest.extra),
    missing: quote(nearest.missing.map(wordsOf)),
    actual: headers.join(' | '),
    expected: nearest.table.columns.map((column) => wordsOf(column.headers[0]?.source ?? '')).join(' | '),
  }
  const first = spans[headers.findIndex((header) => nearest.extra.includes(header))]
  const at = first ? { column: first.start + 1, length: Math.max(1, first.end - first.start) } : {}
  return { problem: problem('shape/header', { ...where, ...at }, facts) }
}

function tryTable(
  table: CompiledTable,
  line: number,
  spans: readonly { start: number; end: number }[],
  headers: readonly string[],
): Attempt {
  const columns: StateColumn[] = []
  const extra: string[] = []
  const taken = new Set<CompiledColumn>()
  for (const [index, header] of headers.entries()) {
    const start = spans[index]?.start ?? 0
    const found = firstColumn(table, header, taken)
    if (!found) {
      extra.push(header)
      continue
    }
    taken.add(found.column)
    const headParts = found.captures.map((capture) => partOf(line, capture, start, `c${index + 1}`))
    columns.push({ column: found.column, index, headParts })
  }
  const missing = table.columns
    .filter((column) => !taken.has(column) && !column.declaration.optional)
    .map((column) => column.headers[0]?.source ?? '')
  return { table, columns, extra, missing }
}

function firstColumn(table: CompiledTable, header: string, taken: ReadonlySet<CompiledColumn>) {
  for (const column of table.columns) {
    if (taken.has(column) && !column.declaration.many) continue
    for (const pattern of column.headers) {
      const captures = pattern.match(header)
      if (captures) return { column, captures }
    }
  }
  return undefined
}
