import fs from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { main } from '../../../pipeline/cli/main.ts'
import type { Effects } from '../../../pipeline/effects.ts'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { isObject } from '../../../pipeline/lib/object.ts'
import { parseYaml } from '../../../pipeline/lib/yaml.ts'
import { UserError } from '../../../pipeline/problem.ts'
import { addFile } from '../../../pipeline/run/add/add.ts'
import { machineOf } from '../../../pipeline/run/machine.ts'
import { createGates } from '../../../pipeline/validate/index.ts'
import { PACKAGE, schemasOf } from '../../helpers/job.ts'
import { temporary, write } from '../fake.ts'

const fixtures = path.join(PACKAGE, 'test/fixtures/build')
const code = path.join(PACKAGE, 'pipeline')
const effects: Effects = { ...nodeEffects(), ask: undefined, now: () => new Date('2024-06-09T20:00:00Z') }
const machine = machineOf(effects, code)
const folders: string[] = []

afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

function project(files: Readonly<Record<string, string>> = {}): string {
  const root = temporary()
  folders.push(root)
  write(root, files)
  return root
}

const HEAD =
  '全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,緯度,経度,設置位置,電話番号,小児対応設備の有無,開始時間'
const ROWS = [
  '129992,0001,千葉県あさひ野市,本庁舎,ホンチョウシャ,35.6,140.1,１階,0475-12-3456,有,8:30',
  '129992,0002,千葉県あさひ野市,公民館,コウミンカン,35.61,140.11,受付,0475-12-3457,○,9:00',
  '129992,0003,千葉県あさひ野市,小学校,ショウガッコウ,35.62,140.12,玄関,0475-12-3458,無,',
]
const AED = `${[HEAD, ...ROWS].join('\r\n')}\r\n`
const PUBLISHER = 'code: "129992"\nname: { ja: 千葉県あさひ野市, en: Asahino }\nlicence: CC-BY-4.0\n'
const yaml = (root: string, file: string): unknown =>
  parseYaml(fs.readFileSync(path.join(root, file), 'utf8')).value
const add = (root: string, file: string, more: object = {}, own: Effects = effects) =>
  addFile(own, machine, root, { file, ...more })

