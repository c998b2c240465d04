/** Puts the parts of cut lines together into raw rows; what belongs to what is said by the declaration alone. */

import type { Confirm, Opens } from '../lib/declaration.ts'
import type { Occurrence, Part, RawRow } from '../lib/document.ts'
import { keyWithin } from '../lib/keys.ts'
import { entityFacts } from '../lib/names.ts'
import type { Reader } from '../lib/readings.ts'
import type { Place, Problem } from '../problem.ts'
import { add, createBuilder, type OpenRow } from './builder.ts'
import type { CompiledBlock, CompiledDocument } from './compile.ts'
import type { Action, CutCell, CutResult } from './cut.ts'
import type { Faults } from './faults.ts'
import { keyOf, type Opening, readField, template } from './key.ts'
import { createNeeds } from './needs.ts'
import type { CutPart } from './part.ts'
import { problem } from './problems.ts'

interface Frame {
  readonly block: CompiledBlock
  /** the row that the block opened, else that of the block around it */
  readonly row: OpenRow | undefined
  /** entity → row, of all rows open here */
  readonly rows: ReadonlyMap<string, OpenRow>
  /** the row that the block should have opened could not be: a problem says why, and what is in it is not looked at */
  readonly lost: boolean
  /** the paragraphs of this block so far, growing, and how long they are */
  prose: CutPart[] | undefined
  length: number
}

/** Three times what a cell of a spreadsheet holds: this is no section of a report any more. */
const PROSE_LIMIT = 100_000

