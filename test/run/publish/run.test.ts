/** The order of things, with a target that only notes what it is asked. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { appendEntries, type HistoryEntry } from '../../../pipeline/history/index.ts'
import type { Offer, Offering } from '../../../pipeline/lib/offer.ts'
import { draftOf } from '../../../pipeline/lib/placeholder.ts'
import { PORTAL_PROBLEMS, portalProblem } from '../../../pipeline/publish/ckan/problems.ts'
import { FILES_PROBLEMS, filesProblem } from '../../../pipeline/publish/files/problems.ts'
import type { Action, PlanItem, Target } from '../../../pipeline/publish/index.ts'
import { PUBLISH_PROBLEMS } from '../../../pipeline/publish/problems.ts'
import type { PublishOptions } from '../../../pipeline/run/publish/result.ts'
import { publish } from '../../../pipeline/run/publish/run.ts'
import { OF_ALL } from '../../../pipeline/run/publish/tell.ts'
import { makeDist, sum, type Wanted } from './dist.ts'

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) fs.rmSync(root, { recursive: true, force: true })
})

function project(...datasets: readonly Wanted[]): string {
  const root = makeDist(datasets)
  roots.push(root)
  return root
}

interface Noted {
  readonly target: Target
  readonly done: string[]
  readonly offerings: Offering[]
}

/** `has`: what each dataset needs; all else `create`. `retired`: what the target has beyond. */
function noting(
  has: Readonly<Record<string, Action>> = {},
  retired: readonly string[] = [],
  broken?: string,
): Noted {
  const done: string[] = []
  const offerings: Offering[] = []
  const item = (id: string, action: Action): PlanItem => ({
    action,
    id,
    name: id,
    title: id,
    changes: [],
    problems: [],
    bytes: 0,
  })
  const target: Target = {
    label: 'a target',
    async *plan(offering) {
      offerings.push(offering)
      for await (const { id } of offering.datasets()) yield item(id, has[id] ?? 'create')
      if (offering.whole.length > 0) yield item('catalog', 'change')
      for (const id of retired) yield item(id, 'retire')
    },
    async apply({ action, id }, offer) {
      if (id === broken) throw new Error('a fault of ours')
      await Promise.resolve()
      done.push(`${action} ${id} ${offer === undefined ? 'without' : 'with'} an offer`)
      return { outcome: 'done', problems: [], rows: { written: 1, removed: 0 }, bytes: 10 }
    },
    async verify(offer: Offer) {
      done.push(`verify ${offer.id}`)
      return []
    },
    requests: () => done.length,
  }
  return { target, done, offerings }
}

function run(root: string, target: Target, options: Partial<PublishOptions> = {}) {
  return publish(nodeEffects(), { root, mode: 'apply', retire: false, ...options }, async () => ({
    target,
    atOnce: 2,
    mayChange: true,
    problems: [],
  }))
}

const A = { id: '142140_a' }
const B = { id: '142140_b' }
const codes = ({ problems }: Awaited<ReturnType<typeof run>>) => problems.kinds().map(({ code }) => code)

test('a plan sends nothing', async () => {
  const { target, done } = noting({ [A.id]: 'unchanged' })
  const result = await run(project(A, B), target, { mode: 'plan' })
  expect(done).toEqual([])
  expect(result.plan).toEqual({ create: 1, change: 1, unchanged: 1, retire: 0, refused: 0 })
  expect(result.items.map(({ id }) => id)).toEqual([B.id, 'catalog'])
})

test('what changed is applied, what is unchanged is left, what names the datasets comes after them', async () => {
  const { target, done } = noting({ [A.id]: 'unchanged' }, ['142140_old'])
  const result = await run(project(A, B), target, { retire: true })
  expect(done).toEqual([
    'create 142140_b with an offer',
    'change catalog without an offer',
    'retire 142140_old without an offer',
  ])
  expect(result.done).toEqual({ applied: 3, failed: 0, verified: 0, left: 0 })
  expect(result).toMatchObject({ rows: { written: 3, removed: 0 }, bytes: 30, requests: 3 })
})

