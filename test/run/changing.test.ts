/** A file that changes while it is read: what comes out is of the old or of the new one, or nothing does; and it is told. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Effects } from '../../pipeline/effects.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { readJobInput } from '../../pipeline/run/job-input.ts'
import { openSchemas } from '../../pipeline/run/schemas.ts'
import { declare, dist, project, run, write } from './fake.ts'

const SOURCE = 'sources/bbb/three/source.yaml'
const roads = (identifier: string): string => declare({ roads: [{ identifier }] })
const csv = (root: string): string | undefined => dist(root)['datasets/222222_roads/222222_roads.csv']

/** How programs save: over the file, beside it and renamed, emptied first, with the old times kept. */
const WAYS: Readonly<Record<string, (file: string, text: string) => void>> = {
  'written over': (file, text) => fs.writeFileSync(file, text),
  'renamed over': (file, text) => {
    fs.writeFileSync(`${file}.new`, text)
    fs.renameSync(`${file}.new`, file)
  },
  'removed and made anew': (file, text) => {
    fs.rmSync(file)
    fs.writeFileSync(file, text)
  },
  'with the times that it had': (file, text) => {
    const { atime, mtime } = fs.statSync(file)
    fs.writeFileSync(file, text)
    fs.utimesSync(file, atime, mtime)
  },
}

/** Effects that change a file once, when a call is made; `after`: behind it. */
function changing(
  call: 'stat' | 'readFile' | 'readChunks',
  file: string,
  nth: number,
  after: boolean,
  change: () => void,
): Effects {
  const real = nodeEffects()
  let calls = 0
  const around = <T>(name: string, asked: string, work: () => T): T => {
    const isNow = name === call && asked === file && ++calls === nth
    if (isNow && !after) change()
    const found = work()
    if (isNow && after) change()
    return found
  }
  return {
    ...real,
    stat: (asked) => around('stat', asked, () => real.stat(asked)),
    readFile: (asked) => around('readFile', asked, () => real.readFile(asked)),
    readChunks: (asked) => around('readChunks', asked, () => real.readChunks(asked)),
  }
}

test.each(Object.entries(WAYS))('an input %s at any moment of the run', async (_, save) => {
  const told = new Set<string>()
  for (const call of ['stat', 'readFile', 'readChunks'] as const) {
    for (let nth = 1; nth <= 4; nth += 1) {
      for (const after of [false, true]) {
        const root = project()
        write(root, { [SOURCE]: roads('a') })
        await run(root)
        write(root, { [SOURCE]: roads('b') })
        const file = path.join(root, SOURCE)
        let isChanged = false
        const effects = changing(call, file, nth, after, () => {
          isChanged = true
          save(file, roads('c'))
        })
        const result = await run(root, { effects })
        const label = `${call} ${nth} ${after}`
        if (isChanged) {
          const codes = result.problems.kinds().map(({ code }) => code)
          expect(['a\r\n', 'b\r\n', 'c\r\n'], label).toContain(csv(root))
          // where it kept the former state, it says why
          if (csv(root) === 'a\r\n') expect(codes, label).toEqual(['run/changed-while-read'])
          for (const code of codes) told.add(code)
          await run(root)
          expect(csv(root), label).toBe('c\r\n')
          expect((await run(root)).outcome, label).toBe('nothing')
        }
        fs.rmSync(root, { recursive: true })
      }
    }
  }
  expect([...told]).toEqual(['run/changed-while-read'])
})

test('half of a file that is being saved is never worked on', () => {
  const root = project()
  const file = path.join(root, 'sources/bbb/three/snapshot/in.txt')
  write(root, { 'sources/bbb/three/snapshot/in.txt': 'one,two\nthree,four\n' })
  const effects = changing('readFile', file, 1, false, () => fs.truncateSync(file, 8))
  const folder = { publisher: 'bbb', source: 'three' }
  const schemas = openSchemas(effects, root, root, [], 0)
  expect(() => readJobInput(effects, root, folder, schemas, 0)).toThrow(/changed while it was read/)
  expect(
    new TextDecoder().decode(
      readJobInput(effects, root, folder, schemas, 0).input.files.get('sources/bbb/three/snapshot/in.txt'),
    ),
  ).toBe('one,two\n')
})

