/** Gets the bytes of sources, each from where it comes, all politely. */
import type { Effects } from '../effects.ts'
import { createHttpClient, type Wait } from '../lib/http/client.ts'
import type { CkanOrigin, OriginLimits, PageOrigin } from '../lib/origin.ts'
import type { Acquired, Fetcher, Sought } from './acquired.ts'
import { hidesNothing, readable, shown } from './address.ts'
import { apiAddress, pickResource, type Resource, resourcesOf } from './ckan.ts'
import { download } from './download.ts'
import { fetchFromFolder } from './folder.ts'
import { DEFAULT_MAX_BYTES, DEFAULT_SECONDS, PAGE_BYTES } from './limits.ts'
import type { Link } from './links.ts'
import { acquireProblem } from './problems.ts'
import { createRobotsGate, TOKEN } from './robots-gate.ts'
import { type Trouble, troubleOfBody } from './trouble.ts'
import { conditionsOf } from './validators.ts'
import { createVisitor, type Seen } from './visit.ts'
import { pageText, readWhole, type Whole } from './whole.ts'

export type AcquireEffects = Pick<
  Effects,
  | 'http'
  | 'pause'
  | 'now'
  | 'chance'
  | 'list'
  | 'stat'
  | 'kindOf'
  | 'readFile'
  | 'readChunks'
  | 'writeFile'
  | 'openWriter'
  | 'sha256'
>

export interface FetcherOptions {
  /** Hiraku's, for the user agent */
  readonly version: string
  /** where a host's keeper finds who asks: an address of a page or of mail */
  readonly contact?: string
  /** folder where each host's robots.txt is kept for a day */
  readonly robots: string
  /** requests a second, for each host; 2 unless set */
  readonly perSecond?: number
  /** at once, for each host; 2 unless set */
  readonly concurrency?: number
  /** until an answer begins, and between two pieces of it; 30 unless set */
  readonly timeoutSeconds?: number
  /** 3 unless set, the first one counted */
  readonly tries?: number
  /** PEM of authorities to trust beside the system's own */
  readonly authorities?: string
  /** told before each wait for another try */
  readonly waits?: (wait: Wait) => void
}

type Got<T> = Seen<T> | { readonly trouble: Trouble }

