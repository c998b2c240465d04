/** dist/report.json: what the run knows of a dataset and what its job says of it, whatever is remembered. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { accept } from '../../pipeline/run/accept.ts'
import { itemsInOrder, itemsOf, piecesOf } from '../../pipeline/run/report-file.ts'
import { formatSum, parseSum } from '../../pipeline/run/sums.ts'
import { declare, dist, machineOf, project, run, write } from './fake.ts'

const FAILS = { 'sources/aaa/one/source.yaml': declare({ roads: [] }, { fails: true }) }
const reportOf = (root: string) => JSON.parse(dist(root)['report.json'] ?? '')

/** Accepted and built, so that there are versions. */
async function published(): Promise<string> {
  const root = project()
  await accept(nodeEffects(), machineOf(root), { root, date: '2024-04-01' })
  return root
}

function forget(root: string): string {
  fs.rmSync(path.join(root, '.hiraku'), { recursive: true })
  return root
}

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex')

/** Another text in dist/, which SHA256SUMS speaks of as if it had been built so. */
function rewrite(root: string, file: string, text: string): void {
  const before = dist(root)
  const sha256 = sha256Of(text)
  const sums = (before.SHA256SUMS ?? '')
    .split('\n')
    .map((line) => (parseSum(line)?.path === file ? formatSum({ sha256, path: file }).trimEnd() : line))
  write(root, { [`dist/${file}`]: text, 'dist/SHA256SUMS': sums.join('\n') })
}

test('a dataset comes with its version, and with what its job counted', async () => {
  const { sources, lists } = reportOf(await published())
  expect(sources[0].datasets).toEqual([
    { id: '111111_roads', records: 2, version: '1.0.0', methods: { 'as-written': 2 } },
    { id: '111111_parks', records: 1, version: '1.0.0', methods: { 'as-written': 1 } },
  ])
  expect(lists[0].datasets).toEqual([{ id: '111111_open_data_list', records: 3, version: '1.0.0' }])
})

test('of a failed source it stays as it was, on a fresh checkout as on a warm one', async () => {
  const [warm, fresh] = [await published(), forget(await published())]
  const before = dist(warm)
  const more = { 'sources/bbb/three/source.yaml': declare({ roads: [{ identifier: 'y' }] }) }
  for (const root of [warm, fresh]) {
    write(root, { ...FAILS, ...more })
    expect((await run(root)).failed.first).toEqual(['aaa/one'])
  }
  expect(dist(fresh)).toEqual(dist(warm))
  expect(reportOf(fresh).sources[0]).toEqual(JSON.parse(before['report.json'] ?? '').sources[0])
  expect(dist(fresh)['report.json']).toContain('"version": "1.0.0"')
})

test('whatever wrote it: of a failed source the words of an older report stay, until the source is made again', async () => {
  const [warm, fresh] = [await published(), await published()]
  for (const root of [warm, fresh]) {
    const report = dist(root)['report.json'] ?? ''
    const older = report.replace('"lines": 1,', '"lines": 1,\n      "older": true,')
    rewrite(root, 'report.json', older)
    if (root === fresh) forget(root)
    else {
      // as if an older build had made it
      const entry = path.join(root, '.hiraku/cache/whole.entry')
      fs.writeFileSync(entry, fs.readFileSync(entry, 'utf8').replace(sha256Of(report), sha256Of(older)))
    }
    write(root, FAILS)
    await run(root)
    await run(root)
    expect(reportOf(root).sources[0]).toMatchObject({ source: 'one', older: true })
  }
  expect(dist(fresh)).toEqual(dist(warm))
  write(fresh, { 'sources/aaa/one/source.yaml': declare({ roads: [{ identifier: 'r1' }] }) })
  await run(fresh)
  expect(reportOf(fresh).sources[0].older).toBeUndefined()
})

test('a dist/ that was altered is not taken as good where nothing is remembered: every such file is told', async () => {
  const root = forget(await published())
  const before = dist(root)
  write(root, { ...FAILS, 'dist/datasets/111111_roads/111111_roads.csv': 'forged\r\n' })
  write(root, { 'dist/datasets/111111_roads/more.txt': 'mine' })
  fs.rmSync(path.join(root, 'dist/sources/aaa/one.lines.json'))
  for (let times = 0; times < 2; times += 1) {
    const { problems } = await run(root)
    const told = problems
      .kinds()
      .flatMap((kind) => (kind.code === 'run/last-good-changed' ? kind.problems : []))
    expect(told.map((one) => one.where.file)).toEqual([
      'dist/datasets/111111_roads/111111_roads.csv',
      'dist/sources/aaa/one.lines.json',
    ])
  }
  expect(dist(root).SHA256SUMS).toBe(before.SHA256SUMS)
  expect(fs.existsSync(path.join(root, 'dist/datasets/111111_roads/more.txt'))).toBe(false)
})

test('so is a report that was altered, and files that SHA256SUMS does not speak of', async () => {
  const root = forget(await published())
  write(root, FAILS)
  const { 'report.json': report = '', SHA256SUMS: sums = '' } = dist(root)
  write(root, {
    'dist/report.json': report.replace('"unaccounted": []', '"unaccounted": [1]'),
    'dist/SHA256SUMS': sums.replace(/^.*111111_parks\/.*\n/gm, ''),
  })
  const { problems } = await run(root)
  const told = problems.kinds().flatMap((kind) => kind.problems.map((one) => one.where.file))
  expect(told).toContain('dist/report.json')
  expect(told).toContain('dist/datasets/111111_parks/111111_parks.json')
})

test('items are found in their order, past those that nobody asks for', () => {
  const item = (publisher: string, source?: string) => ({ publisher, source })
  const all = [item('a', 'x'), item('a', 'y'), item('a-b', 'x'), item('b', 'x'), item('a'), item('b')]
  const find = itemsInOrder(all.values())
  expect(find('a', 'y')).toBe(all[1])
  expect(find('a', 'z')).toBeUndefined()
  expect(find('b', 'x')).toBe(all[3])
  expect(find('a', undefined)).toBe(all[4])
  expect(find('b', undefined)).toBe(all[5])
  expect(find('c', undefined)).toBeUndefined()
})

test('a report passes its schema a piece at a time; what stood there before is not held against it', async () => {
  const root = await published()
  const chunks = [new TextEncoder().encode(dist(root)['report.json'])]
  const pieces = [
    ...piecesOf(itemsOf(chunks), (publisher, source) => publisher === 'aaa' && source === 'one'),
  ]
  const { sources, lists } = reportOf(root)
  expect(pieces.map((piece) => piece.sources)).toEqual([[sources[1]], [sources[2]], [], []])
  expect(pieces.map((piece) => piece.lists)).toEqual([[], [], [lists[0]], [lists[1]]])
  expect(pieces[0]?.totals).toEqual({ sources: 1, datasets: 1, records: 1 })
})

test('a sum is read back as it was written, whatever the name of the file', () => {
  for (const name of ['a b.csv', 'a\\nb', 'line\nbreak', 'back\\slash', 'two  spaces']) {
    const sum = { sha256: 'a'.repeat(64), path: name }
    expect(parseSum(formatSum(sum).slice(0, -1))).toEqual(sum)
  }
  expect(parseSum('no sum')).toBeUndefined()
})
