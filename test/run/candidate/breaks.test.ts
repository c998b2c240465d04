import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeXlsx } from '../../../pipeline/lib/xlsx/write.ts'
import type { Problem } from '../../../pipeline/problem.ts'
import { build } from '../../../pipeline/run.ts'
import { encodeAs } from '../../helpers/japanese.ts'
import { PACKAGE } from '../../helpers/job.ts'
import {
  addSource,
  csv,
  effects,
  HEAD,
  machine,
  PUBLISHER,
  ROWS,
  run,
  site,
  tree,
  yaml,
} from '../acquire/fake.ts'
import { temporary, write } from '../fake.ts'

const URL = 'https://www.city.example.lg.jp/file'
const folders: string[] = []
const templates = new Map<string, string>()

const cellsOf = (text: string) =>
  text
    .trim()
    .split('\r\n')
    .map((line) => line.split(','))
const book = (text: string, name = 'AED'): Uint8Array =>
  writeXlsx({ sheets: [{ name, rows: cellsOf(text) }] })

beforeAll(async () => {
  for (const [kind, content] of [
    ['csv', csv(ROWS)],
    ['xlsx', book(csv(ROWS))],
  ] as const) {
    const root = temporary()
    folders.push(root)
    await addSource(root, `aed.${kind}`, content, `{ url: "${URL}" }`)
    templates.set(kind, root)
  }
})
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

function project(kind: string): string {
  const root = temporary()
  folders.push(root)
  fs.cpSync(templates.get(kind) ?? '', root, { recursive: true })
  return root
}

const without = (text: string, column: string): string => {
  const rows = cellsOf(text)
  const at = rows[0]?.indexOf(column) ?? -1
  return `${rows.map((row) => row.filter((_, i) => i !== at).join(',')).join('\r\n')}\r\n`
}
const withColumn = (text: string, header: string, cell: string): string =>
  text
    .trim()
    .split('\r\n')
    .map((line, i) => `${line},${i === 0 ? header : cell}`)
    .join('\r\n')
const W = 'run/candidate-waits'

interface Situation {
  readonly text: string
  readonly codes: readonly string[]
  /** of the first break */
  readonly was?: string
  readonly is?: string | RegExp
  readonly message?: RegExp
  readonly edit?: RegExp
  /** with the proposal the source builds */
  readonly builds?: boolean
}

const SITUATIONS: Readonly<Record<string, Situation>> = {
  'a column renamed, which its name shows': {
    text: csv(ROWS, HEAD.replace('電話番号', '電話番号（代表）')),
    codes: ['run/candidate-column-renamed', W],
    was: '電話番号',
    is: '電話番号（代表）',
    edit: /header: "?電話番号.* → .*header: "?電話番号（代表）/,
    builds: true,
  },
  'a column renamed, which only its values show': {
    text: csv(ROWS, HEAD.replace('設置位置', 'どこにあるか')),
    codes: ['run/candidate-column-renamed', W],
    was: '設置位置',
    is: 'どこにあるか',
    message: /同じ値/,
    builds: true,
  },
  'two columns renamed, each found': {
    text: csv(ROWS, HEAD.replace('設置位置', '場所').replace('名称_カナ', 'よみ')),
    codes: ['run/candidate-column-renamed', W],
    builds: true,
  },
  'the columns in another order and with other widths are no break': {
    text: csv(
      ROWS.map((row) => row.split(',').reverse().join(',')),
      HEAD.split(',').reverse().join(',').replace('ID', 'ＩＤ'),
    ),
    codes: [],
  },
  'a column gone that may be missing': {
    text: without(csv(ROWS), '設置位置'),
    codes: ['run/candidate-column-gone', W],
    was: '設置位置',
    is: '—',
    edit: / → .*optional: true/,
    builds: true,
  },
  'a new column is told, and nothing waits': {
    text: withColumn(csv(ROWS), '担当課', '総務課'),
    codes: ['run/candidate-column-new'],
    is: '担当課',
    message: /担当課/,
  },
  'rows fell by more than a fifth': {
    text: csv(ROWS.slice(0, 4)),
    codes: ['run/candidate-dropped', W],
    was: '6',
    is: '4',
    message: /33\.3％.*20％/,
    // what was meant once is not written for ever
    edit: /^$/,
    builds: true,
  },
  'one record may always go': { text: csv(ROWS.slice(0, 5)), codes: [] },
  'a key no longer unique': {
    text: csv([...ROWS, ROWS[1] ?? '', ROWS[2] ?? '']),
    codes: ['run/candidate-key', W],
    was: '0',
    is: '2',
    message: /「0002」「0003」/,
  },
  'a renamed column, with what it hid': {
    text: csv(ROWS.slice(0, 3), HEAD.replace('電話番号', '電話')),
    codes: ['run/candidate-column-renamed', 'run/candidate-dropped', W],
    edit: /^source\.yaml:\d+ {2}[^\n]*header: 電話,[^\n]*$/,
    builds: true,
  },
  'another error of the job, as it stands': {
    text: csv(ROWS).replace('35.63', '北緯三十五度くらい'),
    codes: ['normalize/not-a-coordinate', W],
  },
  'what must not be published': {
    text: csv(ROWS).replace('事務室', '夜間 090-1234-5678'),
    codes: ['run/candidate-held', 'inspect/mobile-phone', W],
  },
}

