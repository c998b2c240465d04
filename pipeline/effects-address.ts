/** Which addresses are of the public internet, and a look-up of names that gives no others. */
import type { LookupAddress, LookupOptions } from 'node:dns'
import { BlockList, isIP, isIPv4 } from 'node:net'

/** What is asked of the system's resolver: every address of a name. */
export type Resolve = (
  host: string,
  options: { readonly all: true; readonly family?: number },
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void

/** code of ours for an address inside a network */
export const PRIVATE = 'HIRAKU_PRIVATE'

/** https://www.iana.org/assignments/iana-ipv4-special-registry: what is not reachable from everywhere. */
const NOT_PUBLIC_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/** Of 2000::/3, the only part given out (https://www.iana.org/assignments/iana-ipv6-special-registry). */
const NOT_PUBLIC_6: readonly (readonly [string, number])[] = [
  // Teredo, ORCHID, benchmarks and their like
  ['2001::', 23],
  ['2001:db8::', 32],
  // 6to4: an IPv4 address inside, of whatever network
  ['2002::', 16],
  ['3fff::', 20],
]

let lists: { readonly no4: BlockList; readonly no6: BlockList; readonly global6: BlockList } | undefined

function listsOf(): NonNullable<typeof lists> {
  if (lists !== undefined) return lists
  lists = { no4: new BlockList(), no6: new BlockList(), global6: new BlockList() }
  for (const [net, bits] of NOT_PUBLIC_4) lists.no4.addSubnet(net, bits, 'ipv4')
  for (const [net, bits] of NOT_PUBLIC_6) lists.no6.addSubnet(net, bits, 'ipv6')
  lists.global6.addSubnet('2000::', 3, 'ipv6')
  return lists
}

/** Whether an IP address (no name, no brackets) is one of the public internet. What is no address is not. */
export function isPublicAddress(address: string): boolean {
  // a zone (`fe80::1%eth0`) belongs to what is of this link alone
  if (isIP(address) === 0 || address.includes('%')) return false
  const { no4, no6, global6 } = listsOf()
  if (isIPv4(address)) return !no4.check(address, 'ipv4')
  const groups = groupsOf(address)
  const within = embedded(groups)
  if (within !== undefined) return !no4.check(within, 'ipv4')
  const plain = groups.map((group) => group.toString(16)).join(':')
  return global6.check(plain, 'ipv6') && !no6.check(plain, 'ipv6')
}

/** The IPv4 address that a mapped one (RFC 4291 §2.5.5.2) or one of NAT64 (RFC 6052) leads to. */
function embedded(groups: readonly number[]): string | undefined {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, high = 0, low = 0] = groups
  const mapped = (a | b | c | d | e) === 0 && f === 0xffff
  const nat64 = a === 0x64 && b === 0xff9b && (c | d | e | f) === 0
  return mapped || nat64 ? `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}` : undefined
}

/** The eight groups of an IPv6 address that is one. */
function groupsOf(address: string): readonly number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  const text =
    dotted === null
      ? address
      : `${dotted[1]}${(Number(dotted[2]) * 256 + Number(dotted[3])).toString(16)}:${(Number(dotted[4]) * 256 + Number(dotted[5])).toString(16)}`
  const [head = '', tail] = text.split('::')
  const numbers = (part: string): readonly number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const before = numbers(head)
  const after = numbers(tail ?? '')
  return [...before, ...Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0), ...after]
}

/** The IP address that a URL's host is, without brackets; undefined for a name. */
export function literalOf(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 ? undefined : bare
}

export function privateError(host: string, address: string): Error {
  return Object.assign(new Error(host === address ? address : `${host}: ${address}`), { code: PRIVATE })
}

type Done = (error: Error | null, address: string | LookupAddress[], family?: number) => void

/**
 * A `lookup` for sockets: what it gives is what is connected to, so nothing can change in between. A name of which one
 * address is not public is refused as a whole.
 */
export function publicLookup(resolve: Resolve) {
  return (host: string, options: LookupOptions, done: Done): void => {
    const family = familyOf(options.family)
    resolve(host, { all: true, ...(family === undefined ? {} : { family }) }, (error, addresses) => {
      if (error !== null) return done(error, [])
      const inside = addresses.find(({ address }) => !isPublicAddress(address))
      if (inside !== undefined) return done(privateError(host, inside.address), [])
      if (options.all === true) return done(null, [...addresses])
      const [first] = addresses
      if (first === undefined) return done(Object.assign(new Error(host), { code: 'ENOTFOUND' }), [])
      done(null, first.address, first.family)
    })
  }
}

function familyOf(family: LookupOptions['family']): number | undefined {
  if (family === 'IPv4') return 4
  if (family === 'IPv6') return 6
  return family
}

/** For a request that a proxy makes: what this computer knows of the name; nothing where it can not resolve it. */
export function insideAddress(resolve: Resolve, host: string): Promise<string | undefined> {
  return new Promise((tell) => {
    resolve(host, { all: true }, (error, addresses) => {
      tell(error === null ? addresses.find(({ address }) => !isPublicAddress(address))?.address : undefined)
    })
  })
}
