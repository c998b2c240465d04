/** A resource with a file of its own for each test of a suite, and short forms of what is done to its table. */
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach } from 'vitest'
import {
  type Answer,
  call,
  freshOrganization,
  must,
  type Organization,
  type Server,
  type UploadOf,
} from './ckan.ts'
import { file } from './ckan-editor.ts'
import { tableOf } from './ckan-state.ts'

type Body = Readonly<Record<string, unknown>>
// biome-ignore lint/suspicious/noExplicitAny: what a portal says is looked into freely by tests
type Shown = any

export interface Table {
  readonly org: Organization
  readonly dataset: string
  /** of this test's resource */
  readonly id: string
  readonly as: (action: string, body?: Body) => Promise<Answer>
  readonly does: (action: string, body?: Body) => Promise<Shown>
  /** with a key `k` and a number `n` unless said otherwise */
  readonly make: (more?: Body) => Promise<Shown>
  readonly search: (more?: Body) => Promise<Shown>
  readonly rows: () => Promise<readonly Shown[]>
  readonly columns: () => Promise<readonly Shown[]>
  /** the resource, and when its dataset was modified, as package_show has them */
  readonly shown: () => Promise<Shown>
}

/** `[name, type]` as DataStore fields. */
export const fields = (...of: readonly [string, string][]) => of.map(([id, type]) => ({ id, type }))

export function useTable(server: Server): Table {
  const at = { dataset: '', id: '', orgs: [] as Organization[] }
  const org = (): Organization => {
    const [first] = at.orgs
    if (first === undefined) throw new Error('there is an organization only within tests')
    return first
  }
  const done = (action: string, body: Body, uploads: readonly UploadOf[] = []): Promise<Shown> =>
    must(server, org().token, action, body, uploads)
  beforeAll(async () => {
    at.orgs = [await freshOrganization(server, 'a-tables')]
    at.dataset = (await done('package_create', { name: org().name, owner_org: org().id })).id
  })
  beforeEach(async () => {
    at.id = randomUUID()
    await done('resource_create', { package_id: at.dataset, id: at.id, format: 'CSV' }, [file()])
  })
  const does: Table['does'] = (action, body = {}) =>
    done(action, { resource_id: at.id, force: true, ...body })
  return {
    get org() {
      return org()
    },
    get dataset() {
      return at.dataset
    },
    get id() {
      return at.id
    },
    as: (action, body = {}) =>
      call(server, org().token, action, { resource_id: at.id, force: true, ...body }),
    does,
    make: (more = {}) =>
      does('datastore_create', { fields: fields(['k', 'text'], ['n', 'int']), primary_key: ['k'], ...more }),
    search: (more = {}) => done('datastore_search', { resource_id: at.id, ...more }),
    rows: async () => (await tableOf(server, at.id)).rows.map((one) => JSON.parse(one)),
    columns: async () => (await done('datastore_info', { id: at.id })).fields,
    shown: async () => {
      const all = await done('package_show', { id: at.dataset })
      const resource = all.resources.find((one: Shown) => one.id === at.id)
      return { modified: all.metadata_modified, resource }
    },
  }
}
