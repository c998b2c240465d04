/**
 * What the rules of a table say of each row: the same as the run will say of the whole file (shape/grid, by
 * `pipeline/lib/grid-declaration.ts`). What the finder tells of the sample comes from here, so the two can not differ.
 */
import { foldWord } from '../../lib/fold.ts'
import type { RowKind, RowTest, SkipRule } from '../../lib/grid-declaration.ts'
import { createHeaderAgain } from '../../lib/header-again.ts'
import { BLANK } from './cells.ts'
import { cellAt, filledIn, firstCellOf, lookAt, type View } from './view.ts'

export interface Rules {
  readonly skip: readonly SkipRule[]
  readonly endsAtBlank?: number
  readonly endsAt?: RowTest
}

export type TestRow = (r: number) => boolean

/** `columns`: header, folded → column from 0. */
export function compileRowTest(view: View, test: RowTest, columns: ReadonlyMap<string, number>): TestRow {
  const whole = test.is === undefined ? undefined : new Set(test.is.map(foldWord))
  const starts = test.starts?.map(foldWord)
  const contains = test.contains?.map(foldWord)
  const column = test.column === undefined ? undefined : columns.get(foldWord(test.column))
  const heads = headsOf([...(whole ?? []), ...(starts ?? [])])
  return (r) => {
    if (test.filled !== undefined && filledIn(view, r) > test.filled) return false
    if (whole === undefined && starts === undefined && contains === undefined) return true
    const cell = column === undefined ? firstCellOf(view, r) : cellAt(view, r, column)
    if (cell === '') return false
    if (contains === undefined && !heads.has(foldWord(cell.trimStart().slice(0, 1)).slice(0, 1))) return false
    const folded = foldWord(cell)
    if (contains !== undefined && !contains.some((part) => folded.includes(part))) return false
    if (whole === undefined && starts === undefined) return true
    return whole?.has(folded) === true || starts?.some((part) => folded.startsWith(part)) === true
  }
}

function headsOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map((word) => word.slice(0, 1)))
}

/** Whether a row is one of the rows of the header again, at the beginning of a page. */
export function compileHeaderAgain(view: View, header: readonly number[]): TestRow {
  const rows = header.map((r) => view.rows[r]?.cells ?? [])
  const isAgain = createHeaderAgain(rows, view.left, view.right)
  return (r) => isAgain(view.rows[r]?.cells ?? [])
}

export type Said = { readonly as: RowKind; readonly rule?: SkipRule } | undefined

/**
 * What each row from `from` to before `to` is; undefined: data. `before` says whether a row above the header is blank
 * in the whole file, since a title above one table stands above those beside it too. `used`: the columns (from 0) that
 * can be carried; a row with cells beside them only has nothing.
 */
export function partition(
  view: View,
  before: View,
  header: readonly number[],
  from: number,
  to: number,
  rules: Rules,
  columns: ReadonlyMap<string, number>,
  used: readonly number[],
): readonly Said[] {
  const skips = rules.skip.map((rule) => ({ rule, test: compileRowTest(view, rule, columns) }))
  const ends = rules.endsAt === undefined ? undefined : compileRowTest(view, rules.endsAt, columns)
  const isHeaderAgain = compileHeaderAgain(view, header)
  const last = header.at(-1) ?? -1
  const said: Said[] = []
  let blanks = 0
  let data = 0
  let ended = false
  for (let r = from; r < to; r += 1) {
    if (r <= last) {
      if (header.includes(r)) said.push({ as: 'header' })
      else said.push({ as: filledIn(before, r) === 0 ? 'blank' : 'preamble' })
      continue
    }
    if (filledIn(view, r) === 0) {
      blanks += 1
      if (rules.endsAtBlank !== undefined && blanks >= rules.endsAtBlank && data > 0) ended = true
      said.push({ as: 'blank' })
      continue
    }
    blanks = 0
    if (ends?.(r) === true) ended = true
    const skip = skips.find(({ test }) => test(r))
    if (skip !== undefined) said.push({ as: skip.rule.as, rule: skip.rule })
    else if (ended) said.push({ as: 'note' })
    else if (isHeaderAgain(r)) said.push({ as: 'header' })
    else if (used.length > 0 && used.every((c) => lookAt(view, r, c) === BLANK)) said.push({ as: 'blank' })
    else {
      data += 1
      said.push(undefined)
    }
  }
  return said
}
