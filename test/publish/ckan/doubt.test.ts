/** Where what a portal says can not be believed: another publishes at the same time, or a person asks for a repair. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Offer } from '../../../pipeline/lib/offer.ts'
import type { CkanApi } from '../../../pipeline/publish/ckan/api.ts'
import { createCkanTarget } from '../../../pipeline/publish/ckan/target.ts'
import { resourceId } from '../../../pipeline/publish/ckan/wanted.ts'
import type { PlanItem } from '../../../pipeline/publish/target.ts'
import { type FakeCkan, type Fault, fakeCkan, faulty, Killed } from './fake.ts'
import { givenOf, offerOf, planOf, publishAll, sha256Of, tableOf } from './offers.ts'

/** Rows by resource: all of a table at once, as far as these tests go. */
const tables = vi.hoisted(() => new Map<string, string>())
vi.mock('../../../pipeline/publish/ckan/datastore/sync.ts', () => ({
  syncTable: async (api: CkanApi, id: string, table: { sha256: string; count: number }) => {
    await api.call('datastore_search', { id }, { tries: 'again' })
    if (tables.get(id) === table.sha256) return { complete: true, written: 0, removed: 0, problems: [] }
    await api.call('datastore_upsert', { id }, { tries: 'again' })
    tables.set(id, table.sha256)
    await api.call('datastore_info', { id }, { tries: 'again' })
    return { complete: true, written: table.count, removed: 0, problems: [] }
  },
}))
vi.mock('../../../pipeline/publish/ckan/datastore/plan.ts', () => ({
  planTable: async (_: CkanApi, id: string, table: { sha256: string }) => ({
    changes: tables.get(id) === table.sha256 ? [] : [{ what: 'datastore.rows' }],
    problems: [],
    whole: tables.get(id) === table.sha256,
  }),
}))
vi.mock('../../../pipeline/publish/ckan/datastore/verify.ts', () => ({ verifyTable: async () => [] }))

beforeEach(() => {
  tables.clear()
})

const targetOf = (api: CkanApi) => createCkanTarget(givenOf(api))
const offerWith = (text: string): Offer =>
  offerOf('aa', { csv: `ID,名称\r\n1,${text}\r\n`, json: '[]' }, tableOf([['1', text]]))
const [FORMER, A, B] = [offerWith('former'), offerWith('A'), offerWith('B')]

/** Whose bytes and whose rows are there. */
function thereIs({ datasets: [dataset], files }: FakeCkan): readonly unknown[] {
  const id = resourceId(dataset.id, 'csv')
  const of = (is: (offer: Offer) => boolean) => [FORMER, A, B].findIndex(is)
  return [
    of(({ files: [csv] }) => csv?.sha256 === sha256Of(files.get(id) ?? '')),
    of(({ table }) => table?.sha256 === tables.get(id)),
  ]
}

/** Does `work` before the request of this number. */
function before(api: CkanApi, at: number, work: () => Promise<unknown>): CkanApi {
  let count = 0
  return {
    ...api,
    call: async (action, body, options) => {
      count += 1
      if (count === at) await work()
      return api.call(action, body, options)
    },
  }
}

async function killable(work: Promise<unknown>): Promise<boolean> {
  try {
    await work
    return false
  } catch (error) {
    if (error instanceof Killed) return true
    throw error
  }
}