test('nothing is retired unless it is asked for, nor more than is published', async () => {
  const kept = noting({}, ['142140_old'])
  expect((await run(project(A), kept.target)).done.left).toBe(1)
  expect(kept.done.some((line) => line.startsWith('retire'))).toBe(false)
  const many = noting({}, ['142140_c', '142140_d'])
  const result = await run(project(A), many.target, { retire: true })
  expect(many.done.some((line) => line.startsWith('retire'))).toBe(false)
  expect(codes(result)).toEqual(['run/publish-many-retired'])
})

test('--only offers that one, and withholds the others from being retired', async () => {
  const { target, done, offerings } = noting()
  await run(project(A, B), target, { only: B.id })
  expect(done).toEqual(['create 142140_b with an offer'])
  expect(offerings[0]?.withheld).toEqual([A.id])
  expect(offerings[0]?.whole).toEqual([])
  await expect(run(project(A), noting().target, { only: '142140_x' })).rejects.toThrow('142140_x')
})

test('verify looks at each dataset and sends nothing', async () => {
  const { target, done } = noting()
  const result = await run(project(A, B), target, { mode: 'verify' })
  expect(done.sort()).toEqual(['verify 142140_a', 'verify 142140_b'])
  expect(result.done.verified).toBe(2)
})

test('a file that was changed after the build keeps its dataset, not its neighbour', async () => {
  const root = project(A, B)
  fs.appendFileSync(path.join(root, 'dist/datasets/142140_a/142140_a.csv'), 'x')
  const { target, done } = noting()
  const result = await run(root, target)
  // nor does the catalogue, which would name what is not there
  expect(done).toEqual(['create 142140_b with an offer'])
  expect(result.done).toMatchObject({ failed: 1, left: 1 })
  expect(codes(result)).toEqual(['run/publish-altered', 'run/publish-rest-waits'])
})

test('a fault of ours in one dataset is told, and the others go on', async () => {
  const { target, done } = noting({}, [], A.id)
  const result = await run(project(A, B), target)
  expect(done).toEqual(['create 142140_b with an offer'])
  expect(result.done.failed).toBe(1)
  expect(codes(result)).toEqual(['run/bug', 'run/publish-rest-waits'])
})

test('no dist/ is told before the target is asked', async () => {
  const root = project()
  fs.rmSync(path.join(root, 'dist'), { recursive: true })
  const { target, offerings } = noting()
  await expect(run(root, target)).rejects.toMatchObject({ problem: { code: 'run/publish-nothing' } })
  expect(offerings).toEqual([])
})

describe('what may not be public yet keeps all of its publisher', () => {
  test.each([
    [
      'no base address',
      { declared: false, baseIri: 'https://142140.opendata.invalid/' },
      'run/publish-base-iri',
    ],
    ['a reserved address', { baseIri: 'https://opendata.mirai.example/' }, 'run/publish-reserved-iri'],
    ['no licence', { licence: 'NOASSERTION' }, 'run/publish-licence'],
    [
      'a publisher without a name',
      { publisherName: '（名前を書いてください：142140）' },
      'run/publish-placeholder',
    ],
  ])('%s', async (_, fault, code) => {
    const root = project({ ...A, ...fault }, B, { id: '011002_c', code: '011002' })
    const { target, done, offerings } = noting()
    const result = await run(root, target)
    expect(done).toEqual(['create 011002_c with an offer'])
    expect(offerings[0]?.withheld).toEqual([A.id, B.id])
    expect(codes(result)).toEqual([code])
    for (const { problems } of result.problems.kinds())
      for (const { message, remedy } of problems)
        expect(`${message.ja}${remedy.ja}${message.en}${remedy.en}`).not.toMatch(/\{\w+\}/)
  })
})

test('a reserved address is told as what stands there, not as one that nobody wrote', async () => {
  const root = project({ ...A, baseIri: 'https://opendata.mirai.example/' }, B)
  const { problems } = await run(root, noting().target)
  expect(problems.kinds()[0]?.problems[0]).toMatchObject({
    message: { ja: expect.stringContaining('「https://opendata.mirai.example/」') },
    remedy: { ja: expect.stringContaining('RFC 2606'), en: expect.stringContaining('RFC 2606') },
    where: { key: 'baseIri', file: expect.stringMatching(/publisher\.yaml$/) },
  })
})

