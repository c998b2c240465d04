/** Files to a place that keeps nothing but paths and bytes: what is done, in which order, and from wherever it stopped. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFilesTarget } from '../../../pipeline/publish/files/target.ts'
import {
  actionsOf,
  CHANGED,
  codesOf,
  type Dist,
  FEWER,
  type Given,
  type Memory,
  memoryOf,
  memoryStore,
  offeringOf,
  offersOf,
  PAGED,
  planned,
  published,
  sha256,
  TWO,
  withSums,
} from './fixture.ts'

const targetOf = (memory: Memory) => createFilesTarget(memoryStore(memory), sha256)
const publish = (memory: Memory, dist: Dist, given: Given & { retire?: boolean } = {}) =>
  published(targetOf(memory), offeringOf(dist, given), given)
const stateOf = ({ files }: Memory): Dist => Object.fromEntries([...files].sort())
const sorted = (dist: Dist): Dist => stateOf(memoryOf(dist))

async function having(...dists: readonly Dist[]): Promise<Memory> {
  const memory = memoryOf()
  for (const dist of dists) await publish(memory, dist)
  memory.writes.length = 0
  return memory
}

describe('a publish', () => {
  test('the first one puts everything: records, what describes them, the catalog, SHA256SUMS last', async () => {
    const memory = memoryOf()
    const { items } = await publish(memory, TWO)
    expect(actionsOf(items)).toEqual(['create 142140_aed', 'create 142140_toilet', 'create catalog'])
    expect(items[0]?.changes[0]).toEqual({
      what: 'file datasets/142140_aed/142140_aed.csv',
      after: expect.stringMatching(/^17 bytes, sha256 [0-9a-f]{12}…$/),
    })
    expect(memory.writes).toEqual([
      'put .hiraku-files',
      'put datasets/142140_aed/142140_aed.csv',
      'put datasets/142140_aed/142140_aed.json',
      'put datasets/142140_aed/README.md',
      'put datasets/142140_toilet/142140_toilet.csv',
      'put datasets/142140_toilet/README.md',
      'put catalog/catalog.ttl',
      'put report.json',
      'put SHA256SUMS',
      'remove .hiraku-files',
    ])
    expect(stateOf(memory)).toEqual(sorted(withSums(TWO)))
  })

  test('again: nothing differs, nothing is written', async () => {
    const memory = await having(TWO)
    const { items, applied, problems } = await publish(memory, TWO)
    expect(actionsOf(items)).toEqual(['unchanged 142140_aed', 'unchanged 142140_toilet', 'unchanged catalog'])
    expect([applied, problems, memory.writes]).toEqual([[], [], []])
  })

  test('one file changed: that goes up, then what names it', async () => {
    const memory = await having(TWO)
    const { items } = await publish(memory, CHANGED)
    expect(actionsOf(items)).toEqual(['change 142140_aed', 'unchanged 142140_toilet', 'change catalog'])
    expect(items[0]?.changes).toEqual([
      {
        what: 'file datasets/142140_aed/142140_aed.csv',
        before: expect.stringMatching(/^17 bytes, sha256 /),
        after: expect.stringMatching(/^17 bytes, sha256 /),
      },
    ])
    expect(memory.writes).toEqual([
      'put datasets/142140_aed/142140_aed.csv',
      'put catalog/catalog.ttl',
      'put SHA256SUMS',
    ])
  })

  test('what is named no more goes last, after the catalog that names it no more', async () => {
    const memory = await having(PAGED)
    const { items } = await publish(memory, FEWER)
    expect(actionsOf(items)).toEqual(['change 142140_aed', 'change catalog', 'retire 142140_toilet'])
    expect(items[0]?.changes).toEqual([
      { what: 'file datasets/142140_aed/142140_aed.json', before: expect.any(String) },
    ])
    expect(memory.writes).toEqual([
      'put .hiraku-files',
      'put catalog/catalog.ttl',
      'put SHA256SUMS',
      'remove catalog/page-2.ttl',
      'remove feeds/all.json',
      'remove datasets/142140_aed/142140_aed.json',
      'put .hiraku-files',
      'remove datasets/142140_toilet/142140_toilet.csv',
      'remove datasets/142140_toilet/README.md',
      'remove .hiraku-files',
    ])
    expect(stateOf(memory)).toEqual(sorted(withSums(FEWER)))
  })

  test('without --retire a dataset stays, and is found again', async () => {
    const memory = await having(TWO)
    await publish(memory, FEWER, { retire: false })
    expect([...memory.files.keys()].filter((path) => path.includes('toilet'))).toHaveLength(2)
    await publish(memory, FEWER)
    expect(stateOf(memory)).toEqual(sorted(withSums(FEWER)))
  })
})

describe('what is withheld', () => {
  test('is never retired, and the catalog goes up where it is there as the catalog says', async () => {
    const memory = await having(TWO)
    const { items } = await publish(memory, CHANGED, { withheld: ['142140_toilet'] })
    expect(actionsOf(items)).toEqual(['change 142140_aed', 'change catalog'])
    expect(stateOf(memory)).toEqual(sorted(withSums(CHANGED)))
  })
  test('where it is not, the catalog is left and a person is told', async () => {
    const memory = memoryOf()
    const { items, problems } = await publish(memory, TWO, { withheld: ['142140_toilet'] })
    expect(actionsOf(items)).toEqual(['create 142140_aed', 'unchanged catalog'])
    expect(codesOf(problems)).toEqual(['publish/files-catalog-left'])
    expect([...memory.files.keys()].some((path) => path.startsWith('catalog/'))).toBe(false)
    expect(memory.files.has('SHA256SUMS')).toBe(false)
  })
  test('one dataset asked for: nothing is retired', async () => {
    const memory = await having(TWO)
    const items = await planned(targetOf(memory), offeringOf(FEWER), { only: '142140_aed' })
    expect(actionsOf(items)).toEqual(['change 142140_aed', 'change catalog'])
  })
})

describe('what is not ours', () => {
  const OTHERS: Dist = {
    'index.html': 'another’s',
    'datasets/142140_aed/map.png': 'another’s',
    'datasets/132012_park/132012_park.csv': 'another city’s',
    'catalog/notes.txt': 'another’s',
  }
  test('stays, and is told where it lies among ours', async () => {
    const memory = memoryOf(OTHERS)
    const first = await publish(memory, TWO)
    expect(codesOf(first.problems)).toEqual(['publish/files-foreign', 'publish/files-foreign'])
    expect(first.items[0]?.problems[0]?.actual).toBe('datasets/142140_aed/map.png')
    await publish(memory, FEWER)
    await publish(memory, { 'report.json': '{}' })
    expect(stateOf(memory)).toMatchObject(OTHERS)
  })
  test('of the same name: it is overwritten, with a warning in the plan', async () => {
    const { items } = await publish(memoryOf({ 'report.json': 'another’s' }), TWO)
    expect(codesOf(items.at(-1)?.problems ?? [])).toEqual(['publish/file-taken'])
  })
  test('another’s SHA256SUMS makes nothing ours', async () => {
    const iso = { SHA256SUMS: `${'0'.repeat(64)}  catalog/linux.iso\n`, 'catalog/linux.iso': '…' }
    const memory = memoryOf(iso)
    const { problems } = await publish(memory, TWO)
    expect(codesOf(problems)).toEqual(['publish/file-taken', 'publish/files-foreign'])
    expect(memory.files.get('catalog/linux.iso')).toBe('…')
  })
})

describe('what can not be', () => {
  test.each<[string, string, string]>([
    ['a path that leads away', 'datasets/../142140_a.csv', 'publish/file-name'],
    ['a name of a device', 'datasets/142140_aed/con.csv', 'publish/file-name'],
    ['a backslash', 'datasets/142140_aed/a\\b.csv', 'publish/file-name'],
    ['a name in another case', 'datasets/142140_aed/readme.MD', 'publish/file-case'],
    [
      'a name of ours for what is half written',
      'datasets/142140_aed/.a.csv.hiraku-part',
      'publish/file-name',
    ],
  ])('%s: nothing of it is put, nor a catalog that names it', async (_, path, code) => {
    const memory = memoryOf()
    const { problems } = await publish(memory, { ...TWO, [path]: 'x' })
    expect(codesOf(problems)).toContain(code)
    expect(codesOf(problems)).toContain('publish/files-incomplete')
    expect([memory.files.has(path), memory.files.has('SHA256SUMS')]).toEqual([false, false])
  })
  test('a catalog goes up after all that it names, or not at all', async () => {
    const memory = memoryOf()
    const target = targetOf(memory)
    const items = await planned(target, offeringOf(TWO))
    const whole = items.find(({ id }) => id === 'catalog')
    if (whole === undefined) throw new Error('no item')
    const { outcome, problems } = await target.apply(whole, undefined, () => undefined)
    expect([outcome, codesOf(problems)]).toEqual(['failed', ['publish/files-incomplete']])
    expect(memory.writes).toEqual(['put .hiraku-files'])
  })
  test('nothing is retired while the catalog names it', async () => {
    const memory = await having(TWO)
    const target = targetOf(memory)
    const item = (await planned(target, offeringOf(FEWER))).find(({ action }) => action === 'retire')
    if (item === undefined) throw new Error('no item')
    const { problems } = await target.apply(item, undefined, () => undefined)
    expect(codesOf(problems)).toEqual(['publish/files-catalog-first'])
    expect(memory.files.has('datasets/142140_toilet/142140_toilet.csv')).toBe(true)
  })
})

describe('verify', () => {
  test.each<[string, (memory: Memory) => void, readonly string[]]>([
    ['as it should be', () => undefined, []],
    ['gone', ({ files }) => files.delete('datasets/142140_aed/README.md'), ['publish/file-absent']],
    ['another', ({ files }) => files.set('datasets/142140_aed/README.md', '# AEF'), ['publish/file-differs']],
  ])('%s', async (_, harm, codes) => {
    const memory = await having(TWO)
    harm(memory)
    const [offer] = offersOf(withSums(TWO))
    if (offer === undefined) throw new Error('no offer')
    expect(codesOf(await targetOf(memory).verify(offer, () => undefined))).toEqual(codes)
  })
})

/** No catalog or SHA256SUMS there ever names a file of a dataset that is not there. */
function expectReadable({ files }: Memory): void {
  const sums = files.get('SHA256SUMS') ?? ''
  for (const [, path = ''] of sums.matchAll(/^[0-9a-f]{64} {2}(datasets\/.+)$/gm))
    expect(files.has(path), path).toBe(true)
}

