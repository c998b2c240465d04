/** A stored number and its format → text and facts. Facts that many cells share are one object. */
import type { CellFacts, CellType } from '../../lib/grid.ts'
import { codeText, type NumberFormat, sectionFor } from './number-format.ts'
import { numberText, plainNumber } from './number-text.ts'
import { serialText } from './serial.ts'

/** What cells of one style have in common. */
export interface CellStyle {
  readonly format: NumberFormat
  /** how it looks (see look.ts); '' where it looks like any other */
  readonly look: string
  /** facts without a value of their own, by type: made when first asked for */
  readonly shared: Map<CellType, CellFacts>
}

export interface Cell {
  readonly text: string
  readonly facts: CellFacts | undefined
}

export function cellStyle(format: NumberFormat, look: string): CellStyle {
  return { format, look, shared: new Map() }
}

/** What a text cell is besides its text: how it looks, if at all. */
export function textFacts(style: CellStyle): CellFacts | undefined {
  return style.look === '' ? undefined : sharedFacts(style, 'text')
}

export function sharedFacts(style: CellStyle, type: CellType): CellFacts {
  const known = style.shared.get(type)
  if (known !== undefined) return known
  const { format } = style.format
  const fresh: CellFacts = {
    type,
    ...(format === '' || type === 'text' ? {} : { format }),
    ...(style.look === '' ? {} : { style: style.look }),
  }
  style.shared.set(type, fresh)
  return fresh
}

/** `stored` as the file has it. What is no number at all is text: nothing is lost. */
export function numberCell(stored: string, style: CellStyle, date1904: boolean): Cell {
  const plain = numberText(stored)
  if (plain === undefined) return { text: stored, facts: textFacts(style) }
  const { sections } = style.format
  const value = sections.length === 0 ? 0 : Number(stored)
  const section = sections.length === 0 ? undefined : sectionFor(style.format, value)
  if (section?.kind !== undefined) {
    const text = serialText(value, section.kind, date1904, section.seconds)
    if (text !== undefined) return { text, facts: { ...sharedFacts(style, section.kind), raw: stored } }
  } else if (section?.code !== undefined && Number.isSafeInteger(value)) {
    const text = codeText(section.code, value)
    return { text, facts: withRaw(style, text, stored) }
  }
  return { text: plain, facts: withRaw(style, plain, stored) }
}

/** The same of a number that is not text yet. */
export function doubleCell(value: number, style: CellStyle, date1904: boolean): Cell {
  // a whole number up to 2^53 is itself; others may be noise from the 16th digit on
  return numberCell(Number.isSafeInteger(value) ? plainInteger(value) : String(value), style, date1904)
}

function plainInteger(value: number): string {
  const text = String(value)
  return text.includes('e') ? plainNumber(value) : text
}

function withRaw(style: CellStyle, text: string, stored: string): CellFacts {
  const facts = sharedFacts(style, 'number')
  return text === stored ? facts : { ...facts, raw: stored }
}
