import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { main } from '../../pipeline/cli/main.ts'
import { isObject } from '../../pipeline/lib/object.ts'
import { PACKAGE } from '../helpers/job.ts'
import { addSource, csv, effects, HEAD, machine, ROWS } from '../run/acquire/fake.ts'
import { temporary } from '../run/fake.ts'

const folders: string[] = []
let template = ''

beforeAll(async () => {
  template = temporary()
  folders.push(template)
  await addSource(template, 'aed.csv', csv(ROWS), '{ folder: inbox }')
})
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

/** Dropped by a clerk long enough ago not to be still written. */
function project(content: string | undefined): string {
  const root = temporary()
  folders.push(root)
  fs.cpSync(template, root, { recursive: true })
  fs.mkdirSync(path.join(root, 'inbox'))
  if (content !== undefined) drop(root, content)
  return root
}

function drop(root: string, content: string): void {
  const file = path.join(root, 'inbox/aed.csv')
  fs.writeFileSync(file, content)
  fs.utimesSync(file, 1_700_000_000, 1_700_000_000)
}

async function cli(root: string, ...argv: readonly string[]) {
  let stdout = ''
  let stderr = ''
  const own = {
    ...effects,
    stdout: (text: string) => {
      stdout += text
    },
    stderr: (text: string) => {
      stderr += text
    },
    isTerminal: false,
    env: {},
  }
  const code = path.join(PACKAGE, 'pipeline')
  const exit = await main(['acquire', ...argv], own, { code, root, machine })
  return { exit, stdout, stderr }
}

const BROKEN = csv(ROWS, HEAD.replace('電話番号', '電話番号（代表）'))

describe.each([
  [
    'ja',
    '新しいファイルに替えました',
    '替えずに待っています',
    '変わりなし 1',
    '見出しが「電話番号（代表）」に変わった',
  ],
  [
    'en',
    'the newer file was taken over',
    'waits; nothing was replaced',
    '1 unchanged',
    'is called|called "電話番号（代表）"',
  ],
])('in %s', (lang, taken, waits, unchanged, broke) => {
  test('nothing new', async () => {
    const { exit, stdout, stderr } = await cli(project(csv(ROWS)), '--lang', lang)
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: '' })
    expect(stderr).toContain(unchanged)
  })

  test('a newer file, once', async () => {
    const root = project(csv(ROWS.slice(0, 5)))
    const first = await cli(root, '--lang', lang)
    expect(first.exit).toBe(0)
    expect(first.stdout).toContain(`129992/aed  ${taken}`)
    expect(first.stdout).toMatch(/129992_aed {2}6 → 5 \S+ {2}1\.0\.0/)
    expect((await cli(root, '--lang', lang)).stdout).toBe('')
  })

  test('what broke, the edit, and taking it over', async () => {
    const root = project(BROKEN)
    const { exit, stdout, stderr } = await cli(root, '--lang', lang)
    expect(exit).toBe(1)
    expect(stdout).toContain(`129992/aed  ${waits}`)
    expect(stdout).toMatch(/ {2}source\.yaml:\d+ {2}\{ header: 電話番号.* → \{ .*電話番号（代表）/)
    expect(stdout).toContain('.hiraku/candidates/129992/aed/source.yaml')
    expect(stderr).toMatch(new RegExp(broke))
    expect(stderr).toContain('hiraku acquire --only 129992/aed --take')
    const again = await cli(root, '--lang', lang)
    expect(again.exit).toBe(1)
    expect(again.stderr).toContain('2025-04-10')
    const took = await cli(root, '--only', 'aed', '--take', '--lang', lang)
    expect(took.exit).toBe(0)
    expect(took.stdout).toContain(taken)
  })

  test('nothing in the folder: told, exit 1', async () => {
    const { exit, stderr } = await cli(project(undefined), '--lang', lang)
    expect(exit).toBe(1)
    expect(stderr).toContain('[acquire/folder-empty]')
  })

  test('the summary of a pull request', async () => {
    const root = project(BROKEN)
    await cli(root, '--lang', lang, '--summary', 'summary.md')
    const text = fs.readFileSync(path.join(root, 'summary.md'), 'utf8')
    expect(text).toContain('run/candidate-column-renamed')
    expect(text).toContain('電話番号（代表）')
    drop(root, csv(ROWS.slice(0, 5)))
    await cli(root, '--lang', lang, '--summary', 'summary.md')
    expect(fs.readFileSync(path.join(root, 'summary.md'), 'utf8')).toContain('129992')
  })
})

