/** What a thread that reads ranges of a table is made of. */
import { nodeEffects } from '../../effects-node.ts'
import { isObject } from '../../lib/object.ts'
import type { ByteRange } from './cut.ts'
import { compileParts, type PartPlaces, type PartPlan, type Parts } from './part.ts'
import type { Answerer } from './thread.ts'

/** What a thread is asked after its plan: to read a range, or to put what it gave where there is room for it now. */
export interface PartAsk {
  readonly range: ByteRange
  readonly places?: PartPlaces
}

/** Called by `thread.ts`. The first message is the plan, each after it about a range. */
export function answerer(): Answerer {
  const effects = nodeEffects()
  let parts: Parts | undefined
  return (message) => {
    if (isPlan(message)) {
      parts = compileParts(message.plan, effects)
      return { value: null, transfer: [] }
    }
    if (parts === undefined || !isAsk(message)) throw new Error('a range without a plan')
    if (message.places !== undefined) {
      parts.put(message.range, message.places)
      return { value: null, transfer: [] }
    }
    const value = parts.make(message.range)
    const buffers = [value.keys?.hashes, value.keys?.rows]
    return {
      value,
      transfer: buffers.flatMap((one) => (one?.buffer instanceof ArrayBuffer ? [one.buffer] : [])),
    }
  }
}

function isPlan(message: unknown): message is { readonly plan: PartPlan } {
  return isObject(message) && isObject(message.plan)
}

function isAsk(message: unknown): message is PartAsk {
  if (!isObject(message) || !isObject(message.range)) return false
  const { range } = message
  return ['from', 'to', 'first'].every((name) => typeof range[name] === 'number')
}
