/** The files of a catalogue, made of entries. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import {
  type Catalog,
  type CatalogEntry,
  catalogFiles,
  catalogHeaderOf,
} from '../../pipeline/catalog/index.ts'
import type { Vocabularies } from '../../pipeline/lib/vocabularies.ts'
import { initiatives, licences, placed, publisher, ratings, textsOf } from '../export/fixture.ts'
import { stage, walk } from './fixture.ts'

const file = new URL('../../schemas/vocabularies.yaml', import.meta.url)

export const vocabularies: Vocabularies = parse(readFileSync(file, 'utf8'))

/** One without a release, one with everything that is known, one in every form that there is. */
export async function entriesOf(): Promise<readonly CatalogEntry[]> {
  const everywhere = { ...placed, publisher: { ...publisher, csvShiftJis: true } }
  const staged = [await stage(ratings), await stage(initiatives), await stage(everywhere)]
  return staged.map(({ entry }) => entry)
}

export type Change = Partial<Catalog> & Pick<Catalog, 'entries' | 'datasets'>

export function catalogOf(change: Change, pageSize?: number) {
  return catalogFiles({ header: catalogHeaderOf(publisher), vocabularies, licences, ...change }, pageSize)
}

export function formsOf(
  entries: readonly CatalogEntry[],
  change: Partial<Catalog> = {},
  pageSize?: number,
): Promise<ReadonlyMap<string, string>> {
  const all = { entries: () => walk(entries), datasets: entries.length, ...change }
  return textsOf(catalogOf(all, pageSize))
}

export function fileOf(texts: ReadonlyMap<string, string>, name: string): string {
  const text = texts.get(`catalog/${name}`)
  if (text === undefined) throw new Error(`no catalog/${name} among ${[...texts.keys()].join(', ')}`)
  return text
}
