import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Effects } from '../../../pipeline/effects.ts'
import { statusText } from '../../../pipeline/report/status/text.ts'
import { accept } from '../../../pipeline/run/accept.ts'
import { acquire } from '../../../pipeline/run/acquire/acquire.ts'
import { openLedger } from '../../../pipeline/run/ledger/ledger.ts'
import { takeLock } from '../../../pipeline/run/lock.ts'
import { openLog } from '../../../pipeline/run/log/log.ts'
import { statusOf } from '../../../pipeline/run/status/status.ts'
import { readLastRun } from '../../../pipeline/run/unattended/last.ts'
import { runUnattended, type UnattendedOptions } from '../../../pipeline/run/unattended/run.ts'
import { build } from '../../../pipeline/run.ts'
import { sumsFault, treeOf } from '../../crash/project.ts'
import { rowsOf, TABLES } from '../../year/tables.ts'
import { addSource, csv, effects, machine, ROWS, type Site, site, yaml } from '../acquire/fake.ts'
import { temporary, write } from '../fake.ts'

const AED = 'https://www.city.asahino.example/aed.csv'
const TOILET = 'https://www.city.asahino.example/toilet.csv'
const toilets = `${rowsOf(TABLES.public_toilet)
  .map((row) => row.join(','))
  .join('\r\n')}\r\n`
let template = ''
const folders: string[] = []

beforeAll(async () => {
  template = temporary()
  folders.push(template)
  await addSource(template, 'aed.csv', csv(ROWS), `{ url: "${AED}" }`)
  await addSource(template, 'public_toilet.csv', toilets, `{ url: "${TOILET}", every: 毎日 }`)
  const publisher = path.join(template, 'sources/129992/publisher.yaml')
  // publish refuses what is nobody's
  fs.writeFileSync(
    publisher,
    fs.readFileSync(publisher, 'utf8').replace('asahino.example', 'asahino.city.jp'),
  )
  // and `run` what nobody accepted
  await accept(effects, machine, { root: template, date: '2025-04-01' })
  for (const made of ['dist', '.hiraku', 'sources/129992/history.yaml'])
    fs.rmSync(path.join(template, made), { recursive: true })
})
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

function project(): { root: string; from: Site } {
  const root = temporary()
  folders.push(root)
  fs.cpSync(template, root, { recursive: true })
  const from = site()
  from.files.set(AED, { name: 'aed.csv', content: csv(ROWS) })
  from.files.set(TOILET, { name: 'toilet.csv', content: toilets })
  return { root, from }
}

const at = (time: string): Effects => ({ ...effects, now: () => new Date(time) })

async function go(root: string, from: Site, time: string, more: Partial<UnattendedOptions> = {}) {
  const world = at(time)
  const log = openLog(world, path.join(root, '.hiraku'))
  return runUnattended(world, machine, { root, to: [], fetcher: from.fetcher, log, ...more })
}

const noteOf = (root: string, source: string) =>
  openLedger(effects, path.join(root, '.hiraku')).get(`129992/${source}`)
const codes = (result: Awaited<ReturnType<typeof go>>) =>
  [result, result.acquire, result.build, ...result.published].flatMap(({ problems }) =>
    problems
      .kinds()
      .filter(({ severity }) => severity !== 'info')
      .map(({ code }) => code),
  )

test('what is due is fetched, built, published; the next run does nothing', async () => {
  const { root, from } = project()
  const to = [`folder:${path.join(root, 'www')}`]
  const first = await go(root, from, '2025-04-10T03:00:00Z', { to })
  expect(codes(first).filter((code) => !/^run\/publish-|^validate\/unconfirmed$/.test(code))).toEqual([])
  expect(first).toMatchObject({ isWell: true, bugs: 0, build: { outcome: 'replaced' } })
  expect(fs.existsSync(path.join(root, 'www/SHA256SUMS'))).toBe(true)
  expect(noteOf(root, 'aed')).toMatchObject({
    built: '2025-04-10T03:00:00.000Z',
    checked: '2025-04-10T03:00:00.000Z',
    published: { [to[0] ?? '']: '2025-04-10T03:00:00.000Z' },
  })
  expect(yaml(root, 'sources/129992/history.yaml'), 'the list accepts itself').toHaveLength(1)

  from.asked.length = 0
  const soon = await go(root, from, '2025-04-10T04:00:00Z', { to })
  expect(from.asked).toEqual([])
  expect(soon).toMatchObject({
    isWell: true,
    acquire: { sources: { later: 2 } },
    build: { outcome: 'nothing' },
  })
  expect(soon.published[0]?.results[0]?.done).toMatchObject({ applied: 0, failed: 0 })

  const evening = await go(root, from, '2025-04-10T15:00:00Z', { to })
  expect(
    from.asked.map(({ origin }) => 'url' in origin && origin.url),
    'by `every`',
  ).toEqual([TOILET])
  expect(evening.build.outcome).toBe('nothing')
  expect((await go(root, from, '2025-04-10T15:01:00Z', { all: true })).acquire.sources.later).toBe(0)
})

