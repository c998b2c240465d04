import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendEntries } from '../../../pipeline/history/index.ts'
import { isObject } from '../../../pipeline/lib/object.ts'
import { statusHtml } from '../../../pipeline/report/status/html.ts'
import type { Status } from '../../../pipeline/report/status/model.ts'
import { statusText } from '../../../pipeline/report/status/text.ts'
import { accept } from '../../../pipeline/run/accept.ts'
import { openLedger } from '../../../pipeline/run/ledger/ledger.ts'
import { takeLock } from '../../../pipeline/run/lock.ts'
import { safeWords } from '../../../pipeline/run/log/safe.ts'
import { statusOf } from '../../../pipeline/run/status/status.ts'
import { lastVersions } from '../../../pipeline/run/status/versions.ts'
import { loadWords } from '../../../pipeline/run/status/words.ts'
import { createGates } from '../../../pipeline/validate/index.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { declare, temporary, write } from '../fake.ts'
import { at, eventful, machineIn, real } from './project.ts'

const NOW = '2025-04-10T03:00:00Z'
let root = ''
let status: Status
beforeAll(async () => {
  root = await eventful()
  status = await statusOf(at(NOW), machineIn(root), { root })
})
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

const of = (source: string) => status.sources.find((one) => one.source === source)

test('the worst first, and what each of them is', () => {
  expect(status.sources.map(({ source, condition }) => `${source} ${condition}`)).toEqual([
    'aaa/broken failed',
    'aaa/never failed',
    'aaa/open waiting',
    'aaa/newer waiting',
    'aaa/draft waiting',
    'aaa/late overdue',
    'aaa/open_data_list well',
    'aaa/well well',
  ])
})

test('what a person does is a command', () => {
  expect(of('aaa/broken')?.failures).toMatchObject([
    {
      stage: 'build',
      code: 'fake/wrong',
      since: '2025-04-01T00:00:00.000Z',
      command: 'hiraku build --only aaa/broken',
    },
  ])
  expect(of('aaa/newer')?.waiting).toMatchObject([
    {
      kind: 'candidate',
      see: 'hiraku acquire --only aaa/newer',
      command: 'hiraku acquire --only aaa/newer',
      folder: '.hiraku/candidates/aaa/newer',
    },
  ])
  expect(of('aaa/open')?.waiting).toMatchObject([
    { kind: 'not-accepted', since: '2025-04-01T00:00:00.000Z', command: 'hiraku accept aaa/open' },
  ])
  expect(of('aaa/never')?.waiting).toMatchObject([{ kind: 'not-built' }])
  expect(of('aaa/late')).toMatchObject({
    overdue: '2025-02-24T00:00:00.000Z',
    datasets: [{ version: '1.0.0', date: '2025-01-10' }],
  })
  expect(of('aaa/well')).toMatchObject({
    published: { bodik: '2025-04-09T18:01:00.000Z' },
    waiting: [],
    failures: [],
  })
  expect(status).toMatchObject({ isWell: false, isKnown: true })
})

