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

/** The same of rows of tables. */
const READING_TABLES: Text = {
  ja: 'tables はレコードが元ファイルのどの行にあるか：runs の [レコード, 行, 数] は、0から数えたそのレコードから、1から数えたその行から、続けていくつあるか。columns は項目のある列。fields は項目の規則、records はレコードごとの例外（規則と違うセルだけ）で、written は元のセルの値。キーのないレコードは並び順で #1、#2 … と呼ぶ。',
  en: 'tables: where the records stand in the file. runs: [record, row, many]: from this record (counted from 0) and this row (counted from 1), so many follow each other; columns: the columns of a field. fields: the rule of a field. records: what is otherwise in a record; written: the cell as it stands in the file. A record without a key is called by its place: #1, #2 …',
}

export function* writeProvenance(dataset: Dataset): Generator<string> {
  const { source } = dataset
  const { tables } = dataset.provenance
  const snapshot = source === null ? null : { ...source.snapshot, iri: niUri(source.snapshot.sha256) }
  yield '{\n'
  yield `"dataset":${JSON.stringify(dataset.id)},\n`
  yield `"source":${JSON.stringify(source === null ? null : { ...source, snapshot })},\n`
  yield `"reading":${JSON.stringify(tables === undefined ? READING : READING_TABLES)},\n`
  yield* writeObject('methods', METHODS)
  yield ',\n'
  if (tables !== undefined) {
    yield `"tables":[\n${tables.map((table) => JSON.stringify(table)).join(',\n')}\n],\n`
  }
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
