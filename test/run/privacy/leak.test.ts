/**
 * No value that the privacy gate stopped at gets out whole: every command, every form of its output, every byte that
 * is written under the project but the snapshot.
 */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { main } from '../../../pipeline/cli/main.ts'
import type { Effects } from '../../../pipeline/effects.ts'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { machineOf } from '../../../pipeline/run/machine.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { temporary, write } from '../fake.ts'

const code = path.join(PACKAGE, 'pipeline')
const effects: Effects = { ...nodeEffects(), ask: undefined, now: () => new Date('2024-06-09T20:00:00Z') }
const machine = machineOf(effects, code)
const folders: string[] = []

afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

/** Nobody has them: a number whose check digit is right, a mobile number, an address of a free service. */
const MY_NUMBER = ['123456789018', '234567890121']
const MOBILE = [
  '090-1234-5678',
  '080-2345-6789',
  '０７０－３４５６－７８９０',
  '070-3456-7890',
  '09045678901',
]
const MAIL = ['taro.yamada@gmail.com', 'hanako.sato@yahoo.co.jp', 'jiro@docomo.ne.jp']
const ALL = [...MY_NUMBER, ...MOBILE, ...MAIL]
/** In a column of telephones it may be that of a body: told, and published. */
const WARNED = '080-5678-9012'
const LEFT = '内部だけの覚え書き'

const HEAD =
  '全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,緯度,経度,設置位置,電話番号,開始時間,備考,庁内メモ'
const row = (id: string, name: string, phone: string, start: string, remarks: string, memo: string): string =>
  `129992,${id},千葉県あさひ野市,${name},,35.6${id},140.1${id},受付,${phone},${start},${remarks},${memo}`
const ROWS = [
  `作成：総務課 ${MAIL[2]},,,,,,,,,,,`,
  HEAD,
  row('0001', '本庁舎', '0475-12-3456', '8:30', '', LEFT),
  row('0002', '公民館', '0475-12-3457', '9時', `管理人 ${MOBILE[0]}`, LEFT),
  row('0003', '小学校', '0475-12-3458', '8:30', `連絡は ${MAIL[0]}`, MOBILE[1] ?? ''),
  row('0004', '体育館', '0475-12-3459', '8:30', MY_NUMBER[0] ?? '', MAIL[1] ?? ''),
  row('0005', '図書館', '0475-12-3460', '８：３０', '', MY_NUMBER[1] ?? ''),
  row('0006', '中学校', '０８０－５６７８－９０１２', '25:99', '', ''),
  row('0007', MOBILE[4] ?? '', '0475-12-34', '8:30', MOBILE[2] ?? '', ''),
  row('0008', '支所', '0475-12-3462', '8:30', '', ''),
  '',
  `※　問い合わせは担当 ${MOBILE[3]} まで,,,,,,,,,,,`,
]
const CSV = `${ROWS.join('\r\n')}\r\n`

function project(files: Readonly<Record<string, string>>): string {
  const root = temporary()
  folders.push(root)
  write(root, files)
  return root
}

async function hiraku(root: string, ...argv: readonly string[]) {
  let said = ''
  const own: Effects = {
    ...effects,
    stdout: (text: string) => {
      said += text
    },
    stderr: (text: string) => {
      said += text
    },
    isTerminal: false,
    env: { LANG: 'ja_JP.UTF-8' },
  }
  const exit = await main(argv, own, { code, root, machine })
  return { exit, said }
}

/** Every file below but those that the file itself is, by its path. */
function written(folder: string, isFile: (name: string) => boolean): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const walk = (inside: string): void => {
    for (const entry of fs.readdirSync(path.join(folder, inside), { withFileTypes: true })) {
      const name = path.join(inside, entry.name)
      if (entry.isDirectory()) walk(name)
      else if (!isFile(name)) found.set(name, fs.readFileSync(path.join(folder, name), 'utf8'))
    }
  }
  walk('')
  return found
}

const isSnapshot = (name: string): boolean => name === 'AED一覧.csv' || /(^|\/)snapshot\/[^/]+$/.test(name)

