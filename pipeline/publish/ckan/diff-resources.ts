/** The files: which are not there, other, no longer offered, in another order; and whose they are. */
import { byteText, listText } from './change.ts'
import type { Known } from './known.ts'
import { isSame, type Note } from './note.ts'
import { isOurResource } from './ours.ts'
import { SAID } from './said.ts'
import type { Shown, ShownResource, Texts } from './shown.ts'
import { KEY, resourceId, TABLE, TABLE_KEY, type Wanted, type WantedResource } from './wanted.ts'

export interface ResourcesDiff {
  readonly missing: readonly WantedResource[]
  /** bytes are to go up */
  readonly stale: readonly Told[]
  /** only what is said of them */
  readonly told: readonly Told[]
  /** ids of ours that are no longer offered */
  readonly gone: readonly string[]
  /** likewise, with a table, which goes along only if the resource is deleted by itself */
  readonly goneTables: readonly string[]
  /** all ids; absent where the order is right */
  readonly order?: readonly string[]
  /** the table is not known to be whole */
  readonly table: boolean
  /** id of the resource whose table, which we wrote, is no longer offered */
  readonly oldTable?: string
  /** others', which stay */
  readonly foreign: readonly ShownResource[]
}

export interface Told {
  readonly id: string
  readonly wanted: WantedResource
  readonly fields: Texts
}

export function resourcesDiff(shown: Shown, wanted: Wanted, known: Known, note: Note): ResourcesDiff {
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
        missing.push(withMark(one, wanted, known))
      continue
    }
    const fields: Texts = {
      ...(has.fields[SAID] ? { [SAID]: '' } : {}),
      ...one.fields,
      ...markerOf(has, one, wanted, known),
    }
    const differing = Object.keys(fields).filter((key) => {
      // a portal that keeps no fields of others has no use for them
      if ((key === KEY || key === SAID) && dropsMarks(has)) return false
      if (isBytes(key)) return false
      const what = `resources.${one.key}.${key}`
      return !isSaid(key, has.fields[key], fields[key]) && note(what, has.fields[key], fields[key])
    })
    if (
      (isOther(has, one) || known.doubted?.has(one.key)) &&
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
  const csv = there.get(resourceId(shown.id, TABLE_KEY))
  const isOld =
    csv !== undefined && hasOldTable(csv, wanted) && isLive(csv) && note('datastore', undefined, undefined)
  const others = shown.resources.filter(({ id }) => !ids.includes(id))
  const gone = others.filter(
    (resource) =>
      isOurResource(shown, resource) && note(`file ${resource.fileName}`, wasText(resource), undefined),
  )
  const goneOf = (table: boolean): readonly string[] =>
    gone.filter((resource) => isLive(resource) === table).map(({ id }) => id)
  const order = orderOf(shown, ids)
  const moved =
    order !== undefined && note('order', undefined, listText(wanted.resources.map(({ key }) => key)))
  return {
    missing,
    stale,
    told,
    gone: goneOf(false),
    goneTables: goneOf(true),
    ...(moved && order !== undefined ? { order } : {}),
    table: isTableOpen(csv, wanted, known),
    ...(isOld ? { oldTable: csv.id } : {}),
    foreign: others.filter((resource) => !isOurResource(shown, resource)),
  }
}

/**
 * The table hangs on the CSV resource. Where it is doubted its mark is changed first; where the portal drops our marks,
 * only a look at the table can tell.
 */
function isTableOpen(has: ShownResource | undefined, { marker }: Wanted, known: Known): boolean {
  if (marker === null || known.tableWhole) return false
  return has?.fields[TABLE] !== marker
}

/**
 * Before rows are touched the mark is made this run's own: broken off in the middle, and published again as it was
 * before, the table must not be taken for whole. Only where that one still stands is the table what this run made it:
 * another publisher puts its own there before it touches a row.
 */
function markerOf(has: ShownResource, { key }: WantedResource, wanted: Wanted, known: Known): Texts {
  const { marker } = wanted
  if (key !== TABLE_KEY || dropsMarks(has)) return {}
  // the mark outlives its table, so that one that was to go is known
  if (marker === null) return hasOldTable(has, wanted) && !isLive(has) ? { [TABLE]: '' } : {}
  if (known.tableWhole) return { [TABLE]: marker }
  if (has.fields[TABLE] === marker && known.doubted?.has(TABLE) !== true) return {}
  return has.fields[TABLE] === undefined && known.writing === undefined
    ? {}
    : { [TABLE]: known.writing ?? '' }
}

/** Others' tables bear no mark of ours; and where the portal shall have no tables, what was there before stays. */
function hasOldTable({ fields }: ShownResource, { offer, resources }: Wanted): boolean {
  return offer.table === null && resources.some(({ key }) => key === TABLE_KEY) && !!fields[TABLE]
}

function isLive({ fields }: ShownResource): boolean {
  return fields['datastore_active'] === 'true'
}

function withMark(one: WantedResource, { marker }: Wanted, { writing }: Known): WantedResource {
  if (one.key !== TABLE_KEY || marker === null || writing === undefined) return one
  return { ...one, fields: { ...one.fields, [TABLE]: writing } }
}

/**
 * The table is still the one that this run wrote: no other has put its mark there. At a portal that drops our marks the
 * file tells: another publisher sends it before it touches a row.
 */
export function isTableOurs(
  shown: Shown,
  { marker, resources }: Wanted,
  { writing, ignored }: Known,
): boolean {
  const has = shown.resources.find(({ id }) => id === resourceId(shown.id, TABLE_KEY))
  const csv = resources.find(({ key }) => key === TABLE_KEY)
  if (has === undefined || csv === undefined) return false
  if (isOther(has, csv) && !ignored.has(`file ${csv.file.path}`)) return false
  if (dropsMarks(has) || ignored.has(`resources.${TABLE_KEY}.${TABLE}`)) return true
  return has.fields[TABLE] === writing || has.fields[TABLE] === marker
}

/** A portal whose schema keeps no fields but its own (ckanext-scheming). */
function dropsMarks(has: ShownResource): boolean {
  return has.fields[KEY] === undefined
}

/** CKAN writes the formats that it knows its own way: GEOJSON → GeoJSON (ckan/config/resource_formats.json). */
function isSaid(key: string, before: string | undefined, after: string | undefined): boolean {
  return key === 'format' ? isSame(before?.toLowerCase(), after?.toLowerCase()) : isSame(before, after)
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
    // a portal whose files lie elsewhere may not know it (ckanext-s3filestore)
    (has.fields['size'] ?? String(file.bytes)) !== String(file.bytes)
  )
}

function wasText({ fields, url }: ShownResource): string {
  const { size, hash } = fields
  return size === undefined || !hash ? url : byteText(Number(size), hash)
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
