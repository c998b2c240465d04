/** Locks of other machines and containers: a number of a process says nothing there, only silence does. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Effects } from '../../pipeline/effects.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { settleFirst, withLock } from '../../pipeline/run/around.ts'
import { takeLock, tryLock } from '../../pipeline/run/lock.ts'
import { temporary, write } from './fake.ts'

const me = nodeEffects()
const here = { machine: 'm', boot: 'b', space: 's' }
const at = (where: object, more: Partial<Effects> = {}): Effects => ({
  ...me,
  whereabouts: () => ({ ...here, ...where }),
  ...more,
})

/** The lock as it looks when nothing was heard of its holder for so many minutes. */
const silent = (minutes: number): Partial<Effects> => ({
  stat(file) {
    const found = me.stat(file)
    return found !== undefined && path.basename(file) === 'lock'
      ? { ...found, changed: found.changed - minutes * 60_000_000 }
      : found
  },
})

/** where the holder is, how long nothing was heard of it, whether another takes it */
const ROWS = [
  ['another container', { space: 't' }, 1, false],
  ['another container, silent', { space: 't' }, 16, true],
  ['another machine', { machine: 'n', boot: 'c' }, 14, false],
  ['another machine, silent', { machine: 'n', boot: 'c' }, 16, true],
  ['this machine before it was started anew', { boot: 'c' }, 0, true],
  ['an unnamed machine, another start', { machine: '', boot: 'c' }, 1, false],
  ['the same place and number: itself', {}, 0, true],
] as const

test.each(ROWS)('%s', (_, where, minutes, isTaken) => {
  const state = temporary()
  takeLock(at(where), state, 'build')
  const found = tryLock(at({}, silent(minutes)), state, 'build', 'lock')
  expect('release' in found).toBe(isTaken)
  if ('release' in found) {
    expect(found.isStale).toBe(true)
    found.release()
    expect(fs.readdirSync(state)).toEqual([])
  }
})

test('it says that it is of elsewhere, and how to go on', () => {
  const state = temporary()
  takeLock(at({ space: 't' }), state, 'accept')
  expect(() => takeLock(at({}), state, 'build')).toThrow(/hiraku accept of another machine or container/)
})

test('who holds it shows that it is alive', () => {
  const state = temporary()
  let beat = (): void => {}
  let stopped = 0
  const alive = at(
    { space: 't' },
    {
      every: (_, work) => {
        beat = work
        return () => {
          stopped += 1
        }
      },
    },
  )
  const lock = takeLock(alive, state, 'build')
  const before = me.stat(path.join(state, 'lock'))?.changed ?? 0
  const until = Date.now() + 15
  while (Date.now() < until);
  beat()
  expect(me.stat(path.join(state, 'lock'))?.changed).toBeGreaterThan(before)
  fs.rmSync(path.join(state, 'lock'))
  beat()
  lock.release()
  expect(stopped).toBe(1)
})

test('one that slept and lost its lock does not take it from the next', () => {
  const state = temporary()
  const slept = takeLock(at({ space: 't' }), state, 'build')
  const next = takeLock(at({}, silent(20)), state, 'build')
  slept.release()
  expect(fs.existsSync(path.join(state, 'lock'))).toBe(true)
  next.release()
  expect(fs.existsSync(path.join(state, 'lock'))).toBe(false)
})

test('after a process that was killed, half-written files go; those of the living stay', async () => {
  const root = temporary()
  const state = path.join(root, '.hiraku')
  const dead = 2 ** 22 + 7
  const left = [`.hiraku/cache/whole.entry.${dead}.part`, `sources/a/history.yaml.${dead}.part`]
  const stays = [`sources/a/b/snapshot/x.${process.pid}.part`, 'sources/a/x.part', 'other/x.1.part']
  write(root, Object.fromEntries([...left, ...stays].map((name) => [name, 'half'])))
  await withLock(me, state, 'build', () => Promise.resolve())
  expect(left.every((name) => fs.existsSync(path.join(root, name)))).toBe(true)
  write(root, { '.hiraku/lock': JSON.stringify({ pid: dead, mark: '1', command: 'build', since: '' }) })
  await withLock(me, state, 'build', () => Promise.resolve())
  expect(left.filter((name) => fs.existsSync(path.join(root, name)))).toEqual([])
  expect(stays.every((name) => fs.existsSync(path.join(root, name)))).toBe(true)
})

test('a source that was being replaced is back for whatever comes next', async () => {
  for (const next of ['build', 'reading'] as const) {
    const root = temporary()
    const state = path.join(root, '.hiraku')
    write(root, {
      '.hiraku/replacing': 'sources/a/b\n',
      '.hiraku/replaced/source.yaml': 'x',
      '.hiraku/adding/source.yaml': 'half',
      '.hiraku/versions/sources/a/b/x.json': 'half',
      '.hiraku/accepting/0': 'half',
    })
    fs.mkdirSync(path.join(root, 'sources/a'), { recursive: true })
    if (next === 'build') await withLock(me, state, 'build', () => Promise.resolve())
    else settleFirst(me, state)
    expect(fs.readFileSync(path.join(root, 'sources/a/b/source.yaml'), 'utf8')).toBe('x')
    expect(fs.readdirSync(state).filter((name) => name !== '.gitignore')).toEqual([])
  }
})
