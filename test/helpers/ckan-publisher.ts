/** What publishes to a live CKAN, and what it publishes to. */
import { randomBytes } from 'node:crypto'
import { sendHttp } from '../../pipeline/effects-http.ts'
import { createHttpClient } from '../../pipeline/lib/http/client.ts'
import type { CkanApi } from '../../pipeline/publish/ckan/api.ts'
import { createCkanApi } from '../../pipeline/publish/ckan/call.ts'
import { must, type Organization, type Server } from './ckan.ts'

const LIMITS = { concurrency: 4, perSecond: 1000, timeoutSeconds: 60, tries: 4 }

/** As ours, but that it waits for nothing. */
export function apiAt(url: string, token: string): CkanApi {
  const client = createHttpClient(
    {
      send: sendHttp,
      pause: async () => {},
      now: () => new Date(),
      chance: (n) => new Uint8Array(randomBytes(n)),
    },
    LIMITS,
  )
  return createCkanApi({ id: 'live', url: `${url}/`, limits: LIMITS }, token, client)
}

/** A resource with an uploaded file, in a dataset of its own, as ours are. */
export async function resourceIn(server: Server, org: Organization, name: string): Promise<string> {
  const { id } = await must(server, org.token, 'package_create', {
    name: `${org.name}-${name}`,
    owner_org: org.id,
  })
  const made = await must(
    server,
    org.token,
    'resource_create',
    { package_id: id, name: '表', format: 'CSV' },
    [{ field: 'upload', fileName: 'a.csv', bytes: 'a\n1\n' }],
  )
  return made.id
}
