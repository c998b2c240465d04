import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { takeLock } from '../../pipeline/run/lock.ts'
import { project, run, temporary } from './fake.ts'

const me = nodeEffects()
const other = {
  ...me,
  pid: () => 4_000_001,
  processMark: (pid: number) => (pid === 4_000_001 ? 'm1' : me.processMark(pid)),
}

test('a second run says who holds the lock', async () => {
  const root = project()
  fs.mkdirSync(path.join(root, '.hiraku'))
  const lock = takeLock(other, path.join(root, '.hiraku'), 'build')
  const sees = { ...me, processMark: other.processMark }
  await expect(run(root, { effects: sees })).rejects.toThrow(/hiraku build is running \(process 4000001/)
  lock.release()
  expect((await run(root)).outcome).toBe('replaced')
})

test('the lock of a dead process, or of a later one with its number, is taken over', () => {
  for (const mark of ['m0', 'm1']) {
    const state = temporary()
    takeLock({ ...other, processMark: () => 'm0' }, state, 'build')
    const sees = {
      ...me,
      processMark: (pid: number) =>
        pid === 4_000_001 ? (mark === 'm0' ? undefined : mark) : me.processMark(pid),
    }
    const lock = takeLock(sees, state, 'build')
    expect(JSON.parse(fs.readFileSync(path.join(state, 'lock'), 'utf8')).pid).toBe(process.pid)
    lock.release()
    expect(fs.readdirSync(state)).toEqual([])
  }
})

test('a lock that is no lock is taken over', () => {
  const state = temporary()
  fs.writeFileSync(path.join(state, 'lock'), 'rubbish')
  takeLock(me, state, 'build').release()
  expect(fs.readdirSync(state)).toEqual([])
})
