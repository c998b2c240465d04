/**
 * Addresses of mail in a text, and whose they are by their domain. From each at sign outward: no text takes long. Some
 * write the sign in brackets, against collectors of addresses, or put spaces beside it.
 */
import type { MailDomains } from './settings.ts'

export interface MailFound {
  readonly start: number
  readonly end: number
  readonly kind: keyof MailDomains
}

const NONE: readonly MailFound[] = []

/** Of narrow text; the first look asks it of text that is not. */
const AT_SIGN = / {0,2}(?:@|[([{<【［〔] ?(?:a|at|アット|アットマーク) ?[)\]}>】］〕]) {0,2}/gi
export const WRITTEN_AT = /[([{<【［〔（] ?(?:[aａ][tｔ]?|アット|アットマーク) ?[)\]}>】］〕）]/i

/** `text` is narrow (plain.ts). Addresses of organizations are none. */
export function privateMails(
  text: string,
  mailOf: (domain: string) => keyof MailDomains | undefined,
): readonly MailFound[] {
  let found: MailFound[] | undefined
  for (const { 0: sign, index: at } of text.matchAll(AT_SIGN)) {
    const from = at + sign.length
    let start = at
    while (start > 0 && at - start < 64 && isLocal(text.charCodeAt(start - 1))) start -= 1
    let end = from
    while (end < text.length && end - from < 254 && isDomain(text.charCodeAt(end))) end += 1
    while (end > from && text.charCodeAt(end - 1) === 46) end -= 1
    // https://example.com/@name and @name are handles, no addresses
    if (start === at || end === from) continue
    const kind = mailOf(text.slice(from, end))
    if (kind === undefined) continue
    found ??= []
    found.push({ start, end, kind })
  }
  return found ?? NONE
}

function isLetter(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

/** RFC 5321, 4.1.2, but for what nobody uses */
function isLocal(code: number): boolean {
  return isLetter(code) || code === 46 || code === 95 || code === 43 || code === 45 || code === 37
}

function isDomain(code: number): boolean {
  return isLetter(code) || code === 46 || code === 45
}
