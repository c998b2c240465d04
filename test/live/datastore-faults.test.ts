/** DataStore tables over a network that breaks, on live CKANs. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { OfferRow, OfferTable } from '../../pipeline/lib/offer.ts'
import type { CkanApi } from '../../pipeline/publish/ckan/api.ts'
import { syncTable } from '../../pipeline/publish/ckan/datastore/sync.ts'
import { verifyTable } from '../../pipeline/publish/ckan/datastore/verify.ts'
import { describeLive, freshOrganization, type Organization } from '../helpers/ckan.ts'
import { apiAt, resourceIn } from '../helpers/ckan-publisher.ts'
import { type Fault, startFaultProxy } from '../helpers/fault-proxy.ts'
import { column, hasty, quiet, tableOf } from '../publish/ckan/datastore/table.ts'

describeLive('our tables over a network that breaks', (server) => {
  let org: Organization
  let count = 0
  const fresh = () => resourceIn(server, org, `f${count++}`)
  const api = () => apiAt(server.url, org.token)
  const sync = (at: CkanApi, id: string, table: OfferTable) => syncTable(at, id, table, quiet, hasty)
  beforeAll(async () => {
    org = await freshOrganization(server, 'e-faults')
  })

  describe.each([
    ['with a key', ['番号']],
    ['without', []],
  ])('%s', (_, key) => {
    const columns = [column('番号'), column('名称'), column('数', 'integer')]
    const before = Array.from({ length: 2100 }, (_, i): OfferRow => [`K${i}`, `名${i % 7}`, i])
    // one row is gone, one is another
    const after = before.flatMap((row, i): OfferRow[] =>
      i === 1800 ? [] : i === 2050 ? [['K2050', 'ほか', 0]] : [row],
    )

    test('broken off after each request, then taken up again', { timeout: 180_000 }, async () => {
      for (let at = 1; ; at += 1) {
        const id = await fresh()
        let dead = true
        const proxy = await startFaultProxy({
          portal: server.url,
          choose: (n): Fault | undefined =>
            dead && n >= at ? (n === at ? 'drop-after' : 'drop') : undefined,
        })
        const broken = await sync(apiAt(proxy.url, org.token), id, tableOf(columns, key, before))
        const requests = proxy.seen.length
        dead = false
        const table = tableOf(columns, key, after)
        expect(await sync(apiAt(proxy.url, org.token), id, table)).toMatchObject({
          complete: true,
          problems: [],
        })
        await proxy.close()
        expect(await verifyTable(api(), id, table, quiet)).toEqual([])
        if (broken.complete) {
          expect(requests).toBeGreaterThan(2)
          break
        }
      }
    })

    test('faults of every kind, six times', { timeout: 180_000 }, async () => {
      const id = await fresh()
      const faults = [
        'drop',
        'drop-after',
        '502',
        '503',
        '502-after',
        '503-after',
        '504-after',
        'cut-answer',
        'cut-request',
        'twice-first',
        'twice-second',
      ] as const
      const met = new Set<string>()
      for (let seed = 1; seed <= 6; seed += 1) {
        const proxy = await startFaultProxy({
          portal: server.url,
          seed,
          rate: 0.35,
          faults,
          retryAfterSeconds: 0,
        })
        const table = tableOf(columns, key, seed % 2 === 0 ? before : after)
        let done = false
        for (let turn = 0; turn < 8 && !done; turn += 1)
          done = (await sync(apiAt(proxy.url, org.token), id, table)).complete
        for (const fault of Object.keys(proxy.counts())) met.add(fault)
        await proxy.close()
        expect(done, `seed ${seed}`).toBe(true)
        expect(await verifyTable(api(), id, table, quiet), `seed ${seed}`).toEqual([])
      }
      expect(met.size).toBeGreaterThan(5)
    })
  })

  // without a key: what is done late would be there twice
  test('a gateway that gives up while the portal goes on', { timeout: 180_000 }, async () => {
    const columns = [column('番号'), column('数', 'integer')]
    const rows = Array.from({ length: 2100 }, (_, i): OfferRow => [`K${i}`, i])
    const typed = columns.map((one) => (one.type === 'integer' ? { ...one, type: 'number' as const } : one))
    const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
    const id = await fresh()
    const met = new Set<string>()
    await sync(api(), id, tableOf(typed, [], rows))
    for (let at = 0; ; at += 1) {
      // a table of another type each time: dropped, made anew and filled
      const table = tableOf(at % 2 === 0 ? columns : typed, [], rows)
      const proxy = await startFaultProxy({
        portal: server.url,
        choose: (n): Fault | undefined => (n === at ? 'overtaken' : undefined),
      })
      const patience = { pause, seconds: 2 }
      const synced = await syncTable(apiAt(proxy.url, org.token), id, table, quiet, patience)
      const fault = proxy.seen.find((one) => one.fault !== undefined)
      await proxy.close()
      expect(synced, `request ${at}`).toMatchObject({ complete: true, problems: [] })
      expect(await verifyTable(api(), id, table, quiet), `request ${at}`).toEqual([])
      if (fault === undefined) break
      met.add(fault.path.replace(/.*datastore_/, ''))
    }
    expect([...met].sort()).toEqual(['create', 'delete', 'info', 'upsert'])
  })
})