test('two files of a source that are of two states: the source keeps what it gave', async () => {
  const root = project()
  write(root, { [SOURCE]: roads('a'), 'sources/bbb/three/snapshot/in.txt': '1' })
  await run(root)
  write(root, { [SOURCE]: roads('b') })
  const snapshot = path.join(root, 'sources/bbb/three/snapshot/in.txt')
  // read in the order of their names: the snapshot first, source.yaml after it
  const effects = changing('readFile', path.join(root, SOURCE), 1, true, () =>
    fs.writeFileSync(snapshot, '2'),
  )
  const result = await run(root, { effects })
  expect(result.problems.kinds().map(({ code }) => code)).toEqual(['run/changed-while-read'])
  expect(csv(root)).toBe('a\r\n')
  await run(root)
  expect(csv(root)).toBe('b\r\n')
})

test('a schema that changes during the run: nothing is made of two of them', async () => {
  const root = project()
  write(root, { [SOURCE]: declare({ roads: [{ identifier: 'a' }] }, { asks: ['record.json'] }) })
  await run(root)
  const before = dist(root)
  write(root, { [SOURCE]: declare({ roads: [{ identifier: 'b' }] }, { asks: ['record.json'] }) })
  const schema = path.join(root, 'schemas/record.json')
  const effects = changing('readFile', schema, 1, false, () => fs.writeFileSync(schema, '{"a":1}'))
  const result = await run(root, { effects })
  expect(result.problems.kinds().map(({ code }) => code)).toContain('run/changed-while-read')
  expect(dist(root)).toEqual(before)
  await run(root)
  expect(csv(root)).toBe('b\r\n')
})

test('a schema that was another for the moment in which it was read', async () => {
  const root = project()
  await run(root)
  const before = dist(root)
  write(root, { [SOURCE]: declare({ roads: [{ identifier: 'b' }] }, { asks: ['record.json'] }) })
  const schema = path.join(root, 'schemas/record.json')
  const real = nodeEffects()
  const effects: Effects = {
    ...real,
    readFile(file) {
      if (file !== schema) return real.readFile(file)
      fs.writeFileSync(schema, '{"a":1}')
      const found = real.readFile(file)
      fs.writeFileSync(schema, '{}')
      return found
    },
  }
  const result = await run(root, { effects })
  expect(result.problems.kinds().map(({ code }) => code)).toEqual(['run/changed-while-read'])
  expect(dist(root)).toEqual(before)
})

test('a list of versions that changes while its list is made', async () => {
  const root = project()
  const file = path.join(root, 'sources/aaa/history.yaml')
  fs.writeFileSync(file, '[]\n')
  await run(root)
  const before = dist(root)
  fs.writeFileSync(file, '[ ]\n')
  const effects = changing('readFile', file, 1, false, () => fs.writeFileSync(file, '[  ]\n'))
  const result = await run(root, { effects })
  expect(result.problems.kinds().map(({ code }) => code)).toEqual(['run/changed-while-read'])
  expect(dist(root)).toEqual(before)
  expect((await run(root)).failed.count).toBe(0)
})

test('what Excel, LibreOffice and desktops put beside an open snapshot is no input', async () => {
  const root = project()
  await run(root)
  for (const name of ['~$in.xlsx', '.~lock.in.txt#', '.DS_Store', 'Thumbs.db', 'desktop.ini', '._in.txt'])
    write(root, { [`sources/aaa/one/snapshot/${name}`]: 'x' })
  expect((await run(root)).outcome).toBe('nothing')
  write(root, { 'sources/aaa/one/snapshot/other.txt': 'x' })
  expect((await run(root)).sources.built).toBe(1)
})

test('a maker that stops half way leaves no half file in dist/', async () => {
  const root = project()
  await run(root)
  const before = dist(root)
  const real = nodeEffects()
  // another source changes, so that dist/ is put together anew
  write(root, {
    [SOURCE]: roads('b'),
    'sources/aaa/two/source.yaml': declare({ wells: [{ identifier: 'w2' }] }),
  })
  const effects: Effects = {
    ...real,
    async writeChunks(file, chunks) {
      if (!file.endsWith('222222_roads.csv')) return real.writeChunks(file, chunks)
      // as it would be were half of it left there
      await real.writeChunks(file, ['half'])
      throw new TypeError('x is not a function')
    },
  }
  const result = await run(root, { effects })
  expect(result.problems.kinds().map(({ code }) => code)).toEqual(['run/bug'])
  expect(result.outcome).toBe('replaced')
  expect(csv(root)).toBe(before['datasets/222222_roads/222222_roads.csv'])
})
