import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLedger } from '../../../pipeline/run/ledger/ledger.ts'
import { temporary } from '../fake.ts'
import { addSource, csv, effects, HEAD, ROWS, run, site, tree } from './fake.ts'

const URL = 'https://www.city.example.lg.jp/aed.csv'
const SOURCE = 'sources/129992/aed'
const WAITS = '.hiraku/candidates/129992/aed'
const folders: string[] = []
let template = ''

beforeAll(async () => {
  template = temporary()
  folders.push(template)
  await addSource(template, 'aed.csv', csv(ROWS), `{ url: "${URL}" }`)
})
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

function project(from = `{ url: "${URL}" }`, more = ''): string {
  const root = temporary()
  folders.push(root)
  fs.cpSync(template, root, { recursive: true })
  const file = path.join(root, SOURCE, 'source.yaml')
  fs.writeFileSync(
    file,
    `${fs.readFileSync(file, 'utf8').replace(/^from:.*$/m, () => `from: ${from}`)}${more}`,
  )
  return root
}

const problemsOf = ({ problems }: Awaited<ReturnType<typeof run>>) =>
  problems.kinds().flatMap((kind) => kind.problems)
const codesOf = (result: Awaited<ReturnType<typeof run>>) => problemsOf(result).map(({ code }) => code)
const shaOf = (result: Awaited<ReturnType<typeof run>>): string =>
  /--take=([0-9a-f]{8})/.exec(problemsOf(result).at(-1)?.remedy.ja ?? '')?.[1] ?? ''

test.each([true, '3f2a9b1c'] as const)('nothing waits: --take %s fetches nothing', async (take) => {
  const root = project()
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, 2)) })
  const before = tree(root, 'sources')
  await expect(run(root, web, { only: 'aed', take })).rejects.toMatchObject({
    problem: { code: 'run/candidate-none' },
  })
  expect(web.asked).toEqual([])
  expect(tree(root, 'sources')).toEqual(before)
})

test('what is named is taken, and not what has come in its place', async () => {
  const root = project()
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, 4)) })
  const first = await run(root, web)
  expect(codesOf(first)).toEqual(['run/candidate-dropped', 'run/candidate-waits'])
  expect(problemsOf(first)[1]?.message.ja).not.toContain('別のもの')
  const looked = shaOf(first)
  expect(shaOf(await run(root, web)), 'told again in a line').toBe(looked)
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, 2)) })
  const second = await run(root, web)
  expect(problemsOf(second)[1]?.message.ja).toContain('2025-04-10 から待っていたファイルとは別のものです')
  const before = tree(root, 'sources')
  await expect(run(root, web, { only: 'aed', take: looked })).rejects.toMatchObject({
    problem: { code: 'run/candidate-other', expected: looked, actual: shaOf(second) },
  })
  expect(tree(root, 'sources')).toEqual(before)
  const taken = await run(root, web, { only: 'aed', take: shaOf(second), due: () => false })
  expect(taken.sources).toMatchObject({ taken: 1, later: 0 })
  expect(taken.taken[0]?.waited).toMatchObject({
    sha256: expect.stringMatching(new RegExp(`^${shaOf(second)}`)),
    since: '2025-04-10T03:00:00.000Z',
  })
  // nothing was fetched for it
  expect(web.asked).toHaveLength(3)
})

test('a file that was exchanged where it waits is not the one that was told of', async () => {
  const root = project()
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, 4)) })
  await run(root, web)
  fs.writeFileSync(path.join(root, WAITS, 'snapshot/aed.csv'), csv(ROWS.slice(0, 1)))
  await expect(run(root, web, { only: 'aed', take: true })).rejects.toMatchObject({
    problem: { code: 'run/candidate-other' },
  })
})

test('what waits is nobody else’s to read', async () => {
  const root = project()
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, 4)) })
  await run(root, web)
  if (process.platform !== 'win32')
    expect(fs.statSync(path.join(root, '.hiraku/candidates')).mode & 0o777).toBe(0o700)
})

test('of a drop it is said what --take does, and what it does not', async () => {
  const root = project()
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, 3)) })
  const only = problemsOf(await run(root, web)).at(-1)
  expect(only?.remedy.ja).toMatch(/今回だけ認め、maxDrop は書きません/)
  expect(only?.remedy.en).toMatch(/this once, and maxDrop is not written/)
  expect(only?.remedy.ja).not.toContain('直して替えます')
  const head = HEAD.replace('電話番号', '電話番号（代表）')
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, 3), head) })
  const both = problemsOf(await run(root, web)).at(-1)
  expect(both?.remedy.ja).toMatch(/直して替えます.*今回だけ認め、maxDrop は書きません/)
})