/** The values, with figures and signs of either width, and with nothing between the figures. */
function leaksIn(texts: ReadonlyMap<string, string>, values: readonly string[]): readonly string[] {
  return [...texts].flatMap(([name, text]) => {
    const plain = text.normalize('NFKC')
    const bare = plain.replace(/(?<=\d)-(?=\d)/g, '')
    return values.flatMap((value) => {
      const wanted = value.normalize('NFKC')
      return plain.includes(wanted) || bare.includes(wanted.replaceAll('-', '')) ? [`${name}: ${value}`] : []
    })
  })
}

describe('what the gate stops at gets out of no command', () => {
  const root = project({ 'AED一覧.csv': CSV })
  const commands: readonly (readonly string[])[] = [
    ['check', 'AED一覧.csv'],
    ['check', 'AED一覧.csv', '--lang', 'en'],
    ['check', 'AED一覧.csv', '--json'],
    ['check', 'AED一覧.csv', '--rules'],
    ['check', 'AED一覧.csv', '--rules', '--json'],
    ['check', 'AED一覧.csv', '--annotations'],
    ['check', 'AED一覧.csv', '--fix', 'mended.csv'],
    ['check', 'AED一覧.csv', '--report', 'html', '--out', 'report.html'],
    ['check', 'AED一覧.csv', '--report', 'json'],
    ['check', 'AED一覧.csv', '--report', 'text'],
    ['convert', 'AED一覧.csv', '--out', 'out'],
    ['convert', 'AED一覧.csv', '--out', 'out2', '--json', '--as', 'aed'],
  ]
  test.each(commands.map((argv) => [argv.join(' '), argv] as const))('%s', async (_, argv) => {
    const { exit, said } = await hiraku(root, ...argv)
    expect(exit, said).toBe(1)
    if (argv.includes('report.html') === false) expect(said).toContain('inspect/mobile-phone')
    const texts = written(root, isSnapshot)
    expect(leaksIn(new Map([...texts, ['said', said]]), ALL)).toEqual([])
    const isData = (name: string): boolean =>
      /(?:AED一覧|mended)\.(?:csv|json|jsonld|geojson|parquet)$/.test(name)
    const logs = [...texts].filter(([name]) => !isData(name))
    expect(leaksIn(new Map([...logs, ['said', said]]), [WARNED])).toEqual([])
    // a column that is not published
    expect(leaksIn(new Map([...texts, ['said', said]]), [LEFT])).toEqual([])
  })

  test('what was masked is told by its first sign and its length', async () => {
    const { said } = await hiraku(root, 'check', 'AED一覧.csv')
    expect(said).toContain('0…(13)')
    expect(said).toContain('1…(12)')
    expect(said).toContain('庁内メモ')
  })
})

