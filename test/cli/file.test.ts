/** `check` and `convert` on files, from argv to bytes on the disk. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Papa from 'papaparse'
import { afterAll, describe, expect, test } from 'vitest'
import { main } from '../../pipeline/cli/main.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { isObject } from '../../pipeline/lib/object.ts'
import { xlsx } from '../extract/spreadsheet/workbook.ts'
import { encodeAs } from '../helpers/japanese.ts'
import { PACKAGE } from '../helpers/job.ts'
import { AED, BOOK, CROSS, OWN, sheetXml } from '../job/table/fixtures.ts'

const made: string[] = []
afterAll(() => {
  for (const folder of made) fs.rmSync(folder, { recursive: true, force: true })
})

function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-file-')))
  made.push(root)
  for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(root, name), content)
  return root
}

async function hiraku(root: string, ...argv: readonly string[]) {
  let stdout = ''
  let stderr = ''
  const effects = {
    ...nodeEffects(),
    stdout: (text: string) => {
      stdout += text
    },
    stderr: (text: string) => {
      stderr += text
    },
    isTerminal: false,
    env: { LANG: 'en_US.UTF-8' },
  }
  const exit = await main(argv, effects, { code: path.join(PACKAGE, 'build'), root })
  return { exit, stdout, stderr }
}

/** Every file below, by its name, as text. */
function filesIn(root: string): Record<string, string> {
  return Object.fromEntries(
    fs
      .readdirSync(root)
      .sort()
      .map((name) => [name, fs.readFileSync(path.join(root, name), 'utf8')]),
  )
}

function csv(text: string): readonly (readonly string[])[] {
  return Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: true }).data
}

function json(text: string): { readonly [key: string]: unknown } {
  const value: unknown = JSON.parse(text)
  if (!isObject(value)) throw new Error('no object')
  return value
}

const AED_FILE = encodeAs('shift_jis', AED.replaceAll('\n', '\r\n'))

