import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLedger } from '../../../pipeline/run/ledger/ledger.ts'
import { build } from '../../../pipeline/run.ts'
import { temporary } from '../fake.ts'
import { addSource, csv, effects, HEAD, machine, ROWS, run, site, tree, yaml } from './fake.ts'

const URL = 'https://www.city.example.lg.jp/aed.csv'
const folders: string[] = []
let template = ''

beforeAll(async () => {
  template = temporary()
  folders.push(template)
  await addSource(
    template,
    'aed.csv',
    csv(ROWS),
    `{ maxBytes: 1000000, url: "${URL}", hosts: [cdn.example.jp] }`,
  )
})
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

function project(): string {
  const root = temporary()
  folders.push(root)
  fs.cpSync(template, root, { recursive: true })
  return root
}

const errorsOf = ({ problems }: Awaited<ReturnType<typeof build>>) =>
  problems
    .kinds()
    .flatMap(({ severity, problems: all }) =>
      severity === 'error' ? all.map(({ code, message }) => `${code} ${message.en}`) : [],
    )
const SOURCE = 'sources/129992/aed'
const noteOf = (root: string) => openLedger(effects, path.join(root, '.hiraku')).get('129992/aed')
const more = [...ROWS, '129992,0007,千葉県あさひ野市,保健所,ホケンジョ,35.66,140.16,1階,0475-12-3462,有,9:00']

describe('a sound newer file', () => {
  test('becomes the snapshot, with its version and what follows', async () => {
    const root = project()
    const web = site()
    web.files.set(URL, { name: 'aed_r7.csv', content: csv(more) })
    const result = await run(root, web)
    expect(result.problems.kinds()).toEqual([])
    expect(result.sources).toEqual({ total: 1, later: 0, unchanged: 0, taken: 1, waiting: 0, failed: 0 })
    expect(fs.readdirSync(path.join(root, SOURCE, 'snapshot'))).toEqual(['aed_r7.csv'])
    expect(yaml(root, `${SOURCE}/snapshot.yaml`)).toMatchObject({
      file: 'aed_r7.csv',
      mediaType: 'text/csv',
      acquired: '2025-04-10',
      from: URL,
      etag: expect.stringMatching(/^"/),
    })
    expect(yaml(root, `${SOURCE}/source.yaml`)).toMatchObject({ expect: { records: { aed: 7 } } })
    const history = yaml(root, `${SOURCE}/history.yaml`)
    expect(history).toMatchObject([{ dataset: 'aed', version: '1.0.0', date: '2025-04-10', records: 7 }])
    expect(noteOf(root)).toMatchObject({ fetched: '2025-04-10T03:00:00.000Z', validators: { url: URL } })
    expect(fs.existsSync(path.join(root, '.hiraku/candidates/129992/aed'))).toBe(false)
    // the build gives the very records of the trial
    const built = await build(effects, machine, { root })
    expect(errorsOf(built)).toEqual([])
    expect(built.problems.kinds().map(({ code }) => code)).not.toContain('history/not-accepted')
    const json = fs.readFileSync(path.join(root, 'dist/datasets/129992_aed/129992_aed.json'))
    expect(JSON.stringify(history)).toContain(
      (await import('node:crypto')).createHash('sha256').update(json).digest('hex'),
    )
  })

  test('the next one has what changed against it', async () => {
    const root = project()
    const web = site()
    web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, 5)) })
    await run(root, web)
    web.files.set(URL, { name: 'aed.csv', content: csv(more) })
    // no dist/ at all: the former records are made again of the former snapshot
    const result = await run(root, web)
    expect(result.taken[0]?.datasets[0]).toMatchObject({
      before: 5,
      records: 7,
      from: '1.0.0',
      counts: { added: 2, removed: 0, changed: 0 },
    })
    expect(yaml(root, `${SOURCE}/history.yaml`)).toMatchObject([
      { version: '1.0.0' },
      { version: '1.1.0', added: 2, why: ['snapshot'] },
    ])
    expect(fs.existsSync(path.join(root, SOURCE, 'changes/aed.json'))).toBe(true)
  })

  test('a build between two of them changes nothing of why', async () => {
    const root = project()
    const web = site()
    await build(effects, machine, { root })
    for (const [many, name] of [
      [4, 'a.csv'],
      [5, 'b.csv'],
      [6, 'c.csv'],
    ] as const) {
      web.files.set(URL, { name, content: csv(more.slice(0, many + 1)) })
      expect((await run(root, web)).sources.taken).toBe(1)
      expect(errorsOf(await build(effects, machine, { root }))).toEqual([])
    }
    expect(yaml(root, `${SOURCE}/history.yaml`)).toMatchObject([
      { why: ['first'] },
      { why: ['snapshot'], added: 1 },
      { why: ['snapshot'], added: 1 },
    ])
  })

  test('the same bytes, and an answer that nothing changed, change nothing', async () => {
    const root = project()
    const web = site()
    web.files.set(URL, { name: 'other-name.csv', content: csv(ROWS) })
    const before = tree(root, 'sources')
    for (const known of [{}, { url: URL, etag: expect.any(String) }]) {
      expect((await run(root, web)).sources).toMatchObject({ unchanged: 1, taken: 0 })
      expect(web.asked.at(-1)?.known).toEqual(known)
    }
    expect(tree(root, 'sources')).toEqual(before)
    // another address: what is known of the old one says nothing
    const file = path.join(root, SOURCE, 'source.yaml')
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll(URL, `${URL}?new`))
    web.files.set(`${URL}?new`, { name: 'a.csv', content: csv(ROWS) })
    await run(root, web)
    expect(web.asked.at(-1)?.known).toEqual({})
  })

  test('a source without a snapshot gets its first one', async () => {
    const root = project()
    for (const name of ['snapshot', 'snapshot.yaml', 'cases.yaml', 'corrections.yaml'])
      fs.rmSync(path.join(root, SOURCE, name), { recursive: true })
    const web = site()
    web.files.set(URL, { name: 'aed.csv', content: csv(ROWS) })
    {
      const r = await run(root, web)
      expect(r.problems.kinds().flatMap(({ problems }) => problems.map((p) => p.message.en))).toEqual([])
      expect(r.sources).toMatchObject({ taken: 1 })
    }
    const cases = fs.readFileSync(path.join(root, SOURCE, 'cases.yaml'), 'utf8')
    expect(cases).toContain('identifier: "0001"')
    expect(cases).toContain('confirmed: false')
    expect(errorsOf(await build(effects, machine, { root }))).toEqual([])
  })
})

