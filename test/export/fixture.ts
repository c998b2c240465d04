/** A small source of two datasets, made here: an initiative list with everything that a cell can hold, and its ratings. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Licences } from '../../pipeline/lib/licences.ts'
import type { Column, ColumnType, Dataset, OutFile, Publisher } from '../../pipeline/lib/model.ts'
import type { Units } from '../../pipeline/lib/units.ts'

const schemas = new URL('../../schemas/', import.meta.url)

export const units: Units = parse(readFileSync(new URL('units.yaml', schemas), 'utf8'))
export const licences: Licences = parse(readFileSync(new URL('licences.yaml', schemas), 'utf8'))

export function licence(id = 'CC-BY-4.0') {
  const found = licences[id]
  if (found === undefined) throw new Error(`no licence ${id}`)
  return found
}

export const publisher: Publisher = {
  id: '019992',
  code: '019992',
  name: { ja: '見本市', en: 'Mihon City' },
  licence: 'CC-BY-4.0',
  baseIri: 'https://data.mihon.example/',
  baseIriDeclared: true,
  contact: { name: '見本市 政策課', email: 'seisaku@mihon.example', tel: '0999-11-1111' },
}

export const SHA256 = '3b648eeddc6d44dc8f3ca52ba42483dfea87456c7ab43109223a4ad33ff4c44d'

function column(
  key: string,
  header: string,
  type: ColumnType,
  term: string,
  more: Partial<Column> = {},
): Column {
  return {
    key,
    header,
    title: { ja: header, en: key },
    description: { ja: `${header}の説明。`, en: `What ${key} is.` },
    type,
    required: false,
    term,
    ...more,
  }
}

/** The schema that the columns say, as the record schemas under `schemas/` have it. */
function schemaOf(columns: readonly Column[]): Dataset['recordSchema'] {
  const types: Record<ColumnType, string> = {
    string: 'string',
    integer: 'integer',
    number: 'number',
    boolean: 'boolean',
    date: 'string',
    interval: 'string',
    json: 'array',
    iri: 'string',
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: columns.map(({ key }) => key),
    properties: Object.fromEntries(
      columns.map(({ key, type, required }) => [
        key,
        {
          type: required ? types[type] : [types[type], 'null'],
          ...(key === 'codes' ? { items: { type: 'string' } } : {}),
        },
      ]),
    ),
  }
}

const source = {
  publisher: '019992',
  id: 'plan_r4',
  title: { ja: '見本計画の評価', en: 'Evaluation of the sample plan' },
  snapshot: { file: 'snapshot/plan.txt', sha256: SHA256, bytes: 35321, mediaType: 'text/plain' },
}

const leading = [
  column('localGovernmentCode', '全国地方公共団体コード', 'string', 'hiraku:localGovernmentCode', {
    required: true,
    pattern: '^[0-9]{6}$',
  }),
  column('identifier', 'ID', 'string', 'dcterms:identifier', { required: true }),
]

const ratingColumns = [
  ...leading,
  column('rating', '評価', 'string', 'skos:notation', { required: true }),
  column('meaning', '意味', 'string', 'skos:prefLabel', { required: true }),
]

export const ratings: Dataset = {
  id: '019992_plan_ratings',
  slug: 'plan_ratings',
  title: { ja: '評価区分一覧', en: 'Ratings' },
  description: { ja: '評価の記号と意味。', en: 'Signs and meanings.' },
  keywords: ['評価'],
  publisher,
  source,
  columns: ratingColumns,
  primaryKey: ['identifier'],
  codeList: { code: 'rating', label: 'meaning' },
  release: null,
  recordSchema: schemaOf(ratingColumns),
  recordCount: 2,
  records: [
    { localGovernmentCode: '019992', identifier: 'r1', rating: '◎', meaning: '目標を上回った' },
    { localGovernmentCode: '019992', identifier: 'r2', rating: '○', meaning: '目標どおり' },
  ],
  provenance: { fields: { rating: { method: 'as-written' } }, records: {} },
}

