/** What schema.org has words for, said the same in `schema-org.jsonld` and in `croissant.json`, which is built on it. */
import { niUri } from '../lib/digest.ts'
import type { Licence } from '../lib/licences.ts'
import type { DatasetInfo, Json } from '../lib/model.ts'
import { datasetIri, isAddress } from '../lib/terms.ts'
import type { CatalogFile } from './entry.ts'
import { formatOf, fullMediaType } from './formats.ts'

export type Info = DatasetInfo & { readonly recordCount: number }

type Members = { readonly [key: string]: Json }

/** A member is left out where its value is not known. */
export function datasetTerms(info: Info, licence: Licence): Members {
  const { title, keywords, release, temporal, source } = info
  return {
    name: title.ja,
    ...(title.en === '' ? {} : { alternateName: title.en }),
    description: longDescription(info, licence),
    url: datasetIri(info.publisher, info.id),
    identifier: info.id,
    inLanguage: 'ja',
    ...(keywords.length === 0 ? {} : { keywords: [...keywords] }),
    license: licence.iri,
    // of these files, which are made by whoever publishes them; who made the source document is not said
    creator: { '@id': organizationIri(info) },
    publisher: organization(info),
    ...(release === null
      ? {}
      : { datePublished: release.issued, dateModified: release.modified, version: release.version }),
    ...(temporal === undefined ? {} : { temporalCoverage: temporal }),
    spatialCoverage: place(info),
    ...(source === null ? {} : { isBasedOn: basis(source) }),
  }
}

export function organizationIri({ publisher }: Pick<Info, 'publisher'>): string {
  return `${publisher.baseIri}#publisher`
}

/** The publisher, with the way to reach it where one is known. */
export function organization(info: Pick<Info, 'publisher'>): Members {
  const { name, code, contact } = info.publisher
  const reach = {
    ...(contact?.name === undefined ? {} : { name: contact.name }),
    ...(contact?.email === undefined ? {} : { email: contact.email }),
    ...(contact?.tel === undefined ? {} : { telephone: contact.tel }),
    ...(contact?.form === undefined ? {} : { url: contact.form }),
  }
  return {
    '@type': 'Organization',
    '@id': organizationIri(info),
    name: name.ja,
    ...(name.en === '' ? {} : { alternateName: name.en }),
    identifier: code,
    ...(Object.keys(reach).length === 0 ? {} : { contactPoint: { '@type': 'ContactPoint', ...reach } }),
  }
}

/** A box of schema.org is written south, west, north, east (https://schema.org/box: lower corner first). */
function place({ publisher }: Info): Members {
  const [west, south, east, north] = publisher.boundingBox ?? []
  return {
    '@type': 'AdministrativeArea',
    name: publisher.name.ja,
    identifier: publisher.code,
    ...(west === undefined
      ? {}
      : { geo: { '@type': 'GeoShape', box: [south, west, north, east].map(String).join(' ') } }),
  }
}

/** The document that the records were read from, named by its bytes. */
export function basis(source: NonNullable<Info['source']>): Members {
  const { sha256, from } = source.snapshot
  return {
    '@type': 'CreativeWork',
    '@id': niUri(sha256),
    name: source.title.ja,
    ...(isAddress(from) ? { url: from } : {}),
  }
}

/** Google wants 50 to 5,000 characters (https://developers.google.com/search/docs/appearance/structured-data/dataset). */
const LEAST = 50
const MOST = 5000

/** A description that is too short goes on with what is known: publisher, count, columns, licence. */
function longDescription(info: Info, licence: Licence): string {
  const text = info.description.ja
  if ([...text].length >= LEAST) return [...text].slice(0, MOST).join('')
  const headers = info.columns.map(({ header }) => header).join('、')
  const terms = `${licence.title.ja} ${licence.iri}`
  const facts = `公開者：${info.publisher.name.ja}。件数：${info.recordCount}。ライセンス：${terms} 。項目：${headers}。`
  return [...`${text}（${facts}）`].slice(0, MOST).join('')
}

/** What both say of a file; its type and its name for others are their own. */
export function fileTerms(info: Info, file: CatalogFile): Members {
  const format = formatOf(file.format)
  return {
    name: `${info.title.ja}（${format.label}）`,
    contentUrl: `${datasetIri(info.publisher, info.id)}${file.name}`,
    encodingFormat: fullMediaType(format),
    contentSize: `${file.bytes} B`,
    sha256: file.sha256,
  }
}
