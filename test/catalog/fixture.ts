/** The sample source through export and description, as the runner does it. */
import { createHash } from 'node:crypto'
import { type CatalogEntry, describeDataset, entryFromDataPackage } from '../../pipeline/catalog/index.ts'
import { exportDataset } from '../../pipeline/export/index.ts'
import type { Dataset, FileFacts } from '../../pipeline/lib/model.ts'
import { licence, suffixed, textsOf, units } from '../export/fixture.ts'

export interface Staged {
  readonly texts: ReadonlyMap<string, string>
  readonly entry: CatalogEntry
}

export async function stage(
  dataset: Dataset,
  siblings: readonly Dataset[] = [],
  licenceId?: string,
): Promise<Staged> {
  const vocabulary = { licence: licence(licenceId), units, siblings }
  const data = await textsOf(exportDataset(dataset, vocabulary))
  const facts: FileFacts[] = [...data].map(([path, text]) => ({
    path,
    bytes: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
  }))
  const described = await textsOf(describeDataset(dataset, facts, licence(licenceId)))
  const texts = new Map([...data, ...described])
  const result = entryFromDataPackage(JSON.parse(suffixed(texts, 'datapackage.json')))
  if (result.entry === undefined) throw new Error(JSON.stringify(result.problems))
  return { texts, entry: result.entry }
}

export async function* walk(entries: readonly CatalogEntry[]): AsyncGenerator<CatalogEntry> {
  yield* entries
}
