/** What every value rule does alike: the blank, the signs for nothing, what can not be mended. */
import { clean } from '../../lib/characters.ts'
import type { Field, ReadCell, Tell, ValueContext } from '../../lib/field.ts'
import type { Scalar } from '../../lib/model.ts'
import type { Text } from '../../problem.ts'
import type { faults } from './faults.ts'
import type { repairs } from './repairs.ts'

export type Repair = keyof typeof repairs
export type Fault = keyof typeof faults

/** A value rule: what it reads and gives, in words, and the rule itself, compiled once per field. */
export interface ValueRule {
  readonly docs: Text
  readonly compile: (field: Field, context: ValueContext) => ReadCell
}

export function mend<T extends Scalar>(tell: Tell, code: Repair, value: T): T {
  tell('mended', code, value === null ? '' : String(value))
  return value
}

/** The cell is blank now. */
export function blank(tell: Tell, code: Repair): null {
  tell('mended', code, '')
  return null
}

/**
 * Outside the form, and nothing can be proved: a fault where the form is known officially or where the value is no
 * text; else a doubt, and the text is kept.
 */
export function off(field: Field, tell: Tell, text: string, code: Fault, expected?: string): Scalar {
  if (field.enforced || field.type !== 'string') return fault(tell, code, expected)
  return doubt(tell, text, code, expected)
}

export function fault(tell: Tell, code: Fault, expected?: string): null {
  tell('fault', code, expected)
  return null
}

export function doubt<T extends Scalar>(tell: Tell, value: T, code: Fault, expected?: string): T {
  tell('doubt', code, expected)
  return value
}

/** Dashes and other signs alone, in cells that must not be left empty by the habit of the office. */
const MARK =
  /^(?:[-\u2010-\u2015\u2212\uff0d\u30fc\uff70\u2500\u2501\ufe63]+|#N\/A|N\/A|NULL|null|NaN|nan|<NA>)$/
const MORE_MARKS =
  /^(?:[*＊]+|…+|\.{2,}|・+|･+|[/／＼\\]|なし|無し|無|ナシ|該当なし|該当無し|特になし|空欄|ブランク)$/
const UNKNOWN = /^(?:不明|未詳|不詳|未定|未確認|未調査|調査中|確認中|9999-99-99|\?+|？+)$/
const ERROR = /^#(?:REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$/

/** A dash, #N/A, NULL: a sign for nothing, whatever the kind. */
export function isNothing(text: string): boolean {
  if (text.length > 12) return false
  const first = text.charCodeAt(0)
  // kana (but for ー) and kanji, figures: none of the signs begins so
  if ((first > 0x3040 && first < 0xff00 && first !== 0x30fc) || (first >= 48 && first <= 57)) return false
  return MARK.test(text)
}

export function isFormulaError(text: string): boolean {
  return text.charCodeAt(0) === 35 && ERROR.test(text)
}

/**
 * The text to be read, trimmed; `''` where there is none, with the reason told. `words`: なし and the like are no value
 * of this kind either (they are one of a number: 0, perhaps).
 */
export function prepare(text: string, tell: Tell, words = true): string {
  const trimmed = clean(text)
  if (trimmed === '') {
    if (text !== '') tell('mended', 'normalize/spaces', '')
    return ''
  }
  if (trimmed.length > 13) return trimmed
  if (isNothing(trimmed) || (words && MORE_MARKS.test(trimmed))) {
    tell('mended', 'normalize/nothing-mark', '')
    return ''
  }
  if (UNKNOWN.test(trimmed)) {
    tell('mended', 'normalize/unknown-word', '')
    return ''
  }
  if (isFormulaError(trimmed)) {
    fault(tell, 'normalize/formula-error')
    return ''
  }
  return trimmed
}

/**
 * The frame of a rule: a text that is as it should be (`isRight`) passes untouched, all else goes through `mendText`,
 * trimmed and not blank.
 */
export function framed(
  isRight: (text: string) => boolean,
  mendText: (text: string, tell: Tell) => Scalar,
  words = true,
): ReadCell {
  return (text, tell) => {
    if (text === '') return null
    if (isRight(text)) return text
    const trimmed = prepare(text, tell, words)
    if (trimmed === '') return null
    if (trimmed.length !== text.length && isRight(trimmed)) return mend(tell, 'normalize/spaces', trimmed)
    return spaced(text, trimmed, mendText(trimmed, tell), tell)
  }
}

/** A rule that had nothing to mend but the spaces around says so. */
export function spaced<T extends Scalar>(text: string, trimmed: string, value: T, tell: Tell): T {
  if (value === trimmed && trimmed !== text) tell('mended', 'normalize/spaces', trimmed)
  return value
}