describe('a new file', () => {
  test('becomes a source that builds, of the publisher that it names', async () => {
    const root = project({ 'AED一覧.csv': AED })
    const added = await add(root, 'AED一覧.csv')
    expect(added).toMatchObject({ outcome: 'added', source: '129992/aed' })
    expect(added.check?.problems.counts.error).toBe(0)
    expect(added.check?.datasets).toEqual([{ id: '129992_aed', records: 3 }])
    expect(yaml(root, 'sources/129992/publisher.yaml')).toEqual({
      code: '129992',
      name: { ja: '千葉県あさひ野市', en: '(name to be filled in: 129992)' },
      licence: 'NOASSERTION',
    })
    expect(added.questions.map(({ ja }) => ja).join()).toMatch(/ライセンス.*英語名/)
    expect(yaml(root, 'sources/129992/aed/snapshot.yaml')).toMatchObject({
      file: 'AED一覧.csv',
      acquired: '2024-06-10',
    })
    expect(yaml(root, 'sources/129992/aed/source.yaml')).toMatchObject({
      grid: { format: 'csv', encoding: 'utf-8', tables: [{ dataset: 'aed', key: ['ID'] }] },
      expect: { records: { aed: 3 } },
    })
    const cases = yaml(root, 'sources/129992/aed/cases.yaml')
    expect(cases).toMatchObject({
      cases: [
        {
          row: 2,
          confirmed: false,
          cells: { 開始時間: '8:30' },
          record: { identifier: '0001', startTime: '08:30' },
        },
        { row: 3, confirmed: false },
        { row: 4, confirmed: false },
      ],
    })
    for (const file of added.written) expect(fs.existsSync(path.join(root, file)), file).toBe(true)
    expect(fs.readdirSync(path.join(root, '.hiraku'))).not.toContain('adding')
  })

  test('the same file again changes nothing', async () => {
    const root = project({ 'a.csv': AED, 'b.csv': AED })
    await add(root, 'a.csv')
    expect(await add(root, 'b.csv')).toMatchObject({
      outcome: 'unchanged',
      source: '129992/aed',
      written: [],
    })
  })

  test('another list of the same form is another source, and its dataset has another name', async () => {
    const other = AED.replaceAll(/000(\d)/g, '100$1').replaceAll(/,(本庁舎|公民館|小学校),/g, ',第二$1,')
    const root = project({ 'a.csv': AED, 'b.csv': other })
    await add(root, 'a.csv')
    expect(await add(root, 'b.csv')).toMatchObject({ outcome: 'added', source: '129992/aed_2' })
    expect(yaml(root, 'sources/129992/aed_2/source.yaml')).toMatchObject({
      grid: { tables: [{ dataset: 'aed_2', records: 'aed' }] },
    })
  })

  test('a name that is not known is marked, and does not go into the data', async () => {
    const csv = AED.replaceAll(',地方公共団体名', '').replaceAll(',千葉県あさひ野市', '')
    const root = project({ 'a.csv': csv })
    const added = await add(root, 'a.csv')
    expect(yaml(root, 'sources/129992/publisher.yaml')).toMatchObject({
      name: { ja: '（名前を書いてください：129992）' },
    })
    expect(JSON.stringify(added.check?.report)).toContain('団体の名前')
    expect(fs.readFileSync(path.join(root, 'sources/129992/aed/cases.yaml'), 'utf8')).not.toContain(
      '書いてください：',
    )
  })

  test('without any sign of whose it is nothing is written', async () => {
    const csv = AED.replaceAll('全国地方公共団体コード,', '').replaceAll('129992,', '')
    const root = project({ 'a.csv': csv })
    await expect(add(root, 'a.csv')).rejects.toThrow(UserError)
    expect(fs.readdirSync(root)).toEqual(['a.csv'])
    const asked = { ...effects, ask: () => Promise.resolve('１２９９９２') }
    expect(await add(root, 'a.csv', {}, asked)).toMatchObject({ source: '129992/aed' })
  })

  test.each([['129991'], ['../x'], ['x']])('a publisher that there is not: %s', async (publisher) => {
    const root = project({ 'a.csv': AED })
    await expect(add(root, 'a.csv', { publisher })).rejects.toThrow(UserError)
  })

  test('worksheets of one shape are one table of a dataset of its own', async () => {
    const root = project({ 'sources/129992/publisher.yaml': PUBLISHER })
    const from = 'office-spreadsheet/sources/139998/library_use/snapshot/library_use.xlsx'
    fs.copyFileSync(path.join(fixtures, from), path.join(root, 'library_use.xlsx'))
    const added = await add(root, 'library_use.xlsx')
    expect(added.check?.problems.counts.error).toBe(0)
    expect(yaml(root, 'sources/129992/library_use/source.yaml')).toMatchObject({
      grid: {
        format: 'xlsx',
        tables: [{ worksheet: '*月', worksheetTo: '月', headerRows: 2, key: ['月', '施設名'] }],
        leave: [{ worksheet: 'はじめに' }],
      },
    })
    const schema: unknown = JSON.parse(
      fs.readFileSync(path.join(root, 'schemas/records/library_use.schema.json'), 'utf8'),
    )
    expect(isObject(schema) && schema['x-primaryKey']).toEqual(['month', 'name'])
  })

  test('what gives no record is not added', async () => {
    const root = project({ 'sources/129992/publisher.yaml': PUBLISHER, 'a.csv': 'こんにちは\r\n' })
    await expect(add(root, 'a.csv')).rejects.toThrow(UserError)
    expect(fs.readdirSync(path.join(root, 'sources/129992'))).toEqual(['publisher.yaml'])
  })
})

