/** `hiraku run` as cron calls it: what it says, writes and answers; and that no person and no secret gets into its notes. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { main } from '../../pipeline/cli/main.ts'
import type { Effects } from '../../pipeline/effects.ts'
import { isObject, listOf } from '../../pipeline/lib/object.ts'
import { accept } from '../../pipeline/run/accept.ts'
import { type CitySite, createCitySite } from '../helpers/city-site.ts'
import { PACKAGE } from '../helpers/job.ts'
import { addSource, csv, effects, HEAD, machine, ROWS } from '../run/acquire/fake.ts'
import { temporary } from '../run/fake.ts'
import { rowsOf, TABLES } from '../year/tables.ts'

const folders: string[] = []
let template = ''
/** nothing of it was ever accepted */
let fresh = ''
let site: CitySite

beforeAll(async () => {
  site = await createCitySite()
  template = temporary()
  folders.push(template)
  await addSource(template, 'aed.csv', csv(ROWS), '{ folder: inbox }')
  const toilets = `${rowsOf(TABLES.public_toilet)
    .map((row) => row.join(','))
    .join('\r\n')}\r\n`
  site.put('/toilet.csv', toilets)
  await addSource(
    template,
    'public_toilet.csv',
    toilets,
    `{ url: "${site.url}toilet.csv?token=QUERY-SECRET", private: true }`,
  )
  const publisher = path.join(template, 'sources/129992/publisher.yaml')
  fs.writeFileSync(
    publisher,
    fs.readFileSync(publisher, 'utf8').replace('asahino.example', 'asahino.city.jp'),
  )
  // `run` publishes nothing that nobody accepted
  fresh = temporary()
  folders.push(fresh)
  fs.cpSync(template, fresh, { recursive: true })
  await accept(effects, machine, { root: template, date: '2025-04-01' })
  for (const made of ['dist', '.hiraku', 'sources/129992/history.yaml'])
    fs.rmSync(path.join(template, made), { recursive: true })
})
afterAll(async () => {
  await site.close()
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

/** `content`: dropped by a clerk long enough ago not to be still written. */
function project(content = csv(ROWS), from = template): string {
  const root = temporary()
  folders.push(root)
  fs.cpSync(from, root, { recursive: true })
  drop(root, content)
  return root
}

function drop(root: string, content: string): void {
  const file = path.join(root, 'inbox/aed.csv')
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, content)
  fs.utimesSync(file, 1_700_000_000, 1_700_000_000)
}

async function cli(root: string, ...argv: readonly string[]) {
  return cliIn(root, {}, argv)
}

async function cliIn(root: string, world: Partial<Effects>, argv: readonly string[]) {
  let stdout = ''
  let stderr = ''
  const own = {
    ...effects,
    stdout: (text: string) => {
      stdout += text
    },
    stderr: (text: string) => {
      stderr += text
    },
    isTerminal: false,
    env: {
      HIRAKU_TOKEN_CITY: 'TOKEN-SECRET',
      ...{ AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'TOKEN-SECRET', AWS_ENDPOINT_URL_S3: site.url },
    },
    ...world,
  }
  const exit = await main(argv, own, { code: path.join(PACKAGE, 'pipeline'), root, machine })
  return { exit, stdout, stderr }
}

const BROKEN = csv(ROWS, HEAD.replace('電話番号', '電話番号（代表）'))

describe.each([
  ['ja', /^入手: .*\n作成: 作成 2、.*\n公開 folder:www: 送った \d+、/, '何もしませんでした', 'hiraku status'],
  [
    'en',
    /^fetch: .*\nbuild: 2 built, .*\npublish folder:www: \d+ sent, /,
    'no work was done',
    'hiraku status',
  ],
])('in %s', (lang, all, nothing, look) => {
  test('three lines for who reads the mail of cron: what was done, and where to look', async () => {
    const root = project()
    const first = await cli(root, 'run', '--to', 'folder:www', '--lang', lang)
    expect(first.stdout).toMatch(all)
    expect(first.exit, first.stderr).toBe(0)
    const second = await cli(root, 'run', '--to', 'folder:www', '--lang', lang)
    expect(second).toMatchObject({ exit: 0 })
    expect(second.stdout).toContain(nothing)
    drop(root, BROKEN)
    const third = await cli(root, 'run', '--all', '--to', 'folder:www', '--lang', lang)
    expect(third.exit).toBe(1)
    expect(third.stdout.trimEnd().split('\n').at(-1)).toContain(look)
    expect(third.stderr).toContain('hiraku acquire --only 129992/aed --take')
    const status = await cli(root, 'status', '--lang', lang)
    expect(status.exit).toBe(1)
    expect(status.stdout).toContain('hiraku acquire --only 129992/aed --take')
  })

  test('the summary of a pull request', async () => {
    const root = project(BROKEN)
    await cli(root, 'run', '--to', 'folder:www', '--summary', 'run.md', '--lang', lang)
    const text = fs.readFileSync(path.join(root, 'run.md'), 'utf8')
    expect(text).toContain('run/candidate-column-renamed')
    expect(text).toContain('folder:www')
    expect(text).not.toMatch(/undefined|\[object|QUERY-SECRET/)
  })
})

const lines = (text: string): readonly unknown[] =>
  text.split('\n').flatMap((line): readonly unknown[] => (line === '' ? [] : [JSON.parse(line)]))

test('--json: one object on stdout, text for people on stderr', async () => {
  const { exit, stdout } = await cli(project(BROKEN), 'run', '--to', 'folder:www', '--json')
  expect(exit).toBe(1)
  const result: unknown = JSON.parse(stdout)
  expect(result).toMatchObject({
    command: 'run',
    isWell: false,
    bugs: 0,
    acquire: { sources: { total: 2, waiting: 1, unchanged: 1 }, waiting: [{ source: '129992/aed' }] },
    build: { outcome: 'replaced', sources: { built: 2 } },
    published: [{ portal: 'folder:www', counts: { error: 0 }, results: [{ command: 'publish' }] }],
  })
  expect(isObject(result) && isObject(result.acquire) && result.acquire.counts).toMatchObject({ error: 2 })
})

test('--log json: on stderr only objects, the same as in the file', async () => {
  const root = project(BROKEN)
  const { stderr } = await cli(root, 'run', '--to', 'folder:www', '--log', 'json')
  const [name = ''] = fs.readdirSync(path.join(root, '.hiraku/log'))
  expect(stderr).toBe(fs.readFileSync(path.join(root, '.hiraku/log', name), 'utf8'))
  const events = lines(stderr)
  expect(events[0]).toMatchObject({ stage: 'run', event: 'begin' })
  expect(events.at(-1)).toMatchObject({ level: 'error', stage: 'run', event: 'end' })
  expect(events).toContainEqual(
    expect.objectContaining({ stage: 'acquire', event: 'waiting', source: '129992/aed' }),
  )
  expect(events).toContainEqual(
    expect.objectContaining({ stage: 'publish', event: 'end', portal: 'folder:www', milliseconds: 0 }),
  )
})

test.each([
  [['--log', 'text'], 'cli/option-value'],
  [['--per-second', '0'], 'cli/option-value'],
  [['--only', 'nothing'], 'run/unknown-source'],
  [['--to', 'nosuch'], 'run/portal-unknown'],
])('wrong use: %j', async (argv, code) => {
  const root = project()
  const { exit, stderr } = await cli(root, 'run', ...argv)
  expect(exit).toBe(2)
  expect(stderr).toContain(`[${code}]`)
  expect(fs.existsSync(path.join(root, 'dist')), 'nothing is done').toBe(false)
  const json = await cli(root, 'run', ...argv, '--log', 'json')
  if (argv[0] !== '--log') expect(lines(json.stderr).at(-1)).toMatchObject({ event: 'stopped', code })
})

test('--log json: nothing but objects where it can not even begin', async () => {
  const root = project()
  fs.writeFileSync(path.join(root, '.hiraku'), 'in its way')
  const { exit, stderr, stdout } = await cli(root, 'run', '--log', 'json')
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
  const events = lines(stderr)
  expect(events.map((one) => isObject(one) && one.event)).toEqual(['begin', 'stopped'])
  expect(events.at(-1)).toMatchObject({ level: 'error', code: expect.stringMatching(/^cli\//) })
  const empty = temporary()
  folders.push(empty)
  const none = await cli(empty, 'run', '--log', 'json')
  expect(none.exit).toBe(2)
  expect(lines(none.stderr)).toMatchObject([{ event: 'stopped', code: 'run/no-project' }])
  expect(fs.readdirSync(empty), 'nothing is written where there is no project').toEqual([])
})

test.each([
  [
    'ja',
    /途中で止まりました。ここまでは済んでいます.*\n {2}入手: .*替えた 1[\s\S]*dist を読み書きする権限がありません/,
  ],
  ['en', /It stopped on the way\..*\n {2}fetch: .*1 taken over[\s\S]*no right to read or write dist\./],
])('a dist/ that is not ours (%s): what was fetched is told, and dist/ is named', async (lang, words) => {
  const root = project()
  expect((await cli(root, 'run')).exit).toBe(0)
  drop(root, csv(ROWS.slice(0, 5)))
  const rename: Effects['rename'] = (from, to) => {
    if (from === path.join(root, 'dist'))
      throw Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'rename', path: from, dest: to })
    effects.rename(from, to)
  }
  const { exit, stderr } = await cliIn(root, { rename }, ['run', '--all', '--lang', lang])
  expect(exit).toBe(2)
  expect(stderr).toMatch(words)
  const status = await cli(root, 'status', '--lang', 'en')
  expect(status.stdout).toMatch(/could not be done: .*\[cli\/no-right\]/)
})

test('the exit code of status is what a monitor needs', async () => {
  const root = project(csv(ROWS), fresh)
  const asks = async (...argv: readonly string[]) => {
    const { exit, stdout } = await cli(root, 'status', '--lang', 'en', ...argv)
    return [exit, stdout.split(':')[0]]
  }
  // nothing of the two is published as yet
  expect(await asks()).toEqual([1, 'ATTENTION'])
  expect((await cli(root, 'run', '--to', 'folder:www')).exit).toBe(1)
  // never accepted by a person: it does not come out
  expect(await asks()).toEqual([1, 'ATTENTION'])
  expect((await cli(root, 'accept')).exit).toBe(0)
  expect(await asks()).toEqual([0, 'OK'])
  expect(await asks('--strict')).toEqual([0, 'OK'])
  expect(await asks('--only', 'aed', '--json')).toEqual([0, '{\n  "command"'])
  drop(root, BROKEN)
  expect((await cli(root, 'run', '--all')).exit).toBe(1)
  expect(await asks()).toEqual([1, 'ATTENTION'])
  expect(await asks('--only', '129992/public_toilet')).toEqual([0, 'OK'])
  expect((await asks('--only', 'nothing'))[0]).toBe(2)
  // another computer knows of no run: that is no fault, unless it is asked for
  fs.rmSync(path.join(root, '.hiraku'), { recursive: true })
  expect(await asks()).toEqual([0, 'OK'])
  expect(await asks('--strict')).toEqual([1, 'OK'])
  const empty = temporary()
  folders.push(empty)
  expect((await cli(empty, 'status')).exit).toBe(2)
})

describe('no person, cell, token or query of an address', () => {
  const PHONE = '090-1234-5678'
  /** in whatever a run leaves in .hiraku/ that is no copy of a file of the city */
  const notesIn = (root: string): string =>
    fs
      .readdirSync(path.join(root, '.hiraku'), { recursive: true })
      .map(String)
      .filter((name) => /\.jsonl?$/.test(name) && !/^(?:candidates|cache|accepted|held)\b/.test(name))
      .map((name) => `${name}\n${withoutAddress(fs.readFileSync(path.join(root, '.hiraku', name), 'utf8'))}`)
      .join('\n')
  /** The ledger knows where to ask, as source.yaml (which is committed) says it. */
  const withoutAddress = (text: string): string =>
    text.replace(/"(?:declared|validators|snapshot)":\{(?:[^{}]|\{[^{}]*\})*\},?/g, '')
  const SECRETS = /090|1234-5678|山田|TOKEN-SECRET|QUERY-SECRET|Authorization|\?token/

  test('is in the logs, the ledger, the notes of runs and the status', async () => {
    // a person in a cell that is broken, in a column that nobody knows, and in one that does not build
    const rows = ROWS.map((row, i) => (i === 2 ? row.replace('35.62', `山田太郎 ${PHONE}`) : row))
    const root = project(
      csv(
        rows.map((row) => `${row},山田太郎 ${PHONE}`),
        `${HEAD},連絡先は${PHONE}`,
      ),
    )
    fs.writeFileSync(
      path.join(root, 'sources/129992/public_toilet/corrections.yaml'),
      `corrections:\n  - { record: public_toilet/0001, field: 名称, before: 山田太郎, after: ${PHONE}, reason: r }\n`,
    )
    fs.mkdirSync(path.join(root, 'portals'))
    fs.writeFileSync(
      path.join(root, 'portals/city.yaml'),
      `preset: ckan\nurl: ${site.url}\norganization: "{code}"\ntokenEnv: HIRAKU_TOKEN_CITY\n`,
    )
    site.fault('/toilet.csv', 403)
    site.forget()
    const argv = [
      'run',
      '--all',
      '--to',
      'city',
      '--to',
      's3:bucket/x?token=TOKEN-SECRET',
      '--to',
      'folder:www',
    ]
    const { exit, stderr } = await cli(root, ...argv, '--log', 'json')
    site.mend('/toilet.csv')
    expect(exit).toBe(1)
    // it did meet all of them
    expect(site.heard.some(({ path: asked }) => asked.includes('QUERY-SECRET'))).toBe(true)
    expect(site.heard.some(({ headers }) => headers.authorization === 'TOKEN-SECRET')).toBe(true)
    const candidate = path.join(root, '.hiraku/candidates/129992/aed/snapshot/aed.csv')
    expect(fs.readFileSync(candidate, 'utf8')).toContain(PHONE)
    const codes = new Set(lines(stderr).map((event) => (isObject(event) ? event.code : undefined)))
    expect([...codes].filter((code) => /^(?:acquire|reconcile)\//.test(String(code))).length).toBeGreaterThan(
      1,
    )
    const status = await cli(root, 'status', '--json')
    expect(listOf(isObject(JSON.parse(status.stdout)) ? JSON.parse(status.stdout).sources : [])).not.toEqual(
      [],
    )
    const page = await cli(root, 'status', '--html', 'status.html')
    for (const text of [
      stderr,
      notesIn(root),
      status.stdout,
      page.stdout,
      fs.readFileSync(path.join(root, 'status.html'), 'utf8'),
    ]) {
      expect(text.length).toBeGreaterThan(200)
      expect(text).not.toMatch(SECRETS)
    }
    expect(notesIn(root)).toMatch(/^ledger\.jsonl$/m)
    expect(notesIn(root)).toMatch(/^last-run\.json$/m)
    expect(notesIn(root)).toMatch(/^last-unattended\.json$/m)
  })
})
