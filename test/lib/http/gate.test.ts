import { expect, test } from 'vitest'
import { createGate } from '../../../pipeline/lib/http/gate.ts'

test('a clock that is set back makes nobody wait for hours', async () => {
  let clock = 10_000_000
  const pauses: number[] = []
  const gate = createGate(
    { pause: async (milliseconds) => void pauses.push(milliseconds), now: () => new Date(clock) },
    { concurrency: 2, perSecond: 10 },
  )
  await (await gate.enter())()
  clock = 0
  await (await gate.enter())()
  expect(pauses).toEqual([200])
})

test('a clock that stands still stops nobody', async () => {
  const gate = createGate(
    { pause: async () => undefined, now: () => new Date(0) },
    { concurrency: 1, perSecond: 1 },
  )
  for (let i = 0; i < 3; i++) {
    const leave = await gate.enter()
    gate.quiet(1000)
    leave()
    // twice is once
    leave()
  }
  const leave = await gate.enter()
  let second = false
  void gate.enter().then(() => {
    second = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(second).toBe(false)
  leave()
  await new Promise((resolve) => setImmediate(resolve))
  expect(second).toBe(true)
})

test('who waits already waits for the quiet as well', async () => {
  let clock = 0
  const wakes: (() => void)[] = []
  const gate = createGate(
    {
      pause: (milliseconds) =>
        new Promise((resolve) => {
          wakes.push(() => {
            clock += milliseconds
            resolve()
          })
        }),
      now: () => new Date(clock),
    },
    { concurrency: 5, perSecond: 10 },
  )
  await gate.enter()
  let entered: number | undefined
  void gate.enter().then(() => {
    entered = clock
  })
  gate.quiet(7000)
  for (let i = 0; i < 3; i++) {
    wakes.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(entered).toBeGreaterThanOrEqual(7000)
})
