/** A split: one cell, several fields. It reads its parts by the rules of the fields' kinds and invents none. */
import type { Field, SplitCell, Tell, ValueContext } from '../../lib/field.ts'
import type { Kind } from '../../lib/kinds.ts'
import type { Scalar } from '../../lib/model.ts'
import type { Text } from '../../problem.ts'

export interface SplitRule {
  readonly docs: Text
  readonly compile: (targets: readonly Field[], context: ValueContext) => SplitCell
}

export const nothing = (targets: readonly Field[]): Scalar[] => targets.map(() => null)

/** Places of the targets of a kind, in their order. */
export function slotsOf(targets: readonly Field[], ...kinds: readonly Kind[]): readonly number[] {
  return targets.flatMap((target, slot) => (kinds.includes(target.kind) ? [slot] : []))
}

/** A part that was cut out is in form already, or its rule says what is wrong; that it was mended goes without saying. */
export function quiet(tell: Tell): Tell {
  return (verdict, code, expected) => {
    if (verdict !== 'mended') tell(verdict, code, expected)
  }
}
