/** A source of one small CSV, in memory: its texts in, what its job gives out. */
import { type JobResult, runJob } from '../../pipeline/job.ts'
import type { Json } from '../../pipeline/lib/model.ts'
import { PACKAGE, PRIVACY, schemasOf, sha256 } from './job.ts'

export interface SmallTable {
  readonly csv: string
  /** of the one table, as YAML in flow style without braces */
  readonly columns: readonly string[]
  readonly more?: string
  readonly expect: string
  readonly corrections?: string
  readonly cases?: string
  readonly schema?: Json
}

const CASES = 'cases: [{ dataset: shops, row: 2, record: { name: 一番 } }]\n'

export const SHOPS: Json = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'hiraku:records/shops',
  title: '店舗',
  'x-titleEn': 'Shops',
  description: '店舗の一覧。',
  'x-descriptionEn': 'Shops.',
  type: 'object',
  required: ['identifier', 'name', 'opened', 'seats'],
  additionalProperties: false,
  properties: {
    identifier: { title: 'ID', type: ['string', 'null'], 'x-kind': 'identifier', 'x-titleEn': 'ID' },
    name: { title: '名称', type: ['string', 'null'], 'x-kind': 'text', 'x-titleEn': 'Name' },
    opened: { title: '開店日', type: ['string', 'null'], 'x-kind': 'date', 'x-titleEn': 'Opened' },
    seats: { title: '席数', type: ['integer', 'null'], 'x-kind': 'integer', 'x-titleEn': 'Seats' },
  },
}

export function runTable({ csv, columns, more = '', expect, ...rest }: SmallTable): Promise<JobResult> {
  const bytes = new TextEncoder().encode(csv)
  const folder = 'sources/129992/shops'
  const text = {
    'sources/129992/publisher.yaml':
      'code: "129992"\nname: { ja: あさひ野市, en: Asahino }\nlicence: CC-BY-4.0\n',
    [`${folder}/snapshot.yaml`]: `file: a.csv\nsha256: ${sha256(bytes)}\nbytes: ${bytes.length}\nmediaType: text/csv\n`,
    [`${folder}/source.yaml`]: `title: { ja: 店舗, en: Shops }
grid:
  format: csv
  encoding: utf-8
  delimiter: ","
  tables:
    - dataset: shops
      headerRows: 1
      columns: [${columns.map((one) => `{ ${one} }`).join(', ')}]
      ${more}
expect: ${expect}
`,
    [`${folder}/cases.yaml`]: rest.cases ?? CASES,
    ...(rest.corrections === undefined ? {} : { [`${folder}/corrections.yaml`]: rest.corrections }),
  }
  const files = new Map(Object.entries(text).map(([file, one]) => [file, new TextEncoder().encode(one)]))
  files.set(`${folder}/snapshot/a.csv`, bytes)
  const schema = rest.schema ?? SHOPS
  const known = schemasOf(PACKAGE)
  const schemas = (name: string): unknown => (name === 'records/shops.schema.json' ? schema : known(name))
  return runJob({ publisher: '129992', source: 'shops', files, schemas, sha256 }, PRIVACY)
}
