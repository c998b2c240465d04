/** Whether a dataset is as it was last accepted: then there is no new version of it, and nobody is warned. */
import { type History, lastOf, lastWithFields } from '../../history/read.ts'
import type { DatasetFacts } from '../about.ts'

/**
 * The same records under the same headers, with the same types and the same key. `<id>.json` knows neither headers nor
 * the key, so that its hash alone does not do: another header breaks the program of who reads the CSV. What an older
 * entry does not say is not compared (its hash of the columns is as old as the file).
 */
export function isAsAccepted(
  history: History,
  { slug, hash, columns, fields, primaryKey }: Omit<DatasetFacts, 'id' | 'records' | 'version'>,
): boolean {
  // most differ, or not, by this alone
  if (lastOf(history, slug)?.hash !== hash) return false
  const last = lastWithFields(history, slug)
  if (last === undefined) return false
  const isSameKey = last.key === undefined || isSame(last.key, primaryKey)
  // what is remembered of a build by an older Hiraku has no fields
  if (last.fields === undefined || fields.length === 0) return isSameKey && last.columns === columns
  return isSameKey && isSame(last.fields, fields)
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at])
}