describe('check', () => {
  test('says which sheet it is, what each column is, and what became of every row, as promised', async () => {
    const root = folder({ 'aed.csv': AED_FILE })
    const { exit, stdout } = await hiraku(root, 'check', 'aed.csv', '--json')
    expect([0, 1]).toContain(exit)
    const found = json(stdout)
    expect(found).toMatchObject({
      command: 'check',
      file: 'aed.csv',
      worksheet: null,
      sheet: { id: 'aed' },
      headerRows: [4],
      rows: { total: 9, blank: 1, preamble: 2, header: 1, note: 1, example: 0, totals: 1, in: 3 },
    })
    expect(found.columns).toEqual(
      expect.arrayContaining([
        { header: '緯度', target: '緯度', confidence: expect.any(Number) },
        { header: '都道府県名', target: expect.any(String), confidence: expect.any(Number) },
      ]),
    )
    expect(found.skipped).toEqual(
      expect.arrayContaining([
        { rows: '1-2', as: 'preamble', reason: expect.stringMatching(/./) },
        { rows: '8', as: 'totals', reason: expect.stringMatching(/./) },
      ]),
    )
    const { rows, problems } = found
    if (!isObject(rows) || !Array.isArray(problems)) throw new Error('not as promised')
    expect(Number(rows.in)).toBe(Number(rows.out) + Number(rows.held))
    for (const one of problems) {
      expect(Object.keys(one)).toEqual(
        expect.arrayContaining(['code', 'severity', 'message', 'row', 'column', 'cell']),
      )
    }
    // 緯度 and 経度 of row 6 stand in each other's column
    expect(problems).toContainEqual(expect.objectContaining({ row: 6, column: '緯度', cell: 'I6' }))
  })

  test('on a file without errors ends with 0, with errors with 1; in both languages', async () => {
    const schema = JSON.stringify({
      type: 'object',
      properties: { id: { type: 'integer' }, name: { type: 'string' } },
      required: ['id'],
    })
    const root = folder({
      's.json': schema,
      'good.csv': 'id,name\n1,a\n2,b\n',
      'bad.csv': 'id,name\nx,a\n2,b\n',
    })
    for (const lang of ['ja', 'en']) {
      const good = await hiraku(root, 'check', 'good.csv', '--schema', 's.json', '--lang', lang)
      expect([good.exit, good.stderr.includes('error ')]).toEqual([0, false])
      const bad = await hiraku(root, 'check', 'bad.csv', '--schema', 's.json', '--lang', lang)
      expect(bad.exit).toBe(1)
      expect(/[ぁ-ん]/.test(bad.stderr)).toBe(lang === 'ja')
      expect(bad.stderr).toContain('A2')
    }
    const told = json((await hiraku(root, 'check', 'bad.csv', '--schema', 's.json', '--json')).stdout)
    expect(told).toMatchObject({
      sheet: null,
      rows: { total: 3, header: 1, in: 2, out: 1, held: 1, records: 1 },
      heldRows: [{ rows: '2' }],
    })
  })

  test('by a Table Schema: types, constraints and the key', async () => {
    const schema = {
      fields: [
        { name: 'code', type: 'string', constraints: { pattern: '[A-Z]{2}', required: true } },
        { name: 'n', type: 'integer', constraints: { minimum: 0, maximum: 10 } },
        { name: 'day', type: 'date' },
        { name: 'kind', constraints: { enum: ['a', 'b'] } },
      ],
      primaryKey: 'code',
    }
    const root = folder({
      's.json': JSON.stringify(schema),
      'x.csv': [
        'code,n,day,kind,more',
        'AA,1,2024-01-02,a,x',
        'AAA,1,2024-01-02,a,',
        'BB,11,2024-01-02,a,',
        'CC,1,2024-02-31,a,',
        'DD,1,2024-01-02,c,',
        'AA,2,,b,',
        ',2,,b,',
        'EE,,,,',
      ].join('\n'),
    })
    const { exit, stdout } = await hiraku(root, 'check', 'x.csv', '--schema', 's.json', '--json')
    expect(exit).toBe(1)
    const found = json(stdout)
    const errors = (Array.isArray(found.problems) ? found.problems : []).filter(
      (one) => isObject(one) && one.severity === 'error',
    )
    expect(errors.map((one) => [one.row, one.column])).toEqual(
      expect.arrayContaining([
        [3, 'code'],
        [4, 'n'],
        [5, 'day'],
        [6, 'kind'],
        [7, 'code'],
        [8, 'code'],
      ]),
    )
    expect(errors.map((one) => one.row).sort()).toEqual([3, 4, 5, 6, 7, 8])
  })

  test('the last line counts notes and what was mended apart; only what was mended can be written', async () => {
    const phones = (first: string): string =>
      [
        '全国地方公共団体コード,ID,地方公共団体名,名称,緯度,経度,設置位置,電話番号',
        `129992,0001,千葉県あさひ野市,本庁舎,35.61,140.11,受付,${first}`,
        '129992,0002,千葉県あさひ野市,公民館,35.62,140.12,受付,090-1234-5678',
        '129992,0003,千葉県あさひ野市,小学校,35.63,140.13,受付,090-1234-5679',
      ].join('\r\n')
    const root = folder({ 'aed.csv': phones('0475-12-3456'), 'b.csv': phones('（０４７５）１２－３４５６') })
    const plain = await hiraku(root, 'check', 'aed.csv', '--as', 'aed')
    expect(plain.stderr).toContain('aed.csv: 0 errors, 0 warnings, 2 notes\n')
    expect(plain.stderr).not.toContain('--fix')
    const mended = await hiraku(root, 'check', 'b.csv', '--as', 'aed')
    expect(mended.stderr).toContain('b.csv: 0 errors, 0 warnings, 2 notes, 1 mended\n')
    expect(mended.stderr).toContain('--fix')
    const ja = await hiraku(root, 'check', 'b.csv', '--as', 'aed', '--lang', 'ja')
    expect(ja.stderr).toContain('エラー 0 件、警告 0 件、お知らせ 2 件、自動で直したところ 1 件')
  })

  test('--fix writes the mended CSV and the list of what was changed, the same on every run', async () => {
    const root = folder({ 'aed.csv': AED_FILE })
    const first = await hiraku(root, 'check', 'aed.csv', '--fix', 'out/fixed.csv')
    const files = filesIn(path.join(root, 'out'))
    expect(Object.keys(files)).toEqual(['fixed.changes.csv', 'fixed.csv'])
    expect(first.stderr).toContain('out/fixed.csv')
    const [header = [], ...records] = csv(files['fixed.csv'] ?? '')
    expect(header).toContain('緯度')
    const value = (row: number, name: string) => records[row]?.[header.indexOf(name)]
    expect([value(1, '緯度'), value(1, '経度')]).toEqual(['35.4101', '139.3201'])
    const changes = csv(files['fixed.changes.csv'] ?? '')
    expect(changes[0]).toEqual(['行', 'セル', '見出し', '項目', '書かれていた値', '直した値'])
    expect(changes).toContainEqual(['6', 'I6', '緯度', '緯度', '139.3201', '35.4101'])
    // the file that was checked is as it was
    expect(Buffer.compare(fs.readFileSync(path.join(root, 'aed.csv')), Buffer.from(AED_FILE))).toBe(0)
    await hiraku(root, 'check', 'aed.csv', '--fix', 'out/fixed.csv')
    expect(filesIn(path.join(root, 'out'))).toEqual(files)
  })
})

