import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import { accept } from '../../pipeline/run/accept.ts'
import { type Calls, declare, dist, machineOf, project, run, write } from './fake.ts'

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

test.each([
  ['another number of records is expected', { expect: { records: { wells: 1 } } }, ['snapshot']],
  ['it comes from elsewhere', { from: { url: 'https://x.jp/a.csv' } }, ['snapshot']],
  ['it warns', { warns: true }, ['snapshot', 'declaration']],
])('why: what makes no record another is no reason (%s)', async (_, more, why) => {
  const root = project()
  await acceptIn(root, '2024-04-01')
  write(root, {
    'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w1' }] }, more),
    'sources/aaa/two/snapshot/in.txt': 'other',
  })
  const history = path.join(root, 'sources/aaa/two/history.yaml')
  // the fake's records are in its declaration: here they are to have changed otherwise
  fs.writeFileSync(
    history,
    fs.readFileSync(history, 'utf8').replace(/hash: ".{64}"/, `hash: "${'0'.repeat(64)}"`),
  )
  expect((await acceptIn(root, '2024-05-01', 'aaa/two')).accepted[0]?.why).toEqual(why)
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

test('nothing is accepted of a source with an error, but of its neighbours', async () => {
  const root = project()
  await run(root)
  write(root, { 'sources/aaa/one/source.yaml': declare({ roads: [] }, { fails: true }) })
  const { accepted, build } = await acceptIn(root, '2024-04-01')
  expect(accepted.map((one) => one.id)).toEqual([
    '111111_wells',
    '111111_open_data_list',
    '222222_roads',
    '222222_open_data_list',
  ])
  expect([build.problems.counts.error, build.failed.first]).toEqual([1, ['aaa/one']])
  expect(fs.existsSync(path.join(root, 'sources/aaa/one/history.yaml'))).toBe(false)
  expect((await acceptIn(root, '2024-04-01', 'aaa/one')).accepted).toEqual([])
})

test('in one build: each source is made once, though its files are staged twice', async () => {
  const root = project()
  const calls: Calls = { jobs: [], loaded: 0 }
  await accept(nodeEffects(), machineOf(root, calls), { root, date: '2024-04-01' })
  expect(calls).toEqual({ jobs: ['aaa/one', 'aaa/two', 'bbb/three'], loaded: 1 })
  const { accepted } = await accept(nodeEffects(), machineOf(root, calls), { root, date: '2024-04-02' })
  expect([accepted, calls.jobs.length]).toEqual([[], 3])
})

test('what is in dist/ unaccepted is accepted with its changes, which lie beside history.yaml and in dist/', async () => {
  const root = project()
  await acceptIn(root, '2024-04-01')
  expect(fs.existsSync(path.join(root, 'sources/aaa/two/changes'))).toBe(false)
  write(root, { 'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w2' }] }) })
  await run(root)
  expect(fs.readdirSync(path.join(root, '.hiraku/accepted'))).toHaveLength(1)
  await acceptIn(root, '2024-05-01')
  const file = path.join(root, 'sources/aaa/two/changes/wells.json')
  expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toMatchObject({
    from: { version: '1.0.0' },
    to: { version: '1.1.0', date: '2024-05-01' },
    counts: { added: 1, removed: 1, changed: 0, same: 0 },
    changes: [
      { kind: 'removed', key: 'w1', record: { identifier: 'w1' } },
      { kind: 'added', key: 'w2', record: { identifier: 'w2' } },
    ],
  })
  const published = dist(root)['datasets/111111_wells/changes.json'] ?? ''
  expect(JSON.parse(published)).toMatchObject({
    dataset: '111111_wells',
    versions: [{ version: '1.1.0' }, { version: '1.0.0' }],
    latest: { to: { version: '1.1.0' } },
    changes: [{ key: 'w1' }, { key: 'w2' }],
  })
  expect(dist(root)['datasets/111111_wells/changes.atom']).toContain('#version-1.1.0')
  // accepted: nobody asks for the former records any more
  expect(fs.readdirSync(path.join(root, '.hiraku/accepted'))).toEqual([])
  expect((await run(root, { check: true })).problems.counts.error).toBe(0)
})