test('where the target can not be worked with at all, that is told once, and nothing more is begun', async () => {
  const { target, done } = noting()
  const gone: Target = {
    ...target,
    async apply(item, offer, step) {
      const applied = await target.apply(item, offer, step)
      const problem = portalProblem(
        'publish/portal-refused',
        { dataset: item.id },
        { host: 'portal.invalid' },
      )
      return { ...applied, outcome: 'failed', problems: [problem] }
    },
  }
  const result = await publish(
    nodeEffects(),
    { root: project(A, B, { id: '142140_c' }, { id: '142140_d' }), mode: 'apply', retire: false },
    async () => ({ target: gone, atOnce: 1, mayChange: true, problems: [] }),
  )
  expect(done).toEqual(['create 142140_a with an offer'])
  expect(result.done).toMatchObject({ failed: 1, left: 4 })
  expect(result.problems.counts.error).toBe(1)
})

test('what is told once for all is a code that there is', async () => {
  const known = new Set(
    [PORTAL_PROBLEMS, FILES_PROBLEMS, PUBLISH_PROBLEMS].flatMap((kinds) => Object.keys(kinds)),
  )
  expect([...OF_ALL].filter((code) => !known.has(code))).toEqual([])
})

describe('repair', () => {
  const differs = portalProblem('publish/not-found', {}, { actual: 'a row' })

  test('what verify finds is sent anew without trust in marks, and verified again', async () => {
    const { target, done } = noting()
    const trusts: (boolean | undefined)[] = []
    let isHarmed = true
    const harmed: Target = {
      ...target,
      async apply(item, offer, step, distrust) {
        trusts.push(distrust)
        isHarmed = false
        return target.apply(item, offer, step)
      },
      verify: async (offer, step) => (offer.id === A.id && isHarmed ? [differs] : target.verify(offer, step)),
    }
    const result = await run(project(A, B), harmed, { mode: 'repair' })
    expect(trusts).toEqual([true])
    expect(done.filter((line) => line.startsWith('change'))).toEqual(['change 142140_a with an offer'])
    expect(result.done).toEqual({ applied: 1, failed: 0, verified: 1, left: 0 })
    expect(result.problems.counts.error).toBe(0)
  })

  test('what differs still is told', async () => {
    const { target } = noting()
    const result = await run(project(A), { ...target, verify: async () => [differs] }, { mode: 'repair' })
    expect(result.done.failed).toBe(1)
    expect(codes(result)).toEqual(['publish/not-found'])
  })
})

test('verify looks at what is made of all datasets too, where the target holds it', async () => {
  const { target } = noting()
  const seen: string[] = []
  const verifyWhole: NonNullable<Target['verifyWhole']> = async (whole) => {
    seen.push(...whole.map(({ path: name }) => name))
    return [
      filesProblem('publish/file-absent', { file: 'catalog/catalog.ttl' }, { actual: 'catalog/catalog.ttl' }),
    ]
  }
  const result = await run(project(A), { ...target, verifyWhole }, { mode: 'verify' })
  expect(seen).toEqual(['catalog/catalog.ttl', 'SHA256SUMS'])
  expect(result.done).toMatchObject({ verified: 1, failed: 1 })
})

test('a verify that throws is a fault of ours in one dataset', async () => {
  const { target } = noting()
  const verify: Target['verify'] = async ({ id }) => {
    if (id === A.id) throw new Error('a fault of ours')
    return []
  }
  const result = await run(project(A, B), { ...target, verify }, { mode: 'verify' })
  expect(result.done).toMatchObject({ verified: 1, failed: 1 })
  expect(codes(result)).toEqual(['run/bug'])
})

test('what is retired is not looked for in dist/', async () => {
  const { target } = noting({ [A.id]: 'unchanged' }, ['142140_old'])
  const asked: unknown[] = []
  const ready: NonNullable<Target['ready']> = async (items, offers) => {
    asked.push(...items.map(({ id }) => offers(id)))
    return []
  }
  const result = await run(project(A), { ...target, ready }, { retire: true })
  expect(asked).toContain(undefined)
  expect(codes(result)).toEqual([])
})

