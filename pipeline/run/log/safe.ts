/**
 * What may be written down of a problem where it lies about for months: its code and where it is. Never a message, a
 * fact, the text of a line or the name of a record: any of them may hold a person.
 */
import type { Place, Problem, Severity, Text } from '../../problem.ts'
import type { Kept } from '../../report/collect.ts'

export type SafePlace = Pick<
  Place,
  'source' | 'file' | 'worksheet' | 'line' | 'row' | 'cell' | 'header' | 'dataset'
>

export interface SafeKind {
  readonly code: string
  readonly severity: Severity
  readonly count: number
  readonly places: readonly SafePlace[]
}

export function safePlace(where: Place): SafePlace {
  const { source, file, worksheet, line, row, cell, header, dataset } = where
  return {
    ...(source === undefined ? {} : { source }),
    ...(file === undefined ? {} : { file: safeAddress(file) }),
    ...(worksheet === undefined ? {} : { worksheet }),
    ...(line === undefined ? {} : { line }),
    ...(row === undefined ? {} : { row }),
    ...(cell === undefined ? {} : { cell }),
    ...(header === undefined ? {} : { header }),
    ...(dataset === undefined ? {} : { dataset }),
  }
}

export function safeKinds(kinds: readonly Kept[]): readonly SafeKind[] {
  return kinds.map(({ code, severity, count, problems }) => ({
    code,
    severity,
    count,
    places: problems.map(({ where }) => safePlace(where)),
  }))
}

/** Of these the message holds our own words, an address and the number of an answer: nothing of a file. */
const SPOKEN: ReadonlySet<string> = new Set(
  [
    ...['unknown-host', 'no-answer', 'broken', 'certificate', 'proxy', 'network', 'sign-in', 'forbidden'],
    ...['not-found', 'legal', 'too-many', 'server-error', 'status', 'redirects', 'too-large', 'too-slow'],
    ...['empty', 'packed', 'robots', 'robots-delay', 'robots-unreachable', 'page-unreadable', 'no-ckan'],
    ...['no-dataset', 'folder-missing'],
  ].map((name) => `acquire/${name}`),
)

/** What may be kept of why something failed: which address or column it was, and never a cell. */
export function safeWords({ code, message, where }: Pick<Problem, 'code' | 'message' | 'where'>): {
  readonly message?: Text
  readonly place?: SafePlace
} {
  const { worksheet, row, header } = safePlace(where)
  const place = {
    ...(worksheet === undefined ? {} : { worksheet }),
    ...(row === undefined ? {} : { row }),
    ...(header === undefined ? {} : { header }),
  }
  return {
    ...(SPOKEN.has(code)
      ? { message: { ja: withoutQueries(message.ja), en: withoutQueries(message.en) } }
      : {}),
    ...(Object.keys(place).length === 0 ? {} : { place }),
  }
}

function withoutQueries(text: string): string {
  return text.replace(/https?:\/\/[^\s「」（）()"'、。,]+/g, safeAddress)
}

/** An address without what may be a token or a password: its query, its fragment, its user. */
export function safeAddress(text: string): string {
  const address = /^([a-z][a-z0-9+.-]+:(?:\/\/)?)(?:[^/@?#]*@)?([^?#]*)/i.exec(text)
  return address === null ? text : `${address[1]}${address[2]}`
}

/** Where a fault of ours was; its message may quote what was worked on. */
export function safeStack(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}

/** The first error's code: what a note says of why something failed. */
export function firstError(problems: readonly Problem[]): string | undefined {
  return problems.find(({ severity }) => severity === 'error')?.code
}
