import { randomBytes } from 'node:crypto'
import { test } from 'vitest'
import { sendHttp } from '../../pipeline/effects-http.ts'
import { createHttpClient } from '../../pipeline/lib/http/client.ts'
import { createCkanApi } from '../../pipeline/publish/ckan/call.ts'
import { createCkanTarget } from '../../pipeline/publish/ckan/target.ts'
import { describeLive, freshOrganization, must } from '../helpers/ckan.ts'
import { datasetOf, givenOf, offerOf, planOf, portalOf, publishAll } from '../publish/ckan/offers.ts'
describeLive('bench', (server) => {
  test('40', async () => {
    const organization = await freshOrganization(server, 'd')
    const api = () => createCkanApi(portalOf({ url: `${server.url}/` }), organization.token, createHttpClient({ send: sendHttp, pause: (ms) => new Promise((r) => setTimeout(r, ms)), now: () => new Date(), chance: (n) => randomBytes(n) }, { concurrency: 2, perSecond: 1000, timeoutSeconds: 60, tries: 3 }))
    const make = (p: string) => Array.from({ length: 40 }, (_, i) => offerOf(`${p}${i}`, Object.fromEntries(['csv', 'sjis', 'json', 'jsonld', 'geojson'].map((k) => [k, `${k} ${i} `.repeat(1000)]))))
    const target = () => createCkanTarget(givenOf(api(), { organization: organization.name, dataset: (offer) => ({ dataset: datasetOf(offer, { name: `${organization.name}-${offer.id}` }), problems: [] }) }))
    for (const part of ["a"]) {
      let t = Date.now()
      for (const offer of make(`plain${part}`)) {
        const d = datasetOf(offer)
        const { id } = await must(server, organization.token, 'package_create', { ...d.fields, name: `${organization.name}-${offer.id}`, owner_org: organization.id, tags: d.tags.map((name) => ({ name })), extras: Object.entries(d.extras).map(([key, value]) => ({ key, value })) })
        for (const f of offer.files) await must(server, organization.token, 'resource_create', { package_id: id, name: f.name, format: f.key }, [{ field: 'upload', fileName: f.name, bytes: Buffer.concat([...f.read()]) }])
      }
      console.log(server.version, 'plain loop', 40 * 6, 'requests', (Date.now() - t) / 1000, 's')
      const offers = make(`ours${part}`)
      t = Date.now()
      const one = target()
      await publishAll(one, offers)
      console.log(server.version, 'ours one by one', one.requests(), 'requests', (Date.now() - t) / 1000, 's')
      t = Date.now()
      const two = target()
      await publishAll(two, offers)
      console.log(server.version, 'unchanged', two.requests(), 'requests', (Date.now() - t) / 1000, 's')
      const more = make(`pair${part}`)
      t = Date.now()
      const three = target()
      const items = await planOf(three, more)
      const queue = items.filter(({ action }) => action === 'create').entries()
      await Promise.all([1, 2].map(async () => { for (const [, item] of queue) await three.apply(item, more.find(({ id }) => id === item.id), () => {}) }))
      console.log(server.version, 'ours two at once', three.requests(), 'requests', (Date.now() - t) / 1000, 's')
    }
  }, 900_000)
})