describe('add and build', () => {
  test('nothing is written under sources/ and nothing gets out, until the reason is there', async () => {
    const root = project({ 'AED一覧.csv': CSV })
    const look = (said: string, values = ALL) =>
      leaksIn(new Map([...written(root, isSnapshot), ['said', said]]), values)
    for (const more of [[], ['--json']]) {
      const held = await hiraku(root, 'add', 'AED一覧.csv', '--yes', ...more)
      expect(held.exit).toBe(1)
      expect(look(held.said, [...ALL, WARNED, LEFT])).toEqual([])
      expect(fs.existsSync(path.join(root, 'sources'))).toBe(false)
      expect(fs.existsSync(path.join(root, '.hiraku/held/129992/aed/snapshot/AED一覧.csv'))).toBe(true)
    }

    // as if the gate had come later: it lies in git, its rows are held
    const folder = path.join(root, 'sources/129992')
    fs.mkdirSync(folder, { recursive: true })
    fs.renameSync(path.join(root, '.hiraku/held/129992/aed'), path.join(folder, 'aed'))
    fs.renameSync(
      path.join(folder, 'aed/project/sources/129992/publisher.yaml'),
      path.join(folder, 'publisher.yaml'),
    )
    fs.rmSync(path.join(folder, 'aed/project'), { recursive: true })
    const source = path.join(folder, 'aed/source.yaml')
    const text = fs.readFileSync(source, 'utf8')
    const bare = text.replace(/^# このままで[\s\S]*/m, '')
    fs.writeFileSync(source, bare.replace('expect: {', 'expect: { maxHeld: 5,'))
    for (const argv of [
      ['check', '129992/aed'],
      ['check', '129992/aed', '--json'],
      ['build', '--annotations'],
      ['build', '--json'],
      ['build', '--check'],
    ]) {
      const { exit, said } = await hiraku(root, ...argv)
      expect(exit, said).toBe(0)
      expect(look(said)).toEqual([])
      expect(look(said, [LEFT])).toEqual([])
    }
    const logs = [...written(root, isSnapshot)].filter(
      ([name]) =>
        !/datasets\/.*\.(?:csv|json|jsonld|geojson|parquet)$/.test(name) || name.endsWith('provenance.json'),
    )
    expect(leaksIn(new Map(logs), [WARNED])).toEqual([])
    expect(fs.existsSync(path.join(root, 'dist/sources/129992/aed.rows.json'))).toBe(true)
  })
})

test('what is allowed comes out as data, and is printed nowhere', async () => {
  const phone = '０９０－１２３４－５６７８'
  const rows = [
    HEAD,
    row('0001', '本庁舎', '0475-12-3456', '8:30', '', ''),
    row('0002', '公民館', phone, '8:30', MAIL[0] ?? '', ''),
  ]
  const root = project({ 'AED一覧.csv': `${rows.join('\r\n')}\r\n` })
  const values = [phone, MAIL[0] ?? '']
  expect((await hiraku(root, 'add', 'AED一覧.csv', '--yes')).exit).toBe(1)
  const source = path.join(root, '.hiraku/held/129992/aed/source.yaml')
  const draft = fs.readFileSync(source, 'utf8')
  fs.writeFileSync(source, draft.replaceAll('reason: ""', 'reason: 館が公開している'))
  const cases = path.join(root, 'sources/129992/aed/cases.yaml')
  let said = ''
  for (const argv of [
    ['add', 'AED一覧.csv', '--yes'],
    ['add', 'AED一覧.csv', '--yes', '--json'],
    ['check', '129992/aed', '--json'],
    ['build'],
    ['build', '--json'],
    ['explain', 'aed', '0002'],
    ['explain', 'aed', '0002', '--json'],
  ]) {
    const done = await hiraku(root, ...argv)
    expect(done.exit, done.said).toBe(0)
    said += done.said
  }
  expect(fs.readFileSync(cases, 'utf8')).toContain('0001')
  const isData = (name: string): boolean =>
    /datasets\/.*\.(?:csv|json|jsonld|geojson|parquet)$/.test(name) &&
    !/provenance|datapackage|ckan/.test(name)
  const texts = [...written(root, isSnapshot)]
  expect(leaksIn(new Map(texts.filter(([name]) => isData(name))), values)).not.toEqual([])
  expect(leaksIn(new Map([...texts.filter(([name]) => !isData(name)), ['said', said]]), values)).toEqual([])
  // a case that says otherwise is told without them
  fs.writeFileSync(cases, 'cases:\n  - { dataset: aed, record: { identifier: "0002", remarks: x } }\n')
  const { exit, said: wrong } = await hiraku(root, 'check', '129992/aed')
  expect(exit).toBe(1)
  expect(wrong).toContain('validate/case')
  expect(leaksIn(new Map([['said', wrong]]), values)).toEqual([])
})

describe('what no row can be held for', () => {
  const NAMES = ['遠藤　美咲', '武藤 弘治', '佐藤　花子', '鈴木 一郎']
  const club = `番号,講座名,氏名,会場\r\n${NAMES.map((name, i) => `${i + 1},講座${i + 1},${name},公民館`).join('\r\n')}\r\n`

  test('a table with a column of names is written by no command', async () => {
    const root = project({ 'club.csv': club })
    const isFile = (name: string): boolean => name === 'club.csv'
    for (const argv of [
      ['convert', 'club.csv', '--out', 'conv'],
      ['check', 'club.csv', '--fix', 'fix.csv'],
    ]) {
      const { exit, said } = await hiraku(root, ...argv)
      expect(exit, said).toBe(1)
      expect(said).toContain('inspect/person-names')
      expect(said).toContain('run/not-written')
      expect(leaksIn(new Map([...written(root, isFile), ['said', said]]), NAMES)).toEqual([])
    }
    expect([...written(root, isFile).keys()]).toEqual(['conv/report.json'])
    const report = JSON.parse(fs.readFileSync(path.join(root, 'conv/report.json'), 'utf8'))
    expect(report.rows).toMatchObject({ in: 4, out: 0, held: 4, records: 0 })
    expect(report.heldRows).toEqual([
      { rows: '2-5', reason: 'inspect/person-names', codes: ['inspect/person-names'] },
    ])
    expect(report.provenance).toEqual([])
  })
})

test('a number that a latitude, a time or a count is not is quoted by no command', async () => {
  // no reading of it lies in Japan
  const values = [MY_NUMBER[0] ?? '', '855730884112']
  const rows = [HEAD, row('0001', '本庁舎', '0475-12-3456', '8:30', '', '')]
  const wrong = row('0002', '公民館', '0475-12-3457', values[0] ?? '', '', '').split(',')
  wrong[5] = values[1] ?? ''
  const root = project({ 'AED一覧.csv': `${[...rows, wrong.join(',')].join('\r\n')}\r\n` })
  for (const argv of [
    ['check', 'AED一覧.csv'],
    ['check', 'AED一覧.csv', '--json'],
    ['convert', 'AED一覧.csv', '--out', 'out'],
  ]) {
    const { exit, said } = await hiraku(root, ...argv)
    expect(exit, said).toBe(1)
    expect(said).toContain('normalize/')
    expect(leaksIn(new Map([...written(root, isSnapshot), ['said', said]]), values)).toEqual([])
  }
})

test('what was built before the gate stopped it is named, and a copied draft builds no more', async () => {
  const csv = (remarks: string): string =>
    `${[HEAD, row('0001', '本庁舎', '0475-12-3456', '8:30', '', ''), row('0002', '公民館', '0475-12-3457', '8:30', remarks, '')].join('\r\n')}\r\n`
  const root = project({ 'AED一覧.csv': csv(MOBILE[0] ?? '') })
  expect((await hiraku(root, 'add', 'AED一覧.csv', '--yes')).said).toContain('保留中: 1 件')
  const held = path.join(root, '.hiraku/held/129992/aed/source.yaml')
  fs.writeFileSync(held, fs.readFileSync(held, 'utf8').replaceAll('reason: ""', 'reason: 館が公開している'))
  const added = await hiraku(root, 'add', 'AED一覧.csv', '--yes')
  expect(added.said).not.toContain('保留中')
  expect((await hiraku(root, 'build')).exit).toBe(0)
  // the reason is withdrawn
  const source = path.join(root, 'sources/129992/aed/source.yaml')
  const text = fs.readFileSync(source, 'utf8')
  fs.writeFileSync(source, text.replace(/^# このままで[\s\S]*/m, ''))
  const { exit, said } = await hiraku(root, 'build')
  expect(exit).toBe(1)
  expect(said).toContain('run/still-published')
  expect(leaksIn(new Map([['said', said]]), ALL)).toEqual([])
  expect((await hiraku(root, 'explain', 'aed', '0002')).said).not.toContain('1234-5678')
})

test('a number that a correction replaced is in no case that is made anew', async () => {
  const number = MY_NUMBER[0] ?? ''
  const rows = [
    HEAD,
    row('0001', '本庁舎', '0475-12-3456', '8:30', '', ''),
    row('0002', number, '0475-12-3457', '8:30', '', ''),
  ]
  const root = project({ 'AED一覧.csv': `${rows.join('\r\n')}\r\n` })
  expect((await hiraku(root, 'add', 'AED一覧.csv', '--yes')).exit).toBe(1)
  const folder = path.join(root, '.hiraku/held/129992/aed')
  fs.writeFileSync(
    path.join(folder, 'corrections.yaml'),
    `corrections:\n  - { row: 3, column: 名称, before: "${number}", after: 公民館, reason: 書き間違い }\n`,
  )
  const source = path.join(folder, 'source.yaml')
  fs.writeFileSync(
    source,
    fs.readFileSync(source, 'utf8').replaceAll('reason: ""', 'reason: 訂正したので公開されない'),
  )
  const { said } = await hiraku(root, 'add', 'AED一覧.csv', '--yes')
  const isOther = (name: string): boolean => isSnapshot(name) || name.endsWith('corrections.yaml')
  expect(leaksIn(new Map([...written(root, isOther), ['said', said]]), [number])).toEqual([])
  expect(fs.existsSync(path.join(root, 'sources/129992/aed/cases.yaml'))).toBe(true)
})
