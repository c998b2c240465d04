/** Why something could not be had, before it is known for which source: pages and rules are asked for once for many. */
import type { HttpAnswer, HttpFault } from '../lib/http/http.ts'
import { restsUntil } from '../lib/http/retry.ts'
import { japanTime } from '../lib/japan.ts'
import type { Facts, Text } from '../problem.ts'
import { readable } from './address.ts'
import type { BodyEnd } from './body.ts'
import type { acquireProblems } from './problems.ts'

export interface Trouble {
  readonly code: keyof typeof acquireProblems
  readonly facts: Facts
}

export function trouble(code: Trouble['code'], facts: Facts): { readonly trouble: Trouble } {
  return { trouble: { code, facts } }
}

/** `open`: the address before redirects (lib/address.ts). */
export function troubleOfFault({ fault, detail }: HttpFault, address: string, open = address): Trouble {
  const url = readable(address, open)
  const host = new URL(address).host
  const why = inWords(detail)
  const facts = { url, host, whyJa: why.ja, whyEn: why.en }
  switch (fault) {
    case 'unknown-host':
      return { code: 'acquire/unknown-host', facts }
    case 'refused':
    case 'timeout':
    // where nothing was read of it
    case 'slow':
      return { code: 'acquire/no-answer', facts }
    case 'broken':
      return { code: 'acquire/broken', facts }
    case 'certificate':
    case 'not-https':
      return { code: 'acquire/certificate', facts }
    case 'proxy':
      return { code: 'acquire/proxy', facts }
    case 'private':
      return { code: 'acquire/private-address', facts: { url, host, actual: detail } }
    case 'other':
      return { code: 'acquire/network', facts }
  }
}

/** A body that did not come whole, though nothing broke. */
export function troubleOfBody(
  { end, bytes, packing }: BodyEnd,
  url: string,
  { maxBytes, seconds }: { readonly maxBytes: number; readonly seconds: number },
): Trouble {
  if (end === 'too-large') return { code: 'acquire/too-large', facts: { url, expected: maxBytes } }
  if (end === 'slow') return { code: 'acquire/too-slow', facts: { url, actual: bytes, expected: seconds } }
  return {
    code: 'acquire/packed',
    facts: { url, actual: end === 'damaged' ? `${packing} (damaged)` : packing },
  }
}

/** A host that asks for more quiet than a run lasts; told in the time of Japan, wherever the machine stands. */
export function troubleOfRest(
  answer: Pick<HttpAnswer, 'status' | 'headers'>,
  now: Date,
  address: string,
  open = address,
): Trouble | undefined {
  const until = restsUntil(answer, now)
  if (until === undefined) return undefined
  // the next whole minute: then it is over
  const expected = japanTime(new Date(Math.ceil(until.getTime() / 60_000) * 60_000).toISOString())
  const facts = { url: readable(address, open), host: new URL(address).host, actual: answer.status, expected }
  return { code: 'acquire/asked-to-wait', facts }
}

/** What a status says that is neither the file nor a redirect. */
export function troubleOfStatus(status: number, address: string, open = address): Trouble {
  const facts = { url: readable(address, open), host: new URL(address).host, actual: status }
  if (status === 401 || status === 407) return { code: 'acquire/sign-in', facts }
  if (status === 403) return { code: 'acquire/forbidden', facts }
  if (status === 404 || status === 410) return { code: 'acquire/not-found', facts }
  if (status === 451) return { code: 'acquire/legal', facts }
  if (status === 429) return { code: 'acquire/too-many', facts }
  if (status >= 500) return { code: 'acquire/server-error', facts }
  return { code: 'acquire/status', facts }
}

/** What undici, OpenSSL and the system say, in words of clerks; what is none of these stays as it is said. */
const SAID: readonly (readonly [RegExp, string, string])[] = [
  [/^no answer within (\d+)000 ms$/, '$1 秒待っても返事がありません', 'no answer within $1 seconds'],
  [/^not whole within (\d+)000 ms$/, '$1 秒では届き終わりません', 'not whole within $1 seconds'],
  [/^(\d+) of (\d+) bytes$/, '$2 バイトのうち $1 バイトまで', '$1 of $2 bytes'],
  [/timeout|timed ?out/i, '時間内に返事がありません', 'no answer in time'],
  [/ECONNREFUSED/, 'つなぐのを断られました', 'the connection was refused'],
  [/EHOSTUNREACH|ENETUNREACH/, 'そこまでの道がありません', 'there is no way to it'],
  [
    /other side closed|ECONNRESET|ECONNABORTED|EPIPE|socket hang up|terminated/,
    '相手が通信を切りました',
    'the other side closed the connection',
  ],
  [/certificate has expired/i, '証明書の期限が切れています', 'the certificate has expired'],
  [/altnames/i, 'ほかのサーバーの証明書です', 'the certificate is of another host'],
  [
    /self[- ]signed|unable to (?:get|verify)/i,
    '証明書を出した所を確かめられません',
    'who issued the certificate could not be verified',
  ],
]

function inWords(detail: string): Text {
  for (const [pattern, ja, en] of SAID) {
    const found = pattern.exec(detail)
    if (found === null) continue
    const put = (text: string): string => text.replace(/\$(\d)/g, (_, at: string) => found[Number(at)] ?? '')
    return { ja: put(ja), en: put(en) }
  }
  return { ja: detail, en: detail }
}
