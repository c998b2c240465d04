/**
 * Holds two versions of a dataset against each other. What is kept of a record is a hash of its key and one of what it
 * says, 40 bytes in all: the records are read again, a piece at a time, when the changes are asked for.
 */
import { hashKey } from '../lib/key-set.ts'
import type { Json } from '../lib/model.ts'
import { recordName } from '../lib/record-id.ts'
import type { ChangeCounts, Comparison, FieldChange, RecordChange, RecordValue, Side } from './change.ts'
import { createPairing, type Pairing } from './pairing.ts'
import { writerOf } from './record-text.ts'
import { forEachOf, stepsOf } from './steps.ts'

/** Changed records of the new side that are held at once while the former side's order is followed. */
const HELD = 10_000

/**
 * Records are the same by the columns of the key; the n-th with a key is held against the n-th with it. Where nothing
 * identifies a record it is known by what it says as a whole: one that changed went and came. A column that is not there
 * says no more than one without value.
 */
export async function compare(
  before: Side,
  after: Side,
  primaryKey: readonly string[],
  /** for tests */
  held: number = HELD,
): Promise<Comparison> {
  const pairing = createPairing()
  const text = writerOf()
  const key = new Uint32Array(2)
  const said = new Uint32Array(2)
  const take = (record: RecordValue) => {
    const whole = text(record)
    hashKey(whole, said, 0)
    hashKey(primaryKey.length === 0 ? whole : recordName(record, primaryKey), key, 0)
  }
  await forEachOf(before.records(), (record) => {
    take(record)
    pairing.former(key, said)
  })
  await forEachOf(after.records(), (record) => {
    take(record)
    pairing.pair(key, said)
  })
  return {
    primaryKey,
    counts: pairing.counts(),
    changes: () => changesOf(before, after, primaryKey, pairing, held),
  }
}

async function* changesOf(
  before: Side,
  after: Side,
  primaryKey: readonly string[],
  pairing: Pairing,
  held: number,
): AsyncGenerator<RecordChange> {
  const nameOf = (record: RecordValue) => (primaryKey.length === 0 ? null : recordName(record, primaryKey))
  const counts: ChangeCounts = pairing.counts()
  if (counts.removed + counts.changed > 0) {
    const later = followingOf(after)
    // removed and changed ones, until as many changed ones are together as may be held
    let block: Waiting[] = []
    let wanted = new Map<number, RecordValue | undefined>()
    let at = 0
    const steps = stepsOf(before.records())
    for (;;) {
      const step = await steps.next()
      if (step.done !== true) {
        const place = pairing.placeOf(at)
        if (place === undefined) block.push({ record: step.value, place: undefined })
        else if (pairing.isChanged(at)) {
          block.push({ record: step.value, place })
          wanted.set(place, undefined)
        }
        at += 1
        if (block.length < held) continue
      }
      await later(wanted)
      for (const { record, place } of block) {
        const key = nameOf(record)
        const now = place === undefined ? undefined : wanted.get(place)
        if (now === undefined || key === null) yield { kind: 'removed', key, record }
        else yield { kind: 'changed', key, fields: fieldsOf(record, now) }
      }
      block = []
      wanted = new Map()
      if (step.done === true) break
    }
  }
  if (counts.added === 0) return
  let at = 0
  const steps = stepsOf(after.records())
  for (;;) {
    const step = await steps.next()
    if (step.done === true) return
    if (!pairing.isPaired(at)) yield { kind: 'added', key: nameOf(step.value), record: step.value }
    at += 1
  }
}

interface Waiting {
  readonly record: RecordValue
  readonly place: number | undefined
}

/**
 * Fills in the records at these places. It goes on where it last stopped and round to there again: where both sides are
 * in one order, all blocks together read the new side once.
 */
function followingOf(side: Side): (wanted: Map<number, RecordValue | undefined>) => Promise<void> {
  let steps = stepsOf(side.records())
  let at = 0
  return async (wanted) => {
    let left = wanted.size
    let rounds = 0
    while (left > 0 && rounds < 2) {
      const step = await steps.next()
      if (step.done === true) {
        steps = stepsOf(side.records())
        at = 0
        rounds += 1
        continue
      }
      if (wanted.has(at)) {
        wanted.set(at, step.value)
        left -= 1
      }
      at += 1
    }
  }
}

/** The fields that say something else: those of the former side first, then those that came. */
function fieldsOf(before: RecordValue, after: RecordValue): readonly FieldChange[] {
  const found: FieldChange[] = []
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was: Json | undefined = before[field]
    const is: Json | undefined = after[field]
    if (JSON.stringify(was ?? null) === JSON.stringify(is ?? null)) continue
    found.push({
      field,
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
    })
  }
  return found
}