async function killed(memory: Memory, dist: Dist, at: number): Promise<boolean> {
  let writes = 0
  memory.before = () => {
    if (writes++ === at) throw new Error('killed')
  }
  try {
    await publish(memory, dist)
    return false
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'killed') throw error
    return true
  } finally {
    memory.before = () => undefined
  }
}

describe('killed after every write, and run again', () => {
  test.each<[string, Dist, Dist]>([
    ['first', {}, TWO],
    ['changed', TWO, CHANGED],
    ['fewer', PAGED, FEWER],
    ['all others', PAGED, { 'datasets/142140_x/142140_x.csv': 'x', 'catalog/catalog.ttl': 'x' }],
    ['nothing left', TWO, { 'report.json': '{"none":1}' }],
    ['what is not named as ours are', { 'datasets/142140_a/plan.pdf': '1', ...TWO }, CHANGED],
  ])('%s', async (_, before, dist) => {
    for (let at = 0; ; at += 1) {
      const memory = await having(before)
      const wasKilled = await killed(memory, dist, at)
      expectReadable(memory)
      await publish(memory, dist)
      expect(stateOf(memory), `after ${at}`).toEqual(sorted(withSums(dist)))
      memory.writes.length = 0
      await publish(memory, dist)
      expect(memory.writes).toEqual([])
      if (!wasKilled) return
    }
  })
})

