/** What a thread that reads ranges of a table is made of. */
import { nodeEffects } from '../../effects-node.ts'
import { isObject } from '../../lib/object.ts'
import type { ByteRange } from './cut.ts'
import { compilePart, type PartPlan, partAnswerer } from './part.ts'
import type { Answerer } from './thread.ts'

/** Called by `thread.ts` with the plan that the thread was started with. */
export function answerer(plan: PartPlan): Answerer {
  return partAnswerer(compilePart(plan, nodeEffects()), isRange)
}

function isRange(message: unknown): message is ByteRange {
  return isObject(message) && ['from', 'to', 'first'].every((name) => typeof message[name] === 'number')
}
