/** What `convert` writes beside text: types and blanks of Parquet, GeoJSON only where there is a place. */
import fs from 'node:fs'
import path from 'node:path'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { afterAll, describe, expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { convertFile } from '../../../pipeline/run/file/convert.ts'
import { machineOf } from '../../../pipeline/run/machine.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { temporary, write } from '../fake.ts'

const effects = nodeEffects()
const machine = machineOf(effects, path.join(PACKAGE, 'pipeline'))
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

const SPACE = `ID,施設・場所名,住所,緯度,経度,洪水,地震,津波,指定避難所との重複,想定収容人数
01,第一小学校,千葉県みはま市中央4-1,35.6101,140.1281,1,1,,1,800
02,なぎさ公園,千葉県みはま市渚2-2,,,,1,,,1500
`

async function convert(csv: string, more: object = {}) {
  const root = temporary()
  folders.push(root)
  write(root, { 'a.csv': csv })
  const { found, written } = await convertFile(effects, machine, root, { file: 'a.csv', out: 'o', ...more })
  const read = (name: string) => fs.readFileSync(path.join(root, 'o', name))
  return { found, names: written.map((one) => path.basename(one.path)), read }
}

function buffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length)
  new Uint8Array(copy).set(bytes)
  return copy
}

describe('every form, where none is named', () => {
  test('a column that the sheet requires and the file has not may be blank in Parquet', async () => {
    const { found, names, read } = await convert(SPACE, { as: 'evacuation_space' })
    expect(names).toEqual(['a.csv', 'a.json', 'a.jsonld', 'a.geojson', 'a.parquet', 'report.json'])
    expect(found.problems.map(({ code }) => code)).toContain('validate/required-column')
    const file = buffer(read('a.parquet'))
    const kinds = new Map(parquetMetadata(file).schema.map((one) => [one.name, one.repetition_type]))
    expect(kinds.get('contactPointPhoneNumber')).toBe('OPTIONAL')
    expect(kinds.get('name')).toBe('REQUIRED')
    const rows = await parquetReadObjects({ file })
    expect(rows).toMatchObject([
      { identifier: '01', latitude: 35.6101, longitude: 140.1281 },
      { identifier: '02', name: 'なぎさ公園' },
    ])
    const { features } = JSON.parse(read('a.geojson').toString())
    expect(features.map((one: { geometry: unknown }) => one.geometry)).toEqual([
      { type: 'Point', coordinates: [140.1281, 35.6101] },
      null,
    ])
    expect(features[0].properties).toEqual(JSON.parse(read('a.json').toString())[0])
  })

  test('no GeoJSON, and no word of it, where there are no coordinates', async () => {
    const { found, names } = await convert('名称,利用者数\n図書館,120\n体育館,80\n公民館,33\n')
    expect(names).toEqual(['a.csv', 'a.json', 'a.jsonld', 'a.parquet', 'report.json'])
    expect(found.problems.map(({ code }) => code)).not.toContain('run/no-coordinates')
  })
})

const NOWHERE = SPACE.replace('35.6101,140.1281', ',')

describe('columns of coordinates without a value', () => {
  test('no GeoJSON where none is asked for by name; else it is told', async () => {
    const all = await convert(NOWHERE, { as: 'evacuation_space' })
    expect(all.names).not.toContain('a.geojson')
    expect(all.found.problems.map(({ code }) => code)).not.toContain('run/no-coordinates')
    const asked = await convert(NOWHERE, { as: 'evacuation_space', to: ['geojson'] })
    expect(asked.names).toEqual(['report.json'])
    expect(asked.found.problems.map(({ code }) => code)).toContain('run/no-coordinates')
  })
})

describe('one form by its name', () => {
  test('Parquet alone is the same bytes', async () => {
    const all = await convert(SPACE, { as: 'evacuation_space' })
    const one = await convert(SPACE, { as: 'evacuation_space', to: ['parquet'] })
    expect(one.names).toEqual(['a.parquet', 'report.json'])
    expect(one.read('a.parquet').equals(all.read('a.parquet'))).toBe(true)
  })

  test('GeoJSON that can not be made is an error that says which table', async () => {
    const { found, names } = await convert('名称,利用者数\n図書館,120\n体育館,80\n公民館,33\n', {
      to: ['geojson', 'csv'],
    })
    expect(names).toEqual(['a.csv', 'report.json'])
    expect(found.problems).toMatchObject([
      { code: 'run/no-coordinates', severity: 'error', where: { file: 'a.csv' } },
    ])
  })
})