/** What is looked up in the newer file, not in source.yaml. */
const OF_FILE: ReadonlySet<string> = new Set(
  ['column-renamed', 'column-gone', 'dropped', 'empty', 'key', 'words'].map(
    (name) => `run/candidate-${name}`,
  ),
)

const problemsOf = ({ problems }: Pick<Awaited<ReturnType<typeof run>>, 'problems'>): readonly Problem[] =>
  problems.kinds().flatMap((kind) => kind.problems)

const errorCodes = (ran: Pick<Awaited<ReturnType<typeof run>>, 'problems'>): readonly string[] =>
  problemsOf(ran).flatMap(({ code, severity }) => (severity === 'error' ? [code] : []))

test('a finding of the privacy gate says which line lets it pass, and with a reason in it that line does', async () => {
  const root = project('csv')
  const web = site()
  const text = csv(ROWS).replace('事務室', '夜間 090-1234-5678')
  web.files.set(URL, { name: 'aed.csv', content: text })
  const first = problemsOf(await run(root, web)).find(({ code }) => code === 'inspect/mobile-phone')
  const [, line = ''] = /(- \{ rule: mobile-phone.*\})$/.exec(first?.remedy.ja ?? '') ?? []
  expect(first?.remedy.en).toContain(line)
  expect(line).toMatch(/^- \{ rule: mobile-phone, column: \S+, record: "aed\/0005", reason: "" \}$/)
  const file = path.join(root, 'sources/129992/aed/source.yaml')
  const said = line.replace('reason: ""', 'reason: 公開している番号')
  fs.appendFileSync(file, `\nprivacy:\n  allow:\n    ${said}\n`)
  expect(errorCodes(await run(root, web)).filter((code) => code !== 'run/waiting')).toEqual([])
})