describe('what does not fit', () => {
  const RENAMED = HEAD.replace(',電話番号,', ',連絡先電話,')

  test('waits, is told in a line while nothing changes, and is tried again when something does', async () => {
    const root = project()
    const web = site()
    web.files.set(URL, { name: 'aed.csv', content: csv(more, RENAMED) })
    const before = tree(root, 'sources')
    const first = await run(root, web)
    expect(first.sources).toMatchObject({ waiting: 1, taken: 0 })
    expect(first.problems.kinds().map(({ code }) => code)).toEqual([
      'run/candidate-column-renamed',
      'run/candidate-waits',
    ])
    expect(first.waiting[0]).toMatchObject({ still: false, builds: true, held: false })
    expect(first.waiting[0]?.edit.join()).toMatch(/^source\.yaml:\d+ {2}\{ .*電話番号.* → \{ .*連絡先電話/)
    expect(tree(root, 'sources')).toEqual(before)
    expect(noteOf(root)).toMatchObject({
      failures: [{ stage: 'acquire', code: 'run/candidate-column-renamed' }],
      waiting: [{ kind: 'candidate' }],
    })
    const kept = path.join(root, '.hiraku/candidates/129992/aed')
    expect(fs.readdirSync(kept).sort()).toEqual(['snapshot', 'snapshot.yaml', 'source.yaml', 'told.json'])
    const again = await run(root, web)
    expect(again.problems.kinds().map(({ code }) => code)).toEqual(['run/candidate-still'])
    expect(again.waiting[0]).toMatchObject({ still: true, since: first.waiting[0]?.since })
    // the person mends source.yaml with what was proposed
    fs.copyFileSync(path.join(kept, 'source.yaml'), path.join(root, SOURCE, 'source.yaml'))
    const mended = await run(root, web)
    expect(mended.problems.kinds()).toEqual([])
    expect(mended.sources).toMatchObject({ taken: 1, waiting: 0 })
    expect(noteOf(root).failures ?? []).toEqual([])
    expect(noteOf(root).waiting ?? []).toEqual([])
    expect(fs.existsSync(kept)).toBe(false)
  })

  test('is taken over with the proposed edit where a person has looked', async () => {
    const root = project()
    const web = site()
    web.files.set(URL, { name: 'aed.csv', content: csv(more.slice(0, 3), RENAMED) })
    expect((await run(root, web)).problems.kinds().map(({ code }) => code)).toEqual([
      'run/candidate-column-renamed',
      'run/candidate-dropped',
      'run/candidate-waits',
    ])
    // what has come since nobody has looked at
    web.files.set(URL, { name: 'aed.csv', content: 'something else' })
    const result = await run(root, web, { only: '129992/aed', take: true })
    expect(result.sources).toMatchObject({ taken: 1 })
    expect(result.requests).toBe(1)
    const text = fs.readFileSync(path.join(root, SOURCE, 'source.yaml'), 'utf8')
    expect(text).toContain('連絡先電話')
    expect(text, 'that records are fewer was meant once').not.toContain('maxDrop')
    expect(text, 'comments stay').toContain('# Made by hiraku add')
    expect(errorsOf(await build(effects, machine, { root }))).toEqual([])
  })

  test('goes away when the site has the good file again', async () => {
    const root = project()
    const web = site()
    web.files.set(URL, { name: 'aed.csv', content: '<!DOCTYPE html><html><body>404</body></html>' })
    expect((await run(root, web)).problems.kinds().map(({ code }) => code)).toEqual([
      'run/candidate-format',
      'run/candidate-waits',
    ])
    web.files.set(URL, { name: 'aed.csv', content: csv(ROWS) })
    expect((await run(root, web)).sources).toMatchObject({ unchanged: 1, waiting: 0 })
    expect(fs.existsSync(path.join(root, '.hiraku/candidates/129992/aed'))).toBe(false)
    expect(noteOf(root).failures ?? []).toEqual([])
  })

  test('a clock that was set back is told, and the file waits', async () => {
    const root = project()
    const web = site()
    web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, 5)) })
    await run(root, web)
    web.files.set(URL, { name: 'aed.csv', content: csv(more) })
    const before = tree(root, 'sources')
    const early = { ...effects, now: () => new Date('2020-01-01T00:00:00Z') }
    const result = await run(root, web, { effects: early })
    expect(result.problems.kinds().map(({ code }) => code)).toEqual(['run/candidate-clock'])
    expect(tree(root, 'sources')).toEqual(before)
    {
      const r = await run(root, web)
      expect(r.problems.kinds().flatMap(({ problems }) => problems.map((p) => p.message.en))).toEqual([])
      expect(r.sources).toMatchObject({ taken: 1 })
    }
  })
})

