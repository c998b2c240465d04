/** The network, by undici: connections are kept a moment for the next request, and hold no process that is done. */
import { lookup } from 'node:dns'
import { Readable } from 'node:stream'
import tls from 'node:tls'
import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici'
import {
  insideAddress,
  isPublicAddress,
  literalOf,
  privateError,
  publicLookup,
  type Resolve,
} from './effects-address.ts'
import { faultOf, isUnsent, LATE, SLOW } from './effects-fault.ts'
import type { HttpAnswer, HttpBody, HttpOutcome, HttpRequest } from './lib/http/http.ts'

/** Under gunicorn's 2 s: a connection that the server closes just as a request goes out leaves it unclear. */
const KEPT = 1500
/** A host that drops packets says nothing at all. */
const CONNECT_WITHIN = 10_000

/** What of the world outside a connection depends on. */
export interface HttpWorld {
  /** the system's resolver unless given */
  readonly resolve?: Resolve
  /** where HTTP_PROXY and HTTPS_PROXY may stand: there a proxy resolves, not we */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** By the resolver; in it by the authorities trusted beside the system's, whether by a proxy, and to which addresses. */
const agents = new WeakMap<Resolve, Map<string, Dispatcher>>()

/** One request, one try, no redirect followed. By HTTPS_PROXY, HTTP_PROXY and NO_PROXY where they are set. */
export async function sendHttp(request: HttpRequest, world: HttpWorld = {}): Promise<HttpOutcome> {
  if (!URL.canParse(request.url)) return { fault: 'other', detail: 'not a URL', unsent: true }
  const { resolve = systemResolve } = world
  if (request.addresses === 'public') {
    const inside = await insideOf(new URL(request.url).hostname, resolve, world.env ?? {})
    if (inside !== undefined) return { ...faultOf(inside), unsent: true }
  }
  const agent = agentOf(request, resolve)
  // as `proxy.example.lg.jp:8080`, without http://; its text may hold a password, so it is not told
  if (agent === undefined) return { fault: 'proxy', detail: 'HTTPS_PROXY, HTTP_PROXY: no URL', unsent: true }
  const watch = createWatch(request)
  let begun = false
  const own: { failed?: unknown } = {}
  try {
    const url = new URL(request.url)
    const { body } = request
    const streamed = body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)
    const answer = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: streamed
        ? { ...request.headers, 'content-length': String(body.bytes) }
        : { ...request.headers },
      body: !streamed
        ? (body ?? null)
        : Readable.from(
            watched(body.chunks, own, () => {
              begun = true
              watch.again()
            }),
            { objectMode: true, highWaterMark: 1 },
          ),
      signal: watch.signal,
      // the watch sees to it: it counts the connecting too
      headersTimeout: 0,
      bodyTimeout: request.silenceWithin,
    })
    watch.begun()
    answer.body.once('close', watch.end)
    return {
      answer: {
        status: answer.statusCode,
        headers: headersOf(answer.headers),
        body: bodyOf(answer.body),
      },
    }
  } catch (error) {
    watch.end()
    // what we could not read is no fault of the network
    if ('failed' in own) throw own.failed
    const fault = faultOf(error)
    const unsent = isUnsent(error) || (isStreamed(request) && !begun)
    return unsent ? { ...fault, unsent: true } : fault
  }
}

function isStreamed({ body }: HttpRequest): boolean {
  return body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array) && body.bytes > 0
}

/** This computer itself: no proxy could reach it. */
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/

function systemResolve(...[host, options, done]: Parameters<Resolve>): void {
  lookup(host, options, done)
}

