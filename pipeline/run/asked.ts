/**
 * Which schemas and tables a unit asked for, and what each was: one text, that a thousand sources of one kind have in
 * common, so that it is taken apart once.
 */
import { UNKNOWN } from './entry.ts'

/** `sha256Of` gives undefined for one that is absent: that it comes is a change too. */
export function formatAsked(names: Iterable<string>, sha256Of: (name: string) => string | undefined): string {
  return [...new Set(names)]
    .sort()
    .map((name) => `${encodeURIComponent(name)} ${sha256Of(name) ?? UNKNOWN}`)
    .join(' ')
}

export function namesIn(asked: string): readonly string[] {
  if (asked === '') return []
  return asked
    .split(' ')
    .filter((_, at) => at % 2 === 0)
    .map(decodeURIComponent)
}