test.each(['gone', 'cut'])('bytes of the snapshot that are %s are fetched, and put back', async (how) => {
  const root = project()
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS) })
  expect((await run(root, web)).sources.unchanged).toBe(1)
  const file = path.join(root, SOURCE, 'snapshot/aed.csv')
  const bytes = fs.readFileSync(file)
  if (how === 'gone') fs.rmSync(file)
  else fs.writeFileSync(file, bytes.subarray(0, 40))
  const result = await run(root, web)
  expect(codesOf(result)).toEqual([])
  expect(result.sources).toMatchObject({ taken: 1 })
  expect(fs.readFileSync(file).equals(bytes)).toBe(true)
  expect((await run(root, web)).sources.unchanged).toBe(1)
})

test('how often it is looked at must be a word that is known', async () => {
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS) })
  const every = await run(project(`{ url: "${URL}", every: daily }`), web)
  expect(codesOf(every)).toEqual(['run/unknown-every'])
  expect(problemsOf(every)[0]?.remedy.ja).toMatch(/毎日、毎週/)
  expect(every.sources).toMatchObject({ failed: 1 })
  expect(web.asked).toEqual([])
  const frequency = await run(project(undefined, 'frequency: ときどき\n'), web)
  expect(problemsOf(frequency)).toMatchObject([
    { code: 'run/unknown-frequency', severity: 'warning', actual: 'ときどき' },
  ])
  expect(frequency.sources).toMatchObject({ failed: 0, unchanged: 1 })
  const known = await run(project(`{ url: "${URL}", every: 毎日 }`, 'frequency: １年に１回\n'), web)
  expect(codesOf(known)).toEqual([])
})

const SECRET = 'https://clerk:geheim@www.city.example.lg.jp/aed.csv?year=7&token=abc123'

test('an address as a bare string is told with its form, and without its secrets', async () => {
  for (const text of [SECRET, `"${SECRET}"`, '"inbox"']) {
    const web = site()
    const root = project(text)
    const result = await run(root, web)
    const [problem] = problemsOf(result)
    expect(problem?.code).toBe('validate/from-text')
    expect(problem?.remedy.ja).toContain('from: { url: "https://…" }')
    expect(JSON.stringify(problemsOf(result))).not.toMatch(/abc123|geheim/)
    expect(fs.readFileSync(path.join(root, '.hiraku/ledger.jsonl'), 'utf8')).not.toMatch(/abc123|geheim/)
    expect(web.asked).toEqual([])
  }
})

test('the ledger keeps no secret of an address, and what is asked for goes on', async () => {
  const root = project(`{ url: "${SECRET}" }`)
  const web = site()
  web.files.set(SECRET, { name: 'aed.csv', content: csv(ROWS) })
  // a line of a former version
  const ledger = path.join(root, '.hiraku/ledger.jsonl')
  for (let night = 0; night < 3; night += 1) {
    expect((await run(root, web)).sources).toMatchObject({ unchanged: 1, failed: 0 })
    expect(web.asked.at(-1)?.origin).toMatchObject({ url: SECRET })
    const { declared } = openLedger(effects, path.join(root, '.hiraku')).get('129992/aed')
    expect(declared).toMatchObject({ masked: true })
    expect(JSON.stringify(declared)).not.toMatch(/abc123|geheim/)
    expect(JSON.stringify(declared)).toContain('year=7')
  }
  expect(web.asked.map(({ known }) => Object.hasOwn(known, 'etag'))).toEqual([false, true, true])
  // a line of a former version, with the address as it is
  const old = fs.readFileSync(ledger, 'utf8').replaceAll(',"masked":true', '')
  const shown = /"url":"(https:[^"]*token=…[^"]*)"/.exec(old)?.[1] ?? 'none'
  fs.writeFileSync(ledger, old.replaceAll(`"origin":{"url":"${shown}"`, `"origin":{"url":"${SECRET}"`))
  await run(root, web)
  expect(fs.readFileSync(ledger, 'utf8').includes('"origin":{"url":"https://clerk')).toBe(false)
  // another secret: nobody knows of what the validators are
  const file = path.join(root, SOURCE, 'source.yaml')
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('abc123', 'abc124'))
  web.files.set(SECRET.replace('abc123', 'abc124'), { name: 'aed.csv', content: csv(ROWS) })
  await run(root, web)
  expect(web.asked.at(-1)?.known).toEqual({})
})