test('one source fails, one is renewed, a portal is down: the rest is done', async () => {
  const { root, from } = project()
  await go(root, from, '2025-04-10T03:00:00Z')
  from.files.delete(TOILET)
  from.files.set(AED, { name: 'aed.csv', content: csv(ROWS.slice(0, 5)) })
  const www = `folder:${path.join(root, 'www')}`
  fs.writeFileSync(path.join(root, 'file'), '')
  const nowhere = `folder:${path.join(root, 'file', 'within')}`
  const result = await go(root, from, '2025-04-11T03:00:00Z', { to: [nowhere, www] })
  expect(codes(result)).toEqual(expect.arrayContaining(['acquire/not-found']))
  expect(result).toMatchObject({ isWell: false, acquire: { sources: { taken: 1, failed: 1 } } })
  expect(result.published.map(({ portal, results }) => [portal, results.length])).toEqual([
    [nowhere, 1],
    [www, 1],
  ])
  const name = '129992_aed'
  const at = (folder: string) =>
    fs.readFileSync(path.join(root, folder, 'datasets', name, `${name}.json`), 'utf8')
  expect(at('www')).toBe(at('dist'))
  expect(JSON.parse(at('www'))).toHaveLength(5)
  expect(noteOf(root, 'public_toilet').failures).toMatchObject([
    { stage: 'acquire', code: 'acquire/not-found' },
  ])
  expect(readLastRun(effects, path.join(root, '.hiraku'))).toMatchObject({
    isWell: false,
    portals: [
      { portal: nowhere, isDown: true },
      { portal: www, isDown: false },
    ],
  })

  // a portal that is no longer named is nobody's fault
  const ledger = openLedger(
    { ...effects, now: () => new Date('2025-04-11T03:00:30Z') },
    path.join(root, '.hiraku'),
  )
  ledger.fail('129992/aed', 'publish', { code: 'publish/file-absent', portal: nowhere })
  ledger.save()

  // a failed source is asked again at once, and mended
  from.files.set(TOILET, { name: 'toilet.csv', content: toilets })
  from.asked.length = 0
  const after = await go(root, from, '2025-04-11T03:01:00Z', { to: [www] })
  expect(from.asked).toHaveLength(1)
  expect(after.isWell).toBe(true)
  expect(noteOf(root, 'public_toilet').failures?.some(({ stage }) => stage === 'acquire')).not.toBe(true)
  await go(root, from, '2025-04-11T03:02:00Z')
  const found = await statusOf({ ...effects, now: () => new Date('2025-04-11T04:00:00Z') }, machine, { root })
  expect(readLastRun(effects, path.join(root, '.hiraku'))?.left).toEqual([nowhere, www].sort())
  expect(found.sources.flatMap(({ failures }) => failures)).toEqual([])
})

const CORRECTED =
  'corrections:\n  - { record: "aed/0005", field: 名称, before: 体育館, after: 市民体育館, reason: 看板のとおり }\n'

