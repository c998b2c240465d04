/** Earlier states out of git, made again; on this repository itself with HIRAKU_REBUILD=1. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Effects } from '../../pipeline/effects.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { short } from '../../pipeline/run/about.ts'
import { machineOf as builtMachine } from '../../pipeline/run/machine.ts'
import { rebuild } from '../../pipeline/run/rebuild/rebuild.ts'
import { PACKAGE } from '../helpers/job.ts'
import { begin, commit, git } from './diff/repository.ts'
import { declare, dist, machineOf, project, run, temporary, write } from './fake.ts'

const made: string[] = []
afterAll(() => {
  for (const folder of made) fs.rmSync(folder, { recursive: true, force: true })
})

/** Two states, each built and committed: what dist/ was in each. */
async function repository() {
  const root = project()
  made.push(root)
  begin(root)
  write(root, { '.gitignore': '.hiraku/\nmade*/\n' })
  await run(root)
  const one = { commit: commit(root, 'one'), dist: dist(root) }
  write(root, {
    'sources/bbb/three/source.yaml': declare({ roads: [{ identifier: 'y' }, { identifier: 'z' }] }),
  })
  await run(root)
  const two = { commit: commit(root, 'two'), dist: dist(root) }
  return { root, one, two }
}

function again(
  root: string,
  name: string,
  more: { effects?: Effects; code?: string; install?: boolean } = {},
) {
  const { effects = nodeEffects(), code, install } = more
  return rebuild(effects, machineOf(root, undefined, code), {
    root,
    name,
    out: path.join(root, 'made'),
    ...(install === undefined ? {} : { install }),
  })
}

describe('an earlier state', () => {
  test('is made again byte for byte, and nothing else is touched', async () => {
    const { root, one, two } = await repository()
    expect(one.dist).not.toEqual(two.dist)
    const { isSame, files, problems, commit: found } = await again(root, 'HEAD~1')
    expect({ isSame, problems, found }).toEqual({ isSame: true, problems: [], found: one.commit })
    expect(dist(root, 'made')).toEqual(one.dist)
    expect(files).toBe(Object.keys(one.dist).length)
    expect(dist(root)).toEqual(two.dist)
    expect(git(root, 'status', '--porcelain')).toBe('')
    expect(git(root, 'worktree', 'list').trim().split('\n')).toHaveLength(1)
    expect(fs.readdirSync(path.join(root, '.hiraku')).filter((name) => name.startsWith('scratch'))).toEqual(
      [],
    )
  })

  test('what is in the working tree, and not in the commit, has no part in it', async () => {
    const { root, one } = await repository()
    write(root, {
      'sources/aaa/one/source.yaml': declare({ roads: [{ identifier: 'other' }] }),
      'dist/x': 'x',
    })
    expect((await again(root, one.commit)).isSame).toBe(true)
  })

  test('no filter and no line ends of a configuration have a part in it, and a link is what it names', async () => {
    const root = project()
    made.push(root)
    begin(root)
    write(root, {
      '.gitignore': '.hiraku/\nmade*/\n',
      '.gitattributes': '*.yaml filter=odd\n*.csv filter=odd\n',
      'schemas/real.txt': 'x',
    })
    await run(root)
    fs.symlinkSync('real.txt', path.join(root, 'schemas/linked.txt'))
    fs.symlinkSync('/etc', path.join(root, 'schemas/outside'))
    const then = dist(root)
    commit(root, 'one')
    git(root, 'config', 'core.autocrlf', 'true')
    git(root, 'config', 'filter.odd.smudge', 'touch made-by-filter; cat; echo odd')
    const { isSame } = await again(root, 'HEAD')
    expect({ isSame, filtered: fs.existsSync(path.join(root, 'made-by-filter')) }).toEqual({
      isSame: true,
      filtered: false,
    })
    expect(dist(root, 'made')).toEqual(then)
  })

  test.each(['city', ':data[1]'])('of a project in a folder %s of the repository', async (folder) => {
    const { root, one } = await repository()
    const outer = fs.mkdtempSync(path.join(root, 'made-outer-'))
    begin(outer)
    const inner = path.join(outer, folder, 'data')
    fs.mkdirSync(inner, { recursive: true })
    for (const name of ['sources', 'schemas', 'dist']) {
      fs.cpSync(path.join(root, name), path.join(inner, name), { recursive: true })
    }
    const made = commit(outer, 'all')
    fs.rmSync(path.join(inner, 'sources/aaa'), { recursive: true })
    const result = await rebuild(nodeEffects(), machineOf(inner), { root: inner, name: made, out: '../made' })
    expect(result).toMatchObject({ isSame: true })
    expect(dist(outer, `${folder}/made`)).not.toEqual(one.dist)
  })
})