test('a folder of dist/ that SHA256SUMS does not name is told, and never retired', async () => {
  const root = project(A, B)
  const sums = path.join(root, 'dist', 'SHA256SUMS')
  const lines = fs.readFileSync(sums, 'utf8').split('\n')
  fs.writeFileSync(sums, lines.filter((line) => !line.includes(B.id)).join('\n'))
  const { target, offerings } = noting()
  const result = await run(root, target, { mode: 'plan' })
  expect(offerings[0]?.withheld).toEqual([B.id])
  expect(result.plan.refused).toBe(1)
  expect(codes(result)).toEqual(['run/publish-altered'])
})

describe('what publisher.yaml says now', () => {
  const author = (root: string, text: string): string => {
    fs.mkdirSync(path.join(root, 'sources', '142140'), { recursive: true })
    fs.writeFileSync(path.join(root, 'sources', '142140', 'publisher.yaml'), text)
    return root
  }
  const same = 'licence: CC-BY-4.0\nbaseIri: https://opendata.city.example.jp/\n'

  test.each([
    ['the same as in dist/', same, []],
    ['another licence', same.replace('CC-BY-4.0', 'CC0-1.0'), ['run/publish-not-built']],
    ['the licence taken back', same.replace(/^licence.*\n/, ''), ['run/publish-licence']],
    ['another address', same.replace('opendata.', 'data.'), ['run/publish-not-built']],
  ])('%s', async (_, text, expected) => {
    const { target, done } = noting()
    const result = await run(author(project(A), text), target)
    expect(codes(result)).toEqual(expected)
    expect(done.length > 0).toBe(expected.length === 0)
  })

  test('an address that is written and not yet built is told as such', async () => {
    const root = author(project({ ...A, declared: false, baseIri: 'https://142140.opendata.invalid/' }), same)
    expect(codes(await run(root, noting().target))).toEqual(['run/publish-not-built'])
  })
})

test('a dataset without a name is left out, its neighbours are not', async () => {
  const { target, done, offerings } = noting()
  const result = await run(project({ ...A, title: '（名前を書いてください：a）' }, B), target)
  expect(done).toEqual(['create 142140_b with an offer'])
  expect(offerings[0]?.withheld).toEqual([A.id])
  expect(codes(result)).toEqual(['run/publish-placeholder'])
})

test('a draft of a description, and a dataset that was never accepted, are told and published', async () => {
  const { target, done } = noting()
  const result = await run(project({ ...A, description: draftOf('ごみ'), accepted: false }), target)
  expect(done).toContain('create 142140_a with an offer')
  expect(codes(result).toSorted()).toEqual(['run/publish-draft', 'run/publish-unaccepted'])
  expect(result.problems.counts.error).toBe(0)
})