test('a takedown: what went is told by its number alone', async () => {
  const root = project()
  await acceptIn(root, '2024-04-01')
  write(root, { 'sources/aaa/two/source.yaml': declare({ wells: [] }) })
  await accept(nodeEffects(), machineOf(root), { root, date: '2024-05-01', withhold: true })
  const text = fs.readFileSync(path.join(root, 'sources/aaa/two/changes/wells.json'), 'utf8')
  expect(JSON.parse(text)).toMatchObject({
    withheld: true,
    counts: { removed: 1 },
    changes: [{ kind: 'removed', key: null, withheld: true }],
  })
  expect(text + JSON.stringify(dist(root))).not.toContain('w1')
})

test.each([
  ['another version', '"version":"1.1.0"', '"version":"1.2.0"', 'history/changes-stale'],
  ['a count', '"added":1', '"added":2', 'history/changes-edited'],
  ['a change left out', /\n {4}\{"kind":"removed".*\n/, '\n', 'history/changes-edited'],
  ['no JSON', '"changes": [', '"changes": [x', 'history/changes-edited'],
])('changes that were edited are no input: %s', async (_, from, to, code) => {
  const root = project()
  await acceptIn(root, '2024-04-01')
  write(root, { 'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w2' }] }) })
  await acceptIn(root, '2024-05-01')
  const name = 'sources/aaa/two/changes/wells.json'
  const file = path.join(root, name)
  const text = fs.readFileSync(file, 'utf8')
  const at = text.indexOf('"to"')
  write(root, { [name]: text.slice(0, at) + text.slice(at).replace(from, to) })
  const { problems, failed } = await run(root)
  expect(problems.kinds()[0]).toMatchObject({ code, count: 1 })
  expect(failed.first).toEqual(['aaa/two'])
  // without it the versions are told, and no changes
  fs.rmSync(file)
  expect((await run(root)).problems.counts.error).toBe(0)
  const published = JSON.parse(dist(root)['datasets/111111_wells/changes.json'] ?? '')
  expect([published.versions.length, published.latest, published.changes]).toEqual([2, null, null])
})

test('git made CR LF of what is kept of the changes: the same is published', async () => {
  const root = project()
  await acceptIn(root, '2024-04-01')
  write(root, { 'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w2' }] }) })
  await acceptIn(root, '2024-05-01')
  const before = dist(root)
  const kept = ['history.yaml', 'changes/wells.json'].map((name) => `sources/aaa/two/${name}`)
  for (const name of kept)
    write(root, { [name]: fs.readFileSync(path.join(root, name), 'utf8').replaceAll('\n', '\r\n') })
  const { problems } = await run(root)
  expect(problems.kinds()).toEqual([])
  expect(dist(root)).toEqual(before)
  // and it can be appended to, and taken down
  const options = { root, date: '2024-06-01', id: '111111_wells', withhold: true }
  expect((await accept(nodeEffects(), machineOf(root), options)).accepted).toMatchObject([{ withheld: true }])
  write(root, { 'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w3' }] }) })
  expect((await acceptIn(root, '2024-07-01')).accepted[0]).toMatchObject({ version: '1.2.0' })
})

test('a stop between the files of a version: the next build puts the others in their place', async () => {
  const root = project()
  await acceptIn(root, '2024-04-01')
  write(root, { 'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w2' }] }) })
  const effects = nodeEffects()
  const broken = {
    ...effects,
    rename(from: string, to: string) {
      if (to.endsWith('history.yaml')) throw new Error('killed')
      effects.rename(from, to)
    },
  }
  await accept(broken, machineOf(root), { root, date: '2024-05-01' })
  expect(historyOf(root, 'sources/aaa/two/history.yaml')).toHaveLength(1)
  expect((await run(root)).problems.kinds().map(({ code }) => code)).toEqual(['history/not-accepted'])
  expect(historyOf(root, 'sources/aaa/two/history.yaml')).toHaveLength(2)
  expect(dist(root)['datasets/111111_wells/datapackage.json']).toContain('"version":"1.1.0"')
  expect((await run(root, { check: true })).problems.counts.error).toBe(0)
})

test.each([
  ['cut off', '["sources/aaa/two","his'],
  ['not a list', '{}'],
  ['a list of other things', '["sources/aaa/two",1]'],
  ['empty', ''],
  ['of elsewhere', '["../..","x"]'],
])('a note of an acceptance that can not be read (%s) keeps nobody, and is told once', async (_, note) => {
  const root = project()
  await acceptIn(root, '2024-04-01')
  const before = dist(root)
  write(root, { '.hiraku/accepting.json': note, '.hiraku/accepting/0': 'half' })
  // accept settles what was stopped first, and then builds
  const { accepted, build } = await acceptIn(root, '2024-04-02')
  expect([accepted, build.problems.kinds().map(({ code }) => code)]).toEqual([
    [],
    ['history/note-unreadable'],
  ])
  expect(build.bugs).toEqual([])
  expect(dist(root)).toEqual(before)
  expect(Object.keys(dist(root, '.hiraku')).filter((name) => name.startsWith('accepting'))).toEqual([])
  expect((await run(root)).problems.kinds()).toEqual([])
})

