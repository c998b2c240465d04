/**
 * A portal in memory, as far as the tables here need it: what CKAN does with lists, matches, names and ids. The live
 * servers (test/live/) are the truth; each answer here was seen there.
 */
import { isObject } from '../../../pipeline/lib/object.ts'
import type { CallOptions, CkanApi, CkanOutcome, Refusal } from '../../../pipeline/publish/ckan/api.ts'
import { publishProblem } from '../../../pipeline/publish/problems.ts'

// biome-ignore lint/suspicious/noExplicitAny: a portal's datasets are whatever JSON they are
type Dataset = any

export interface FakeCkan {
  readonly api: CkanApi
  readonly datasets: Dataset[]
  /** bytes by resource id */
  readonly files: Map<string, Buffer>
  /** actions, in order */
  readonly calls: string[]
  readonly bodies: unknown[]
}

export function refusalOf(kind: Refusal['kind'], errors: Refusal['errors'] = {}): CkanOutcome {
  const problem = publishProblem('publish/no-file', {}, { actual: `${kind} ${JSON.stringify(errors)}` })
  return { refusal: { kind, errors, problem } }
}

export function fakeCkan(
  options: {
    organizations?: readonly string[]
    groups?: readonly string[]
    drops?: boolean
    /** its schema has no `extras` */
    plain?: boolean
    limit?: number
    /** `ckan.search.rows_max` */
    rowsMax?: number
  } = {},
): FakeCkan {
  const {
    organizations = ['city', 'other'],
    groups = [],
    drops = false,
    plain = false,
    limit = Number.POSITIVE_INFINITY,
    rowsMax = 1000,
  } = options
  const datasets: Dataset[] = []
  const files = new Map<string, Buffer>()
  const calls: string[] = []
  const bodies: unknown[] = []
  let clock = 0
  const touch = (dataset: Dataset): void => {
    clock += 1
    dataset.metadata_modified = `2026-01-01T00:00:00.${String(clock).padStart(6, '0')}`
    if (plain) dataset.extras = []
    dataset.extras.sort((a: Dataset, b: Dataset) => (a.key < b.key ? -1 : 1))
  }
  const alive = (name: unknown): Dataset =>
    datasets.find((one) => one.id === name) ??
    datasets.find((one) => one.name === name && one.state !== 'deleted') ??
    datasets.find((one) => one.name === name)
  const kept = (said: Dataset): Dataset => {
    const resource = { ...said, format: said.format === 'GEOJSON' ? 'GeoJSON' : said.format }
    const { hiraku_key, hiraku_datastore, hiraku_said, ...rest } = resource
    return drops ? rest : resource
  }

  const revise = async (
    body: Dataset,
    uploads: NonNullable<CallOptions['uploads']>,
  ): Promise<CkanOutcome> => {
    const before = alive(body.match.id)
    if (before === undefined) return refusalOf('not-found')
    if (before.metadata_modified !== body.match.metadata_modified)
      return refusalOf('invalid', { match: ['metadata_modified'] })
    const after = structuredClone(before)
    for (const out of body.filter ?? []) {
      const [, list, id] = /^-(\w+?)(?:__(.+))?$/.exec(out) ?? []
      if (list === undefined) throw new Error(out)
      if (id === undefined) delete after[list]
      else after.resources = after.resources.filter((one: Dataset) => one.id !== id)
    }
    for (const [key, value] of Object.entries(body.update ?? {})) {
      // CKAN merges lists by place
      if (Array.isArray(value) && Array.isArray(after[key]))
        value.forEach((one, i) => {
          after[key][i] = { ...after[key][i], ...one }
        })
      else after[key] = value
    }
    for (const list of ['tags', 'extras']) after[list] ??= []
    // groups of others stay where they are left out, and refuse all where they are told
    if (after.groups === undefined) after.groups = before.groups
    else if (after.groups.some(({ name }: Dataset) => !groups.includes(name))) return refusalOf('not-allowed')
    else
      after.groups = [...after.groups, ...before.groups.filter(({ name }: Dataset) => !groups.includes(name))]
    after.resources.push(...(body.update__resources__extend ?? []).map(kept))
    const received: [string, Buffer][] = []
    for (const [key, value] of Object.entries(body)) {
      const id = /^update__resources__(?!extend)(.+)$/.exec(key)?.[1]
      if (id === undefined || !isObject(value)) continue
      const at = after.resources.findIndex((one: Dataset) => one.id === id)
      if (at < 0) return refusalOf('invalid', { [key]: ['Unmatched key'] })
      after.resources[at] = kept({ ...after.resources[at], ...value })
    }
    for (const { field, fileName, body: file } of uploads) {
      const id = /^update__resources__(.+)__upload$/.exec(field)?.[1] ?? ''
      const at = after.resources.findIndex((one: Dataset) => one.id === id)
      if (at < 0) return refusalOf('invalid', { [field]: ['Unmatched key'] })
      const chunks: Uint8Array[] = []
      // what a file says while it is read comes out of the client as it is
      for await (const chunk of file.chunks()) chunks.push(Buffer.from(chunk))
      const bytes = Buffer.concat(chunks)
      if (bytes.length > limit) return refusalOf('too-large')
      received.push([id, bytes])
      after.resources[at] = {
        ...after.resources[at],
        url: `http://fake/dataset/${after.id}/resource/${id}/download/${fileName.toLowerCase()}`,
        url_type: 'upload',
        size: bytes.length,
      }
    }
    for (const [id, bytes] of received) files.set(id, bytes)
    touch(after)
    datasets[datasets.indexOf(before)] = after
    return { result: { package: structuredClone(after) } }
  }

  const actions: Record<string, (body: Dataset, options: CallOptions) => CkanOutcome | Promise<CkanOutcome>> =
    {
      organization_list_for_user: () => ({ result: organizations.map((name) => ({ name, id: idOf(name) })) }),
      group_list_authz: () => ({ result: groups.map((name) => ({ name })) }),
      package_search: ({ fq, start, rows, include_private }) => {
        const terms = [...fq.matchAll(/(\w+):"([^"]*)"/g)].map(([, key, value]) => ({ key, value }))
        const found = datasets.filter(
          (one) =>
            terms.some(({ key, value }) => termsOf(one)[key] === value) &&
            one.state !== 'deleted' &&
            (include_private === true || !one.private),
        )
        const results = structuredClone(found.slice(start, start + Math.min(rows, rowsMax)))
        return { result: { count: found.length, results } }
      },
      package_show: ({ id }) => {
        const found = alive(id)
        return found === undefined ? refusalOf('not-found') : { result: structuredClone(found) }
      },
      package_create: (body) => {
        if (datasets.some(({ name, state }) => name === body.name && state !== 'deleted'))
          return refusalOf('invalid', { name: ['That URL is already in use.'] })
        const made = {
          groups: [],
          ...body,
          id: `00000000-0000-4000-8000-${String(datasets.length).padStart(12, '0')}`,
          // what an editor says of the state is not heard
          state: 'active',
          organization: { name: body.owner_org.replace(/^id-/, ''), id: idOf(body.owner_org) },
          resources: [],
        }
        touch(made)
        datasets.push(made)
        return { result: structuredClone(made) }
      },
      package_revise: (body, { uploads = [] }) => revise(body, uploads),
      package_resource_reorder: ({ id, order }) => {
        const dataset = alive(id)
        dataset.resources = order.map((one: string) => dataset.resources.find((of: Dataset) => of.id === one))
        touch(dataset)
        return { result: { id, order } }
      },
      resource_delete: ({ id }) => {
        const dataset = datasets.find(({ resources }) => resources.some((one: Dataset) => one.id === id))
        if (dataset === undefined) return refusalOf('not-found')
        dataset.resources = dataset.resources.filter((one: Dataset) => one.id !== id)
        touch(dataset)
        return { result: null }
      },
      datastore_delete: ({ resource_id }) => {
        const dataset = datasets.find(({ resources }) =>
          resources.some((one: Dataset) => one.id === resource_id && one.datastore_active),
        )
        if (dataset === undefined) return refusalOf('not-found')
        dataset.resources.find((one: Dataset) => one.id === resource_id).datastore_active = false
        touch(dataset)
        return { result: null }
      },
      package_delete: ({ id }) => {
        const dataset = alive(id)
        if (dataset === undefined) return refusalOf('not-found')
        dataset.state = 'deleted'
        return { result: null }
      },
    }

  const api: CkanApi = {
    call: async (action, body, options = {}) => {
      calls.push(action)
      // what a portal gets has gone over a wire
      const sent = JSON.parse(JSON.stringify(body))
      bodies.push(sent)
      return (await actions[action]?.(sent, options)) ?? refusalOf('invalid', { action: ['not known'] })
    },
    download: async (url) => {
      const bytes = files.get(/resource\/([^/]+)\//.exec(url)?.[1] ?? '') ?? Buffer.from('')
      return {
        chunks: (async function* () {
          yield new Uint8Array(bytes)
        })(),
      }
    },
    requests: () => calls.length,
  }
  return { api, datasets, files, calls, bodies }
}

/** The portal's own of an organization. */
function idOf(name: string): string {
  return name.startsWith('id-') ? name : `id-${name}`
}

/** What the index can be asked by; extras are found as fields (ckan/lib/search/index.py). */
function termsOf({ id, organization, extras }: Dataset): Dataset {
  const own = Object.fromEntries(extras.map(({ key, value }: Dataset) => [key, value]))
  return { ...own, id, organization: organization.name, owner_org: organization.id }
}

/** How the request of this number goes wrong. */
export type Fault = 'killed before' | 'killed after' | 'answer lost' | 'delivered twice'

export class Killed extends Error {}

/** The api whose `at`-th request (from 1) of those that count meets the fault. */
export function faulty(
  api: CkanApi,
  at: number,
  fault: Fault,
  counts: (action: string) => boolean = () => true,
): CkanApi {
  let count = 0
  return {
    ...api,
    call: async (action, body, options) => {
      if (counts(action)) count += 1
      else return api.call(action, body, options)
      if (count !== at) return api.call(action, body, options)
      if (fault === 'killed before') throw new Killed()
      const outcome = await api.call(action, body, options)
      if (fault === 'killed after') throw new Killed()
      if (fault === 'answer lost')
        // what reads is asked again by the client itself
        return options?.tries === 'again' ? outcome : refusalOf('unclear')
      const again = await api.call(action, body, options)
      return options?.tries === 'again' ? outcome : again
    },
  }
}
