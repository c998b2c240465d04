/**
 * `hiraku publish` as a person runs it, against a live CKAN: plan, apply, nothing left, verify; and killed at any
 * moment it ends in the same state. HIRAKU_KILLS sets how often it is killed (50 by hand, fewer in CI).
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeLive, freshOrganization, must, type Organization, type Server } from '../helpers/ckan.ts'
import { type StateOfDataset, stateOf } from '../helpers/ckan-state.ts'
import { chance } from '../helpers/fault-proxy.ts'
import { type PublishingProject, publishingProject } from '../helpers/publishing.ts'

const KILLS = Number(process.env['HIRAKU_KILLS'] ?? 3)
const LONGEST = 3000

describeLive('hiraku publish', (server: Server) => {
  let organization: Organization
  let one: PublishingProject
  let other: PublishingProject
  let env: Readonly<Record<string, string>>
  const clean: (readonly StateOfDataset[])[] = []
  const APPLY = ['publish', '--to', 'city', '--apply', '--json']

  beforeAll(async () => {
    organization = await freshOrganization(server, 'command')
    env = { HIRAKU_TOKEN: organization.token }
    one = publishingProject()
    other = publishingProject(
      'contact: { name: 情報推進課, email: digital@city.example.jp }\ncsvShiftJis: true\n',
    )
    for (const project of [one, other]) {
      project.write(
        'portals/city.yaml',
        `preset: ckan\nurl: ${server.url}/\norganization: ${organization.name}\nname: "${organization.name}-{slug}"\nlimits: { concurrency: 2, perSecond: 1000 }\n`,
      )
    }
  }, 120_000)
  afterAll(() => {
    one.remove()
    other.remove()
  })

  const published = (project: PublishingProject, args = APPLY) => {
    const { status, stdout, stderr } = project.run(args, env)
    expect(`${status} ${status === 0 ? '' : stderr}`).toBe('0 ')
    return JSON.parse(stdout)
  }

  test('the plan says what would be done, in words, and does nothing', async () => {
    const { status, stdout, stderr } = one.run(['publish', '--to', 'city', '--lang', 'ja'], env)
    expect(status).toBe(0)
    expect(stdout).toContain('新規\t評価区分一覧')
    expect(stderr).toContain('まだ何も送っていません')
    expect(await stateOf(server, organization)).toEqual([])
  })

  test('applied, every dataset is there; again, one request tells that nothing is to be sent; verify agrees', async () => {
    const first = published(one)
    expect(first.plan).toMatchObject({ create: 11, change: 0, unchanged: 0, retire: 0 })
    expect(first.done).toMatchObject({ applied: 11, failed: 0 })
    const state = await stateOf(server, organization)
    expect(state.map(({ name }) => name)).toHaveLength(11)
    for (const { resources } of state) expect(resources.length).toBeGreaterThan(3)
    expect(state.every(({ resources }) => resources[0]?.table !== undefined)).toBe(true)
    clean.push(state)

    const again = published(one)
    expect(again.plan).toMatchObject({ create: 0, change: 0, unchanged: 11, retire: 0 })
    expect(again.requests).toBe(1)
    expect(published(one, ['publish', '--to', 'city', '--verify', '--json']).done).toMatchObject({
      verified: 11,
      failed: 0,
    })
    published(other)
    clean.push(await stateOf(server, organization))
    expect(clean[1]).not.toEqual(clean[0])
  }, 180_000)

  test(
    `killed at ${KILLS} moments, the next run ends in the state that it should`,
    async () => {
      let killed = 0
      for (let turn = 0; turn < KILLS; turn += 1) {
        const which = turn % 2
        const project = which === 0 ? one : other
        const after = 300 + chance(7, turn, 0) * LONGEST
        if (await project.runKilled(APPLY, env, after)) killed += 1
        published(project)
        const state = await stateOf(server, organization)
        expect(blanksAlike(state), `killed after ${Math.round(after)} ms`).toEqual(blanksAlike(clean[which]))
      }
      process.stderr.write(
        `CKAN ${server.version}: killed ${killed} of ${KILLS} publishes while they were at work\n`,
      )
      expect(killed).toBeGreaterThan(0)
    },
    KILLS * 90_000 + 60_000,
  )

  test('verify sees a row that was changed and a file that was replaced at the portal', async () => {
    const [dataset] = (
      await must(server, organization.token, 'package_search', {
        fq: `organization:${organization.name}`,
        q: `name:${organization.name}-ict_plan_ratings`,
      })
    ).results
    const [csv, , json] = dataset.resources
    await must(server, organization.token, 'datastore_upsert', {
      resource_id: csv.id,
      force: true,
      method: 'upsert',
      records: [{ ID: 'exceeded', 意味: '手で書き換えた' }],
    })
    await must(server, organization.token, 'resource_patch', { id: json.id, name: json.name }, [
      { field: 'upload', fileName: 'other.json', bytes: '[]', mediaType: 'application/json' },
    ])
    const last = (KILLS - 1) % 2 === 0 ? one : other
    const { status, stdout } = last.run(['publish', '--to', 'city', '--verify', '--json'], env)
    expect(status).toBe(1)
    const { done, problems } = JSON.parse(stdout)
    expect(done).toMatchObject({ verified: 10, failed: 1 })
    expect(JSON.stringify(problems)).toContain('手で書き換えた')
    expect(problems.length).toBeGreaterThan(1)
  }, 60_000)
})

/** A field that was never set is null at the portal, one that was taken back is ''. */
function blanksAlike(state: readonly StateOfDataset[] | undefined): unknown {
  return JSON.parse(JSON.stringify(state, (_, value: unknown) => (value === '' ? null : value)))
}
