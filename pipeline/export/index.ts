/**
 * Dataset in, files out: CSV, JSON, JSON-LD, the JSON Schema of a record, and where each cell comes from.
 * Pure: the same dataset gives the same bytes, and a value is written as it is, never changed for a reader's sake.
 * Files are chunks over batches of records, so memory does not grow with the number of records.
 */
import type { Dataset, Json, OutFile } from '../lib/model.ts'
import { batchesOf } from './batches.ts'
import { writeCsv } from './csv.ts'
import { writeJson } from './json.ts'
import { type Vocabulary, writeJsonLd } from './jsonld.ts'
import { writeProvenance } from './provenance.ts'

export { csvCell } from './csv.ts'
export type { Vocabulary } from './jsonld.ts'
export type { Sibling } from './links.ts'
export {
  createTableWriter,
  type RecordRow,
  type TableBytes,
  type TableFormat,
  type TableFrame,
  type TableWriter,
} from './table.ts'

export function exportDataset(dataset: Dataset, vocabulary: Vocabulary): readonly OutFile[] {
  const { id, columns, records } = dataset
  const stem = `datasets/${id}/${id}`
  return [
    { path: `${stem}.csv`, chunks: writeCsv(columns, batchesOf(records)) },
    { path: `${stem}.json`, chunks: writeJson(columns, batchesOf(records)) },
    { path: `${stem}.jsonld`, chunks: writeJsonLd(dataset, batchesOf(records), vocabulary) },
    { path: `${stem}.schema.json`, chunks: [jsonText(dataset.recordSchema)] },
    { path: `${stem}.provenance.json`, chunks: writeProvenance(dataset) },
  ]
}

function jsonText(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