describe('what is not as it was', () => {
  test('is told with the files, the code on record, and how to get the Hiraku of that time', async () => {
    const { root } = await repository()
    fs.appendFileSync(path.join(root, 'dist/datasets/222222_roads/222222_roads.csv'), 'by hand\r\n')
    fs.rmSync(path.join(root, 'dist/datasets/111111_parks/111111_parks.csv'))
    write(root, {
      'dist/extra.txt': 'x',
      'package.json': '{"name":"city"}',
      'package-lock.json': '{"packages":{"node_modules/hiraku":{"version":"0.1.0"}}}',
      'sources/aaa/one/history.yaml':
        '- dataset: "roads"\n  version: "1.0.0"\n  date: "2025-04-01"\n  records: 1\n  why: [first]\n' +
        `  hash: "${'0'.repeat(64)}"\n  columns: "x"\n  inputs: { code: "0123456789abcdef" }\n`,
    })
    const name = commit(root, 'odd')
    const result = await again(root, name, { code: 'new' })
    expect(result.isSame).toBe(false)
    expect(result.differing.first).toContain('datasets/222222_roads/222222_roads.csv')
    expect(result.missing.first).toEqual(['extra.txt'])
    // the version that was written by hand is told too
    expect(result.extra.first).toEqual([
      'datasets/111111_parks/111111_parks.csv',
      'datasets/111111_roads/changes.atom',
      'datasets/111111_roads/changes.json',
    ])
    expect(result.maker).toMatchObject({ kind: 'package', version: '0.1.0', code: ['0123456789abcdef'] })
    const problem = result.problems.find(({ code }) => code === 'run/rebuild-differs')
    expect(problem?.message.en).toContain('0123456789abcdef then')
    // `made` has what was made now, and is not written into again
    expect(problem?.remedy.ja).toContain(`hiraku rebuild ${name} --out made-2 --install`)
    expect(problem?.remedy.ja).toContain('手で書き換えられたか')
  })

  test('what dist/ of that commit says of itself tells who edited it, whatever Hiraku made it', async () => {
    const { root } = await repository()
    fs.appendFileSync(path.join(root, 'dist/datasets/222222_roads/222222_roads.csv'), 'by hand\r\n')
    fs.rmSync(path.join(root, 'dist/datasets/111111_parks/111111_parks.csv'))
    write(root, { 'dist/extra.txt': 'x' })
    const result = await again(root, commit(root, 'edited'), { code: 'new' })
    expect(result.problems.map(({ code }) => code)).toEqual(['run/rebuild-edited'])
    expect(result.edited).toEqual({
      count: 3,
      first: expect.arrayContaining([
        'datasets/222222_roads/222222_roads.csv',
        'datasets/111111_parks/111111_parks.csv',
        'extra.txt',
      ]),
    })
    expect(result.problems[0]?.message.ja).toContain('222222_roads.csv')
  })

  test('by the same Hiraku: it is dist/ that may not be what was built, and the files are named', async () => {
    const { root } = await repository()
    // the sources moved on, and dist/ was never built from them
    write(root, {
      'sources/bbb/three/source.yaml': declare({ roads: [{ identifier: 'never built' }] }),
      'package.json': '{"name":"city"}',
      'package-lock.json': '{"packages":{"node_modules/hiraku":{"version":"0.1.0"}}}',
      'sources/aaa/one/history.yaml':
        '- dataset: "other"\n  version: "1.0.0"\n  date: "2025-04-01"\n  records: 1\n  why: [first]\n' +
        `  hash: "${'0'.repeat(64)}"\n  columns: "x"\n  inputs: { code: "${short('same')}" }\n`,
    })
    const { problems } = await again(root, commit(root, 'stale'), { code: 'same' })
    const problem = problems.find(({ code }) => code === 'run/rebuild-differs')
    expect(problem?.message.ja).toContain('datasets/222222_roads/222222_roads.csv')
    expect(problem?.remedy.ja).toContain('作った Hiraku は同じ')
    expect(problem?.remedy.ja).not.toContain('--install')
    expect(problem?.message.en).not.toContain('another Hiraku')
    expect(problems.map(({ code }) => code)).not.toContain('run/rebuild-edited')
  })

  test('without a lock file nothing is promised', async () => {
    const { root } = await repository()
    write(root, {
      'sources/bbb/three/source.yaml': declare({ roads: [{ identifier: 'never built' }] }),
    })
    commit(root, 'odd')
    const { problems } = await again(root, 'HEAD')
    expect(problems.map(({ code }) => code)).toEqual(['run/rebuild-differs'])
    expect(problems[0]?.remedy.en).not.toContain('--install')
    fs.rmSync(path.join(root, 'made'), { recursive: true })
    await expect(again(root, 'HEAD', { install: true })).rejects.toMatchObject({
      problem: { code: 'run/rebuild-no-hiraku' },
    })
  })

  test.each([
    ['no such commit', 'nope', 'run/no-commit'],
    ['no such version', '111111_roads@9.9.9', 'run/no-version'],
  ])('%s', async (_, name, code) => {
    const { root } = await repository()
    await expect(again(root, name)).rejects.toMatchObject({ problem: { code } })
  })

  test('a commit without dist/', async () => {
    const { root } = await repository()
    fs.rmSync(path.join(root, 'dist'), { recursive: true })
    commit(root, 'none')
    await expect(again(root, 'HEAD')).rejects.toMatchObject({ problem: { code: 'run/diff-no-dist' } })
  })

  test.each([
    ['dist/ of now', 'dist', 'run/rebuild-not-empty'],
    ['an earlier state made before', 'made', 'run/rebuild-not-empty'],
    ['a folder of somebody', 'made-mine', 'run/rebuild-not-empty'],
    ['a file', 'made-file', 'run/not-our-folder'],
    ['the project', '.', 'run/rebuild-not-empty'],
    ['within what the project lives of', 'sources/new', 'run/not-our-folder'],
    ['within dist/', 'dist/new', 'run/not-our-folder'],
  ])('nothing is written into %s, and nothing is made', async (_, out, code) => {
    const { root } = await repository()
    write(root, { 'made-mine/x.txt': 'x', 'made-file': 'x' })
    const ask = (folder: string) =>
      rebuild(nodeEffects(), machineOf(root), { root, name: 'HEAD~1', out: path.join(root, folder) })
    await ask('made')
    const before = dist(root, '.')
    await expect(ask(out)).rejects.toMatchObject({ problem: { code } })
    expect(dist(root, '.')).toEqual(before)
  })

  test('nor into dist/ where that is not there; an empty folder will do', async () => {
    const { root, one } = await repository()
    fs.rmSync(path.join(root, 'dist'), { recursive: true })
    fs.mkdirSync(path.join(root, 'made-empty'))
    const ask = (out: string) => rebuild(nodeEffects(), machineOf(root), { root, name: 'HEAD~1', out })
    await expect(ask('dist')).rejects.toMatchObject({ problem: { code: 'run/rebuild-not-empty' } })
    await ask('made-empty')
    expect(dist(root, 'made-empty')).toEqual(one.dist)
  })
})