/** Cut lines → raw rows; `faults` takes what is wrong with a line, what is missing in the end comes with the rows. */
export function assembleRows(
  lines: Iterable<CutResult>,
  compiled: CompiledDocument,
  reader: Reader,
  place: Place,
  faults: Faults,
): { rows: readonly RawRow[]; problems: readonly Problem[] } {
  const builder = createBuilder(place, faults)
  const needs = createNeeds(compiled, place)
  const problems: Problem[] = []
  const unread = new Set<string>()
  const later: (() => void)[] = []
  let frames: Frame[] = []
  let previous: { readonly row: OpenRow | undefined; readonly fields: Map<number, Occurrence> } | undefined
  const spanning = new Map<number, { row: OpenRow | undefined; parts: CutPart[] }>()

  function open(opening: Opening): OpenRow | undefined {
    const { opens, parts, line } = opening
    if (opens.row === undefined) return undefined
    const entity = opens.row
    const parents = Object.fromEntries([...opening.rows].map(([name, row]) => [name, row.key]))
    const keyParts: Part[] = []
    const key = keyOf(opening, reader, () => builder.next(entity, parents), keyParts)
    if (typeof key !== 'string') {
      const facts = { line, ...entityFacts(entity), actual: key.missing }
      faults.add(problem('shape/key', { ...place, line }, facts))
      return undefined
    }
    const keyFormula = opens.key ?? ''
    const keyAt = keyWithin(opening.at, 'key')
    const row = builder.open(
      { entity, key, parents, line, keyParts, keyFormula, keyAt },
      opening.place,
      opening.occurs,
      opens.partial ?? false,
    )
    if (!row) return undefined
    fill(row, parts)
    for (const [field, declared] of Object.entries(opening.set ?? {})) {
      add(row, field, { parts: [], how: 'set', declared, key: keyWithin(opening.at, 'set', field) })
    }
    return row
  }

  /** the prose that was captured last: it may go on in the lines below */
  let prose: { readonly row: OpenRow; readonly field: string; readonly parts: CutPart[] } | undefined

  function fill(row: OpenRow | undefined, parts: readonly CutPart[]): void {
    if (!row) return
    let mark: CutPart[] = []
    for (const part of parts) {
      if (part.of !== undefined) continue
      if (part.type === 'mark') {
        mark = [part]
        continue
      }
      // a list mark goes with the first thing that it introduces
      const parts = [...mark, part]
      add(row, part.capture, { parts, how: 'capture' })
      if (part.type === 'prose') prose = { row, field: part.capture, parts }
      mark = []
    }
  }

  function openBlock(action: Extract<Action, { kind: 'open' }>, line: number): void {
    const { block, parts } = action
    while (frames.length > 0 && frames.at(-1)?.block !== block.parent) frames.pop()
    const around = frames.at(-1)
    const rows = around?.rows ?? new Map<string, OpenRow>()
    needs.seen(around?.block, around?.row, block.id)
    if (around?.lost)
      frames = [...frames, { block, row: undefined, rows, lost: true, prose: undefined, length: 0 }]
    else if (block.declaration.row === undefined) {
      fill(around?.row, parts)
      frames = [...frames, { block, row: around?.row, rows, lost: false, prose: undefined, length: 0 }]
    } else {
      const { occurs = 1, set } = block.declaration
      const row = open({
        opens: block.declaration,
        parts,
        set,
        at: block.at,
        place: block.id,
        occurs,
        line,
        rows,
      })
      const inner = new Map(rows)
      if (row) inner.set(row.entity, row)
      frames = [...frames, { block, row, rows: inner, lost: row === undefined, prose: undefined, length: 0 }]
    }
    const frame = frames.at(-1)
    if (frame && !frame.lost) needs.opened(block, frame.row, line)
  }

  function readLine(action: Extract<Action, { kind: 'line' }>, line: number, frame: Frame): void {
    const { declaration, id } = action.of
    needs.seen(frame.block, frame.row, id)
    const opening = { parts: action.parts, at: action.of.at, place: id, occurs: 1, line, rows: frame.rows }
    const own =
      declaration.row === undefined
        ? frame.row
        : open({ ...opening, opens: declaration, set: declaration.set })
    if (declaration.row === undefined) fill(frame.row, action.parts)
    const rows = new Map(frame.rows)
    if (own) rows.set(own.entity, own)
    for (const [name, repeat] of Object.entries(declaration.repeat ?? {})) {
      for (const parts of itemsOf(action.parts, name)) {
        const single = parts.map((part) => ({ ...part, of: undefined }))
        if (repeat.row === undefined) fill(own, single)
        else
          open({
            opens: repeat,
            parts: single,
            at: keyWithin(action.of.at, 'repeat', name),
            place: `${id} ${name}`,
            occurs: 1,
            line,
            rows,
            holder: own,
          })
      }
    }
    confirmAll(declaration.confirms, action.parts, line)
  }

  /** What a line says of rows that stand elsewhere; they may come later in the document, so it waits for its end. */
  function confirmAll(
    confirms: readonly Confirm[] | undefined,
    parts: readonly CutPart[],
    line: number,
  ): void {
    for (const confirm of confirms ?? []) {
      const key = template(confirm.key, (name) => readField(parts, name, reader))
      later.push(() => {
        const row = typeof key === 'string' ? builder.find(confirm.row, key) : undefined
        const actual = typeof key === 'string' ? key : key.missing
        if (!row) {
          problems.push(
            problem('shape/unknown-row', { ...place, line }, { line, ...entityFacts(confirm.row), actual }),
          )
          return
        }
        for (const [field, capture] of Object.entries(confirm.fields)) {
          const at = parts.findIndex((part) => part.capture === capture)
          const part = parts[at]
          const before = parts[at - 1]
          if (part)
            add(row, field, { parts: before?.type === 'mark' ? [before, part] : [part], how: 'capture' })
        }
      })
    }
  }

  function readRow(action: Extract<Action, { kind: 'row' }>, line: number, frame: Frame): void {
    const { state, cells, continues, sum } = action
    const { declaration, id } = state.table
    if (continues) {
      for (const cell of cells) appendTo(previous?.fields.get(cell.index), cell.parts)
      return
    }
    const rows = new Map(frame.rows)
    for (const cell of cells) {
      if (!cell.column.declaration.spans) continue
      const above = spanning.get(cell.index)
      const opens = cell.column.declaration
      if (cell.fresh && cell.parts.length > 0) {
        const row = open({
          opens,
          parts: cell.parts,
          at: cell.column.at,
          place: cell.column.id,
          occurs: 1,
          line,
          rows,
        })
        const field = cell.parts.at(-1)?.capture ?? ''
        const last = row?.fields[field]?.at(-1)
        spanning.set(cell.index, { row, parts: last ? growing(row, field, last) : [] })
      } else above?.parts.push(...cell.parts)
      const now = spanning.get(cell.index)
      if (now?.row) rows.set(now.row.entity, now.row)
      // a problem said why; the rows below it would say it again, each
      else if (now) return
    }
    const cellsOwn = cells.filter(
      (cell) => !cell.column.declaration.spans && cell.column.declaration.row === undefined,
    )
    const parts = cellsOwn.flatMap((cell) => (cell.column.cells.length > 0 ? cell.parts : []))
    const opens: Opens = sum ? { row: declaration.sum?.row, key: declaration.sum?.key } : declaration
    const place = sum ? `${id} sum` : id
    const at = sum ? keyWithin(state.table.at, 'sum') : state.table.at
    const row =
      opens.row === undefined
        ? frame.row
        : open({ opens, parts: [...parts, ...plain(cellsOwn)], at, place, occurs: 1, line, rows })
    const fields = new Map<number, Occurrence>()
    if (row) {
      regroup(row, cellsOwn, fields)
      for (const { column, headParts } of state.columns) {
        if (column.declaration.row === undefined) fill(row, headParts)
      }
      rows.set(row.entity, row)
      for (const cell of cells) {
        const child = cell.column.declaration
        if (child.row === undefined || child.spans || (sum && cell.index === 0)) continue
        const head = state.columns.find((entry) => entry.index === cell.index)?.headParts ?? []
        const opening = {
          opens: child,
          set: child.set,
          at: cell.column.at,
          place: cell.column.id,
          occurs: Number.POSITIVE_INFINITY,
          line,
          rows,
          holder: row,
        }
        const made = open({
          ...opening,
          parts: [...head, ...(cell.column.cells.length > 0 ? cell.parts : [])],
        })
        if (!made || cell.column.cells.length > 0) continue
        const occurrence: Occurrence = { parts: [...cell.parts], how: 'cell' }
        add(made, cell.column.field ?? 'text', occurrence)
        fields.set(cell.index, occurrence)
      }
    }
    previous = { row, fields }
    if (!sum)
      confirmAll(
        declaration.confirms,
        cells.flatMap((cell) => cell.parts),
        line,
      )
  }

  let last = 1
  for (const { action, line } of lines) {
    last = line
    const frame = frames.at(-1)
    if (action.kind === 'open') openBlock(action, line)
    else if (!frame || frame.lost) continue
    else if (action.kind === 'line') readLine(action, line, frame)
    else if (action.kind === 'row') readRow(action, line, frame)
    else if (action.kind === 'header') {
      previous = undefined
      spanning.clear()
      needs.seen(frame.block, frame.row, action.state.table.id)
    } else if (action.kind === 'no-table') {
      for (const { id } of action.block.tables) {
        needs.seen(frame.block, frame.row, id)
        unread.add(id)
      }
    } else if (action.kind === 'continue') {
      prose?.parts.push(...action.parts)
    } else if (action.kind === 'paragraph') {
      if (!frame.row) continue
      const before = frame.length
      for (const part of action.parts) frame.length += part.end - part.start
      if (before > PROSE_LIMIT) continue
      if (frame.length > PROSE_LIMIT) {
        const facts = { line, block: frame.block.id, expected: PROSE_LIMIT }
        faults.add(problem('shape/too-long', { ...place, line }, facts))
      } else if (frame.prose) frame.prose.push(...action.parts)
      else {
        const field = frame.block.declaration.paragraphs ?? 'text'
        if (prose?.row === frame.row && prose.field === field) {
          // the heading began the paragraph: 〔理由〕…
          prose.parts.push(...action.parts)
          frame.prose = prose.parts
        } else {
          frame.prose = [...action.parts]
          add(frame.row, field, { parts: frame.prose, how: 'prose' })
        }
      }
    }
  }
  for (const confirm of later) confirm()
  const missing = faults.stopped() ? [] : [...needs.missing(last), ...builder.absences(unread)]
  return { rows: builder.rows(), problems: [...missing, ...problems] }
}

