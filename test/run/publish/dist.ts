/** A small dist/ made by hand, with its SHA256SUMS: what `publish` reads. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export interface Wanted {
  readonly id: string
  readonly code?: string
  readonly baseIri?: string
  readonly declared?: boolean
  readonly licence?: string
  readonly publisherName?: string
  readonly title?: string
  readonly description?: string
  readonly accepted?: boolean
}

const COLUMNS = [
  { header: 'ID', key: 'identifier', type: 'string' },
  { header: '名称', key: 'name', type: 'string' },
  { header: '定員', key: 'capacity', type: 'integer' },
  { header: '面積', key: 'area', type: 'number' },
  { header: '開設日', key: 'opened', type: 'date' },
  { header: '曜日', key: 'days', type: 'array' },
] as const

export const RECORDS = [
  { identifier: '001', name: '図書館', capacity: 10, area: 12.5, opened: '2020-04-01', days: ['月', '火'] },
  { identifier: '002', name: '公民館、「本館」', capacity: null, area: null, opened: null, days: null },
]

/** The project's folder; the caller removes it. */
export function makeDist(datasets: readonly Wanted[]): string {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-dist-'))
  const dist = path.join(root, 'dist')
  for (const one of datasets) writeDataset(dist, one)
  fs.mkdirSync(path.join(dist, 'catalog'), { recursive: true })
  fs.writeFileSync(path.join(dist, 'catalog', 'catalog.ttl'), '# made\n')
  sum(dist)
  return root
}

/** Writes SHA256SUMS anew over what is there. */
export function sum(dist: string): void {
  const lines = fs
    .readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((name) => name !== 'SHA256SUMS' && fs.statSync(path.join(dist, name)).isFile())
    .map((name) => `${sha256(fs.readFileSync(path.join(dist, name)))}  ${name.split(path.sep).join('/')}\n`)
  fs.writeFileSync(path.join(dist, 'SHA256SUMS'), lines.sort().join(''))
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function writeDataset(dist: string, wanted: Wanted): void {
  const { id, code = '142140', baseIri = 'https://opendata.city.example.jp/', declared = true } = wanted
  const folder = path.join(dist, 'datasets', id)
  fs.mkdirSync(folder, { recursive: true })
  const write = (name: string, text: string) => {
    fs.writeFileSync(path.join(folder, name), text)
    return { path: name, bytes: Buffer.byteLength(text), hash: `sha256:${sha256(Buffer.from(text))}` }
  }
  const csv = write(`${id}.csv`, `\uFEFF${COLUMNS.map(({ header }) => header).join(',')}\r\n`)
  const json = write(`${id}.json`, `[\n${RECORDS.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`)
  write('README.md', '# readme\n')
  write(
    `${id}.csv-metadata.json`,
    JSON.stringify({
      tableSchema: { columns: COLUMNS.map(({ header, key }) => ({ name: key, titles: header })) },
    }),
  )
  const fields = COLUMNS.map(({ header, type }) => ({
    name: header,
    type,
    title: header,
    description: '説明',
  }))
  write(
    'datapackage.json',
    JSON.stringify({
      name: id,
      id: `${baseIri}datasets/${id}/`,
      title: wanted.title ?? '施設一覧',
      description: wanted.description ?? '施設の一覧です。',
      licenses: [
        { name: wanted.licence ?? 'CC-BY-4.0', path: 'https://creativecommons.org/licenses/by/4.0/' },
      ],
      resources: [
        { name: id, ...csv, format: 'csv', mediatype: 'text/csv', schema: { fields, primaryKey: ['ID'] } },
        { name: `${id}-json`, ...json, format: 'json', mediatype: 'application/json' },
      ],
      hiraku: {
        slug: id.slice(7),
        titleEn: 'Facilities',
        recordCount: RECORDS.length,
        release:
          wanted.accepted === false
            ? null
            : { version: '1.0.0', issued: '2026-04-01', modified: '2026-04-01' },
        publisher: {
          id: code,
          code,
          name: { ja: wanted.publisherName ?? '例市', en: 'Example' },
          baseIri,
          baseIriDeclared: declared,
        },
      },
    }),
  )
}
