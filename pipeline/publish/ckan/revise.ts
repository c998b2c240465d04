/**
 * The next request that brings a dataset nearer to what it should be. All of it is `package_revise`: one request
 * holds several files and fields, and is refused where another has changed the dataset meanwhile (`match`), so that a
 * request delivered twice does nothing. Each list is taken out and set whole: CKAN merges lists by place.
 */
import type { Hash } from '../../effects.ts'
import type { Json } from '../../lib/model.ts'
import type { Upload } from './api.ts'
import { type CheckedBody, checkedBody, SMALL } from './body.ts'
import type { Diff } from './diff.ts'
import { SAID } from './said.ts'
import type { Shown, Texts } from './shown.ts'
import { resourceId, type WantedResource } from './wanted.ts'
import { isWithdrawn } from './withdrawn.ts'

/** Bytes of several small files in one request; servers in front of a portal often take no more than some 10 MB. */
const BATCH = 8 << 20

/** What of a difference goes into one request. */
export interface Part {
  readonly files: readonly WantedResource[]
  /** all that is said: of the dataset, of resources whose bytes stay, of what is gone */
  readonly rest: boolean
  /** everybody sees it after this */
  readonly opens: boolean
}

export type Next =
  | { readonly part: Part }
  | { readonly part?: undefined; readonly step: 'order' | 'table' | 'drop' | 'clear' }

/** Large files first and alone, so that one which is refused leaves all as it was; `single`: small ones too. */
export function nextOf(diff: Diff, single: boolean): Next {
  const files = [...diff.missing, ...diff.stale.map(({ wanted }) => wanted)]
  const alone = files.find(({ file }) => single || file.bytes > SMALL)
  if (alone !== undefined) return { part: { files: [alone], rest: false, opens: false } }
  let bytes = 0
  const batch = files.filter((one) => {
    bytes += one.file.bytes
    return bytes <= BATCH
  })
  const rest = batch.length === files.length
  const steps = [
    // Taken out of the list its table would stay behind, an orphan (seen on 2.11.6 and 2.12.0). By now another
    // resource tells what we have said.
    ...(diff.goneTables.length > 0 ? (['drop'] as const) : []),
    ...(diff.oldTable === undefined ? [] : (['clear'] as const)),
    ...(diff.order === undefined ? [] : (['order'] as const)),
    ...(diff.table ? (['table'] as const) : []),
  ]
  const [step] = steps
  const opens = rest && step === undefined
  const says =
    diff.told.length + diff.gone.length + Object.keys(diff.fields).length > 0 ||
    diff.tags !== undefined ||
    diff.groups !== undefined ||
    diff.extras !== undefined
  if (files.length > 0 || says || step === undefined) return { part: { files: batch, rest, opens } }
  return { step }
}

export interface Revision {
  readonly body: Readonly<Record<string, Json>>
  readonly uploads: readonly Upload[]
  readonly bytes: number
  /** a file that changed while it went up */
  readonly spoiled: () => WantedResource | undefined
}

export interface Sending {
  readonly sha256: () => Hash
  /** bytes of this request's files that have gone up */
  readonly progress: (done: number) => void
  /** only these groups may be told; absent: nobody has refused any yet */
  readonly groups: ReadonlySet<string> | undefined
}

/** A file that is not what dist/ says is given back instead. */
export function revisionOf(
  shown: Shown,
  diff: Diff,
  part: Part,
  sending: Sending,
): Revision | { readonly spoiledFile: WantedResource } {
  const uploads: Upload[] = []
  const bodies: { readonly one: WantedResource; readonly checked: CheckedBody }[] = []
  for (const one of part.files) {
    const { file, key } = one
    const checked = checkedBody(file, sending.sha256, sending.progress)
    if (checked === undefined) return { spoiledFile: one }
    bodies.push({ one, checked })
    uploads.push({
      field: `update__resources__${resourceId(shown.id, key)}__upload`,
      fileName: one.fileName,
      mediaType: file.mediaType,
      body: checked.body,
    })
  }
  return {
    body: {
      match: { id: shown.id, metadata_modified: shown.modified },
      ...saidOf(shown, diff, part, sending),
      ...resourcesOf(shown, diff, part),
    },
    uploads,
    bytes: part.files.reduce((sum, { file }) => sum + file.bytes, 0),
    spoiled: () => bodies.find(({ checked }) => checked.isSpoiled())?.one,
  }
}

function saidOf(
  shown: Shown,
  diff: Diff,
  { rest, opens }: Part,
  { groups }: Sending,
): Readonly<Record<string, Json>> {
  const filter: string[] = []
  const update: Record<string, Json> = {}
  const replace = (list: string, value: Json): void => {
    filter.push(`-${list}`)
    update[list] = value
  }
  if (rest) {
    Object.assign(update, diff.fields)
    if (diff.tags !== undefined) replace('tags', named(diff.tags))
    const extras = extrasOf(shown, diff, opens)
    if (extras !== undefined)
      replace(
        'extras',
        Object.entries(extras).map(([key, value]) => ({ key, value })),
      )
    filter.push(...diff.gone.map((id) => `-resources__${id}`))
  }
  // One group that the token may not manage, and CKAN refuses the whole request, though it was there before
  // (ckan/logic/auth/create.py, _check_group_auth; seen on 2.11.6 and 2.12.0). What is left out here stays.
  const all = (rest ? diff.groups : undefined) ?? shown.groups
  if (groups !== undefined) replace('groups', named(all.filter((name) => groups.has(name))))
  else if (rest && diff.groups !== undefined) replace('groups', named(diff.groups))
  if (opens && shown.state !== 'active') update['state'] = 'active'
  if (opens && diff.unfinished) update['private'] = false
  return {
    ...(filter.length > 0 ? { filter } : {}),
    ...(Object.keys(update).length > 0 ? { update } : {}),
  }
}

/** While it is being made an extra says so, until it opens. */
function extrasOf(shown: Shown, { extras, unfinished }: Diff, opens: boolean): Texts | undefined {
  const { [SAID]: mark, ...rest } = shown.extras
  if ((!unfinished && !isWithdrawn(shown)) || mark === undefined) return extras
  if (opens) return extras ?? rest
  return extras === undefined ? undefined : { ...extras, [SAID]: mark }
}

function resourcesOf(shown: Shown, diff: Diff, { files, rest }: Part): Readonly<Record<string, Json>> {
  const added = diff.missing.filter((one) => files.includes(one))
  // what we have said is known until it is taken away, which the same request does
  const saidOf = ({ [SAID]: said, ...fields }: Texts): Texts =>
    said === undefined || !rest ? fields : { ...fields, [SAID]: said }
  const changed = [...diff.stale.filter(({ wanted }) => files.includes(wanted)), ...(rest ? diff.told : [])]
  return {
    ...Object.fromEntries(changed.map(({ id, fields }) => [`update__resources__${id}`, saidOf(fields)])),
    ...(added.length > 0
      ? {
          update__resources__extend: added.map(({ key, fields }) => ({
            id: resourceId(shown.id, key),
            ...saidOf(fields),
          })),
        }
      : {}),
  }
}

export function named(names: readonly string[]): Json {
  return names.map((name) => ({ name }))
}

/** What a request with this part has told, of all that differs. */
export function toldBy(diff: Diff, { files, rest, opens }: Part): readonly string[] {
  const paths = files.map(({ file }) => `file ${file.path}`)
  return diff.whats.filter((what) => {
    if (what.startsWith('file ')) return paths.includes(what)
    if (what === 'order' || what === 'datastore') return false
    if (what === 'state') return opens
    return rest
  })
}
