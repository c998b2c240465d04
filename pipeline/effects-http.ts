/** The network, by undici: connections are kept a moment for the next request, and hold no process that is done. */
import { Readable } from 'node:stream'
import tls from 'node:tls'
import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici'
import { faultOf, isUnsent, LATE } from './effects-fault.ts'
import type { HttpAnswer, HttpBody, HttpOutcome, HttpRequest } from './lib/http/http.ts'

/** Under gunicorn's 2 s: a connection that the server closes just as a request goes out leaves it unclear. */
const KEPT = 1500
/** A host that drops packets says nothing at all. */
const CONNECT_WITHIN = 10_000

/** By the authorities trusted beside the system's, and whether by a proxy. */
const agents = new Map<string, Dispatcher>()

/** One request, one try, no redirect followed. By HTTPS_PROXY, HTTP_PROXY and NO_PROXY where they are set. */
export async function sendHttp(request: HttpRequest): Promise<HttpOutcome> {
  if (!URL.canParse(request.url)) return { fault: 'other', detail: 'not a URL', unsent: true }
  const agent = agentOf(request)
  // as `proxy.example.lg.jp:8080`, without http://; its text may hold a password, so it is not told
  if (agent === undefined) return { fault: 'proxy', detail: 'HTTPS_PROXY, HTTP_PROXY: no URL', unsent: true }
  const watch = createWatch(request.answerWithin)
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
    watch.end()
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

function agentOf({ url, authorities = '' }: HttpRequest): Dispatcher | undefined {
  const direct = LOOPBACK.test(new URL(url).hostname)
  const key = `${direct} ${authorities}`
  const known = agents.get(key)
  if (known !== undefined) return known
  const ca = authorities === '' ? {} : { ca: [...systemRoots(), authorities] }
  const common = {
    keepAliveTimeout: KEPT,
    allowH2: false,
    connect: { ...ca, timeout: CONNECT_WITHIN },
  }
  try {
    const made = direct
      ? new Agent(common)
      : // plain http is handed to a proxy as such: many refuse to tunnel to port 80
        new EnvHttpProxyAgent({ ...common, requestTls: ca, proxyTls: ca, proxyTunnel: false })
    agents.set(key, made)
    return made
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
  readonly end: () => void
}

function createWatch(within: number): Watch {
  const controller = new AbortController()
  const begin = () =>
    setTimeout(
      () => controller.abort(Object.assign(new Error(`no answer within ${within} ms`), { code: LATE })),
      within,
    )
  let timer = begin()
  return {
    signal: controller.signal,
    again: () => {
      clearTimeout(timer)
      timer = begin()
    },
    end: () => clearTimeout(timer),
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
  dump(options: { limit: number }): Promise<void>
}

/** So much of a body that nobody wants is read for the connection's sake; with more, it is closed. */
const DUMPED = 1 << 16

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
          if (pieces === undefined) await body.dump({ limit: DUMPED }).catch(() => undefined)
          else await pieces.return?.()
          return { done: true, value: undefined }
        },
      }
    },
  }
}
