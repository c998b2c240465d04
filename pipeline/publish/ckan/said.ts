/**
 * What we have told a portal of a dataset, kept at the portal itself, so that what we no longer say can be taken away
 * and what a person has added there (a tag, an extra, a group) stays.
 */
import type { CkanDataset } from '../../lib/ckan.ts'
import { isObject, listOf, textOf } from '../../lib/object.ts'

/** The extra that tells it. */
export const SAID = 'hiraku_said'

/** Its value while the dataset is being made: nobody but the organization sees it yet. */
export const INCOMPLETE = 'incomplete'

const PARTS = ['extras', 'fields', 'groups', 'tags'] as const

export type Said = Readonly<Record<(typeof PARTS)[number], readonly string[]>>

export const NOTHING_SAID: Said = { extras: [], fields: [], groups: [], tags: [] }

/** The extra's value. */
export function saidOf(dataset: CkanDataset): string {
  return JSON.stringify({
    extras: Object.keys(dataset.extras).sort(),
    fields: Object.keys(dataset.fields).sort(),
    groups: [...dataset.groups].sort(),
    tags: [...dataset.tags].sort(),
  })
}

/** What a portal's dataset says that we have told it; nothing where it says nothing that can be read. */
export function readSaid(text: string | undefined): Said {
  let value: unknown
  try {
    value = JSON.parse(text ?? '')
  } catch {
    return NOTHING_SAID
  }
  const of = (part: (typeof PARTS)[number]): readonly string[] =>
    isObject(value) ? listOf(value[part]).flatMap((name) => textOf(name) ?? []) : []
  return { extras: of('extras'), fields: of('fields'), groups: of('groups'), tags: of('tags') }
}