describe('what lies in dist/ against the version that it bears', () => {
  /** with `dist/report.json` and a history, as a build and `accept` leave them */
  function accepted(
    change: (entry: HistoryEntry) => HistoryEntry,
    more: readonly HistoryEntry[] = [],
  ): string {
    const root = project(A, B)
    const json = fs.readFileSync(path.join(root, 'dist/datasets/142140_a/142140_a.json'))
    const entry: HistoryEntry = {
      dataset: 'a',
      version: '1.0.0',
      date: '2026-04-01',
      records: 2,
      why: ['first'],
      hash: createHash('sha256').update(json).digest('hex'),
      columns: 'c'.repeat(16),
      fields: FIELDS,
      key: ['identifier'],
      inputs: {},
    }
    fs.mkdirSync(path.join(root, 'sources/142140/halls'), { recursive: true })
    fs.writeFileSync(
      path.join(root, 'sources/142140/halls/history.yaml'),
      appendEntries('', [change(entry), ...more.map((one) => ({ ...entry, ...one }))]),
    )
    const item = JSON.stringify({ publisher: '142140', source: 'halls', datasets: [{ id: A.id }] }, null, 2)
    fs.writeFileSync(
      path.join(root, 'dist/report.json'),
      `{\n  "sources": [\n    ${item.replaceAll('\n', '\n    ')}\n  ]\n}\n`,
    )
    sum(path.join(root, 'dist'))
    return root
  }
  const FIELDS = [
    ...['identifier:string:ID', 'name:string:名称', 'capacity:integer:定員', 'area:number:面積'],
    ...['opened:date:開設日', 'days:array:曜日'],
  ]
  const other = '9'.repeat(64)
  const newer = (hash: string): HistoryEntry => ({
    ...{ dataset: 'a', version: '1.1.0', date: '2026-05-01', records: 2, why: ['snapshot'], hash },
    ...{ columns: 'c'.repeat(16), inputs: {} },
  })

  test.each<[string, string, boolean]>([
    ['the same', 'same', false],
    ['other records', 'records', true],
    ['another header', 'header', true],
    ['another key', 'key', true],
    ['an older entry that says no columns', 'older', false],
    ['an earlier version, whole', 'behind', false],
    ['an earlier version, with other records', 'behind-other', true],
  ])('%s', async (_, what, isOther) => {
    const root = accepted(
      (entry) =>
        ({
          records: { ...entry, hash: other },
          header: { ...entry, fields: FIELDS.map((one) => one.replace('面積', '床面積')) },
          key: { ...entry, key: ['name'] },
          older: (({ fields: _fields, key: _key, ...rest }) => rest)(entry),
          'behind-other': { ...entry, hash: other },
        })[what] ?? entry,
      what.startsWith('behind') ? [newer('8'.repeat(64))] : [],
    )
    // a person may; they are told
    const byHand = noting()
    const hand = await run(root, byHand.target)
    expect(codes(hand)).toEqual(isOther ? ['run/publish-not-accepted'] : [])
    expect(hand.problems.counts.error).toBe(0)
    expect(byHand.done).toContain('create 142140_a with an offer')
    // nobody looks on: it stays, and nothing goes that would name it
    const alone = noting()
    const result = await run(root, alone.target, { isUnattended: true })
    expect(codes(result)).toEqual(isOther ? ['run/withheld-not-accepted'] : [])
    expect(alone.done).toEqual(
      isOther
        ? ['create 142140_b with an offer']
        : [
            'create 142140_a with an offer',
            'create 142140_b with an offer',
            'change catalog without an offer',
          ],
    )
    expect(result.plan.refused).toBe(isOther ? 1 : 0)
    for (const { problems } of [...hand.problems.kinds(), ...result.problems.kinds()])
      for (const { message, remedy } of problems) {
        expect(`${remedy.ja}${remedy.en}`).toContain('hiraku accept 142140_a')
        expect(`${message.ja}${remedy.ja}${message.en}${remedy.en}`).not.toMatch(/\{\w+\}/)
      }
  })

  test('what has no version at all goes by hand, with a warning, and not by itself', async () => {
    const root = project({ ...A, accepted: false }, B)
    expect(codes(await run(root, noting().target))).toEqual(['run/publish-unaccepted'])
    const { target, done } = noting()
    const result = await run(root, target, { isUnattended: true })
    expect(codes(result)).toEqual(['run/withheld-never-accepted'])
    expect(done).toEqual(['create 142140_b with an offer'])
  })
})

test('a plan says what apply would meet: a file that was changed, and what the target refuses', async () => {
  const root = project(A, B)
  fs.appendFileSync(path.join(root, 'dist/datasets/142140_a/142140_a.csv'), 'x')
  const { target } = noting()
  const wrong = portalProblem('publish/token-wrong', {})
  const plan = (mayChange: boolean) =>
    publish(nodeEffects(), { root, mode: 'plan', retire: false }, async () => ({
      target: { ...target, ready: async () => [wrong] },
      atOnce: 1,
      mayChange,
      problems: [],
    }))
  const result = await plan(true)
  expect(result.plan).toMatchObject({ create: 1, refused: 1 })
  expect(codes(result).toSorted()).toEqual(['publish/token-wrong', 'run/publish-altered'])
  // without a token nobody is asked
  expect(codes(await plan(false))).toEqual(['run/publish-altered'])
})
