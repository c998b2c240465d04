/** No time decides anything: not of the clock that is set back or ahead, not of a file that has been given any. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Effects } from '../../pipeline/effects.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { accept } from '../../pipeline/run/accept.ts'
import { type Calls, declare, dist, machineOf, project, run, write } from './fake.ts'

const SOURCE = 'sources/bbb/three/source.yaml'
const OUT = 'dist/datasets/222222_roads/222222_roads.csv'
const roads = (identifier: string): string => declare({ roads: [{ identifier }] })
const csv = (root: string): string | undefined => dist(root)['datasets/222222_roads/222222_roads.csv']

/** Other bytes of the same length in the place of a file, made to look as it did. */
const TRICKS: Readonly<Record<string, (file: string, text: string) => void>> = {
  'same size': (file, text) => fs.writeFileSync(file, text),
  'same size and times': (file, text) => keeping(file, () => fs.writeFileSync(file, text)),
  'an older file copied over (cp -p)': (file, text) => {
    fs.writeFileSync(file, text)
    fs.utimesSync(file, 1, 1)
  },
  'from before 1970': (file, text) => {
    fs.writeFileSync(file, text)
    fs.utimesSync(file, -1000, -1000)
  },
  'from the future': (file, text) => {
    fs.writeFileSync(file, text)
    fs.utimesSync(file, 4_000_000_000, 4_000_000_000)
  },
  'another file with its times (mv)': (file, text) =>
    keeping(file, () => {
      fs.writeFileSync(`${file}.x`, text)
      fs.renameSync(`${file}.x`, file)
    }),
  'removed and made anew, often with its inode': (file, text) =>
    keeping(file, () => {
      fs.rmSync(file)
      fs.writeFileSync(file, text)
    }),
  'one byte in place': (file, text) =>
    keeping(file, () => {
      const handle = fs.openSync(file, 'r+')
      const before = fs.readFileSync(file, 'utf8')
      const at = [...text].findIndex((one, i) => one !== before[i])
      fs.writeSync(handle, text[at] ?? '', at)
      fs.closeSync(handle)
    }),
  'a link to another': (file, text) => {
    fs.writeFileSync(`${file}.target`, text)
    fs.rmSync(file)
    fs.symlinkSync(`${file}.target`, file)
  },
  'a hard link to another': (file, text) => {
    fs.writeFileSync(`${file}.target`, text)
    fs.rmSync(file)
    fs.linkSync(`${file}.target`, file)
  },
}

function keeping(file: string, change: () => void): void {
  const { atime, mtime } = fs.statSync(file)
  change()
  fs.utimesSync(file, atime, mtime)
}

test.each(Object.entries(TRICKS))('an input: %s', async (_, trick) => {
  const root = project()
  for (const [before, after] of ['ab', 'bc', 'cd', 'de']) {
    if (before === 'a') write(root, { [SOURCE]: roads('a') })
    await run(root)
    trick(path.join(root, SOURCE), roads(after ?? ''))
    await run(root)
    expect(csv(root)).toBe(`${after}\r\n`)
  }
})

test.each(Object.entries(TRICKS))('a file of dist/: %s', async (_, trick) => {
  const root = project()
  write(root, { [SOURCE]: roads('a') })
  await run(root)
  for (const other of ['b', 'c']) {
    trick(path.join(root, OUT), `${other}\r\n`)
    await run(root)
    expect(csv(root)).toBe('a\r\n')
    expect(fs.lstatSync(path.join(root, OUT)).isSymbolicLink()).toBe(false)
  }
})

test('another time with the same bytes costs reading, and no work', async () => {
  const root = project()
  await run(root)
  for (const time of [1, 1_000_000_000, 4_000_000_000]) {
    for (const name of fs.readdirSync(root, { recursive: true }).map(String)) {
      const file = path.join(root, name)
      if (!name.startsWith('.hiraku') && fs.statSync(file).isFile()) fs.utimesSync(file, time, time)
    }
    const calls: Calls = { jobs: [], loaded: 0 }
    expect((await run(root, { calls })).outcome).toBe('nothing')
    expect(calls).toEqual({ jobs: [], loaded: 0 })
  }
})

