/** git as the real effects run it. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { gitRunner, programRunner } from '../pipeline/effects-git.ts'
import { begin, commit, git } from './run/diff/repository.ts'
import { temporary } from './run/fake.ts'

const root = temporary()
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))
begin(root)
const big = Buffer.alloc(3_000_001, 'あ')
fs.writeFileSync(path.join(root, '日本語 "a".txt'), 'one\r\n')
fs.writeFileSync(path.join(root, 'big'), big)
const first = commit(root, 'one')
const run = gitRunner({
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_DIR: '/nowhere',
  GIT_INDEX_FILE: '/nowhere',
})

describe('git', () => {
  test('exit code, bytes and words; the repository is that of the folder, whatever the environment says', async () => {
    const found = await run(['rev-parse', 'HEAD'], root)
    expect([found?.exit, Buffer.from(found?.stdout ?? []).toString()]).toEqual([0, `${first}\n`])
    const failed = await run(['rev-parse', '--verify', 'nope'], root)
    expect(failed?.exit).toBe(128)
    expect(failed?.stderr).toContain('fatal')
  })
  test('names are not quoted, and line ends are as they are', async () => {
    const listed = await run(['ls-tree', '--name-only', 'HEAD'], root)
    expect(Buffer.from(listed?.stdout ?? []).toString()).toContain('日本語')
    const blob = await run(['cat-file', 'blob', 'HEAD:日本語 "a".txt'], root)
    expect(Buffer.from(blob?.stdout ?? []).toString()).toBe('one\r\n')
  })
  test('an argument is never a word of a shell', async () => {
    const odd = await run(['rev-parse', '--verify', 'x; touch pwned $(touch pwned) `touch pwned`'], root)
    expect(odd?.exit).not.toBe(0)
    expect(fs.readdirSync(root)).not.toContain('pwned')
  })
  test('much goes into a file', async () => {
    const into = path.join(root, '.git', 'out')
    const found = await run(['cat-file', 'blob', 'HEAD:big'], root, { into })
    expect([found?.exit, found?.stdout.length]).toEqual([0, 0])
    expect(fs.readFileSync(into).equals(big)).toBe(true)
  })
  test('input, and an index of its own: that of the repository stays as it is', async () => {
    const index = path.join(root, '.git', 'own-index')
    const before = fs.readFileSync(path.join(root, '.git/index'))
    expect((await run(['read-tree', 'HEAD'], root, { index }))?.exit).toBe(0)
    const out = path.join(root, '.git', 'tree')
    const input = 'big\0'
    await run(['checkout-index', '-z', '--stdin', `--prefix=${out}/`], root, { index, input })
    expect(fs.readdirSync(out)).toEqual(['big'])
    expect(fs.readFileSync(path.join(root, '.git/index')).equals(before)).toBe(true)
  })
  test('hooks do not run', async () => {
    const hook = path.join(root, '.git/hooks/post-index-change')
    fs.mkdirSync(path.dirname(hook), { recursive: true })
    fs.writeFileSync(hook, `#!/bin/sh\ntouch ${path.join(root, 'hooked')}\n`, { mode: 0o755 })
    await run(['read-tree', 'HEAD'], root, { index: path.join(root, '.git', 'another') })
    expect(fs.existsSync(path.join(root, 'hooked'))).toBe(false)
    // the hook is one that runs where nobody forbids it
    git(root, 'read-tree', 'HEAD')
    expect(fs.existsSync(path.join(root, 'hooked'))).toBe(true)
  })
  test('it may not be there; the folder may not', async () => {
    expect(await gitRunner({ PATH: '/nowhere' })(['version'], root)).toBeUndefined()
    await expect(run(['version'], path.join(root, 'nope'))).rejects.toThrow('ENOENT')
  })
})

test('node and npm', async () => {
  const program = programRunner(process.env, process.execPath)
  const said = await program('node', ['-e', 'process.stdout.write("a"); process.exit(4)'], root)
  expect([said?.exit, Buffer.from(said?.stdout ?? []).toString()]).toEqual([4, 'a'])
  const npm = await program('npm', ['--version'], root)
  expect(Buffer.from(npm?.stdout ?? []).toString()).toMatch(/^\d+\./)
})
