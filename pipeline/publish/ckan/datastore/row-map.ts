/**
 * What a portal's table has: key → hash of the row and the number that the table gave it, 20 bytes a place, 24 to 34 a
 * row. Of key and row only 64 bits are kept (see lib/key-set.ts for what chance makes of that).
 */
import { hashKey } from '../../../lib/key-set.ts'

/** `same`, `other`: the table has the key, with this row or another; `again`: it was asked for before. */
export type Met = 'same' | 'other' | 'new' | 'again'

export interface RowMap {
  /** false: the key is there already */
  readonly put: (key: string, row: string, id: number) => boolean
  /** Asks for a key, which is then known to be wanted. */
  readonly meet: (key: string, row: string) => { readonly met: Met; readonly id: number }
  /** numbers of the rows that nobody asked for */
  readonly left: () => readonly number[]
}

const FIRST = 1 << 10
const FULL = 0.85
const GROWTH = 1.4
const SCALE = 2 ** 32
const WORDS = 5
/** the numbers that CKAN gives are `serial`: 31 bits from 1 */
const WANTED = 2 ** 31
/** the number of what the table did not have */
const NONE = WANTED - 1

export function createRowMap(): RowMap {
  let places = FIRST
  // both halves of the key's hash, both of the row's, the number with a bit for what was asked for; number 0 is free
  let table = new Uint32Array(places * WORDS)
  let size = 0
  const hash = new Uint32Array(4)

  const find = (within: Uint32Array, many: number, high: number, low: number): number => {
    let at = Math.floor((low / SCALE) * many)
    for (;;) {
      const slot = at * WORDS
      if (within[slot + 4] === 0 || (within[slot] === high && within[slot + 1] === low)) return slot
      at = at + 1 === many ? 0 : at + 1
    }
  }

  const grow = (): void => {
    const more = Math.ceil(places * GROWTH)
    const next = new Uint32Array(more * WORDS)
    for (let slot = 0; slot < table.length; slot += WORDS) {
      if (table[slot + 4] === 0) continue
      next.set(table.subarray(slot, slot + WORDS), find(next, more, table[slot] ?? 0, table[slot + 1] ?? 0))
    }
    table = next
    places = more
  }

  const slotOf = (key: string, row: string): number => {
    hashKey(key, hash, 0)
    hashKey(row, hash, 2)
    return find(table, places, hash[0] ?? 0, hash[1] ?? 0)
  }

  const take = (slot: number, id: number): void => {
    table.set(hash, slot)
    table[slot + 4] = id
    size += 1
    if (size > places * FULL) grow()
  }

  return {
    put(key, row, id) {
      const slot = slotOf(key, row)
      if (table[slot + 4] !== 0) return false
      take(slot, id)
      return true
    },
    meet(key, row) {
      const slot = slotOf(key, row)
      const known = table[slot + 4] ?? 0
      if (known >= WANTED) return { met: 'again', id: known - WANTED }
      if (known === 0) {
        take(slot, NONE + WANTED)
        return { met: 'new', id: 0 }
      }
      table[slot + 4] = known + WANTED
      const same = table[slot + 2] === hash[2] && table[slot + 3] === hash[3]
      return { met: same ? 'same' : 'other', id: known }
    },
    left() {
      const ids: number[] = []
      for (let slot = 4; slot < table.length; slot += WORDS) {
        const id = table[slot] ?? 0
        if (id !== 0 && id < WANTED) ids.push(id)
      }
      return ids.sort((a, b) => a - b)
    },
  }
}
