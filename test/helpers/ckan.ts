/**
 * The live CKANs of the tests (scripts/ckan.sh starts them): a suite for each, an organization of its own with the
 * token of an editor, and plain calls. Without a server the suite is skipped with a line; with CI=true it fails.
 */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Agent, FormData, fetch } from 'undici'
import { afterAll, describe, expect, test } from 'vitest'
import { isObject } from '../../pipeline/lib/object.ts'
import { PACKAGE } from './job.ts'

/** What must be there in CI. */
export const VERSIONS: readonly string[] = ['2.11.6', '2.12.0']

const HOMES = path.resolve(process.env['HIRAKU_CKAN'] ?? path.join(PACKAGE, '.hiraku/ckan'))
// test/helpers/offline.ts turns the network off; these servers are on this machine
const dispatcher = new Agent()

/** One CKAN that answers. */
export interface Server {
  readonly version: string
  /** without a slash at its end */
  readonly url: string
  readonly sysadminToken: string
}

/** An organization of this test alone. */
export interface Organization {
  readonly id: string
  readonly name: string
  readonly user: string
  /** of an editor of this organization, who is nothing else */
  readonly token: string
  /** takes away its datasets, itself and its user; done at the end of the suite anyway */
  readonly purge: () => Promise<void>
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** undefined where it was refused, or is no answer of CKAN's */
  // biome-ignore lint/suspicious/noExplicitAny: what a portal says is looked into freely by tests
  readonly result: any
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  readonly error: any
}

export interface UploadOf {
  readonly field: string
  readonly fileName: string
  readonly bytes: Uint8Array | string
  readonly mediaType?: string
}

/** Calls an action as it is, with a JSON body, or as a form where there are files. No token: as anybody. */
export async function call(
  server: Pick<Server, 'url'>,
  token: string | undefined,
  action: string,
  body: Readonly<Record<string, unknown>> = {},
  uploads: readonly UploadOf[] = [],
): Promise<Answer> {
  const form = new FormData()
  for (const [key, value] of Object.entries(body))
    form.append(key, typeof value === 'string' ? value : JSON.stringify(value))
  for (const upload of uploads)
    form.append(
      upload.field,
      new Blob([Buffer.from(upload.bytes)], { type: upload.mediaType ?? 'text/csv' }),
      upload.fileName,
    )
  const answer = await fetch(`${server.url}/api/3/action/${action}`, {
    dispatcher,
    method: 'POST',
    headers: {
      ...(token === undefined ? {} : { authorization: token }),
      ...(uploads.length > 0 ? {} : { 'content-type': 'application/json' }),
    },
    body: uploads.length > 0 ? form : JSON.stringify(body),
  })
  const text = await answer.text()
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    said = undefined
  }
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    text,
    result: isObject(said) ? said['result'] : undefined,
    error: isObject(said) ? said['error'] : said,
  }
}

/** What the action gives; a refusal is a failure of the test. */
// biome-ignore lint/suspicious/noExplicitAny: what a portal says is looked into freely by tests
export async function must(...of: Parameters<typeof call>): Promise<any> {
  const answer = await call(...of)
  if (answer.status !== 200)
    throw new Error(`${of[2]}: ${answer.status} ${JSON.stringify(answer.error ?? answer.text).slice(0, 500)}`)
  return answer.result
}

