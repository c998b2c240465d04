/** Where each cell comes from, as a rule per field and its exceptions per record: one field or record per line. */
import { niUri } from '../lib/digest.ts'
import { METHODS } from '../lib/methods.ts'
import type { Dataset } from '../lib/model.ts'
import type { Text } from '../problem.ts'

/** The file is read apart from our docs: it says itself how. */
const READING: Text = {
  ja: 'fields は項目の規則、records は行ごとの例外（規則と違うところだけ）。例外の null は「あてはまらない」。other は規則の代わりに使う others の番号。cites は値のある箇所（行番号#部分）。sameAs はその項目と同じ箇所、part は同じ行のその部分。番号は1から。',
  en: 'fields: the rule of a field. records: what is otherwise in a record; null: does not hold. other: number of the rule in others to take instead. cites: where the value stands, <line>#<part>. sameAs: the places of that field; part: that part of their lines. Numbers count from 1.',
}

export function* writeProvenance(dataset: Dataset): Generator<string> {
  const { source } = dataset
  const snapshot = source === null ? null : { ...source.snapshot, iri: niUri(source.snapshot.sha256) }
  yield '{\n'
  yield `"dataset":${JSON.stringify(dataset.id)},\n`
  yield `"source":${JSON.stringify(source === null ? null : { ...source, snapshot })},\n`
  yield `"reading":${JSON.stringify(READING)},\n`
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