describe('a newer file', () => {
  const NEWER = AED.replace('公民館', '中央公民館')
    .replace(/129992,0003.*\r\n/, '')
    .concat('129992,0004,千葉県あさひ野市,図書館,トショカン,35.63,140.13,入口,0475-12-3459,無,\r\n')
  async function withSource(newer: string, name = 'AED.csv'): Promise<string> {
    const root = project({
      'sources/129992/publisher.yaml': PUBLISHER,
      'AED.csv': AED,
      [`new/${name}`]: newer,
    })
    await add(root, 'AED.csv')
    return root
  }

  test('waits, with what would change', async () => {
    const root = await withSource(NEWER)
    const before = fs.readFileSync(path.join(root, 'sources/129992/aed/source.yaml'), 'utf8')
    const added = await add(root, 'new/AED.csv')
    expect(added).toMatchObject({
      outcome: 'waiting',
      candidate: {
        datasets: [
          { before: 3, after: 3, added: 1, removed: 1, changed: 1, examples: { changed: ['0002'] } },
        ],
      },
    })
    expect(fs.readdirSync(path.join(root, '.hiraku/candidates/129992/aed'))).toEqual([
      'snapshot',
      'snapshot.yaml',
    ])
    expect(fs.readFileSync(path.join(root, 'sources/129992/aed/source.yaml'), 'utf8')).toBe(before)
  })

  test.each([
    ['--yes', { yes: true }, effects],
    ['a yes at the terminal', {}, { ...effects, ask: () => Promise.resolve('はい') }],
  ])('is taken over: %s', async (_, options, own) => {
    const root = await withSource(NEWER.replace(/129992,0001.*\r\n/, ''), 'AED令和7年.csv')
    const added = await add(root, 'new/AED令和7年.csv', options, own)
    expect(added).toMatchObject({ outcome: 'accepted', source: '129992/aed' })
    expect(added.check?.problems.counts.error).toBe(0)
    expect(fs.readdirSync(path.join(root, 'sources/129992/aed/snapshot'))).toEqual(['AED令和7年.csv'])
    expect(yaml(root, 'sources/129992/aed/source.yaml')).toMatchObject({ expect: { records: { aed: 2 } } })
    expect(fs.readdirSync(path.join(root, '.hiraku'))).not.toContain('replaced')
    expect(fs.existsSync(path.join(root, '.hiraku/candidates/129992/aed'))).toBe(false)
  })

  test('a case that a person confirmed stands in its way', async () => {
    const root = await withSource(NEWER)
    const file = path.join(root, 'sources/129992/aed/cases.yaml')
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll('confirmed: false', 'confirmed: true'))
    const added = await add(root, 'new/AED.csv', { yes: true })
    expect(added.outcome).toBe('refused')
    expect(added.candidate?.problems.map(({ code }) => code)).toContain('validate/case')
  })

  test('does not replace what it does not build: a header is another', async () => {
    const root = await withSource(NEWER.replace('設置位置', '設置場所'))
    const added = await add(root, 'new/AED.csv', { yes: true })
    expect(added).toMatchObject({
      outcome: 'refused',
      candidate: { gone: ['設置位置'], fresh: ['設置場所'] },
    })
    expect(added.candidate?.problems[0]?.code).toBe('shape/header-changed')
    expect(fs.readdirSync(path.join(root, 'sources/129992/aed/snapshot'))).toEqual(['AED.csv'])
  })
})

describe('the command', () => {
  async function hiraku(root: string, ...argv: readonly string[]) {
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
      env: { LANG: 'en_US.UTF-8' },
    }
    const exit = await main(argv, own, { code, root, machine })
    return { exit, stdout, stderr }
  }
  const gate = createGates(schemasOf(PACKAGE))('published/added.schema.json')

  test('prints what its schema says', async () => {
    const root = project({ 'a.csv': AED, 'b.csv': AED.replace('公民館', '会館') })
    const one = await hiraku(root, 'add', 'a.csv', '--json')
    expect(one.exit).toBe(0)
    expect(gate?.(JSON.parse(one.stdout))).toEqual([])
    const two = await hiraku(root, 'add', 'a.csv', 'b.csv', '--json')
    expect(gate?.(JSON.parse(two.stdout))).toEqual([])
    expect(JSON.parse(two.stdout)).toMatchObject({
      files: [{ outcome: 'unchanged' }, { outcome: 'waiting' }],
    })
  })

  test('says in words what is open and what to do next', async () => {
    const root = project({ 'a.csv': AED })
    const { exit, stdout } = await hiraku(root, 'add', 'a.csv', '--lang', 'ja')
    expect(exit).toBe(0)
    expect(stdout).toContain('人が決めること')
    expect(stdout).toContain('hiraku build')
  })

  test('exit codes: an error in the data, and wrong use', async () => {
    const root = project({ 'a.csv': AED.replace('35.61', '九十九') })
    const held = await hiraku(root, 'add', 'a.csv', '--lang', 'ja')
    expect(held.exit).toBe(1)
    expect(held.stdout).toContain('maxHeld: 1')
    expect((await hiraku(root, 'add', 'none.csv')).exit).toBe(2)
    expect((await hiraku(root, 'add')).exit).toBe(2)
  })
})
