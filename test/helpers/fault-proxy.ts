/**
 * An HTTP proxy on 127.0.0.1 in front of a portal, which does to requests what networks and the servers between do.
 * What befalls the n-th request is a function of (seed, n) alone. Its answers name the proxy where the portal names
 * itself (`ckan.site_url`), so that what follows an address comes here too.
 */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** What befalls a request. `…-after`: the portal has done it, and the answer is lost. */
export const FAULTS = [
  'drop', // never forwarded, connection broken
  'drop-after', // forwarded; the answer is not given
  'delay',
  '429', // with Retry-After, never forwarded
  '502',
  '503', // with Retry-After, never forwarded
  '502-after',
  '503-after',
  '504-after',
  'cut-answer', // forwarded; half of the answer's body, then broken
  'cut-request', // half of the request's body is forwarded, then broken on both sides
  'twice-first', // delivered twice; the first answer is given
  'twice-second',
  'html', // 200 with a page, as a sign-in page of a network gives; never forwarded
  'overtaken', // 504 at once while the portal goes on with it: only where asked for, it comes later than what follows
] as const
export type Fault = (typeof FAULTS)[number]

/** All but those that a client can not tell from a portal that is wrong, or that break the order of things. */
export const USUAL: readonly Fault[] = FAULTS.filter((fault) => fault !== 'html' && fault !== 'overtaken')

export interface Seen {
  readonly n: number
  readonly method: string
  /** path and query */
  readonly path: string
  readonly fault?: Fault
  /** how many times it was delivered whole */
  readonly delivered: number
}

export interface FaultOptions {
  /** the portal: `http://127.0.0.1:5100` */
  readonly portal: string
  readonly seed?: number
  /** share of the requests that something befalls; 0 unless said otherwise */
  readonly rate?: number
  readonly faults?: readonly Fault[]
  /** says it itself; undefined: nothing befalls it. n counts from 0. */
  readonly choose?: (
    n: number,
    request: { readonly method: string; readonly path: string },
  ) => Fault | undefined
  readonly retryAfterSeconds?: number
  readonly delayMilliseconds?: number
}

export interface FaultProxy {
  readonly url: string
  readonly seen: readonly Seen[]
  /** how often each fault happened */
  readonly counts: () => Readonly<Partial<Record<Fault, number>>>
  /** waits for what the portal still does */
  readonly close: () => Promise<void>
}

/** A number from 0 to 1 of (seed, n, turn): splitmix32, whose outputs of neighbouring inputs have nothing in common. */
export function chance(seed: number, n: number, turn: number): number {
  let state =
    (Math.imul(seed, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b) ^ Math.imul(turn + 1, 0xc2b2ae35)) | 0
  state = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
  state = Math.imul(state ^ (state >>> 15), 0x735a2d97)
  return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32
}

interface Whole {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
}

async function read(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** `part` of the body under the full Content-Length, then broken: a portal never gets the rest. */
function forward(
  portal: string,
  request: http.IncomingMessage,
  body: Buffer,
  part = body.length,
): Promise<Whole> {
  return new Promise((resolve, reject) => {
    const { connection: _, 'transfer-encoding': __, ...headers } = request.headers
    const onward = http.request(new URL(request.url ?? '/', portal), {
      method: request.method,
      agent: false,
      headers: { ...headers, ...(body.length > 0 ? { 'content-length': String(body.length) } : {}) },
    })
    onward.on('response', (answer) => {
      read(answer).then(
        (whole) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: whole }),
        reject,
      )
    })
    onward.on('error', reject)
    if (part < body.length) onward.write(body.subarray(0, part), () => onward.destroy(new Error('cut')))
    else onward.end(body)
  })
}

/** Starts the proxy on a free port. */
export async function startFaultProxy(options: FaultOptions): Promise<FaultProxy> {
  const { portal, seed = 0, rate = 0, faults = USUAL } = options
  const seen: Seen[] = []
  const pending = new Set<Promise<unknown>>()
  let next = 0

  const chosen = (n: number, method: string, path: string): Fault | undefined => {
    if (options.choose !== undefined) return options.choose(n, { method, path })
    return chance(seed, n, 0) < rate ? faults[Math.floor(chance(seed, n, 1) * faults.length)] : undefined
  }

  const serve = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const n = next++
    const method = request.method ?? 'GET'
    const path = request.url ?? '/'
    const fault = chosen(n, method, path)
    const entry = { n, method, path, ...(fault === undefined ? {} : { fault }), delivered: 0 }
    seen.push(entry)
    const broken = (): void => void request.socket.destroy()
    const instead = (status: number, text: string, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(text)
    }
    const later = { 'retry-after': String(options.retryAfterSeconds ?? 0) }
    const body = await read(request)
    const deliver = async (): Promise<Whole> => {
      entry.delivered += 1
      return forward(portal, request, body)
    }
    const give = ({ status, headers, body: said }: Whole, part?: number): void => {
      const text = /json/.test(headers['content-type'] ?? '')
        ? Buffer.from(said.toString().replaceAll(portal, url))
        : said
      const { 'transfer-encoding': _, connection: __, ...kept } = headers
      response.writeHead(status, {
        ...kept,
        ...(method === 'HEAD' ? {} : { 'content-length': String(text.length) }),
      })
      if (part === undefined) response.end(text)
      else response.write(text.subarray(0, Math.floor(text.length * part)), () => broken())
    }
    if (fault === undefined) return give(await deliver())
    if (fault === 'drop') return broken()
    if (fault === '429' || fault === '503') return instead(Number(fault), '<p>later</p>', later)
    if (fault === '502') return instead(502, '<p>Bad Gateway</p>')
    if (fault === 'html') return instead(200, '<html><body>Please sign in</body></html>')
    if (fault === 'overtaken') {
      const going = deliver().catch(() => undefined)
      pending.add(going)
      void going.then(() => pending.delete(going))
      return instead(504, '<p>Gateway Timeout</p>')
    }
    if (fault === 'cut-request') {
      // where there is no body to cut, it is not delivered at all
      if (body.length > 1) await forward(portal, request, body, body.length >> 1).catch(() => undefined)
      return broken()
    }
    if (fault === 'delay') {
      await wait(options.delayMilliseconds ?? 50)
      return give(await deliver())
    }
    const first = await deliver()
    if (fault === 'drop-after') return broken()
    if (fault === 'cut-answer') return give(first, 0.5)
    if (fault === 'twice-first' || fault === 'twice-second') {
      const second = await deliver()
      return give(fault === 'twice-first' ? first : second)
    }
    return instead(Number(fault.slice(0, 3)), '<p>no answer</p>', fault === '503-after' ? later : {})
  }

  const server = http.createServer({ keepAliveTimeout: 1000 }, (request, response) => {
    const served = serve(request, response).catch(() => void request.socket.destroy())
    pending.add(served)
    void served.then(() => pending.delete(served))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${portOf(address)}`
  return {
    url,
    seen,
    counts: () => {
      const counts: Partial<Record<Fault, number>> = {}
      for (const { fault } of seen) if (fault !== undefined) counts[fault] = (counts[fault] ?? 0) + 1
      return counts
    },
    close: async () => {
      await Promise.all(pending)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the proxy listens nowhere')
  return address.port
}
