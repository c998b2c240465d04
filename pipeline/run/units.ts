/** The units that have files in dist/, in the order in which they were done, each read when it is asked for. */
import type { Entry } from './entry.ts'
import type { SourceFolder } from './project.ts'
import { type Store, unitOfPublisher, unitOfSource, WHOLE } from './store.ts'

export interface Units {
  readonly sources: SourceFolder[]
  readonly publishers: string[]
}

/** Folders of dist/ that hold the files of several units. */
export const SHARED = ['', 'catalog', 'datasets', 'sources'] as const

/** All but the whole. */
export function partsOf(units: Units): readonly string[] {
  return [...units.sources.map(unitOfSource), ...units.publishers.map(unitOfPublisher)]
}

export function allUnits(units: Units): readonly string[] {
  return [...partsOf(units), WHOLE]
}

/** Throws where an entry that was there is gone: someone else wrote into .hiraku/. */
export function entryOf(store: Store, unit: string): Entry {
  const entry = store.load(unit)
  if (entry === undefined) throw new Error(`the entry of ${unit} has gone`)
  return entry
}
