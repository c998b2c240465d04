/** What a thread that reads ranges of a table is made of. */
import { nodeEffects } from '../../effects-node.ts'
import { isObject } from '../../lib/object.ts'
import type { ByteRange } from './cut.ts'
import { compilePart, type PartPlan, partAnswerer } from './part.ts'
import type { Answerer } from './thread.ts'

/** Called by `thread.ts`. The first message is the plan, each after it a range. */
export function answerer(): Answerer {
  const effects = nodeEffects()
  let answer: Answerer | undefined
  return (message) => {
    if (isPlan(message)) {
      answer = partAnswerer(compilePart(message.plan, effects), isRange)
      return { value: null, transfer: [] }
    }
    if (answer === undefined) throw new Error('a range without a plan')
    return answer(message)
  }
}

function isPlan(message: unknown): message is { readonly plan: PartPlan } {
  return isObject(message) && isObject(message.plan)
}

function isRange(message: unknown): message is ByteRange {
  return isObject(message) && ['from', 'to', 'first'].every((name) => typeof message[name] === 'number')
}
