import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import { accept } from '../../pipeline/run/accept.ts'
import { declare, dist, machineOf, project, run, write } from './fake.ts'

const acceptIn = (root: string, date: string, id?: string) =>
  accept(nodeEffects(), machineOf(root), { root, date, id })
const historyOf = (root: string, file: string) =>
  parseYaml(fs.readFileSync(path.join(root, file), 'utf8')).value
const short = (all: Awaited<ReturnType<typeof acceptIn>>) =>
  all.accepted.map(({ id, version, added, removed, changed, why }) => [
    id,
    version,
    added,
    removed,
    changed,
    why.join(' '),
  ])

test('everything is accepted once, the lists too, and the dates appear in dist/', async () => {
  const root = project()
  const first = await acceptIn(root, '2024-04-01')
  expect(first.accepted.map((one) => one.id).sort()).toEqual([
    '111111_open_data_list',
    '111111_parks',
    '111111_roads',
    '111111_wells',
    '222222_open_data_list',
    '222222_roads',
  ])
  expect(dist(root)['datasets/111111_roads/datapackage.json']).toContain('"version":"1.0.0"')
  expect(first.build.problems.counts.warning).toBe(0)
  expect((await acceptIn(root, '2024-04-02')).accepted).toEqual([])
  expect((await run(root)).outcome).toBe('nothing')
  expect((await run(root, { check: true })).problems.counts.error).toBe(0)
})

test('a change warns until it is accepted; what came, went and changed is counted', async () => {
  const root = project()
  await acceptIn(root, '2024-04-01')
  write(root, {
    'sources/aaa/one/source.yaml': declare({
      roads: [{ identifier: 'r2' }, { identifier: 'r3' }, { identifier: 'r4' }],
      parks: [{ identifier: 'p1' }],
    }),
  })
  const result = await run(root)
  expect(result.problems.kinds()[0]).toMatchObject({ code: 'history/not-accepted', count: 1 })
  expect(result.problems.kinds()[0]?.problems[0]?.message.en).toContain('declaration')
  expect(dist(root)['datasets/111111_roads/datapackage.json']).toContain('"version":"1.0.0"')
  // twice, so that the accepted records are no longer in dist/
  write(root, { 'sources/aaa/one/snapshot/in.txt': 'other' })
  await run(root)
  const second = await acceptIn(root, '2024-05-01')
  expect(short(second)[0]).toEqual(['111111_roads', '1.1.0', 2, 1, 0, 'snapshot declaration'])
  expect(second.accepted.map((one) => one.id)).toEqual(['111111_roads', '111111_open_data_list'])
  expect(second.accepted[1]?.why).toEqual(['datasets'])
  expect(historyOf(root, 'sources/aaa/one/history.yaml')).toHaveLength(3)
  expect(historyOf(root, 'sources/bbb/three/history.yaml')).toHaveLength(1)
})

test('one dataset may be accepted alone; comments and earlier entries stay', async () => {
  const root = project()
  write(root, { 'sources/aaa/one/history.yaml': '# ours\n' })
  await run(root)
  fs.rmSync(path.join(root, '.hiraku'), { recursive: true })
  const { accepted } = await acceptIn(root, '2024-04-01', '111111_roads')
  expect(accepted.map((one) => one.id)).toEqual(['111111_roads', '111111_open_data_list'])
  const text = fs.readFileSync(path.join(root, 'sources/aaa/one/history.yaml'), 'utf8')
  expect(text.startsWith('# ours\n- dataset: "roads"')).toBe(true)
})

test('the list of a publisher may be accepted alone, as the warning names it', async () => {
  const root = project()
  await acceptIn(root, '2024-04-01')
  write(root, { 'sources/aaa/one/source.yaml': declare({ roads: [{ identifier: 'r9' }] }) })
  await run(root)
  const { accepted } = await acceptIn(root, '2024-05-01', '111111_open_data_list')
  expect(accepted.map((one) => one.id)).toEqual(['111111_open_data_list'])
  expect(historyOf(root, 'sources/aaa/one/history.yaml')).toHaveLength(2)
})

test('nothing is accepted where there is an error', async () => {
  const root = project()
  await run(root)
  write(root, { 'sources/aaa/one/source.yaml': declare({ roads: [] }, { fails: true }) })
  const { accepted, build } = await acceptIn(root, '2024-04-01')
  expect([accepted, build.problems.counts.error]).toEqual([[], 1])
  expect(fs.existsSync(path.join(root, 'sources/bbb/three/history.yaml'))).toBe(false)
  expect((await acceptIn(root, '2024-04-01', 'bbb/three')).accepted.map((one) => one.id)).toEqual([
    '222222_roads',
    '222222_open_data_list',
  ])
})

test('a day that is none, or lies before the last version, is refused', async () => {
  const root = project()
  await expect(acceptIn(root, '2024-02-30')).rejects.toThrow(/2024-02-30/)
  await acceptIn(root, '2024-04-01')
  write(root, { 'sources/bbb/three/source.yaml': declare({ roads: [] }) })
  await expect(acceptIn(root, '2024-03-31')).rejects.toThrow(/2024-03-31/)
})
