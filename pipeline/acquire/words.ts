/** Words and patterns by which a source names a link, a resource or a file. */
import type { Facts } from '../problem.ts'

/** Without regard to width, case, spaces and the kinds of dash and wave. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\ufeff\u00ad]+/g, '')
    .replace(/[\u301c\u223c]/g, '~')
    .replace(/[\u2010-\u2015\u2212\u2500\u30fc-]/g, '-')
    .toLowerCase()
}

/**
 * A text of somebody else in one of ours, or in a file of ours: what would drive a terminal or turn a line around is seen
 * as what it is; what only joins or parts letters is left out.
 */
export function visible(text: string): string {
  return text
    .replace(/[\t\n\r\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (one) => {
      const number = (one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
      return `<U+${number}>`
    })
}

export function visibleFacts(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(
      ([name, value]) => [name, typeof value === 'string' ? visible(value) : value] as const,
    ),
  )
}

/** Those whose text is the wanted one; where there is none, those that hold it. */
export function fitting<T>(all: readonly T[], wanted: string, textOf: (one: T) => string): readonly T[] {
  const word = foldText(wanted)
  const equal = all.filter((one) => foldText(textOf(one)) === word)
  return equal.length > 0 ? equal : all.filter((one) => foldText(textOf(one)).includes(word))
}

/** null: none that a machine reads. */
export function compiled(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, 'u')
  } catch {
    return null
  }
}
