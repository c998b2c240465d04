/**
 * Dataset in, files out: CSV, JSON, JSON-LD, GeoJSON where there are coordinates, Parquet, the JSON Schema of a record,
 * and where each cell comes from.
 * Pure: the same dataset gives the same bytes, and a value is written as it is, never changed for a reader's sake.
 * Files are chunks over batches of records, so memory does not grow with the number of records.
 */
import type { Dataset, Json, OutFile } from '../lib/model.ts'
import { batchesOf } from './batches.ts'
import { coordinatesOf } from './coordinates.ts'
import { writeCsvShiftJis } from './cp932.ts'
import { writeCsv } from './csv.ts'
import { writeGeoJson } from './geojson.ts'
import { writeJson } from './json.ts'
import { type Vocabulary, writeJsonLd } from './jsonld.ts'
import type { createParquetFile } from './parquet.ts'
import { writeProvenance } from './provenance.ts'
import type { TableFormat } from './table.ts'

export { coordinatesOf, isPlace } from './coordinates.ts'
export { shiftJisProblems } from './cp932.ts'
export { cellText, csvCell } from './csv.ts'
export type { Vocabulary } from './jsonld.ts'
export type { Sibling } from './links.ts'
export type { RecordRow } from './row.ts'
export {
  createTableWriter,
  type TableBytes,
  type TableFormat,
  type TableFrame,
  type TableWriter,
} from './table.ts'

/** Every form of a table; Parquet is made of records by a writer of its own. */
export type OutFormat = TableFormat | 'parquet'

export type CreateParquet = typeof createParquetFile

/** Its writer is loaded only where a file is written. */
export async function loadParquet(): Promise<CreateParquet> {
  return (await import('./parquet.ts')).createParquetFile
}

export function exportDataset(dataset: Dataset, vocabulary: Vocabulary): readonly OutFile[] {
  const { id, columns, records } = dataset
  const stem = `datasets/${id}/${id}`
  const place = coordinatesOf(dataset)
  return [
    { path: `${stem}.csv`, chunks: writeCsv(columns, batchesOf(records)) },
    ...(dataset.publisher.csvShiftJis === true
      ? [{ path: `${stem}.sjis.csv`, chunks: writeCsvShiftJis(columns, batchesOf(records)) }]
      : []),
    { path: `${stem}.json`, chunks: writeJson(columns, batchesOf(records)) },
    { path: `${stem}.jsonld`, chunks: writeJsonLd(dataset, batchesOf(records), vocabulary) },
    ...(place === undefined
      ? []
      : [{ path: `${stem}.geojson`, chunks: writeGeoJson(dataset, place, batchesOf(records)) }]),
    { path: `${stem}.parquet`, chunks: writeParquet(dataset, vocabulary.licence) },
    { path: `${stem}.schema.json`, chunks: [jsonText(dataset.recordSchema)] },
    { path: `${stem}.provenance.json`, chunks: writeProvenance(dataset) },
  ]
}

async function* writeParquet(dataset: Dataset, licence: Vocabulary['licence']): AsyncGenerator<Uint8Array> {
  const create = await loadParquet()
  const file = create(dataset, licence)
  const keys = dataset.columns.map(({ key }) => key)
  for await (const batch of batchesOf(dataset.records)) {
    const bytes = file.write(batch.map((record) => keys.map((key) => record[key] ?? null)))
    if (bytes.length > 0) yield bytes
  }
  yield file.end()
}

function jsonText(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
