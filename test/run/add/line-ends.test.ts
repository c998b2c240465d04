/** What `add` leaves in a project that lies in git keeps its bytes where git rewrites line ends (Windows). */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { addFile } from '../../../pipeline/run/add/add.ts'
import { keepLineEnds } from '../../../pipeline/run/add/line-ends.ts'
import { machineOf } from '../../../pipeline/run/machine.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { temporary, write } from '../fake.ts'

const effects = { ...nodeEffects(), ask: undefined, now: () => new Date('2024-06-09T20:00:00Z') }
const CSV = `${[
  '全国地方公共団体コード,ID,地方公共団体名,名称,緯度,経度,設置位置',
  '129992,0001,千葉県あさひ野市,本庁舎,35.6,140.1,１階',
  '129992,0002,千葉県あさひ野市,公民館,35.61,140.11,受付',
].join('\n')}\n`

let root = ''
const git = (folder: string, ...argv: readonly string[]) => {
  const own = ['-c', 'user.name=a', '-c', 'user.email=a@x.invalid', '-c', 'core.autocrlf=true']
  return execFileSync('git', [...own, ...argv], {
    cwd: folder,
    stdio: 'pipe',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  })
}
beforeEach(() => {
  root = temporary()
})
afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

test('a clone with core.autocrlf=true has the same bytes', async () => {
  write(root, { 'AED一覧.csv': CSV })
  git(root, 'init', '-q', '-b', 'main')
  const machine = machineOf(effects, path.join(PACKAGE, 'pipeline'))
  const added = await addFile(effects, machine, root, { file: 'AED一覧.csv' })
  expect([added.outcome, added.written.includes('.gitattributes')]).toEqual(['added', true])
  git(root, 'add', '-A')
  git(root, 'commit', '-qm', 'x')
  const clone = path.join(root, 'clone')
  git(root, 'clone', '-q', root, clone)
  const inSources = added.written.filter((name) => name.startsWith('sources/'))
  expect(inSources.length).toBeGreaterThan(3)
  for (const name of inSources)
    expect([name, fs.readFileSync(path.join(clone, name), 'utf8')]).toEqual([
      name,
      fs.readFileSync(path.join(root, name), 'utf8'),
    ])
  // the trial can fail: what nobody speaks of was rewritten
  expect(fs.readFileSync(path.join(clone, 'AED一覧.csv'), 'utf8')).toContain('\r\n')
})

test.each([
  ['no git', [], undefined, [], 0],
  ['git', ['.git/HEAD'], undefined, ['.gitattributes'], 0],
  ['git, and it says so', ['.git/HEAD'], 'sources/** -text\n', [], 0],
  ['git, and all is binary', ['.git/HEAD'], '# x\n* binary\n', [], 0],
  ['git, and it says other things', ['.git/HEAD'], '* text=auto\n# -text\n*.png -textual\n', [], 1],
])('%s', (_, files, text, written, questions) => {
  for (const name of files) write(root, { [name]: '' })
  const folder = path.join(root, 'open/data')
  fs.mkdirSync(folder, { recursive: true })
  const file = path.join(folder, '.gitattributes')
  if (text !== undefined) fs.writeFileSync(file, text)
  const told = keepLineEnds(effects, folder)
  expect([told.written, told.questions.length]).toEqual([written, questions])
  if (text !== undefined) expect(fs.readFileSync(file, 'utf8')).toBe(text)
  expect(fs.existsSync(file)).toBe(text !== undefined || written.length > 0)
})

test('this repository keeps its own', () => {
  expect(fs.readFileSync(path.join(PACKAGE, '.gitattributes'), 'utf8')).toMatch(/^\* -text$/m)
})
