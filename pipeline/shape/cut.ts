/**
 * Cuts each line of a document into fixed text and parts, by the first pattern that fits where the line stands:
 * a heading opens a block, a block knows its lines, tables and paragraphs. Nothing is put together here.
 */
import type { CutLine, Part, SourceLine } from '../lib/document.ts'
import { type Capture, wordsOf } from '../lib/pattern.ts'
import type { Reader } from '../lib/readings.ts'
import { endsSentence } from '../lib/text.ts'
import type { Place, Problem } from '../problem.ts'
import type { CompiledBlock, CompiledColumn, CompiledDocument, CompiledLine } from './compile.ts'
import type { Faults } from './faults.ts'
import { matchHeader, type TableState } from './header.ts'
import { type CutPart, markPart, paragraphParts, partOf } from './part.ts'
import { problem } from './problems.ts'

export interface CutCell {
  readonly column: CompiledColumn
  readonly index: number
  readonly parts: readonly CutPart[]
  /** the cell matched its pattern (or has none); false: it goes on with what stands above */
  readonly fresh: boolean
}

export type Action =
  | { readonly kind: 'open'; readonly block: CompiledBlock; readonly parts: readonly CutPart[] }
  | {
      readonly kind: 'line'
      readonly block: CompiledBlock
      readonly of: CompiledLine
      readonly parts: readonly CutPart[]
    }
  | { readonly kind: 'paragraph'; readonly block: CompiledBlock; readonly parts: readonly CutPart[] }
  /** goes on with the prose that the line above captured and did not end */
  | { readonly kind: 'continue'; readonly block: CompiledBlock; readonly parts: readonly CutPart[] }
  | { readonly kind: 'header'; readonly block: CompiledBlock; readonly state: TableState }
  | {
      readonly kind: 'row'
      readonly block: CompiledBlock
      readonly state: TableState
      readonly cells: readonly CutCell[]
      readonly continues: boolean
      readonly sum: boolean
    }
  | { readonly kind: 'structure' }
  | { readonly kind: 'unknown' }
  /** a table whose header fits none that is declared: what it should have given is not missed besides */
  | { readonly kind: 'no-table'; readonly block: CompiledBlock }

export interface CutResult extends CutLine {
  readonly action: Action
}

const BEGINNING = { ja: '文書の初め', en: 'at the beginning of the document' }

/** One line after the other: what is cut is put together before the next is read. */
export function* cutDocument(
  lines: Iterable<SourceLine>,
  compiled: CompiledDocument,
  reader: Reader,
  place: Place,
  faults: Faults,
): Generator<CutResult> {
  let current: CompiledBlock | undefined
  let table: TableState | 'failed' | undefined
  let rows = 0
  let headed = false
  let started = false
  let unfinished = false

  for (const line of lines) {
    if (faults.full(line.line)) return
    const text = line.text
    const where: Place = { ...place, line: line.line, text }
    const cut = (kind: string, action: Action, parts: readonly Part[] = []): CutResult => {
      if (action.kind !== 'structure' && action.kind !== 'unknown') faults.known()
      const corrected = line.correction === undefined ? {} : { correction: line.correction }
      return { line: line.line, kind, parts, text, ...corrected, action }
    }
    if (text.trim() === '') {
      table = undefined
      yield cut('blank', { kind: 'structure' })
      continue
    }
    // below a header one row of dashes is drawn; anywhere else in a table it is a row
    if (line.rule && (line.cells === undefined || (table !== undefined && headed))) {
      headed = false
      if (line.cells === undefined) table = undefined
      yield cut('rule', { kind: 'structure' })
      continue
    }

    const marked = reader.listMark(text)
    const opened = opener(current, compiled.roots, text, !started)
    started = true
    if (opened) {
      current = opened.block
      table = undefined
      const parts = opened.captures.map((capture) => partOf(line.line, capture))
      unfinished = goesOn(parts)
      yield cut(opened.block.id, { kind: 'open', block: opened.block, parts }, parts)
      continue
    }
    if (!current) {
      faults.unknown(where, BEGINNING)
      yield cut('unknown', { kind: 'unknown' })
      continue
    }
    const block = current
    const fixed = fitting(block, text, marked)
    if (fixed) {
      table = undefined
      const parts = fixed.captures.map((capture) => partOf(line.line, capture, fixed.offset))
      const all = fixed.offset > 0 ? [markPart(line.line, text, fixed.offset), ...parts] : parts
      unfinished = goesOn(all)
      yield cut(fixed.of.id, { kind: 'line', block, of: fixed.of, parts: all }, all)
      continue
    }
    if (line.cells) {
      unfinished = false
      if (table === 'failed') {
        yield cut('unknown', { kind: 'unknown' })
        continue
      }
      if (table === undefined) {
        rows = 0
        const header = matchHeader(block, line, where)
        if ('problem' in header) {
          faults.add(header.problem)
          table = 'failed'
          yield cut('unknown', { kind: 'no-table', block })
          continue
        }
        table = header.state
        headed = true
        const parts = header.state.columns.flatMap((column) => column.headParts)
        yield cut(`${header.state.table.id} header`, { kind: 'header', block, state: header.state }, parts)
        continue
      }
      headed = false
      const row = cutRow(line, table, rows, where)
      for (const fault of row.problems) faults.add(fault)
      if (row.problems.length > 0) {
        yield cut('unknown', { kind: 'unknown' })
        continue
      }
      rows += 1
      const parts = row.cells.flatMap((cell) => cell.parts)
      const { cells, continues, sum } = row
      yield cut(`${table.table.id} row`, { kind: 'row', block, state: table, cells, continues, sum }, parts)
      continue
    }
    table = undefined
    const parts = paragraphParts(line.line, text, marked)
    if (unfinished && marked === 0) {
      unfinished = goesOn(parts)
      yield cut(`${block.id} continued`, { kind: 'continue', block, parts }, parts)
      continue
    }
    unfinished = false
    if (block.declaration.paragraphs !== undefined) {
      yield cut(`${block.id} paragraph`, { kind: 'paragraph', block, parts }, parts)
      continue
    }
    faults.unknown(where, { ja: `「${block.id}」の中`, en: `in "${block.id}"` })
    yield cut('unknown', { kind: 'unknown' })
  }
}

