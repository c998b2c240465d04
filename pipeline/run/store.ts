/**
 * The entries on disk. Those of this run wait in `next` until dist/ holds what they speak of: a killed run
 * leaves no entry that says other than dist/.
 */
import path from 'node:path'
import { type Effects, readText } from '../effects.ts'
import { type Entry, formatEntry, parseEntry } from './entry.ts'
import type { SourceFolder } from './project.ts'

interface Places {
  readonly cache: string
  readonly next: string
}

/** The unit that is made of all others: catalog, report, SHA256SUMS. */
export const WHOLE = 'whole'

export function unitOfSource(folder: SourceFolder): string {
  return `sources/${folder.publisher}/${folder.source}`
}

/** The unit that makes a publisher's open data list. */
export function unitOfPublisher(publisher: string): string {
  return `publishers/${publisher}`
}

export interface Store {
  /** this run's entry, else the remembered one */
  load(unit: string): Entry | undefined
  /** for a unit that was worked on; to be promoted when dist/ follows */
  put(unit: string, entry: Entry): void
  /** the same entry with fresh signatures: what it speaks of is as it was */
  refresh(unit: string, entry: Entry): void
  isPending(unit: string): boolean
}

export function openStore(effects: Effects, places: Places): Store {
  const pending = new Set<string>()
  const fileOf = (unit: string) => path.join(pending.has(unit) ? places.next : places.cache, `${unit}.entry`)
  const write = (unit: string, entry: Entry) =>
    effects.writeFile(fileOf(unit), formatEntry(entry), { sync: false })
  return {
    load(unit) {
      const file = fileOf(unit)
      return effects.stat(file) === undefined ? undefined : parseEntry(readText(effects, file))
    },
    put(unit, entry) {
      pending.add(unit)
      write(unit, entry)
    },
    refresh: write,
    isPending: (unit) => pending.has(unit),
  }
}

/** Moves this run's entries to the remembered ones; may be done again after an interruption. */
export function promote(effects: Effects, places: Places): void {
  const move = (folder: string) => {
    for (const name of effects.list(path.join(places.next, folder))) {
      const inside = path.join(folder, name)
      if (effects.stat(path.join(places.next, inside))?.isDirectory === true) move(inside)
      else {
        effects.makeFolder(path.join(places.cache, folder))
        effects.rename(path.join(places.next, inside), path.join(places.cache, inside))
      }
    }
  }
  move('')
  effects.remove(places.next)
}