test('of a newer file, only what `--take` would do is proposed', async () => {
  const own = temporary()
  fs.cpSync(root, own, { recursive: true })
  const sha256 = '3f2a9c01'.repeat(8)
  const seen = async (builds: boolean | undefined, of = sha256) => {
    const ledger = openLedger(at(NOW), path.join(own, '.hiraku'))
    ledger.set('aaa/newer', { waiting: [{ kind: 'candidate', since: '2025-04-02T00:00:00.000Z', sha256 }] })
    ledger.save()
    const told = {
      ...{ sha256: of, name: 'x.csv', since: '2025-04-02T00:00:00.000Z', asked: '', held: false },
      ...{ code: 'run/candidate-dropped', message: { ja: '減った', en: 'fewer' }, builds },
    }
    const file = path.join(own, '.hiraku/candidates/aaa/newer/told.json')
    if (builds === undefined) fs.rmSync(file, { force: true })
    else write(own, { '.hiraku/candidates/aaa/newer/told.json': JSON.stringify(told) })
    const found = await statusOf(at(NOW), machineIn(own), { root: own, only: 'aaa/newer' })
    const [one] = found.sources[0]?.waiting ?? []
    return [
      one?.command,
      one?.takes,
      /--take refuses/.test(statusText(found, 'en')),
      statusHtml(found, 'ja').includes('--take もできません'),
    ]
  }
  const see = 'hiraku acquire --only aaa/newer'
  // the first reason, and how many there are beside it
  const several = async (more: number | undefined) => {
    const ledger = openLedger(at(NOW), path.join(own, '.hiraku'))
    const message = { ja: '減った', en: 'fewer' }
    ledger.set('aaa/newer', { waiting: [{ kind: 'candidate', since: '2025-04-02T00:00:00.000Z', sha256 }] })
    ledger.fail('aaa/newer', 'acquire', { code: 'run/candidate-dropped', message })
    ledger.save()
    const since = '2025-04-02T00:00:00.000Z'
    const told = {
      sha256,
      name: 'x.csv',
      since,
      asked: '',
      held: false,
      code: 'run/candidate-dropped',
      message,
    }
    const kept = JSON.stringify({ ...told, builds: true, ...(more === undefined ? {} : { more }) })
    write(own, { '.hiraku/candidates/aaa/newer/told.json': kept })
    const found = await statusOf(at(NOW), machineIn(own), { root: own, only: 'aaa/newer' })
    return [statusText(found, 'ja'), statusText(found, 'en'), statusHtml(found, 'ja')]
  }
  expect(await several(2)).toEqual([
    expect.stringContaining('減った（ほか 2 件）'),
    expect.stringContaining('fewer (and 2 more)'),
    expect.stringContaining('減った（ほか 2 件）'),
  ])
  for (const text of await several(undefined)) expect(text).not.toMatch(/（ほか \d|\(and \d/)
  expect(await seen(true)).toEqual([`${see} --take=3f2a9c01`, true, false, false])
  expect(await seen(false)).toEqual([see, false, true, true])
  expect(await seen(undefined), 'nobody knows').toEqual([see, undefined, false, false])
  expect(await seen(true, 'b'.repeat(64)), 'of another file').toEqual([see, undefined, false, false])
  fs.rmSync(own, { recursive: true })
})

test('a site that is gone is a failure, though a newer file waits; and it says which column, which address', async () => {
  const own = temporary()
  fs.cpSync(root, own, { recursive: true })
  const ledger = openLedger(at(NOW), path.join(own, '.hiraku'))
  const message = {
    ja: 'https://www.city.example.jp/x.csv?token=SECRET にファイルがありません（404）。',
    en: 'There is no file at https://www.city.example.jp/x.csv?token=SECRET (404).',
  }
  const severity = 'error' as const
  ledger.fail('aaa/newer', 'acquire', {
    code: 'acquire/not-found',
    ...safeWords({ code: 'acquire/not-found', message, where: { file: 'source.yaml' } }),
  })
  const cell = { ja: '090-1234-5678', en: '090-1234-5678' }
  const where = { file: 'x.csv', row: 7, header: '設置位置', actual: cell.ja, severity }
  ledger.fail('aaa/well', 'build', {
    code: 'normalize/date',
    ...safeWords({ code: 'normalize/date', message: cell, where }),
  })
  ledger.save()
  const found = await statusOf(at(NOW), machineIn(own), { root: own })
  const newer = found.sources.find(({ source }) => source === 'aaa/newer')
  expect(newer).toMatchObject({ condition: 'failed', waiting: [{ kind: 'candidate' }] })
  const text = statusText(found, 'ja')
  expect(text).toContain('https://www.city.example.jp/x.csv にファイルがありません（404）')
  expect(text).toContain('列「設置位置」、7 行目：')
  expect(statusHtml(found, 'en')).toContain('column &quot;設置位置&quot;, row 7')
  expect(text + statusHtml(found, 'ja') + JSON.stringify(found)).not.toMatch(/SECRET|090/)
  expect(schemaFaults(found)).toEqual([])
  fs.rmSync(own, { recursive: true })
})

test('accepted and not built anew: build, not accept; and a count beside its own version', async () => {
  const own = temporary()
  write(own, {
    'sources/aaa/publisher.yaml': '{"code":"111111"}',
    'sources/aaa/one/source.yaml': declare({ ones: [{ identifier: '1' }] }),
  })
  const machine = machineIn(own)
  await accept(at('2025-01-10T00:00:00Z'), machine, { root: own, date: '2025-01-10' })
  const before = temporary()
  fs.cpSync(path.join(own, 'dist'), before, { recursive: true })
  write(own, { 'sources/aaa/one/source.yaml': declare({ ones: [{ identifier: '1' }, { identifier: '2' }] }) })
  await accept(at('2025-02-10T00:00:00Z'), machine, { root: own, date: '2025-02-10' })
  const look = async () => (await statusOf(at(NOW), machine, { root: own, only: 'aaa/one' })).sources[0]
  expect(await look()).toMatchObject({ condition: 'well', datasets: [{ records: 2, version: '1.1.0' }] })
  // as acquire leaves it: the history knows the newer version, dist/ does not
  fs.rmSync(path.join(own, 'dist'), { recursive: true })
  fs.cpSync(before, path.join(own, 'dist'), { recursive: true })
  const behind = await look()
  expect(behind).toMatchObject({
    condition: 'waiting',
    datasets: [{ records: 1, version: '1.0.0', date: null }],
    waiting: [{ kind: 'behind', command: 'hiraku build --only aaa/one' }],
  })
  expect(behind?.waiting).toHaveLength(1)
  expect(schemaFaults(await statusOf(at(NOW), machine, { root: own }))).toEqual([])
  for (const folder of [own, before]) fs.rmSync(folder, { recursive: true })
})

/** What the published schema has against it. */
function schemaFaults(found: Status): unknown {
  const gate = createGates((name): unknown =>
    JSON.parse(fs.readFileSync(path.join(PACKAGE, 'schemas', name), 'utf8')),
  )('published/status.schema.json')
  return gate?.(JSON.parse(JSON.stringify(found)))
}

test('as JSON it is as its schema says', () => {
  expect(schemaFaults(status)).toEqual([])
})

test.each(['ja', 'en'] as const)('as text and as a page (%s) it says all, and no more than that', (lang) => {
  const text = statusText(status, lang)
  const page = statusHtml(status, lang)
  expect(text.split('\n')[0]).toMatch(
    lang === 'ja' ? /^要確認: 失敗 2 件、確認待ち/ : /^ATTENTION: 2 failed, /,
  )
  for (const said of [text, page]) {
    for (const { source, condition } of status.sources)
      if (condition !== 'well') expect(said).toContain(source)
    expect(said).toContain('hiraku accept aaa/open')
    expect(said).toContain('2025-04-01 09:00')
    expect(said).not.toMatch(/SECRET|undefined|\[object|NaN|\{\w+\}/)
  }
  expect(page).not.toMatch(/<script|https?:\/\//)
})

test('of two portals the one that refused is named; one that is no longer published to is forgotten', async () => {
  const own = temporary()
  write(own, { 'sources/aaa/publisher.yaml': '{"code":"111111"}' })
  write(own, { 'sources/aaa/one/source.yaml': declare({ ones: [{ identifier: '1' }] }) })
  await accept(at('2025-01-10T00:00:00Z'), machineIn(own), { root: own, date: '2025-01-10' })
  const ledger = openLedger(at('2025-04-02T00:00:00Z'), path.join(own, '.hiraku'))
  ledger.fail('aaa/one', 'publish', { code: 'publish/denied', portal: 'city' })
  ledger.fail('aaa/one', 'publish', { code: 'publish/denied', portal: 'folder:/old place' })
  ledger.save()
  const failures = async () =>
    (await statusOf(at(NOW), machineIn(own), { root: own, only: 'aaa/one' })).sources[0]?.failures.map(
      ({ portal, command }) => [portal, command],
    )
  const city = ['city', 'hiraku publish --to city --only 111111_ones']
  expect(await failures()).toEqual([
    city,
    ['folder:/old place', 'hiraku publish --to "folder:/old place" --only 111111_ones'],
  ])
  const last = { at: '2025-04-09T00:00:00.000Z', isWell: true, portals: [{ portal: 'city', isDown: false }] }
  write(own, { '.hiraku/last-unattended.json': JSON.stringify(last) })
  expect(await failures()).toEqual([city])
  const found = await statusOf(at(NOW), machineIn(own), { root: own })
  expect(statusText(found, 'ja')).toContain('公開 (city)：')
  expect(statusHtml(found, 'en')).toContain('<b>publishing (city)</b>')
  fs.rmSync(own, { recursive: true })
})

test('a source of many datasets names three of them', () => {
  const [first] = status.sources
  const datasets = [1, 2, 3, 4, 5].map((n) => ({ id: `x_${n}`, records: n, version: '1.0.0', date: null }))
  const many = { ...status, sources: first === undefined ? [] : [{ ...first, datasets }] }
  for (const said of [statusText(many, 'ja'), statusHtml(many, 'ja')]) {
    expect(said).toContain('x_3')
    expect(said).not.toContain('x_4')
    expect(said).toContain('ほか 2 件')
  }
})

test('of a source that failed, why comes before what waits for that; and no command is told twice', () => {
  const text = statusText(status, 'en')
  const never = text.slice(text.indexOf('aaa/never'), text.indexOf('aaa/open'))
  expect(never).toMatch(/building: [\s\S]*see: hiraku build --only aaa\/never[\s\S]*It was never built/)
  const newer = text.slice(text.indexOf('(aaa/newer)'))
  expect(newer).toMatch(
    /look first at: \.hiraku\/candidates\/aaa\/newer\n.*see: hiraku acquire --only aaa\/newer\n/,
  )
  for (const own of text.split('\n\n')) {
    const commands = own.match(/: hiraku .*/g) ?? []
    expect(new Set(commands).size).toBe(commands.length)
  }
})

test('one source only', async () => {
  const one = await statusOf(at(NOW), machineIn(root), { root, only: 'aaa/well' })
  expect(one.sources.map(({ source }) => source)).toEqual(['aaa/well'])
  expect(one.isWell).toBe(true)
  await expect(statusOf(at(NOW), machineIn(root), { root, only: 'nothing' })).rejects.toThrow(/nothing/)
})

test('a new computer says what it does not know, and invents nothing', async () => {
  const fresh = temporary()
  fs.cpSync(root, fresh, { recursive: true, filter: (from) => !from.includes('.hiraku') })
  const found = await statusOf(at(NOW), machineIn(fresh), { root: fresh })
  expect(found).toMatchObject({ isKnown: false, lastRun: null })
  const well = found.sources.find(({ source }) => source === 'aaa/well')
  expect(well).toMatchObject({
    condition: 'unknown',
    checked: null,
    built: null,
    fetches: null,
    changed: '2025-01-10',
  })
  expect(
    found.sources.find(({ source }) => source === 'aaa/open')?.waiting,
    'this dist/ and the history say',
  ).toMatchObject([{ kind: 'not-accepted', since: null }])
  expect(fs.existsSync(path.join(fresh, '.hiraku')), 'nothing is written').toBe(false)
  fs.rmSync(fresh, { recursive: true })
})

describe('unattended runs', () => {
  const runs = async (days: readonly number[], now: string) => {
    const own = temporary()
    write(own, {
      'sources/aaa/publisher.yaml': '{"code":"111111"}',
      'sources/aaa/x/source.yaml': declare({}),
      '.hiraku/last-unattended.json':
        '{"at":"2025-04-10T18:05:00.000Z","isWell":false,"portals":[{"portal":"bodik","code":"publish/portal-busy","isDown":true}]}',
      ...Object.fromEntries(
        days.map((day) => [`.hiraku/log/202504${String(day).padStart(2, '0')}T180000Z-1.jsonl`, '']),
      ),
    })
    return statusOf(at(now), machineIn(own), { root: own })
  }
  test.each<[string, number[], string, boolean, string | null]>([
    ['too few are known', [8, 9, 10], '2025-05-01T00:00:00Z', false, null],
    ['the next is to come', [7, 8, 9, 10], '2025-04-11T12:00:00Z', false, '2025-04-11T18:00:00.000Z'],
    ['a day is granted', [7, 8, 9, 10], '2025-04-12T12:00:00Z', false, '2025-04-11T18:00:00.000Z'],
    [
      'they begin and never end',
      [7, 8, 9, 10, 11, 12, 13],
      '2025-04-13T19:00:00Z',
      true,
      '2025-04-11T18:00:00.000Z',
    ],
    ['they have stopped', [7, 8, 9, 10], '2025-04-12T19:00:00Z', true, '2025-04-11T18:00:00.000Z'],
  ])('%s', async (_, days, now, isLate, expected) => {
    const found = await runs(days, now)
    expect(found.lastRun).toEqual({ at: '2025-04-10T18:05:00.000Z', isWell: false, isLate, expected })
    expect(found.portals).toMatchObject([{ portal: 'bodik', isDown: true }])
    expect(found.portals[0]?.message.ja).not.toContain('publish/')
    expect(statusText(found, 'ja').includes('止まっている')).toBe(isLate)
  })

  /** logs of runs, by their beginnings in hours */
  const byHours = async (hours: readonly number[], now: number, holds = false) => {
    const own = temporary()
    const moment = (hour: number) => new Date(Date.UTC(2025, 3, 1) + hour * 3_600_000)
    const stamp = (hour: number) =>
      moment(hour)
        .toISOString()
        .replace(/[-:]|\.\d+/g, '')
    const last = { at: moment(hours.at(-1) ?? 0).toISOString(), isWell: true, portals: [] }
    write(own, {
      'sources/aaa/publisher.yaml': '{"code":"111111"}',
      'sources/aaa/x/source.yaml': declare({}),
      '.hiraku/last-unattended.json': JSON.stringify(last),
      ...Object.fromEntries(hours.map((hour) => [`.hiraku/log/${stamp(hour)}-1.jsonl`, ''])),
    })
    const mark = (pid: number) => (pid === 4_000_001 ? 'm' : real.processMark(pid))
    const world = { ...at(moment(now).toISOString()), processMark: mark }
    if (holds) takeLock({ ...world, pid: () => 4_000_001 }, path.join(own, '.hiraku'), 'run')
    const found = await statusOf(world, machineIn(own), { root: own })
    fs.rmSync(own, { recursive: true })
    return found.lastRun?.isLate
  }
  test.each<[string, readonly number[], number, boolean, boolean]>([
    ['a few by hand, seconds apart', [0, 0.01, 0.02, 0.03, 0.04], 100, false, false],
    ['by hand, then daily', [0, 0.01, 0.02, 0.03, 24, 48, 72], 97, false, false],
    ['each hour: not told within a day', [0, 1, 2, 3, 4], 29, false, false],
    ['each hour: told after it', [0, 1, 2, 3, 4], 31, false, true],
    ['daily', [0, 24, 48, 72], 121, false, true],
    ['daily, and one is at work', [0, 24, 48, 72], 121, true, false],
  ])('%s', async (_, hours, now, holds, isLate) => {
    expect(await byHours(hours, now, holds)).toBe(isLate)
  })

  test('who is at work is told', async () => {
    const own = temporary()
    write(own, { 'sources/aaa/x/source.yaml': '{}' })
    fs.mkdirSync(path.join(own, '.hiraku'))
    const mark = (pid: number) => (pid === 4_000_001 ? 'm' : real.processMark(pid))
    takeLock(
      { ...real, pid: () => 4_000_001, processMark: mark },
      path.join(own, '.hiraku'),
      'acquire',
      'acquire',
    )
    const found = await statusOf({ ...real, processMark: mark }, machineIn(own), { root: own })
    expect(found.running).toMatchObject({ command: 'acquire', pid: 4_000_001 })
  })
})

describe('the last versions of a history', () => {
  const entry = (dataset: string, version: string) => ({
    dataset,
    version,
    date: '2025-01-01',
    records: 3,
    why: ['first' as const],
    hash: 'a'.repeat(64),
    columns: 'b'.repeat(16),
    inputs: { snapshot: 'c'.repeat(16) },
  })
  const text = appendEntries('', [entry('one', '1.0.0'), entry('two', '1.0.0'), entry('one', '1.1.0')])
  const versions = (from: string) =>
    [...lastVersions(from)].map(([slug, { version }]) => `${slug} ${version}`)
  test.each([
    ['as it is written', text],
    [
      'by hand, in another form of YAML',
      JSON.stringify([entry('one', '1.0.0'), entry('two', '1.0.0'), entry('one', '1.1.0')]),
    ],
    ['with a comment and blank lines', text.replace('- dataset', '\n# a word\n\n- dataset')],
  ])('%s', (_, from) => {
    expect(versions(from)).toEqual(['one 1.1.0', 'two 1.0.0'])
  })
  test('the committed one is read as the parser reads it', () => {
    const own = fs.readFileSync(
      path.join(PACKAGE, 'sources/142140/ict_plan_evaluation_r4/history.yaml'),
      'utf8',
    )
    expect([...lastVersions(own)]).toEqual([...lastVersions(`${own}\n- {}\n`.replace('- {}', '# end'))])
    expect(lastVersions(own).size).toBe(10)
  })
  test.each(['', 'nothing', '- x', '[{]'])('%j is none', (from) => {
    expect([...lastVersions(from)]).toEqual([])
  })
})

test('every code that is written down has its words, without what was filled in', async () => {
  const words = await loadWords()
  const documented = fs.readFileSync(path.join(PACKAGE, 'docs/problems.md'), 'utf8').matchAll(/^### (\S+)$/gm)
  const codes = [...documented].flatMap(([, code = '']) =>
    /^(?:cli|git|rebuild)\//.test(code) ? [] : [code],
  )
  expect(codes.length).toBeGreaterThan(300)
  const without = codes.filter((code) => words(code).ja === code)
  expect(without.filter((code) => !/^run\/(?:diff|rebuild|git|no-commit|no-version)/.test(code))).toEqual([])
  for (const code of codes) expect(`${words(code).ja}${words(code).en}`).not.toMatch(/[{}]/)
})

test('a thousand sources in less than a second', { timeout: 60_000 }, async () => {
  const own = temporary()
  const items: unknown[] = []
  const files: Record<string, string> = {}
  const notes: string[] = []
  for (let i = 0; i < 1000; i += 1) {
    const publisher = `p${i % 50}`
    files[`sources/${publisher}/s${i}/source.yaml`] = '{}'
    files[`sources/${publisher}/s${i}/history.yaml`] = appendEntries('', [
      {
        dataset: `s${i}`,
        version: '1.0.0',
        date: '2025-01-01',
        records: 1,
        why: ['first'],
        hash: 'a'.repeat(64),
        columns: 'b'.repeat(16),
        inputs: {},
      },
    ])
    items.push({ publisher, source: `s${i}`, datasets: [{ id: `p_s${i}`, records: 1 }] })
    notes.push(JSON.stringify({ source: `${publisher}/s${i}`, checked: '2025-04-01T00:00:00.000Z' }))
  }
  files['.hiraku/ledger.jsonl'] = `${notes.join('\n')}\n`
  files['dist/report.json'] =
    `{\n  "sources": [\n${items.map((item) => `    ${JSON.stringify(item, null, 2).replaceAll('\n', '\n    ')}`).join(',\n')}\n  ]\n}\n`
  write(own, files)
  const started = process.hrtime.bigint()
  const found = await statusOf(real, machineIn(own), { root: own })
  statusText(found, 'ja')
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6
  expect(found.sources).toHaveLength(1000)
  expect(found.sources.every((one) => isObject(one) && one.datasets[0]?.version === '1.0.0')).toBe(true)
  if (process.env.HIRAKU_TIMES === '1')
    process.stderr.write(`status of 1,000: ${milliseconds.toFixed(0)} ms\n`)
  expect(milliseconds).toBeLessThan(5000)
  fs.rmSync(own, { recursive: true })
})
