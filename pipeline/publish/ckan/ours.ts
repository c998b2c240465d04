/** What of a portal is a publisher's own: datasets by their address, resources by their id. */
import type { CkanPublisher } from './given.ts'
import { addressOf, type Shown, type ShownResource } from './shown.ts'
import { KEY, resourceId, type Wanted } from './wanted.ts'

/** This very dataset. */
export function isOurs(shown: Shown, { offer, name, resources }: Wanted): boolean {
  if (isHarvested(shown)) return false
  const address = addressOf(shown)
  if (address !== '') return address === offer.iri
  // a portal whose schema keeps no extras (ckanext-scheming): nobody else makes resources with such ids
  return (
    shown.name === name &&
    shown.resources.some(({ id }) => resources.some(({ key }) => id === resourceId(shown.id, key)))
  )
}

/** ckanext-dcat keeps `guid` (harvesters/rdf.py); ckanext-harvest tells the others in the index (before_dataset_index). */
const HARVESTED = ['guid', 'harvest_object_id', 'harvest_source_id']

/** A harvester's copy bears our address too, and is written over at its next run. */
function isHarvested({ extras }: Shown): boolean {
  return HARVESTED.some((key) => extras[key] !== undefined)
}

export interface Ours {
  readonly iri: string
  /** dataset id, as in dist/ */
  readonly id: string
  readonly shown: Shown
}

/**
 * A dataset of one of these publishers. Several projects may share a base and an organization (a prefecture and its
 * cities): a dataset's id begins with its publisher's code, whatever else the portal's conventions tell.
 */
export function findOurs(shown: Shown, publishers: readonly CkanPublisher[]): Ours | undefined {
  const iri = isHarvested(shown) ? '' : addressOf(shown)
  for (const { organization, base, code } of publishers) {
    const folder = `${base}datasets/`
    if (!iri.startsWith(`${folder}${code}_`) || !shown.organization.includes(organization)) continue
    return { iri, id: iri.slice(folder.length).replace(/[/#].*$/, ''), shown }
  }
  return undefined
}

/** Its id is made of the dataset's and of what it says it is; where it does not say so, of what its file is called. */
export function isOurResource(shown: Shown, { id, fields, fileName }: ShownResource): boolean {
  const [, ...endings] = fileName.split('.')
  const hints = [
    fields[KEY],
    fields['format']?.toLowerCase(),
    fileName,
    endings.at(-1),
    // `x.sjis.csv` is `csv-sjis`
    [...endings].reverse().join('-'),
  ]
  return hints.some((hint) => hint !== undefined && resourceId(shown.id, hint) === id)
}