/** The bytes that the portal serves under an address of its own, by whatever host it calls itself. */
export async function download(server: Server, url: string, token = server.sysadminToken): Promise<Buffer> {
  const at = new URL(url, server.url)
  const answer = await fetch(`${server.url}${at.pathname}`, { dispatcher, headers: { authorization: token } })
  if (!answer.ok) throw new Error(`${at.pathname}: ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}

/** All datasets of an organization as `package_show` gives them to a sysadmin, drafts and private ones too. */
// biome-ignore lint/suspicious/noExplicitAny: what a portal says is looked into freely by tests
export async function datasetsOf(server: Server, organization: { readonly id: string }): Promise<any[]> {
  const found = await must(server, server.sysadminToken, 'package_search', {
    fq: `owner_org:${organization.id}`,
    include_private: true,
    include_drafts: true,
    rows: 1000,
    sort: 'name asc',
  })
  const shown = []
  for (const { id } of found.results)
    shown.push(await must(server, server.sysadminToken, 'package_show', { id }))
  return shown
}

/** Tells the purge of a suite what to do at its end. */
const made = new Map<Server, (() => Promise<void>)[]>()

/** A new organization, and a new user who is its editor and nothing more. */
export async function freshOrganization(server: Server, prefix = 'test'): Promise<Organization> {
  // letters only: CKAN's search cuts at digits, and would find a lone 6 or a of the organization's name in any dataset
  const unique = randomUUID()
    .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '')
    .replaceAll('-', '')
    .slice(0, 14)
  const name = `${prefix}-${unique}`
  const user = `${prefix}-editor-${unique}`
  const admin = server.sysadminToken
  const { id } = await must(server, admin, 'organization_create', { name, title: `試験${unique}` })
  await must(server, admin, 'user_create', {
    name: user,
    email: `${user}@example.com`,
    password: randomUUID(),
  })
  await must(server, admin, 'organization_member_create', { id, username: user, role: 'editor' })
  const { token } = await must(server, admin, 'api_token_create', { user, name: 'tests' })
  let gone = false
  const purge = async (): Promise<void> => {
    if (gone) return
    gone = true
    for (const dataset of await datasetsOf(server, { id })) {
      for (const resource of dataset.resources)
        if (resource.datastore_active)
          await call(server, admin, 'datastore_delete', { resource_id: resource.id, force: true })
      await must(server, admin, 'dataset_purge', { id: dataset.id })
    }
    await must(server, admin, 'organization_purge', { id })
    await must(server, admin, 'user_delete', { id: user })
  }
  made.get(server)?.push(purge)
  return { id, name, user, token, purge }
}

/** Where this server says it is, if it is one that `scripts/ckan.sh` of this tree has started. */
export async function lookFor(name: string): Promise<Server | undefined> {
  const home = path.join(HOMES, name)
  try {
    const address: unknown = JSON.parse(fs.readFileSync(path.join(home, 'address.json'), 'utf8'))
    if (!isObject(address)) return undefined
    const { version, url } = address
    // a copy of a tree has the other's address
    if (typeof version !== 'string' || typeof url !== 'string' || address['home'] !== home) return undefined
    const server = {
      version,
      url,
      sysadminToken: fs.readFileSync(path.join(home, 'token'), 'utf8').trim(),
    }
    const status = await call(server, undefined, 'status_show')
    // only its own sysadmin may ask this: another server may have got its port
    const ours = await call(server, server.sysadminToken, 'config_option_list')
    return status.result?.ckan_version === version && ours.status === 200 ? server : undefined
  } catch {
    return undefined
  }
}

const servers = await Promise.all(VERSIONS.map(lookFor))

/** Registers the suite once for each live CKAN. What `freshOrganization` makes in it is purged at its end. */
export function describeLive(name: string, suite: (server: Server) => void): void {
  VERSIONS.forEach((version, index) => {
    const server = servers[index]
    if (server !== undefined)
      describe(`${name} (CKAN ${version})`, () => {
        const own = { ...server }
        made.set(own, [])
        afterAll(async () => {
          for (const purge of made.get(own) ?? []) await purge()
        })
        suite(own)
      })
    else if (process.env['CI'] === 'true')
      test(`${name} (CKAN ${version})`, () => {
        expect.unreachable(
          `CKAN ${version} does not answer: scripts/ckan.sh install && scripts/ckan.sh start`,
        )
      })
    else test.skip(`${name} (CKAN ${version} is not running here: scripts/ckan.sh install, start)`, () => {})
  })
}
