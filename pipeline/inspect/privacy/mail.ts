/** Addresses of mail in a text, and whose they are by their domain. From each at sign outward: no text takes long. */
import type { MailDomains } from './settings.ts'

export interface MailFound {
  readonly start: number
  readonly end: number
  readonly kind: keyof MailDomains
}

const NONE: readonly MailFound[] = []

/** `text` is narrow (characters.ts). Addresses of organizations are none. */
export function privateMails(
  text: string,
  mailOf: (domain: string) => keyof MailDomains | undefined,
): readonly MailFound[] {
  let found: MailFound[] | undefined
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at
    while (start > 0 && at - start < 64 && isLocal(text.charCodeAt(start - 1))) start -= 1
    let end = at + 1
    while (end < text.length && end - at < 254 && isDomain(text.charCodeAt(end))) end += 1
    while (end > at && text.charCodeAt(end - 1) === 46) end -= 1
    // https://example.com/@name and @name are handles, no addresses
    if (start === at || end === at + 1) continue
    const kind = mailOf(text.slice(at + 1, end))
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