describe('convert', () => {
  test.each([
    ['csv', ['aed.csv', 'report.json']],
    ['json', ['aed.json', 'report.json']],
    ['jsonld', ['aed.jsonld', 'report.json']],
    ['jsonld,csv', ['aed.csv', 'aed.jsonld', 'report.json']],
    ['geojson', ['aed.geojson', 'report.json']],
    ['parquet', ['aed.parquet', 'report.json']],
    [undefined, ['aed.csv', 'aed.geojson', 'aed.json', 'aed.jsonld', 'aed.parquet', 'report.json']],
  ])('--to %s', async (to, names) => {
    const root = folder({ 'aed.csv': AED_FILE })
    await hiraku(root, 'convert', 'aed.csv', '--out', 'o', ...(to === undefined ? [] : ['--to', to]))
    const files = filesIn(path.join(root, 'o'))
    expect(Object.keys(files)).toEqual(names)
    for (const name of names) if (!/\.(?:csv|parquet)$/.test(name)) JSON.parse(files[name] ?? '')
  })

  test('without coordinates there is no GeoJSON: asked for by name, that is told', async () => {
    const root = folder({ '人口.csv': CROSS })
    const all = await hiraku(root, 'convert', '人口.csv', '--out', 'a')
    expect(Object.keys(filesIn(path.join(root, 'a'))).some((name) => name.endsWith('.geojson'))).toBe(false)
    expect(Object.keys(filesIn(path.join(root, 'a')))).toContain('人口.parquet')
    expect(all.stdout + all.stderr).not.toContain('run/no-coordinates')
    const { exit, stdout, stderr } = await hiraku(
      root,
      'convert',
      '人口.csv',
      '--out',
      'b',
      '--to',
      'geojson',
    )
    expect(exit).toBe(1)
    expect(stdout + stderr).toContain('run/no-coordinates')
    expect(Object.keys(filesIn(path.join(root, 'b')))).toEqual(['report.json'])
  })

  test('names the outputs by worksheet and number of the table; --json is the report', async () => {
    const two = sheetXml(
      '施設名,利用者数\n図書館,120\n体育館,80\n公民館,33\n\n\n種別,件数,割合\n甲,1,2\n乙,2,3\n丙,3,4\n',
    )
    const root = folder({
      'b.xlsx': xlsx({
        sheets: {
          'A/B': two,
          空: '<sheetData/>',
          C: sheetXml('名称,利用者数\n図書館,1\n公園,2\n体育館,3\n'),
        },
      }),
      '施設.xlsx': BOOK,
    })
    const { stdout } = await hiraku(root, 'convert', 'b.xlsx', '--out', 'o', '--to', 'csv', '--json')
    const files = filesIn(path.join(root, 'o'))
    expect(Object.keys(files)).toEqual(['b.A_B.1.csv', 'b.A_B.2.csv', 'b.C.csv', 'report.json'])
    const told = json(stdout)
    const report = json(files['report.json'] ?? '')
    expect(report).toMatchObject(told)
    if (!Array.isArray(told.tables)) throw new Error('no tables')
    expect(told.tables.map((one) => one.worksheet)).toEqual(['A/B', 'A/B', 'C'])
    await hiraku(root, 'convert', '施設.xlsx', '--out', 'p', '--to', 'csv')
    expect(Object.keys(filesIn(path.join(root, 'p')))).toEqual(
      ['施設.4月.csv', '施設.5月.csv', '施設.WiFi.csv', 'report.json'].sort(),
    )
  })

  test.each<[string, string | Uint8Array]>([
    ['aed.csv', AED_FILE],
    ['人口.csv', CROSS],
    ['gomi.tsv', OWN],
    ['施設.xlsx', BOOK],
  ])('%s twice gives the same bytes', async (name, content) => {
    const root = folder({ [name]: content })
    const first = await hiraku(root, 'convert', name, '--out', 'a')
    const second = await hiraku(root, 'convert', name, '--out', 'b')
    expect(first.exit).toBe(second.exit)
    expect(filesIn(path.join(root, 'b'))).toEqual(filesIn(path.join(root, 'a')))
  })

  test('of what it has written gives the same again: nothing is changed, nothing is wrong', async () => {
    const root = folder({ 'aed.csv': AED_FILE })
    await hiraku(root, 'convert', 'aed.csv', '--out', 'a', '--to', 'csv')
    const { exit, stdout } = await hiraku(
      root,
      'convert',
      'a/aed.csv',
      '--as',
      'aed',
      '--out',
      'b',
      '--to',
      'csv',
      '--json',
    )
    const once = filesIn(path.join(root, 'a'))
    const twice = filesIn(path.join(root, 'b'))
    expect(twice['aed.csv']).toBe(once['aed.csv'])
    const told = json(stdout)
    expect(Array.isArray(told.problems) && told.problems.filter((one) => one.severity === 'error')).toEqual(
      [],
    )
    expect(exit).toBe(0)
    const report = json(twice['report.json'] ?? '')
    expect(report.provenance).toMatchObject([{ changed: [] }])
  })

  test('--as holds the file against the sheet that a person names', async () => {
    const root = folder({ 'x.csv': '名称,住所,緯度,経度\n図書館,本町2,35.4,139.3\n' })
    const { stdout } = await hiraku(
      root,
      'convert',
      'x.csv',
      '--as',
      'public_facility',
      '--out',
      'o',
      '--json',
    )
    expect(json(stdout)).toMatchObject({ sheet: { id: 'public_facility', confidence: 1 } })
  })
})

