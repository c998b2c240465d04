/** Cells that say what the cell above says: 〃, merged cells, labels written in the first row of each group only. */
import type { Merge } from '../../lib/grid.ts'
import type { GridColumn } from '../../lib/grid-declaration.ts'
import { meltTypeOf } from '../../lib/melt.ts'
import type { Text } from '../../problem.ts'
import { BLANK, WORD } from './cells.ts'
import { QUESTION, REASON } from './texts.ts'
import { cellAt, lookAt, rowNumber, type View } from './view.ts'
import type { Words } from './words.ts'

export interface Above {
  /** column from 0 → what stands for the cell above */
  readonly of: ReadonlyMap<number, NonNullable<GridColumn['above']>>
  readonly reasons: readonly Text[]
  readonly questions: readonly Text[]
}

const FEWEST_ROWS = 4

/** `data`: the rows that are data; `columns`: those of the table, from 0, each with its header. */
export function findAbove(
  view: View,
  data: readonly number[],
  columns: readonly { readonly c: number; readonly header: string }[],
  words: Words,
): Above {
  const of = new Map<number, NonNullable<GridColumn['above']>>()
  const reasons: Text[] = []
  const questions: Text[] = []
  let grouping = true
  let parent: number | undefined
  for (const [i, { c, header }] of columns.entries()) {
    const merged = mergedDown(view, data, c)
    const ditto = dittosOf(view, data, c, words)
    if (merged !== 'none' && ditto.open === undefined) {
      of.set(c, 'merged')
      reasons.push(REASON.merged({ header }))
      // blanks that no merged cell covers stay blank
      if (merged === 'some') questions.push(QUESTION.groups({ header }))
      continue
    }
    if (ditto.many > 0) {
      of.set(c, ditto.open === undefined ? 'ditto' : 'blank')
      reasons.push(REASON.ditto({ header }))
      if (ditto.open !== undefined) questions.push(QUESTION.same({ header, word: ditto.open }))
      continue
    }
    if (!grouping) continue
    const next = columns[i + 1]?.c
    const found = next === undefined ? 'no' : groupsDown(view, data, c, next, parent)
    if (found === 'first') {
      of.set(c, 'blank')
      reasons.push(REASON.groups({ header }))
      questions.push(QUESTION.groups({ header }))
      parent = c
    } else {
      grouping = false
      if (found === 'middle') questions.push(QUESTION.middle({ header }))
    }
  }
  return { of, reasons, questions }
}

/** All: every blank of the column is covered by a cell merged downwards. */
function mergedDown(view: View, data: readonly number[], c: number): 'all' | 'some' | 'none' {
  const last = data.at(-1)
  const [first] = data
  if (first === undefined || last === undefined) return 'none'
  const merges = view.merges.filter(
    ({ top, bottom, left, right }) =>
      bottom > top &&
      left - 1 <= c &&
      c <= right - 1 &&
      bottom >= rowNumber(view, first) &&
      top <= rowNumber(view, last),
  )
  if (merges.length === 0) return 'none'
  const covered = coveredRows(merges)
  return data.every((r) => lookAt(view, r, c) !== BLANK || covered.has(rowNumber(view, r))) ? 'all' : 'some'
}

/** A merge that reaches over the whole worksheet is cut: rows of the sample are what counts. */
function coveredRows(merges: readonly Merge[]): { has: (row: number) => boolean } {
  const sorted = [...merges].sort((a, b) => a.top - b.top)
  return {
    has(row) {
      let low = 0
      let high = sorted.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((sorted[middle]?.top ?? 0) <= row) low = middle
        else high = middle - 1
      }
      const merge = sorted[low]
      return merge !== undefined && merge.top < row && row <= merge.bottom
    },
  }
}

/** `open`: 以下同じ, with nothing but blanks below it. */
function dittosOf(
  view: View,
  data: readonly number[],
  c: number,
  words: Words,
): { readonly many: number; readonly open?: string } {
  let many = 0
  let open: string | undefined
  let blanks = 0
  let seen = false
  for (const r of data) {
    const look = lookAt(view, r, c)
    if (look === BLANK) {
      blanks += 1
      continue
    }
    const cell = look === WORD ? cellAt(view, r, c) : ''
    const ditto = cell !== '' && cell.length <= 6 && words.dittos(cell) !== undefined
    if (ditto && seen) {
      many += 1
      open = cell.trim().startsWith('以下') ? cell.trim() : undefined
      blanks = 0
    } else if (!ditto) {
      open = undefined
      seen = true
    }
  }
  return open === undefined || blanks === 0 ? { many } : { many, open }
}

/**
 * Labels of groups down a first column: words or years, each once (within the group to the left), in the first row of
 * its group; the column beside has no blanks. A sparse column of anything else is no such column.
 */
function groupsDown(
  view: View,
  data: readonly number[],
  c: number,
  next: number,
  parent: number | undefined,
): 'first' | 'middle' | 'no' {
  if (data.length < FEWEST_ROWS) return 'no'
  let filled = 0
  let lone = 0
  let beside = 0
  const seen = new Set<string>()
  for (const r of data) {
    if (parent !== undefined && lookAt(view, r, parent) !== BLANK) {
      seen.clear()
      if (lookAt(view, r, c) === BLANK) lone += 1
    }
    if (lookAt(view, r, next) !== BLANK) beside += 1
    const look = lookAt(view, r, c)
    if (look === BLANK) continue
    const cell = cellAt(view, r, c)
    if (look !== WORD && meltTypeOf(cell) !== 'year' && meltTypeOf(cell) !== 'yearMonth') return 'no'
    if (seen.has(cell)) return 'no'
    seen.add(cell)
    filled += 1
  }
  const blank = data.length - filled
  if (filled < 2 || blank < filled * 0.5 || lone > 0) return 'no'
  const nextGroups = beside >= data.length * 0.9 || beside > filled
  if (!nextGroups) return 'no'
  return lookAt(view, data[0] ?? 0, c) !== BLANK ? 'first' : 'middle'
}
