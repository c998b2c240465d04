/** What the portal shows against what it should show: pure, and the same for the plan and for each step of apply. */
import type { Change } from '../target.ts'
import { byteText, listText, wordsOf } from './change.ts'
import { INCOMPLETE, readSaid, SAID } from './said.ts'
import type { Shown, ShownResource, Texts } from './shown.ts'
import { KEY, resourceId, TABLE, TABLE_KEY, type Wanted, type WantedResource } from './wanted.ts'

export interface Diff {
  readonly fields: Texts
  /** whole lists, as they shall be; absent where nothing is to be changed */
  readonly tags?: readonly string[]
  readonly extras?: Texts
  readonly groups?: readonly string[]
  readonly missing: readonly WantedResource[]
  /** bytes are to go up */
  readonly stale: readonly Told[]
  /** only what is said of them */
  readonly told: readonly Told[]
  /** ids of ours that are no longer offered */
  readonly gone: readonly string[]
  /** all ids; absent where the order is right */
  readonly order?: readonly string[]
  /** the table is not known to be whole */
  readonly table: boolean
  /** from unfinished, draft or deleted to what everybody sees */
  readonly opens: boolean
  readonly changes: readonly Change[]
  /** all that differs, also what says nothing to a person: `title`, `extras.identifier`, `file …` */
  readonly whats: readonly string[]
  /** others', which stay */
  readonly foreign: readonly ShownResource[]
}

export interface Told {
  readonly id: string
  readonly wanted: WantedResource
  readonly fields: Texts
}

/** What is known beside what is shown. */
export interface Known {
  /** what the portal does not keep (`title`, `resources.csv.hash`): not asked for again */
  readonly ignored: ReadonlySet<string>
  /** the table was found or made whole just now */
  readonly tableWhole: boolean
}

export const NOTHING_KNOWN: Known = { ignored: new Set(), tableWhole: false }

export function diffOf(shown: Shown, wanted: Wanted, known: Known): Diff {
  const changes: Change[] = []
  const whats: string[] = []
  /** Notes a change, and whether it is to be made. */
  const note = (what: string, before: string | undefined, after: string | undefined): boolean => {
    if (known.ignored.has(what)) return false
    whats.push(what)
    const words = wordsOf(what, before, after)
    if (words !== undefined) changes.push(words)
    return true
  }
  const opens = opensOf(shown)
  if (opens) note('state', stateOf(shown), 'active')
  const texts = textsDiff(shown, wanted, note)
  const resources = resourcesDiff(shown, wanted, known, note)
  return { ...texts, ...resources, opens, changes, whats }
}

/** Nothing is to be sent. */
export function isSettled(diff: Diff): boolean {
  return (
    !diff.opens &&
    !diff.table &&
    Object.keys(diff.fields).length === 0 &&
    diff.tags === undefined &&
    diff.extras === undefined &&
    diff.groups === undefined &&
    diff.order === undefined &&
    [diff.missing, diff.stale, diff.told, diff.gone].every((list) => list.length === 0)
  )
}

export function bytesOf({ missing, stale }: Pick<Diff, 'missing' | 'stale'>): number {
  return [...missing, ...stale.map(({ wanted }) => wanted)].reduce((sum, { file }) => sum + file.bytes, 0)
}

/** Ours which nobody but its organization sees yet; what a person has made private stays so. */
export function isUnfinished(shown: Shown): boolean {
  return shown.isPrivate && shown.extras[SAID] === INCOMPLETE
}

function opensOf(shown: Shown): boolean {
  return shown.state !== 'active' || isUnfinished(shown)
}

function stateOf(shown: Shown): string {
  return isUnfinished(shown) ? INCOMPLETE : shown.state
}

type Note = (what: string, before: string | undefined, after: string | undefined) => boolean

function textsDiff(
  shown: Shown,
  wanted: Wanted,
  note: Note,
): Pick<Diff, 'fields' | 'tags' | 'extras' | 'groups'> {
  const { dataset } = wanted
  const said = readSaid(shown.extras[SAID])
  const unsaid = said.fields.filter((key) => dataset.fields[key] === undefined)
  const name: [string, string] = ['name', wanted.name]
  const fields = Object.fromEntries(
    [name, ...Object.entries(dataset.fields), ...unsaid.map((key): [string, string] => [key, ''])].filter(
      ([key, after]) =>
        !isSame(shown.fields[key], after) && note(key, shown.fields[key], after === '' ? undefined : after),
    ),
  )
  const list = (
    what: string,
    before: readonly string[],
    formerly: readonly string[],
    now: readonly string[],
  ) => {
    const after = merged(before, formerly, now)
    return sameSet(before, after) || !note(what, listText(before), listText(after)) ? undefined : after
  }
  const tags = list('tags', shown.tags, said.tags, dataset.tags)
  const groups = list('groups', shown.groups, said.groups, dataset.groups)
  const extras = extrasDiff(shown, wanted, said.extras, note)
  return {
    fields,
    ...(tags === undefined ? {} : { tags }),
    ...(groups === undefined ? {} : { groups }),
    ...(extras === undefined ? {} : { extras }),
  }
}

function extrasDiff(shown: Shown, wanted: Wanted, said: readonly string[], note: Note): Texts | undefined {
  const out: Record<string, string> = { ...shown.extras }
  const gone = said.filter((key) => wanted.extras[key] === undefined && shown.extras[key] !== undefined)
  let differs = false
  for (const [key, after] of [
    ...Object.entries(wanted.extras),
    ...gone.map((key) => [key, undefined] as const),
  ]) {
    const before = shown.extras[key]
    if (after !== undefined && isSame(before, after)) continue
    if (!note(`extras.${key}`, before, after)) continue
    differs = true
    if (after === undefined) delete out[key]
    else out[key] = after
  }
  return differs ? out : undefined
}

