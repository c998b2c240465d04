/** The forms: what stands in them, and that a form that is filled in passes `check` without a finding. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { main } from '../../pipeline/cli/main.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { readSpreadsheet } from '../../pipeline/extract/spreadsheet/index.ts'
import { addressKey, type Workbook } from '../../pipeline/lib/grid.ts'
import { isObject } from '../../pipeline/lib/object.ts'
import { writeXlsx } from '../../pipeline/lib/xlsx/write.ts'
import { makeTemplate, type TemplateInput } from '../../pipeline/template/index.ts'
import { PACKAGE } from '../helpers/job.ts'
import { temporary } from '../run/fake.ts'
import { examplesOf, filledRows, schemaOf } from './fill.ts'

const SHEETS = fs
  .readdirSync(path.join(PACKAGE, 'schemas/records'))
  .map((file) => file.replace('.schema.json', ''))
  .filter((id) => {
    const schema = schemaOf(id)
    return isObject(schema) && schema['x-sheet'] !== undefined
  })

function formOf(id: string, more: Partial<TemplateInput> = {}): Uint8Array {
  const made = makeTemplate({
    schema: schemaOf(id),
    examples: examplesOf(id).slice(0, 1),
    lang: 'ja',
    ...more,
  })
  if (made === undefined) throw new Error(`no form of ${id}`)
  return made
}

function read(bytes: Uint8Array): Workbook {
  const result = readSpreadsheet(bytes, 'xlsx')
  if ('problem' in result) throw new Error(result.problem.message.en)
  expect(result.problems).toEqual([])
  return result.workbook
}

const root = temporary()
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function run(...argv: readonly string[]): Promise<Ran> {
  let out = ''
  let err = ''
  const effects = {
    ...nodeEffects(),
    stdout: (text: string) => {
      out += text
    },
    stderr: (text: string) => {
      err += text
    },
    env: { NO_COLOR: '1' },
    isTerminal: false,
  }
  const code = await main([...argv, '--lang', 'ja'], effects, { root, code: path.join(PACKAGE, 'pipeline') })
  return { code, out, err }
}

async function checked(file: string, ...more: readonly string[]): Promise<{ [key: string]: unknown }> {
  const { code, out, err } = await run('check', file, '--json', ...more)
  const value: unknown = JSON.parse(out)
  if (!isObject(value)) throw new Error(err)
  expect(code, err).toBe(0)
  return value
}

test('there are 28 sheets', () => {
  expect(SHEETS.length).toBe(28)
})

describe.each(SHEETS)('the form of %s', (id) => {
  test('filled in it passes check without a finding; what else is in it is no data', async () => {
    const rows = filledRows(id)
    fs.writeFileSync(path.join(root, `${id}.xlsx`), formOf(id, { rows }))
    const found = await checked(`${id}.xlsx`)
    expect(found.problems).toEqual([])
    expect(found.rows).toMatchObject({ total: rows.length + 1, in: rows.length, out: rows.length, held: 0 })
    const { worksheets } = read(formOf(id))
    expect(found.without).toHaveLength(worksheets.length - 1)
    // the companion of other sheets is no sheet that the look names by itself
    if (id === 'facility_companion') return
    expect(found.sheet).toMatchObject({ id })
    expect(found.questions).toEqual([])
  })

  test('the first worksheet is the headers of the standard in order, and nothing else', () => {
    const [sheet, examples] = read(formOf(id)).worksheets
    const schema = schemaOf(id)
    const properties = isObject(schema) && isObject(schema.properties) ? schema.properties : {}
    const headers = Object.values(properties).map((one) => (isObject(one) ? one.title : undefined))
    expect(sheet?.rows).toEqual([headers])
    expect(sheet?.merges).toEqual([])
    expect([...(sheet?.cells.values() ?? [])].filter(({ comment }) => comment !== undefined)).toEqual([])
    expect(examples?.rows.slice(1).map(([first]) => first)).toEqual(['例'])
    expect(examples?.rows[1]?.filter((cell) => cell === '').length).toBe(0)
  })
})

describe('a form', () => {
  test('is the same every time, and explained in English where asked', () => {
    expect(formOf('aed')).toEqual(formOf('aed'))
    const english = read(formOf('aed', { lang: 'en' }))
    const [data, , columns] = english.worksheets
    expect(data?.rows).toEqual(read(formOf('aed')).worksheets[0]?.rows)
    expect(columns?.rows[0]?.slice(1, 5)).toEqual(['Header', 'English key', 'Level', 'Form'])
  })

  test('says of each column what it is, how sure that is, and its list', () => {
    const sheets = read(formOf('public_toilet')).worksheets
    const rows = sheets.find(({ name }) => name === '列の説明')?.rows ?? []
    expect(rows.find(([, header]) => header === '名称')).toEqual(
      expect.arrayContaining(['name', '必須', '○○駅', '公式の定義書で確かめた']),
    )
    const aed = read(formOf('aed')).worksheets
    expect(
      aed.find(({ name }) => name === '列の説明')?.rows.find(([, header]) => header === '設置位置'),
    ).toEqual(expect.arrayContaining(['必須かどうか未確認', expect.stringContaining('推定')]))
    const codes = aed.find(({ name }) => name === 'コード一覧')?.rows ?? []
    expect(codes).toContainEqual(['小児対応設備の有無', '有', 'この中から選ぶ'])
    expect(codes).toContainEqual(['高度の種別', '階数', '目安（ほかの値も書ける）'])
  })

  test('keeps codes as texts, dates as days, times as times', () => {
    const rows = [{ ...filledRows('event')[0] }]
    const sheet = read(formOf('event', { rows })).worksheets[0]
    const at = (header: string) => {
      const column = (sheet?.rows[0] ?? []).indexOf(header) + 1
      return { text: sheet?.rows[1]?.[column - 1], type: sheet?.cells.get(addressKey(2, column))?.type }
    }
    expect(at('全国地方公共団体コード')).toEqual({ text: '142140', type: undefined })
    expect(at('開始日').type).toBe('date')
    expect(at('開始日').text).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(at('開始時間').text).toMatch(/^\d{2}:\d{2}$/)
  })

  test('of a schema of its own', async () => {
    const schema = {
      title: '街路樹一覧',
      'x-inferred': true,
      'x-primaryKey': ['no'],
      required: ['no', 'kind'],
      properties: {
        no: { title: '番号', type: 'string', 'x-kind': 'identifier' },
        kind: { title: '樹種', type: ['string', 'null'], 'x-kind': 'text' },
        planted: { title: '植えた日', type: ['string', 'null'], 'x-kind': 'date' },
        height: { title: '高さ', type: ['number', 'null'], 'x-kind': 'number', minimum: 0 },
      },
    }
    fs.mkdirSync(path.join(root, 'schemas/records'), { recursive: true })
    fs.writeFileSync(path.join(root, 'schemas/records/trees.schema.json'), JSON.stringify(schema))
    expect((await run('template')).out).toContain('trees\t街路樹一覧\t4\n')
    const made = await run('template', '街路樹')
    expect(made).toMatchObject({ code: 0, out: '街路樹一覧.xlsx\n' })
    const sheets = read(new Uint8Array(fs.readFileSync(path.join(root, '街路樹一覧.xlsx')))).worksheets
    expect(sheets[0]?.rows).toEqual([['番号', '樹種', '植えた日', '高さ']])
    const rows = [1, 2, 3].map((n) => ({ no: `00${n}`, kind: 'けやき', planted: `2024-04-0${n}`, height: n }))
    const filled = makeTemplate({ schema, rows, lang: 'ja' }) ?? new Uint8Array()
    fs.writeFileSync(path.join(root, '記入済み.xlsx'), filled)
    const found = await checked('記入済み.xlsx', '--schema', 'schemas/records/trees.schema.json')
    expect(found.problems).toEqual([])
    expect(found.rows).toMatchObject({ in: 3, out: 3 })
  })

  test.each([null, 1, {}, { properties: 1 }])('of what is no schema there is none: %j', (schema) => {
    expect(makeTemplate({ schema, lang: 'ja' })).toBeUndefined()
  })
})

test('a worksheet that by its name explains is data where there is no other', async () => {
  const rows = [
    ['名称', '住所', '電話番号'],
    ...[1, 2, 3].map((n) => [`公園${n}`, `みらい市中央${n}番地`, `0463-94-471${n}`]),
  ]
  const alone = writeXlsx({ sheets: [{ name: 'コード一覧', rows }] })
  fs.writeFileSync(path.join(root, 'alone.xlsx'), alone)
  expect((await checked('alone.xlsx')).worksheet).toBe('コード一覧')
  const both = writeXlsx({
    sheets: [
      { name: 'コード一覧', rows },
      { name: '公園', rows },
    ],
  })
  fs.writeFileSync(path.join(root, 'both.xlsx'), both)
  const found = await checked('both.xlsx')
  expect(found.worksheet).toBe('公園')
  expect(found.without).toMatchObject([{ worksheet: 'コード一覧' }])
})

test('rows of examples alone are no table', async () => {
  const rows = [
    ['区分', '名称', '住所'],
    ['例', '○○公園', '○○市○○1番地'],
    ['例', '△△公園', '○○市○○2番地'],
  ]
  fs.writeFileSync(path.join(root, 'samples.xlsx'), writeXlsx({ sheets: [{ name: 'a', rows }] }))
  const { code, err } = await run('check', 'samples.xlsx')
  expect(code).toBe(1)
  expect(err).toContain('どの行も記入例である')
})

describe('hiraku template', () => {
  let listed: Ran
  beforeAll(async () => {
    listed = await run('template')
  })

  test('lists what there is', () => {
    expect(listed.code).toBe(0)
    const ids = listed.out.split('\n').map((line) => line.split('\t')[0])
    expect(ids.slice(0, 28).sort()).toEqual([...SHEETS].sort())
  })

  test('writes by id, title or a part of it', async () => {
    expect(await run('template', 'AED', '--out', 'form.xlsx')).toMatchObject({ code: 0, out: 'form.xlsx\n' })
    expect(fs.readFileSync(path.join(root, 'form.xlsx'))).toEqual(Buffer.from(formOf('aed')))
  })

  test('writes over nothing but the same', async () => {
    expect((await run('template', 'aed', '--out', 'form.xlsx')).code).toBe(0)
    fs.writeFileSync(path.join(root, 'form.xlsx'), 'filled in')
    const again = await run('template', 'aed', '--out', 'form.xlsx')
    expect(again).toMatchObject({ code: 2, out: '' })
    expect(again.err).toContain('run/file-exists')
    expect(fs.readFileSync(path.join(root, 'form.xlsx'), 'utf8')).toBe('filled in')
  })

  test.each([
    ['aeb', 'aed'],
    ['一覧', 'run/no-template'],
    ['', 'run/no-template'],
  ])('what is none, or more than one: %j', async (name, hint) => {
    const { code, err } = await run('template', name, '--out', 'no.xlsx')
    expect(code).toBe(2)
    expect(err).toContain(hint)
    expect(fs.existsSync(path.join(root, 'no.xlsx'))).toBe(false)
  })
})
