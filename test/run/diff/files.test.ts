/** Files at hand, as the look reads them. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { diffHtml } from '../../../pipeline/report/diff/html.ts'
import { diffJson } from '../../../pipeline/report/diff/json.ts'
import { diffSummary } from '../../../pipeline/report/diff/summary.ts'
import { diffText } from '../../../pipeline/report/diff/text.ts'
import { diffCsv } from '../../../pipeline/run/diff/csv.ts'
import { type Diffed, type DiffOptions, diff } from '../../../pipeline/run/diff/diff.ts'
import { machineOf } from '../../../pipeline/run/machine.ts'
import { xlsx } from '../../extract/spreadsheet/workbook.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { sheetXml } from '../../job/table/fixtures.ts'
import { whole } from '../../report/diff/found.ts'
import { temporary } from '../fake.ts'

const root = temporary()
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

const AED = [
  '全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,所在地_連結表記,緯度,経度,設置位置,電話番号',
  '142140,A1,神奈川県伊勢原市,市役所,シヤクショ,神奈川県伊勢原市田中348,35.4029,139.3147,1階,0463-94-4711',
  '142140,A2,神奈川県伊勢原市,中央公民館,チュウオウコウミンカン,神奈川県伊勢原市東大竹1-21-1,35.3951,139.3139,玄関,0463-93-7500',
  '142140,A3,神奈川県伊勢原市,体育館,タイイクカン,神奈川県伊勢原市西富岡320,35.4101,139.3201,事務室,0463-92-3536',
]
const CULTURAL = [
  '全国地方公共団体コード,ID,地方公共団体名,名称,文化財分類,種類,場所名称,所在地_連結表記,緯度,経度,文化財指定日,所有者等',
  '142140,B1,神奈川県伊勢原市,宝城坊本堂,国指定,建造物,宝城坊,神奈川県伊勢原市日向1644,35.4420,139.2800,1922-04-13,宝城坊',
  '142140,B2,神奈川県伊勢原市,薬師如来坐像,国指定,彫刻,宝城坊,神奈川県伊勢原市日向1644,35.4420,139.2800,1900-04-07,宝城坊',
]
const csv = (lines: readonly string[]): string => `\ufeff${lines.join('\r\n')}\r\n`
const put = (name: string, content: string | Uint8Array): void =>
  fs.writeFileSync(path.join(root, name), content)

beforeAll(() => {
  put('aed.csv', csv(AED))
  put('aed2.csv', csv([...AED.slice(0, 2), AED[3]?.replace('体育館', '総合体育館') ?? '']))
  put('aed-broken.csv', csv([...AED, AED[3]?.replace('A3', 'A4').replace('35.4101', 'どこか') ?? '']))
  put('own.csv', csv(['品目コード,品目の呼び名,在庫の数え', 'A1,りんご,12', 'A2,みかん,7']))
  put('own2.csv', csv(['品目コード,品目の呼び名,在庫の数え', 'A1,りんご,12', 'A2,みかん,不明']))
  put('none.csv', 'これは表ではありません\r\n')
  put('old.json', '[\n{"identifier":"1","name":"a"}\n]\n')
  put('new.json', '[{"identifier":"1","name":"b","more":2}]')
  put(
    'old.schema.json',
    JSON.stringify({
      'x-primaryKey': ['identifier'],
      type: 'object',
      properties: { identifier: { title: 'ID', type: 'string' }, name: { title: '名称', type: 'string' } },
    }),
  )
  put('bad.json', '[\n{"a":1},\nversion https://git-lfs')
})

const machine = machineOf(nodeEffects(), path.join(PACKAGE, 'build'))

interface Shown {
  readonly found: Diffed
  readonly changes: readonly unknown[]
}

function held(names: readonly string[], more: Partial<DiffOptions> = {}): Promise<Shown> {
  return diff(nodeEffects(), machine, { root, names, ...more }, async (found) => {
    const changes: unknown[] = []
    for (const one of found.datasets) for await (const change of one.changes()) changes.push(change)
    return { found, changes }
  })
}

async function shown(names: readonly string[]) {
  const { found, changes } = await held(names)
  const texts = await diff(nodeEffects(), machine, { root, names }, async (one) => ({
    text: await whole(diffText(one, { lang: 'ja', color: false, most: 20 })),
    html: await whole(diffHtml(one, { lang: 'ja', most: 20 })),
    csv: await whole(diffCsv(one)),
    json: await whole(diffJson(one)),
    summary: await diffSummary(one, 'ja'),
  }))
  return { found, changes, texts }
}

describe('a table of the standard', () => {
  test('goes by its identifier', async () => {
    const { found, changes } = await held(['aed.csv', 'aed2.csv'])
    expect(found.datasets[0]).toMatchObject({
      title: { ja: 'AED設置箇所一覧' },
      primaryKey: ['identifier'],
      columns: [],
      counts: { added: 0, removed: 1, changed: 1, same: 1 },
    })
    expect(changes).toMatchObject([
      { kind: 'removed', key: 'A2' },
      { kind: 'changed', key: 'A3', fields: [{ field: 'name', before: '体育館', after: '総合体育館' }] },
    ])
    expect(found.problems).toEqual([])
  })
  test('is the same from a workbook as from a CSV', async () => {
    put('aed.xlsx', xlsx({ sheets: { AED: sheetXml(AED.join('\n')) } }))
    const { found } = await held(['aed.csv', 'aed.xlsx'])
    expect(found.datasets).toMatchObject([
      { counts: { added: 0, removed: 0, changed: 0, same: 3 }, state: 'same' },
    ])
  })
  test('is what the other file is, where its own name does not say so', async () => {
    put('new.csv', csv(AED))
    for (const names of [
      ['aed.csv', 'new.csv'],
      ['new.csv', 'aed.csv'],
    ]) {
      const { found } = await held(names)
      expect(found.datasets).toMatchObject([{ primaryKey: ['identifier'], columns: [], state: 'same' }])
    }
  })
  test('rows that do not come out are told, not lost', async () => {
    const { found } = await held(['aed.csv', 'aed-broken.csv'])
    const problem = found.problems.find(({ code }) => code === 'run/diff-held')
    expect(problem?.message.en).toContain('aed-broken.csv')
  })
  test.each([
    ['after', ['aed.csv', 'aed-held.csv']],
    ['before', ['aed-held.csv', 'aed.csv']],
  ] as const)('a record whose row has an error %s neither went nor came, in no form', async (side, names) => {
    put('aed-held.csv', csv([...AED.slice(0, 3), AED[3]?.replace('35.4101', 'どこか') ?? '']))
    const { found, changes, texts } = await shown(names)
    expect(found.datasets).toMatchObject([
      {
        state: 'changed',
        counts: { added: 0, removed: 0, changed: 0, same: 2 },
        uncompared: { before: 0, after: 0, [side]: 1, records: 1, keys: ['A3'] },
      },
    ])
    expect(changes).toEqual([])
    const lines = side === 'after' ? '前 0 行、後 1 行' : '前 1 行、後 0 行'
    for (const form of [texts.text, texts.html, texts.summary]) {
      expect(form).toContain(lines)
      expect(form).toContain('A3')
    }
    expect(texts.csv).toContain(`rows-not-compared,,,${side === 'after' ? '0,1' : '1,0'}`)
    expect(texts.csv).toContain('A3,not-compared')
    expect(JSON.parse(texts.json)).toMatchObject({ datasets: [{ uncompared: { [side]: 1, keys: ['A3'] } }] })
  })
  test('another record that really went is told beside a row with an error, also by a key of its own', async () => {
    put('aed-held2.csv', csv([...AED.slice(0, 2), AED[3]?.replace('35.4101', 'どこか') ?? '']))
    const { found, changes } = await held(['aed.csv', 'aed-held2.csv'])
    expect(found.datasets).toMatchObject([
      { counts: { removed: 1, same: 1 }, uncompared: { after: 1, records: 1, keys: ['A3'] } },
    ])
    expect(changes).toMatchObject([{ kind: 'removed', key: 'A2' }])
    const byName = await held(['aed.csv', 'aed-held2.csv'], { key: ['名称', '電話番号'] })
    expect(byName.found.datasets[0]?.uncompared?.records).toBe(1)
    expect(byName.changes).toMatchObject([{ kind: 'removed', key: '中央公民館/0463-93-7500' }])
  })
  test('rows are the same only where all of them were read', async () => {
    const { found, texts } = await shown(['aed-broken.csv', 'aed-broken.csv'])
    expect(found.datasets).toMatchObject([
      { state: 'changed', counts: { same: 3 }, uncompared: { before: 1, after: 1, records: 0 } },
    ])
    expect(texts.text).not.toContain('違いはありません')
  })
  test('columns as they stand in the files: another header, one that came, one that went', async () => {
    const [header = '', ...rows] = AED
    const other = header.replace('設置位置', '設置場所の詳細').replace(',電話番号', ',管理者のひとこと')
    put('aed-columns.csv', csv([other, ...rows.map((row) => row.replace(/[^,]*$/, '特になし'))]))
    const { found, texts } = await shown(['aed.csv', 'aed-columns.csv'])
    expect(found.datasets[0]?.columns).toMatchObject([
      { kind: 'removed', field: 'contactPointPhoneNumber', header: '電話番号' },
      { kind: 'renamed', field: 'installationLocation', before: '設置位置', after: '設置場所の詳細' },
      { kind: 'added', header: '管理者のひとこと' },
    ])
    expect(texts.text).toContain('見出し 設置位置 → 設置場所の詳細')
    expect((await held(['aed.csv', 'aed.csv'])).found.datasets).toMatchObject([
      { columns: [], state: 'same' },
    ])
  })
  test('a column of both that is no field is not compared, and that is said', async () => {
    const own = (text: string) => csv(AED.map((row, at) => `${row},${at === 0 ? '管理者のひとこと' : text}`))
    put('aed-own1.csv', own('よし'))
    put('aed-own2.csv', own('だめ'))
    const { found, texts } = await shown(['aed-own1.csv', 'aed-own2.csv'])
    expect(found.problems).toMatchObject([{ code: 'run/diff-left-out' }])
    for (const form of [texts.text, texts.html, texts.csv, texts.summary])
      expect(form).toContain('管理者のひとこと')
  })
  test('two sheets that are not the same: said first', async () => {
    put('cultural.csv', csv(CULTURAL))
    const { found, texts } = await shown(['aed.csv', 'cultural.csv'])
    expect(found.problems[0]).toMatchObject({ code: 'run/diff-other-sheet', severity: 'warning' })
    for (const form of [texts.text, texts.html, texts.summary, texts.csv])
      expect(form).toMatch(/前は「AED設置箇所一覧」、後は「文化財一覧」/)
    expect(texts.text.split('\n')[1]).toMatch(/^! 前は「AED設置箇所一覧」/)
    expect((await held(['aed.csv', 'aed2.csv'])).found.problems).toEqual([])
  })
  test('no table of one is of the other: it is not said that there is no difference', async () => {
    put('two.xlsx', xlsx({ sheets: { 一: sheetXml(AED.join('\n')), 二: sheetXml(AED.join('\n')) } }))
    const { found, texts } = await shown(['aed.csv', 'two.xlsx'])
    expect(found.isUnpaired).toBe(true)
    for (const form of [texts.text, texts.html, texts.summary]) {
      expect(form).toContain('比べられる表')
      expect(form).not.toContain('違いはありません')
    }
  })
  test('goes by what a person names', async () => {
    const { found } = await held(['aed.csv', 'aed2.csv'], { key: ['名称', 'contactPointPhoneNumber'] })
    expect(found.datasets[0]).toMatchObject({
      primaryKey: ['name', 'contactPointPhoneNumber'],
      counts: { added: 1, removed: 2, changed: 0, same: 1 },
    })
    await expect(held(['aed.csv', 'aed2.csv'], { key: ['なし'] })).rejects.toMatchObject({
      problem: { code: 'run/diff-no-field', message: { en: expect.stringContaining('名称') } },
    })
  })
})

describe('a table that nobody knows', () => {
  test('goes by its whole rows, and types that are only guessed make no difference', async () => {
    const { found } = await held(['own.csv', 'own2.csv'])
    expect(found.datasets[0]).toMatchObject({
      primaryKey: [],
      columns: [{ kind: 'retyped' }],
      counts: { added: 1, removed: 1, changed: 0, same: 1 },
    })
  })
  test('columns without a name of ours go by their headers, not by their places', async () => {
    put('moved.csv', csv(['棚の番号,品目コード,在庫の数え,品目の呼び名', 'X,A1,12,りんご', 'Y,A2,8,みかん']))
    const { found, changes } = await held(['own.csv', 'moved.csv'], { key: ['品目コード'] })
    expect(found.datasets[0]?.columns.filter(({ kind }) => kind !== 'moved')).toEqual([
      { kind: 'added', field: '棚の番号', header: '棚の番号', after: 'string' },
    ])
    expect(changes).toMatchObject([
      { kind: 'changed', key: 'A1', fields: [{ field: '棚の番号', after: 'X' }] },
      {
        kind: 'changed',
        key: 'A2',
        fields: [{ field: '在庫の数え', before: 7, after: 8 }, { field: '棚の番号' }],
      },
    ])
  })
  test('a column that may identify its rows is told, not used', async () => {
    put('names.csv', csv(['名称,在庫の数え', 'りんご,12', 'みかん,7', 'なし,3']))
    put('names2.csv', csv(['名称,在庫の数え', 'りんご,12', 'みかん,8', 'なし,3']))
    const { found } = await held(['names.csv', 'names2.csv'])
    expect(found.datasets[0]?.primaryKey).toEqual([])
    expect(found.datasets[0]?.likelyKey?.map((key) => found.datasets[0]?.headers[key])).toEqual(['名称'])
  })
  test('nothing in common with the other file: told', async () => {
    put('strange.csv', csv(['年度,予算額', '2024,100', '2025,120']))
    const { found } = await held(['own.csv', 'strange.csv'])
    expect(found.problems).toMatchObject([{ code: 'run/diff-no-common', severity: 'warning' }])
    expect((await held(['own.csv', 'own2.csv'])).found.problems).toEqual([])
  })
  test('by a key that a person names', async () => {
    const { changes } = await held(['own.csv', 'own2.csv'], { key: ['品目コード'] })
    expect(changes).toMatchObject([{ kind: 'changed', key: 'A2', fields: [{ before: '7', after: '不明' }] }])
  })
})

describe('JSON of ours', () => {
  test('with a schema beside it, and without', async () => {
    const { found, changes } = await held(['old.json', 'new.json'])
    expect(found.datasets[0]).toMatchObject({
      primaryKey: ['identifier'],
      columns: [{ kind: 'renamed' }, { kind: 'renamed' }, { kind: 'added', field: 'more' }],
    })
    expect(changes).toMatchObject([{ kind: 'changed', key: '1' }])
  })
  test('what is none is told', async () => {
    await expect(held(['old.json', 'bad.json'])).rejects.toMatchObject({
      problem: { code: 'run/diff-not-records' },
    })
  })
})

test('tables without a counterpart are told', async () => {
  const sheets = (names: readonly string[]) =>
    xlsx({ sheets: Object.fromEntries(names.map((name) => [name, sheetXml(AED.join('\n'))])) })
  put('one.xlsx', sheets(['東', '西']))
  put('two.xlsx', sheets(['東', '南']))
  const { found } = await held(['one.xlsx', 'two.xlsx'])
  expect(found.datasets.map(({ id }) => id)).toEqual(['東'])
  expect(found.problems.map(({ code }) => code)).toEqual(['run/diff-no-pair', 'run/diff-no-pair'])
})

test('a file without a table is told: it is not the same as any other', async () => {
  const { found } = await held(['none.csv', 'none.csv'])
  expect(found.problems.map(({ code }) => code)).toEqual(['run/no-table', 'run/no-table'])
})

test('nothing is left of it', () => {
  expect(fs.existsSync(path.join(root, '.hiraku'))).toBe(false)
})
