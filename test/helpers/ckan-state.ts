/**
 * The final state of an organization in a normal form: what a portal's visitor gets, without what differs between
 * two publishes of the same (times, ids the portal gave, and our resource ids, which hang on them).
 */
import { createHash } from 'node:crypto'
import { datasetsOf, download, must, type Server } from './ckan.ts'

export interface StateOfDataset {
  readonly name: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly tags: readonly string[]
  readonly extras: Readonly<Record<string, string>>
  readonly groups: readonly string[]
  /** in their order */
  readonly resources: readonly StateOfResource[]
}

export interface StateOfResource {
  /** the upload's address is its file name alone */
  readonly fields: Readonly<Record<string, unknown>>
  /** of the bytes the portal serves; absent for a link */
  readonly sha256?: string
  readonly table?: StateOfTable
}

export interface StateOfTable {
  readonly columns: readonly unknown[]
  /** without `_id`, each as JSON, sorted */
  readonly rows: readonly string[]
}

const DATASET_LEFT_OUT = new Set([
  ...['id', 'metadata_created', 'metadata_modified', 'creator_user_id', 'revision_id', 'owner_org'],
  ...['organization', 'tags', 'extras', 'groups', 'resources', 'num_tags', 'num_resources'],
  ...['relationships_as_subject', 'relationships_as_object', 'tracking_summary'],
])
const RESOURCE_LEFT_OUT = new Set([
  ...['id', 'package_id', 'created', 'last_modified', 'metadata_modified', 'revision_id', 'tracking_summary'],
  // 2.12 records when and of what a table was last made
  ...['datastore_contains_all_records_of_source_file'],
])

const kept = (all: Readonly<Record<string, unknown>>, out: ReadonlySet<string>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(all)
      .filter(([key]) => !out.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

// biome-ignore lint/suspicious/noExplicitAny: what a portal says is looked into freely by tests
type Shown = any

/** The table of a resource as the portal gives it: columns with type and info, and every row. */
export async function tableOf(
  server: Server,
  resource: string,
  token = server.sysadminToken,
): Promise<StateOfTable> {
  const rows: string[] = []
  for (;;) {
    const page: Shown = await must(server, token, 'datastore_search', {
      resource_id: resource,
      limit: 10_000,
      offset: rows.length,
      sort: '_id',
    })
    for (const { _id, ...row } of page.records) rows.push(JSON.stringify(row))
    if (page.records.length === 0 || rows.length >= page.total) break
  }
  const info: Shown = await must(server, token, 'datastore_info', { id: resource })
  return {
    columns: info.fields.map(({ id, type, info: told, schema }: Shown) => ({
      id,
      type,
      info: told ?? {},
      // the columns of the primary key (`uniquekey` is of constraints only, and the key is an index)
      index: schema?.is_index ?? false,
    })),
    rows: rows.sort(),
  }
}

/** Every dataset of the organization (drafts and private ones too), by name. */
export async function stateOf(
  server: Server,
  organization: { readonly id: string },
): Promise<readonly StateOfDataset[]> {
  const shown: Shown[] = await datasetsOf(server, organization)
  const states: StateOfDataset[] = []
  for (const dataset of shown.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const resources: StateOfResource[] = []
    for (const resource of dataset.resources) {
      const uploaded = resource.url_type === 'upload'
      const bytes = uploaded ? await download(server, resource.url) : undefined
      resources.push({
        fields: {
          ...kept(resource, RESOURCE_LEFT_OUT),
          ...(uploaded ? { url: resource.url.split('/').at(-1) } : {}),
        },
        ...(bytes === undefined ? {} : { sha256: createHash('sha256').update(bytes).digest('hex') }),
        ...(resource.datastore_active ? { table: await tableOf(server, resource.id) } : {}),
      })
    }
    states.push({
      name: dataset.name,
      fields: kept(dataset, DATASET_LEFT_OUT),
      tags: dataset.tags.map((tag: Shown) => tag.name).sort(),
      extras: Object.fromEntries(dataset.extras.map((extra: Shown) => [extra.key, extra.value])),
      groups: dataset.groups.map((group: Shown) => group.name).sort(),
      resources,
    })
  }
  return states
}
