/** dist/ as it is offered: every file of SHA256SUMS once, the records typed, what was altered told. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import type { Problem } from '../../../pipeline/problem.ts'
import { openDist } from '../../../pipeline/run/publish/offering.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { makeDist, RECORDS, sum } from './dist.ts'

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) fs.rmSync(root, { recursive: true, force: true })
})

function open(root: string) {
  const told: Problem[] = []
  const dist = openDist(nodeEffects(), path.join(root, 'dist'), (found) => told.push(...found))
  return { dist, told }
}

function made(...ids: readonly string[]): string {
  const root = makeDist(ids.map((id) => ({ id })))
  roots.push(root)
  return root
}

test('a dataset has its distributions in the order of its descriptor, its documents, and its records', async () => {
  const { dist, told } = open(made('142140_a'))
  const offer = dist.read('142140_a')?.offer
  expect(offer).toMatchObject({
    id: '142140_a',
    iri: 'https://opendata.city.example.jp/datasets/142140_a/',
    code: '142140',
    title: { ja: '施設一覧', en: 'Facilities' },
  })
  expect(offer?.files.map(({ key, name, mediaType }) => [key, name, mediaType])).toEqual([
    ['csv', '142140_a.csv', 'text/csv'],
    ['json', '142140_a.json', 'application/json'],
  ])
  expect(offer?.documents.map(({ name }) => name).sort()).toEqual([
    '142140_a.csv-metadata.json',
    'README.md',
    'datapackage.json',
  ])
  expect(offer?.table?.columns.map(({ header, key, type }) => [header, key, type])).toEqual([
    ['ID', 'identifier', 'string'],
    ['名称', 'name', 'string'],
    ['定員', 'capacity', 'integer'],
    ['面積', 'area', 'number'],
    ['開設日', 'opened', 'date'],
    ['曜日', 'days', 'json'],
  ])
  expect(offer?.table?.primaryKey).toEqual(['ID'])
  const rows = []
  for await (const batch of offer?.table?.rows() ?? []) rows.push(...batch)
  expect(rows).toEqual(RECORDS.map((record) => Object.values(record)))
  expect(told).toEqual([])
})

test('what is made of all datasets is offered beside them, SHA256SUMS last', () => {
  const { dist } = open(made('142140_a', '142140_b'))
  expect(dist.ids).toEqual(['142140_a', '142140_b'])
  expect(dist.whole.map((file) => file.path)).toEqual(['catalog/catalog.ttl', 'SHA256SUMS'])
})

test('the table is another when a record is, and the same when only a description is', () => {
  const root = made('142140_a')
  const folder = path.join(root, 'dist', 'datasets', '142140_a')
  const before = open(root).dist.read('142140_a')?.offer.table?.sha256
  fs.writeFileSync(path.join(folder, 'README.md'), '# another\n')
  sum(path.join(root, 'dist'))
  expect(open(root).dist.read('142140_a')?.offer.table?.sha256).toBe(before)
  const json = path.join(folder, '142140_a.json')
  fs.writeFileSync(json, fs.readFileSync(json, 'utf8').replace('図書館', '市立図書館'))
  sum(path.join(root, 'dist'))
  expect(open(root).dist.read('142140_a')?.offer.table?.sha256).not.toBe(before)
})

test('rows of a file that is another by now are not vouched for: reading them ends in an error', async () => {
  const root = made('142140_a')
  const { dist } = open(root)
  const table = dist.read('142140_a')?.offer.table
  fs.writeFileSync(path.join(root, 'dist/datasets/142140_a/142140_a.json'), '[\n]\n')
  const read = async () => {
    for await (const _ of table?.rows() ?? []);
  }
  await expect(read()).rejects.toThrow('142140_a.json')
})

test.each([
  ['a file that is gone', (folder: string) => fs.rmSync(path.join(folder, '142140_a.csv'))],
  [
    'a descriptor that was changed',
    (folder: string) => fs.appendFileSync(path.join(folder, 'datapackage.json'), ' '),
  ],
  ['a descriptor that is gone', (folder: string) => fs.rmSync(path.join(folder, 'datapackage.json'))],
])('%s is told, and the dataset is not offered', (_, harm) => {
  const root = made('142140_a', '142140_b')
  harm(path.join(root, 'dist', 'datasets', '142140_a'))
  const { dist, told } = open(root)
  expect(dist.read('142140_a')).toBeUndefined()
  expect(told.map(({ code }) => code)).toEqual(['run/publish-altered'])
  expect(dist.read('142140_b')).toBeDefined()
})

test('a name in SHA256SUMS that leads out of dist/ is not followed', () => {
  const root = made('142140_a')
  fs.appendFileSync(path.join(root, 'dist', 'SHA256SUMS'), `${'0'.repeat(64)}  datasets/../../secret.csv\n`)
  const { dist, told } = open(root)
  expect(told.map(({ code }) => code)).toEqual(['run/publish-altered'])
  expect(dist.ids).toEqual(['142140_a'])
})

test("the project's own dist/ is offered whole: every record of every dataset", async () => {
  const { dist, told } = open(PACKAGE)
  expect(told).toEqual([])
  expect(dist.ids.length).toBeGreaterThan(10)
  for (const id of dist.ids) {
    const { offer } = dist.read(id) ?? {}
    const folder = path.join(PACKAGE, 'dist', 'datasets', id)
    expect([...(offer?.files ?? []), ...(offer?.documents ?? [])].map(({ name }) => name).sort()).toEqual(
      fs.readdirSync(folder).sort(),
    )
    let count = 0
    for await (const batch of offer?.table?.rows() ?? []) count += batch.length
    expect(count, id).toBe(offer?.table?.count)
    expect(count, id).toBeGreaterThan(0)
  }
})

test('what tells of changes lies in the folder, and is no distribution', () => {
  const dist = openDist(nodeEffects(), path.join(PACKAGE, 'test/fixtures/build/two-versions/dist'), () => {})
  const described = dist.read('129992_aed')
  const documents = described?.offer.documents.map(({ name, mediaType }) => [name, mediaType])
  expect(documents).toContainEqual(['changes.json', 'application/json'])
  expect(documents).toContainEqual(['changes.atom', 'application/atom+xml; charset=utf-8'])
  expect(described?.offer.files.map(({ name }) => name).filter((name) => name.startsWith('changes'))).toEqual(
    [],
  )
  expect(described?.package).toMatchObject({ hiraku: { changes: ['changes.json', 'changes.atom'] } })
  const folder = path.join(PACKAGE, 'test/fixtures/build/two-versions/dist/datasets/129992_aed')
  expect(fs.readFileSync(path.join(folder, 'ckan.json'), 'utf8')).not.toContain('changes.')
  expect(fs.readFileSync(path.join(folder, 'README.md'), 'utf8')).toContain('[changes.atom](changes.atom)')
  expect(dist.whole.map(({ name }) => name)).toContain('changes.atom')
})
