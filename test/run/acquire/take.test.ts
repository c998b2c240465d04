import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLedger } from '../../../pipeline/run/ledger/ledger.ts'
import { temporary, write } from '../fake.ts'
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
  const [drop, only] = problemsOf(await run(root, web))
  expect(drop?.remedy.ja).toMatch(/今回だけ認めて.*maxDrop を自分で書いて/)
  expect(only?.remedy.ja).toMatch(/で替えます。件数が減ることは、今回だけ認めます/)
  expect(only?.remedy.en).toMatch(/are fewer is let pass this once/)
  // nothing that is not done is proposed, and one command is given, not two
  for (const { ja, en } of [drop, only].flatMap((one) => (one === undefined ? [] : [one.remedy])))
    expect(`${ja} ${en}`).not.toMatch(/直して替えます|提案|Proposed|maxDrop:|--take(?!=)(?: takes|で替え)/)
  expect(drop?.remedy.ja).not.toContain('hiraku acquire')
  expect(fs.existsSync(path.join(root, WAITS, 'source.yaml'))).toBe(false)
  const head = HEAD.replace('電話番号', '電話番号（代表）')
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, 3), head) })
  const both = problemsOf(await run(root, web)).at(-1)
  expect(both?.remedy.ja).toMatch(/次の直しを提案します.*直して替えます。件数が減ることは、今回だけ認めます/)
  expect(both?.remedy.ja).not.toContain('maxDrop')
  const proposed = fs.readFileSync(path.join(root, WAITS, 'source.yaml'), 'utf8')
  expect(proposed).toContain('電話番号（代表）')
  expect(proposed).not.toContain('maxDrop')
})

test('each night a line with how many reasons there are; who asks for it by name is told everything again', async () => {
  const root = project()
  const web = site()
  const head = HEAD.replace('電話番号', '電話番号（代表）').replace('設置位置', '置いてある所')
  const content = csv(
    ROWS.slice(0, 3).map((row) => row.replace('受付', '夜間 090-1234-5678')),
    head,
  )
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, 3), head) })
  const first = await run(root, web)
  expect(codesOf(first)).toEqual([
    'run/candidate-column-renamed',
    'run/candidate-column-renamed',
    'run/candidate-dropped',
    'run/candidate-waits',
  ])
  const [night] = problemsOf(await run(root, web))
  expect(night?.code).toBe('run/candidate-still')
  expect(night?.message.ja).toMatch(/（ほか2件）$/)
  expect(night?.message.en).toMatch(/\(and 2 more\)$/)
  expect(night?.remedy.ja).toContain('hiraku acquire --only 129992/aed で表示されます')
  for (let day = 0; day < 2; day += 1) {
    const again = await run(root, web, { only: 'aed' })
    expect(problemsOf(again)).toEqual(problemsOf(first))
    expect(again.waiting).toEqual(first.waiting)
  }
  expect(codesOf(await run(root, web))).toEqual(['run/candidate-still'])
  // what must not be shown is not shown the second time either; what it is is told in one, with how many
  web.files.set(URL, { name: 'aed.csv', content })
  const held = await run(root, web)
  const again = await run(root, web, { only: 'aed' })
  expect(codesOf(again)).toEqual(codesOf(held))
  expect(codesOf(again)).toContain('inspect/mobile-phone')
  expect(JSON.stringify(again)).not.toContain('090-1234-5678')
})

test('a single reason has no count', async () => {
  const root = project()
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS).replace('事務室', '夜間 090-1234-5678') })
  await run(root, web)
  const [night] = problemsOf(await run(root, web))
  expect(night?.code).toBe('run/candidate-still')
  expect(night?.message.ja).not.toContain('ほか')
})

test('what is left even with the proposed edit is counted too', async () => {
  const root = project()
  write(root, {
    [`${SOURCE}/corrections.yaml`]:
      'corrections:\n  - { row: 3, column: 設置位置, before: 受付, after: 正面受付, reason: 現地で確かめた }\n',
  })
  const web = site()
  const head = HEAD.replace('電話番号', '電話番号（代表）')
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS, head).replace('受付', '入口の横') })
  const first = await run(root, web)
  expect(codesOf(first)).toEqual(['run/candidate-column-renamed', 'run/candidate-waits'])
  expect(problemsOf(first).at(-1)?.remedy.ja).toContain('残る問題：')
  expect(problemsOf(await run(root, web))[0]?.message.ja).toMatch(/（ほか1件）$/)
})

test('where nothing can be had any more, the newer file that came before is still told of', async () => {
  const root = project()
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, 3)) })
  const first = await run(root, web)
  web.files.delete(URL)
  for (const only of [undefined, 'aed']) {
    const gone = await run(root, web, only === undefined ? {} : { only })
    expect(gone.sources).toMatchObject({ failed: 1, waiting: 0 })
    const [failure, kept] = problemsOf(gone)
    expect(failure?.code).toMatch(/^acquire\//)
    expect(kept).toMatchObject({ code: 'run/candidate-kept', severity: 'warning' })
    expect(kept?.message.ja).toMatch(/2025-04-10 から替えずに待ったまま.*3件に減りました/)
    expect(kept?.remedy.ja).toContain(`--take=${shaOf(first)}`)
  }
  const ledger = openLedger(effects, path.join(root, '.hiraku')).get('129992/aed')
  expect(ledger.failures?.[0]?.code).toMatch(/^acquire\//)
  expect(ledger.waiting).toMatchObject([{ kind: 'candidate' }])
  // it may be taken over all the same
  expect((await run(root, web, { only: 'aed', take: true })).sources).toMatchObject({ taken: 1 })
})

test('what is told of a file that was taken over points at the snapshot', async () => {
  const root = project()
  const web = site()
  const rows = ROWS.map((row) => `${row},総務課`)
  web.files.set(URL, { name: 'aed.csv', content: csv(rows, `${HEAD},担当課`) })
  const result = await run(root, web)
  expect(result.sources.taken).toBe(1)
  expect(problemsOf(result)).toMatchObject([
    { code: 'run/candidate-column-new', where: { file: `${SOURCE}/snapshot/aed.csv` } },
  ])
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
  // a file written in the same tick of the clock is not trusted, and of what is masked nobody knows which it was
  await new Promise((resolve) => setTimeout(resolve, 50))
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
