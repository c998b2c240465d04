/** Each way in which a dataset changes, by a whole project: which number moves, why, and what is told of it. */
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import type { Json } from '../../pipeline/lib/model.ts'
import { accept } from '../../pipeline/run/accept.ts'
import type { Machine } from '../../pipeline/run/options.ts'
import { build } from '../../pipeline/run.ts'
import { createGates } from '../../pipeline/validate/index.ts'
import { PACKAGE, schemasOf } from '../helpers/job.ts'
import { declare, dist, machineOf, temporary, write } from './fake.ts'

type Row = Readonly<Record<string, Json>>

const ROWS: readonly Row[] = [
  { identifier: '1', name: '市役所', seats: 5 },
  { identifier: '2', name: '公民館', seats: 9 },
  { identifier: '3', name: '体育館', seats: 7 },
]
const COLUMNS = ['name:string:名称', 'seats:integer:席数']
const FOLDER = 'sources/aaa/halls'

interface State {
  readonly columns?: readonly string[]
  readonly key?: readonly string[]
  readonly rows?: readonly Row[]
  readonly mended?: Readonly<Record<string, Row>>
  readonly more?: object
  /** what a newer program makes of a record */
  readonly code?: (row: Row) => Row
}

function put(
  root: string,
  { columns = COLUMNS, key = [], rows = ROWS, mended = {}, more = {} }: State,
): void {
  write(root, {
    'sources/aaa/publisher.yaml': '{"code":"111111"}',
    'schemas/record.json': '{}',
    [`${FOLDER}/source.yaml`]: declare({ halls: 'snapshot' }, { columns, key, ...more }),
    [`${FOLDER}/snapshot/in.txt`]: JSON.stringify(rows),
    [`${FOLDER}/corrections.yaml`]: JSON.stringify(mended),
  })
}

function machine(root: string, { code }: State): Machine {
  const own = machineOf(root, undefined, code === undefined ? 'dev' : 'newer')
  if (code === undefined) return own
  return {
    ...own,
    async rooms(schemas) {
      const rooms = await own.rooms(schemas)
      return {
        ...rooms,
        async runJob(input) {
          const result = await rooms.runJob(input)
          const datasets = result.datasets.map((one) => ({ ...one, records: one.records.map(code) }))
          return { ...result, datasets }
        },
      }
    },
  }
}

async function step(root: string, state: State, date: string, withhold = false) {
  put(root, state)
  const { accepted, build: built } = await accept(nodeEffects(), machine(root, state), {
    root,
    date,
    withhold,
  })
  expect(built.problems.counts.error).toBe(0)
  return accepted.find(({ id }) => id === '111111_halls')
}

const published = (root: string) => JSON.parse(dist(root)['datasets/111111_halls/changes.json'] ?? '')
const changed = (rows: readonly Row[]) => rows.map((one, at) => (at === 1 ? { ...one, seats: 10 } : one))
const less = ({ seats: _seats, ...row }: Row): Row => row
const none = { added: 0, removed: 0, changed: 0 }