describe('by the Hiraku of that time', () => {
  const LOCK = {
    'package.json': '{"name":"city"}',
    'package-lock.json': '{"packages":{"node_modules/hiraku":{"version":"0.1.0"}}}',
  }
  const answer = (exit: number, stderr = '') => ({ exit, stdout: new Uint8Array(0), stderr })

  test('it is installed where its files are, and run there', async () => {
    const { root, two } = await repository()
    write(root, LOCK)
    commit(root, 'with a lock')
    const asked: (readonly string[])[] = []
    const effects: Effects = {
      ...nodeEffects(),
      program: (program, args, folder) => {
        asked.push([program, ...args.map((one) => one.replace(folder, ''))])
        if (program === 'node') fs.cpSync(path.join(folder, 'dist'), args.at(-1) ?? '', { recursive: true })
        return Promise.resolve(answer(0))
      },
    }
    const result = await again(root, 'HEAD', { effects, install: true })
    expect(result.isSame).toBe(true)
    expect(dist(root, 'made')).toEqual(two.dist)
    expect(asked).toEqual([
      ['npm', 'ci', '--prefer-offline', '--no-audit', '--no-fund'],
      ['node', path.join('/node_modules/hiraku/build/cli.js'), 'build', '--out', path.join(root, 'made')],
    ])
  })

  test.each([
    ['npm', 'run/rebuild-install'],
    ['node', 'run/rebuild-failed'],
  ] as const)('%s fails', async (failing, code) => {
    const { root } = await repository()
    write(root, LOCK)
    commit(root, 'with a lock')
    const effects: Effects = {
      ...nodeEffects(),
      program: (program) => Promise.resolve(program === failing ? answer(3, 'one\ntwo') : answer(0)),
    }
    await expect(again(root, 'HEAD', { effects, install: true })).rejects.toMatchObject({ problem: { code } })
  })
})

// A minute or so, and the registry of packages where they are not in npm's cache.
describe.runIf(process.env.HIRAKU_REBUILD === '1')('this repository', () => {
  test('the state before the last change of dist/, by its own Hiraku', { timeout: 600_000 }, async () => {
    const [, before = ''] = git(PACKAGE, 'log', '--format=%H', '--', 'dist/SHA256SUMS').split('\n')
    const out = temporary()
    made.push(out)
    const effects = nodeEffects()
    const result = await rebuild(effects, builtMachine(effects, path.join(PACKAGE, 'build')), {
      root: PACKAGE,
      name: before,
      out: path.join(out, 'dist'),
      install: true,
    })
    expect(result.isSame).toBe(true)
    expect(result.files).toBeGreaterThan(50)
  })
})
