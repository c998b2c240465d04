/** Values that a version already tells are taken out of it: `accept ID --withhold` with nothing new to accept. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { main } from '../../../pipeline/cli/main.ts'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { accept } from '../../../pipeline/run/accept.ts'
import { createGates } from '../../../pipeline/validate/index.ts'
import { PACKAGE, schemasOf } from '../../helpers/job.ts'
import { declare, dist, machineOf, project, run, temporary, write } from '../fake.ts'

const FOLDER = 'sources/aaa/halls'
const COLUMNS = ['name:string:名称']
const BEFORE = [
  { identifier: '1', name: 'SECRET-1' },
  { identifier: '2', name: 'SECRET-2' },
  { identifier: '3', name: '体育館' },
]
const AFTER = [
  { identifier: '2', name: '公民館' },
  { identifier: '3', name: '体育館' },
  { identifier: '4', name: '図書館' },
]

let root = ''
const put = (rows: readonly object[]) =>
  write(root, {
    'sources/aaa/publisher.yaml': '{"code":"111111"}',
    'schemas/record.json': '{}',
    [`${FOLDER}/source.yaml`]: declare({ halls: 'snapshot' }, { columns: COLUMNS }),
    [`${FOLDER}/snapshot/in.txt`]: JSON.stringify(rows),
  })
const acceptIn = (date: string, more: { id?: string; withhold?: boolean } = {}) =>
  accept(nodeEffects(), machineOf(root), { root, date, ...more })
const text = (name: string) => fs.readFileSync(path.join(root, FOLDER, name), 'utf8')
const published = () => JSON.parse(dist(root)['datasets/111111_halls/changes.json'] ?? '')
const codes = ({ build: { problems } }: Awaited<ReturnType<typeof acceptIn>>) =>
  problems.kinds().map(({ code }) => code)
const down = () => acceptIn('2024-06-01', { id: '111111_halls', withhold: true })

beforeEach(async () => {
  root = temporary()
  put(BEFORE)
  await acceptIn('2024-04-01')
  put(AFTER)
  await acceptIn('2024-05-01')
})
afterEach(() => fs.rmSync(root, { recursive: true }))

test('the version stays, its former values are nowhere, and that is said', async () => {
  expect(JSON.stringify(published())).toContain('SECRET-1')
  write(root, { '.hiraku/accepted/111111_halls-0.json': 'SECRET of an earlier version' })
  const history = text('history.yaml')
  const { accepted, build } = await down()
  expect(accepted).toMatchObject([
    { id: '111111_halls', version: '1.1.0', date: '2024-05-01', withheld: true, existing: true },
  ])
  expect(build.problems.kinds()).toEqual([])
  expect(text('history.yaml').replace('  withheld: true\n', '')).toBe(history)
  const told = published()
  expect(createGates(schemasOf(PACKAGE))('published/changes.schema.json')?.(told)).toEqual([])
  expect(told).toMatchObject({
    versions: [{ version: '1.1.0', withheld: true }, { version: '1.0.0' }],
    latest: { to: { version: '1.1.0' }, withheld: true, counts: { added: 1, removed: 1, changed: 1 } },
    changes: [
      { kind: 'removed', key: null, withheld: true },
      { kind: 'changed', key: '2', fields: [{ field: 'name', withheld: true, after: '公民館' }] },
      { kind: 'added', key: '4', record: { name: '図書館' } },
    ],
  })
  expect(
    createGates(schemasOf(PACKAGE))('authored/changes.schema.json')?.(JSON.parse(text('changes/halls.json'))),
  ).toEqual([])
  expect(JSON.stringify(dist(root)) + text('changes/halls.json')).not.toContain('SECRET')
  expect(JSON.stringify(dist(root, '.hiraku/accepted'))).not.toContain('SECRET')
  // what stands in history.yaml and changes/ is an input: the same build again, and the next version follows
  expect((await run(root, { check: true })).problems.counts.error).toBe(0)
  put([...AFTER, { identifier: '5', name: '支所' }])
  expect((await acceptIn('2024-07-01')).accepted[0]).toMatchObject({ version: '1.2.0' })
  expect(published().versions.map((one: { withheld?: true }) => one.withheld ?? false)).toEqual([
    false,
    true,
    false,
  ])
})

test('where nothing is remembered, too; and where nobody kept what changed', async () => {
  fs.rmSync(path.join(root, '.hiraku'), { recursive: true })
  fs.rmSync(path.join(root, FOLDER, 'changes'), { recursive: true })
  expect((await down()).accepted).toMatchObject([{ withheld: true, existing: true }])
  expect(published()).toMatchObject({ versions: [{ withheld: true }, {}], latest: null, changes: null })
})

test('comments and other entries of history.yaml stay to the byte', async () => {
  const history = `# 担当: 情報課\n${text('history.yaml')}# 末尾のメモ\n`
  write(root, { [`${FOLDER}/history.yaml`]: history })
  await down()
  expect(text('history.yaml').replace('  withheld: true\n', '')).toBe(history)
  expect(text('history.yaml').lastIndexOf('withheld: true')).toBeGreaterThan(history.indexOf('"1.1.0"'))
})

describe('nothing is taken down, and that is told', () => {
  test('a second time', async () => {
    await down()
    const before = dist(root)
    const again = await down()
    expect([again.accepted, codes(again)]).toEqual([[], ['history/nothing-withheld']])
    expect(again.build.problems.kinds()[0]?.problems[0]?.message.en).toContain('1.1.0 of 111111_halls')
    expect(dist(root)).toEqual(before)
  })

  test('records only came, or it is the first version', async () => {
    put([...AFTER, { identifier: '5', name: '支所' }])
    await acceptIn('2024-06-01')
    const only = await down()
    expect([only.accepted, codes(only)]).toEqual([[], ['history/nothing-withheld']])
    const list = await acceptIn('2024-06-01', { id: '111111_open_data_list', withhold: true })
    expect(list.accepted).toMatchObject([{ id: '111111_open_data_list', existing: true }])
  })

  test('nobody named the dataset', async () => {
    const before = text('changes/halls.json')
    const all = await acceptIn('2024-06-01', { withhold: true })
    expect([all.accepted, codes(all)]).toEqual([[], ['history/withhold-which']])
    expect(text('changes/halls.json')).toBe(before)
    // a source of one dataset names it
    expect((await acceptIn('2024-06-01', { id: 'aaa/halls', withhold: true })).accepted).toHaveLength(1)
  })

  test('a source of several datasets names none of them', async () => {
    const other = project()
    const options = { root: other, date: '2024-04-01', withhold: true }
    await accept(nodeEffects(), machineOf(other), options)
    const all = await accept(nodeEffects(), machineOf(other), { ...options, id: 'aaa/one' })
    expect([all.accepted, codes(all)]).toEqual([[], ['history/withhold-which']])
    fs.rmSync(other, { recursive: true })
  })
})

test('a stop between its files: the next build puts the others in their place', async () => {
  const effects = nodeEffects()
  const broken = {
    ...effects,
    rename(from: string, to: string) {
      if (to.endsWith('history.yaml')) throw new Error('killed')
      effects.rename(from, to)
    },
  }
  await accept(broken, machineOf(root), { root, date: '2024-06-01', id: '111111_halls', withhold: true })
  expect(text('history.yaml')).not.toContain('withheld')
  expect((await run(root)).problems.counts.error).toBe(0)
  expect(text('history.yaml')).toContain('withheld: true')
  expect(JSON.stringify(dist(root))).not.toContain('SECRET')
})

test.each([
  ['ja', '前の値を取り下げました\n', 'hiraku publish で送ってください'],
  ['en', 'former values taken down\n', 'with hiraku publish.'],
])('what a person reads: %s', async (lang, line, summary) => {
  let stdout = ''
  let stderr = ''
  const effects = {
    ...nodeEffects(),
    stdout(out: string) {
      stdout += out
    },
    stderr(out: string) {
      stderr += out
    },
    isTerminal: false,
    env: {},
  }
  const argv = ['accept', '111111_halls', '--withhold', '--lang', lang]
  const exit = await main(argv, effects, { code: root, root, machine: machineOf(root) })
  expect([exit, stdout.startsWith('111111_halls\t1.1.0\t2024-05-01\t3'), stdout.endsWith(line)]).toEqual([
    0,
    true,
    true,
  ])
  expect(stderr).toContain(summary)
})