/** A socket asks no resolver for what is an address already; and of a proxy's connections we see none. */
async function insideOf(
  hostname: string,
  resolve: Resolve,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Error | undefined> {
  const literal = literalOf(hostname)
  if (literal !== undefined) return isPublicAddress(literal) ? undefined : privateError(literal, literal)
  if (!PROXY_NAMES.some((name) => (env[name] ?? '') !== '')) return undefined
  const inside = await insideAddress(resolve, hostname)
  return inside === undefined ? undefined : privateError(hostname, inside)
}

const PROXY_NAMES = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy'] as const

function agentOf(
  { url, authorities = '', addresses }: HttpRequest,
  resolve: Resolve,
): Dispatcher | undefined {
  const direct = LOOPBACK.test(new URL(url).hostname)
  const key = `${direct} ${addresses ?? ''} ${authorities}`
  const made = agents.get(resolve) ?? new Map<string, Dispatcher>()
  agents.set(resolve, made)
  const known = made.get(key)
  if (known !== undefined) return known
  const ca = authorities === '' ? {} : { ca: [...systemRoots(), authorities] }
  const common = {
    keepAliveTimeout: KEPT,
    allowH2: false,
    // not for the connection to a proxy, which stands inside the network as a rule
    connect: {
      ...ca,
      timeout: CONNECT_WITHIN,
      ...(addresses === 'public' ? { lookup: publicLookup(resolve) } : {}),
    },
  }
  try {
    const agent = direct
      ? new Agent(common)
      : // plain http is handed to a proxy as such: many refuse to tunnel to port 80
        new EnvHttpProxyAgent({ ...common, requestTls: ca, proxyTls: ca, proxyTunnel: false })
    made.set(key, agent)
    return agent
  } catch {
    return undefined
  }
}

/** With those of NODE_EXTRA_CA_CERTS where this Node can list them. */
function systemRoots(): readonly string[] {
  const known: {
    readonly rootCertificates: readonly string[]
    readonly getCACertificates?: (kind: 'default') => readonly string[]
  } = tls
  return known.getCACertificates?.('default') ?? known.rootCertificates
}

interface Watch {
  readonly signal: AbortSignal
  readonly again: () => void
  /** the answer has begun: what is left is the time for the whole of it */
  readonly begun: () => void
  readonly end: () => void
}

function createWatch({ answerWithin, wholeWithin }: HttpRequest): Watch {
  const controller = new AbortController()
  const after = (within: number, what: string, code: string) =>
    setTimeout(
      () => controller.abort(Object.assign(new Error(`${what} within ${within} ms`), { code })),
      within,
    )
  const begin = () => after(answerWithin, 'no answer', LATE)
  let timer = begin()
  const whole = wholeWithin === undefined ? undefined : after(wholeWithin, 'not whole', SLOW)
  // the connection keeps the process alive, not this
  whole?.unref()
  return {
    signal: controller.signal,
    again: () => {
      clearTimeout(timer)
      timer = begin()
    },
    begun: () => clearTimeout(timer),
    end: () => {
      clearTimeout(timer)
      clearTimeout(whole)
    },
  }
}

async function* watched(
  chunks: HttpBody['chunks'],
  own: { failed?: unknown },
  pulled: () => void,
): AsyncGenerator<Uint8Array> {
  const pieces = chunks()
  const source = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]()
  try {
    for (;;) {
      const next = await nextOf(source, own)
      pulled()
      if (next.done === true) return
      yield next.value
    }
  } finally {
    await source.return?.()
  }
}

async function nextOf(
  source: AsyncIterator<Uint8Array> | Iterator<Uint8Array>,
  own: { failed?: unknown },
): Promise<IteratorResult<Uint8Array>> {
  try {
    return await source.next()
  } catch (error) {
    own.failed = error
    throw error
  }
}

function headersOf(headers: Readonly<Record<string, string | string[] | undefined>>): HttpAnswer['headers'] {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [[name.toLowerCase(), typeof value === 'string' ? value : value.join(', ')] as const],
    ),
  )
}

interface Received extends AsyncIterable<unknown> {
  dump(options: { limit: number; signal: AbortSignal }): Promise<void>
}

/** So much of a body that nobody wants is read for the connection's sake; with more, or for longer, it is closed. */
const DUMPED = 1 << 16
const DUMPED_WITHIN = 1000

/** A body that is given up unread lets its connection go as well: a generator that was not begun would not. */
function bodyOf(body: Received): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]: () => {
      let pieces: AsyncIterator<unknown> | undefined
      return {
        next: async () => {
          pieces ??= body[Symbol.asyncIterator]()
          try {
            const { done, value } = await pieces.next()
            return done === true || !(value instanceof Uint8Array)
              ? { done: true, value: undefined }
              : { done: false, value }
          } catch (error) {
            const fault = faultOf(error)
            throw Object.assign(new Error(fault.detail), fault)
          }
        },
        return: async () => {
          if (pieces === undefined) {
            const signal = AbortSignal.timeout(DUMPED_WITHIN)
            await body.dump({ limit: DUMPED, signal }).catch(() => undefined)
          } else await pieces.return?.()
          return { done: true, value: undefined }
        },
      }
    },
  }
}
