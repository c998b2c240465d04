/** What CKAN's package_create would take (https://docs.ckan.org/en/2.11/api/); owner_org is the portal's business. */
import type { Licence } from '../lib/licences.ts'
import type { DatasetInfo, Json } from '../lib/model.ts'
import { datasetIri } from '../lib/terms.ts'
import type { CatalogFile } from './entry.ts'
import { formatOf, fullMediaType } from './formats.ts'

export function ckanOf(info: DatasetInfo, files: readonly CatalogFile[], licence: Licence): Json {
  const { publisher, release } = info
  const contact = publisher.contact
  const folder = datasetIri(publisher, info.id)
  return {
    name: info.id.toLowerCase().replace(/[^a-z0-9_-]/g, '-'),
    title: info.title.ja,
    notes: info.description.ja,
    license_id: licence.ckan,
    ...(release === null ? {} : { version: release.version }),
    ...(contact?.name === undefined ? {} : { maintainer: contact.name }),
    ...(contact?.email === undefined ? {} : { maintainer_email: contact.email }),
    tags: tagsOf(info.keywords).map((name) => ({ name })),
    extras: extrasOf(info),
    resources: files.map((file) => {
      const format = formatOf(file.format)
      // CKAN guesses none of these when an id is given, never fills the hash, and drops a file name that is not ASCII.
      return {
        name: `${info.title.ja}（${format.label}）`,
        format: format.short,
        mimetype: fullMediaType(format),
        size: file.bytes,
        hash: file.sha256,
        url: folder + file.name,
      }
    }),
  }
}

/**
 * CKAN takes a tag of 2 to 100 letters, digits, spaces and `_ - .` and refuses the whole dataset for another
 * (子育て・教育, a lone 税). A keyword is cut at what is refused; what is then too short or long is left out.
 */
export function tagsOf(keywords: readonly string[]): readonly string[] {
  const tags = keywords
    .flatMap((keyword) => keyword.normalize('NFC').split(/[^\p{L}\p{N}_ .-]+/u))
    .map((tag) => tag.trim())
    .filter((tag) => [...tag].length >= 2 && [...tag].length <= 100)
  return [...new Set(tags)]
}

/** Keys of ckanext-dcat where it has one; a key may stand once, and an empty value is refused. */
function extrasOf(info: DatasetInfo): Json {
  const { publisher, release, source } = info
  const [start, end] = info.temporal?.split('/') ?? []
  const extras: readonly (readonly [string, string | undefined])[] = [
    ['identifier', datasetIri(publisher, info.id)],
    ['title_en', info.title.en],
    ['description_en', info.description.en],
    ['issued', release?.issued],
    ['modified', release?.modified],
    ['language', 'ja'],
    ['frequency', info.frequency],
    ['theme', info.category],
    ['temporal_start', start],
    ['temporal_end', end],
    ['conforms_to', info.conformsTo],
    ['publisher_name', publisher.name.ja],
    ['全国地方公共団体コード', publisher.code],
    ['spdx_license', publisher.licence],
    ['source_title', source?.title.ja],
    ['source_sha256', source?.snapshot.sha256],
  ]
  return extras.flatMap(([key, value]) => (value === undefined || value === '' ? [] : [{ key, value }]))
}