describe.each([
  ['ja', /待っている新しいファイルがありません/, /見てほしいもの/, /から待っていたもの、sha256 [0-9a-f]{8}…/],
  [
    'en',
    /No newer file of 129992\/aed waits/,
    /to be looked at/,
    /had waited since 2025-04-10, sha256 [0-9a-f]{8}…/,
  ],
])('what a person takes over, in %s', (lang, none, warned, waited) => {
  test('nothing waits: nothing is done, exit 2', async () => {
    const root = project(csv(ROWS.slice(0, 2)))
    const { exit, stdout, stderr } = await cli(root, '--only', 'aed', '--take', '--lang', lang)
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
    expect(stderr).toMatch(none)
    expect(fs.existsSync(path.join(root, '.hiraku/candidates/129992'))).toBe(false)
  })

  test('the command that is shown takes that very file', async () => {
    const root = project(BROKEN)
    const { stderr } = await cli(root, '--lang', lang)
    const sha = /--take=([0-9a-f]{8})/.exec(stderr)?.[1] ?? ''
    const other = await cli(root, '--only', 'aed', '--take=00000000', '--lang', lang)
    expect(other.exit).toBe(2)
    expect(other.stderr).toContain('[run/candidate-other]')
    const took = await cli(root, '--only', 'aed', `--take=${sha}`, '--lang', lang)
    expect(took.exit).toBe(0)
    expect(took.stdout).toMatch(waited)
  })

  test('the summary has what is told of a file that was taken over, and what could not be had', async () => {
    const root = project(undefined)
    drop(
      root,
      csv(
        ROWS.map((row) => `${row},総務課`),
        `${HEAD},担当課`,
      ),
    )
    await cli(root, '--lang', lang, '--summary', 'summary.md')
    const text = fs.readFileSync(path.join(root, 'summary.md'), 'utf8')
    expect(text).toMatch(warned)
    expect(text).toContain('run/candidate-column-new')
    fs.rmSync(path.join(root, 'inbox/aed.csv'))
    await cli(root, '--lang', lang, '--summary', 'summary.md')
    expect(fs.readFileSync(path.join(root, 'summary.md'), 'utf8')).toContain('acquire/folder-empty')
  })
})

test('as JSON', async () => {
  const { exit, stdout } = await cli(project(BROKEN), '--json')
  const result: unknown = JSON.parse(stdout)
  expect(exit).toBe(1)
  expect(result).toMatchObject({
    command: 'acquire',
    sources: { total: 1, waiting: 1 },
    waiting: [{ source: '129992/aed', builds: true, still: false }],
    counts: { error: 2 },
  })
  expect(isObject(result) && Object.keys(result)).not.toContain('stack')
})

test.each([
  [['--take'], 'cli/needs'],
  [['--only', 'aed', '--take=zz'], 'cli/option-value'],
  [['--only', 'aed', '--take', '3f2a9b1c'], 'cli/arguments'],
  [['--per-second', 'x'], 'cli/option-value'],
  [['--per-second', '0'], 'cli/option-value'],
  [['--only', 'nothing'], 'run/unknown-source'],
])('wrong use: %j', async (argv, code) => {
  const { exit, stderr } = await cli(project(csv(ROWS)), ...argv)
  expect(exit).toBe(2)
  expect(stderr).toContain(`[${code}]`)
})

test('what is not due is not asked for', async () => {
  const root = project(csv(ROWS.slice(0, 5)))
  const file = path.join(root, 'sources/129992/aed/source.yaml')
  fs.appendFileSync(file, 'frequency: 更新しない\n')
  const { exit, stderr } = await cli(root, '--due', '--lang', 'en')
  expect(exit).toBe(0)
  expect(stderr).toContain('1 not due')
})
