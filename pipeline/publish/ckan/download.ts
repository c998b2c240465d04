/** Gets what a portal serves: an address on another host is asked without the token, from there on too. */
import type { CkanPortal } from '../../lib/ckan.ts'
import type { HttpClient } from '../../lib/http/client.ts'
import type { Place } from '../../problem.ts'
import type { Download } from './api.ts'
import { portalProblem } from './problems.ts'
import { refusalOfFault } from './refusal.ts'

/** CKAN sends to its storage at most once; a sign-in page in circles is none. */
const REDIRECTS = 5

/** What of a portal is needed to talk to it. */
export type PortalAddress = Pick<CkanPortal, 'id' | 'url' | 'limits'>

export interface DownloadContext {
  readonly portal: PortalAddress
  readonly client: HttpClient
  readonly redact: (text: string) => string
  readonly where: Place
  /** with the token: for the portal's own origin only */
  readonly headers: Readonly<Record<string, string>>
}

export async function download(
  url: string,
  { portal, client, redact, where, headers }: DownloadContext,
): Promise<Download> {
  const own = new URL(portal.url).origin
  const fail = (actual: string, at: string): Download => ({
    problem: portalProblem('publish/no-download', where, { actual: redact(actual), url: redact(at) }),
  })
  let at = URL.canParse(url, portal.url) ? new URL(url, portal.url) : undefined
  if (at === undefined) return fail('not a URL', url)
  let trusted = true
  for (let step = 0; step <= REDIRECTS; step++) {
    if (at.protocol !== 'http:' && at.protocol !== 'https:') return fail(at.protocol, bare(at))
    // once it has left the portal, what sends it back may be anybody
    trusted = trusted && at.origin === own
    const { authorization: _, ...open } = headers
    const outcome = await client.open(
      { method: 'GET', url: at.href, headers: trusted ? headers : open },
      'again',
    )
    if ('fault' in outcome) {
      const asked = {
        action: 'download',
        url: bare(at),
        host: at.host,
        where,
        timeoutSeconds: portal.limits.timeoutSeconds,
        bytes: 0,
        redact,
      }
      return { problem: refusalOfFault(outcome, asked).problem }
    }
    const { status, headers: told, body } = outcome.answer
    if (status === 200) return { chunks: body }
    await body[Symbol.asyncIterator]().return?.()
    const next = status >= 300 && status < 400 ? told.location : undefined
    if (next === undefined || !URL.canParse(next, at)) return fail(`HTTP ${status}`, bare(at))
    at = new URL(next, at)
  }
  return fail(`more than ${REDIRECTS} redirects`, bare(at))
}

/** Without credentials and query: addresses of storages carry a key there. */
function bare({ origin, pathname }: URL): string {
  return `${origin}${pathname}`
}
