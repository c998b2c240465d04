/** The conventions and words of the house, as the run reads them. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { PlainCkan } from '../../pipeline/catalog/ckan-json.ts'
import type { SearchWords } from '../../pipeline/catalog/words.ts'
import type { CkanConventions } from '../../pipeline/lib/ckan.ts'

const portals = new URL('../../schemas/portals/', import.meta.url)

export function preset(name: string): CkanConventions {
  return { ...parse(readFileSync(new URL(`${name}.yaml`, portals), 'utf8')), names: {} }
}

export const words: SearchWords = parse(readFileSync(new URL('words.yaml', portals), 'utf8'))

export const plain: PlainCkan = { conventions: preset('ckan'), words }
