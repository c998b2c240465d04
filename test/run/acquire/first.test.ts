/** A source that says where its file comes from and was never fetched: what is told before, and how the first one is taken. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { build } from '../../../pipeline/run.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { temporary } from '../fake.ts'
import { addSource, csv, effects, HEAD, machine, ROWS, run, site, tree, yaml } from './fake.ts'

const URL = 'https://www.city.example.lg.jp/file'
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

const COME_WITH_IT = ['snapshot', 'snapshot.yaml', 'cases.yaml', 'history.yaml']

function forget(root: string, source: string): void {
  for (const name of COME_WITH_IT) fs.rmSync(path.join(root, source, name), { recursive: true, force: true })
}

type Ran = Pick<Awaited<ReturnType<typeof run>>, 'problems'>
const problemsOf = ({ problems }: Ran) => problems.kinds().flatMap((kind) => kind.problems)
const errorsOf = (ran: Ran) =>
  problemsOf(ran).flatMap(({ code, severity }) => (severity === 'error' ? [code] : []))

describe('a table', () => {
  const SOURCE = 'sources/129992/aed'
  async function project(): Promise<string> {
    const root = temporary()
    folders.push(root)
    await addSource(root, 'aed.csv', csv(ROWS), `{ url: "${URL}" }`)
    forget(root, SOURCE)
    return root
  }

  test('a build says how it gets its file, and nothing else', async () => {
    const root = await project()
    const built = await build(effects, machine, { root })
    expect(errorsOf(built)).toEqual(['validate/not-fetched'])
    const [told] = problemsOf(built)
    expect(told?.where).toMatchObject({ file: `${SOURCE}/source.yaml`, key: 'from' })
    for (const text of [told?.remedy.ja, told?.remedy.en])
      expect(text).toContain('hiraku acquire --only 129992/aed')
    // without `from` the file itself is what is missing
    const file = path.join(root, SOURCE, 'source.yaml')
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^from: .*$/m, ''))
    expect(errorsOf(await build(effects, machine, { root }))).toEqual([
      'validate/missing-file',
      'validate/missing-file',
    ])
  })

  test('the first file brings its cases and its first version', async () => {
    const root = await project()
    const web = site()
    web.files.set(URL, { name: 'aed.csv', content: csv(ROWS) })
    const result = await run(root, web)
    expect(result.sources).toMatchObject({ taken: 1 })
    expect(result.taken[0]?.datasets).toMatchObject([{ id: '129992_aed', records: 6, version: '1.0.0' }])
    expect(result.taken[0]?.datasets[0]).not.toHaveProperty('before')
    expect(yaml(root, `${SOURCE}/cases.yaml`)).toMatchObject({ cases: [{ confirmed: false }, {}, {}, {}] })
    expect(errorsOf(await build(effects, machine, { root }))).toEqual([])
  })

  test('a dataset with a name of its own: a build after the first file changes nothing of why', async () => {
    const root = await project()
    const file = path.join(root, SOURCE, 'source.yaml')
    const text = fs.readFileSync(file, 'utf8')
    fs.writeFileSync(
      file,
      text
        .replace('dataset: aed', 'dataset: devices\n      records: aed')
        .replace('records: { aed: 6 }', 'records: { devices: 6 }'),
    )
    const web = site()
    web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, 5)) })
    expect((await run(root, web)).sources).toMatchObject({ taken: 1 })
    expect(errorsOf(await build(effects, machine, { root }))).toEqual([])
    web.files.set(URL, { name: 'aed.csv', content: csv(ROWS) })
    expect((await run(root, web)).sources).toMatchObject({ taken: 1 })
    expect(yaml(root, `${SOURCE}/history.yaml`)).toMatchObject([
      { dataset: 'devices', why: ['first'] },
      { dataset: 'devices', why: ['snapshot'], added: 1 },
    ])
  })

  test.each([
    ['a column is not there', csv(ROWS, HEAD.replace('電話番号', '連絡先')), 'run/candidate-column-gone'],
    ['a key twice', csv([...ROWS, ROWS[0] ?? '']), 'run/candidate-key'],
    ['no rows', csv([]), 'run/candidate-empty'],
    ['a web page', '<!DOCTYPE html><html><body>404</body></html>', 'run/candidate-format'],
  ])('waits where it does not fit: %s', async (_, content, code) => {
    const root = await project()
    const before = tree(root, 'sources')
    const web = site()
    web.files.set(URL, { name: 'aed.csv', content })
    const result = await run(root, web)
    // nothing of the case that stands for those to come
    expect(errorsOf(result)).toEqual([code, 'run/candidate-waits'])
    const waits = problemsOf(result).find((one) => one.code === 'run/candidate-waits')
    expect(waits?.message.ja).toContain('データセットはまだありません')
    expect(waits?.message.en).toContain('no datasets as yet')
    expect(JSON.stringify(problemsOf(result))).not.toMatch(/none|undefined/)
    expect(tree(root, 'sources')).toEqual(before)
    web.files.set(URL, { name: 'aed.csv', content: csv(ROWS) })
    expect((await run(root, web)).sources).toMatchObject({ taken: 1, waiting: 0 })
  })
})

test('a document waits for the cases that a person writes, and is then tried again by itself', async () => {
  const SOURCE = 'sources/389994/gyokaku_shinchoku_2023'
  const root = temporary()
  folders.push(root)
  fs.cpSync(path.join(PACKAGE, 'test/fixtures/build/third-town'), root, { recursive: true })
  const own = path.join(root, SOURCE)
  const cases = fs.readFileSync(path.join(own, 'cases.yaml'))
  const text = fs.readFileSync(path.join(own, 'snapshot/shinchoku.txt'))
  fs.appendFileSync(path.join(own, 'source.yaml'), `\nfrom: { url: "${URL}" }\n`)
  forget(root, SOURCE)
  expect(errorsOf(await build(effects, machine, { root }))).toEqual(['validate/not-fetched'])
  const web = site()
  web.files.set(URL, { name: 'shinchoku.txt', content: text })
  const first = await run(root, web)
  expect(errorsOf(first)).toEqual(['validate/missing-file', 'run/candidate-waits'])
  expect(problemsOf(first)[0]?.where.file).toBe(`${SOURCE}/cases.yaml`)
  expect(
    fs.readFileSync(
      path.join(root, '.hiraku/candidates/389994/gyokaku_shinchoku_2023/snapshot/shinchoku.txt'),
    ),
  ).toEqual(text)
  fs.writeFileSync(path.join(own, 'cases.yaml'), cases)
  const next = await run(root, web)
  expect(errorsOf(next)).toEqual([])
  expect(next.sources).toMatchObject({ taken: 1 })
  expect(yaml(root, `${SOURCE}/snapshot.yaml`)).toMatchObject({
    file: 'shinchoku.txt',
    mediaType: 'text/plain',
  })
  expect(errorsOf(await build(effects, machine, { root }))).toEqual([])
})
