/** `diff` and `rebuild` from argv to bytes on the disk. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { main } from '../../pipeline/cli/main.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { begin, commit, writeDist } from '../run/diff/repository.ts'
import { declare, machineOf, project, run, temporary, write } from '../run/fake.ts'

const root = temporary()
const built = project()
afterAll(() => {
  for (const folder of [root, built]) fs.rmSync(folder, { recursive: true, force: true })
})

const columns = { identifier: 'ID', name: '名称' }

beforeAll(async () => {
  begin(root)
  writeDist(root, {
    '111111_a': { version: '1.0.0', columns, records: [{ identifier: '1', name: '=cmd()' }] },
  })
  commit(root, 'one')
  writeDist(root, { '111111_a': { version: '1.1.0', columns, records: [{ identifier: '1', name: 'い' }] } })
  commit(root, 'two')
  begin(built)
  write(built, { '.gitignore': '.hiraku/\n' })
  await run(built)
  commit(built, 'one')
  write(built, { 'sources/aaa/two/source.yaml': declare({ wells: [] }) })
})

async function hiraku(folder: string, ...argv: readonly string[]) {
  let stdout = ''
  let stderr = ''
  const effects = {
    ...nodeEffects(),
    stdout: (text: string) => {
      stdout += text
    },
    stderr: (text: string) => {
      stderr += text
    },
    isTerminal: false,
    env: { LANG: 'ja_JP.UTF-8' },
  }
  const exit = await main(argv, effects, { code: folder, root: folder, machine: machineOf(folder) })
  return { exit, stdout, stderr }
}

describe('diff', () => {
  test('to stdout; the exit code says it was compared, or with --exit-code whether there is a difference', async () => {
    const one = await hiraku(root, 'diff', 'HEAD~1', 'HEAD')
    expect([one.exit, one.stderr]).toEqual([0, ''])
    expect(one.stdout).toContain('名称：=cmd() → い')
    expect((await hiraku(root, 'diff', 'HEAD~1', 'HEAD', '--exit-code')).exit).toBe(1)
    expect((await hiraku(root, 'diff', 'HEAD', '--exit-code')).exit).toBe(0)
    expect((await hiraku(root, 'diff', 'nope')).exit).toBe(2)
  })
  test.each([
    ['json', '{\n  "command": "diff"'],
    ['csv', '\ufeffデータセット,'],
    ['html', '<!DOCTYPE html>'],
    ['text', 'HEAD~1 → HEAD'],
  ])('%s into a file', async (format, start) => {
    const { exit, stdout, stderr } = await hiraku(
      root,
      'diff',
      'HEAD~1',
      'HEAD',
      '--format',
      format,
      '--out',
      'o/x',
    )
    expect([exit, stdout, stderr]).toEqual([0, '', 'o/x\n'])
    expect(fs.readFileSync(path.join(root, 'o/x'), 'utf8').startsWith(start)).toBe(true)
  })
  test('the summary for a pull request', async () => {
    const { exit } = await hiraku(root, 'diff', 'HEAD~1', 'HEAD', '--summary', 'o/s.md')
    expect(exit).toBe(0)
    expect(fs.readFileSync(path.join(root, 'o/s.md'), 'utf8')).toContain('**1.0.0 → 1.1.0** · +0 −0 ~1')
  })
  test.each([
    [['--format', 'pdf'], 'cli/option-value'],
    [['--json', '--format', 'csv'], 'cli/together'],
    [['--out', 'same', '--summary', 'same'], 'run/same-output'],
  ])('%j', async (options, code) => {
    const { exit, stderr } = await hiraku(root, 'diff', 'HEAD~1', 'HEAD', ...options)
    expect(exit).toBe(2)
    expect(stderr).toContain(code)
  })
})

describe('rebuild', () => {
  test('the same: says so, and the files lie there', async () => {
    const { exit, stdout } = await hiraku(built, 'rebuild', 'HEAD', '--out', 'again')
    expect(exit).toBe(0)
    expect(stdout).toContain('1 バイトも違わず同じです：again/')
    expect(fs.existsSync(path.join(built, 'again/SHA256SUMS'))).toBe(true)
  })
  test('not the same: which files, and exit code 1', async () => {
    fs.rmSync(path.join(built, 'again'), { recursive: true, force: true })
    fs.appendFileSync(path.join(built, 'dist/datasets/222222_roads/222222_roads.csv'), 'x')
    commit(built, 'odd')
    const { exit, stdout, stderr } = await hiraku(built, 'rebuild', 'HEAD', '--out', 'again')
    expect(exit).toBe(1)
    expect(stdout).toContain('222222_roads.csv\n')
    expect(stderr).toContain('run/rebuild-edited')
    const json = await hiraku(built, 'rebuild', 'HEAD', '--out', 'again-json', '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({ command: 'rebuild', isSame: false, folder: 'again-json' })
  })
  test('writes only into a folder that is new or empty: exit code 2', async () => {
    const { exit, stderr } = await hiraku(built, 'rebuild', 'HEAD', '--out', 'dist')
    expect({ exit, isTold: stderr.includes('run/rebuild-not-empty') }).toEqual({ exit: 2, isTold: true })
  })
  test('needs a folder', async () => {
    expect((await hiraku(built, 'rebuild', 'HEAD')).exit).toBe(2)
  })
})
