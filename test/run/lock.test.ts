import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { withLock } from '../../pipeline/run/around.ts'
import { heldBy, lockedBy, takeLock } from '../../pipeline/run/lock.ts'
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

const sees = { ...me, processMark: other.processMark }

test('fetching has a lock of its own', () => {
  const state = temporary()
  const fetching = takeLock(other, state, 'acquire', 'acquire')
  takeLock(sees, state, 'build').release()
  expect(() => takeLock(sees, state, 'acquire', 'acquire')).toThrow(/hiraku acquire is running/)
  expect(heldBy(sees, state, 'acquire')).toMatchObject({ pid: 4_000_001, command: 'acquire' })
  fetching.release()
  expect(heldBy(sees, state, 'acquire')).toBeUndefined()
  expect(fs.readdirSync(state)).toEqual([])
})

describe('waiting', () => {
  /** every pause lets another second of the other's work go by */
  const waits = (state: string, work: number, clock: () => Date = me.now) => {
    const lock = takeLock(other, state, 'build')
    const pauses: number[] = []
    const effects = {
      ...sees,
      now: clock,
      pause: (milliseconds: number) => {
        pauses.push(milliseconds)
        if (pauses.length === work) lock.release()
        return Promise.resolve()
      },
    }
    return { effects, pauses }
  }

  test('until the other has ended; who is waited for is told once', async () => {
    const state = temporary()
    const { effects, pauses } = waits(state, 3)
    const told: (string | undefined)[] = []
    const onWait = (holder: { command: string } | undefined) => told.push(holder?.command)
    expect(await withLock(effects, state, 'accept', () => Promise.resolve(7), { wait: 10, onWait })).toBe(7)
    expect(pauses).toEqual([1000, 1000, 1000])
    expect(told).toEqual(['build'])
    expect(fs.readdirSync(state)).toEqual(['.gitignore'])
  })

  test.each([
    [2, [1000, 1000]],
    [2.5, [1000, 1000, 500]],
    [0, []],
    [undefined, []],
  ])('%s seconds at most', async (wait, expected) => {
    const state = temporary()
    const { effects, pauses } = waits(state, 99)
    const body = () => expect.fail('ran')
    await expect(withLock(effects, state, 'accept', body, { wait })).rejects.toThrow(
      /hiraku build is running/,
    )
    expect(pauses).toEqual(expected)
  })

  test('a clock that is set back makes it no longer, and no lock stay', async () => {
    const state = temporary()
    let hour = 1_000_000
    const back = () => {
      hour -= 10
      return new Date(hour * 3_600_000)
    }
    const { effects, pauses } = waits(state, 99, back)
    const body = () => Promise.resolve(1)
    await expect(withLock(effects, state, 'accept', body, { wait: 3 })).rejects.toThrow(/is running/)
    expect(pauses).toHaveLength(3)
    fs.rmSync(path.join(state, 'lock'))
    // dead, and from the future
    takeLock({ ...other, now: () => new Date('2999-01-01') }, state, 'build')
    expect(await withLock(me, state, 'accept', body)).toBe(1)
  })
})

test('who has it is told by the command and the time that people here know', () => {
  const holder = { pid: 7, mark: '', command: 'run', since: '2026-11-23T20:00:00.000Z' }
  const { message, remedy } = lockedBy(holder, 'lock')
  expect(message).toEqual({
    ja: '別の hiraku run が実行中です（プロセス 7、日本時間 2026-11-24 05:00 から）。',
    en: 'Another hiraku run is running (process 7, since 2026-11-24 05:00, time of Japan).',
  })
  expect(remedy.ja).toMatch(/終わるのを待って/)
})
