/** A dataset as the portal shows it (`package_show`, `package_search`, `package_revise`), with only what is compared. */
import { isObject, listOf, textOf } from '../../lib/object.ts'

export interface Shown {
  /** the portal's own; ours can not be set but by a sysadmin */
  readonly id: string
  readonly name: string
  /** `active`, `draft`, `deleted` */
  readonly state: string
  readonly isPrivate: boolean
  /** its organization's name and id: a portal's file may say either */
  readonly organization: readonly string[]
  /** moves with every change: what `package_revise` is matched with */
  readonly modified: string
  readonly fields: Texts
  readonly tags: readonly string[]
  readonly extras: Texts
  readonly groups: readonly string[]
  readonly resources: readonly ShownResource[]
}

export interface ShownResource {
  readonly id: string
  readonly url: string
  /** last part of the address */
  readonly fileName: string
  /** the portal keeps the bytes itself */
  readonly uploaded: boolean
  readonly fields: Texts
}

export type Texts = Readonly<Record<string, string>>

/** Undefined where it is no dataset at all. */
export function shownOf(result: unknown): Shown | undefined {
  // package_revise wraps it (ckan/logic/action/update.py)
  const said = isObject(result) && isObject(result['package']) ? result['package'] : result
  if (!isObject(said)) return undefined
  const id = textOf(said['id'])
  const name = textOf(said['name'])
  if (id === undefined || name === undefined) return undefined
  const organization = isObject(said['organization']) ? said['organization'] : {}
  return {
    id,
    name,
    state: textOf(said['state']) ?? '',
    isPrivate: said['private'] === true,
    organization: [organization['name'], organization['id'], said['owner_org']].flatMap(
      (of) => textOf(of) ?? [],
    ),
    modified: textOf(said['metadata_modified']) ?? '',
    fields: textsOf(said),
    tags: namesOf(said['tags']),
    extras: extrasOf(said['extras']),
    groups: namesOf(said['groups']),
    resources: listOf(said['resources']).flatMap((one) => resourceOf(one) ?? []),
  }
}

function resourceOf(said: unknown): ShownResource | undefined {
  if (!isObject(said)) return undefined
  const id = textOf(said['id'])
  if (id === undefined) return undefined
  const url = textOf(said['url']) ?? ''
  return {
    id,
    url,
    fileName: url.split('/').at(-1) ?? '',
    uploaded: said['url_type'] === 'upload',
    fields: textsOf(said),
  }
}

/** The address as data that it bears, '' where none: an extra, or a field where the portal's schema has one. */
export function addressOf({ extras, fields }: Shown): string {
  return extras['uri'] ?? fields['uri'] ?? ''
}

/** Fields of one value; CKAN says null and '' of the same nothing, and a size as a number. */
function textsOf(said: Readonly<Record<string, unknown>>): Texts {
  const out = Object.entries(said).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? [[key, String(value)]]
      : [],
  )
  return Object.fromEntries(out)
}

function namesOf(said: unknown): readonly string[] {
  return listOf(said).flatMap((one) => (isObject(one) ? (textOf(one['name']) ?? []) : []))
}

function extrasOf(said: unknown): Texts {
  const out = listOf(said).flatMap((one): [string, string][] => {
    if (!isObject(one)) return []
    const key = textOf(one['key'])
    const value = one['value']
    return key === undefined ? [] : [[key, typeof value === 'string' ? value : JSON.stringify(value ?? '')]]
  })
  return Object.fromEntries(out)
}