describe.each(['csv', 'xlsx'])('of a source of %s', (kind) => {
  test.each(Object.entries(SITUATIONS))('%s', async (_, situation) => {
    const { text, codes, was, is, message, edit, builds } = situation
    const root = project(kind)
    const web = site()
    web.files.set(URL, { name: `aed.${kind}`, content: kind === 'csv' ? text : book(text) })
    const before = tree(root, 'sources')
    const result = await run(root, web)
    const problems = problemsOf(result)
    expect([...new Set(problems.map(({ code }) => code))].sort()).toEqual([...codes].sort())
    const isSound = !problems.some(({ severity }) => severity === 'error')
    expect(result.sources).toMatchObject(isSound ? { taken: 1, waiting: 0 } : { taken: 0, waiting: 1 })
    const first = problems.find(({ code }) => code === codes[0])
    if (was !== undefined) expect(first?.expected).toBe(was)
    if (is !== undefined) expect(first?.actual).toEqual(is)
    if (message !== undefined) expect(first?.message.ja).toMatch(message)
    const waits = result.waiting[0]
    if (edit !== undefined) expect(waits?.edit.join('\n')).toMatch(edit)
    if (builds !== undefined) expect(waits?.builds).toBe(builds)
    for (const { code, where } of problems.filter(({ code }) => OF_FILE.has(code)))
      expect(where.file, code).toBe(`.hiraku/candidates/129992/aed/snapshot/aed.${kind}`)
    for (const { message: said, remedy } of problems)
      for (const one of [said.ja, said.en, remedy.ja, remedy.en]) expect(one).not.toMatch(/\{\w+\}/)
    const told = path.join(root, '.hiraku/candidates/129992/aed/told.json')
    const all = JSON.stringify(result) + (fs.existsSync(told) ? fs.readFileSync(told, 'utf8') : '')
    expect(all).not.toContain('090-1234-5678')
    expect(fs.readFileSync(path.join(root, '.hiraku/ledger.jsonl'), 'utf8')).not.toContain('090-1234-5678')
    if (isSound) return
    expect(fs.readFileSync(path.join(root, '.hiraku/.gitignore'), 'utf8')).toBe('*\n')
    expect(tree(root, 'sources'), 'the source is as it was').toEqual(before)
    if (builds !== true) {
      // a person who has looked can not take over what does not build
      const taken = await run(root, web, { only: 'aed', take: true })
      expect(taken.sources).toMatchObject({ taken: 0, waiting: 1 })
      expect(tree(root, 'sources')).toEqual(before)
      return
    }
    const taken = await run(root, web, { only: 'aed', take: true })
    expect(problemsOf(taken).map(({ code }) => code)).toEqual([])
    expect(taken.sources).toMatchObject({ taken: 1, waiting: 0 })
    const built = await build(effects, machine, { root })
    expect(
      problemsOf(built)
        .filter(({ severity }) => severity === 'error')
        .map(({ code, message: { en } }) => `${code} ${en}`),
    ).toEqual([])
  })
})

test.each([
  [
    'csv',
    '<!DOCTYPE html><html><body>お探しのページは見つかりません</body></html>',
    'csv',
    'html',
    'ウェブページ',
  ],
  ['csv', book(csv(ROWS)), 'csv', 'xlsx', 'Excel'],
  ['xlsx', csv(ROWS), 'xlsx', 'csv', '文字のファイル'],
  ['xlsx', '<!DOCTYPE html><html><body>404</body></html>', 'xlsx', 'html', 'ウェブページ'],
  ['xlsx', '', 'xlsx', '0 bytes', '空のファイル'],
])('another format: for %s came %#', async (kind, content, was, is, word) => {
  const root = project(kind)
  const web = site()
  web.files.set(URL, { name: `aed.${kind}`, content })
  const result = await run(root, web)
  const [first] = problemsOf(result)
  expect(problemsOf(result).map(({ code }) => code)).toEqual(['run/candidate-format', W])
  expect(first).toMatchObject({ expected: was, actual: is })
  expect(first?.where.file).toBe(`.hiraku/candidates/129992/aed/snapshot/aed.${kind}`)
  expect(first?.message.ja).toContain(word)
  expect(result.waiting[0]?.builds).toBe(false)
})

