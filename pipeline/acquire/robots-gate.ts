/** robots.txt of every host that is asked: read once a day, kept in a folder, and its pauses held. */
import type { Effects } from '../effects.ts'
import type { HttpClient } from '../lib/http/client.ts'
import { createGate, type Gate } from '../lib/http/gate.ts'
import type { HttpAnswer, HttpFault } from '../lib/http/http.ts'
import { isObject } from '../lib/object.ts'
import type { OriginLimits } from '../lib/origin.ts'
import { readable } from './address.ts'
import { type BodyEnd, readBody } from './body.ts'
import { parseRobots, ROBOTS_LIMIT, type Robots } from './robots.ts'
import { type Trouble, troubleOfBody, troubleOfFault, troubleOfRest } from './trouble.ts'
import { joined } from './whole.ts'

export const TOKEN = 'Hiraku'
/** RFC 9309 §2.4: no longer than a day; a little less, so that a daily run reads it anew each time */
const KEPT = 20 * 60 * 60 * 1000
/** seconds; who asks for longer pauses is not asked at all */
const LONGEST_DELAY = 60
const MOST_REDIRECTS = 5

export type RobotsEffects = Pick<Effects, 'stat' | 'readFile' | 'writeFile' | 'now' | 'pause'>

export interface RobotsGate {
  /** Why an address may not be asked for; else waits its turn, where the host asks for pauses. `open`: before redirects. */
  readonly stops: (url: string, limits: OriginLimits, open: string) => Promise<Trouble | undefined>
}

type Known = { readonly robots: Robots; readonly gate?: Gate } | { readonly trouble: Trouble }

export function createRobotsGate(
  effects: RobotsEffects,
  client: HttpClient,
  { agent, folder, seconds }: Pick<Asked, 'agent' | 'folder' | 'seconds'>,
): RobotsGate {
  const hosts = new Map<string, Promise<Known>>()
  return {
    stops: async (url, limits, open) => {
      const { origin, host, pathname, search } = new URL(url)
      // what may be reached differs: one source's private host is not another's
      const name = `${limits.private === true} ${origin}`
      const asked =
        hosts.get(name) ??
        lookUp(effects, client, { agent, folder, seconds, origin, isPrivate: limits.private === true })
      hosts.set(name, asked)
      const known = await asked
      if ('trouble' in known) return known.trouble
      const { robots, gate } = known
      const facts = { url: readable(url, open), host, actual: robots.delay ?? 0, expected: LONGEST_DELAY }
      if (!robots.allows(`${pathname}${search}`))
        return { code: 'acquire/robots', facts: { url: readable(url, open), host } }
      if ((robots.delay ?? 0) > LONGEST_DELAY) return { code: 'acquire/robots-delay', facts }
      const leave = await gate?.enter()
      leave?.()
      return undefined
    },
  }
}

interface Asked {
  readonly agent: string
  readonly folder: string
  /** for one try, to its last byte: many sources wait for it */
  readonly seconds: number
  readonly origin: string
  readonly isPrivate: boolean
}

async function lookUp(effects: RobotsEffects, client: HttpClient, asked: Asked): Promise<Known> {
  const file = `${asked.folder}/${asked.origin.replace(/[^A-Za-z0-9.-]+/g, '_')}.json`
  const kept = readKept(effects, file, asked.origin)
  const now = effects.now().getTime()
  // what was kept after now is of a clock that was set back
  if (kept !== undefined && kept.at <= now && now - kept.at < KEPT) return known(effects, kept.text)
  const got = await ask(effects, client, asked)
  if ('text' in got) {
    const about = { origin: asked.origin, fetched: effects.now().toISOString(), text: got.text }
    effects.writeFile(file, `${JSON.stringify(about)}\n`, { sync: false })
    return known(effects, got.text)
  }
  // §2.4: an older one holds while none can be had
  return kept === undefined ? got : known(effects, kept.text)
}

function known(effects: RobotsEffects, text: string): Known {
  const robots = parseRobots(text, TOKEN)
  const { delay = 0 } = robots
  return delay > 0
    ? { robots, gate: createGate(effects, { concurrency: 1, perSecond: 1 / delay }) }
    : { robots }
}

function readKept(
  effects: RobotsEffects,
  file: string,
  origin: string,
): { readonly at: number; readonly text: string } | undefined {
  if (effects.stat(file) === undefined) return undefined
  try {
    const said: unknown = JSON.parse(new TextDecoder().decode(effects.readFile(file)))
    if (!isObject(said) || said.origin !== origin) return undefined
    if (typeof said.fetched !== 'string' || typeof said.text !== 'string') return undefined
    const at = Date.parse(said.fetched)
    return Number.isNaN(at) ? undefined : { at, text: said.text }
  } catch {
    return undefined
  }
}

/** §2.3.1: 4xx, there are none, all is allowed; 5xx, 429 and silence: nothing is. Redirects lead where they lead. */
async function ask(
  { now }: Pick<RobotsEffects, 'now'>,
  client: HttpClient,
  { agent, origin, isPrivate, seconds }: Asked,
): Promise<{ readonly text: string } | { readonly trouble: Trouble }> {
  let url = `${origin}/robots.txt`
  const { host } = new URL(url)
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const outcome = await client.take(
      {
        method: 'GET',
        url,
        headers: { 'user-agent': agent, 'accept-encoding': 'identity' },
        seconds,
        wholeSeconds: seconds,
        // only the host that the source names may stand inside the network
        ...(isPrivate && new URL(url).host === host ? {} : { addresses: 'public' }),
      },
      readHead,
    )
    if ('fault' in outcome) return { trouble: troubleOfFault(outcome, url, origin) }
    const { status, headers, text, ended } = outcome.answer
    if (text !== undefined) return { text }
    if (ended !== undefined) return { trouble: troubleOfHead(ended, url, origin, seconds) }
    const rest = troubleOfRest({ status, headers }, now(), url, origin)
    if (rest !== undefined) return { trouble: rest }
    if (status === 429 || status >= 500) {
      const facts = { url: readable(url, origin), host, actual: status }
      return { trouble: { code: 'acquire/robots-unreachable', facts } }
    }
    const { location } = headers
    if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, url))
      return { text: '' }
    const next = new URL(location, url)
    if (!/^https?:$/.test(next.protocol)) return { text: '' }
    url = next.href
  }
  return { text: '' }
}

/** Rules that can not be read are not known: nothing is fetched by them. */
function troubleOfHead(ended: BodyEnd, address: string, open: string, seconds: number): Trouble {
  const url = readable(address, open)
  if (ended.end !== 'slow') return troubleOfBody(ended, url, { maxBytes: ROBOTS_LIMIT, seconds })
  const facts = { url, host: new URL(address).host, actual: `> ${seconds} s` }
  return { code: 'acquire/robots-unreachable', facts }
}

type Head = Pick<HttpAnswer, 'status' | 'headers' | 'body'> & {
  readonly text?: string
  readonly ended?: BodyEnd
}

async function readHead(answer: HttpAnswer): Promise<Head | HttpFault> {
  if (answer.status < 200 || answer.status >= 300) return answer
  const chunks: Uint8Array[] = []
  let length = 0
  const put = (piece: Uint8Array): void => {
    chunks.push(piece.slice())
    length += piece.length
  }
  const ended = await readBody(answer, { atMost: ROBOTS_LIMIT, put, head: true })
  if ('fault' in ended) return ended
  if (ended.end !== 'whole' && ended.end !== 'too-large') return { ...answer, ended }
  return { ...answer, text: new TextDecoder().decode(joined(chunks, length)) }
}
