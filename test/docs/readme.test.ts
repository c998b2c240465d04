/** The commands of both READMEs, run as they stand there, in a copy of the project. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const IDENTITY = [
  '-c',
  'user.name=Hiraku',
  '-c',
  'user.email=hiraku@example.jp',
  '-c',
  'commit.gpgsign=false',
]
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-readme-'))
for (const part of ['sources', 'schemas', 'dist', 'examples']) {
  fs.cpSync(path.join(root, part), path.join(folder, part), { recursive: true })
}
/** Two commits, for `diff HEAD~1 HEAD`: without git nothing can be said of them. */
const hasGit = [
  'init --quiet',
  'add --all',
  'commit --quiet -m first',
  'commit --quiet --allow-empty -m second',
].every(
  (line) =>
    spawnSync('git', [...IDENTITY, ...line.split(' ')], { cwd: folder, encoding: 'utf8' }).status === 0,
)
if (process.env.CI === 'true' && !hasGit) throw new Error('git is needed where CI=true')
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

/** `npx hiraku …` lines, without what follows the number sign. */
function commandsOf(name: string): readonly string[] {
  const text = fs.readFileSync(path.join(root, name), 'utf8')
  return [...text.matchAll(/^npx hiraku ([^#\n]+)/gm)].map((match) => (match[1] ?? '').trim())
}

describe.each(['README.md', 'README.ja.md'])('%s', (name) => {
  const commands = commandsOf(name)
  it('has commands', () => expect(commands.length).toBeGreaterThan(4))
  const runnable = commands.filter((command) => hasGit || !command.includes('HEAD'))
  it.each(runnable)('npx hiraku %s', (command) => {
    const cli = path.join(root, 'build', 'cli.js')
    const run = spawnSync(process.execPath, [cli, ...command.split(/\s+/)], { cwd: folder, encoding: 'utf8' })
    expect(`${run.status} ${run.status === 0 ? '' : run.stderr}`).toBe('0 ')
  })
})
