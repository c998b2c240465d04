/** Addresses as they may be printed and kept: without what opens doors. */

/** Words in names of parameters whose values open doors. */
const SECRET =
  /token|key|secret|sign|sig$|password|passwd|pwd|auth|credential|sess|jwt|hmac|ticket|^sid$|code$/i

/**
 * Without user, password and fragment, and with `…` for what in the query may be a secret. `open`: the address as
 * source.yaml or a public page says it, where this is one that a redirect led to: what the query holds beyond that was made
 * for whoever asked, whatever its names say.
 */
export function shown(address: string, open = address): string {
  if (!URL.canParse(address)) return address.replace(/\/\/[^/@\s]*@/, '//').replace(/\?.*$/, '?…')
  const url = new URL(address)
  url.username = ''
  url.password = ''
  url.hash = ''
  url.pathname = url.pathname.replace(/;([^=/;]+)=[^/;]*/g, (whole, name: string) =>
    SECRET.test(name) ? `;${name}=…` : whole,
  )
  const known = new Set(URL.canParse(open) ? partsOf(new URL(open).search) : [])
  url.search = url.search.replace(/[^?&;]+/g, (part) => {
    const [name = ''] = part.split('=')
    const isNamed = part.includes('=')
    if (known.has(part) && !(isNamed && SECRET.test(name))) return part
    return isNamed ? `${name}=…` : '…'
  })
  // `URL` writes … as %E2%80%A6
  return url.href.replace(/([=?&;])%E2%80%A6(?=[&;/?]|$)/g, '$1…')
}

function partsOf(search: string): readonly string[] {
  return search.match(/[^?&;]+/g) ?? []
}

const ADDRESS = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>`「」（）]+/gi

/** A text with the addresses in it as they may be shown; what hides nothing stays as it is written. */
export function withShownAddresses(text: string): string {
  return text.replace(ADDRESS, (address) => (hidesNothing(address) ? address : shown(address)))
}

/** `new URL` writes an address in its own way: only what was hidden makes it another. */
export function hidesNothing(address: string, open = address): boolean {
  if (!URL.canParse(address)) return shown(address, open) === address
  const url = new URL(address)
  url.hash = ''
  return shown(address, open) === url.href
}
