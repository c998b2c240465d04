/** Why something could not be had, before it is known for which source: pages and rules are asked for once for many. */
import type { HttpFault } from '../lib/http/http.ts'
import type { Facts } from '../problem.ts'
import { readable } from './address.ts'
import type { acquireProblems } from './problems.ts'

export interface Trouble {
  readonly code: keyof typeof acquireProblems
  readonly facts: Facts
}

export function trouble(code: Trouble['code'], facts: Facts): { readonly trouble: Trouble } {
  return { trouble: { code, facts } }
}

export function troubleOfFault({ fault, detail }: HttpFault, address: string): Trouble {
  const url = readable(address)
  const host = new URL(address).host
  const facts = { url, host, actual: detail }
  switch (fault) {
    case 'unknown-host':
      return { code: 'acquire/unknown-host', facts }
    case 'refused':
    case 'timeout':
      return { code: 'acquire/no-answer', facts }
    case 'broken':
      return { code: 'acquire/broken', facts }
    case 'certificate':
    case 'not-https':
      return { code: 'acquire/certificate', facts }
    case 'proxy':
      return { code: 'acquire/proxy', facts }
    case 'private':
      return { code: 'acquire/private-address', facts }
    case 'other':
      return { code: 'acquire/network', facts }
  }
}

/** What a status says that is neither the file nor a redirect. */
export function troubleOfStatus(status: number, address: string): Trouble {
  const facts = { url: readable(address), host: new URL(address).host, actual: status }
  if (status === 401 || status === 407) return { code: 'acquire/sign-in', facts }
  if (status === 403) return { code: 'acquire/forbidden', facts }
  if (status === 404 || status === 410) return { code: 'acquire/not-found', facts }
  if (status === 451) return { code: 'acquire/legal', facts }
  if (status === 429) return { code: 'acquire/too-many', facts }
  if (status >= 500) return { code: 'acquire/server-error', facts }
  return { code: 'acquire/status', facts }
}
