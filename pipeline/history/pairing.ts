/** Which record of the former side is which of the new one, by hashes of 64 bits: numbers in typed arrays, no objects. */
import { createKeySet } from '../lib/key-set.ts'
import type { ChangeCounts } from './change.ts'

/** Two halves of a hash. */
type Halves = Uint32Array

export interface Pairing {
  /** the next record of the former side; all of them come first */
  former(key: Halves, said: Halves): void
  /** the next record of the new side */
  pair(key: Halves, said: Halves): void
  counts(): ChangeCounts
  /** where the new side has the former side's record number `at`, from 0 */
  placeOf(at: number): number | undefined
  isChanged(at: number): boolean
  /** whether the new side's record number `at` was there before */
  isPaired(at: number): boolean
}

export function createPairing(): Pairing {
  const keys = createKeySet()
  const saidHigh = createNumbers()
  const saidLow = createNumbers()
  /** of each former record the next with the same key, counted from 1; 0: none */
  const next = createNumbers()
  /** of the first with a key: the last one while the former side is read, then the next that is to be paired */
  const turn = createNumbers()
  /** of each former record its place on the new side, counted from 1 */
  const places = createNumbers()
  const paired = createNumbers()
  const changed = createNumbers()
  let former = 0
  let later = 0
  let added = 0
  let differing = 0
  let isOpen = true
  return {
    former(key, said) {
      const at = former
      former += 1
      saidHigh.set(at, said[0] ?? 0)
      saidLow.set(at, said[1] ?? 0)
      const first = keys.takeHash(key[0] ?? 0, key[1] ?? 0, at + 1)
      if (first === undefined) turn.set(at, at + 1)
      else {
        next.set(turn.get(first - 1) - 1, at + 1)
        turn.set(first - 1, at + 1)
      }
    },
    pair(key, said) {
      if (isOpen) for (let at = 0; at < former; at += 1) if (turn.get(at) > 0) turn.set(at, at + 1)
      isOpen = false
      const at = later
      later += 1
      // a key that is new takes a row behind all of the former side
      const first = keys.takeHash(key[0] ?? 0, key[1] ?? 0, former + 1)
      const known = first === undefined || first > former ? 0 : turn.get(first - 1)
      if (first === undefined || known === 0) {
        added += 1
        return
      }
      turn.set(first - 1, next.get(known - 1))
      places.set(known - 1, at + 1)
      paired.set(at >>> 5, paired.get(at >>> 5) | (1 << (at & 31)))
      if (saidHigh.get(known - 1) === (said[0] ?? 0) && saidLow.get(known - 1) === (said[1] ?? 0)) return
      differing += 1
      const word = (known - 1) >>> 5
      changed.set(word, changed.get(word) | (1 << ((known - 1) & 31)))
    },
    counts() {
      const both = later - added
      return { added, removed: former - both, changed: differing, same: both - differing }
    },
    placeOf(at) {
      const place = places.get(at)
      return place === 0 ? undefined : place - 1
    },
    isChanged: (at) => (changed.get(at >>> 5) & (1 << (at & 31))) !== 0,
    isPaired: (at) => (paired.get(at >>> 5) & (1 << (at & 31))) !== 0,
  }
}

/** Numbers of 32 bits, 0 where none was set. */
function createNumbers(): { get(at: number): number; set(at: number, value: number): void } {
  let held = new Uint32Array(1 << 10)
  return {
    get: (at) => held[at] ?? 0,
    set(at, value) {
      if (at >= held.length) {
        const more = new Uint32Array(Math.max(at + 1, Math.ceil(held.length * 1.5)))
        more.set(held)
        held = more
      }
      held[at] = value
    },
  }
}
