import { describe, expect, test } from 'vitest'
import { type Lane, runInLanes } from '../../../pipeline/run/ranges/lanes.ts'

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

function lane(run: (task: number) => Promise<number>): Lane<number, number> & { closed: number } {
  const made = {
    closed: 0,
    run,
    close: async () => {
      made.closed += 1
    },
  }
  return made
}

describe('tasks in lanes', () => {
  test('results come in the order of the tasks, however long each takes', async () => {
    const lanes = [lane(async (n) => pause((n * 7) % 5).then(() => n * 2)), lane(async (n) => n * 2)]
    const taken: number[] = []
    const tasks = Array.from({ length: 50 }, (_, i) => i)
    await runInLanes({ tasks, lanes, ahead: 6, take: (result) => void taken.push(result) })
    expect(taken).toEqual(tasks.map((n) => n * 2))
    expect(lanes.map(({ closed }) => closed)).toEqual([1, 1])
  })

  test('no more are begun than may wait', async () => {
    let begun = 0
    let taken = 0
    let most = 0
    const slowFirst = lane(async (n) => {
      begun += 1
      most = Math.max(most, begun - taken)
      await pause(n === 0 ? 30 : 0)
      return n
    })
    const tasks = Array.from({ length: 40 }, (_, i) => i)
    const take = (): undefined => {
      taken += 1
    }
    await runInLanes({ tasks, lanes: [slowFirst, slowFirst], ahead: 5, take })
    expect(taken).toBe(40)
    expect(most).toBeLessThanOrEqual(5)
    expect(most).toBeGreaterThan(1)
  })

  test.each([
    ['a task that fails', 'task'],
    ['a result that can not be taken', 'take'],
    ['tasks that can not be made', 'tasks'],
  ])('%s ends it, and the lanes are closed', async (_, where) => {
    const lanes = [
      lane(async (n) => {
        if (where === 'task' && n === 4) throw new Error(where)
        return n
      }),
      lane(() => new Promise(() => {})),
    ]
    let left = false
    function* tasks() {
      try {
        for (let i = 0; i < 100; i += 1) {
          if (where === 'tasks' && i === 3) throw new Error(where)
          yield i === 1 ? i + 10 : i
        }
      } finally {
        left = true
      }
    }
    const run = runInLanes({
      tasks: tasks(),
      lanes,
      ahead: 8,
      take: () => {
        if (where === 'take') throw new Error(where)
      },
    })
    await expect(run).rejects.toThrow(where)
    expect(lanes.map(({ closed }) => closed)).toEqual([1, 1])
    expect(left).toBe(true)
  })

  test('what is begun when a result is taken is waited for, and may fail', async () => {
    let done = 0
    const ending = async () => {
      await pause(5)
      done += 1
    }
    await runInLanes({ tasks: [1, 2, 3], lanes: [lane(async (n) => n)], ahead: 2, take: ending })
    expect(done).toBe(3)
    const failing = lane(async (n) => n)
    const take = (n: number) => (n === 2 ? pause(1).then(() => Promise.reject(new Error('full'))) : undefined)
    await expect(runInLanes({ tasks: [1, 2, 3], lanes: [failing], ahead: 2, take })).rejects.toThrow('full')
    expect(failing.closed).toBe(1)
  })

  test('nothing to do', async () => {
    await runInLanes({ tasks: [], lanes: [lane(async (n) => n)], ahead: 2, take: () => {} })
  })
})
