/** Where each cell comes from, one field or record per line. */
import { niUri } from '../lib/digest.ts'
import { METHODS } from '../lib/methods.ts'
import type { Dataset } from '../lib/model.ts'

export function* writeProvenance(dataset: Dataset): Generator<string> {
  const { source } = dataset
  const snapshot = source === null ? null : { ...source.snapshot, iri: niUri(source.snapshot.sha256) }
  yield '{\n'
  yield `"dataset":${JSON.stringify(dataset.id)},\n`
  yield `"source":${JSON.stringify(source === null ? null : { ...source, snapshot })},\n`
  yield* writeObject('methods', METHODS)
  yield ',\n'
  yield* writeObject('fields', dataset.provenance.fields)
  yield ',\n'
  yield* writeObject('records', dataset.provenance.records)
  yield '\n}\n'
}

function* writeObject(name: string, entries: Readonly<Record<string, unknown>>): Generator<string> {
  const lines = Object.entries(entries).map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
  )
  yield lines.length === 0 ? `"${name}":{}` : `"${name}":{\n${lines.join(',\n')}\n}`
}
