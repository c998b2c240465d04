/** From what came of a request to what it means: a result, or a refusal with its problem. */

import type { WholeAnswer } from '../../lib/http/client.ts'
import type { HttpFault } from '../../lib/http/http.ts'
import { isObject } from '../../lib/object.ts'
import type { Facts, Place } from '../../problem.ts'
import type { CkanOutcome, Refusal } from './api.ts'
import { type PortalCode, portalProblem } from './problems.ts'
import { errorWords, pageTitle } from './words.ts'

/** What a refusal is told of: the request that met it. */
export interface Asked {
  readonly action: string
  /** of the portal, without credentials */
  readonly url: string
  /** `example.lg.jp:8080` */
  readonly host: string
  readonly where: Place
  readonly timeoutSeconds: number
  /** bytes that went up */
  readonly bytes: number
  readonly redact: (text: string) => string
}

export function refusalOfFault(fault: HttpFault, asked: Asked): Refusal {
  const refuse = refuser(asked, undefined, fault.detail)
  const unclear = fault.unsent === true ? 'unreachable' : 'unclear'
  switch (fault.fault) {
    case 'refused':
      return refuse('unreachable', 'publish/portal-refused')
    case 'unknown-host':
      return refuse('unreachable', 'publish/portal-unknown-host')
    case 'certificate':
      return refuse('unreachable', 'publish/portal-certificate')
    case 'not-https':
      return refuse('unreachable', 'publish/portal-not-https')
    case 'proxy':
      return refuse(
        'unreachable',
        /\b407\b/.test(fault.detail) ? 'publish/proxy-login' : 'publish/proxy-refused',
      )
    case 'timeout':
    case 'slow':
      return refuse(unclear, 'publish/portal-timeout')
    case 'broken':
      return refuse(unclear, 'publish/portal-broken')
    // never asked for here: a portal may well stand inside the network
    case 'private':
    case 'other':
      return refuse(unclear, 'publish/portal-fault')
  }
}

export function outcomeOf(answer: WholeAnswer, asked: Asked): CkanOutcome {
  const { status, headers } = answer
  const text = asked.redact(new TextDecoder().decode(answer.body))
  if (status >= 300 && status < 400) return { refusal: refusalOfRedirect(status, headers.location, asked) }
  const said = jsonOf(text)
  if (isObject(said) && said.success === true && status < 300) return { result: said.result }
  return { refusal: refusalOfAnswer(status, said, text, asked) }
}

function refusalOfAnswer(status: number, said: unknown, text: string, asked: Asked): Refusal {
  const errors = isObject(said) && said.success === false ? errorsOf(said.error) : undefined
  const words = errors !== undefined ? errorWords(errors) : typeof said === 'string' ? said : pageTitle(text)
  const refuse = refuser(asked, status, words, errors)
  if (status === 413) return refuse('too-large', 'publish/too-large')
  if (status === 507) return refuse('quota', 'publish/quota')
  if (status === 407) return refuse('unreachable', 'publish/proxy-login')
  if (status === 429) return refuse('unreachable', 'publish/portal-busy')
  if (status === 502 || status === 503 || status === 504) return refuse('unclear', 'publish/portal-busy')
  if (errors !== undefined) return refusalOfCkan(status, errors, words, refuse)
  // CKAN's answer to what it can not even read, or to an action of an extension that it has not
  if (status === 400 && typeof said === 'string')
    return refuse(
      'invalid',
      /Action name not known/.test(said) ? 'publish/no-action' : 'publish/portal-invalid',
    )
  if (status === 401) return refuse('not-allowed', 'publish/portal-login')
  if (status === 403) return refuse('not-allowed', 'publish/portal-blocked')
  if (status === 408) return refuse('unclear', 'publish/portal-busy')
  // no CKAN says that it does not know POST
  if (status === 405 || status === 501) return refuse('not-ckan', 'publish/not-ckan')
  if (status >= 500) return refuse('portal-error', 'publish/portal-error')
  return refuse('not-ckan', 'publish/not-ckan')
}

type Refuse = (kind: Refusal['kind'], code: PortalCode) => Refusal

function refusalOfCkan(
  status: number,
  errors: Readonly<Record<string, unknown>>,
  words: string,
  refuse: Refuse,
): Refusal {
  if (status === 403) return refuse('not-allowed', 'publish/not-allowed')
  if (status === 404) return refuse('not-found', 'publish/not-found')
  // what stands in quotes is ours: `Tag "貯水容量" …`
  const own = words.replace(/"[^"]*"/g, '')
  if (QUOTA.test(own)) return refuse('quota', 'publish/quota')
  if ('upload' in errors && TOO_LARGE.test(own)) return refuse('too-large', 'publish/too-large')
  if (status >= 500) return refuse('portal-error', 'publish/portal-error')
  return refuse('invalid', 'publish/portal-invalid')
}

/** Of extensions: CKAN itself has no quota. */
const QUOTA = /quota|storage limit|out of space|no space left|容量/i
/** `File upload too large`, and what CKAN's translation makes of it */
const TOO_LARGE = /too large|大き|サイズ/i

function errorsOf(error: unknown): Readonly<Record<string, unknown>> {
  return isObject(error) ? error : { message: error }
}

/** Is never followed with a body: where it leads is told, and whether that is the portal itself. */
function refusalOfRedirect(status: number, location: string | undefined, asked: Asked): Refusal {
  const from = new URL(asked.url)
  const target = location !== undefined && URL.canParse(location, from) ? new URL(location, from) : undefined
  // without credentials and query, which may hold what is secret
  const told = target === undefined ? '' : `${target.origin}${target.pathname}`
  const refuse = refuser(asked, status, told.replace(/api\/3\/action\/.*$/, ''))
  if (target === undefined) return refuse('not-ckan', 'publish/not-ckan')
  if (/login|signin|saml|oauth|openid|sso/i.test(target.pathname))
    return refuse('not-allowed', 'publish/portal-login')
  // the port aside: from http to https is the same host; from https to http the token would go in the clear
  const same = target.hostname === from.hostname
  const open = from.protocol === 'https:' && target.protocol !== 'https:'
  return same && !open ? refuse('unreachable', 'publish/moved') : refuse('unreachable', 'publish/moved-away')
}

function refuser(
  asked: Asked,
  status: number | undefined,
  said: string,
  errors: Readonly<Record<string, unknown>> = {},
): Refuse {
  const facts: Facts = {
    actual: asked.redact(said),
    action: asked.action,
    url: asked.url,
    host: asked.host,
    status,
    seconds: asked.timeoutSeconds,
    megabytes: Math.max(0.1, Math.round(asked.bytes / 100_000) / 10),
  }
  return (kind, code) => ({
    kind,
    ...(status === undefined ? {} : { status }),
    errors,
    problem: portalProblem(code, asked.where, facts),
  })
}

function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
