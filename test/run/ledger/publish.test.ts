/** What a publish leaves in the ledger: what may not be public is a failure too, and each portal has its own. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { openLedger } from '../../../pipeline/run/ledger/ledger.ts'
import { notePublished } from '../../../pipeline/run/ledger/publish-notes.ts'
import { publish } from '../../../pipeline/run/publish/run.ts'
import { temporary } from '../fake.ts'
import { makeDist, type Wanted } from '../publish/dist.ts'

const real = nodeEffects()
const at = (day: number) => ({ ...real, now: () => new Date(Date.UTC(2026, 3, day)) })
const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) fs.rmSync(root, { recursive: true, force: true })
})

/** `dist/report.json` as a build writes it: an item begins and ends on lines of its own. */
function report(root: string, sources: Readonly<Record<string, readonly string[]>>): void {
  const items = Object.entries(sources).map(([name, ids]) => {
    const [publisher = '', source = ''] = name.split('/')
    const item = { publisher, source, datasets: ids.map((id) => ({ id, records: 2 })) }
    return `    ${JSON.stringify(item, null, 2).replaceAll('\n', '\n    ')}`
  })
  fs.mkdirSync(path.join(root, 'dist'), { recursive: true })
  fs.writeFileSync(path.join(root, 'dist/report.json'), `{\n  "sources": [\n${items.join(',\n')}\n  ]\n}\n`)
}

const failuresOf = (root: string, source: string) =>
  openLedger(real, path.join(root, '.hiraku'))
    .get(source)
    .failures?.map(({ code, portal, since }) => [code, portal, new Date(since).getUTCDate()]) ?? []

async function send(root: string, day: number): Promise<void> {
  await publish(at(day), { root, mode: 'apply', portal: 'city', retire: false }, async () => ({
    target: {
      label: 'a target',
      async *plan(offering) {
        for await (const { id } of offering.datasets())
          yield { action: 'create', id, name: id, title: id, changes: [], problems: [], bytes: 0 }
      },
      apply: () =>
        Promise.resolve({ outcome: 'done', problems: [], rows: { written: 1, removed: 0 }, bytes: 1 }),
      verify: () => Promise.resolve([]),
      requests: () => 0,
    },
    atOnce: 1,
    mayChange: true,
    problems: [],
  }))
}

const GOOD: Wanted = { id: '142140_parks' }
test.each<[string, Wanted, string]>([
  ['without a base IRI', { id: '129992_wells', code: '129992', declared: false }, 'run/publish-base-iri'],
  [
    'without a licence',
    { id: '129992_wells', code: '129992', licence: 'NOASSERTION' },
    'run/publish-licence',
  ],
])('what may not be public %s is a failure of its source, until it is mended', async (_, bad, code) => {
  const root = makeDist([GOOD, bad])
  roots.push(root)
  const sources = { 'good/parks': ['142140_parks'], 'bad/wells': ['129992_wells'] }
  report(root, sources)
  await send(root, 1)
  await send(root, 2)
  expect(failuresOf(root, 'bad/wells')).toEqual([[code, 'city', 1]])
  expect(failuresOf(root, 'good/parks')).toEqual([])
  const mended = makeDist([GOOD, { id: '129992_wells', code: '129992' }])
  roots.push(mended)
  fs.rmSync(path.join(root, 'dist'), { recursive: true })
  fs.renameSync(path.join(mended, 'dist'), path.join(root, 'dist'))
  report(root, sources)
  await send(root, 3)
  expect(failuresOf(root, 'bad/wells')).toEqual([])
  expect(openLedger(real, path.join(root, '.hiraku')).get('bad/wells').published).toEqual({
    city: '2026-04-03T00:00:00.000Z',
  })
})

test('what is well at one portal does not hide what failed at another', () => {
  const root = temporary()
  roots.push(root)
  report(root, { 'a/one': ['x_one'] })
  const layout = { dist: path.join(root, 'dist'), state: path.join(root, '.hiraku') }
  const note = (day: number, portal: string, code: string | undefined) =>
    notePublished(at(day), layout, portal, new Map([['x_one', code]]))
  note(1, 'city', 'publish/denied')
  note(1, 'folder:/srv/www', undefined)
  expect(failuresOf(root, 'a/one')).toEqual([['publish/denied', 'city', 1]])
  note(2, 'folder:/srv/www', 'publish/x')
  note(3, 'city', 'publish/denied')
  expect(failuresOf(root, 'a/one')).toEqual([
    ['publish/x', 'folder:/srv/www', 2],
    ['publish/denied', 'city', 1],
  ])
  note(4, 'city', undefined)
  note(4, 's3:bucket/x?token=SECRET', 'publish/x')
  expect(failuresOf(root, 'a/one')).toEqual([
    ['publish/x', 'folder:/srv/www', 2],
    ['publish/x', 's3:bucket/x', 4],
  ])
})