const columns = [
  ...leading,
  column('title', '取組名', 'string', 'schema:name', { required: true }),
  column('rating', '評価', 'string', 'hiraku:rating', { references: 'plan_ratings.rating' }),
  column('method', '判定方法', 'string', 'hiraku:ratingMethod', { enum: ['stated', 'inferred'] }),
  column('count', '件数', 'integer', 'hiraku:count'),
  column('value', '値', 'number', 'schema:value'),
  column('unit', '単位', 'string', 'schema:unitText'),
  column('done', '完了', 'boolean', 'hiraku:done'),
  column('day', '日付', 'date', 'dcterms:date', { pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
  column('period', '期間', 'interval', 'dcterms:temporal'),
  column('parts', '内訳', 'json', 'hiraku:parts'),
  column('codes', '取組コード一覧', 'json', 'hiraku:initiativeCode'),
  column('page', 'URL', 'iri', 'foaf:page'),
]

const blank = {
  localGovernmentCode: '019992',
  rating: null,
  method: null,
  count: null,
  value: null,
  unit: null,
}
const blanks = { done: null, day: null, period: null, parts: null, codes: null, page: null }

export const initiatives: Dataset = {
  id: '019992_plan_initiatives',
  slug: 'plan_initiatives',
  title: { ja: '取組一覧', en: 'Initiatives' },
  description: { ja: '計画の取組。', en: 'Initiatives of the plan.' },
  keywords: ['計画', '税', '子育て・教育'],
  category: '行財政',
  temporal: '2022-04-01/2023-03-31',
  frequency: '1年に1回',
  conformsTo: '自治体標準オープンデータセット',
  publisher,
  source,
  columns,
  primaryKey: ['identifier'],
  release: { version: '2', issued: '2026-04-01', modified: '2026-11-01' },
  recordSchema: schemaOf(columns),
  recordCount: 4,
  records: [
    {
      localGovernmentCode: '019992',
      identifier: '1-1-1',
      title: '"窓口"の, 改善\n二行目',
      rating: '◎',
      method: 'stated',
      count: 12137,
      value: 0.0000001,
      unit: '%',
      done: true,
      day: '2026-11-01',
      period: '2022-04-01/2023-03-31',
      parts: [{ label: '小学校', value: 186, unit: '台' }],
      codes: ['01', '02'],
      page: 'https://www.mihon.example/1',
    },
    {
      ...blank,
      ...blanks,
      identifier: '01',
      title: '−1 と +1',
      rating: '×',
      value: -20,
      unit: '件',
      done: false,
    },
    { ...blank, ...blanks, identifier: 'a:b/c', title: '\ufeffBOM', value: 1e21, unit: 'constructor' },
    { ...blank, ...blanks, identifier: '..', title: '\r\nCRLF', parts: [], codes: [] },
  ],
  provenance: {
    fields: {
      title: { method: 'normalized' },
      rating: { method: 'as-written' },
      localGovernmentCode: { method: 'declared', file: 'sources/019992/publisher.yaml', key: 'code' },
    },
    records: { '1-1-1': { rating: { method: 'as-written', cites: [['12#3']] } } },
  },
}

/** A place to stand at, for maps: the initiatives with coordinates. */
export const placed: Dataset = {
  ...initiatives,
  id: '019992_plan_places',
  slug: 'plan_places',
  columns: [
    ...columns,
    column('latitude', '緯度', 'number', 'schema:latitude', { kind: 'latitude' }),
    column('longitude', '経度', 'number', 'schema:longitude', { kind: 'longitude' }),
  ],
  records: initiatives.records.map((record, n) => ({
    ...record,
    latitude: [35.403, 24.0000001, null, 43][n] ?? null,
    longitude: [139.31, 123, 139.3, null][n] ?? null,
  })),
}

export async function bytesOf(file: OutFile | undefined): Promise<Uint8Array> {
  if (file === undefined) throw new Error('no such file')
  const pieces: Uint8Array[] = []
  for await (const chunk of file.chunks)
    pieces.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk.slice())
  return Buffer.concat(pieces)
}

export async function textOf(file: OutFile | undefined): Promise<string> {
  return Buffer.from(await bytesOf(file)).toString()
}

export async function textsOf(files: readonly OutFile[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  for (const file of files) texts.set(file.path, await textOf(file))
  return texts
}

export function suffixed(texts: ReadonlyMap<string, string>, suffix: string): string {
  for (const [path, text] of texts) if (path.endsWith(suffix)) return text
  throw new Error(`no file ends with ${suffix}`)
}
