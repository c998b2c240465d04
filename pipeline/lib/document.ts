/** What travels from extract to reconcile: lines, their parts, and rows put together from parts. */
import type { Json } from './model.ts'
import type { Paragraph } from './text.ts'

export type Form = 'text' | 'markdown'

/** One line of a snapshot; `cells` are spans of its text, where the line is a row of a table. */
export interface SourceLine {
  readonly line: number
  readonly text: string
  readonly cells?: readonly { readonly start: number; readonly end: number }[]
  /** a line that is only drawn: under the header of a Markdown table, or across the page */
  readonly rule?: boolean
  /** a correction of this place was applied: its key in corrections.yaml; `written` is the line as it stands */
  readonly correction?: string
  readonly written?: string
}

/** A stretch of a line that carries data. Its address is `<line>#<name>`. */
export interface Part {
  readonly line: number
  readonly name: string
  readonly type: string
  readonly start: number
  readonly end: number
  readonly text: string
}

export function addressOf(part: Part): string {
  return `${part.line}#${part.name}`
}

/** Parts of prose as paragraphs: a list mark is no text, it says that the next part starts anew. */
export function paragraphsOf(parts: readonly Part[]): readonly Paragraph[] {
  let item: Part | undefined
  return parts.flatMap((part, i) => {
    if (part.type === 'mark') return []
    const listed = parts[i - 1]?.type === 'mark'
    // what a blank line parts from a list is no longer its last item
    const after = item !== undefined && part.line > item.line + 1
    item = listed || (item && !after) ? part : undefined
    return [{ text: part.text, listed: listed || after }]
  })
}

/** A line and what it was taken for. Everything outside its parts is fixed text of its pattern, or white space. */
export interface CutLine {
  readonly line: number
  /** which pattern of the declaration: `policy`, `policy/totals`, `initiative/indicators row`, `blank` … */
  readonly kind: string
  readonly parts: readonly Part[]
  readonly text: string
  readonly correction?: string
}

/** One place where a field's value stands: parts in the order in which they are put together. */
export interface Occurrence {
  readonly parts: readonly Part[]
  /** paragraphs of prose, pieces of a cell, or one captured stretch */
  readonly how: 'prose' | 'cell' | 'capture' | 'set'
  /** for `set`: the declared value, and its key in source.yaml */
  readonly declared?: string
  readonly key?: string
  /** a correction on file says that the text is this */
  readonly corrected?: { readonly text: string; readonly key: string; readonly reason: string }
}

/** What shape makes: raw rows of an entity, by the declaration; nothing is read or judged yet. */
export interface RawRow {
  readonly entity: string
  readonly key: string
  /** entity → key of the rows it stands under */
  readonly parents: Readonly<Record<string, string>>
  /** which one under its parent, from 1 */
  readonly ordinal: number
  /** line where it is first opened */
  readonly line: number
  /** the parts that its key is made of */
  readonly keyParts: readonly Part[]
  /** how its key is made, e.g. `{measure}-{number}`, and the key of source.yaml that says so */
  readonly keyFormula: string
  readonly keyAt: string
  readonly fields: Readonly<Record<string, readonly Occurrence[]>>
}

/** One occurrence, read: its value by type, and its text with the spaces mended. */
export interface Cell {
  readonly value: Json
  readonly text: string
  /** as put together, before anything was mended */
  readonly written: string
  readonly type: string
  /** for a sign that may be read in several ways */
  readonly readings?: readonly string[]
  readonly parts: readonly Part[]
  /** the document does not say the value as it is: the key of source.yaml that declares it, or what its words mean */
  readonly declared?: string
  /** words of the document that the declaration rests on */
  readonly because?: string
  readonly corrected?: { readonly key: string; readonly reason: string }
}

export interface Row {
  readonly entity: string
  readonly key: string
  readonly parents: Readonly<Record<string, string>>
  readonly ordinal: number
  readonly line: number
  readonly keyParts: readonly Part[]
  readonly keyFormula: string
  readonly keyAt: string
  readonly fields: Readonly<Record<string, readonly Cell[]>>
}
