/** Addresses as people may see them, and which hosts a source may lead to. */
import { hidesNothing, shown } from '../lib/address.ts'
import type { OriginLimits } from '../lib/origin.ts'

export { hidesNothing, shown }

/** For people: Japanese is read, not counted in percent signs. */
export function readable(address: string, open = address): string {
  const text = shown(address, open)
  try {
    // what is no mark to be read stays in percent signs: a line end, a mark that turns text around
    return decodeURI(text).replace(/[^\P{C} ]|[^\P{Z} ]/gu, encodeURIComponent)
  } catch {
    return text
  }
}

/** `own`: host and port that the source names. Of what `hosts` names without a port, every port is meant. */
export function isAllowed(address: URL, own: string, limits: OriginLimits): boolean {
  return address.host === own || (limits.hosts ?? []).some((one) => isNamed(address, one))
}

/** As `new URL` writes it: `例.jp` → `xn--…`. */
function isNamed({ protocol, host, hostname }: URL, text: string): boolean {
  const address = `${protocol}//${text}`
  if (!URL.canParse(address)) return false
  const named = new URL(address)
  return /:\d+$/.test(text) ? named.host === host : named.hostname === hostname
}
