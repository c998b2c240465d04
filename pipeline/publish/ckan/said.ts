/**
 * What we have told a portal of a dataset, kept at the portal itself, so that what we no longer say can be taken away
 * and what a person has added there (a tag, an extra, a group) stays. It stands in a field of our first resource:
 * extras are shown to everybody on the dataset's page, a resource's own fields only among its further details.
 */
import type { CkanDataset } from '../../lib/ckan.ts'
import { addressOf, type Shown } from './shown.ts'

/** The resource's field that tells it; of a dataset that is being made the extra that marks it and tells it. */
export const SAID = 'hiraku_said'

/** Begins the extra: nobody but the organization sees the dataset yet. The extra goes when it opens. */
const INCOMPLETE = 'incomplete'

/** Tells a memory of nothing from none. */
const NOTHING = 'nothing'

/** What every dataset of ours has need not be kept. */
const ALWAYS = { fields: ['title', 'notes', 'license_id'], extras: ['identifier', 'uri'] } as const

const PARTS = ['tags', 'groups', 'extras', 'fields'] as const

export type Said = Readonly<Record<(typeof PARTS)[number], readonly string[]>>

export interface Makes {
  readonly offer: { readonly iri: string }
  /** keys of extras that the portal's conventions can make */
  readonly makes: readonly string[]
}

/** `tags: 避難所, 防災; extras: frequency, theme`: it has blanks, so that a page can break the line. */
export function saidOf({ tags, groups, extras, fields }: CkanDataset): string {
  const keys = (texts: Readonly<Record<string, string>>, always: readonly string[]): readonly string[] =>
    Object.keys(texts).filter((key) => !always.includes(key))
  const said: Said = {
    tags,
    groups,
    extras: keys(extras, ALWAYS.extras),
    fields: keys(fields, ALWAYS.fields),
  }
  const told = PARTS.filter((part) => said[part].length > 0)
  return (
    told.map((part) => `${part}: ${[...said[part]].sort().map(escaped).join(', ')}`).join('; ') || NOTHING
  )
}

/** What the extra of a dataset that is being made says. */
export function incompleteOf(dataset: CkanDataset): string {
  return `${INCOMPLETE}; ${saidOf(dataset)}`
}

/**
 * Ours which nobody but its organization sees yet; what a person has made private stays so. `made`: by this run, which
 * a portal that keeps no extras can not tell.
 */
export function isUnfinished({ isPrivate, extras }: Shown, made = false): boolean {
  return isPrivate && (made || extras[SAID]?.split('; ')[0] === INCOMPLETE)
}

/**
 * What we have told of a portal's dataset. Where nothing tells it, as at a portal that keeps no fields but its own,
 * extras that our conventions can make are taken for ours, and of lists nothing is: there we only add.
 */
export function formerlySaid(shown: Shown, { offer, makes }: Makes): Said {
  const texts = shown.resources.map(({ fields }) => fields[SAID])
  // broken off while it was made, it may be told otherwise now
  const memories = [...texts, ...(isUnfinished(shown) ? [shown.extras[SAID]] : [])].flatMap(
    (text = '') => read(text) ?? [],
  )
  const isOurs = addressOf(shown) === offer.iri
  const of = (part: keyof Said): readonly string[] => memories.flatMap((memory) => memory[part])
  return {
    tags: of('tags'),
    groups: of('groups'),
    extras: memories.length === 0 && isOurs ? makes : of('extras'),
    fields: [...(isOurs ? ALWAYS.fields : []), ...of('fields')],
  }
}

/** Undefined where it tells nothing that we have written. */
function read(text: string): Said | undefined {
  const sections = text.split('; ')
  const lists = PARTS.map((part): [keyof Said, readonly string[]] => {
    const section = sections.find((one) => one.startsWith(`${part}: `)) ?? ''
    return [
      part,
      section === ''
        ? []
        : section
            .slice(part.length + 2)
            .split(', ')
            .map(unescaped),
    ]
  })
  const { tags = [], groups = [], extras = [], fields = [] } = Object.fromEntries(lists)
  const isEmpty = lists.every(([, names]) => names.length === 0)
  return isEmpty && !sections.includes(NOTHING) ? undefined : { tags, groups, extras, fields }
}

/** An extra's key may hold anything. */
function escaped(name: string): string {
  return name.replace(/[%,;]/g, encodeURIComponent)
}

function unescaped(name: string): string {
  return name.replace(/%(25|2C|3B)/g, decodeURIComponent)
}