/** Cells without a pattern, as captures named by their field: what a key template may use. */
function plain(cells: readonly CutCell[]): readonly CutPart[] {
  return cells.flatMap((cell) => (cell.column.cells.length === 0 ? cell.parts : []))
}

/** `open` took plain cells as captures; as cells they can grow, when the next table row goes on with them. */
function regroup(row: OpenRow, cells: readonly CutCell[], fields: Map<number, Occurrence>): void {
  for (const cell of cells) {
    // of several patterns the one that matched says which capture the next table row goes on with
    const field = cell.column.cells.length > 0 ? cell.parts.at(-1)?.capture : cell.column.field
    if (field === undefined) continue
    const list = row.fields[field] ?? []
    if (cell.column.cells.length === 0 && cell.parts.length > 0) list.pop()
    const last = cell.column.cells.length > 0 ? list.pop() : undefined
    const occurrence: Occurrence = { parts: last ? [...last.parts] : [...cell.parts], how: 'cell' }
    list.push(occurrence)
    row.fields[field] = list
    fields.set(cell.index, occurrence)
  }
}

/** Replaces the last occurrence of a field by one that can grow, and gives its parts. */
function growing(row: OpenRow | undefined, field: string, last: Occurrence): CutPart[] {
  const parts = last.parts.map((part) => ({ ...part, capture: field }))
  const list = row?.fields[field]
  list?.pop()
  list?.push({ parts, how: 'cell' })
  return parts
}

function appendTo(occurrence: Occurrence | undefined, parts: readonly CutPart[]): void {
  if (occurrence && Array.isArray(occurrence.parts)) occurrence.parts.push(...parts)
}

function itemsOf(parts: readonly CutPart[], name: string): readonly (readonly CutPart[])[] {
  const items = new Map<number, CutPart[]>()
  for (const part of parts) {
    if (part.of !== name || part.item === undefined) continue
    const list = items.get(part.item) ?? []
    list.push(part)
    items.set(part.item, list)
  }
  return [...items.values()]
}