describe('which number moves, by a whole project', () => {
  test.each<readonly [string, State, string, string, object]>([
    [
      'a column gone',
      { columns: [COLUMNS[0] ?? ''], rows: ROWS.map(less) },
      '2.0.0',
      'snapshot declaration',
      { changed: 3 },
    ],
    [
      'a column renamed',
      {
        columns: ['title:string:名称', COLUMNS[1] ?? ''],
        rows: ROWS.map(({ name = '', ...row }) => ({ ...row, title: name })),
      },
      '2.0.0',
      'snapshot declaration',
      { changed: 3 },
    ],
    [
      'another header: <id>.json changed by one value only',
      { columns: ['name:string:施設名', COLUMNS[1] ?? ''], rows: changed(ROWS) },
      '2.0.0',
      'snapshot declaration',
      { changed: 1 },
    ],
    [
      'another header, and <id>.json is the same',
      { columns: ['name:string:施設名', COLUMNS[1] ?? ''] },
      '2.0.0',
      'declaration',
      none,
    ],
    ['another key, and <id>.json is the same', { key: ['name'] }, '2.0.0', 'declaration', none],
    [
      'another type, and <id>.json is the same',
      { columns: [COLUMNS[0] ?? '', 'seats:string:席数'] },
      '2.0.0',
      'declaration',
      none,
    ],
    [
      'another type',
      {
        columns: [COLUMNS[0] ?? '', 'seats:string:席数'],
        rows: ROWS.map((one) => ({ ...one, seats: String(one.seats) })),
      },
      '2.0.0',
      'snapshot declaration',
      { changed: 3 },
    ],
    ['another key', { key: ['name'], rows: changed(ROWS) }, '2.0.0', 'snapshot declaration', { changed: 1 }],
    [
      'a column added',
      { columns: [...COLUMNS, 'note:string:備考'], rows: ROWS.map((one) => ({ ...one, note: null })) },
      '1.1.0',
      'snapshot declaration',
      none,
    ],
    [
      'a record added',
      { rows: [...ROWS, { identifier: '4', name: 'x', seats: 1 }] },
      '1.1.0',
      'snapshot',
      { added: 1, removed: 0 },
    ],
    ['a record removed', { rows: ROWS.slice(1) }, '1.1.0', 'snapshot', { added: 0, removed: 1 }],
    ['a value of a newer source', { rows: changed(ROWS) }, '1.1.0', 'snapshot', { ...none, changed: 1 }],
    ['a correction', { mended: { 2: { seats: 10 } } }, '1.0.1', 'correction', { ...none, changed: 1 }],
    [
      'a record added by the declaration alone',
      { more: { x: 1 }, mended: {}, rows: ROWS.slice(0, 2) },
      '1.1.0',
      'snapshot declaration',
      { removed: 1 },
    ],
    [
      'other code',
      { code: (row) => ({ ...row, name: `${row.name}!` }) },
      '1.0.1',
      'code',
      { ...none, changed: 3 },
    ],
    ['another order of records', { rows: [...ROWS].reverse() }, '1.0.1', 'snapshot', none],
    [
      'another order of columns',
      { columns: [...COLUMNS].reverse(), rows: ROWS.map(({ seats = 0, ...row }) => ({ seats, ...row })) },
      '1.0.1',
      'snapshot declaration',
      none,
    ],
  ])('%s', async (_, state, version, why, counts) => {
    const root = temporary()
    await step(root, {}, '2024-04-01')
    const entry = await step(root, state, '2024-05-01')
    expect([entry?.version, entry?.why.join(' ')]).toEqual([version, why])
    expect(entry).toMatchObject(counts)
    const told = published(root)
    expect(createGates(schemasOf(PACKAGE))('published/changes.schema.json')?.(told)).toEqual([])
    expect(told).toMatchObject({
      latest: { from: { version: '1.0.0' }, to: { version }, counts, withheld: false },
    })
    expect(told.changes).toHaveLength((entry?.added ?? 0) + (entry?.removed ?? 0) + (entry?.changed ?? 0))
    // what stands in history.yaml and changes/ is an input: the same build again
    const again = await build(nodeEffects(), machine(root, state), { root, check: true })
    expect(again.problems.counts.error).toBe(0)
    fs.rmSync(root, { recursive: true })
  })

  test('values mended by the declaration', async () => {
    const root = temporary()
    const rows = (seats: number) => ROWS.map((one, at) => (at === 1 ? { ...one, seats } : one))
    for (const [seats, date] of [
      [9, '2024-04-01'],
      [10, '2024-05-01'],
    ] as const) {
      put(root, {})
      write(root, { [`${FOLDER}/source.yaml`]: declare({ halls: rows(seats) }, { columns: COLUMNS }) })
      const { accepted } = await accept(nodeEffects(), machineOf(root), { root, date })
      if (seats === 10)
        expect(accepted[0]).toMatchObject({ version: '1.0.1', why: ['declaration'], changed: 1 })
    }
    fs.rmSync(root, { recursive: true })
  })

  test('the same records, whatever the source did: no version', async () => {
    const root = temporary()
    await step(root, {}, '2024-04-01')
    put(root, { more: { note: 'x' } })
    fs.appendFileSync(path.join(root, `${FOLDER}/snapshot/in.txt`), '\n')
    const { accepted } = await accept(nodeEffects(), machineOf(root), { root, date: '2024-05-01' })
    expect(accepted).toEqual([])
    fs.rmSync(root, { recursive: true })
  })
})

