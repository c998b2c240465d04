/** The words by which rows that are no data are known; the lists are `schemas/recognition/tables.yaml`. */
import { foldWord } from '../../lib/fold.ts'

/** How a word is looked for in a cell; words are compared folded. */
export type WordMatch = 'is' | 'starts' | 'contains' | 'ends'

export interface TableWord {
  readonly word: string
  readonly match: WordMatch
  /** who says so: a key of `sources`, or `ours` */
  readonly source: string
}

export type WordList =
  | 'notes'
  | 'totals'
  | 'weakTotals'
  | 'derived'
  | 'examples'
  | 'dittos'
  | 'requirements'
  | 'types'
  | 'instructions'
  | 'pointers'
  | 'meta'
  | 'titles'
  | 'labels'
  | 'years'
  | 'besides'

/** The parsed file, checked by its schema before it comes here. */
export interface TableWords {
  readonly sources: Readonly<Record<string, string>>
  readonly words: Readonly<Record<WordList, readonly TableWord[]>>
}

/** Finds the word of a list that a cell bears, or undefined. */
export type FindWord = (cell: string) => { readonly word: string; readonly match: WordMatch } | undefined

export type Words = Readonly<Record<WordList, FindWord>>

export function compileTableWords({ words }: TableWords): Words {
  return {
    notes: compileList(words.notes),
    totals: compileList(words.totals),
    weakTotals: compileList(words.weakTotals),
    derived: compileList(words.derived),
    examples: compileList(words.examples),
    dittos: compileList(words.dittos),
    requirements: compileList(words.requirements),
    types: compileList(words.types),
    instructions: compileList(words.instructions),
    pointers: compileList(words.pointers),
    meta: compileList(words.meta),
    titles: compileList(words.titles),
    labels: compileList(words.labels),
    years: compileList(words.years),
    besides: compileList(words.besides),
  }
}

/** Longer than any word with what stands beside it; a longer cell is only asked how it begins. */
const LONG = 40

function compileList(list: readonly TableWord[]): FindWord {
  const whole = new Map<string, string>()
  const others: { readonly folded: string; readonly word: string; readonly match: WordMatch }[] = []
  for (const { word, match } of list) {
    const folded = foldWord(word)
    if (match === 'is') whole.set(folded, word)
    else others.push({ folded, word, match })
  }
  const couldBe = createGlance(
    [...whole.keys(), ...others.filter(({ match }) => match === 'starts').map(({ folded }) => folded)],
    others.filter(({ match }) => match === 'ends').map(({ folded }) => folded),
    others.some(({ match }) => match === 'contains'),
  )
  return (cell) => {
    if (!couldBe(cell)) return undefined
    const folded = foldWord(cell.length > LONG * 2 ? cell.slice(0, LONG * 2) : cell)
    if (folded === '') return undefined
    const same = cell.length > LONG ? undefined : whole.get(folded)
    if (same !== undefined) return { word: same, match: 'is' }
    for (const { folded: part, word, match } of others) {
      const found =
        match === 'starts'
          ? folded.startsWith(part)
          : match === 'ends'
            ? folded.length > part.length && folded.length <= LONG && folded.endsWith(part)
            : folded.includes(part)
      if (found) return { word, match }
    }
    return undefined
  }
}

/** Folding a cell costs far more than a look at its first and its last character. */
function createGlance(
  starts: readonly string[],
  ends: readonly string[],
  isAnywhere: boolean,
): (cell: string) => boolean {
  if (isAnywhere) return () => true
  const isHead = createIsOne(new Set(starts.map((word) => word.slice(0, 1))))
  const isTail = createIsOne(new Set(ends.map((word) => word.slice(-1))))
  return (cell) => {
    const text = cell.trim()
    return isHead(text.slice(0, 1)) || (ends.length > 0 && isTail(text.slice(-1)))
  }
}

/** Whether a character, folded, is one of these; each is folded once. */
function createIsOne(characters: ReadonlySet<string>): (character: string) => boolean {
  const answers = new Map<string, boolean>()
  return (character) => {
    const before = answers.get(character)
    if (before !== undefined) return before
    const folded = foldWord(character)
    const answer = characters.has(folded.slice(0, 1)) || characters.has(folded.slice(-1))
    answers.set(character, answer)
    return answer
  }
}
