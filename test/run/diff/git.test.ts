/** Versions and commits, out of a repository made here. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { isObject } from '../../../pipeline/lib/object.ts'
import { UserError } from '../../../pipeline/problem.ts'
import { diffJson } from '../../../pipeline/report/diff/json.ts'
import { type DiffOptions, diff } from '../../../pipeline/run/diff/diff.ts'
import { createGates } from '../../../pipeline/validate/index.ts'
import { PACKAGE, schemasOf } from '../../helpers/job.ts'
import { machineOf, temporary } from '../fake.ts'
import { begin, commit, git, writeDist } from './repository.ts'

const root = temporary()
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

const COLUMNS = { identifier: 'ID', name: '名称' }
const commits: string[] = []

beforeAll(() => {
  begin(root)
  const still = { version: '1.0.0', columns: COLUMNS, records: [{ identifier: 'z', name: 'same' }] }
  writeDist(root, {
    '111111_roads': {
      version: '1.0.0',
      columns: COLUMNS,
      records: [
        { identifier: '1', name: 'あ' },
        { identifier: '2', name: 'い' },
      ],
    },
    '111111_still': still,
    '111111_gone': { version: '1.0.0', columns: COLUMNS, records: [{ identifier: '1', name: 'x' }] },
  })
  fs.writeFileSync(path.join(root, '.gitignore'), '.hiraku/\n')
  commits.push(commit(root, 'one'))
  writeDist(root, {
    '111111_roads': {
      version: '2.0.0',
      columns: { name: '名称', identifier: 'ID', remarks: '備考' },
      records: [
        { name: 'あ', identifier: '1', remarks: null },
        { name: 'う', identifier: '2', remarks: '直した' },
        { name: 'え', identifier: '3', remarks: null },
      ],
    },
    '111111_still': still,
    '111111_new': { version: null, columns: COLUMNS, records: [{ identifier: '1', name: 'x' }] },
  })
  commits.push(commit(root, 'two'))
  git(root, 'tag', 'v2')
})

async function json(...names: readonly string[]): Promise<{ readonly [key: string]: unknown }> {
  return jsonOf({ names })
}

async function jsonOf(options: Omit<DiffOptions, 'root'>): Promise<{ readonly [key: string]: unknown }> {
  const text = await diff(nodeEffects(), machineOf(root), { root, ...options }, async (found) => {
    let whole = ''
    for await (const part of diffJson(found)) whole += part
    return whole
  })
  const value: unknown = JSON.parse(text)
  if (!isObject(value)) throw new Error(text)
  expect(createGates(schemasOf(PACKAGE))('published/diff.schema.json')?.(value)).toEqual([])
  return value
}

const ROADS = {
  id: '111111_roads',
  state: 'changed',
  from: '1.0.0',
  to: '2.0.0',
  primaryKey: ['identifier'],
  columns: [
    { kind: 'moved', field: 'identifier', header: 'ID', before: '1', after: '2' },
    { kind: 'added', field: 'remarks', header: '備考', after: 'string' },
  ],
  counts: { added: 1, removed: 0, changed: 1, same: 1 },
  changes: [
    {
      kind: 'changed',
      key: '2',
      fields: [
        { field: 'name', before: 'い', after: 'う' },
        { field: 'remarks', after: '直した' },
      ],
    },
    { kind: 'added', key: '3', record: { name: 'え', identifier: '3', remarks: null } },
  ],
}

describe('two commits', () => {
  test('what was added, went and changed; what is the same is not told', async () => {
    const { datasets, before, after, problems } = await json('HEAD~1', 'v2')
    expect([before, after, problems]).toEqual(['HEAD~1', 'v2', []])
    expect(datasets).toMatchObject([
      { id: '111111_gone', state: 'removed', from: '1.0.0', counts: { removed: 1 }, changes: [] },
      { id: '111111_new', state: 'added', counts: { added: 1 }, changes: [] },
      ROADS,
    ])
  })
  test('one: against dist/ as it is; none: the last commit against it', async () => {
    expect((await json('HEAD')).datasets).toEqual([])
    expect((await json()).datasets).toEqual([])
    expect((await json(commits[0] ?? '')).datasets).toHaveLength(3)
  })
  test('one dataset only', async () => {
    expect((await jsonOf({ names: ['HEAD~1', 'HEAD'], only: '111111_roads' })).datasets).toMatchObject([
      ROADS,
    ])
    await expect(jsonOf({ names: [], only: 'nope' })).rejects.toMatchObject({
      problem: { code: 'run/diff-no-dataset' },
    })
  })
})

describe('two versions', () => {
  test.each([
    ['111111_roads@1.0.0', '111111_roads@2.0.0'],
    ['111111_roads@1.0.0', '2.0.0'],
    ['1.0.0', '111111_roads@2.0.0'],
    ['111111_roads@1.0.0', '111111_roads'],
    ['111111_roads@1.0.0'],
  ])('%s %s', async (...names) => {
    expect((await json(...names)).datasets).toMatchObject([ROADS])
  })
  test('a dataset by its name: as it was committed last against as it is', async () => {
    expect((await json('111111_roads')).datasets).toEqual([])
  })
  test('what there is not is told with what there is', async () => {
    await expect(json('111111_roads@7.0.0')).rejects.toMatchObject({
      problem: { code: 'run/no-version', remedy: { en: expect.stringContaining('2.0.0, 1.0.0') } },
    })
  })
})

describe('names', () => {
  test('a file is meant first, and a commit of its name is told', async () => {
    fs.mkdirSync(path.join(root, 'v2/dist'), { recursive: true })
    fs.copyFileSync(path.join(root, 'dist/SHA256SUMS'), path.join(root, 'v2/dist/SHA256SUMS'))
    const { problems, datasets } = await json('v2')
    fs.rmSync(path.join(root, 'v2'), { recursive: true })
    expect(problems).toMatchObject([{ code: 'run/diff-ambiguous' }])
    expect(datasets).toEqual([])
  })
  test.each([
    ['nothing of that name', ['nope', 'HEAD'], 'run/no-commit'],
    ['an option of git', ['--output=x', 'HEAD'], 'run/no-commit'],
    ['a folder of a commit', ['HEAD:dist', 'HEAD'], 'run/no-commit'],
    ['a file alone', ['dist/SHA256SUMS'], 'run/diff-two'],
  ] as const)('%s', async (_, names, code) => {
    await expect(json(...names)).rejects.toMatchObject({ problem: { code } })
  })
  test('a clone that lacks older commits says so, and what gets them', async () => {
    const shallow = temporary()
    git(shallow, 'clone', '-q', '--depth', '1', `file://${root}`, '.')
    const asked = (...names: string[]) =>
      diff(nodeEffects(), machineOf(shallow), { root: shallow, names }, async () => 0)
    for (const names of [['HEAD~1', 'HEAD'], ['111111_roads@1.0.0']]) {
      await expect(asked(...names)).rejects.toThrow(/git fetch --unshallow/)
    }
    fs.rmSync(shallow, { recursive: true })
  })
  test('without a repository: a file that is not there is told as such; a version, that there is no git to ask', async () => {
    const folder = temporary()
    writeDist(folder, { '111111_a': { version: '1.1.0', columns: COLUMNS, records: [] } })
    fs.writeFileSync(path.join(folder, 'before.csv'), 'a,b\n1,2\n')
    const asked = (...names: string[]) =>
      diff(nodeEffects(), machineOf(folder), { root: folder, names }, async () => 0)
    await expect(asked('befor.csv', 'x.csv')).rejects.toMatchObject({
      problem: {
        code: 'run/no-commit',
        message: { en: expect.stringContaining('Did you mean "before.csv"?') },
      },
    })
    await expect(asked('none/x.csv', 'x.csv')).rejects.toMatchObject({ problem: { code: 'run/no-commit' } })
    await expect(asked('111111_a@1.0.0')).rejects.toMatchObject({
      problem: { code: 'run/no-version', message: { en: expect.stringContaining('not kept in git') } },
    })
    fs.rmSync(folder, { recursive: true })
  })
  test('a commit without dist/', async () => {
    const bare = temporary()
    begin(bare)
    fs.writeFileSync(path.join(bare, 'a'), 'a')
    commit(bare, 'one')
    const run = diff(nodeEffects(), machineOf(bare), { root: bare, names: ['HEAD', 'HEAD'] }, async () => 0)
    await expect(run).rejects.toMatchObject({ problem: { code: 'run/diff-no-dist' } })
    fs.rmSync(bare, { recursive: true })
  })
  test('a project in a folder of the repository', async () => {
    const outer = temporary()
    begin(outer)
    const inner = path.join(outer, 'data', 'city')
    const records = [{ identifier: '1', name: 'a' }]
    writeDist(inner, { '111111_a': { version: '1.0.0', columns: COLUMNS, records } })
    commit(outer, 'one')
    writeDist(inner, { '111111_a': { version: '1.1.0', columns: COLUMNS, records: [] } })
    const counts = (names: readonly string[]) =>
      diff(
        nodeEffects(),
        machineOf(inner),
        { root: inner, names },
        async ({ datasets }) => datasets[0]?.counts,
      )
    expect(await counts(['HEAD'])).toMatchObject({ removed: 1 })
    expect(await counts(['111111_a@1.0.0', '1.1.0'])).toMatchObject({ removed: 1 })
    fs.rmSync(outer, { recursive: true })
  })
})

describe('git itself', () => {
  const problemOf = async (effects: ReturnType<typeof nodeEffects>, folder: string): Promise<unknown> => {
    try {
      await diff(effects, machineOf(folder), { root: folder, names: ['HEAD', 'HEAD'] }, async () => 0)
    } catch (error) {
      if (error instanceof UserError) return error.problem.code
      throw error
    }
    return undefined
  }
  test('is not there', async () => {
    const real = nodeEffects()
    expect(await problemOf({ ...real, git: () => Promise.resolve(undefined) }, root)).toBe('run/git-absent')
    const { git: _, ...without } = real
    expect(await problemOf(without, root)).toBe('run/git-absent')
  })
  test('no repository', async () => {
    const folder = temporary()
    expect(await problemOf(nodeEffects(), folder)).toBe('run/git-no-repository')
    fs.rmSync(folder, { recursive: true })
  })
  test('a repository of somebody else; a broken one', async () => {
    const real = nodeEffects()
    const refuse = (stderr: string, from: number): typeof real => {
      let asked = 0
      return {
        ...real,
        git: (args, folder, given) => {
          asked += 1
          if (asked <= from) return real.git?.(args, folder, given) ?? Promise.resolve(undefined)
          return Promise.resolve({ exit: 128, stdout: new Uint8Array(0), stderr })
        },
      }
    }
    const dubious = "fatal: detected dubious ownership in repository at '/x'\n"
    expect(await problemOf(refuse(dubious, 0), root)).toBe('run/git-unsafe')
    // rev-parse of the repository, of the commit, of the blob; then cat-file
    expect(await problemOf(refuse('fatal: bad object', 3), root)).toBe('run/git-failed')
  })
  test('nothing is left behind, and nothing is changed', async () => {
    await json('HEAD~1', 'HEAD')
    expect(fs.existsSync(path.join(root, '.hiraku'))).toBe(false)
    expect(git(root, 'status', '--porcelain')).toBe('')
  })
  test('what a killed run left goes with the next', async () => {
    const dead = path.join(root, '.hiraku', 'scratch-999999999')
    fs.mkdirSync(dead, { recursive: true })
    await json('HEAD~1', 'HEAD')
    expect(fs.existsSync(dead)).toBe(false)
    fs.rmSync(path.join(root, '.hiraku'), { recursive: true })
  })
})

test('a version that was only kept since it was accepted', async () => {
  const folder = temporary()
  const records = '[\n{"identifier":"1","name":"old"}\n]\n'
  writeDist(folder, {
    '111111_a': { version: '1.0.0', columns: COLUMNS, records: [{ identifier: '1', name: 'new' }] },
  })
  const { createHash } = await import('node:crypto')
  const hash = createHash('sha256').update(records).digest('hex')
  fs.mkdirSync(path.join(folder, '.hiraku/accepted'), { recursive: true })
  fs.writeFileSync(path.join(folder, `.hiraku/accepted/${hash}.json`), records)
  fs.mkdirSync(path.join(folder, 'sources/111111/a'), { recursive: true })
  fs.writeFileSync(
    path.join(folder, 'sources/111111/a/history.yaml'),
    `- dataset: "a"\n  version: "1.0.0"\n  date: "2025-04-01"\n  records: 1\n  why: [first]\n  hash: "${hash}"\n  columns: "x"\n  inputs: {}\n`,
  )
  // dist/ says 1.0.0 too, but its records are not those that were accepted
  const changes = await diff(
    nodeEffects(),
    machineOf(folder),
    { root: folder, names: ['111111_a@1.0.0', '111111_a'] },
    async ({ datasets }) => {
      const all: unknown[] = []
      for (const one of datasets) for await (const change of one.changes()) all.push(change)
      return all
    },
  )
  expect(changes).toEqual([
    { kind: 'changed', key: '1', fields: [{ field: 'name', before: 'old', after: 'new' }] },
  ])
  fs.rmSync(folder, { recursive: true })
})

test.each(['city', ':data[1]', 'da*ta'])(
  'versions of a project in a folder %s of the repository',
  async (folder) => {
    const outer = temporary()
    const inner = path.join(outer, folder)
    fs.mkdirSync(inner)
    begin(outer)
    const state = (version: string, name: string) => ({
      '111111_roads': { version, columns: COLUMNS, records: [{ identifier: '1', name }] },
    })
    writeDist(inner, state('1.0.0', 'あ'))
    commit(outer, 'one')
    writeDist(inner, state('2.0.0', 'い'))
    commit(outer, 'two')
    const names = ['111111_roads@1.0.0', '2.0.0']
    const found = await diff(nodeEffects(), machineOf(inner), { root: inner, names }, (one) =>
      Promise.resolve(one.datasets.map(({ counts }) => counts.changed)),
    )
    expect(found).toEqual([1])
    fs.rmSync(outer, { recursive: true })
  },
)
