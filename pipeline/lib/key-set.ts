/**
 * Which keys were there before, in 16 bytes a key or a little more, whatever their length: only a hash of 64 bits is
 * kept, and the row. Two keys of a million are taken for the same by chance once in 37 million files.
 */

export interface KeySet {
  /** the row that has the key already; undefined where it is new, and is now of this row */
  take(key: string, row: number): number | undefined
  /** the same for a key whose hash is known */
  takeHash(high: number, low: number, row: number): number | undefined
  readonly size: number
}

const FIRST = 1 << 12
/** Filled at most so far: 12 bytes a place are 14 to 20 a key. */
const FULL = 0.85
const GROWTH = 1.4
const SCALE = 2 ** 32

export function createKeySet(): KeySet {
  // three numbers to a place: both halves of the hash, and the row; row 0 is a free place
  let places = FIRST
  let table = new Uint32Array(places * 3)
  let size = 0
  const hash = new Uint32Array(2)

  /** Where the key stands, or the free place where it would. */
  const find = (within: Uint32Array, many: number, high: number, low: number): number => {
    // the low half chooses the place by its part of the whole range, so that any number of places will do
    let at = Math.floor((low / SCALE) * many)
    for (;;) {
      const slot = at * 3
      if (within[slot + 2] === 0 || (within[slot] === high && within[slot + 1] === low)) return slot
      at = at + 1 === many ? 0 : at + 1
    }
  }

  const grow = (): void => {
    const more = Math.ceil(places * GROWTH)
    const next = new Uint32Array(more * 3)
    for (let slot = 0; slot < table.length; slot += 3) {
      const row = table[slot + 2] ?? 0
      if (row === 0) continue
      const high = table[slot] ?? 0
      const low = table[slot + 1] ?? 0
      const to = find(next, more, high, low)
      next[to] = high
      next[to + 1] = low
      next[to + 2] = row
    }
    table = next
    places = more
  }

  const takeHash = (high: number, low: number, row: number): number | undefined => {
    const slot = find(table, places, high, low)
    const other = table[slot + 2] ?? 0
    if (other !== 0) return other
    table[slot] = high
    table[slot + 1] = low
    table[slot + 2] = row
    size += 1
    if (size > places * FULL) grow()
    return undefined
  }

  return {
    take(key, row) {
      hashKey(key, hash, 0)
      return takeHash(hash[0] ?? 0, hash[1] ?? 0, row)
    },
    takeHash,
    get size() {
      return size
    },
  }
}

/** 64 bits as two numbers of 32, put at `at`: two multiplicative hashes that are mixed at the end (MurmurHash3's finish). */
export function hashKey(key: string, into: Uint32Array, at: number): void {
  let high = 0xdeadbeef ^ key.length
  let low = 0x41c6ce57 ^ key.length
  for (let i = 0; i < key.length; i += 1) {
    const unit = key.charCodeAt(i)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
    // what the product lost above must not be lost to the figures below
    high ^= high >>> 15
    low ^= low >>> 13
  }
  high ^= Math.imul(low, 0x9e3779b1)
  into[at] = mixed(high)
  into[at + 1] = mixed(low ^ Math.imul(high, 0x85ebca77))
}

function mixed(value: number): number {
  let x = value
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}
