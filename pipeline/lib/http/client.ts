/**
 * Asks hosts politely: so many at once, so many a second, again after what passes by itself, never after a no.
 * Of no portal in particular; what it needs of the world is injected.
 */
import { createGate, type Gate } from './gate.ts'
import type { HttpAnswer, HttpFault, HttpOutcome, HttpRequest, SendHttp } from './http.ts'
import {
  askedFor,
  backoff,
  isPassing,
  isPassingFault,
  LONGEST_ASKED,
  restsUntil,
  type Tries,
} from './retry.ts'

export interface ClientEffects {
  readonly send: SendHttp
  readonly pause: (milliseconds: number) => Promise<void>
  readonly now: () => Date
  readonly chance: (count: number) => Uint8Array
  /** told before each wait for another try, for a live line */
  readonly waits?: (wait: Wait) => void
}

export interface Wait {
  readonly host: string
  readonly milliseconds: number
  /** `503`, `broken`, `timeout` */
  readonly why: string
}

export interface ClientLimits {
  /** requests under way at once, for each host */
  readonly concurrency: number
  /** requests a second, for each host */
  readonly perSecond: number
  /** until an answer begins, and between two pieces of it */
  readonly timeoutSeconds: number
  /** the first one counted */
  readonly tries: number
  /** PEM of authorities to trust beside the system's own */
  readonly authorities?: string
}

export type ClientRequest = Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body' | 'addresses'> & {
  /** less than the client's own `timeoutSeconds` */
  readonly seconds?: number
  /** for one try, from its sending to the last byte of its answer */
  readonly wholeSeconds?: number
}

/** An answer that was read to its end. */
export interface WholeAnswer {
  readonly status: number
  readonly headers: HttpAnswer['headers']
  readonly body: Uint8Array
}

export type WholeOutcome = { readonly answer: WholeAnswer } | HttpFault

/** What is left of an answer: its body may have been read, or be unread yet. */
export interface Answered {
  readonly status: number
  readonly headers: HttpAnswer['headers']
  readonly body: unknown
}

export interface HttpClient {
  /** the whole answer, where it has at most so many bytes; one that breaks in the middle is tried anew as well */
  readonly read: (request: ClientRequest, tries: Tries, atMost: number) => Promise<WholeOutcome>
  /** an answer to be read by the caller, to its end or given up */
  readonly open: (request: ClientRequest, tries: Tries) => Promise<HttpOutcome>
  /**
   * What `take` makes of an answer, which it reads while its turn at the host lasts: a fault of the body is tried anew.
   * A body that `take` leaves unread is let go.
   */
  readonly take: <T extends Answered>(
    request: ClientRequest,
    take: (answer: HttpAnswer) => Promise<T | HttpFault>,
  ) => Promise<{ readonly answer: T } | HttpFault>
  /** so far, every try counted */
  readonly requests: () => number
  readonly chance: (count: number) => Uint8Array
}