describe('wrong use ends with 2', () => {
  const root = folder({ 'x.csv': '名称,住所\na,b\nc,d\n', 's.json': '{"properties":{}}', 'n.json': '[1' })
  test.each([
    [['check', 'none.csv'], 'none.csv'],
    [['check', 'x.csv', '--as', 'ead'], 'aed'],
    [['check', 'x.csv', '--as', 'aed', '--schema', 's.json'], '--as, --schema'],
    [['convert', 'x.csv', '--as', 'aed', '--schema', 's.json', '--out', 'o'], '--as, --schema'],
    [['check', 'x.csv', '--schema', 'none.json'], 'none.json'],
    [['check', 'x.csv', '--schema', 'n.json'], 'n.json'],
    [['convert', 'x.csv'], '--out'],
    [['convert', 'x.csv', '--out', 'o', '--to', 'pdf'], '--to'],
    [['convert', 'x.csv', '--out', 'o', '--to', ''], '--to'],
    [['convert', 'x.csv', 'y.csv', '--out', 'o'], 'hiraku convert'],
    [['convert', '.', '--out', 'o'], '.'],
  ])('%j', async (argv, says) => {
    const { exit, stdout, stderr } = await hiraku(root, ...argv)
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr).toContain(says)
    expect(stderr).not.toContain('    at ')
    expect(fs.readdirSync(root).sort()).toEqual(['n.json', 's.json', 'x.csv'])
  })
})

describe('a file that is none of tables ends with 1 and says what it is', () => {
  const locked = Buffer.alloc(1536)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(locked)
  test.each<[string, string | Uint8Array]>([
    ['x.pdf', '%PDF-1.7\n%âãÏÓ\n1 0 obj\n'],
    ['empty.csv', ''],
    ['broken.xlsx', Buffer.from('504b0304140000000800', 'hex')],
    ['locked.xlsx', locked],
    ['picture.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ])('%s', async (name, content) => {
    const root = folder({ [name]: content })
    for (const argv of [
      ['check', name],
      ['convert', name, '--out', 'o'],
    ]) {
      const { exit, stderr } = await hiraku(root, ...argv)
      expect(exit).toBe(1)
      expect(stderr).toContain(name)
      expect(stderr).not.toContain('    at ')
    }
    const told = json((await hiraku(root, 'check', name, '--json')).stdout)
    expect(Array.isArray(told.problems) && told.problems.length).toBeGreaterThan(0)
    expect(Object.keys(filesIn(path.join(root, 'o')))).toEqual(['report.json'])
  })
})

test('the compiled command does the same', () => {
  const built = path.join(PACKAGE, 'build/cli.js')
  if (!fs.existsSync(built)) throw new Error('build/ is missing')
  const root = folder({ 'x.csv': '名称,住所\n図書館,本町\n公園,中央\n' })
  const out = execFileSync(process.execPath, [built, 'convert', 'x.csv', '--out', 'o', '--json'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  expect(json(out)).toMatchObject({ command: 'convert', rows: { in: 2, out: 2 } })
})
