/**
 * Real disks that are full, read-only, elsewhere, or not ours: told in words, dist/ stays, and the next run ends well.
 * What only root can set up (mounts, another user) is left out where the test is not run by root; test/run/full.test.ts
 * has all of it by injected faults.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  changeInputs,
  copyOf,
  isAble,
  leftovers,
  makeProject,
  ownBuild,
  run,
  sumsFault,
  temporary,
  treeOf,
} from './project.ts'

let own: ReturnType<typeof ownBuild>
let template: string
let before: Readonly<Record<string, string>>
let after: Readonly<Record<string, string>>
const mounted: string[] = []

beforeAll(() => {
  own = ownBuild()
  template = makeProject()
  run(own.cli, template, ['build'])
  before = treeOf(path.join(template, 'dist'))
  changeInputs(template)
  const whole = copyOf(template)
  run(own.cli, whole, ['build'])
  after = treeOf(path.join(whole, 'dist'))
  fs.rmSync(whole, { recursive: true })
})
afterAll(() => {
  for (const folder of mounted.reverse()) spawnSync('umount', ['-l', folder])
  own.remove()
  fs.rmSync(template, { recursive: true, force: true })
})

function mount(folder: string, megabytes: number): boolean {
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  if (done.status === 0) mounted.push(folder)
  return done.status === 0
}

function unmount(folder: string): void {
  spawnSync('umount', ['-l', folder])
}

const canMount = isAble('to mount disks', (): boolean => {
  if (process.getuid?.() !== 0) return false
  const folder = temporary()
  const done = mount(folder, 1)
  if (done) unmount(folder)
  return done
})

function copyInto(folder: string): void {
  fs.cpSync(template, folder, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
}

function dist(root: string): Readonly<Record<string, string>> {
  return treeOf(path.join(root, 'dist'))
}

/** The next run, once there is nothing in its way. */
function goesOn(root: string): void {
  const next = run(own.cli, root, ['build'])
  expect(next.status, next.out).toBe(0)
  expect(dist(root)).toEqual(after)
  expect(sumsFault(path.join(root, 'dist'))).toBeUndefined()
  expect(leftovers(root)).toEqual([])
}

/** Kilobytes: nothing can be written, some of the stage, nearly all, all. */
const FREE =
  process.env.HIRAKU_CRASHES === undefined
    ? [0, 100, 500, 4000]
    : [0, 4, 8, 12, 20, 40, 60, 80, 100, 150, 200, 250, 300, 400, 500, 600, 700, 800, 1000, 1500, 2000, 4000]

test.skipIf(!canMount)('a disk that is full: whatever room is left', { timeout: 600_000 }, () => {
  const root = temporary()
  expect(mount(root, 12)).toBe(true)
  const outcomes = new Set<string>()
  for (const free of FREE) {
    for (const name of fs.readdirSync(root)) fs.rmSync(path.join(root, name), { recursive: true })
    copyInto(root)
    const { bavail, bsize } = fs.statfsSync(root)
    fs.writeFileSync(path.join(root, 'filler'), Buffer.alloc(bavail * bsize - free * 1024))
    const ran = run(own.cli, root, ['build', '--lang', 'ja'])
    const label = `${free} KB free: ${ran.out}`
    if (ran.status === 0) expect(dist(root), label).toEqual(after)
    else {
      expect(ran.status, label).toBe(2)
      expect(ran.out, label).toMatch(/ディスクがいっぱいです。.*に書き込めません（残り [\d.]+ MB）/)
      expect([before, after], label).toContainEqual(dist(root))
    }
    outcomes.add(String(ran.status))
    fs.rmSync(path.join(root, 'filler'))
    goesOn(root)
  }
  expect([...outcomes].sort()).toEqual(['0', '2'])
  unmount(root)
})

test('a limit of the size of files (ulimit -f)', () => {
  for (const kilobytes of [4, 16]) {
    const root = copyOf(template)
    const ran = run(
      own.cli,
      root,
      ['build', '--lang', 'ja'],
      ['bash', '-c', `ulimit -f ${kilobytes}; exec "$@"`, 'x'],
    )
    if (ran.status !== 0) {
      expect(ran.status, ran.out).toBe(2)
      expect(ran.out).toMatch(/大きさの上限を超えました/)
      expect(dist(root)).toEqual(before)
    }
    goesOn(root)
    fs.rmSync(root, { recursive: true })
  }
})

