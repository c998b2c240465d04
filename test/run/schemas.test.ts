/** A source is keyed by the schemas that it asked for, and by no other. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { namesIn } from '../../pipeline/run/asked.ts'
import type { Machine } from '../../pipeline/run/options.ts'
import { openStore } from '../../pipeline/run/store.ts'
import { wire } from '../../pipeline/run/wire.ts'
import { build } from '../../pipeline/run.ts'
import { PACKAGE } from '../helpers/job.ts'
import { type Calls, declare, project, run, temporary, write } from './fake.ts'

const worked = async (root: string): Promise<readonly string[]> => {
  const calls: Calls = { jobs: [], loaded: 0 }
  await run(root, { calls })
  return calls.jobs
}

function asking(): string {
  const root = project()
  write(root, {
    'sources/aaa/one/source.yaml': declare({ roads: [] }, { asks: ['record.json'] }),
    'sources/aaa/two/source.yaml': declare({ wells: [] }, { asks: ['record.json', 'absent.json'] }),
  })
  return root
}

test('a schema that changes makes those again that asked for it; one that nobody asked for, nobody', async () => {
  const root = asking()
  await run(root)
  write(root, { 'schemas/other.json': '{}' })
  expect(await worked(root)).toEqual([])
  write(root, { 'schemas/record.json': '{"a":1}' })
  expect(await worked(root)).toEqual(['aaa/one', 'aaa/two'])
  expect(await worked(root)).toEqual([])
})

test('a schema that was asked for and absent makes again who asked when it comes, and when it goes', async () => {
  const root = asking()
  await run(root)
  write(root, { 'schemas/absent.json': '{}' })
  expect(await worked(root)).toEqual(['aaa/two'])
  fs.rmSync(path.join(root, 'schemas/absent.json'))
  expect(await worked(root)).toEqual(['aaa/two'])
  expect(await worked(root)).toEqual([])
})

test('what history calls the declaration is that of the source: its files, and the schemas that it asked for', async () => {
  const root = asking()
  await run(root)
  const declarationOf = (source: string): unknown => {
    const entry = entryOf(root, `sources/aaa/${source}`)
    return JSON.parse(entry.about).inputs.declaration
  }
  const before = ['one', 'two'].map(declarationOf)
  write(root, {
    'schemas/absent.json': '{}',
    'sources/aaa/one/cases.yaml': '# touched, so that it is made again',
  })
  expect(await worked(root)).toEqual(['aaa/one', 'aaa/two'])
  const after = ['one', 'two'].map(declarationOf)
  expect([after[0] === before[0], after[1] === before[1]]).toEqual([true, false])
})

function entryOf(root: string, unit: string) {
  const cache = path.join(root, '.hiraku/cache')
  const entry = openStore(nodeEffects(), { cache, next: cache }).load(unit)
  if (entry === undefined) throw new Error(`no entry of ${unit}`)
  return entry
}

/** Two publishers with the same document, through the real rooms. */
function twoCities(): string {
  const root = temporary()
  const fixture = path.join(PACKAGE, 'test/fixtures/build/second-city/sources')
  const [publisher = ''] = fs.readdirSync(fixture)
  for (const code of [publisher, '142140']) {
    const folder = path.join(root, 'sources', code)
    fs.cpSync(path.join(fixture, publisher), folder, { recursive: true })
    const file = path.join(folder, 'publisher.yaml')
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll(publisher, code))
  }
  return root
}

const real: Machine = {
  code: 'test',
  packageFolder: PACKAGE,
  rooms: (schemas) => Promise.resolve(wire(schemas)),
}

test('the real rooms: the second of two alike asks for what the first asked for, though nothing is compiled twice', async () => {
  const root = twoCities()
  const first = await build(nodeEffects(), real, { root })
  expect(first.problems.counts.error).toBe(0)
  const asked = fs.readdirSync(path.join(root, 'sources')).map((publisher) => {
    const [source = ''] = fs
      .readdirSync(path.join(root, 'sources', publisher))
      .filter((name) => !name.endsWith('.yaml'))
    return entryOf(root, `sources/${publisher}/${source}`).asked
  })
  expect(asked[1]).toEqual(asked[0])
  const names = namesIn(asked[1] ?? '')
  for (const name of ['licences.yaml', 'units.schema.json', 'stages/shaped.schema.json'])
    expect(names).toContain(name)
  expect(names).toContain('records/ict_plan_sections.schema.json')
  expect(names).not.toContain('records/open_data_list.schema.json')
  const list = namesIn(entryOf(root, 'publishers/142140').asked)
  expect(list).toContain('records/open_data_list.schema.json')
  expect(list).not.toContain('records/ict_plan_sections.schema.json')

  write(root, { 'schemas/records/fountains.schema.json': '{}' })
  expect((await build(nodeEffects(), real, { root })).outcome).toBe('nothing')
  const schema = fs.readFileSync(path.join(PACKAGE, 'schemas/records/open_data_list.schema.json'), 'utf8')
  write(root, { 'schemas/records/open_data_list.schema.json': `${schema}\n` })
  expect((await build(nodeEffects(), real, { root })).sources).toMatchObject({ unchanged: 2, built: 0 })
  const licences = fs.readFileSync(path.join(PACKAGE, 'schemas/licences.yaml'), 'utf8')
  write(root, { 'schemas/licences.yaml': `${licences}# more\n` })
  expect((await build(nodeEffects(), real, { root })).sources).toMatchObject({ unchanged: 0, built: 2 })
})
