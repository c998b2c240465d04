/** What undici, OpenSSL and the system throw, as faults. */
import { PRIVATE } from './effects-address.ts'
import type { HttpFault, HttpFaultKind } from './lib/http/http.ts'

/** code of ours for an answer that did not begin in time */
export const LATE = 'HIRAKU_LATE'
/** and for one that went on for too long */
export const SLOW = 'HIRAKU_SLOW'

const KINDS: Readonly<Record<string, HttpFaultKind>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  ECONNRESET: 'broken',
  ECONNABORTED: 'broken',
  EPIPE: 'broken',
  UND_ERR_SOCKET: 'broken',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'broken',
  HPE_INVALID_EOF_STATE: 'broken',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  [LATE]: 'timeout',
  [SLOW]: 'slow',
  [PRIVATE]: 'private',
  ERR_SSL_WRONG_VERSION_NUMBER: 'not-https',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'not-https',
  EPROTO: 'not-https',
}

/** OpenSSL's names for what is wrong with a certificate (https://nodejs.org/api/tls.html#x509-certificate-error-codes). */
const CERTIFICATE = /CERT|^UNABLE_TO_|^(?:INVALID_CA|PATH_LENGTH_EXCEEDED|INVALID_PURPOSE|HOSTNAME_MISMATCH)$/

const UNSENT = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  PRIVATE,
  // https spoken to a server of http
  'EPROTO',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
])

/** What undici says of a proxy has no code of its own. */
const PROXY = /^Proxy (?:response|Authentication)/

/** As data: what the system says, and what kind of trouble that is. */
export function faultOf(error: unknown): HttpFault {
  const code = codeOf(error)
  const detail = detailOf(error)
  if (PROXY.test(detail)) return { fault: 'proxy', detail, unsent: true }
  return { fault: KINDS[code] ?? (CERTIFICATE.test(code) ? 'certificate' : 'other'), detail }
}

/** No connection came about: nothing can have been done. */
export function isUnsent(error: unknown): boolean {
  const code = codeOf(error)
  return UNSENT.has(code) || CERTIFICATE.test(code)
}

function codeOf(error: unknown): string {
  for (const one of chainOf(error)) if ('code' in one && typeof one.code === 'string') return one.code
  return ''
}

/** An address of several numbers is tried at each: the first of the errors stands for all. */
function* chainOf(error: unknown): Generator<object> {
  let at = error
  for (let depth = 0; depth < 4 && typeof at === 'object' && at !== null; depth++) {
    yield at
    at =
      'cause' in at && at.cause !== undefined
        ? at.cause
        : 'errors' in at && Array.isArray(at.errors)
          ? at.errors[0]
          : undefined
  }
}

function detailOf(error: unknown): string {
  for (const one of chainOf(error)) if (one instanceof Error && one.message !== '') return one.message
  return codeOf(error) === '' ? String(error) : codeOf(error)
}