test.each([
  ['header', { columns: ['name:string:施設名', COLUMNS[1] ?? ''] }],
  ['key', { key: ['name'] }],
])('another %s alone: the build warns, and it is accepted once', async (_, state) => {
  const root = temporary()
  await step(root, {}, '2024-04-01')
  put(root, state)
  const told = async () =>
    (await build(nodeEffects(), machineOf(root), { root, replay: true })).problems
      .kinds()
      .map(({ code }) => code)
  expect(await told()).toEqual(['history/not-accepted'])
  // of an unchanged unit what was told then decides whether it waits
  expect((await step(root, state, '2024-05-01'))?.version).toBe('2.0.0')
  expect(await told()).toEqual([])
  expect(await step(root, state, '2024-06-01')).toBeUndefined()
  fs.rmSync(root, { recursive: true })
})

test.each([
  ['its columns are told by a hash', /^ {2}fields: .*\n/m, { columns: ['name:string:施設名'] }, '2.0.0'],
  ['its key is not told', /^ {2}key: .*\n/m, { key: ['name'] }, undefined],
])('an older entry: %s', async (_, line, state, version) => {
  const root = temporary()
  const rows = ROWS.map(less)
  await step(root, { columns: [COLUMNS[0] ?? ''], rows }, '2024-04-01')
  const file = path.join(root, FOLDER, 'history.yaml')
  const text = fs.readFileSync(file, 'utf8')
  expect(text).toMatch(line)
  fs.writeFileSync(file, text.replace(line, ''))
  const now = { columns: [COLUMNS[0] ?? ''], rows, ...state }
  expect((await step(root, now, '2024-05-01'))?.version).toBe(version)
  fs.rmSync(root, { recursive: true })
})

test('columns that came, went and are otherwise are told by their keys', async () => {
  const root = temporary()
  await step(root, {}, '2024-04-01')
  await step(
    root,
    {
      columns: ['name:integer:施設名', 'note:string:備考'],
      rows: ROWS.map(({ identifier = '' }) => ({ identifier, name: 1, note: 'x' })),
    },
    '2024-05-01',
  )
  expect(published(root).latest.columns).toEqual({
    added: ['note'],
    removed: ['seats'],
    retyped: [{ column: 'name', before: 'string', after: 'integer' }],
    renamed: [{ column: 'name', before: '名称', after: '施設名' }],
  })
  fs.rmSync(root, { recursive: true })
})

test('a takedown is said by its version as long as there are versions, and no value of it is anywhere in what is public', async () => {
  const root = temporary()
  await step(root, { mended: { 2: { name: 'SECRET' } } }, '2024-04-01')
  const down = await step(root, { mended: { 2: { name: '公民館' } } }, '2024-05-01', true)
  expect(down).toMatchObject({ version: '1.0.1', withheld: true })
  const told = published(root)
  expect(createGates(schemasOf(PACKAGE))('published/changes.schema.json')?.(told)).toEqual([])
  expect(told.changes).toEqual([
    { kind: 'changed', key: '2', fields: [{ field: 'name', withheld: true, after: '公民館' }] },
  ])
  await step(root, { mended: { 2: { name: '公民館' } }, rows: changed(ROWS) }, '2024-06-01')
  const later = published(root)
  expect(later.latest.withheld).toBe(false)
  expect(later.versions.map((one: { withheld?: true }) => one.withheld ?? false)).toEqual([
    false,
    true,
    false,
  ])
  const kept = ['history.yaml', 'changes/halls.json'].map((name) =>
    fs.readFileSync(path.join(root, FOLDER, name), 'utf8'),
  )
  expect(JSON.stringify(dist(root)) + kept.join('')).not.toContain('SECRET')
  expect(JSON.stringify(dist(root, '.hiraku/accepted'))).not.toContain('SECRET')
  fs.rmSync(root, { recursive: true })
})

test('--withhold where records only came: nothing was taken down', async () => {
  const root = temporary()
  await step(root, {}, '2024-04-01')
  const more = { identifier: '4', name: 'x', seats: 1 }
  const entry = await step(root, { rows: [...ROWS, more] }, '2024-05-01', true)
  expect(entry?.withheld).toBeUndefined()
  expect(published(root)).toMatchObject({
    latest: { withheld: false },
    changes: [{ kind: 'added', record: more }],
  })
  fs.rmSync(root, { recursive: true })
})