function resourcesDiff(
  shown: Shown,
  wanted: Wanted,
  known: Known,
  note: Note,
): Pick<Diff, 'missing' | 'stale' | 'told' | 'gone' | 'order' | 'table' | 'foreign'> {
  const there = new Map(shown.resources.map((resource) => [resource.id, resource]))
  const missing: WantedResource[] = []
  const stale: Told[] = []
  const told: Told[] = []
  const ids: string[] = []
  for (const one of wanted.resources) {
    const id = resourceId(shown.id, one.key)
    const has = there.get(id)
    ids.push(id)
    if (has === undefined) {
      if (note(`file ${one.file.path}`, undefined, byteText(one.file.bytes, one.file.sha256)))
        missing.push(one)
      continue
    }
    const fields = { ...one.fields, ...markerOf(has, one, wanted, known) }
    const differing = Object.keys(fields).filter((key) => {
      // a portal that keeps no fields of others has no use for them
      if (key === KEY && has.fields[KEY] === undefined) return false
      if (isBytes(key)) return false
      const what = `resources.${one.key}.${key}`
      return !isSame(has.fields[key], fields[key]) && note(what, has.fields[key], fields[key])
    })
    if (
      isOther(has, one) &&
      note(`file ${one.file.path}`, wasText(has), byteText(one.file.bytes, one.file.sha256))
    )
      stale.push({ id, wanted: one, fields })
    else if (differing.length > 0)
      told.push({
        id,
        wanted: one,
        fields: Object.fromEntries(differing.map((key) => [key, fields[key] ?? ''])),
      })
  }
  const others = shown.resources.filter(({ id }) => !ids.includes(id))
  const gone = others.filter(
    (resource) => isOurs(shown, resource) && note(`file ${resource.fileName}`, wasText(resource), undefined),
  )
  const order = orderOf(shown, ids)
  const moved =
    order !== undefined && note('order', undefined, listText(wanted.resources.map(({ key }) => key)))
  return {
    missing,
    stale,
    told,
    gone: gone.map(({ id }) => id),
    ...(moved && order !== undefined ? { order } : {}),
    table: isTableOpen(there.get(resourceId(shown.id, TABLE_KEY)), wanted, known),
    foreign: others.filter((resource) => !isOurs(shown, resource)),
  }
}

/** The table hangs on the CSV resource; where the portal drops our marks, only a look at the table can tell. */
function isTableOpen(has: ShownResource | undefined, { marker }: Wanted, { tableWhole }: Known): boolean {
  if (marker === null || tableWhole) return false
  return has === undefined || has.fields[TABLE] !== marker
}

/**
 * Before rows are touched the mark is taken off: broken off in the middle, and published again as it was before, the
 * table must not be taken for whole.
 */
function markerOf(has: ShownResource, { key }: WantedResource, wanted: Wanted, known: Known): Texts {
  if (key !== TABLE_KEY || wanted.marker === null || has.fields[TABLE] === wanted.marker) return {}
  if (known.tableWhole) return dropsMarks(has) ? {} : { [TABLE]: wanted.marker }
  return has.fields[TABLE] === undefined ? {} : { [TABLE]: '' }
}

/** A portal whose schema keeps no fields but its own (ckanext-scheming). */
function dropsMarks(has: ShownResource): boolean {
  return has.fields[KEY] === undefined
}

/** These go with the bytes, and only with them. */
function isBytes(key: string): boolean {
  return key === 'hash' || key === 'size'
}

function isOther(has: ShownResource, { file, fileName }: WantedResource): boolean {
  return (
    !has.uploaded ||
    has.fileName !== fileName ||
    has.fields['hash'] !== file.sha256 ||
    has.fields['size'] !== String(file.bytes)
  )
}

function wasText({ fields, url }: ShownResource): string {
  const { size, hash } = fields
  return size === undefined || !hash ? url : byteText(Number(size), hash)
}

/** Ours: its id is made of the dataset's and of what it says it is. */
function isOurs(shown: Shown, { id, fields, fileName }: ShownResource): boolean {
  const hints = [fields[KEY], fields['format']?.toLowerCase(), fileName, fileName.split('.').at(-1)]
  return hints.some((hint) => hint !== undefined && resourceId(shown.id, hint) === id)
}

/** Ours among themselves in our order, in the places that ours have; others stay where they are. */
function orderOf(shown: Shown, ids: readonly string[]): readonly string[] | undefined {
  const there = shown.resources.map(({ id }) => id)
  const ours = there.filter((id) => ids.includes(id))
  const right = ids.filter((id) => there.includes(id))
  if (ours.every((id, i) => id === right[i])) return undefined
  const next = right.values()
  return there.map((id) => (ids.includes(id) ? (next.next().value ?? id) : id))
}

/** CKAN keeps line ends and outer spaces as forms send them. */
function isSame(before: string | undefined, after: string | undefined): boolean {
  return plain(before) === plain(after)
}

function plain(text: string | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').trim()
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && b.every((one) => a.includes(one))
}

/** What others have added stays; what we said formerly and no longer say goes. */
function merged(
  before: readonly string[],
  formerly: readonly string[],
  now: readonly string[],
): readonly string[] {
  const kept = before.filter((one) => now.includes(one) || !formerly.includes(one))
  return [...new Set([...kept, ...now])].sort()
}
