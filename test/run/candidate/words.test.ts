import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from '../../../pipeline/run.ts'
import { addSource, csv, effects, machine, ROWS, run, site, tree } from '../acquire/fake.ts'
import { temporary } from '../fake.ts'

const URL = 'https://www.city.example.lg.jp/file'
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

function project(): string {
  const root = temporary()
  folders.push(root)
  fs.cpSync(template, root, { recursive: true })
  return root
}

/** The column of 有 and 無, whose list is in its kind. */
const flags = (words: Readonly<Record<number, string>>, more: readonly string[] = []): string =>
  csv(
    [...ROWS, ...more].map((row, i) =>
      words[i] === undefined
        ? row
        : row
            .split(',')
            .with(9, words[i] ?? '')
            .join(','),
    ),
  )
const problemsOf = ({ problems }: Pick<Awaited<ReturnType<typeof run>>, 'problems'>) =>
  problems.kinds().flatMap((kind) => kind.problems)
const sourceOf = (root: string): string =>
  fs.readFileSync(path.join(root, 'sources/129992/aed/source.yaml'), 'utf8')

test.each([false, true])(
  'words that the column never had keep the file back (built before: %s)',
  async (isBuilt) => {
    const root = project()
    if (isBuilt) await build(effects, machine, { root })
    const web = site()
    web.files.set(URL, { name: 'aed.csv', content: flags({ 1: 'あるよ', 3: '要確認', 5: '要確認' }) })
    const before = tree(root, 'sources')
    const result = await run(root, web)
    expect(problemsOf(result).map(({ code }) => code)).toEqual([
      'run/candidate-words-new',
      'run/candidate-waits',
    ])
    const [first, waits] = problemsOf(result)
    expect(first).toMatchObject({ actual: '「あるよ」、「要確認」×2', expected: '有、無' })
    expect(first?.where.header).toBe('小児対応設備の有無')
    expect(first?.message.ja).toMatch(/3件/)
    expect(waits?.remedy.ja).toMatch(
      /これでよければ、hiraku acquire --only 129992\/aed --take=[0-9a-f]{8} で替えます/,
    )
    expect(waits?.remedy.ja).toContain('書かれたまま公開されます')
    expect(result.waiting[0]).toMatchObject({ builds: true, edit: [] })
    expect(tree(root, 'sources')).toEqual(before)
    // a person has looked: they may be there, and are not told as new the next time
    expect((await run(root, web, { only: 'aed', take: true })).sources.taken).toBe(1)
    expect(sourceOf(root)).not.toContain('values')
    const more = '129992,0007,千葉県あさひ野市,保健所,ホケンジョ,35.66,140.16,1階,0475-12-3462,不明だよ,9:00'
    web.files.set(URL, { name: 'aed.csv', content: flags({ 1: 'あるよ', 3: '要確認', 5: '要確認' }, [more]) })
    const next = await run(root, web)
    expect(next.sources.taken).toBe(1)
    expect(problemsOf(next)).toMatchObject([{ code: 'run/candidate-words-more', severity: 'warning' }])
    expect(problemsOf(next)[0]?.message.ja).toMatch(/4件.*今のファイルでは3件/)
    expect(next.taken[0]?.warnings.map(({ code }) => code)).toEqual(['run/candidate-words-more'])
  },
)

test('one that resembles a word of the list is proposed; the rest may pass as it is', async () => {
  const root = project()
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: flags({ 1: '有（要連絡）', 3: '要確認' }) })
  const result = await run(root, web)
  expect(problemsOf(result).map(({ code }) => code)).toEqual([
    'run/candidate-words-new',
    'run/candidate-waits',
  ])
  expect(result.waiting[0]?.edit.join('\n')).toMatch(/values: \{ "?有（要連絡）"?: 有 \}/)
  expect(problemsOf(result)[1]?.remedy.ja).toMatch(/直して替えます.*直しのないものは書かれたまま/)
  const taken = await run(root, web, { only: 'aed', take: true })
  expect(taken.sources.taken).toBe(1)
  expect(sourceOf(root)).toMatch(/有（要連絡）/)
  expect(sourceOf(root)).not.toContain('要確認')
})

test('words that the declaration knows, and blanks, are none of these', async () => {
  const root = project()
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: flags({ 0: '〇', 1: '', 2: 'なし', 3: '－' }) })
  const result = await run(root, web)
  expect(problemsOf(result)).toEqual([])
  expect(result.sources.taken).toBe(1)
})

test('of the very first file there is nothing to hold it against: it is told', async () => {
  const root = project()
  for (const name of ['snapshot', 'snapshot.yaml', 'cases.yaml'])
    fs.rmSync(path.join(root, 'sources/129992/aed', name), { recursive: true, force: true })
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: flags({ 1: 'あるよ' }) })
  const result = await run(root, web)
  expect(result.sources.taken).toBe(1)
  expect(problemsOf(result)).toMatchObject([{ code: 'run/candidate-words-more', severity: 'warning' }])
  expect(problemsOf(result)[0]?.message.ja).not.toContain('今のファイル')
})