test('a source that is edited while its file is tried is left as it is, and tried again', async () => {
  const root = project()
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: csv(more) })
  const file = path.join(root, SOURCE, 'source.yaml')
  const edits = {
    ...effects,
    writeChunks: (...args: Parameters<typeof effects.writeChunks>) => {
      fs.appendFileSync(file, '# a person was here\n')
      return effects.writeChunks(...args)
    },
  }
  const result = await run(root, web, { effects: edits })
  expect(result.problems.kinds().map(({ code }) => code)).toEqual(['run/candidate-moved'])
  expect(fs.readdirSync(path.join(root, SOURCE))).not.toContain('history.yaml')
  expect((await run(root, web)).sources).toMatchObject({ taken: 1 })
  expect(fs.readFileSync(file, 'utf8')).toContain('# a person was here')
})

test('neighbours go on: one fails, one waits, one is taken over', async () => {
  const root = project()
  const web = site()
  for (const name of ['two', 'three'])
    fs.cpSync(path.join(root, SOURCE), path.join(root, `sources/129992/${name}`), { recursive: true })
  for (const name of ['two', 'three']) {
    const file = path.join(root, `sources/129992/${name}/source.yaml`)
    const text = fs.readFileSync(file, 'utf8').replace(URL, `${URL}?${name}`)
    fs.writeFileSync(
      file,
      text.replace('dataset: aed', `dataset: ${name}\n      records: aed`).replace('aed: 6', `${name}: 6`),
    )
    const cases = path.join(root, `sources/129992/${name}/cases.yaml`)
    fs.writeFileSync(cases, fs.readFileSync(cases, 'utf8').replaceAll('dataset: aed', `dataset: ${name}`))
  }
  web.files.set(URL, { name: 'aed.csv', content: csv(more) })
  web.files.set(`${URL}?two`, { name: 'two.csv', content: '' })
  const result = await run(root, web)
  expect(result.sources).toMatchObject({ total: 3, taken: 1, waiting: 1, failed: 1 })
  expect(result.failed.first).toEqual(['129992/three'])
  expect(result.problems.kinds().map(({ code }) => code)).toEqual(
    expect.arrayContaining(['acquire/not-found', 'run/candidate-format', 'run/candidate-waits']),
  )
})

test('a source.yaml that is not as it should be is told, and nothing is fetched', async () => {
  const root = project()
  fs.appendFileSync(path.join(root, SOURCE, 'source.yaml'), 'form: { url: x }\n')
  const web = site()
  const result = await run(root, web)
  expect(result.sources).toMatchObject({ total: 1, failed: 1 })
  expect(result.problems.kinds()[0]?.problems[0]?.message.en).toContain('"form"')
  expect(web.asked).toEqual([])
})

test('without from there is nothing to do, which is told', async () => {
  const root = project()
  const file = path.join(root, SOURCE, 'source.yaml')
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^from:.*\n/m, ''))
  const result = await run(root, site())
  expect(result.problems.kinds().map(({ code }) => code)).toEqual(['run/acquire-nothing'])
  await expect(run(root, site(), { only: 'aed' })).rejects.toMatchObject({
    problem: { code: 'run/acquire-no-from' },
  })
})

test('only what is due is asked for', async () => {
  const root = project()
  const web = site()
  const result = await run(root, web, { due: ({ declared }) => declared?.frequency !== null })
  expect(result.sources).toMatchObject({ total: 1, later: 1 })
  expect(web.asked).toEqual([])
})
