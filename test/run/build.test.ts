import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { declare, dist, project, run, write } from './fake.ts'

const calls = () => ({ jobs: [] as string[], loaded: 0 })

test('a first build makes everything, and SHA256SUMS names every other file', async () => {
  const root = project()
  const result = await run(root)
  expect(result.outcome).toBe('replaced')
  expect(result.problems.counts.error).toBe(0)
  expect(result.sources).toEqual({ total: 3, built: 3, unchanged: 0, failed: 0, kept: 0 })
  const files = dist(root)
  expect(Object.keys(files)).toContain('datasets/111111_open_data_list/111111_open_data_list.json')
  const sums = files.SHA256SUMS ?? ''
  const named = sums
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(66))
  expect(named).toEqual(
    Object.keys(files)
      .filter((name) => name !== 'SHA256SUMS')
      .sort(),
  )
  execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: path.join(root, 'dist') })
  expect(JSON.parse(files['report.json'] ?? '')).toMatchObject({ totals: { sources: 3, datasets: 6 } })
  expect(fs.readdirSync(path.join(root, '.hiraku')).sort()).toEqual([
    '.gitignore',
    'cache',
    'last-run.json',
    'ledger.jsonl',
    'tick',
  ])
})

test('a second build loads no room, does no work and touches nothing', async () => {
  const root = project()
  await run(root)
  const before = fs.statSync(path.join(root, 'dist'), { bigint: true })
  const seen = calls()
  const result = await run(root, { calls: seen })
  expect(result.outcome).toBe('nothing')
  expect(seen).toEqual({ jobs: [], loaded: 0 })
  expect(fs.statSync(path.join(root, 'dist'), { bigint: true }).ino).toBe(before.ino)
})

test('only the changed source is worked on; files with the same bytes keep their inode', async () => {
  const root = project()
  await run(root)
  const kept = fs.statSync(path.join(root, 'dist/datasets/111111_roads/111111_roads.json')).ino
  write(root, {
    'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w1' }, { identifier: 'w2' }] }),
  })
  const seen = calls()
  const result = await run(root, { calls: seen })
  expect(seen.jobs).toEqual(['aaa/two'])
  expect(result.outcome).toBe('replaced')
  expect(fs.statSync(path.join(root, 'dist/datasets/111111_roads/111111_roads.json')).ino).toBe(kept)
  expect(dist(root)['datasets/111111_wells/111111_wells.csv']).toBe('w1\r\nw2\r\n')
  expect((await run(root)).outcome).toBe('nothing')
})

test('a change that gives the same bytes swaps nothing', async () => {
  const root = project()
  await run(root)
  const before = fs.statSync(path.join(root, 'dist')).ino
  write(root, { 'sources/aaa/two/cases.yaml': '# nothing\n' })
  const seen = calls()
  expect((await run(root, { calls: seen })).outcome).toBe('same')
  expect(seen.jobs).toEqual(['aaa/two'])
  expect(fs.statSync(path.join(root, 'dist')).ino).toBe(before)
  expect((await run(root)).outcome).toBe('nothing')
})

test('other code makes everything again', async () => {
  const root = project()
  await run(root)
  const seen = calls()
  await run(root, { calls: seen, code: 'other' })
  expect(seen.jobs).toHaveLength(3)
})

test('a failing source keeps its last good files; the others go on', async () => {
  const root = project()
  await run(root)
  const before = dist(root)
  write(root, {
    'sources/aaa/one/source.yaml': declare({ roads: [] }, { fails: true }),
    'sources/bbb/three/source.yaml': declare({ roads: [{ identifier: 'y' }] }),
  })
  const result = await run(root)
  expect(result.failed.first).toEqual(['aaa/one'])
  expect(result.problems.counts.error).toBe(1)
  const after = dist(root)
  expect(after['datasets/111111_roads/111111_roads.json']).toBe(
    before['datasets/111111_roads/111111_roads.json'],
  )
  expect(after['datasets/222222_roads/222222_roads.csv']).toBe('y\r\n')
  expect(after['catalog/catalog.ttl']).toContain('111111_roads')
  expect(JSON.parse(after['report.json'] ?? '').sources[0]).toMatchObject({ source: 'one', lines: 1 })
})

