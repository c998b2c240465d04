/** One address, asked politely: who may be asked, which redirects are followed, what a no means. */
import type { Answered, HttpClient } from '../lib/http/client.ts'
import type { HttpAnswer, HttpFault } from '../lib/http/http.ts'
import type { OriginLimits } from '../lib/origin.ts'
import { isAllowed, readable, shown } from './address.ts'
import type { RobotsGate } from './robots-gate.ts'
import { type Trouble, trouble, troubleOfFault, troubleOfRest, troubleOfStatus } from './trouble.ts'

/** RFC 9110 §15.4 sets none; so many are seen on sites that move and add https and www. */
const MOST_REDIRECTS = 5
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
/** A no that is not asked for again in the same run. */
const FINAL: ReadonlySet<number> = new Set([401, 403, 407, 451])
const OK: ReadonlySet<number> = new Set([200, 203])

export interface Asking {
  readonly url: string
  readonly limits: OriginLimits
  /** host, with its port, that the source names: redirects stay on it, unless `hosts` says more */
  readonly own: string
  /** seconds for one try, to the last byte of the answer */
  readonly seconds: number
  /** an API made for programs is asked without robots.txt */
  readonly robots: boolean
  /** headers for this very address */
  readonly headers?: (url: string) => Readonly<Record<string, string>>
}

export interface Seen<T> {
  /** after redirects */
  readonly url: string
  readonly taken: T
}

export interface Visitor {
  /** `take` reads an answer of 200 (or 304 where `headers` asked for it), each try anew. */
  readonly visit: <T>(
    asking: Asking,
    take: (answer: HttpAnswer, url: string) => Promise<T | HttpFault>,
  ) => Promise<Seen<T> | { readonly trouble: Trouble }>
}

export interface VisitorParts {
  readonly client: HttpClient
  readonly robots: RobotsGate
  readonly agent: string
  readonly now: () => Date
}

export function createVisitor({ client, robots, agent, now }: VisitorParts): Visitor {
  const refused = new Map<string, Trouble>()

  const ask = async <T>(
    url: string,
    asking: Asking,
    take: (answer: HttpAnswer, url: string) => Promise<T | HttpFault>,
  ) => {
    const conditional = asking.headers?.(url) ?? {}
    return client.take<Answered & { readonly taken?: T }>(
      {
        method: 'GET',
        url,
        headers: { 'user-agent': agent, accept: '*/*', 'accept-encoding': 'identity', ...conditional },
        seconds: asking.seconds,
        wholeSeconds: asking.seconds,
        ...(asking.limits.private === true ? {} : { addresses: 'public' }),
      },
      async (answer) => {
        const wanted = OK.has(answer.status) || (answer.status === 304 && Object.keys(conditional).length > 0)
        if (!wanted) return answer
        const taken = await take(answer, url)
        return isFault(taken) ? taken : { ...answer, taken }
      },
    )
  }

  return {
    visit: async (asking, take) => {
      let url = asking.url
      for (let hops = 0; ; hops++) {
        const bad = troubleOfAddress(url, asking)
        if (bad !== undefined) return { trouble: bad }
        const no =
          refused.get(url) ?? (asking.robots ? await robots.stops(url, asking.limits, asking.url) : undefined)
        if (no !== undefined) return { trouble: no }
        const outcome = await ask(url, asking, take)
        if ('fault' in outcome) return { trouble: troubleOfFault(outcome, url, asking.url) }
        const { status, headers, taken } = outcome.answer
        if (taken !== undefined) return { url, taken }
        if (!REDIRECTS.has(status)) {
          const told =
            troubleOfRest({ status, headers }, now(), url, asking.url) ??
            troubleOfStatus(status, url, asking.url)
          if (FINAL.has(status)) refused.set(url, told)
          return { trouble: told }
        }
        const next = nextOf(url, headers.location)
        if (next === undefined || hops >= MOST_REDIRECTS)
          return trouble('acquire/redirects', { url: readable(asking.url), actual: hops + 1 })
        if (url.startsWith('https:') && next.startsWith('http:'))
          return trouble('acquire/insecure-redirect', {
            url: readable(url, asking.url),
            actual: readable(next, asking.url),
          })
        url = next
      }
    },
  }
}

function isFault(value: unknown): value is HttpFault {
  return typeof value === 'object' && value !== null && 'fault' in value && 'detail' in value
}

function nextOf(url: string, location: string | undefined): string | undefined {
  if (location === undefined) return undefined
  // headers come as Latin-1: raw UTF-8 in them (IIS) is put together again
  const bytes = Uint8Array.from(location, (character) => character.charCodeAt(0) & 255)
  const text = new TextDecoder().decode(bytes)
  if (!URL.canParse(text, url)) return undefined
  const next = new URL(text, url)
  next.hash = ''
  return next.href
}

function troubleOfAddress(url: string, { own, limits, url: open }: Asking): Trouble | undefined {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return { code: 'acquire/bad-address', facts: { actual: shown(url, open) } }
  const address = new URL(url)
  const { username, password, host } = address
  if (username !== '' || password !== '')
    return { code: 'acquire/password-in-address', facts: { actual: shown(url, open) } }
  if (!isAllowed(address, own, limits))
    return { code: 'acquire/other-host', facts: { actual: host, expected: own, url: readable(url, open) } }
  return undefined
}
