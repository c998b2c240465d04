/** A dataset as the portal should show it. */
import type { CkanDataset } from '../../lib/ckan.ts'
import type { Offer, OfferFile } from '../../lib/offer.ts'
import type { Problem } from '../../problem.ts'
import { publishProblem } from '../problems.ts'
import { tableMarker } from './datastore/marker.ts'
import type { Told } from './datastore/reload.ts'
import type { CkanGiven } from './given.ts'
import { type Makes, SAID, saidOf } from './said.ts'
import type { ShownResource, Texts } from './shown.ts'
import { uuid5 } from './uuid.ts'

/** The resource's field that says which file of ours it is: a portal that drops it drops TABLE too. */
export const KEY = 'hiraku_key'

/** The CSV resource's field that is set when its table is whole, and says of what. */
export const TABLE = 'hiraku_datastore'

/** The resource that holds the table. */
export const TABLE_KEY = 'csv'

export interface Wanted extends Makes {
  readonly offer: Offer
  readonly organization: string
  readonly name: string
  readonly dataset: CkanDataset
  /** with the dataset's address, unless the portal's conventions have a field for it */
  readonly extras: Texts
  readonly resources: readonly WantedResource[]
  /** what TABLE shall say; null: no table */
  readonly marker: string | null
}

export interface WantedResource {
  readonly key: string
  readonly file: OfferFile
  readonly fileName: string
  /** with hash, size and KEY; of the first one with SAID */
  readonly fields: Texts
}

export type WantedOutcome =
  | { readonly wanted: Wanted; readonly problems: readonly Problem[] }
  | { readonly wanted?: undefined; readonly problems: readonly Problem[] }

/** The name of a dataset at a CKAN (ckan/logic/validators.py, name_validator). */
const NAME = /^[a-z0-9_-]{2,100}$/

/** Nothing is sent where the name is none: a name is a part of addresses. */
export async function wantedOf(given: CkanGiven, offer: Offer): Promise<WantedOutcome> {
  const where = { dataset: offer.id }
  const { dataset, problems } = await given.datasetOf(offer)
  if (dataset === undefined) return { problems }
  if (!NAME.test(dataset.name))
    return { problems: [...problems, publishProblem('publish/bad-name', where, { actual: dataset.name })] }
  const publisher = given.publishers.find(({ code }) => code === offer.code)
  if (publisher === undefined)
    return { problems: [...problems, publishProblem('publish/no-publisher', where, { actual: offer.code })] }
  const files = new Map([...offer.files, ...offer.documents].map((file) => [file.key, file]))
  const resources: WantedResource[] = []
  for (const { key, fields } of dataset.resources) {
    const file = files.get(key)
    if (file === undefined)
      return { problems: [...problems, publishProblem('publish/no-file', where, { actual: key })] }
    resources.push({
      key,
      file,
      fileName: uploadName(file.name),
      fields: {
        // without these CKAN guesses from the name, or leaves them blank where an id is given
        mimetype: file.mediaType.split(';')[0] ?? file.mediaType,
        ...fields,
        hash: file.sha256,
        size: String(file.bytes),
        [KEY]: key,
        ...(resources.length === 0 ? { [SAID]: saidOf(dataset) } : {}),
      },
    })
  }
  const hasTable =
    given.portal.datastore && offer.table !== null && resources.some(({ key }) => key === TABLE_KEY)
  return {
    wanted: {
      offer,
      organization: publisher.organization,
      name: dataset.name,
      dataset,
      extras: dataset.fields['uri'] === undefined ? { ...dataset.extras, uri: offer.iri } : dataset.extras,
      makes: Object.keys(given.portal.extras),
      resources,
      marker: hasTable && offer.table !== null ? tableMarker(offer.table, given.sha256) : null,
    },
    problems,
  }
}

/** What a portal says of the table that hangs on this resource. */
export function toldOf({ fields }: ShownResource, { marker }: Wanted): Told {
  return { marked: marker !== null && fields[TABLE] === marker, hash: fields['hash'] }
}

/** The id of our resource in a dataset of the portal. */
export function resourceId(datasetId: string, key: string): string {
  return uuid5(datasetId, key)
}

/**
 * A file name that CKAN keeps as it is: it drops all that is not ASCII, makes capitals small and runs of `-` one
 * (ckan/lib/munge.py, munge_filename; 100 characters, 21 of them the ending's).
 */
export function uploadName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9_.-]/g, '-')
    .replace(/-+/g, '-')
  const dot = plain.lastIndexOf('.')
  const [stem, ending] = dot <= 0 ? [plain, ''] : [plain.slice(0, dot), plain.slice(dot, dot + 21)]
  return `${stem.slice(0, 100 - ending.length)}${ending}`.padStart(3, '_')
}
