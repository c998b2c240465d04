/**
 * The project of one city before its year begins: sources of every origin, one that a person keeps by hand, and the
 * document of a neighbour. Of the fetched ones only what a person writes is there: every file comes on the first day.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { PACKAGE } from '../helpers/job.ts'
import { CODE, csv, rowsOf, TABLES } from './tables.ts'

export type Name = keyof typeof TABLES

/** Names of hosts as sources know them: public ones, which the test's network leads to its own servers. */
export const CITY = 'www.city.asahino.example'
export const PREFECTURE = 'data.pref.miyama.example'
export const PORTAL = 'ckan.miyama.example'

const NEIGHBOUR = 'test/fixtures/build/third-town'
export const PLAN = '389994/gyokaku_shinchoku_2023'
export const PLAN_FILE = path.join(PACKAGE, NEIGHBOUR, 'sources', PLAN, 'snapshot/shinchoku.txt')

interface Made {
  readonly name: Name
  /** lines under `from`; none: a person puts the file there */
  readonly from?: readonly string[]
  /** lines under `grid` before its tables */
  readonly grid?: readonly string[]
  readonly table?: readonly string[]
  /** more of it than the number of records */
  readonly expect?: string
}

export const SOURCES: readonly Made[] = [
  { name: 'aed', from: [`url: http://${CITY}/opendata/aed.csv`, `hosts: [${PREFECTURE}]`] },
  {
    name: 'public_toilet',
    from: [`url: http://${CITY}/opendata/toilet.csv`, 'seconds: 2'],
    grid: ['format: csv', 'encoding: shift_jis', 'delimiter: ","'],
  },
  {
    name: 'public_facility',
    from: [`page: http://${CITY}/shisetsu/`, 'link: 公共施設一覧'],
    grid: ['format: xlsx'],
    table: ['worksheet: 一覧'],
  },
  {
    name: 'evacuation_space',
    from: [`ckan: http://${PORTAL}/`, 'dataset: asahino-shelter', 'format: CSV', `hosts: [${CITY}]`],
    table: ['set: { 市区町村コード: "129992" }'],
  },
  { name: 'public_wireless_lan', from: ['folder: inbox', 'pattern: "^wifi.*\\\\.csv$"'] },
  {
    name: 'cultural_property',
    from: [`url: http://${CITY}/bunkazai.html`, 'maxBytes: 20000'],
    grid: ['format: html'],
    table: ['worksheet: 文化財一覧'],
    expect: ', maxDrop: 0',
  },
  { name: 'tourism' },
]

const CSV = ['format: csv', 'encoding: utf-8', 'delimiter: ","']

export function sourceYaml({ name, from = [], grid = CSV, table = [], expect = '' }: Made): string {
  const headers = rowsOf(TABLES[name])[0] ?? []
  return [
    `title: { ja: あさひ野市 ${name}, en: Asahino ${name} }`,
    'frequency: 毎日',
    ...(from.length === 0 ? [] : ['from:', ...from.map((line) => `  ${line}`)]),
    'grid:',
    ...grid.map((line) => `  ${line}`),
    '  tables:',
    `    - dataset: ${name}`,
    ...table.map((line) => `      ${line}`),
    '      headerRows: 1',
    '      columns:',
    ...headers.map((header) => `        - { header: ${header}, to: ${header} }`),
    '      key: [ID]',
    `expect: { records: { ${name}: ${TABLES[name].length} }${expect} }`,
    '',
  ].join('\n')
}

/** What a person writes beside a file that was put there by hand. */
export function snapshotYaml(file: string, bytes: Uint8Array, acquired: string): string {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return `file: ${file}\nsha256: "${sha256}"\nbytes: ${bytes.length}\nmediaType: text/csv\nacquired: ${acquired}\n`
}

export function writeProject(root: string): void {
  const write = (file: string, data: string | Uint8Array): void => {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    fs.writeFileSync(path.join(root, file), data)
  }
  write(
    `sources/${CODE}/publisher.yaml`,
    `code: "${CODE}"
name: { ja: 千葉県あさひ野市, en: Asahino City }
licence: CC-BY-4.0
contact: { email: opendata@example.jp }
baseIri: https://opendata.asahino.example.jp/
`,
  )
  for (const made of SOURCES) {
    write(`sources/${CODE}/${made.name}/source.yaml`, sourceYaml(made))
    write(
      `sources/${CODE}/${made.name}/cases.yaml`,
      `cases:\n  - { dataset: ${made.name}, record: { identifier: "0001" } }\n`,
    )
  }
  const tourism = csv(TABLES.tourism)
  write(`sources/${CODE}/tourism/snapshot/tourism.csv`, tourism)
  write(`sources/${CODE}/tourism/snapshot.yaml`, snapshotYaml('tourism.csv', tourism, '2025-03-20'))

  for (const part of ['sources', 'schemas'])
    fs.cpSync(path.join(PACKAGE, NEIGHBOUR, part), path.join(root, part), { recursive: true })
  const plan = path.join(root, 'sources', PLAN)
  fs.rmSync(path.join(plan, 'snapshot'), { recursive: true })
  fs.rmSync(path.join(plan, 'snapshot.yaml'))
  fs.appendFileSync(
    path.join(root, 'sources/389994/publisher.yaml'),
    'baseIri: https://opendata.shiokaze.example.jp/\n',
  )
  const declared = fs.readFileSync(path.join(plan, 'source.yaml'), 'utf8')
  const from = `frequency: 毎年\nfrom:\n  url: http://${CITY}/kouiki/shinchoku.txt\n  every: 毎月\ndocument:\n`
  fs.writeFileSync(path.join(plan, 'source.yaml'), declared.replace('document:\n', from))
}
