/** The tables of a worksheet or a CSV: where they are, what their rows are, and the rules that say so. */
import { foldWord } from '../../lib/fold.ts'
import type { GridSample } from '../../lib/grid.ts'
import { joinHeader } from '../../lib/header.ts'
import type { Text } from '../../problem.ts'
import type { FoundTable } from '../found.ts'
import { findAnchor, type IsKnown, type Judged, usualOf } from './anchor.ts'
import { bandsOf } from './bands.ts'
import { isValueLook } from './cells.ts'
import { headerRowsOf } from './levels.ts'
import { findNext } from './next.ts'
import { whyNone } from './none.ts'
import { countedIn } from './series.ts'
import { buildTable } from './table.ts'
import { NONE, REASON } from './texts.ts'
import { createView, eachFilled, filledIn, rowNumber, type View } from './view.ts'
import { compileTableWords, type TableWords, type Words } from './words.ts'

export interface FoundTables {
  readonly tables: readonly FoundTable[]
  /** why there is none */
  readonly none?: Text
}

interface Part {
  readonly from: number
  readonly to: number
  readonly header: readonly number[]
  readonly judged: Judged | undefined
}

/**
 * Finds the tables of a sample. Every row of it belongs to one of them (with tables side by side, to each of those).
 * `isKnown`: whether a text is a header that some sheet or layout of the standard has; a hint, it may know nothing.
 */
export function findTables(
  sample: GridSample,
  tableWords: TableWords,
  knows: IsKnown = () => false,
): FoundTables {
  const isKnown = remembered(knows)
  const words = compileTableWords(tableWords)
  const view = createView(sample.rows, sample.facts)
  const rows = view.rows.length
  const anchor = findAnchor(view, 0, rows, words, isKnown)
  const none = whyNone(view, anchor, words, isKnown)
  if (none !== undefined) return { tables: [], none }
  if (anchor === undefined || isHeaderless(view, anchor)) {
    if (!hasRows(view)) return { tables: [], none: NONE.small() }
    const band = { left: view.left, right: view.right, block: 0 }
    const stretch = {
      from: 0,
      to: rows,
      header: [],
      judged: undefined,
      band,
      isFollowed: false,
      isComplete: sample.complete,
      reasons: [],
    }
    return { tables: [buildTable(view, stretch, words, isKnown)] }
  }
  const parts: Part[] = []
  let from = 0
  let judged: Judged | undefined = anchor
  let header = firstAlike(view, 0, headerRowsOf(view, anchor, 0, rows, words), words)
  while (judged !== undefined) {
    const next = findNext(view, from, header, judged, words, isKnown)
    parts.push({ from, to: next?.from ?? rows, header, judged })
    from = next?.from ?? rows
    header = next === undefined ? [] : firstAlike(view, from, next.header, words)
    judged = next?.judged
  }
  const tables = parts.flatMap((part, i) => {
    const body = (part.header.at(-1) ?? 0) + 1
    const cells = part.header.map((r) => view.rows[r]?.cells ?? [])
    const headers = joinHeader(cells, rowNumber(view, part.header[0] ?? 0), view.merges)
    const bands = bandsOf(view, headers, body, part.to)
    return bands.map((band, n) => {
      const reasons = [
        ...(parts.length > 1 ? [REASON.below({ n: i + 1 })] : []),
        ...(bands.length > 1 ? [REASON.beside({ n: n + 1 })] : []),
      ]
      const stretch = {
        ...part,
        band,
        isFollowed: i + 1 < parts.length,
        isComplete: sample.complete,
        reasons,
      }
      return buildTable(view, stretch, words, isKnown)
    })
  })
  if (tables.every(hasExamplesOnly)) return { tables: [], none: NONE.examples() }
  return { tables }
}

function hasExamplesOnly({ data, skipped }: FoundTable): boolean {
  return data.length === 0 && skipped.some((one) => one.as === 'example')
}

/** A worksheet that by its name explains the data of another, and why it is left then. */
export function besideOf(tableWords: TableWords): (worksheet: string) => Text | undefined {
  const { besides } = compileTableWords(tableWords)
  return (worksheet) => (besides(worksheet) === undefined ? undefined : NONE.beside())
}

/** The run takes the first rows that have these headers: they may stand above the ones that were chosen. */
function firstAlike(view: View, from: number, header: readonly number[], words: Words): readonly number[] {
  const [top = from] = header
  const headersAt = (r: number): readonly string[] => {
    const cells = header.map((_, i) => view.rows[r + i]?.cells ?? [])
    return joinHeader(cells, rowNumber(view, r), view.merges).map(foldWord)
  }
  const wanted = headersAt(top).filter((name) => words.pointers(name) === undefined)
  for (let r = from; r < top; r += 1) {
    if (filledIn(view, r) === 0) continue
    const left = [...headersAt(r)]
    const all = wanted.every((name) => {
      const at = name === '' ? 0 : left.indexOf(name)
      if (name !== '' && at >= 0) left[at] = ''
      return at >= 0
    })
    if (all) return header.map((_, i) => r + i)
  }
  return header
}

/** Asked of the same cells again and again, and not cheap. */
function remembered(knows: IsKnown): IsKnown {
  const answers = new Map<string, boolean>()
  return (text) => {
    const before = answers.get(text)
    if (before !== undefined) return before
    const answer = knows(text)
    answers.set(text, answer)
    return answer
  }
}

/** The row that looks most like a header has values below words nowhere, and the rows above it are data. */
function isHeaderless(view: View, anchor: Judged): boolean {
  if (anchor.known > 0) return false
  const usual = usualOf(view, 0, view.rows.length)
  if (usual.typed.size === 0) return false
  for (let r = 0; r < anchor.at; r += 1) {
    if (filledIn(view, r) < Math.max(2, usual.filled * 0.5)) continue
    let values = 0
    const counted = countedIn(view, r, view.rows.length)
    eachFilled(view, r, (c, look) => {
      if (isValueLook(look) && usual.typed.has(c) && !counted.has(c)) values += 1
    })
    if (values * 2 >= usual.typed.size) return true
  }
  return false
}

/** Rows of several cells, more than one of them; a row about the file is none. */
function hasRows(view: View): boolean {
  let rows = 0
  for (let r = 0; r < view.rows.length; r += 1) if (filledIn(view, r) >= 2) rows += 1
  return rows >= 2 && usualOf(view, 0, view.rows.length).typed.size > 0
}
