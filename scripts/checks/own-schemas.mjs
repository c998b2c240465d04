// Where nobody else has a checker: schema.org and オープンデータ一覧, held against our JSON Schemas (each first shown every
// example that it must refuse), the lists as csv-parse, a second CSV reader, reads them.
// usage: FOLDER_OF_DATASETS...
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'csv-parse/sync'

const schemas = path.resolve(import.meta.dirname, '../../schemas')
const read = (file) => JSON.parse(readFileSync(file, 'utf8'))

function stop(text) {
  console.error(text)
  process.exit(1)
}

/** The schema as a check, after it has refused its bad examples. */
function seenToFail(name) {
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(
    read(`${schemas}/${name}.schema.json`),
  )
  const { accept, refuse } = read(`${schemas}/examples/${name}.json`)
  for (const { why, value } of refuse) if (validate(value)) stop(`${name}: accepted a bad example: ${why}`)
  for (const value of accept) if (!validate(value)) stop(`${name}: refused a good example`)
  return {
    refused: refuse.length,
    faults: (value) =>
      validate(value) ? [] : validate.errors.map((one) => `${one.instancePath} ${one.message}`),
  }
}

/** No cell is cast, no row is mended: one with a cell too many or too few is an error of csv-parse. */
const rowsOf = (file) => parse(readFileSync(file), { bom: true, record_delimiter: '\r\n' })

function table([header, ...rows]) {
  return rows.map((row) => Object.fromEntries(row.map((cell, n) => [header[n], cell])))
}

const datasets = process.argv
  .slice(2)
  .flatMap((folder) => readdirSync(folder).map((id) => path.join(folder, id)))
const lists = datasets.filter((folder) => folder.endsWith('_open_data_list'))
if (lists.length === 0) stop('no open data list')

function tell(standard, { refused }, files, faultsOf) {
  for (const file of files) {
    const [fault] = faultsOf(file)
    if (fault !== undefined) stop(`${standard}: ${path.relative('.', file)}: ${fault}`)
  }
  console.log(`${standard}: ${refused} bad examples refused, ${files.length} of ours accepted`)
}

const page = seenToFail('published/schema-org')
tell(
  'schema.org, our schema',
  page,
  datasets.map((folder) => path.join(folder, 'schema-org.jsonld')),
  (file) => page.faults(read(file)),
)

const ragged = Buffer.from('a,b\r\n1\r\n')
try {
  parse(ragged, { bom: true, record_delimiter: '\r\n' })
  stop('csv-parse accepted a short row')
} catch {
  // as it should
}

const old = seenToFail('published/old-layout')
const olds = lists.map((folder) => path.join(folder, `${path.basename(folder)}.old-layout.csv`))
tell('オープンデータ一覧, old layout, csv-parse and our schema', old, olds, (file) =>
  old.faults(table(rowsOf(file))),
)

const record = seenToFail('records/open_data_list')
const news = lists.map((folder) => path.join(folder, `${path.basename(folder)}.csv`))
tell('オープンデータ一覧, new layout, csv-parse and our schema', record, news, (file) => {
  const records = read(file.replace(/csv$/, 'json'))
  const [header, ...rows] = rowsOf(file)
  const titles = Object.values(read(`${schemas}/records/open_data_list.schema.json`).properties)
  if (header.join('\n') !== titles.map(({ title }) => title).join('\n'))
    return ['not the header of the sheet']
  const cells = records.map((one) => Object.values(one).map((value) => (value === null ? '' : String(value))))
  if (JSON.stringify(cells) !== JSON.stringify(rows)) return ['the CSV does not say what the JSON says']
  return records.flatMap(record.faults)
})

// each dataset of the new list has its row in the old one
const standard = path.resolve(schemas, '../../shared/standard/open_data_list.json')
for (const [n, file] of news.entries()) {
  const ids = (name, column) => [...new Set(table(rowsOf(name)).map((row) => row[column]))].join()
  if (ids(file, 'データセット_ID') !== ids(olds[n], 'NO')) stop(`${olds[n]}: not the datasets of ${file}`)
  if (existsSync(standard)) {
    const sheet = read(standard)
      .editions.find(({ layout }) => layout === 'old')
      .columns.map(({ name }) => name)
    if (rowsOf(olds[n])[0].join('\n') !== sheet.join('\n')) stop(`${olds[n]}: not the header of the sheet`)
  }
}
