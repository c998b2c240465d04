/** Properties of a document that name a person: its author, who saved it last. Programs and offices are none. */
import type { FileProperties } from '../../lib/grid.ts'
import { masked } from '../../lib/mask.ts'
import type { Place, Problem } from '../../problem.ts'
import { inspectProblem } from '../problems.ts'
import { readsAsPerson } from './person.ts'
import type { PrivacySettings } from './settings.ts'

export function propertyProblems(
  properties: FileProperties,
  place: Place,
  settings: PrivacySettings,
): readonly Problem[] {
  const told = (name: string, value: string): Problem =>
    inspectProblem('inspect/property-person', place, { name, actual: masked(value) })
  return [
    ...settings.words.properties.flatMap((name) =>
      named(properties, name).flatMap(([key, value]) =>
        namesPerson(value, settings) ? [told(key, value)] : [],
      ),
    ),
    ...settings.words.organizations.flatMap((name) =>
      named(properties, name).flatMap(([key, value]) =>
        readsAsPerson(value, settings) === 'no' ? [] : [told(key, value)],
      ),
    ),
  ]
}

/** Its own, and those of files within a ZIP: `<entry>: <name>`. */
function named(properties: FileProperties, name: string): readonly (readonly [string, string])[] {
  return Object.entries(properties).filter(([key]) => key === name || key.endsWith(`: ${name}`))
}

/** Whatever is neither a program nor an office: a name, a number of staff, an account. */
export function namesPerson(value: string, settings: PrivacySettings): boolean {
  const plain = value.normalize('NFKC').trim().toLowerCase()
  if (plain === '' || settings.words.nobody.includes(plain)) return false
  if (readsAsPerson(value, settings) === 'sure') return true
  return !settings.words.offices.some((word) => plain.includes(word))
}