describe('what nobody accepted', () => {
  const jsonOf = (root: string, folder: string): unknown =>
    JSON.parse(fs.readFileSync(path.join(root, folder, 'datasets/129992_aed/129992_aed.json'), 'utf8'))

  test('does not come out: dist/ stays, and its neighbour, the lists and the sums agree', async () => {
    const { root, from } = project()
    const to = [`folder:${path.join(root, 'www')}`]
    await go(root, from, '2025-04-10T03:00:00Z', { to })
    const before = jsonOf(root, 'www')
    // a person corrects a cell and goes home; the neighbour has a row less
    write(root, { 'sources/129992/aed/corrections.yaml': CORRECTED })
    from.files.set(TOILET, { name: 'toilet.csv', content: toilets.split('\r\n').slice(0, -2).join('\r\n') })
    for (const time of ['2025-04-11T03:00:00Z', '2025-04-12T03:00:00Z']) {
      const result = await go(root, from, time, { to })
      expect(codes(result)).toContain('history/held-back')
      expect(codes(result).filter((code) => /withheld/.test(code))).toEqual([])
      expect(result.isWell).toBe(false)
      for (const folder of ['dist', 'www']) expect(jsonOf(root, folder)).toEqual(before)
      expect(treeOf(path.join(root, 'www'))).toEqual(treeOf(path.join(root, 'dist')))
      expect(sumsFault(path.join(root, 'www'))).toBeUndefined()
      expect(
        fs.readFileSync(path.join(root, 'www/datasets/129992_public_toilet/changes.json'), 'utf8'),
      ).toContain('1.1.0')
    }
    const status = await statusOf(at('2025-04-12T04:00:00Z'), machine, { root })
    expect(status.sources.find(({ source }) => source === '129992/aed')).toMatchObject({
      condition: 'waiting',
      failures: [],
      waiting: [
        { kind: 'not-accepted', since: '2025-04-11T03:00:00.000Z', command: 'hiraku accept 129992/aed' },
      ],
    })
    await accept(effects, machine, { root, date: '2025-04-12' })
    expect((await go(root, from, '2025-04-12T05:00:00Z', { to })).isWell).toBe(true)
    expect(jsonOf(root, 'www')).not.toEqual(before)
    expect(treeOf(path.join(root, 'www'))).toEqual(treeOf(path.join(root, 'dist')))
  })

  test('and a person built by hand: it stays here, what is accepted goes out, and nothing that is made of all', async () => {
    const { root, from } = project()
    const to = [`folder:${path.join(root, 'www')}`]
    await go(root, from, '2025-04-10T03:00:00Z', { to })
    const before = jsonOf(root, 'www')
    const catalogOf = (folder: string) =>
      fs.readFileSync(path.join(root, folder, 'catalog/catalog.jsonld'), 'utf8')
    const catalog = catalogOf('www')
    // a person corrects a cell and goes home
    write(root, { 'sources/129992/aed/corrections.yaml': CORRECTED })
    await build(effects, machine, { root })
    const result = await go(root, from, '2025-04-11T03:00:00Z', { to })
    expect(codes(result)).toContain('run/withheld-not-accepted')
    expect(result.isWell).toBe(false)
    expect(jsonOf(root, 'dist')).not.toEqual(before)
    expect(jsonOf(root, 'www')).toEqual(before)
    expect(catalogOf('www')).toBe(catalog)
    expect(catalogOf('dist')).not.toBe(catalog)
    const [one] = result.published.flatMap(({ problems }) =>
      problems.kinds().flatMap((kind) => kind.problems),
    )
    expect(one?.remedy.ja).toContain('hiraku accept 129992_aed')
    expect(`${one?.message.ja}${one?.message.en}`).toMatch(/1\.0\.0/)
    // it waits; neither the source nor the portal failed
    const status = await statusOf(at('2025-04-11T04:00:00Z'), machine, { root })
    expect(status.portals).toEqual([])
    expect(status.sources.find(({ source }) => source === '129992/aed')).toMatchObject({
      condition: 'waiting',
      failures: [],
      waiting: [{ kind: 'not-accepted', command: 'hiraku accept 129992/aed' }],
    })
    await accept(effects, machine, { root, date: '2025-04-11' })
    expect((await go(root, from, '2025-04-11T05:00:00Z', { to })).isWell).toBe(true)
    expect(jsonOf(root, 'www')).toEqual(jsonOf(root, 'dist'))
    expect(catalogOf('www')).toBe(catalogOf('dist'))
  })

  test('and never was: it is in no list, until somebody accepts it', async () => {
    const { root, from } = project()
    fs.rmSync(path.join(root, 'sources/129992/aed/history.yaml'))
    fs.rmSync(path.join(root, 'sources/129992/aed/changes'), { recursive: true, force: true })
    const result = await go(root, from, '2025-04-10T03:00:00Z', { to: [`folder:${path.join(root, 'www')}`] })
    expect(codes(result)).toContain('history/held-first')
    expect(fs.readdirSync(path.join(root, 'www/datasets')).sort()).toEqual([
      '129992_open_data_list',
      '129992_public_toilet',
    ])
    expect(sumsFault(path.join(root, 'www'))).toBeUndefined()
    expect(result.isWell).toBe(false)
    const status = await statusOf(at('2025-04-10T04:00:00Z'), machine, { root })
    expect(status.sources.find(({ source }) => source === '129992/aed')).toMatchObject({
      waiting: [{ kind: 'not-accepted', command: 'hiraku accept 129992/aed' }],
    })
  })

  test('an earlier version stays whole where its source does not build', async () => {
    const { root, from } = project()
    const to = [`folder:${path.join(root, 'www')}`]
    await go(root, from, '2025-04-10T03:00:00Z')
    from.files.set(AED, { name: 'aed.csv', content: csv(ROWS.slice(0, 5)) })
    const world = at('2025-04-11T03:00:00Z')
    await acquire(world, machine, { root, fetcher: from.fetcher })
    write(root, { 'sources/129992/aed/corrections.yaml': 'nonsense' })
    const result = await go(root, from, '2025-04-11T03:00:00Z', { to })
    expect(result.build.failed.count).toBe(1)
    expect(codes(result).filter((code) => /withheld/.test(code))).toEqual([])
    expect(jsonOf(root, 'www')).toHaveLength(6)
  })
})

