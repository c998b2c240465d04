/** Which answers are worth another try, and after how long. */
import type { HttpFault } from './http.ts'

/** The first wait, in milliseconds; each next one is twice as long. */
const FIRST = 500
const LONGEST = 30_000
/** A person is waiting: a host that asks for longer is given up for the run, never asked before its time. */
export const LONGEST_ASKED = 120_000
/** Where Retry-After is said by RFC 9110 §10.2.3 and RFC 6585 §4: behind both is the whole host, not one address. */
const BUSY: ReadonlySet<number> = new Set([429, 503])

/** What passes by itself (RFC 9110 §15.6, RFC 6585 §4); every other 4xx means no, and 500 and 501 stay. */
const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504])

/** `again`: what may be done twice. `once`: only what surely was not done is tried anew. */
export type Tries = 'again' | 'once'

/** 429 is said before anything is done; behind 502, 503 and 504 the work may have been done. */
export function isPassing(status: number, tries: Tries): boolean {
  return tries === 'again' ? PASSING.has(status) : status === 429
}

export function isPassingFault({ fault, unsent }: HttpFault, tries: Tries): boolean {
  if (fault !== 'broken' && fault !== 'timeout' && fault !== 'refused') return false
  return tries === 'again' || unsent === true
}

/** Doubling, half of it by chance: clients that were thrown out together do not come back together. */
export function backoff(tried: number, chance: number): number {
  const whole = Math.min(LONGEST, FIRST * 2 ** (tried - 1))
  return Math.round(whole / 2 + (whole / 2) * chance)
}

/** What the host asks for by Retry-After, seconds or a date (RFC 9110 §10.2.3); undefined where it says nothing. */
export function askedFor(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? ''
  if (text === '') return undefined
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime()
  return Number.isNaN(wait) ? undefined : Math.max(0, wait)
}

/** Until when a host wants to be asked no more, where that is longer than anybody waits. */
export function restsUntil(
  { status, headers }: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
  now: Date,
): Date | undefined {
  const asked = BUSY.has(status) ? askedFor(headers['retry-after'], now) : undefined
  return asked === undefined || asked <= LONGEST_ASKED ? undefined : new Date(now.getTime() + asked)
}
