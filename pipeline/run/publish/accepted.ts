/**
 * Whether what lies in dist/ is what was accepted under the version that it bears: version, changes and data that go out
 * together must speak of the same. By the histories under sources/; what they do not say is not doubted.
 */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import { isObject, listOf, textOf } from '../../lib/object.ts'
import type { Layout } from '../layout.ts'
import { readReport } from '../report-file.ts'
import { type LastVersion, lastVersions, versionOf } from '../status/versions.ts'
import type { Described } from './offering.ts'

/** `never`: it has no version at all; `other`: the records or columns are others than the version's. */
export type Standing = 'accepted' | 'other' | 'never'

export interface Accepted {
  readonly standing: Standing
  /** that it bears */
  readonly version: string | undefined
}

/** A history is read when the first of its datasets is asked for. */
export function openAccepted(
  effects: Effects,
  { root, dist }: Pick<Layout, 'root' | 'dist'>,
): (described: Described) => Accepted {
  let folders: ReadonlyMap<string, string> | undefined
  const texts = new Map<string, string>()
  const quick = new Map<string, ReadonlyMap<string, LastVersion>>()
  const textIn = (folder: string): string => {
    const file = path.join(root, 'sources', folder, 'history.yaml')
    const text = texts.get(folder) ?? (effects.stat(file) === undefined ? '' : readText(effects, file))
    texts.set(folder, text)
    return text
  }
  return (described) => {
    const { id } = described.offer
    const { slug, version } = namesOf(described)
    if (version === undefined) return { standing: 'never', version }
    folders ??= foldersIn(effects, dist)
    const text = textIn(folders.get(id) ?? '')
    if (text === '') return { standing: 'accepted', version }
    const folder = folders.get(id) ?? ''
    const lasts = quick.get(folder) ?? lastVersions(text)
    quick.set(folder, lasts)
    const last = lasts.get(slug)
    if (last === undefined) return { standing: 'other', version }
    // where its source does not build, dist/ keeps an earlier version whole
    const own = last.version === version ? last : versionOf(text, slug, version)
    return { standing: own !== undefined && isThat(own, described) ? 'accepted' : 'other', version }
  }
}

function namesOf({ offer, package: descriptor }: Described) {
  const hiraku = isObject(descriptor) && isObject(descriptor.hiraku) ? descriptor.hiraku : {}
  const release = isObject(hiraku.release) ? hiraku.release : {}
  return {
    slug: textOf(hiraku.slug) ?? offer.id.slice(offer.id.indexOf('_') + 1),
    version: textOf(release.version),
  }
}

/** Dataset → the folder under sources/ that its history lies in. */
function foldersIn(effects: Effects, dist: string): ReadonlyMap<string, string> {
  const file = path.join(dist, 'report.json')
  const found = new Map<string, string>()
  if (effects.stat(file) === undefined) return found
  for (const { publisher, source, datasets } of readReport(effects, file)) {
    const folder = [publisher, source].flatMap((part) => textOf(part) ?? []).join('/')
    for (const one of listOf(datasets)) if (isObject(one)) found.set(String(one.id), folder)
  }
  return found
}

/** The same records, under the same headers and the same key (an older entry does not say them). */
function isThat({ hash, fields, key }: LastVersion, { offer }: Described): boolean {
  const records = offer.files.find((file) => file.key === 'json')
  if (records !== undefined && records.sha256 !== hash) return false
  const { table } = offer
  if (table === null) return true
  // `key:type:header`; only a header may hold a colon
  const headers = fields?.map((field) => field.split(':').slice(2).join(':'))
  const keys = table.primaryKey.map((header) => table.columns.find((one) => one.header === header)?.key)
  const isSame = (some: readonly unknown[] | undefined, others: readonly unknown[]): boolean =>
    some === undefined || JSON.stringify(some) === JSON.stringify(others)
  return (
    isSame(
      headers,
      table.columns.map(({ header }) => header),
    ) && isSame(key, keys)
  )
}