/** One for a run: hosts are known, pages and robots.txt are asked for once, a no stays a no. */
export function createFetcher(effects: AcquireEffects, options: FetcherOptions): Fetcher {
  const seconds = options.timeoutSeconds ?? 30
  const client = createHttpClient(
    {
      send: effects.http,
      pause: effects.pause,
      now: effects.now,
      chance: effects.chance,
      ...(options.waits === undefined ? {} : { waits: options.waits }),
    },
    {
      concurrency: options.concurrency ?? 2,
      perSecond: options.perSecond ?? 2,
      timeoutSeconds: seconds,
      tries: options.tries ?? 3,
      ...(options.authorities === undefined ? {} : { authorities: options.authorities }),
    },
  )
  const agent = agentOf(options)
  const robots = createRobotsGate(effects, client, { agent, folder: options.robots, seconds })
  const visitor = createVisitor({ client, robots, agent, now: effects.now })
  const pages = new Map<string, Promise<Got<readonly Link[] | undefined>>>()
  const packages = new Map<string, Promise<Got<readonly Resource[] | undefined>>>()

  /** Asked for once by all sources that may reach the same hosts, and give it the same time. */
  const once = <T>(
    known: Map<string, Promise<T>>,
    url: string,
    limits: OriginLimits,
    ask: () => Promise<T>,
  ) => {
    const key = JSON.stringify([url, limits.private === true, limits.hosts ?? [], limits.seconds])
    const asked = known.get(key) ?? ask()
    known.set(key, asked)
    return asked
  }

  /** `undefined`: longer than any page or answer of an API. */
  const readAt = async (
    url: string,
    limits: OriginLimits,
    isApi: boolean,
  ): Promise<Got<Whole | undefined>> => {
    const seconds = limits.seconds ?? DEFAULT_SECONDS
    const seen = await visitor.visit({ url, limits, own: hostOf(url), seconds, robots: !isApi }, (answer) =>
      readWhole(answer, PAGE_BYTES),
    )
    if ('trouble' in seen) return seen
    const { taken } = seen
    if (!('end' in taken)) return { url: seen.url, taken }
    if (taken.end === 'too-large') return { url: seen.url, taken: undefined }
    return { trouble: troubleOfBody(taken, readable(seen.url, url), { maxBytes: PAGE_BYTES, seconds }) }
  }

  const linksAt = async (url: string, limits: OriginLimits): Promise<Got<readonly Link[] | undefined>> => {
    const seen = await readAt(url, limits, false)
    if ('trouble' in seen) return seen
    if (seen.taken === undefined) return { url: seen.url, taken: undefined }
    const { linksOf } = await import('./links.ts')
    const { bytes, headers } = seen.taken
    return { url: seen.url, taken: linksOf(pageText(bytes, headers['content-type']), seen.url) }
  }

  const resourcesAt = async (
    url: string,
    limits: OriginLimits,
  ): Promise<Got<readonly Resource[] | undefined>> => {
    const seen = await readAt(url, limits, true)
    if ('trouble' in seen) return seen
    return {
      url: seen.url,
      taken: seen.taken === undefined ? undefined : resourcesOf(jsonOf(seen.taken.bytes)),
    }
  }

  const fileAt = async (sought: Sought, url: string, own: string): Promise<Acquired> => {
    const limits = sought.origin
    const seconds = limits.seconds ?? DEFAULT_SECONDS
    const { known } = sought
    const seen = await visitor.visit(
      {
        url,
        limits,
        own,
        seconds,
        robots: true,
        // what is remembered is of this one address
        headers: (at) => (known.url === shown(at, url) ? conditionsOf(known, hidesNothing(at, url)) : {}),
      },
      async (answer, at) =>
        answer.status === 304
          ? 'unchanged'
          : download(effects, answer, at, {
              into: sought.into,
              maxBytes: limits.maxBytes ?? DEFAULT_MAX_BYTES,
              seconds,
              open: url,
            }),
    )
    if ('trouble' in seen) return failed(sought, seen.trouble)
    if (seen.taken === 'unchanged') return { state: 'unchanged', validators: known }
    return 'trouble' in seen.taken ? failed(sought, seen.taken.trouble) : seen.taken.fetched
  }

  const byPage = async (sought: Sought, origin: PageOrigin): Promise<Acquired> => {
    const seen = await once(pages, origin.page, origin, () => linksAt(origin.page, origin))
    if ('trouble' in seen) return failed(sought, seen.trouble)
    if (seen.taken === undefined)
      return failed(sought, {
        code: 'acquire/page-unreadable',
        facts: { url: readable(seen.url, origin.page) },
      })
    const { pickLink } = await import('./links.ts')
    const picked = pickLink(seen.taken, readable(seen.url, origin.page), origin)
    return 'trouble' in picked
      ? failed(sought, picked.trouble)
      : fileAt(sought, picked.link.url, hostOf(origin.page))
  }

  const byCkan = async (sought: Sought, origin: CkanOrigin): Promise<Acquired> => {
    const api = apiAddress(origin)
    const facts = { url: readable(api), dataset: origin.dataset }
    const seen = await once(packages, api, origin, () => resourcesAt(api, origin))
    if ('trouble' in seen)
      return failed(
        sought,
        seen.trouble.code === 'acquire/not-found' ? { code: 'acquire/no-dataset', facts } : seen.trouble,
      )
    if (seen.taken === undefined) return failed(sought, { code: 'acquire/no-ckan', facts })
    const picked = pickResource(seen.taken, origin)
    if ('trouble' in picked) return failed(sought, picked.trouble)
    const { url } = picked.resource
    return fileAt(sought, URL.canParse(url, origin.ckan) ? new URL(url, origin.ckan).href : url, hostOf(api))
  }

  return {
    fetch: (sought) => {
      const { origin } = sought
      if ('url' in origin) return fileAt(sought, origin.url, hostOf(origin.url))
      if ('page' in origin) return byPage(sought, origin)
      if ('ckan' in origin) return byCkan(sought, origin)
      return fetchFromFolder(effects, sought, origin)
    },
    requests: client.requests,
  }
}

function failed(sought: Sought, { code, facts }: Trouble): Acquired {
  return { state: 'failed', problem: acquireProblem(code, sought.where, facts) }
}

/** A header takes no line break and nothing but ASCII. */
function agentOf({ version, contact }: FetcherOptions): string {
  const about = contact?.replace(/[^\u0021-\u007e]+/g, '').replace(/[()]/g, '') ?? ''
  return about === '' ? `${TOKEN}/${version}` : `${TOKEN}/${version} (+${about})`
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
