/** The sample source through export and description, as the runner does it. */
import { createHash } from 'node:crypto'
import { type CatalogEntry, describeDataset, entryFromDataPackage } from '../../pipeline/catalog/index.ts'
import { exportDataset } from '../../pipeline/export/index.ts'
import type { Dataset, FileFacts } from '../../pipeline/lib/model.ts'
import { bytesOf, licence, suffixed, textsOf, units } from '../export/fixture.ts'
import { plain } from './conventions.ts'

export interface Staged {
  readonly texts: ReadonlyMap<string, string>
  readonly bytes: ReadonlyMap<string, Uint8Array>
  readonly entry: CatalogEntry
}

export async function stage(
  dataset: Dataset,
  siblings: readonly Dataset[] = [],
  licenceId?: string,
): Promise<Staged> {
  const vocabulary = { licence: licence(licenceId), units, siblings }
  const bytes = new Map<string, Uint8Array>()
  for (const file of exportDataset(dataset, vocabulary)) bytes.set(file.path, await bytesOf(file))
  const data = new Map([...bytes].map(([path, one]) => [path, Buffer.from(one).toString()]))
  const facts: FileFacts[] = [...bytes].map(([path, one]) => ({
    path,
    bytes: one.length,
    sha256: createHash('sha256').update(one).digest('hex'),
  }))
  const described = await textsOf(describeDataset(dataset, facts, licence(licenceId), plain))
  const texts = new Map([...data, ...described])
  const result = entryFromDataPackage(JSON.parse(suffixed(texts, 'datapackage.json')))
  if (result.entry === undefined) throw new Error(JSON.stringify(result.problems))
  return { texts, bytes, entry: result.entry }
}

export async function* walk(entries: readonly CatalogEntry[]): AsyncGenerator<CatalogEntry> {
  yield* entries
}