export function createHttpClient(effects: ClientEffects, limits: ClientLimits): HttpClient {
  const gates = new Map<string, Gate>()
  /** what hosts said that want no more to be asked for long; it stands for all that would be asked there */
  const resting = new Map<string, { readonly status: number; readonly until: Date }>()
  let requests = 0

  const gateOf = (host: string): Gate => {
    const known = gates.get(host) ?? createGate(effects, limits)
    gates.set(host, known)
    return known
  }

  /** Tries until `take` gives what is no passing trouble, or the tries are used up. */
  const attempt = async <T extends Answered>(
    request: ClientRequest,
    tries: Tries,
    take: (answer: HttpAnswer) => Promise<T | HttpFault>,
  ): Promise<{ readonly answer: T } | HttpFault> => {
    const { seconds, wholeSeconds, ...asked } = request
    const within = Math.min(limits.timeoutSeconds, seconds ?? limits.timeoutSeconds) * 1000
    const { host } = new URL(request.url)
    const gate = gateOf(host)
    for (let tried = 1; ; tried++) {
      const leave = await gate.enter()
      const rests = resting.get(host)
      if (rests !== undefined && effects.now() < rests.until) {
        leave()
        return of(await take(restingAnswer(rests)))
      }
      requests += 1
      let outcome: { readonly answer: T } | HttpFault
      try {
        const sent = await effects.send({
          ...asked,
          answerWithin: within,
          silenceWithin: within,
          ...(wholeSeconds === undefined ? {} : { wholeWithin: wholeSeconds * 1000 }),
          ...(limits.authorities === undefined ? {} : { authorities: limits.authorities }),
        })
        outcome = 'fault' in sent ? sent : of(await take(sent.answer))
      } finally {
        leave()
      }
      const until = 'fault' in outcome ? undefined : restsUntil(outcome.answer, effects.now())
      if (!('fault' in outcome) && until !== undefined) {
        resting.set(host, { status: outcome.answer.status, until })
        return outcome
      }
      const passing =
        'fault' in outcome ? isPassingFault(outcome, tries) : isPassing(outcome.answer.status, tries)
      if (!passing) return outcome
      const said =
        'fault' in outcome ? undefined : askedFor(outcome.answer.headers['retry-after'], effects.now())
      const wanted = said === undefined ? undefined : Math.min(said, LONGEST_ASKED)
      const wait = Math.max(wanted ?? 0, backoff(tried, (effects.chance(1)[0] ?? 0) / 255))
      // what a host asks for holds for all that is asked there
      if (wanted !== undefined) gate.quiet(wait)
      if (tried >= limits.tries) return outcome
      if (!('fault' in outcome)) await giveUp(outcome.answer)
      effects.waits?.({
        host,
        milliseconds: wait,
        why: 'fault' in outcome ? outcome.fault : String(outcome.answer.status),
      })
      await effects.pause(wait)
    }
  }

  return {
    read: (request, tries, atMost) => attempt(request, tries, (answer) => readWhole(answer, atMost)),
    open: (request, tries) => attempt(request, tries, (answer) => Promise.resolve(answer)),
    take: async (request, take) => {
      const outcome = await attempt(request, 'again', take)
      if (!('fault' in outcome)) await giveUp(outcome.answer)
      return outcome
    },
    requests: () => requests,
    chance: effects.chance,
  }
}

function of<T extends object>(taken: T | HttpFault): { readonly answer: T } | HttpFault {
  return isHttpFault(taken) ? taken : { answer: taken }
}

/** As the host would say it again, were it asked. */
function restingAnswer({ status, until }: { readonly status: number; readonly until: Date }): HttpAnswer {
  const headers = { 'retry-after': until.toUTCString() }
  return { status, headers, body: (async function* (): AsyncGenerator<Uint8Array> {})() }
}

async function readWhole(answer: HttpAnswer, atMost: number): Promise<WholeAnswer | HttpFault> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of answer.body) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > atMost) return { fault: 'other', detail: `an answer of more than ${atMost} bytes` }
    }
  } catch (error) {
    if (isHttpFault(error)) return { fault: error.fault, detail: error.detail }
    throw error
  }
  const body = new Uint8Array(bytes)
  let at = 0
  for (const chunk of chunks) {
    body.set(chunk, at)
    at += chunk.length
  }
  return { status: answer.status, headers: answer.headers, body }
}

/** Where it was not read, its connection is let go. */
async function giveUp({ body }: Answered): Promise<void> {
  if (isPieces(body)) await body[Symbol.asyncIterator]().return?.()
}

function isPieces(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

/** What the body of an answer throws when the connection breaks. */
export function isHttpFault(value: unknown): value is HttpFault {
  return (
    typeof value === 'object' &&
    value !== null &&
    'fault' in value &&
    typeof value.fault === 'string' &&
    'detail' in value &&
    typeof value.detail === 'string'
  )
}
