/** What file names, names of worksheets and titles above a table say of it. */
import { withoutEnding } from '../lib/file-endings.ts'
import { foldTitle } from './fold.ts'
import type { Knowledge, Sheet } from './sheet.ts'

export interface TitleEvidence {
  /** the word that says the sheet */
  readonly strong?: string
  readonly weak?: string
  /** a word that says another thing */
  readonly not?: string
  readonly never?: string
}

/** Texts folded once, to be asked for each sheet. */
export function readTitles(texts: readonly string[], knowledge: Knowledge): readonly string[] {
  return texts
    .filter((text) => text.trim() !== '')
    .map((text) => foldTitle(withoutPath(text), knowledge.slips))
}

/** `/data/222127_aed.csv` → `data 222127_aed`: the path may say more than the name. */
function withoutPath(text: string): string {
  return withoutEnding(text).replace(/[/\\]/g, ' ')
}

export function titleEvidence(titles: readonly string[], sheet: Sheet): TitleEvidence {
  const find = (words: readonly string[]): string | undefined =>
    words.find((word) => word !== '' && titles.some((title) => title.includes(word)))
  const { words } = sheet
  const longest = [...words.strong].sort((a, b) => b.length - a.length)
  const strong = find(longest)
  const weak = find(words.weak)
  const not = find(words.not)
  const never = find(words.never)
  const said = (word: string): string => (words.written.get(word) ?? word).trim()
  return {
    ...(strong === undefined ? {} : { strong: said(strong) }),
    ...(weak === undefined ? {} : { weak: said(weak) }),
    ...(not === undefined ? {} : { not: said(not) }),
    ...(never === undefined ? {} : { never: said(never) }),
  }
}