test.skipIf(!canMount)('a disk that may only be read', () => {
  const root = temporary()
  expect(mount(root, 12)).toBe(true)
  copyInto(root)
  spawnSync('mount', ['-o', 'remount,ro', root])
  const ran = run(own.cli, root, ['build', '--lang', 'ja'])
  expect(ran.status, ran.out).toBe(2)
  expect(ran.out).toMatch(/読み取り専用/)
  // what only reads still works
  expect(run(own.cli, root, ['check', '129992/cultural_property']).out).not.toMatch(/cli\//)
  expect(
    run(own.cli, root, ['check', 'sources/129992/cultural_property/snapshot/bunkazai.csv']).out,
  ).not.toMatch(/cli\//)
  expect(dist(root)).toEqual(before)
  spawnSync('mount', ['-o', 'remount,rw', root])
  goesOn(root)
  unmount(root)
})

const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
const canBeNobody = isAble(
  'to work as another user (setpriv)',
  () => process.getuid?.() === 0 && spawnSync(asNobody[0] ?? '', [...asNobody.slice(1), 'true']).status === 0,
)

test.skipIf(!canBeNobody)('a project, or only its dist/, of another user', () => {
  fs.chmodSync(path.dirname(path.dirname(own.cli)), 0o755)
  for (const mine of [[], ['', '.hiraku', 'sources', 'schemas']]) {
    const root = copyOf(template)
    fs.chmodSync(root, 0o755)
    for (const name of mine)
      spawnSync('chown', [...(name === '' ? [] : ['-R']), '65534', path.join(root, name)])
    const ran = run(own.cli, root, ['build', '--lang', 'ja'], asNobody)
    expect(ran.status, ran.out).toBe(2)
    expect(ran.out).toMatch(/権限がありません/)
    expect(dist(root)).toEqual(before)
    expect(fs.readdirSync(path.join(root, '.hiraku')).includes('swap.json')).toBe(false)
    spawnSync('chown', ['-R', '0', root])
    goesOn(root)
    fs.rmSync(root, { recursive: true })
  }
})

test.skipIf(!canBeNobody)('one snapshot that may not be read: its source fails, the others are built', () => {
  fs.chmodSync(path.dirname(path.dirname(own.cli)), 0o755)
  const root = copyOf(template)
  spawnSync('chown', ['-R', '65534', root])
  const file = path.join(root, 'sources/129992/aed/snapshot/AED設置箇所一覧.csv')
  spawnSync('chown', ['0', file])
  fs.chmodSync(file, 0o600)
  const ran = run(own.cli, root, ['build'], asNobody)
  expect(ran.status, ran.out).toBe(1)
  expect(ran.out).toMatch(/run\/unreadable/)
  expect(dist(root)['datasets/129992_cultural_property/129992_cultural_property.csv']).toBe(
    after['datasets/129992_cultural_property/129992_cultural_property.csv'],
  )
  fs.chmodSync(file, 0o644)
  goesOn(root)
  fs.rmSync(root, { recursive: true })
})

test.skipIf(!canMount)('dist/ that is a disk of its own can not be replaced: told, and it stays', () => {
  const root = copyOf(template)
  fs.renameSync(path.join(root, 'dist'), path.join(root, 'kept'))
  fs.mkdirSync(path.join(root, 'dist'))
  expect(mount(path.join(root, 'dist'), 12)).toBe(true)
  fs.cpSync(path.join(root, 'kept'), path.join(root, 'dist'), { recursive: true })
  fs.rmSync(path.join(root, 'kept'), { recursive: true })
  const ran = run(own.cli, root, ['build', '--lang', 'ja'])
  expect(ran.status, ran.out).toBe(2)
  expect(ran.out).toMatch(/マウントされた場所|別のディスク/)
  expect(dist(root)).toEqual(before)
  unmount(path.join(root, 'dist'))
  goesOn(root)
  fs.rmSync(root, { recursive: true })
})

test('a .hiraku/ on another disk, a dist/ that is a link: both are followed, and stay', () => {
  const other = fs.existsSync('/dev/shm') ? fs.mkdtempSync('/dev/shm/hiraku-') : temporary()
  const root = copyOf(template)
  fs.cpSync(path.join(root, '.hiraku'), path.join(other, 'state'), { recursive: true })
  fs.rmSync(path.join(root, '.hiraku'), { recursive: true })
  fs.symlinkSync(path.join(other, 'state'), path.join(root, '.hiraku'))
  const ran = run(own.cli, root, ['build'])
  expect(ran.status, ran.out).toBe(0)
  expect(dist(root)).toEqual(after)
  expect(leftovers(root)).toEqual([])
  const linked = copyOf(template)
  fs.cpSync(path.join(linked, 'dist'), path.join(other, 'web'), { recursive: true })
  fs.rmSync(path.join(linked, 'dist'), { recursive: true })
  fs.symlinkSync(path.join(other, 'web'), path.join(linked, 'dist'))
  const done = run(own.cli, linked, ['build'])
  expect(done.status, done.out).toBe(0)
  expect(fs.lstatSync(path.join(linked, 'dist')).isSymbolicLink()).toBe(true)
  expect(treeOf(path.join(other, 'web'))).toEqual(after)
  expect(fs.readdirSync(other).sort()).toEqual(['state', 'web'])
  // a first build, with nothing there to be renamed
  for (const gone of ['dist', '.hiraku']) fs.rmSync(path.join(root, gone), { recursive: true })
  fs.rmSync(path.join(other, 'state'), { recursive: true })
  fs.mkdirSync(path.join(other, 'state'))
  fs.symlinkSync(path.join(other, 'state'), path.join(root, '.hiraku'))
  const first = run(own.cli, root, ['build'])
  expect(first.status, first.out).toBe(0)
  expect(dist(root)).toEqual(after)
  for (const one of [root, linked, other]) fs.rmSync(one, { recursive: true })
})
