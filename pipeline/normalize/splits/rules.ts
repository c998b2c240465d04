/** The splits by name, and how one is compiled for its targets. */
import type { Field, SplitCell, ValueContext } from '../../lib/field.ts'
import type { SplitName } from '../../lib/grid-declaration.ts'
import { address } from './address.ts'
import { coordinates } from './coordinates.ts'
import { hours } from './hours.ts'
import { nameAndKana } from './name-and-kana.ts'
import { period } from './period.ts'
import { phones } from './phones.ts'
import type { SplitRule } from './speak.ts'

export const splitRules: Readonly<Record<SplitName, SplitRule>> = {
  coordinates,
  address,
  phones,
  hours,
  period,
  'name-and-kana': nameAndKana,
}

/** A value per target, in the order of the targets. */
export function compileSplit(name: SplitName, targets: readonly Field[], context: ValueContext): SplitCell {
  return splitRules[name].compile(targets, context)
}
