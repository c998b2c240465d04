/**
 * RO-Crate 1.2 (https://www.researchobject.org/ro-crate/specification/1.2/): the dataset's folder as a research object.
 * It lists every other file that lies there. Of the descriptions beside the records it tells the size and no hash:
 * they are made in the same breath, and SHA256SUMS has all of them.
 */
import type { Licence } from '../lib/licences.ts'
import type { FileFacts, Json, Release } from '../lib/model.ts'
import { datasetIri } from '../lib/terms.ts'
import { documentOf, RO_CRATE } from './documents.ts'
import { FORMATS, fullMediaType } from './formats.ts'
import { basis, type Info, organization, organizationIri } from './schema-terms.ts'

export interface CrateFile {
  /** as it lies in the folder */
  readonly name: string
  readonly bytes: number
  readonly sha256?: string
}

/** A crate must have the day of its publication (2.2.2), so there is none before the first release. */
export function roCrateOf(
  info: Info & { readonly release: Release },
  files: readonly CrateFile[],
  licence: Licence,
): Json {
  const { source, release } = info
  const records = files.filter(({ name }) => formatOfFile(info.id, name) !== undefined)
  const made = source === null ? [] : [creation(source, records), basis(source)]
  const { contactPoint, ...publisher } = organization(info)
  const contact = { '@id': `${info.publisher.baseIri}#contact` }
  return {
    '@context': 'https://w3id.org/ro/crate/1.2/context',
    '@graph': [
      {
        '@id': RO_CRATE,
        '@type': 'CreativeWork',
        conformsTo: { '@id': 'https://w3id.org/ro/crate/1.2' },
        about: { '@id': './' },
      },
      {
        '@id': './',
        '@type': 'Dataset',
        name: info.title.ja,
        description: info.description.ja,
        // RO-Crate 1.2, 4.1: the address of a crate on the web is an identifier of its root
        identifier: datasetIri(info.publisher, info.id),
        datePublished: release.issued,
        dateModified: release.modified,
        version: release.version,
        inLanguage: 'ja',
        ...(info.keywords.length === 0 ? {} : { keywords: [...info.keywords] }),
        ...(info.temporal === undefined ? {} : { temporalCoverage: info.temporal }),
        license: { '@id': licence.iri },
        publisher: { '@id': organizationIri(info) },
        author: { '@id': organizationIri(info) },
        ...(source === null
          ? {}
          : { isBasedOn: { '@id': basis(source)['@id'] ?? '' }, mentions: { '@id': CREATION } }),
        hasPart: files.map(({ name }) => ({ '@id': name })),
      },
      {
        ...publisher,
        ...(contactPoint === undefined ? {} : { contactPoint: contact }),
      },
      ...(isMembers(contactPoint) ? [{ ...contactPoint, ...contact }] : []),
      {
        '@id': licence.iri,
        '@type': 'CreativeWork',
        name: licence.title.ja,
        alternateName: licence.title.en,
        identifier: info.publisher.licence,
      },
      ...files.map((file) => fileEntity(info, file)),
      ...made,
    ],
  }
}

const CREATION = '#creation'

/**
 * How the records came out of the source: what went in and what came out. By whom and when is not known; a program as
 * its instrument would need an address and a version (ro-crate-1.2_32), and the bytes would change with every version.
 */
function creation(source: NonNullable<Info['source']>, records: readonly CrateFile[]): Json {
  return {
    '@id': CREATION,
    '@type': 'CreateAction',
    name: `${source.title.ja} → CSV, JSON, …`,
    object: { '@id': basis(source)['@id'] ?? '' },
    result: records.map(({ name }) => ({ '@id': name })),
  }
}

/** Sizes are in bytes, as a text (4.2.1). */
function fileEntity(info: Info, { name, bytes, sha256 }: CrateFile): Json {
  const format = formatOfFile(info.id, name)
  const document = documentOf(info.id, name)
  const mediaType = format === undefined ? document?.mediaType : fullMediaType(format)
  const title = format === undefined ? document?.title.ja : `${info.title.ja}（${format.label}）`
  return {
    '@id': name,
    '@type': 'File',
    name: title ?? name,
    ...(mediaType === undefined ? {} : { encodingFormat: mediaType }),
    contentSize: String(bytes),
    ...(sha256 === undefined ? {} : { sha256 }),
  }
}

function formatOfFile(dataset: string, name: string) {
  return FORMATS.find(({ suffix }) => name === `${dataset}.${suffix}`)
}

function isMembers(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The files of the dataset's folder among those written. */
export function crateFiles(id: string, facts: readonly FileFacts[]): readonly CrateFile[] {
  const folder = `datasets/${id}/`
  return facts.flatMap(({ path, bytes, sha256 }) =>
    path.startsWith(folder) ? [{ name: path.slice(folder.length), bytes, sha256 }] : [],
  )
}