describe('any states, each broken off somewhere', () => {
  const dist = fc
    .uniqueArray(
      fc.tuple(
        fc.constantFrom('142140_a', '142140_b', '142140_c'),
        fc.constantFrom('.csv', '.json', '/README.md'),
      ),
      { selector: String, maxLength: 9 },
    )
    .chain((names) =>
      fc
        .tuple(
          fc.array(fc.constantFrom('1', '2', '33'), { minLength: names.length, maxLength: names.length }),
          fc.subarray(['catalog/catalog.ttl', 'catalog/page-2.ttl', 'feeds/a.json', 'report.json']),
          fc.constantFrom('1', '22'),
        )
        .map(
          ([texts, whole, text]): Dist =>
            Object.fromEntries([
              ...names.map(([id, rest], i) => [
                rest.startsWith('/') ? `datasets/${id}${rest}` : `datasets/${id}/${id}${rest}`,
                texts[i] ?? '',
              ]),
              ...whole.map((path) => [path, text]),
              // a dataset always has a file of its own name, and there is always one
              ...names.map(([id]) => [`datasets/${id}/${id}.csv`, text]),
              ['datasets/142140_z/142140_z.csv', text],
              ['datasets/142140_z/README.md', text],
            ]),
        ),
    )
  test('end in the last one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(dist, fc.nat(12)), { minLength: 1, maxLength: 4 }),
        dist,
        async (ways, last) => {
          const memory = memoryOf()
          for (const [one, at] of ways) {
            await killed(memory, one, at)
            expectReadable(memory)
          }
          await publish(memory, last)
          expect(stateOf(memory)).toEqual(sorted(withSums(last)))
        },
      ),
      { numRuns: 150 },
    )
  })
})
