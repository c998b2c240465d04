/** The feeds over the life of a project: datasets that come and go, ids that stay, a date that never goes back. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { accept } from '../../../pipeline/run/accept.ts'
import type { Machine } from '../../../pipeline/run/options.ts'
import { faultsOfFeed } from '../../helpers/atom.ts'
import { declare, dist, machineOf, project, write } from '../fake.ts'

function machine(root: string): Machine {
  const own = machineOf(root)
  const header = { iri: 'https://x.invalid/catalog/', title: '目録', publisher: '見本市' }
  return {
    ...own,
    rooms: async (schemas) => ({ ...(await own.rooms(schemas)), catalogHeader: () => header }),
  }
}

const acceptIn = async (root: string, date: string) => {
  const { build } = await accept(nodeEffects(), machine(root), { root, date })
  expect(build.problems.counts.error).toBe(0)
  return dist(root)
}
const idsIn = (text = '') => [...text.matchAll(/<id>([^<]*)<\/id>/g)].map(([, id = '']) => id)
const updatedOf = (text = '') => /<updated>([^<]*)<\/updated>/.exec(text)?.[1] ?? ''
const CATALOG = 'catalog/changes.atom'

test('the feed of all datasets: one that is new begins with its first version, one that is gone is told by the list', async () => {
  const root = project()
  const first = (await acceptIn(root, '2024-04-01'))[CATALOG] ?? ''
  expect(faultsOfFeed(first)).toEqual([])
  expect(idsIn(first)).toHaveLength(7)
  write(root, { 'sources/aaa/four/source.yaml': declare({ bridges: [{ identifier: 'b1' }] }) })
  const second = (await acceptIn(root, '2024-05-01'))[CATALOG] ?? ''
  expect(second).toContain('bridges 版1.0.0（初めての公開）')
  expect(idsIn(second)).toContain('https://x.invalid/datasets/111111_bridges/#version-1.0.0')
  // it was the newest of all; now it is gone
  fs.rmSync(path.join(root, 'sources/aaa/four'), { recursive: true })
  const files = await acceptIn(root, '2024-06-01')
  const third = files[CATALOG] ?? ''
  expect(faultsOfFeed(third)).toEqual([])
  expect(third).not.toContain('bridges')
  expect(Object.keys(files).filter((name) => name.includes('bridges'))).toEqual([])
  expect(JSON.parse(files['datasets/111111_open_data_list/changes.json'] ?? '')).toMatchObject({
    changes: [{ kind: 'removed', key: '111111_bridges' }],
  })
  expect(third).toMatch(/open_data_list 版1\.2\.0（追加0件、削除1件、変更0件）/)
  // ids that were once given stay, and the date of the whole never goes back
  for (const id of idsIn(first)) expect(idsIn(third)).toContain(id)
  const dates = [first, second, third].map(updatedOf)
  expect(dates).toEqual([
    '2024-04-01T00:00:00+09:00',
    '2024-05-01T00:00:00+09:00',
    '2024-06-01T00:00:00+09:00',
  ])
  fs.rmSync(root, { recursive: true })
})

test('an entry once given is the same text in every later feed, until it is one of too many', async () => {
  const root = project()
  const feeds: string[] = []
  for (let day = 1; day <= 4; day += 1) {
    write(root, { 'sources/bbb/three/source.yaml': declare({ roads: [{ identifier: `x${day}` }] }) })
    const files = await acceptIn(root, `2024-04-0${day}`)
    feeds.push(files['datasets/222222_roads/changes.atom'] ?? '')
  }
  const entries = feeds.map((feed) => feed.match(/<entry>.*?<\/entry>/gs) ?? [])
  expect(entries.map(({ length }) => length)).toEqual([1, 2, 3, 4])
  for (const [at, own] of entries.entries()) expect(entries.at(-1)?.slice(-at - 1)).toEqual(own)
  fs.rmSync(root, { recursive: true })
})
