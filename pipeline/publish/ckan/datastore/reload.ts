/**
 * Signs that something at the portal makes tables of uploaded files by itself: XLoader or DataPusher, which take the CSV,
 * and the table that stood there goes (ckanext-xloader 2.6.0, loader.py: `load_csv`; all columns are text, none is a key,
 * and names become Latin letters unless `ckanext.xloader.unidecode_headers` says otherwise).
 */
import { isObject } from '../../../lib/object.ts'
import type { Problem, Severity } from '../../../problem.ts'
import { tableProblem } from './problems.ts'
import { sameShape, type There, type Wanted } from './table.ts'

/** What the caller knows of the resource that the table hangs on. */
export interface Told {
  /** its marker says that the table is as it is wanted */
  readonly marked?: boolean
  readonly hash?: string | undefined
}

/** Both loaders put the md5 of what they loaded in the place of our sha256 (jobs.py: `resource['hash'] = file_hash`). */
export function isReloadHash(hash: string | undefined): boolean {
  return hash !== undefined && /^[0-9a-f]{32}$/.test(hash)
}

/** Undefined: nothing hints at it. */
export function reloaded(
  wanted: Wanted,
  columns: readonly There[],
  told: Told,
  severity?: Severity,
): Problem | undefined {
  const actual = signOf(wanted, columns, told)
  if (actual === undefined) return undefined
  return tableProblem('publish/table-reloaded', {}, { actual }, severity === undefined ? {} : { severity })
}

function signOf(wanted: Wanted, columns: readonly There[], { marked, hash }: Told): string | undefined {
  if (isReloadHash(hash)) return `hash ${hash}`
  if (columns.length === 0 || sameShape(wanted, columns)) return undefined
  // a loader keeps the data dictionary of a column whose name is the same: then our own words prove nothing
  const ours = columns.some(({ info }) => isObject(info) && info.key !== undefined)
  const named = wanted.fields.some(({ info }) => info.key !== undefined)
  const isText = columns.every(({ type, indexed }) => type === 'text' && !indexed)
  if (marked || (named && !ours) || (isText && wanted.keyIds.length > 0))
    return columns.map(({ id, type }) => `${id} ${type}`).join(', ')
  return undefined
}