test('on a fresh checkout too, where nothing is remembered', async () => {
  const root = project()
  await run(root)
  const before = dist(root)
  fs.rmSync(path.join(root, '.hiraku'), { recursive: true })
  write(root, { 'sources/aaa/one/source.yaml': 'this is not even JSON' })
  const result = await run(root)
  expect(result.failed.first).toEqual(['aaa/one'])
  expect(dist(root)).toEqual(before)
  expect(result.bugs).toHaveLength(1)
})

test('on a first build a failing source is absent', async () => {
  const root = project()
  write(root, { 'sources/aaa/one/source.yaml': declare({ roads: [] }, { fails: true }) })
  await run(root)
  expect(Object.keys(dist(root)).filter((name) => name.includes('111111_roads'))).toEqual([])
  expect(Object.keys(dist(root)).some((name) => name.includes('111111_wells'))).toBe(true)
})

test('a tampered, a missing and a stray file are put right', async () => {
  const root = project()
  await run(root)
  const before = dist(root)
  fs.writeFileSync(path.join(root, 'dist/datasets/111111_wells/111111_wells.csv'), 'w9\r\n')
  fs.rmSync(path.join(root, 'dist/report.json'))
  write(root, { 'dist/datasets/111111_wells/notes.txt': 'mine', 'dist/datasets/999999_x/a.csv': 'x' })
  const result = await run(root)
  expect(dist(root)).toEqual(before)
  expect(result.files.removed.first).toEqual(['datasets/111111_wells/notes.txt', 'datasets/999999_x'])
})

test('a touched file is read, found the same, and not worked on', async () => {
  const root = project()
  await run(root)
  const now = new Date()
  fs.utimesSync(path.join(root, 'dist/report.json'), now, now)
  fs.utimesSync(path.join(root, 'sources/aaa/one/source.yaml'), now, now)
  const seen = calls()
  expect((await run(root, { calls: seen })).outcome).toBe('nothing')
  expect(seen.jobs).toEqual([])
})

test('a last good file changed by hand under a failing source is told every time, and SHA256SUMS sees it', async () => {
  const root = project()
  await run(root)
  write(root, { 'sources/aaa/two/source.yaml': declare({ wells: [] }, { fails: true }) })
  fs.writeFileSync(path.join(root, 'dist/datasets/111111_wells/111111_wells.csv'), 'forged\r\n')
  for (let times = 0; times < 2; times += 1) {
    const result = await run(root)
    expect(result.problems.kinds().map((kind) => kind.code)).toContain('run/last-good-changed')
  }
  expect(() =>
    execFileSync('sha256sum', ['-c', '--status', 'SHA256SUMS'], { cwd: path.join(root, 'dist') }),
  ).toThrow()
  write(root, { 'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w1' }] }) })
  expect((await run(root)).problems.counts.error).toBe(0)
  execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: path.join(root, 'dist') })
})

test('a source that is taken away takes its files with it', async () => {
  const root = project()
  await run(root)
  fs.rmSync(path.join(root, 'sources/bbb'), { recursive: true })
  await run(root)
  expect(Object.keys(dist(root)).filter((name) => /222222|bbb/.test(name))).toEqual([])
  expect((await run(root)).outcome).toBe('nothing')
})

test('--only works on one and leaves the others as they are', async () => {
  const root = project()
  await run(root)
  write(root, {
    'sources/aaa/one/source.yaml': declare({ roads: [] }),
    'sources/bbb/three/source.yaml': declare({ roads: [{ identifier: 'z' }] }),
  })
  for (const name of ['bbb/three', 'three', '222222_roads', 'sources/bbb/three/']) {
    const seen = calls()
    fs.appendFileSync(path.join(root, 'sources/bbb/three/source.yaml'), ' ')
    const result = await run(root, { only: name, calls: seen })
    expect(seen.jobs).toEqual(['bbb/three'])
    expect(result.sources).toMatchObject({ built: 1, kept: 2 })
  }
  expect(dist(root)['datasets/222222_roads/222222_roads.csv']).toBe('z\r\n')
  expect(dist(root)['datasets/111111_roads/111111_roads.csv']).toBe('r1\r\nr2\r\n')
  await expect(run(root, { only: 'thre' })).rejects.toThrow(/three/)
})