test('a portal that is none, or has no token, is told before anything is fetched', async () => {
  const { root, from } = project()
  write(root, {
    'portals/city.yaml':
      'preset: ckan\nurl: https://portal.asahino.city.jp/\norganization: "{code}"\ntokenEnv: NO_SUCH_TOKEN\n',
  })
  for (const [to, code] of [
    ['nosuch', 'run/portal-unknown'],
    ['city', 'run/token-missing'],
    ['folder:', 'run/publish-folder-name'],
  ] as const)
    await expect(go(root, from, '2025-04-10T03:00:00Z', { to: [to] }), to).rejects.toMatchObject({
      problem: { code },
    })
  expect(from.asked).toEqual([])
  expect(fs.existsSync(path.join(root, 'dist'))).toBe(false)
  // a monitor hears of it, until a run goes well
  const status = () => statusOf(at('2025-04-10T04:00:00Z'), machine, { root })
  expect(await status()).toMatchObject({
    isWell: false,
    brokenRun: { since: '2025-04-10T03:00:00.000Z', code: 'run/publish-folder-name' },
  })
  await go(root, from, '2025-04-10T03:00:00Z')
  expect((await status()).brokenRun).toBeNull()
})

test('a run that is killed while it fetches leaves that it began', async () => {
  const { root, from } = project()
  const world = at('2025-04-10T03:00:00Z')
  const state = path.join(root, '.hiraku')
  let told: unknown
  let during: unknown
  const fetcher: UnattendedOptions['fetcher'] = {
    requests: () => 0,
    fetch: async () => {
      const [name = ''] = fs.readdirSync(path.join(state, 'log'))
      told = JSON.parse(fs.readFileSync(path.join(state, 'log', name), 'utf8').trim())
      during ??= (await statusOf(world, machine, { root })).brokenRun
      return new Promise(() => {})
    },
  }
  void go(root, { ...from, fetcher }, '2025-04-10T03:00:00Z')
  await vi.waitFor(() => expect(during).toBeDefined(), 5000)
  expect(told).toMatchObject({ stage: 'run', event: 'begin' })
  expect(during, 'it is at work').toBeNull()
  const lock: unknown = JSON.parse(fs.readFileSync(path.join(state, 'acquire.lock'), 'utf8'))
  expect(lock, 'by the name that a person knows').toMatchObject({ command: 'run' })
  expect(fs.readFileSync(path.join(state, '.gitignore'), 'utf8'), 'nothing of it gets into git').toBe('*\n')
  // its process is gone
  const dead = { ...at('2025-04-10T04:00:00Z'), processMark: () => undefined }
  const found = await statusOf(dead, machine, { root })
  expect(found).toMatchObject({
    isWell: false,
    brokenRun: { since: '2025-04-10T03:00:00.000Z', code: null, message: null },
  })
  expect(statusText(found, 'ja')).toMatch(/2025-04-10 12:00 に始まった自動実行は、途中で止まりました/)
})