describe('two publishers at once', () => {
  test.each([
    { name: 'a portal that keeps our marks', drops: false },
    { name: 'one that drops them', drops: true },
  ])('$name: file and table are of one of them, or the next publish says what is not', async ({ drops }) => {
    const fresh = async (): Promise<FakeCkan> => {
      tables.clear()
      const portal = fakeCkan({ drops })
      await publishAll(targetOf(portal.api), [FORMER])
      portal.calls.length = 0
      return portal
    }
    const alone = await fresh()
    await publishAll(targetOf(alone.api), [A])
    const requests = alone.calls.length
    expect(requests).toBeGreaterThan(8)
    for (let at = 1; at <= requests; at += 1)
      // the other comes to its end, or is broken off after so many requests
      for (let killed = 0; killed <= requests; killed += 1) {
        const portal = await fresh()
        const other = () => killable(publishAll(targetOf(faulty(portal.api, killed, 'killed after')), [B]))
        const { applied } = await publishAll(targetOf(before(portal.api, at, other)), [A])
        const place = `before ${at}, killed ${killed}`
        expect(applied, place).toMatchObject([{ outcome: 'done' }])
        expect(thereIs(portal), place).toEqual([1, 1])
        expect(await planOf(targetOf(portal.api), [A]), place).toMatchObject([{ action: 'unchanged' }])
        expect(await planOf(targetOf(portal.api), [B]), place).toMatchObject([{ action: 'change' }])
      }
  })

  test('one that writes on and on is waited for, and given up with a word', async () => {
    const portal = fakeCkan()
    await publishAll(targetOf(portal.api), [FORMER])
    const pauses: number[] = []
    const api: CkanApi = {
      ...portal.api,
      call: async (action, body, options) => {
        const outcome = await portal.api.call(action, body, options)
        const [{ resources }] = portal.datasets
        if (action === 'datastore_search') resources[0].hiraku_datastore = 'writing-0000000000000000'
        return outcome
      },
    }
    const target = createCkanTarget({ ...givenOf(api), pause: async (ms) => void pauses.push(ms) })
    const { applied } = await publishAll(target, [A])
    expect(applied).toMatchObject([{ outcome: 'failed', problems: [{ code: 'publish/unsettled' }] }])
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16000])
  })
})

describe('a repair', () => {
  const ITEM: PlanItem = {
    action: 'change',
    id: 'aa',
    name: 'aa',
    title: '',
    changes: [],
    problems: [],
    bytes: 0,
  }
  const bytes = A.files.reduce((sum, file) => sum + file.bytes, 0)

  /** What the portal says of itself is as if A were there. */
  async function spoiled(): Promise<FakeCkan> {
    tables.clear()
    const portal = fakeCkan()
    await publishAll(targetOf(portal.api), [A])
    const id = resourceId(portal.datasets[0].id, 'csv')
    portal.files.set(id, Buffer.from('other bytes'))
    tables.set(id, 'other rows')
    expect(await planOf(targetOf(portal.api), [A])).toMatchObject([{ action: 'unchanged' }])
    portal.calls.length = 0
    return portal
  }

  test.each(['change', 'unchanged'] as const)('an item that is %s: all goes up again', async (action) => {
    const portal = await spoiled()
    const target = targetOf(portal.api)
    const applied = await target.apply({ ...ITEM, action }, A, () => {}, true)
    expect(applied).toMatchObject({ outcome: 'done', problems: [], bytes, rows: { written: 1 } })
    expect(thereIs(portal)).toEqual([1, 1])
    expect(await target.verify(A, () => {})).toEqual([])
    expect(await planOf(target, [A])).toMatchObject([{ action: 'unchanged' }])
    portal.calls.length = 0
    expect(await target.apply({ ...ITEM, action: 'unchanged' }, A, () => {})).toMatchObject({
      outcome: 'same',
    })
    expect(portal.calls).toEqual([])
  })

  test('broken off while rows are written, it is seen without a repair that they are not whole', async () => {
    const portal = await spoiled()
    const api: CkanApi = {
      ...portal.api,
      call: async (action, body, options) => {
        if (action === 'datastore_upsert') throw new Killed()
        return portal.api.call(action, body, options)
      },
    }
    expect(await killable(targetOf(api).apply(ITEM, A, () => {}, true))).toBe(true)
    expect(await planOf(targetOf(portal.api), [A])).toMatchObject([{ action: 'change' }])
  })

  test.each<Fault>(['killed after', 'answer lost', 'delivered twice'])(
    '%s, at each request',
    async (fault) => {
      const whole = await spoiled()
      await targetOf(whole.api).apply(ITEM, A, () => {}, true)
      const requests = whole.calls.length
      expect(requests).toBeGreaterThan(5)
      for (let at = 1; at <= requests; at += 1) {
        const portal = await spoiled()
        const broken = targetOf(faulty(portal.api, at, fault)).apply(ITEM, A, () => {}, true)
        if (await killable(broken)) await targetOf(portal.api).apply(ITEM, A, () => {}, true)
        expect(thereIs(portal), `request ${at}`).toEqual([1, 1])
        expect(await planOf(targetOf(portal.api), [A])).toMatchObject([{ action: 'unchanged' }])
      }
    },
  )
})

