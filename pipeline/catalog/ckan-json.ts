/** `ckan.json`: what CKAN's package_create would take (https://docs.ckan.org/en/2.11/api/), by the plain conventions. */
import type { CkanConventions } from '../lib/ckan.ts'
import type { Json } from '../lib/model.ts'
import { datasetIri } from '../lib/terms.ts'
import { toldOf } from './ckan.ts'
import type { CatalogEntry } from './entry.ts'
import type { SearchWords } from './words.ts'

/** The preset `ckan`, and the words. */
export interface PlainCkan {
  readonly conventions: CkanConventions
  readonly words: SearchWords
}

export function ckanJsonOf(entry: CatalogEntry, licence: string, { conventions, words }: PlainCkan): Json {
  const { name, fields, tags, extras, resources } = toldOf(entry, conventions, licence, words)
  const folder = datasetIri(entry.publisher, entry.id)
  return {
    name,
    ...fields,
    tags: tags.map((tag) => ({ name: tag })),
    extras: Object.entries(extras).map(([key, value]) => ({ key, value })),
    resources: resources.flatMap((resource) => {
      const file = entry.files.find(({ format }) => format === resource.key)
      // CKAN never fills the hash of an upload
      return file === undefined
        ? []
        : [{ ...resource.fields, size: file.bytes, hash: file.sha256, url: folder + file.name }]
    }),
  }
}
