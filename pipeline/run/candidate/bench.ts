/** What trials of newer files work with; made when the first one needs it, for loading it costs more than asking a host. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import type { Place } from '../../problem.ts'
import type { Layout } from '../layout.ts'
import type { Machine } from '../options.ts'
import { nameOf, type SourceFolder } from '../project.ts'
import type { Rooms } from '../rooms.ts'
import { openSchemas, type Schemas } from '../schemas.ts'
import { openStore, WHOLE } from '../store.ts'

export interface Bench {
  readonly effects: Effects
  readonly machine: Machine
  readonly layout: Layout
  readonly schemas: () => Schemas
  readonly rooms: () => Promise<Rooms>
  /** names and headers as they may be printed */
  readonly mask: (text: string) => Promise<string>
  readonly masks: () => Promise<(text: string) => string>
}

export function createBench(effects: Effects, machine: Machine, layout: Layout, taken: number): Bench {
  let schemas: Schemas | undefined
  let rooms: Promise<Rooms> | undefined
  let mask: Promise<(text: string) => string> | undefined
  const own = (): Schemas => {
    // what is made of all names thousands of files: its entry is read once
    schemas ??= openSchemas(
      effects,
      layout.root,
      machine.packageFolder,
      openStore(effects, layout).load(WHOLE)?.ins ?? [],
      taken,
    )
    return schemas
  }
  const masks = (): Promise<(text: string) => string> => {
    mask ??= maskOf(own())
    return mask
  }
  return {
    effects,
    machine,
    layout,
    schemas: own,
    rooms() {
      rooms ??= machine.rooms(own())
      return rooms
    },
    masks,
    mask: async (text) => (await masks())(text),
  }
}

async function maskOf(schemas: Schemas): Promise<(text: string) => string> {
  const { privacyGate } = await import('../../job/table/gate.ts')
  const { readPrivacy } = await import('../file/privacy.ts')
  return privacyGate(readPrivacy(schemas)).maskText
}

/** A newer file as it was got. */
export interface CandidateFile {
  /** where it lies */
  readonly path: string
  /** its name in snapshot/ */
  readonly name: string
  readonly sha256: string
  readonly bytes: number
  readonly from?: string
  readonly etag?: string
  readonly lastModified?: string
  /** the day it was got, where that is not today */
  readonly acquired?: string
}

/** Where a candidate waits, from the project root: the same place as for `add`. */
export function candidateFolder(folder: SourceFolder): string {
  return path.posix.join('.hiraku', 'candidates', nameOf(folder))
}

/** Where its file waits: what is told of it is to be looked up there. */
export function waitingFile(source: string, name: string): string {
  return path.posix.join('.hiraku', 'candidates', source, 'snapshot', name)
}

export function sourcePlace(
  folder: SourceFolder,
): Place & { readonly source: string; readonly file: string } {
  return { source: nameOf(folder), file: `sources/${nameOf(folder)}/source.yaml` }
}