/** What the line captured last is prose, and its sentence does not end there. */
function goesOn(parts: readonly CutPart[]): boolean {
  const last = [...parts].sort((a, b) => a.end - b.end).at(-1)
  return last?.type === 'prose' && last.of === undefined && !endsSentence(last.text)
}

/** The block that a line opens: of the block we are in, then of those around it, the innermost first. */
function opener(
  current: CompiledBlock | undefined,
  roots: readonly CompiledBlock[],
  text: string,
  first: boolean,
): { block: CompiledBlock; captures: readonly Capture[] } | undefined {
  for (let around = current; ; around = around.parent) {
    for (const block of around ? around.children : roots) {
      if (block.declaration.at === 'start' && !first) continue
      for (const pattern of block.starts) {
        const captures = pattern.match(text)
        if (captures) return { block, captures }
      }
    }
    if (!around) return undefined
  }
}

function fitting(
  block: CompiledBlock,
  text: string,
  marked: number,
): { of: CompiledLine; captures: readonly Capture[]; offset: number } | undefined {
  for (const of of block.lines) {
    for (const pattern of of.patterns) {
      for (const offset of marked > 0 ? [marked, 0] : [0]) {
        const captures = pattern.match(text.slice(offset))
        if (captures) return { of, captures, offset }
      }
    }
  }
  return undefined
}

function cutRow(
  line: SourceLine,
  state: TableState,
  rowsBefore: number,
  where: Place,
): { cells: readonly CutCell[]; continues: boolean; sum: boolean; problems: readonly Problem[] } {
  const spans = line.cells ?? []
  const expected = state.width
  if (spans.length !== expected) {
    const facts = { line: line.line, actual: spans.length, expected }
    return { cells: [], continues: false, sum: false, problems: [problem('shape/cell-count', where, facts)] }
  }
  const texts = spans.map((span) => line.text.slice(span.start, span.end))
  const sum = state.table.sum?.match(texts[0] ?? '') !== undefined
  const blank = state.table.declaration.continues?.blank
  const deciding = state.columns.find((entry) => entry.column.field === blank)
  const continues =
    blank !== undefined && rowsBefore > 0 && !sum && deciding !== undefined && texts[deciding.index] === ''
  const cells: CutCell[] = []
  const problems: Problem[] = []
  for (const { column, index } of state.columns) {
    const span = spans[index]
    const text = texts[index] ?? ''
    if (!span || text === '' || (sum && index === 0)) {
      cells.push({ column, index, parts: [], fresh: !continues })
      continue
    }
    const name = `c${index + 1}`
    const whole = column.field ?? name
    const type = column.declaration.type ?? 'text'
    if (column.cells.length === 0) {
      const part = { line: line.line, name, type, start: span.start, end: span.end, text, capture: whole }
      cells.push({ column, index, parts: [part], fresh: !continues })
      continue
    }
    const captures = continues ? undefined : firstMatch(column, text)
    if (captures) {
      const parts = captures.map((capture) => partOf(line.line, capture, span.start, name))
      cells.push({ column, index, parts, fresh: true })
    } else if (continues || (column.declaration.spans && rowsBefore > 0)) {
      const part = {
        line: line.line,
        name: `${name}.${whole}`,
        type: 'text',
        start: span.start,
        end: span.end,
        text,
        capture: whole,
      }
      cells.push({ column, index, parts: [part], fresh: false })
    } else {
      const facts = {
        line: line.line,
        column: state.headers[index],
        actual: text,
        expected: column.cells.map((pattern) => wordsOf(pattern.source)).join(' / '),
      }
      problems.push(problem('shape/cell', { ...where, column: span.start + 1, length: text.length }, facts))
    }
  }
  return { cells, continues, sum, problems }
}

function firstMatch(column: CompiledColumn, text: string): readonly Capture[] | undefined {
  for (const pattern of column.cells) {
    const captures = pattern.match(text)
    if (captures) return captures
  }
  return undefined
}
