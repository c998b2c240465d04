import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { formatAsked, namesIn } from '../../pipeline/run/asked.ts'
import { type Entry, formatEntry, parseEntry } from '../../pipeline/run/entry.ts'
import { lookInputs, signatureOf } from '../../pipeline/run/files.ts'
import { declare, dist, project, run, temporary, write } from './fake.ts'

const word = fc.stringMatching(/^[0-9a-f:-]{1,12}$/)
const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.isWellFormed())
const entries: fc.Arbitrary<Entry> = fc.record({
  key: word,
  ins: fc.array(fc.record({ sha256: word, signature: word, path: name })),
  asked: fc.stringMatching(/^[a-z0-9 %-]*$/),
  outs: fc.array(fc.record({ sha256: word, signature: word, path: name, bytes: fc.nat() })),
  dirs: fc.array(fc.record({ signature: word, path: fc.oneof(name, fc.constant('')) })),
  warnings: fc.nat(),
  about: fc.json(),
})

test('an entry is read back as it was written, whatever the names of the files', () => {
  fc.assert(
    fc.property(entries, (entry) => {
      expect(parseEntry(formatEntry(entry))).toEqual(entry)
    }),
  )
})

test('names of schemas are read back, each once, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(name), (names) => {
      expect(namesIn(formatAsked([...names, ...names], () => undefined))).toEqual([...new Set(names)].sort())
    }),
  )
})

test('a text that was cut off is no entry', () => {
  const text = formatEntry({
    key: 'k',
    ins: [],
    asked: 'a.json -',
    outs: [],
    dirs: [{ signature: '-', path: '' }],
    warnings: 0,
    about: '{"a":1}',
  })
  for (let length = 0; length < text.length; length += 1)
    expect(parseEntry(text.slice(0, length))).toBeUndefined()
  expect(parseEntry('\0'.repeat(text.length))).toBeUndefined()
})

test('a file that changed in the tick of the clock in which the run began is not trusted', () => {
  const stat = { size: 1, signature: 's', changed: 1000, isDirectory: false }
  expect([signatureOf(stat, 1001), signatureOf(stat, 1000), signatureOf(stat, 999)]).toEqual(['s', '-', '-'])
})

test('an input of the same size and times but other bytes is seen where its signature was not trusted', () => {
  const effects = nodeEffects()
  const root = temporary()
  write(root, { a: 'one' })
  const first = lookInputs(effects, root, ['a'], [], 0)
  expect(first.lines[0]?.signature).toBe('-')
  write(root, { a: 'two' })
  expect(lookInputs(effects, root, ['a'], first.lines, 0).lines[0]?.sha256).not.toBe(first.lines[0]?.sha256)
})

test('an input changed right after a build is seen, though its size is the same', async () => {
  const root = project()
  for (let times = 0; times < 20; times += 1) {
    const identifier = String(times % 10)
    write(root, { 'sources/bbb/three/source.yaml': declare({ roads: [{ identifier }] }) })
    await run(root)
    expect(dist(root)['datasets/222222_roads/222222_roads.csv']).toBe(`${identifier}\r\n`)
  }
})

test('a cache that is broken, or of an older form, is as good as none', async () => {
  const root = project()
  await run(root)
  const before = dist(root)
  for (const broken of ['', 'hiraku 0\n', '\0\0\0']) {
    for (const file of fs.readdirSync(path.join(root, '.hiraku/cache'), { recursive: true })) {
      const place = path.join(root, '.hiraku/cache', String(file))
      if (fs.statSync(place).isFile()) fs.writeFileSync(place, broken)
    }
    expect((await run(root)).outcome).toBe('same')
    expect(dist(root)).toEqual(before)
  }
})
