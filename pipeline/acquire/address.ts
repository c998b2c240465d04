/** Addresses as people may see them, and which hosts a source may lead to. */
import type { OriginLimits } from '../lib/origin.ts'

/** Words in names of parameters whose values open doors. */
const SECRET = /token|key|secret|sign|sig$|password|passwd|pwd|auth|credential|session|code$/i

/** Without user, password and fragment, and with `…` for what in the query may be a secret. */
export function shown(address: string): string {
  if (!URL.canParse(address)) return address.replace(/\/\/[^/@\s]*@/, '//').replace(/\?.*$/, '?…')
  const url = new URL(address)
  url.username = ''
  url.password = ''
  url.hash = ''
  url.search = url.search.replace(/([?&;])([^=&;]+)=([^&;]*)/g, (whole, mark: string, name: string) =>
    SECRET.test(name) ? `${mark}${name}=…` : whole,
  )
  // `search` writes … as %E2%80%A6
  return url.href.replaceAll('=%E2%80%A6', '=…')
}

/** For people: Japanese is read, not counted in percent signs. */
export function readable(address: string): string {
  const text = shown(address)
  try {
    return decodeURI(text)
  } catch {
    return text
  }
}

export function isAllowed(host: string, own: string, limits: OriginLimits): boolean {
  return host === own || (limits.hosts ?? []).some((one) => hostOf(one) === host)
}

/** As `new URL` writes it: `例.jp` → `xn--…`. */
function hostOf(text: string): string {
  return URL.canParse(`http://${text}`) ? new URL(`http://${text}`).hostname : text
}
