/** The client of the API against live CKANs: what it sends they take, what they refuse it tells. */
import { createHash, randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { sendHttp } from '../../pipeline/effects-http.ts'
import { createHttpClient } from '../../pipeline/lib/http/client.ts'
import { isObject } from '../../pipeline/lib/object.ts'
import { checkAccess } from '../../pipeline/publish/ckan/access.ts'
import type { CkanApi, CkanOutcome } from '../../pipeline/publish/ckan/api.ts'
import { createCkanApi } from '../../pipeline/publish/ckan/call.ts'
import { describeLive, freshOrganization, must, type Organization, type Server } from '../helpers/ckan.ts'

function apiOf(server: Pick<Server, 'url'>, token: string | undefined, path = '/'): CkanApi {
  const limits = { concurrency: 4, perSecond: 1000, timeoutSeconds: 60, tries: 3 }
  const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
  const client = createHttpClient(
    { send: sendHttp, pause, now: () => new Date(), chance: randomBytes },
    limits,
  )
  return createCkanApi({ id: 'live', url: `${server.url}${path}`, limits }, token, client)
}

const objectOf = (outcome: CkanOutcome): { readonly [key: string]: unknown } => {
  if (outcome.refusal !== undefined) throw new Error(JSON.stringify(outcome.refusal))
  if (!isObject(outcome.result)) throw new Error('no object')
  return outcome.result
}
const code = ({ refusal }: CkanOutcome) => refusal && `${refusal.kind} ${refusal.problem.code}`

describeLive('the API', (server) => {
  let own: Organization
  let api: CkanApi
  beforeAll(async () => {
    own = await freshOrganization(server, 'b')
    api = apiOf(server, own.token)
  })
  const dataset = async (name: string) =>
    objectOf(await api.call('package_create', { name: `${own.name}-${name}`, owner_org: own.id }))

  test('JSON goes there and back', async () => {
    const made = await dataset('json')
    const changed = await api.call('package_patch', {
      id: String(made.id),
      title: '避難所 "一覧"\r\n😀',
      extras: [{ key: 'identifier', value: 'https://example.com/' }],
    })
    expect(objectOf(changed).title).toBe('避難所 "一覧"\r\n😀')
    expect(
      objectOf(await api.call('package_show', { id: String(made.id) }, { tries: 'again' })),
    ).toMatchObject({
      title: '避難所 "一覧"\r\n😀',
      extras: [{ key: 'identifier', value: 'https://example.com/' }],
    })
  })

  test('several files go up in one request with the fields, and come back byte for byte', async () => {
    const made = await dataset('files')
    const files = ['csv', 'json', 'bin'].map((key) => ({
      key,
      bytes: randomBytes(key === 'bin' ? 3_000_000 : 5000),
    }))
    const before = api.requests()
    const outcome = await api.call(
      'package_revise',
      {
        match: { id: String(made.id), metadata_modified: String(made.metadata_modified) },
        update__resources__extend: files.map(({ key }) => ({
          name: `施設 ${key}`,
          format: key.toUpperCase(),
          ours: key,
        })),
      },
      {
        uploads: files.map(({ key, bytes }, i) => ({
          field: `update__resources__${i}__upload`,
          fileName: `${key}.${key}`,
          mediaType: 'application/octet-stream',
          body: {
            bytes: bytes.length,
            chunks: function* () {
              for (let at = 0; at < bytes.length; at += 1 << 16) yield bytes.subarray(at, at + (1 << 16))
            },
          },
        })),
      },
    )
    expect(api.requests() - before).toBe(1)
    const { package: revised } = objectOf(outcome)
    const resources = isObject(revised) && Array.isArray(revised.resources) ? revised.resources : []
    expect(resources.map(({ name, ours, size }) => [name, ours, size])).toEqual(
      files.map(({ key, bytes }) => [`施設 ${key}`, key, bytes.length]),
    )
    for (const [i, { bytes }] of files.entries()) {
      const found = await api.download(String(resources[i]?.url))
      if (found.problem !== undefined) throw new Error(found.problem.message.en)
      const hash = createHash('sha256')
      for await (const chunk of found.chunks) hash.update(chunk)
      expect(hash.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
    }
  })

  test('a dataset that another has changed meanwhile is not revised', async () => {
    const made = await dataset('match')
    const outcome = await api.call('package_revise', {
      match: { id: String(made.id), metadata_modified: '2000-01-01T00:00:00' },
      update: { notes: 'x' },
    })
    expect(code(outcome)).toBe('invalid publish/portal-invalid')
    expect(outcome.refusal?.errors).toHaveProperty('match')
  })

  test.each<readonly [string, string, (own: Organization) => Parameters<CkanApi['call']>[1], string, RegExp]>(
    [
      [
        'what is not there',
        'package_show',
        () => ({ id: 'nowhere' }),
        'not-found publish/not-found',
        /Not found/,
      ],
      [
        'an action that is not there',
        'no_such_action',
        () => ({}),
        'invalid publish/no-action',
        /no_such_action/,
      ],
      [
        'a body that is no object',
        'package_show',
        () => [1],
        'invalid publish/portal-invalid',
        /Bad request/,
      ],
      [
        'a name and tags that CKAN does not take',
        'package_create',
        ({ id }) => ({ name: '日本語', owner_org: id, tags: [{ name: '税' }, { name: '子育て・教育' }] }),
        'invalid publish/portal-invalid',
        /name: .*tags: .*税.*子育て・教育/,
      ],
      [
        'what only a sysadmin may do',
        'package_create',
        ({ id }) => ({ name: 'b-with-id', owner_org: id, id: '8fb3a3bf-e693-4fbf-ac7b-30ad3c0ff23e' }),
        'invalid publish/portal-invalid',
        /id: /,
      ],
      [
        'an organization that is not there as one that is not ours: only the check of access tells them apart',
        'package_create',
        () => ({ name: 'b-of-others', owner_org: 'nowhere-at-all' }),
        'not-allowed publish/not-allowed',
        /権限がありません/,
      ],
    ],
  )('refuses %s', async (_, action, body, expected, says) => {
    const outcome = await api.call(action, body(own))
    expect(code(outcome)).toBe(expected)
    expect(outcome.refusal?.problem.message.ja).toMatch(says)
    expect(JSON.stringify(outcome)).not.toContain(own.token)
  })

  test('an address that is not the API', async () => {
    expect(code(await apiOf(server, own.token, '/dataset/').call('package_show', {}))).toBe(
      'not-ckan publish/not-ckan',
    )
  })

  test('a file larger than the portal takes', async () => {
    const made = await dataset('large')
    // ckan.max_resource_size is 10 MB unless the portal says otherwise
    const chunk = new Uint8Array(1 << 20)
    const outcome = await api.call(
      'resource_create',
      { package_id: String(made.id), name: 'large' },
      {
        uploads: [
          {
            field: 'upload',
            fileName: 'large.bin',
            mediaType: 'application/octet-stream',
            body: { bytes: 12 << 20, chunks: () => Array.from({ length: 12 }, () => chunk) },
          },
        ],
      },
    )
    expect(code(outcome)).toBe('too-large publish/too-large')
    expect(outcome.refusal?.problem.message.ja).toContain('12.6 MB')
    expect(objectOf(await api.call('package_show', { id: String(made.id) })).resources).toEqual([])
  })

  test('who may publish, and who may not and why', async () => {
    const codes = async (token: string | undefined, organization: string) =>
      (await checkAccess(apiOf(server, token), organization)).map((problem) => problem.code)
    expect(await codes(own.token, own.name)).toEqual([])
    expect(await codes(own.token, own.id)).toEqual([])
    expect(await codes(server.sysadminToken, own.name)).toEqual([])
    expect(await codes(own.token, 'nowhere-at-all')).toEqual(['publish/organization-unknown'])
    expect(await codes(`${own.token.slice(0, -4)}AAAA`, own.name)).toEqual(['publish/token-wrong'])
    expect(await codes(undefined, own.name)).toEqual(['publish/token-wrong'])
    const other = await freshOrganization(server, 'b')
    expect(await codes(other.token, own.name)).toEqual(['publish/no-right'])
    await must(server, server.sysadminToken, 'organization_member_create', {
      id: own.id,
      username: other.user,
      role: 'member',
    })
    expect(await codes(other.token, own.name)).toEqual(['publish/no-right'])
  })

  test('a wrong token is refused when it writes', async () => {
    const outcome = await apiOf(server, 'wrong-token').call('package_create', {
      name: 'x',
      owner_org: own.id,
    })
    expect(code(outcome)).toBe('not-allowed publish/not-allowed')
    expect(JSON.stringify(outcome)).not.toContain('wrong-token')
  })
})
