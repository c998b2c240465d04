/** One CKAN portal over HTTP. The token goes to the portal's own origin only. */
import type { ClientRequest, HttpClient } from '../../lib/http/client.ts'
import type { Json } from '../../lib/model.ts'
import { isObject } from '../../lib/object.ts'
import type { CallOptions, CkanApi, CkanOutcome } from './api.ts'
import { download, type PortalAddress } from './download.ts'
import { multipartOf } from './multipart.ts'
import { portalProblem } from './problems.ts'
import { type Asked, outcomeOf, refusalOfFault } from './refusal.ts'
import { redactor } from './words.ts'

/** A page of 100 datasets has some MB, a batch of rows at most as many as were sent. */
const ANSWER_LIMIT = 256 << 20

export function createCkanApi(portal: PortalAddress, token: string | undefined, client: HttpClient): CkanApi {
  const secret = token?.trim() === '' ? undefined : token?.trim()
  const redact = redactor(secret)
  const { host, origin, pathname } = new URL(portal.url)
  const where = { file: `portals/${portal.id}.yaml`, key: 'url' }
  // a header takes no other characters (RFC 9110 §5.5); what is wrong with it must not be sent, nor told by another
  const sound = secret === undefined || /^[\x21-\x7e]+$/.test(secret)
  const headers = (more: Readonly<Record<string, string>>) => ({
    'user-agent': 'hiraku',
    accept: 'application/json',
    ...(secret === undefined || !sound ? {} : { authorization: secret }),
    ...more,
  })

  const call = async (action: string, body: Json, options: CallOptions = {}): Promise<CkanOutcome> => {
    if (!sound)
      return {
        refusal: {
          kind: 'not-allowed',
          errors: {},
          problem: portalProblem('publish/token-characters', where),
        },
      }
    const request = requestOf(new URL(`api/3/action/${action}`, portal.url).href, body, options)
    const asked: Asked = {
      action,
      // without credentials, should there be some
      url: `${origin}${pathname}`,
      host,
      where,
      timeoutSeconds: portal.limits.timeoutSeconds,
      bytes: bytesOf(request),
      redact,
    }
    const outcome = await client.read(
      { ...request, headers: headers(request.headers) },
      options.tries ?? 'once',
      ANSWER_LIMIT,
    )
    return 'fault' in outcome ? { refusal: refusalOfFault(outcome, asked) } : outcomeOf(outcome.answer, asked)
  }

  const requestOf = (url: string, body: Json, { uploads = [] }: CallOptions): ClientRequest => {
    if (uploads.length === 0)
      return {
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }
    const boundary = [...client.chance(16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    const form = multipartOf(isObject(body) ? body : {}, uploads, `hiraku-${boundary}`)
    return { method: 'POST', url, headers: { 'content-type': form.contentType }, body: form.body }
  }

  return {
    call,
    download: (url) => download(url, { portal, client, redact, where, headers: headers({ accept: '*/*' }) }),
    isSigned: secret !== undefined,
    requests: client.requests,
  }
}

/** About: of a text its letters are counted. */
function bytesOf({ body }: ClientRequest): number {
  if (body === undefined) return 0
  return typeof body === 'string' || body instanceof Uint8Array ? body.length : body.bytes
}
