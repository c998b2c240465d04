/** Rows that were taken for something → rules that say the same of them, and of no row that is data. */
import { foldWord } from '../../lib/fold.ts'
import type { SkipRule } from '../../lib/grid-declaration.ts'
import type { FoundColumn } from '../found.ts'
import type { Mark } from './marks.ts'
import { compileRowTest } from './rules.ts'
import { cellAt, filledIn, type View } from './view.ts'

export interface Composed {
  readonly skip: readonly SkipRule[]
  /** no rule could be found for them that spares the data */
  readonly dropped: readonly Mark[]
}

/** Header, folded → column from 0: what a test may name. Of twins only the first can be named. */
export function nameable(columns: readonly FoundColumn[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>()
  for (const { header, column } of columns) {
    const name = foldWord(header)
    if (name !== '' && !names.has(name)) names.set(name, column - 1)
  }
  return names
}

/** Rows `from` to before `to` are those below the header. */
export function composeRules(
  view: View,
  from: number,
  to: number,
  marks: readonly Mark[],
  names: ReadonlyMap<string, number>,
  headerOf: ReadonlyMap<number, string>,
): Composed {
  const skip: SkipRule[] = []
  const dropped: Mark[] = []
  const taken = new Set(marks.map(({ r }) => r))
  for (const group of groupsOf(view, marks, names, headerOf)) {
    const rule = forms(view, group).find((form) => {
      const test = compileRowTest(view, form, names)
      for (let r = from; r < to; r += 1) {
        if (filledIn(view, r) > 0 && !taken.has(r) && test(r)) return false
      }
      return group.marks.every(({ r }) => test(r))
    })
    if (rule === undefined) dropped.push(...group.marks)
    else skip.push(rule)
  }
  return { skip, dropped }
}

interface Group {
  readonly marks: Mark[]
  readonly column: string | undefined
}

/** Marks that one rule can cover: of one kind, in one column, seen in one way. */
function groupsOf(
  view: View,
  marks: readonly Mark[],
  names: ReadonlyMap<string, number>,
  headerOf: ReadonlyMap<number, string>,
): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const mark of marks) {
    const header = headerOf.get(mark.column)
    const named = header !== undefined && names.get(foldWord(header)) === mark.column
    // a total is known by its label, wherever the labels before it are blank; the others by how the row begins
    const { as: kind } = mark
    const byColumn = named && (kind === 'totals' || view.first[mark.r] !== mark.column)
    const column = byColumn ? header : undefined
    const key = [mark.as, mark.how, column ?? '', mark.why.en].join('\n')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { marks: [mark], column })
    else group.marks.push(mark)
  }
  return [...groups.values()]
}

/** From the most general to the narrowest. */
function forms(view: View, { marks, column }: Group): readonly SkipRule[] {
  const [first] = marks
  if (first === undefined) return []
  const base = { as: first.as, ...(column === undefined ? {} : { column }) }
  const reason = { reason: first.why.ja }
  const words = [...new Set(marks.map(({ word }) => word))]
  const cells = [...new Set(marks.map(({ r, column: c }) => cellAt(view, r, c)))]
  const filled = Math.max(...marks.map(({ r }) => filledIn(view, r)))
  const loose: SkipRule = { ...base, [first.how]: words, ...reason }
  const tight: SkipRule = { ...base, [first.how]: words, filled, ...reason }
  const exact: SkipRule[] = [
    { ...base, is: cells, ...reason },
    { ...base, is: cells, filled, ...reason },
  ]
  // a remark that begins with ※ in a filled row is data, even where the sample has none
  const { as: kind } = first
  // and a facility may be called 合計, or begin with it: the word alone is a total where nothing stands beside it
  return kind === 'note' || (kind === 'totals' && filled === 1) ? [tight, ...exact] : [loose, tight, ...exact]
}