describe('words out of their list', () => {
  const shops = (kinds: readonly string[]): string =>
    csvOf(['ID,名称,種別', ...kinds.map((kind, i) => `s${i + 1},店${i + 1},${kind}`)])
  const csvOf = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`
  const KINDS = ['飲食店', '小売店', '飲食店', '宿泊施設', '小売店', '飲食店']

  function own(column: string): string {
    const root = temporary()
    folders.push(root)
    const text = (title: string) => ({ title, type: ['string', 'null'], 'x-titleEn': title })
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'hiraku:records/shops',
      title: '店舗',
      'x-titleEn': 'Shops',
      description: '店舗の一覧。',
      'x-descriptionEn': 'Shops.',
      type: 'object',
      required: ['identifier', 'name', 'kind'],
      additionalProperties: false,
      properties: {
        identifier: { ...text('ID'), 'x-kind': 'identifier' },
        name: { ...text('名称'), type: 'string', 'x-kind': 'text' },
        kind: { ...text('種別'), 'x-kind': 'choice', enum: ['飲食店', '小売店', '宿泊施設', null] },
      },
    }
    const bytes = shops(KINDS)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    write(root, {
      'schemas/records/shops.schema.json': JSON.stringify(schema),
      'sources/129992/publisher.yaml': PUBLISHER,
      'sources/129992/shops/snapshot/a.csv': bytes,
      'sources/129992/shops/snapshot.yaml': `file: a.csv\nsha256: "${sha256}"\nbytes: ${Buffer.byteLength(bytes)}\nmediaType: text/csv\n`,
      'sources/129992/shops/cases.yaml':
        'cases: [{ dataset: shops, record: { identifier: s1, name: 店1 } }]\n',
      'sources/129992/shops/source.yaml': `title: { ja: 店舗, en: Shops }
grid:
  format: csv
  encoding: utf-8
  delimiter: ","
  tables:
    - dataset: shops
      headerRows: 1
      columns:
        - { header: ID, to: ID }
        - { header: 名称, to: 名称 }
        ${column}
      key: [ID]
expect: { records: { shops: 6 } }
from: { url: "${URL}" }
`,
    })
    return root
  }

  test.each([
    [
      'no words as yet',
      '- { header: 種別, to: 種別 }',
      / → \{ header: 種別, to: 種別, values: \{ 飲食: 飲食店 \} \}/,
    ],
    [
      'words already',
      '- header: 種別 # kind\n          to: 種別\n          values:\n            宿: 宿泊施設',
      /\+ 飲食: 飲食店/,
    ],
  ])('with %s: the one that it resembles is proposed', async (_, column, edit) => {
    const root = own(column)
    const web = site()
    const kinds = KINDS.map((kind) => kind.replace('飲食店', '飲食')).with(1, '宿')
    web.files.set(URL, {
      name: 'a.csv',
      content: shops(column.includes('values') ? kinds : kinds.with(1, '小売店')),
    })
    const result = await run(root, web)
    const [first] = problemsOf(result)
    expect(problemsOf(result).map(({ code }) => code)).toEqual(['run/candidate-words', W])
    expect(first).toMatchObject({ expected: '飲食店、小売店、宿泊施設', actual: '「飲食」×3' })
    expect(first?.message.ja).toMatch(/「種別」.*3件/)
    expect(result.waiting[0]?.edit.join('\n')).toMatch(edit)
    expect(result.waiting[0]?.builds).toBe(true)
    expect((await run(root, web, { only: 'shops', take: true })).sources.taken).toBe(1)
  })

  test('what resembles none is for a person', async () => {
    const root = own('- { header: 種別, to: 種別 }')
    const web = site()
    web.files.set(URL, { name: 'a.csv', content: shops(KINDS.with(0, '屋台村').with(1, '要確認')) })
    const result = await run(root, web)
    expect(problemsOf(result)[0]).toMatchObject({
      code: 'run/candidate-words',
      actual: '「屋台村」、「要確認」',
    })
    expect(result.waiting[0]).toMatchObject({ builds: false, edit: [], files: [] })
  })

  test('a column gone that must be there: what is left even with the edit is told', async () => {
    const root = own('- { header: 種別, to: 種別 }')
    const web = site()
    web.files.set(URL, { name: 'a.csv', content: without(shops(KINDS), '名称') })
    const result = await run(root, web)
    expect(problemsOf(result).map(({ code }) => code)).toEqual(['run/candidate-column-gone', W])
    expect(result.waiting[0]).toMatchObject({
      builds: false,
      edit: [expect.stringContaining('optional: true')],
    })
    expect(problemsOf(result).at(-1)?.remedy.en).toContain('Even with this edit it does not build')
    expect((await run(root, web, { only: 'shops', take: true })).sources.taken).toBe(0)
  })

  test('many are counted, the first are named', async () => {
    const root = own('- { header: 種別, to: 種別 }')
    const web = site()
    const many = Array.from({ length: 40 }, (_, i) => `種類${String(i + 10)}番`)
    web.files.set(URL, { name: 'a.csv', content: shops(many) })
    const [first] = problemsOf(await run(root, web))
    expect(first?.message.ja).toMatch(/40件.*「種類10番」.* …$/)
  })
})

test.each([
  [
    'encoding',
    encodeAs('shift_jis', csv(ROWS)),
    'utf-8',
    'shift_jis',
    /encoding: utf-8 → encoding: shift_jis/,
  ],
  ['sign between cells', csv(ROWS).replaceAll(',', '\t'), ',', 'TAB', /delimiter: "," → delimiter: "\\t"/],
])('another %s of the same table gives the same records', async (_, content, was, is, edit) => {
  const root = project('csv')
  const web = site()
  // the first version, so that a second one would show
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, 5)) })
  await run(root, web)
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS) })
  await run(root, web)
  const before = yaml(root, 'sources/129992/aed/history.yaml')
  web.files.set(URL, { name: 'aed.csv', content })
  const result = await run(root, web)
  expect(problemsOf(result).map(({ code }) => code)).toEqual(['run/candidate-encoding', W])
  expect(problemsOf(result)[0]).toMatchObject({ expected: was, actual: is })
  expect(problemsOf(result)[0]?.where.file).toBe('.hiraku/candidates/129992/aed/snapshot/aed.csv')
  expect(result.waiting[0]?.builds).toBe(true)
  expect(result.waiting[0]?.edit.join()).toMatch(edit)
  const taken = await run(root, web, { only: 'aed', take: true })
  expect(taken.taken[0]?.datasets).toEqual([expect.not.objectContaining({ version: expect.anything() })])
  expect(yaml(root, 'sources/129992/aed/history.yaml')).toEqual(before)
})

test('from Shift_JIS to UTF-8, with a column renamed besides: both are proposed, and it is taken over', async () => {
  const root = temporary()
  folders.push(root)
  await addSource(root, 'aed.csv', encodeAs('shift_jis', csv(ROWS)), `{ url: "${URL}" }`)
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS, HEAD.replace('設置位置', '設置場所')) })
  const result = await run(root, web)
  expect(problemsOf(result).map(({ code }) => code)).toEqual([
    'run/candidate-encoding',
    'run/candidate-column-renamed',
    W,
  ])
  expect(problemsOf(result)[0]?.message.ja).toContain('これまで：Shift_JIS、今：UTF-8')
  expect(result.waiting[0]?.edit.join('\n')).toMatch(/encoding: utf-8\n.*設置場所/)
  expect((await run(root, web, { only: 'aed', take: true })).sources.taken).toBe(1)
  expect(errorCodes(await build(effects, machine, { root }))).toEqual([])
})

test('a worksheet under another name', async () => {
  const root = project('xlsx')
  const web = site()
  web.files.set(URL, { name: 'aed.xlsx', content: book(csv(ROWS), '令和7年度') })
  const result = await run(root, web)
  expect(problemsOf(result).map(({ code }) => code)).toEqual(['run/candidate-worksheet', W])
  expect(problemsOf(result)[0]).toMatchObject({ expected: 'AED', actual: '令和7年度' })
  expect(result.waiting[0]?.builds).toBe(true)
  expect((await run(root, web, { only: 'aed', take: true })).sources.taken).toBe(1)
  expect(yaml(root, 'sources/129992/aed/source.yaml')).toMatchObject({
    grid: { tables: [{ worksheet: '令和7年度' }] },
  })
})

test('a worksheet under another name hides a column under another name: both are found', async () => {
  const root = project('xlsx')
  const web = site()
  const text = csv(ROWS, HEAD.replace('設置位置', 'どこにあるか'))
  web.files.set(URL, { name: 'aed.xlsx', content: book(text, '令和7年度') })
  const result = await run(root, web)
  expect(problemsOf(result).map(({ code }) => code)).toEqual([
    'run/candidate-worksheet',
    'run/candidate-column-renamed',
    W,
  ])
  expect((await run(root, web, { only: 'aed', take: true })).sources.taken).toBe(1)
})

describe('what may go', () => {
  const DECLARED = /^expect: (.*)\}$/m
  test.each([
    [1, 0, 'waiting'],
    [0.5, 3, 'taken'],
    [0.5, 2, 'waiting'],
    [0, 5, 'taken'],
    [0, 4, 'waiting'],
  ])('maxDrop: %s, of six %i are left: %s', async (maxDrop, left, state) => {
    const root = project('csv')
    const file = path.join(root, 'sources/129992/aed/source.yaml')
    const text = fs.readFileSync(file, 'utf8')
    expect(text).toMatch(DECLARED)
    fs.writeFileSync(file, text.replace(DECLARED, `expect: $1, maxDrop: ${maxDrop} }`))
    const web = site()
    web.files.set(URL, { name: 'aed.csv', content: csv(ROWS.slice(0, left)) })
    const result = await run(root, web)
    // without any record its cases can not come out either
    expect(result.sources).toMatchObject({ [state]: 1 })
    const dropped = problemsOf(result).some(({ code }) => code === 'run/candidate-dropped')
    expect(dropped).toBe(state === 'waiting' && maxDrop < 1)
  })
})

test('a correction of the renamed column follows it', async () => {
  const root = project('csv')
  const file = path.join(root, 'sources/129992/aed/corrections.yaml')
  fs.writeFileSync(
    file,
    'corrections:\n  # looked up\n  - { row: 3, column: 設置位置, before: 受付, after: 正面受付, reason: 現地で確かめた }\n',
  )
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: csv(ROWS, HEAD.replace('設置位置', '設置場所')) })
  const result = await run(root, web)
  expect(result.waiting[0]).toMatchObject({ builds: true })
  expect(result.waiting[0]?.edit.join('\n')).toMatch(/corrections\.yaml:3 .*設置場所/)
  expect((await run(root, web, { only: 'aed', take: true })).sources.taken).toBe(1)
  expect(fs.readFileSync(file, 'utf8')).toContain('  # looked up\n  - { row: 3, column: 設置場所,')
})

test('what was let pass by a column alone is not let pass for whatever comes after it', async () => {
  const root = temporary()
  folders.push(root)
  const mobile = csv(ROWS).replace('事務室', '夜間 090-1234-5678')
  await addSource(root, 'aed.csv', csv(ROWS), `{ url: "${URL}" }`)
  const file = path.join(root, 'sources/129992/aed/source.yaml')
  const allow = 'privacy: { allow: [{ rule: mobile-phone, column: 設置位置, reason: 公開済み }] }\n'
  fs.appendFileSync(file, allow)
  const web = site()
  web.files.set(URL, { name: 'aed.csv', content: mobile })
  const result = await run(root, web)
  expect(problemsOf(result).map(({ code }) => code)).toEqual(['run/candidate-more-allowed', W])
  expect(result.waiting[0]).toMatchObject({ held: true, builds: false })
  expect((await run(root, web, { only: 'aed', take: true })).sources).toMatchObject({ taken: 0, waiting: 1 })
  expect(JSON.stringify(problemsOf(result))).not.toContain('090-1234-5678')
})

describe('a document', () => {
  const town = (): { readonly root: string; readonly text: string } => {
    const root = temporary()
    folders.push(root)
    fs.cpSync(path.join(PACKAGE, 'test/fixtures/build/third-town'), root, { recursive: true })
    const own = path.join(root, 'sources/389994/gyokaku_shinchoku_2023')
    fs.appendFileSync(path.join(own, 'source.yaml'), `\nfrom: { url: "${URL}" }\n`)
    return { root, text: fs.readFileSync(path.join(own, 'snapshot/shinchoku.txt'), 'utf8') }
  }

  test('is taken over where it builds', async () => {
    const { root, text } = town()
    const web = site()
    web.files.set(URL, {
      name: 'shinchoku.txt',
      content: text.replace('第三者', '第三者').replace('の自己評価', 'の評価'),
    })
    const result = await run(root, web)
    expect(problemsOf(result).map(({ code, message }) => `${code} ${message.en}`)).toEqual([])
    expect(result.sources).toMatchObject({ taken: 1 })
  })

  test.each([
    ['a web page', () => '<!DOCTYPE html><html><body>404</body></html>', /^run\/candidate-format$/],
    ['half of it', (text: string) => text.slice(0, text.length / 2), /^shape\//],
    [
      'a line of another form',
      (text: string) => text.replace('－ １ －', '１ページ目です：ここ'),
      /^(?:shape|validate)\//,
    ],
  ])('waits where %s came', async (_, change, code) => {
    const { root, text } = town()
    const web = site()
    web.files.set(URL, { name: 'shinchoku.txt', content: change(text) })
    const result = await run(root, web)
    const codes = problemsOf(result).map((one) => one.code)
    expect(codes.at(-1)).toBe(W)
    expect(codes[0]).toMatch(code)
    expect(result.sources).toMatchObject({ waiting: 1, taken: 0 })
  })
})
