/** Rows that are no data by what they bear and where they stand: each with its evidence, not yet with a rule. */
import type { SkipRule } from '../../lib/grid-declaration.ts'
import type { Text } from '../../problem.ts'
import { isInstructionRow, isMetaRow, type Usual } from './anchor.ts'
import { isValueLook, PROSE, WORD } from './cells.ts'
import { isOfTheTable, isSecondHeading } from './heads.ts'
import { QUESTION, SKIP } from './texts.ts'
import { cellAt, eachFilled, filledIn, firstCellOf, rowNumber, type View } from './view.ts'
import type { Words } from './words.ts'

/** A row that was taken for something, and the cell that shows it. */
export interface Mark {
  readonly r: number
  readonly as: SkipRule['as']
  readonly why: Text
  /** column of the cell, from 0 */
  readonly column: number
  readonly how: 'is' | 'starts' | 'contains'
  /** as the rule is to have it */
  readonly word: string
}

/** Rows after the header in which instructions and examples stand. */
const NEAR = 8

export interface Marked {
  readonly marks: readonly Mark[]
  readonly questions: readonly Text[]
}

/** Rows `from` to before `to` are those below the header. */
export function markRows(
  view: View,
  from: number,
  to: number,
  usual: Usual,
  words: Words,
  hasHeader: boolean,
): Marked {
  const marks: Mark[] = []
  const questions: Text[] = []
  const circled: { readonly mark: Mark; readonly many: number }[] = []
  let near = 0
  let body = false
  for (let r = from; r < to; r += 1) {
    const filled = filledIn(view, r)
    if (filled === 0) continue
    near += 1
    const column = view.first[r] ?? 0
    const cell = firstCellOf(view, r)
    if (!body && near <= NEAR) {
      const found = markHead(view, r, column, cell, usual, words)
      if (found !== undefined) {
        marks.push(found)
        continue
      }
      if (hasHeader && near === 1 && isSecondHeading(view, r, to, usual)) {
        marks.push({ r, as: 'preamble', column, how: 'is', word: cell, why: SKIP.heading() })
        continue
      }
      const example = markExample(view, r, words)
      if (example !== undefined) {
        if (example.circles === undefined) marks.push(example.mark)
        else circled.push({ mark: example.mark, many: example.circles })
        continue
      }
      body = true
    }
    const note = markNote(view, r, column, cell, filled, usual, words)
    if (note !== undefined) marks.push(note)
  }
  const kept = marks.filter(
    (mark) => mark.why.en !== SKIP.instruction().en || !isOfTheTable(view, mark.r, to, words),
  )
  // ○○ says nothing where every row has it, and little where one cell has it
  const sure = body && circled.length <= 3
  for (const { mark, many } of circled) {
    if (sure && many >= 2) kept.push(mark)
    else if (questions.length < 3) questions.push(QUESTION.example({ rows: rowNumber(view, mark.r) }))
  }
  return { marks: kept, questions }
}

function markHead(
  view: View,
  r: number,
  column: number,
  cell: string,
  usual: Usual,
  words: Words,
): Mark | undefined {
  const base = { r, column, as: 'preamble' } as const
  if (isMetaRow(view, words, r)) {
    return { ...base, how: 'starts', word: cell.trim().slice(0, 1), why: SKIP.meta() }
  }
  const pointer = words.pointers(cell)
  if (pointer !== undefined && filledIn(view, r) <= Math.max(2, usual.filled * 0.5)) {
    return { ...base, how: 'starts', word: pointer.word, why: SKIP.instruction() }
  }
  // one sentence on how to fill in, above rows of several cells
  if (isInstructionRow(view, words, r) && (filledIn(view, r) > 1 || usual.filled > 2)) {
    return { ...base, how: 'is', word: cell, why: SKIP.instruction() }
  }
  return undefined
}

/** An example says so in one of its first cells; ○○市, ○○課 in several cells are one without saying so. */
function markExample(view: View, r: number, words: Words): { mark: Mark; circles?: number } | undefined {
  let said: Mark | undefined
  let circles = 0
  let circled: Mark | undefined
  let seen = 0
  eachFilled(view, r, (c, look) => {
    seen += 1
    if (look !== WORD && look !== PROSE) return
    const cell = cellAt(view, r, c)
    const found = words.examples(cell)
    if (found === undefined || found.match === 'ends') return
    const how = found.match
    const word = how === 'is' ? cell : found.word
    const mark: Mark = { r, column: c, as: 'example', how, word, why: SKIP.example() }
    if (how === 'contains') {
      circles += 1
      circled ??= mark
    } else if (seen <= 3) said ??= mark
  })
  if (said !== undefined) return { mark: said }
  return circled === undefined ? undefined : { mark: circled, circles }
}

function markNote(
  view: View,
  r: number,
  column: number,
  cell: string,
  filled: number,
  usual: Usual,
  words: Words,
): Mark | undefined {
  const most = usual.filled <= 2 ? 1 : 2
  if (filled > most || usual.filled < 2) return undefined
  const found = words.notes(cell)
  if (found === undefined || found.match === 'contains' || found.match === 'ends') return undefined
  // 備考 with something beside it; a value where the column has values is data
  let values = 0
  eachFilled(view, r, (c, look) => {
    if (isValueLook(look) && usual.typed.has(c)) values += 1
  })
  if (values > 0 || (found.match === 'is' && filled === 1 && usual.filled < 3)) return undefined
  return { r, column, as: 'note', how: found.match, word: found.word, why: SKIP.note() }
}