test('a publisher stands for its source where it has one; where it has several, they are named', async () => {
  const root = project()
  await run(root)
  for (const name of ['bbb', 'sources/bbb/', 'sources/bbb']) {
    const seen = calls()
    fs.appendFileSync(path.join(root, 'sources/bbb/three/source.yaml'), ' ')
    await run(root, { only: name, calls: seen })
    expect(seen.jobs).toEqual(['bbb/three'])
  }
  await expect(run(root, { only: 'aaa' })).rejects.toThrow('aaa/one, aaa/two')
  write(root, { 'sources/bbb/aaa/source.yaml': declare({ lakes: [] }) })
  const seen = calls()
  await run(root, { only: 'aaa', calls: seen })
  expect(seen.jobs).toEqual(['bbb/aaa'])
})

test('--check compares every byte and changes nothing', async () => {
  const root = project()
  await run(root)
  expect((await run(root, { check: true })).problems.counts.error).toBe(0)
  fs.rmSync(path.join(root, '.hiraku'), { recursive: true })
  expect((await run(root, { check: true })).problems.counts.error).toBe(0)
  fs.writeFileSync(path.join(root, 'dist/datasets/111111_wells/111111_wells.csv'), 'forged\r\n')
  fs.rmSync(path.join(root, 'dist/catalog/catalog.ttl'))
  write(root, { 'dist/more.txt': '' })
  const before = dist(root)
  const result = await run(root, { check: true })
  expect(result.problems.kinds().map((kind) => [kind.code, kind.problems[0]?.where.file])).toEqual([
    ['run/differs', 'dist/datasets/111111_wells/111111_wells.csv'],
    ['run/missing', 'dist/catalog/catalog.ttl'],
    ['run/extra', 'dist/more.txt'],
  ])
  expect(dist(root)).toEqual(before)
  expect(fs.readdirSync(path.join(root, '.hiraku')).sort()).toEqual(['.gitignore', 'last-run.json'])
})

test('--check still compares the rest where a source fails', async () => {
  const root = project()
  await run(root)
  write(root, {
    'sources/aaa/one/source.yaml': declare({ roads: [] }, { fails: true }),
    'sources/bbb/three/source.yaml': declare({ roads: [{ identifier: 'y' }] }),
  })
  const result = await run(root, { check: true })
  expect(result.failed.first).toEqual(['aaa/one'])
  const differing = result.problems.kinds().find((kind) => kind.code === 'run/differs')
  expect(differing?.problems.map((one) => one.where.file)).toContain(
    'dist/datasets/222222_roads/222222_roads.csv',
  )
  expect(differing?.problems.some((one) => one.where.file?.includes('111111_roads'))).toBe(false)
})

test('--out builds into another folder, with a memory of its own, and guards what it would replace', async () => {
  const root = project()
  const result = await run(root, { out: 'elsewhere' })
  expect(result.outcome).toBe('replaced')
  expect(fs.existsSync(path.join(root, 'dist'))).toBe(false)
  expect((await run(root, { out: 'elsewhere' })).outcome).toBe('nothing')
  await run(root)
  expect(dist(root, 'elsewhere')).toEqual(dist(root))
  write(root, { 'precious/letter.txt': 'do not lose' })
  for (const out of ['precious', '.', 'sources/aaa', '..', '.hiraku/x']) {
    await expect(run(root, { out })).rejects.toThrow(/can not be an output folder/)
  }
})

test('two sources can not give one dataset; the one that has it keeps it', async () => {
  const root = project()
  await run(root)
  write(root, { 'sources/aaa/again/source.yaml': declare({ wells: [{ identifier: 'other' }] }) })
  const result = await run(root)
  expect(result.failed.first).toEqual(['aaa/again'])
  expect(result.problems.kinds()[0]?.code).toBe('run/duplicate-dataset')
  expect(dist(root)['datasets/111111_wells/111111_wells.csv']).toBe('w1\r\n')
})

test('a fault of ours in one source is told, and the others go on', async () => {
  const root = project()
  write(root, { 'sources/aaa/one/source.yaml': declare({ roads: [] }, { throws: true }) })
  const result = await run(root)
  expect(result.bugs[0]?.stack).toContain('TypeError')
  expect(result.sources).toMatchObject({ built: 2, failed: 1 })
})

test('warnings of an unchanged source are counted, and told again on request', async () => {
  const root = project()
  write(root, { 'sources/aaa/one/source.yaml': declare({ roads: [] }, { warns: true }) })
  expect((await run(root)).problems.counts.warning).toBe(1)
  const second = await run(root)
  expect([second.standing, second.problems.counts.warning]).toEqual([1, 0])
  expect((await run(root, { replay: true })).problems.counts.warning).toBe(1)
})
