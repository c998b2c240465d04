/**
 * Publishes with random faults between: whatever befalls the requests, the portal ends in the one state that a publish
 * without faults gives. HIRAKU_TRIALS sets how many (200 by hand, fewer in CI), HIRAKU_SEED which.
 */
import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { sendHttp } from '../../pipeline/effects-http.ts'
import { createHttpClient } from '../../pipeline/lib/http/client.ts'
import type { Offer } from '../../pipeline/lib/offer.ts'
import { createCkanApi } from '../../pipeline/publish/ckan/call.ts'
import { createCkanTarget } from '../../pipeline/publish/ckan/target.ts'
import type { Target } from '../../pipeline/publish/target.ts'
import { describeLive, freshOrganization, type Organization, type Server } from '../helpers/ckan.ts'
import { type StateOfDataset, stateOf } from '../helpers/ckan-state.ts'
import { chance, type FaultProxy, startFaultProxy } from '../helpers/fault-proxy.ts'
import { datasetOf, givenOf, planOf, offerOf as smallOffer, tableOf } from '../publish/ckan/offers.ts'

const TRIALS = Number(process.env['HIRAKU_TRIALS'] ?? 8)
const SEED = Number(process.env['HIRAKU_SEED'] ?? 1)
/** a fault in every third request */
const RATE = 0.34
/** a run may give up on a portal that fails on and on; the next one goes on from there */
const RUNS = 6

const rowsOf = (many: number, changed: string): readonly (readonly [string, string])[] =>
  Array.from(
    { length: many },
    (_, i) => [String(i).padStart(4, '0'), i % 17 === 3 ? changed : `施設${i}`] as const,
  )

const baseOf = (organization: string): string => `https://data.city.example.jp/${organization}/`

/** Without a key the table is known by its order and count. */
const keyless = (rows: readonly (readonly [string, string])[]) => ({ ...tableOf(rows), primaryKey: [] })

/** More than goes with others in one request. */
const LARGE = 'x'.repeat(1_200_000)

/**
 * Four states of two datasets: other rows (of one, more than a batch), other files (of one, a large one), one format
 * less, a table without a key, one dataset less.
 */
function variantsOf(organization: string): readonly (readonly Offer[])[] {
  const mark = organization.replaceAll('-', '_')
  // as ids are: what is retired begins with the publisher's code
  const a = `142140_aed_${mark}`
  const b = `142140_list_${mark}`
  // datasets are known by their addresses in the whole portal
  const offerOf = (...given: Parameters<typeof smallOffer>): Offer => {
    const offer = smallOffer(...given)
    return { ...offer, iri: `${baseOf(organization)}datasets/${offer.id}/` }
  }
  const files = (mark: string) => ({ csv: `ID,名称\r\n1,${mark}\r\n`, json: `[{"id":"${mark}"}]` })
  return [
    [
      offerOf(a, { ...files('一'), geojson: '{}' }, tableOf(rowsOf(300, '図書館'))),
      offerOf(b, files('甲'), keyless(rowsOf(40, '甲'))),
    ],
    [
      offerOf(a, files('一'), tableOf(rowsOf(300, '公民館'))),
      offerOf(b, files('乙'), keyless(rowsOf(60, '乙'))),
    ],
    [
      offerOf(a, { ...files('二'), parquet: LARGE }, tableOf(rowsOf(240, '図書館'))),
      offerOf(b, files('甲'), keyless(rowsOf(45, '丙'))),
    ],
    [offerOf(a, files('三'), tableOf(rowsOf(2300, '体育館')))],
  ]
}

function targetAt(url: string, token: string, organization: string): Target {
  const soon = (milliseconds: number) =>
    new Promise<void>((resolve) => setTimeout(resolve, Math.min(milliseconds, 15)))
  const limits = { concurrency: 2, perSecond: 1000, timeoutSeconds: 20, tries: 3 }
  const client = createHttpClient(
    { send: sendHttp, pause: soon, now: () => new Date(), chance: randomBytes },
    limits,
  )
  const api = createCkanApi({ id: 'test', url: `${url}/`, limits }, token, client)
  const dataset = (offer: Offer) => ({ dataset: datasetOf(offer), problems: [] })
  const publishers = [{ code: '142140', organization, base: baseOf(organization) }]
  return createCkanTarget({ ...givenOf(api, { organization, dataset }), publishers, pause: soon })
}

/** One run as a person's command does it; true where nothing was left to do or failed. */
async function runOnce(target: Target, offers: readonly Offer[]): Promise<boolean> {
  const items = await planOf(target, offers)
  let fine = true
  for (const item of items) {
    if (item.problems.some(({ severity }) => severity === 'error')) fine = false
    else if (item.action !== 'unchanged') {
      const offer = offers.find(({ id }) => id === item.id)
      const { outcome } = await target.apply(item, offer, () => {})
      if (outcome === 'failed') fine = false
    }
  }
  return fine
}

describeLive('publishing through faults', (server: Server) => {
  let organization: Organization
  let variants: readonly (readonly Offer[])[]
  const clean: (readonly StateOfDataset[])[] = []

  beforeAll(async () => {
    organization = await freshOrganization(server, 'faults')
    variants = variantsOf(organization.name)
    for (const offers of variants) {
      const target = targetAt(server.url, organization.token, organization.name)
      expect(await runOnce(target, offers)).toBe(true)
      clean.push(await stateOf(server, organization))
    }
  }, 120_000)

  test('the states differ, so that one taken for another is seen', () => {
    expect(new Set(clean.map((state) => JSON.stringify(state))).size).toBe(variants.length)
  })

  test(
    `${TRIALS} publishes end in the state that each should`,
    async () => {
      const happened = new Map<string, number>()
      let requests = 0
      let reruns = 0
      let former = variants.length - 1
      for (let trial = 0; trial < TRIALS; trial += 1) {
        const seed = SEED * 1000 + trial
        const step = 1 + Math.floor(chance(seed, 0, 9) * (variants.length - 1))
        const wanted = (former + step) % variants.length
        const proxy: FaultProxy = await startFaultProxy({
          portal: server.url,
          seed,
          rate: RATE,
          delayMilliseconds: 50,
        })
        const offers = variants[wanted] ?? []
        let runs = 0
        while (!(await runOnce(targetAt(proxy.url, organization.token, organization.name), offers))) {
          runs += 1
          expect(runs, `seed ${seed} does not come to an end`).toBeLessThan(RUNS)
        }
        reruns += runs
        requests += proxy.seen.length
        for (const [fault, many] of Object.entries(proxy.counts()))
          happened.set(fault, (happened.get(fault) ?? 0) + many)
        await proxy.close()
        expect(await stateOf(server, organization), `seed ${seed}: ${former} → ${wanted}`).toEqual(
          clean[wanted],
        )
        former = wanted
      }
      const faults = [...happened.values()].reduce((sum, many) => sum + many, 0)
      // what CI's log ends with
      process.stderr.write(
        `CKAN ${server.version}: ${TRIALS} publishes, ${requests} requests, ${faults} faults, ${reruns} run again: ${JSON.stringify(Object.fromEntries([...happened].sort()))}\n`,
      )
      expect(faults).toBeGreaterThan(TRIALS)
    },
    TRIALS * 60_000,
  )
})