describe('a portal that says less', () => {
  test('one without extras: what this run has made is opened all the same', async () => {
    const portal = fakeCkan({ plain: true })
    const target = targetOf(portal.api)
    const { applied } = await publishAll(target, [A])
    expect(applied).toMatchObject([{ outcome: 'done', problems: [{ code: 'publish/not-kept' }] }])
    expect(portal.datasets).toMatchObject([{ private: false, extras: [] }])
    portal.datasets[0].private = true
    expect((await target.verify(A, () => {})).map(({ code }) => code)).toContain('publish/private')
  })

  test.each(['hash', 'hiraku_datastore'])(
    'one that drops %s alone: done, and not asked for ever',
    async (key) => {
      const portal = fakeCkan()
      const api: CkanApi = {
        ...portal.api,
        call: async (action, body, options) => {
          const said = JSON.stringify(body, (of, value) => (of === key ? undefined : value))
          return portal.api.call(action, JSON.parse(said), options)
        },
      }
      const { applied } = await publishAll(targetOf(api), [A])
      expect(applied).toMatchObject([{ outcome: 'done', rows: { written: 1 } }])
      expect(portal.datasets).toMatchObject([{ private: false }])
      expect(thereIs(portal)).toEqual([1, 1])
      expect(portal.calls.length).toBeLessThan(20)
    },
  )

  test('what is no longer in dist/ when it is to be sent has not been sent', async () => {
    const portal = fakeCkan()
    const target = targetOf(portal.api)
    const [item] = await planOf(target, [A])
    portal.calls.length = 0
    expect(item && (await target.apply(item, undefined, () => {}))).toMatchObject({
      outcome: 'failed',
      problems: [{ code: 'publish/file-changed', where: { dataset: 'aa' } }],
    })
    expect(portal.calls).toEqual([])
  })
})

describe('a table that is no longer offered', () => {
  const plain: Offer = { ...A, table: null }
  /** The mocked tables do not say so of themselves. */
  async function withTable(): Promise<FakeCkan> {
    const portal = fakeCkan()
    await publishAll(targetOf(portal.api), [A])
    portal.datasets[0].resources[0].datastore_active = true
    portal.calls.length = 0
    return portal
  }

  test.each<Fault>(['killed before', 'killed after', 'answer lost', 'delivered twice'])(
    'goes: %s, at each request',
    async (fault) => {
      const whole = await withTable()
      expect(await planOf(targetOf(whole.api), [plain])).toMatchObject([
        { action: 'change', changes: [{ what: 'datastore' }] },
      ])
      whole.calls.length = 0
      await publishAll(targetOf(whole.api), [plain])
      const requests = whole.calls.length
      expect(whole.calls).toContain('datastore_delete')
      for (let at = 1; at <= requests; at += 1) {
        const portal = await withTable()
        await killable(publishAll(targetOf(faulty(portal.api, at, fault)), [plain]))
        await publishAll(targetOf(portal.api), [plain])
        expect(portal.datasets[0].resources[0], `request ${at}`).toMatchObject({
          datastore_active: false,
          hiraku_datastore: '',
        })
        portal.calls.length = 0
        expect(await planOf(targetOf(portal.api), [plain])).toMatchObject([{ action: 'unchanged' }])
        expect(portal.calls).toEqual(['package_search'])
      }
    },
  )

  test.each([
    ['others have made it', { hiraku_datastore: '' }, true],
    ['the portal shall have no tables', {}, false],
  ])('stays where %s', async (_, fields, datastore) => {
    const portal = await withTable()
    Object.assign(portal.datasets[0].resources[0], fields)
    const offer = datastore ? plain : A
    const target = createCkanTarget(givenOf(portal.api, { datastore }))
    expect(await planOf(target, [offer])).toMatchObject([{ action: 'unchanged' }])
  })
})