test('a file that broke waits, and that is not well; its neighbour is published', async () => {
  const { root, from } = project()
  await go(root, from, '2025-04-10T03:00:00Z')
  from.files.set(AED, { name: 'aed.csv', content: csv(ROWS.slice(0, 2)) })
  const result = await go(root, from, '2025-04-11T03:00:00Z')
  expect(result).toMatchObject({ isWell: false, acquire: { sources: { waiting: 1, unchanged: 1 } } })
  expect(noteOf(root, 'aed').waiting).toMatchObject([{ kind: 'candidate' }])
})

test('a clock that was set back: everything is looked at, and it is told', async () => {
  const { root, from } = project()
  await go(root, from, '2025-04-10T03:00:00Z')
  from.asked.length = 0
  const result = await go(root, from, '2025-03-01T03:00:00Z')
  expect(from.asked).toHaveLength(2)
  expect(codes(result)).toEqual(['run/clock-back'])
  expect(result.milliseconds.acquire).toBeGreaterThanOrEqual(0)
  from.asked.length = 0
  await go(root, from, '2025-03-01T03:01:00Z')
  expect(from.asked).toEqual([])
})

test('where another is at work when it comes to build: the log says that it stopped, and why', async () => {
  const { root, from } = project()
  const state = path.join(root, '.hiraku')
  fs.mkdirSync(state, { recursive: true })
  const pid = 4_000_001
  const mark = (one: number) => (one === pid ? 'm' : effects.processMark(one))
  const lock = takeLock({ ...effects, pid: () => pid, processMark: mark }, state, 'build')
  const world = { ...at('2025-04-10T03:00:00Z'), processMark: mark }
  const log = openLog(world, state)
  const options = { root, to: [], fetcher: from.fetcher, log }
  await expect(runUnattended(world, machine, options)).rejects.toThrow(/hiraku build is running/)
  lock.release()
  const [name = ''] = fs.readdirSync(path.join(state, 'log'))
  const [last = ''] = fs
    .readFileSync(path.join(state, 'log', name), 'utf8')
    .trim()
    .split('\n')
    .slice(-1)
  expect(JSON.parse(last)).toMatchObject({ stage: 'run', event: 'stopped', code: 'run/locked' })
  expect(readLastRun(effects, state), 'it did not end').toBeUndefined()
})

test('only one source: its neighbours are neither asked nor published', async () => {
  const { root, from } = project()
  const to = [`folder:${path.join(root, 'www')}`]
  await go(root, from, '2025-04-10T03:00:00Z', { only: '129992/aed', to })
  expect(from.asked).toHaveLength(1)
  expect(fs.readdirSync(path.join(root, 'www/datasets'))).toEqual(['129992_aed'])
})

test('its log names no person, no token and no query', async () => {
  const { root, from } = project()
  from.files.delete(TOILET)
  write(root, {
    'sources/129992/aed/corrections.yaml':
      'corrections:\n  - { record: aed/0009, field: 名称, before: 山田太郎, after: 山田花子, reason: r }\n',
  })
  await go(root, from, '2025-04-10T03:00:00Z', { to: [`folder:${path.join(root, 'www')}?token=SECRET`] })
  const folder = path.join(root, '.hiraku', 'log')
  const [name = ''] = fs.readdirSync(folder)
  expect(name).toMatch(/^20250410T030000Z-\d+\.jsonl$/)
  const lines = fs.readFileSync(path.join(folder, name), 'utf8').trim().split('\n')
  const events: unknown[] = lines.map((line) => JSON.parse(line))
  for (const event of events)
    expect(event).toMatchObject({
      time: '2025-04-10T03:00:00.000Z',
      run: name.replace('.jsonl', ''),
      level: /./,
      stage: /./,
    })
  const state = fs
    .readdirSync(path.join(root, '.hiraku'))
    .filter((one) => /\.jsonl?$/.test(one))
    .map((one) => fs.readFileSync(path.join(root, '.hiraku', one), 'utf8'))
  for (const text of [...lines, ...state]) {
    expect(text).not.toMatch(/山田|SECRET/)
  }
  expect(lines.join('\n')).toMatch(/reconcile\/|"stage":"build","code"/)
})
