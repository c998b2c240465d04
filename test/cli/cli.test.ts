import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../pipeline/cli/commands.ts'
import { languageOf } from '../../pipeline/cli/language.ts'
import { main } from '../../pipeline/cli/main.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { declare, machineOf, project, write } from '../run/fake.ts'

const code = path.resolve(import.meta.dirname, '../../build')

async function hiraku(root: string, ...argv: readonly string[]) {
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
    env: { LANG: 'en_US.UTF-8' },
  }
  const exit = await main(argv, effects, { code, root, machine: machineOf(root) })
  return { exit, stdout, stderr }
}

test('help is for stdout, in both languages, for every command, with its examples', async () => {
  const root = project()
  for (const lang of ['ja', 'en'] as const) {
    const all = await hiraku(root, '--help', '--lang', lang)
    expect([all.exit, all.stderr]).toEqual([0, ''])
    for (const command of COMMANDS) {
      expect(all.stdout).toContain(command.usage.replace('hiraku ', ''))
      const one = await hiraku(root, command.name, '--help', '--lang', lang)
      expect(one.exit).toBe(0)
      for (const example of command.examples) expect(one.stdout).toContain(example.line)
      for (const option of command.options) expect(one.stdout).toContain(`--${option.name}`)
    }
    expect(/[ぁ-ん]/.test(all.stdout)).toBe(lang === 'ja')
  }
})

test.each([
  [['biuld'], 'Did you mean "build"?'],
  [['build', '--chek'], 'Did you mean "--check"?'],
  [['build', '--only'], '--only lacks its value'],
  [['build', '--only', '--json'], '--only lacks its value'],
  [['build', '--json=1'], '--json lacks its value, or has a wrong one'],
  [['build', 'more'], 'too few or too many arguments'],
  [['check'], 'too few or too many arguments'],
  [['explain', 'x'], 'too few or too many arguments'],
  [['build', '-x'], 'no option "-x"'],
  [['accept', '--check'], 'no option "--check"'],
  [['build', '--check', '--out', 'x'], 'can not be used together'],
  [['build', '--lang', 'fr'], '--lang lacks its value, or has a wrong one'],
  [['build', '--only', 'thre'], 'Did you mean "three"?'],
  [['accept', '--date', 'today'], 'The date "today" can not be used'],
  [[], 'Usage: hiraku COMMAND'],
])('wrong use %j ends with 2 and says what to do', async (argv, says) => {
  const { exit, stdout, stderr } = await hiraku(project(), ...argv)
  expect([exit, stdout]).toEqual([2, ''])
  expect(stderr).toContain(says)
  expect(stderr).not.toContain('    at ')
})

test('outside a project it says so', async () => {
  const { exit, stderr } = await hiraku('/', 'build')
  expect(exit).toBe(2)
  expect(stderr).toContain('There is no sources folder')
})

test('build: the result on stdout, everything else on stderr; nothing to do is said', async () => {
  const root = project()
  const first = await hiraku(root, 'build', '--json')
  expect(first.exit).toBe(0)
  expect(JSON.parse(first.stdout)).toMatchObject({
    outcome: 'replaced',
    sources: { built: 3 },
    counts: { error: 0 },
  })
  const second = await hiraku(root, 'build')
  expect([second.exit, second.stdout]).toEqual([0, ''])
  expect(second.stderr).toContain('Nothing changed; no work was done')
  expect((await hiraku(root, 'build', '--lang', 'ja')).stderr).toContain('変わったところはありません')
})

test('errors in the data end with 1, a fault of ours with 3 and without its stack', async () => {
  const root = project()
  write(root, { 'sources/aaa/one/source.yaml': declare({ roads: [] }, { fails: true }) })
  const data = await hiraku(root, 'build')
  expect(data.exit).toBe(1)
  expect(data.stderr).toContain('error it is not good [fake/wrong]')
  expect(data.stderr).toContain('Sources with errors: aaa/one')
  write(root, { 'sources/aaa/one/source.yaml': declare({ roads: [] }, { throws: true }) })
  const bug = await hiraku(root, 'build')
  expect(bug.exit).toBe(3)
  expect(bug.stderr).not.toContain('    at ')
  expect((await hiraku(root, 'build', '--debug')).stderr).toContain('    at ')
})

test('build --check ends with 1 where a byte differs', async () => {
  const root = project()
  await hiraku(root, 'build')
  expect((await hiraku(root, 'build', '--check')).exit).toBe(0)
  fs.appendFileSync(path.join(root, 'dist/report.json'), ' ')
  const { exit, stderr } = await hiraku(root, 'build', '--check', '--annotations')
  expect(exit).toBe(1)
  expect(stderr).toContain('dist/ is not what the sources give: 1 differ, 0 missing, 0 extra')
})

test('check runs one source and writes nothing', async () => {
  const root = project()
  write(root, { 'sources/aaa/one/source.yaml': declare({ roads: [{ identifier: 'a' }] }, { warns: true }) })
  const { exit, stdout, stderr } = await hiraku(root, 'check', 'one')
  expect([exit, stdout]).toEqual([0, '111111_roads\t1 record\n'])
  expect(stderr).toContain('aaa/one: 0 errors, 1 warning')
  expect(fs.existsSync(path.join(root, 'dist'))).toBe(false)
  const json = await hiraku(root, 'check', 'sources/aaa/one', '--json')
  expect(JSON.parse(json.stdout)).toMatchObject({ source: 'aaa/one', counts: { warning: 1 } })
})

test('accept says what it accepted', async () => {
  const root = project()
  const { exit, stdout } = await hiraku(root, 'accept', '--date', '2024-04-01')
  expect(exit).toBe(0)
  expect(stdout).toContain('111111_roads\t1.0.0\t2024-04-01\t2 records\tfirst')
})

test('accept says what it did not accept', async () => {
  const root = project()
  write(root, { 'sources/aaa/one/source.yaml': declare({ roads: [] }, { fails: true }) })
  const { exit, stdout, stderr } = await hiraku(root, 'accept', '--date', '2024-04-01')
  expect(exit).toBe(1)
  expect(stdout).toContain('222222_roads\t1.0.0')
  expect(stderr).toContain('Not accepted, because of errors: 1 (aaa/one)')
})

test('annotations come where they are asked for, and in CI', async () => {
  const root = project()
  write(root, { 'sources/aaa/one/source.yaml': declare({ roads: [] }, { fails: true }) })
  const { stdout } = await hiraku(root, 'build', '--annotations')
  expect(stdout).toContain(
    '::error file=sources/aaa/one/source.yaml,line=1,title=fake/wrong::it is not good%0A',
  )
})

test.each([
  [undefined, { LC_ALL: 'ja_JP.UTF-8', LANG: 'en_US' }, 'ja'],
  [undefined, { LC_ALL: '', LANG: 'ja' }, 'ja'],
  [undefined, { LANG: 'C' }, 'en'],
  ['ja', { LANG: 'C' }, 'ja'],
  ['fr', { LANG: 'ja' }, undefined],
])('language %j in %j', (named, env, lang) => {
  expect(languageOf(named, env)).toBe(lang)
})
