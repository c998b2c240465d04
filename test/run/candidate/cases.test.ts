import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addSource, csv, HEAD, ROWS, run, site } from '../acquire/fake.ts'
import { temporary } from '../fake.ts'

const URL = 'https://www.city.example.lg.jp/file'
const folders: string[] = []
let template = ''

beforeAll(async () => {
  template = temporary()
  folders.push(template)
  await addSource(template, 'aed.csv', csv(ROWS), `{ url: "${URL}" }`)
  fs.writeFileSync(
    path.join(template, 'sources/129992/aed/cases.yaml'),
    `cases:
  - dataset: aed
    record:
      identifier: "0001"
      name: 本庁舎
      installationLocation: １階
  - dataset: aed
    record: { identifier: "0002", installationLocation: 受付 }
  - dataset: aed
    record:
      identifier: "0004"
      installationLocation: 入口
`,
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

const problemsOf = ({ problems }: Pick<Awaited<ReturnType<typeof run>>, 'problems'>) =>
  problems.kinds().flatMap((kind) => kind.problems)
const without = (at: number): string =>
  csv(
    ROWS.map((row) => row.split(',').toSpliced(at, 1).join(',')),
    HEAD.split(',').toSpliced(at, 1).join(','),
  )

test('a lost column: all cases that stop it are told at once, as people call them, and where they stand', async () => {
  const root = project()
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: without(HEAD.split(',').indexOf('設置位置')) })
  const result = await run(root, web)
  expect(problemsOf(result).map(({ code }) => code)).toEqual([
    'run/candidate-column-gone',
    'run/candidate-cases',
    'run/candidate-waits',
  ])
  const [, cases, waits] = problemsOf(result)
  expect(cases?.message.ja).toBe(
    '「aed」の確認例3件で、「設置位置」が新しいファイルでは違う値です：0001 「１階」→「空欄」、0002 「受付」→「空欄」、0004 「入口」→「空欄」',
  )
  expect(cases?.message.en).toContain('0002 「受付」→「blank」')
  expect(cases?.remedy.ja).toContain(
    'sources/129992/aed/cases.yaml の 6, 8, 12 行目から「installationLocation」（設置位置）',
  )
  expect(cases?.where).toMatchObject({ file: 'sources/129992/aed/cases.yaml', line: 6 })
  expect(waits?.remedy.ja).toMatch(/まだ作れません.*残る問題.*「設置位置」/)
  expect(JSON.stringify(problemsOf(result))).not.toMatch(/null|\[validate\/case/)
})

test('records that are gone are told together too', async () => {
  const root = project()
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.filter((row) => !row.includes('図書館'))) })
  const result = await run(root, web)
  expect(problemsOf(result).map(({ code }) => code)).toEqual([
    'run/candidate-cases-gone',
    'run/candidate-waits',
  ])
  const [gone] = problemsOf(result)
  expect(gone?.message.ja).toMatch(/1件の行.*0004/)
  expect(gone?.remedy.ja).toContain('cases.yaml の 9 行目')
})
