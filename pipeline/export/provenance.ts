/** Where each cell comes from, one field or record per line. */
import { niUri } from '../lib/digest.ts'
import type { Dataset, Method } from '../lib/model.ts'
import type { Text } from '../problem.ts'

/** What each method means, in the file itself: it is read apart from our docs. */
export const METHODS: Readonly<Record<Method, Text>> = {
  'as-written': { ja: '原文のとおり', en: 'as written in the source' },
  normalized: {
    ja: '表記だけを整えた（空白、文字幅、日付、数値、単位）',
    en: 'form only was put in order (spaces, widths, dates, numbers, units)',
  },
  corrected: {
    ja: '理由を記録したうえで訂正した',
    en: 'corrected, with the reason on file',
  },
  inferred: {
    ja: '根拠を示して推定した',
    en: 'inferred, with the evidence given',
  },
  computed: { ja: 'ほかの項目から計算した', en: 'computed from other fields' },
  declared: { ja: '設定ファイルで宣言した', en: 'declared in an authored file' },
}

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
  const lines = Object.entries(entries).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
  yield lines.length === 0 ? `"${name}":{}` : `"${name}":{\n${lines.join(',\n')}\n}`
}
