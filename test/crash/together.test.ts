/** Two, and ten, at once: one works, the others wait or leave, and whoever reads never takes a mixture for a state. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  changeInputs,
  copyOf,
  edit,
  isAble,
  leftovers,
  makeProject,
  ownBuild,
  type Ran,
  run,
  start,
  sumsFault,
  treeOf,
} from './project.ts'

let own: ReturnType<typeof ownBuild>
let template: string
let after: Readonly<Record<string, string>>
beforeAll(() => {
  own = ownBuild()
  template = makeProject()
  run(own.cli, template, ['build'])
  changeInputs(template)
  const whole = copyOf(template)
  run(own.cli, whole, ['build'])
  after = treeOf(path.join(whole, 'dist'))
  fs.rmSync(whole, { recursive: true })
})
afterAll(() => {
  own.remove()
  fs.rmSync(template, { recursive: true, force: true })
})

function sound(root: string, ran: readonly Ran[]): void {
  for (const { status, out } of ran) {
    expect([0, 2], out).toContain(status)
    if (status === 2) expect(out).toMatch(/run\/locked/)
  }
  expect(ran.some(({ status }) => status === 0)).toBe(true)
  expect(sumsFault(path.join(root, 'dist'))).toBeUndefined()
  expect(leftovers(root)).toEqual([])
}

test.each([2, 10])('%i builds at once', async (many) => {
  const root = copyOf(template)
  sound(root, await Promise.all(Array.from({ length: many }, () => start(own.cli, root, ['build']))))
  expect(treeOf(path.join(root, 'dist'))).toEqual(after)
  fs.rmSync(root, { recursive: true })
})

test('ten at once after one was killed: only one takes its lock over', async () => {
  const root = copyOf(template)
  const dead = { pid: 2 ** 22 + 1, mark: '1', command: 'build', since: '2026-01-01T00:00:00Z' }
  fs.writeFileSync(path.join(root, '.hiraku', 'lock'), JSON.stringify(dead))
  fs.writeFileSync(path.join(root, 'sources/129992/aed', `history.yaml.${dead.pid}.part`), 'half')
  sound(root, await Promise.all(Array.from({ length: 10 }, () => start(own.cli, root, ['build']))))
  expect(treeOf(path.join(root, 'dist'))).toEqual(after)
  fs.rmSync(root, { recursive: true })
})

test('five that wait all end well', async () => {
  const root = copyOf(template)
  const ran = await Promise.all(
    Array.from({ length: 5 }, () => start(own.cli, root, ['build', '--wait', '120'])),
  )
  sound(root, ran)
  for (const { status, out } of ran) expect(status, out).toBe(0)
  expect(treeOf(path.join(root, 'dist'))).toEqual(after)
  fs.rmSync(root, { recursive: true })
})

test('build, accept, publish and a build into another folder at once', async () => {
  const root = copyOf(template)
  sound(
    root,
    await Promise.all(
      [['accept', '--date', '2026-04-01'], ['build'], ['build', '--out', 'public']].map((argv) =>
        start(own.cli, root, argv),
      ),
    ),
  )
  const last = run(own.cli, root, ['build'])
  expect(last.status, last.out).toBe(0)
  expect(sumsFault(path.join(root, 'dist'))).toBeUndefined()
  fs.rmSync(root, { recursive: true })
})

/**
 * How to read dist/ while it may be replaced: SHA256SUMS first, then the files, then SHA256SUMS again. Where it is another
 * by then, or a file or dist/ itself is not there, begin again. Nothing else is locked, and nobody waits for a reader.
 */
function readState(dist: string): 'whole' | 'again' {
  try {
    const sums = fs.readFileSync(path.join(dist, 'SHA256SUMS'), 'utf8')
    const wrong = sums
      .trimEnd()
      .split('\n')
      .filter((line) => {
        const bytes = fs.readFileSync(path.join(dist, line.slice(66)))
        return createHash('sha256').update(bytes).digest('hex') !== line.slice(0, 64)
      })
    if (fs.readFileSync(path.join(dist, 'SHA256SUMS'), 'utf8') !== sums) return 'again'
    expect(wrong).toEqual([])
    return 'whole'
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'again'
    throw error
  }
}

test('who reads dist/ in a loop sees whole states only', async () => {
  const root = copyOf(template)
  const dist = path.join(root, 'dist')
  const seen = { whole: 0, again: 0 }
  let isDone = false
  const builds = (async () => {
    for (let i = 0; i < 5; i += 1) {
      edit(root, 'sources/129992/publisher.yaml', (text) => text.replace(/en: .* \}/, `en: City ${i} }`))
      const { status, out } = await start(own.cli, root, ['build'])
      expect(status, out).toBe(0)
    }
    isDone = true
  })()
  while (!isDone) {
    seen[readState(dist)] += 1
    await new Promise((resolve) => setImmediate(resolve))
  }
  await builds
  expect(seen.whole).toBeGreaterThan(5)
  fs.rmSync(root, { recursive: true })
})

const canUnshare = isAble(
  'to make containers (unshare)',
  () => spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']).status === 0,
)

test.skipIf(!canUnshare)('two containers on one folder: each is process 1, and only one works', async () => {
  const root = copyOf(template)
  const inside = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc']
  const both = await Promise.all(
    [0, 1].map(
      () =>
        new Promise<Ran>((resolve) => {
          setImmediate(async () => {
            const { spawn } = await import('node:child_process')
            const [command = '', ...args] = [...inside, process.execPath, own.cli, 'build']
            const child = spawn(command, args, { cwd: root, env: { ...process.env, NO_COLOR: '1' } })
            let out = ''
            child.stderr.on('data', (data) => {
              out += String(data)
            })
            child.on('close', (status) => resolve({ status, out }))
          })
        }),
    ),
  )
  sound(root, both)
  expect(both.filter(({ out }) => out.includes('run/locked-elsewhere')).length).toBe(1)
  // one that was killed with its container: not taken over at once, for nobody can know; then by its silence
  const lock = path.join(root, '.hiraku', 'lock')
  const held = {
    pid: 1,
    mark: '5',
    command: 'build',
    since: 'x',
    where: { machine: '', boot: 'b', space: 's' },
  }
  fs.writeFileSync(lock, JSON.stringify(held))
  const next = run(own.cli, root, ['build'], inside)
  expect(next.status).toBe(2)
  expect(next.out).toMatch(/another machine or container/)
  fs.rmSync(lock)
  expect(run(own.cli, root, ['build'], inside).status).toBe(0)
  expect(treeOf(path.join(root, 'dist'))).toEqual(after)
  fs.rmSync(root, { recursive: true })
})