/** The clock of the file system as a program sees it: `at` tells it from the true one. */
function clocked(at: (micros: number) => number): Effects {
  const real = nodeEffects()
  return {
    ...real,
    now: () => new Date(at(Date.now() * 1000) / 1000),
    stat(file) {
      const found = real.stat(file)
      if (found === undefined) return undefined
      const [size, modified, changed, inode] = found.signature.split(':')
      const times = [modified, changed].map((one) => at(Number(one)))
      return { ...found, changed: Math.max(...times), signature: [size, ...times, inode].join(':') }
    },
  }
}

const YEAR = 365 * 86_400 * 1_000_000

test.each([
  ['a second', 1_000_000],
  ['a year', YEAR],
])('the clock is set back by %s again and again', async (_, back) => {
  const root = project()
  const setBack: number[] = []
  // what happened after the clock was set back has the times of before
  const effects = clocked((micros) => micros - back * setBack.filter((moment) => micros > moment).length)
  for (const identifier of 'abcdef') {
    write(root, { [SOURCE]: roads(identifier) })
    await run(root, { effects })
    expect(csv(root)).toBe(`${identifier}\r\n`)
    setBack.push(Date.now() * 1000)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  await run(root, { effects })
  expect((await run(root, { effects })).outcome).toBe('nothing')
})

test('the clock was far ahead when the files were written', async () => {
  const root = project()
  const effects = clocked((micros) => micros + 10 * YEAR)
  await run(root, { effects })
  for (const identifier of 'bcd') {
    write(root, { [SOURCE]: roads(identifier) })
    await run(root)
    expect(csv(root)).toBe(`${identifier}\r\n`)
  }
})

test('a file system that counts in two seconds (FAT), without another sign of a change', async () => {
  const root = project()
  const coarse = clocked((micros) => Math.floor(micros / 2_000_000) * 2_000_000)
  const effects: Effects = {
    ...coarse,
    stat(file) {
      const found = coarse.stat(file)
      // no inode either
      return found === undefined ? undefined : { ...found, signature: found.signature.replace(/:\d+$/, ':0') }
    },
  }
  for (const identifier of 'abcdefghij') {
    write(root, { [SOURCE]: roads(identifier) })
    await run(root, { effects })
    expect(csv(root)).toBe(`${identifier}\r\n`)
    fs.writeFileSync(path.join(root, OUT), 'z\r\n')
    await run(root, { effects })
    expect(csv(root)).toBe(`${identifier}\r\n`)
  }
})

test('a version is never of a day before the last one: told, and the neighbours are accepted', async () => {
  const root = project()
  const acceptOn = (date: string, id?: string) => accept(nodeEffects(), machineOf(root), { root, date, id })
  await acceptOn('2024-05-01')
  const history = () => fs.readFileSync(path.join(root, 'sources/bbb/three/history.yaml'), 'utf8')
  const before = history()
  write(root, { [SOURCE]: roads('other'), 'sources/ccc/publisher.yaml': '{"code":"333333"}' })
  write(root, { 'sources/ccc/new/source.yaml': declare({ wells: [{ identifier: 'w' }] }) })
  const early = await acceptOn('2024-04-30')
  expect(early.accepted.map(({ id }) => id)).toEqual(['333333_wells', '333333_open_data_list'])
  expect(early.build.problems.kinds().map(({ code }) => code)).toContain('history/date-before')
  const [told] =
    early.build.problems.kinds().find(({ code }) => code === 'history/date-before')?.problems ?? []
  expect(told?.message.en).toMatch(/2024-04-30 is before .* 2024-05-01/)
  expect(history()).toBe(before)
  expect(csv(root), 'what is published stays').toBe('x\r\n')
  // the same day is no step back
  expect((await acceptOn('2024-05-01', 'bbb/three')).accepted.map(({ version }) => version)).toEqual([
    '1.1.0',
    '1.1.0',
  ])
  const dates = [...history().matchAll(/date: "(.*)"/g)].map(([, date]) => date)
  expect(dates).toEqual(['2024-05-01', '2024-05-01'])
})
