/** What `check FILE --json` and `convert FILE` say passes the schema that we publish for it. */
import fs from 'node:fs'
import path from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import { main } from '../../pipeline/cli/main.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { isObject } from '../../pipeline/lib/object.ts'
import { createGates } from '../../pipeline/validate/ajv.ts'
import { PACKAGE, schemasOf } from '../helpers/job.ts'
import { temporary } from '../run/fake.ts'

const root = temporary()
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))
const gate = createGates(schemasOf(PACKAGE))('published/checked.schema.json')

const AED = `名称,名称_カナ,所在地_連結表記,緯度,経度,設置位置,小児対応設備の有無
市役所,ｼﾔｸｼｮ,みらい市中央1番地,34.5,136.5,玄関,○
公民館,コウミンカン,みらい市中央2番地,北緯,136.5,1階,△
小学校,ショウガッコウ,みらい市中央3番地,34.5,136.5,体育館,無
`
const OWN = `世帯の調べ
地区,世帯,備考
宮前,120,
寺町,88,
城山,41,
合計,249,
`
const PARKING = `駐車場,収容台数,住所,料金
中央駐車場,120,みらい市中央1番地,100
駅前駐車場,88,みらい市駅前2番地,200
北駐車場,41,みらい市北3番地,100
南駐車場,30,みらい市南3番地,100
`
const TABLES = `${AED}

${PARKING}`
const SCHEMA = {
  type: 'object',
  required: ['n', 'word'],
  properties: { n: { type: 'integer' }, word: { type: 'string', enum: ['a', 'b'] } },
}

/** Two worksheets with a table and one with prose. */
function workbook(): Uint8Array {
  const sheet = (rows: readonly (readonly string[])[]) => {
    const cells = rows.map((row, r) => {
      const own = row.map((text, c) => `<c r="${'ABC'[c]}${r + 1}" t="inlineStr"><is><t>${text}</t></is></c>`)
      return `<row r="${r + 1}">${own.join('')}</row>`
    })
    return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${cells.join('')}</sheetData></worksheet>`
  }
  const table = OWN.trim()
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split(','))
  const names = ['4月', '5月', '説明']
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships'
  const files = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packaged}"><Relationship Id="r1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relation}"><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="r${i + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}">${names.map((_, i) => `<Relationship Id="r${i + 1}" Type="${relation}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`,
    'xl/worksheets/sheet1.xml': sheet(table),
    'xl/worksheets/sheet2.xml': sheet(table),
    'xl/worksheets/sheet3.xml': sheet([['この表は毎月の初めに作っています。'], ['担当は市民課です。']]),
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'aed.csv': AED,
  'own.csv': OWN,
  'tables.csv': TABLES,
  'prose.csv': '昨日は雨でした\n今日は晴れました\n',
  'empty.csv': '',
  'bytes.bin': Uint8Array.from({ length: 300 }, (_, i) => (i * 7919) % 256),
  'rows.csv': 'n,word\n1,a\nx,c\n',
  'months.xlsx': workbook(),
  'row.schema.json': JSON.stringify(SCHEMA),
}
for (const [name, content] of Object.entries(FILES)) fs.writeFileSync(path.join(root, name), content)

async function json(...argv: readonly string[]): Promise<Record<string, unknown>> {
  let stdout = ''
  const effects = {
    ...nodeEffects(),
    stdout: (text: string) => {
      stdout += text
    },
    stderr: () => undefined,
    isTerminal: false,
    env: {},
  }
  await main([...argv, '--json'], effects, { code: path.join(PACKAGE, 'build'), root })
  const value: unknown = JSON.parse(stdout)
  return isObject(value) ? value : {}
}

describe.each([
  ['one table of the standard, with problems', 'aed.csv', []],
  ['a dataset of its own', 'own.csv', []],
  ['two tables, one below the other', 'tables.csv', []],
  ['no table', 'prose.csv', []],
  ['nothing', 'empty.csv', []],
  ['no file of tables', 'bytes.bin', []],
  ['a schema from outside', 'rows.csv', ['--schema', 'row.schema.json']],
  ['several worksheets', 'months.xlsx', []],
] as const)('%s', (_, file, options) => {
  test('check --json', async () => {
    const value = await json('check', file, ...options)
    expect(gate?.(value)).toEqual([])
    expect(value.command).toBe('check')
  })

  test('convert --json, and report.json, which has the provenance besides', async () => {
    const value = await json('convert', file, '--out', `out-${file}`, ...options)
    expect(gate?.(value)).toEqual([])
    const report: unknown = JSON.parse(fs.readFileSync(path.join(root, `out-${file}`, 'report.json'), 'utf8'))
    expect(gate?.(report)).toEqual([])
    expect(report).toMatchObject({ ...value, provenance: expect.any(Array) })
  })
})

test('the examples are what they are meant to be', async () => {
  expect(await json('check', 'aed.csv')).toMatchObject({ sheet: { id: 'aed' }, worksheet: null })
  expect((await json('check', 'aed.csv')).problems).not.toEqual([])
  expect(await json('check', 'own.csv')).toMatchObject({
    sheet: null,
    rows: { totals: 1, preamble: 1, in: 3 },
  })
  expect((await json('check', 'tables.csv')).tables).toHaveLength(2)
  expect((await json('check', 'months.xlsx')).tables).toHaveLength(2)
  expect((await json('check', 'months.xlsx')).without).toHaveLength(1)
})