test('a version that was taken back leaves no copy of what it replaced', async () => {
  const root = project()
  await acceptIn(root, '2024-04-01')
  const before = declare({ wells: [{ identifier: 'w1' }] })
  write(root, { 'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w2' }] }) })
  await run(root)
  write(root, { 'sources/aaa/two/source.yaml': before })
  await run(root)
  const left = fs.readdirSync(path.join(root, '.hiraku/accepted'))
  expect(left.filter((name) => name.includes('wells'))).toEqual([])
})

test('both sides of a merge in history.yaml: the source fails, and the remedy mends it', async () => {
  const root = project()
  await acceptIn(root, '2024-04-01')
  const name = 'sources/aaa/two/history.yaml'
  const text = fs.readFileSync(path.join(root, name), 'utf8')
  const before = dist(root)
  write(root, { [name]: text + text })
  const { problems, failed } = await run(root)
  expect(failed.first).toEqual(['aaa/two'])
  expect(problems.kinds()[0]).toMatchObject({ code: 'history/repeated-version', count: 1 })
  const [told] = problems.kinds()[0]?.problems ?? []
  expect([told?.where.file, told?.message.ja]).toEqual([name, expect.stringContaining('wells の版 1.0.0')])
  expect(dist(root)).toEqual(before)
  expect((await acceptIn(root, '2024-05-01')).accepted).toEqual([])
  write(root, { [name]: text })
  expect((await run(root)).problems.counts.error).toBe(0)
})

test('a day that is none, or lies before the last version, is refused', async () => {
  const root = project()
  await expect(acceptIn(root, '2024-02-30')).rejects.toThrow(/2024-02-30/)
  await acceptIn(root, '2024-04-01')
  write(root, { 'sources/bbb/three/source.yaml': declare({ roads: [] }) })
  const { accepted, build } = await acceptIn(root, '2024-03-31')
  expect([accepted, build.failed.first]).toEqual([[], ['bbb/three']])
  expect(build.problems.kinds()[0]?.problems[0]?.message.en).toContain('2024-03-31')
})

test('a version of a day to come keeps the next ones out: the remedy, taken at its word, mends it', async () => {
  const root = project()
  await acceptIn(root, '2024-04-01')
  write(root, { 'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w2' }] }) })
  await acceptIn(root, '2099-12-31')
  write(root, { 'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w3' }] }) })
  const { build } = await acceptIn(root, '2024-06-01', 'aaa/two')
  const [told] = build.problems.kinds()[0]?.problems ?? []
  expect(told?.code).toBe('history/date-before')
  const { file = '', line = 0 } = told?.where ?? {}
  for (const text of [told?.remedy.ja, told?.remedy.en]) {
    expect(text).toContain(file)
    expect(text).toMatch(new RegExp(`${line} 行目|line ${line} `))
  }
  const lines = fs.readFileSync(path.join(root, file), 'utf8').split('\n')
  expect(lines[line - 1]).toBe('  date: "2099-12-31"')
  lines[line - 1] = '  date: 2024-05-01'
  write(root, { [file]: lines.join('\n') })
  // also where the list of the publisher has the same day
  const list = path.join(root, 'sources/aaa/history.yaml')
  fs.writeFileSync(list, fs.readFileSync(list, 'utf8').replace('2099-12-31', '2024-05-01'))
  expect((await run(root)).problems.counts.error).toBe(0)
  const { latest, versions } = JSON.parse(dist(root)['datasets/111111_wells/changes.json'] ?? '')
  expect([latest.to.date, latest.from.date, versions[0].date]).toEqual([
    '2024-05-01',
    '2024-04-01',
    '2024-05-01',
  ])
  expect(JSON.stringify(dist(root))).not.toContain('2099')
  const { accepted } = await acceptIn(root, '2024-06-01')
  expect(accepted.map(({ id, version }) => [id, version])).toContainEqual(['111111_wells', '1.2.0'])
})
