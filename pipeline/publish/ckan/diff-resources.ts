/** The files: which are not there, other, no longer offered, in another order; and whose they are. */
import { byteText, listText } from './change.ts'
import { isSame, type Note } from './note.ts'
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
  /** one of them that holds a table, which goes with it only if it is deleted by itself */
  readonly goneTable?: string
  /** all ids; absent where the order is right */
  readonly order?: readonly string[]
  /** the table is not known to be whole */
  readonly table: boolean
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
        missing.push(one)
      continue
    }
    const fields = { ...one.fields, ...markerOf(has, one, wanted, known) }
    const differing = Object.keys(fields).filter((key) => {
      // a portal that keeps no fields of others has no use for them
      if (key === KEY && has.fields[KEY] === undefined) return false
      if (isBytes(key)) return false
      const what = `resources.${one.key}.${key}`
      return !isSaid(key, has.fields[key], fields[key]) && note(what, has.fields[key], fields[key])
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
  const goneTable = gone.find(({ fields }) => fields['datastore_active'] === 'true')?.id
  const order = orderOf(shown, ids)
  const moved =
    order !== undefined && note('order', undefined, listText(wanted.resources.map(({ key }) => key)))
  return {
    missing,
    stale,
    told,
    gone: gone.map(({ id }) => id),
    ...(goneTable === undefined ? {} : { goneTable }),
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
