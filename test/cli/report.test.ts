/** `check --report`, from argv to bytes on the disk. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { main } from '../../pipeline/cli/main.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import { read, xlsx } from '../extract/spreadsheet/workbook.ts'
import { PACKAGE } from '../helpers/job.ts'

const made: string[] = []
afterAll(() => {
  for (const folder of made) fs.rmSync(folder, { recursive: true, force: true })
})

const AED =
  '名称,所在地_連結表記,緯度,経度,設置位置,電話番号\n市役所,伊勢原市田中348,35.4,139.3,1階,0463-94-4711\n図書館,伊勢原市田中76-1,不明,139.3,入口,春\n'

function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-report-')))
  made.push(root)
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    fs.writeFileSync(path.join(root, name), content)
  }
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
    env: { LANG: 'ja_JP.UTF-8' },
  }
  const exit = await main(argv, effects, { code: path.join(PACKAGE, 'build'), root })
  return { exit, stdout, stderr, names: fs.readdirSync(root).sort() }
}

const textOf = (root: string, name: string): string => fs.readFileSync(path.join(root, name), 'utf8')

describe('of a CSV', () => {
  test.each([
    ['html', 'aed.report.html', '<!DOCTYPE html>'],
    ['xlsx', 'aed.checked.xlsx', 'PK'],
  ])('%s lies beside the file', async (kind, name, start) => {
    const root = folder({ 'aed.csv': AED })
    const { exit, stdout, stderr, names } = await hiraku(root, 'check', 'aed.csv', '--report', kind)
    expect([0, 1]).toContain(exit)
    expect(exit).toBe((await hiraku(root, 'check', 'aed.csv')).exit)
    expect(names).toEqual(['aed.csv', name].sort())
    expect(textOf(root, name).startsWith(start)).toBe(true)
    expect(stdout).toBe('')
    expect(stderr).toContain(name)
    expect(textOf(root, 'aed.csv')).toBe(AED)
  })

  test('json and text go to stdout, or into a file', async () => {
    const root = folder({ 'aed.csv': AED })
    const json = await hiraku(root, 'check', 'aed.csv', '--report', 'json')
    expect(JSON.parse(json.stdout)).toMatchObject({ command: 'check', sheet: { id: 'aed' } })
    expect(json.names).toEqual(['aed.csv'])
    const text = await hiraku(root, 'check', 'aed.csv', '--report', 'text')
    expect(text.stdout).toContain('「不明」')
    await hiraku(root, 'check', 'aed.csv', '--report', 'text', '--out', '結果/a.txt')
    expect(textOf(root, '結果/a.txt')).toBe(text.stdout)
  })

  test('the page has the findings, and the score of the rules', async () => {
    const root = folder({ 'aed.csv': AED })
    await hiraku(root, 'check', 'aed.csv', '--report', 'html', '--lang', 'en')
    const page = textOf(root, 'aed.report.html')
    expect(page).toContain('<html lang="en">')
    expect(page).toContain('不明')
    expect(page).toContain('L1-01')
  })

  test('into a folder that is there, under its own name', async () => {
    const root = folder({ 'aed.csv': AED, 'out/a.txt': '' })
    await hiraku(root, 'check', 'aed.csv', '--report', 'html', '--out', 'out')
    expect(fs.readdirSync(path.join(root, 'out')).sort()).toEqual(['a.txt', 'aed.report.html'])
  })

  test('a report that is there is replaced', async () => {
    const root = folder({ 'aed.csv': AED, 'aed.report.html': 'old' })
    await hiraku(root, 'check', 'aed.csv', '--report', 'html')
    expect(textOf(root, 'aed.report.html')).not.toContain('old')
  })
})

test('of an XLSX it is a copy of the file itself', async () => {
  const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`
  const root = folder({
    '一覧.xlsx': xlsx({ ...BOOK_PARTS, files: { '[Content_Types].xml': types, 'xl/a.bin': 'kept' } }),
  })
  const { stderr } = await hiraku(root, 'check', '一覧.xlsx', '--report', 'xlsx')
  expect(stderr).not.toContain('run/not-marked')
  const names = read(fs.readFileSync(path.join(root, '一覧.checked.xlsx'))).workbook.worksheets.map(
    ({ name }) => name,
  )
  expect(names).toEqual(['AED', 'Hiraku確認結果'])
})

const cells = AED.trimEnd()
  .split('\n')
  .map((line, i) => {
    const row = line.split(',').map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`)
    return `<row r="${i + 1}">${row.join('')}</row>`
  })
const BOOK_PARTS = { sheets: { AED: `<sheetData>${cells.join('')}</sheetData>` } }

test('where it can not be marked as it is, the values are copied, and that is said', async () => {
  const root = folder({ 'a.xlsx': xlsx(BOOK_PARTS) })
  const { stderr, names } = await hiraku(root, 'check', 'a.xlsx', '--report', 'xlsx')
  expect(stderr).toContain('run/not-marked')
  expect(names).toContain('a.checked.xlsx')
  const { worksheets } = read(fs.readFileSync(path.join(root, 'a.checked.xlsx'))).workbook
  expect(worksheets.map(({ name }) => name)).toEqual(['Hiraku確認結果', 'AED'])
})

test('a file that can not be read has its reports too', async () => {
  const root = folder({ 'a.xlsx': 'PK\u0003\u0004 broken' })
  for (const kind of ['html', 'xlsx']) {
    const { exit } = await hiraku(root, 'check', 'a.xlsx', '--report', kind)
    expect(exit).toBe(1)
  }
  expect(textOf(root, 'a.report.html')).toContain('ファイルを読めるようにする')
  expect(read(fs.readFileSync(path.join(root, 'a.checked.xlsx'))).workbook.worksheets.length).toBe(1)
})

describe('refused, and nothing is written', () => {
  const project = { 'sources/142140/publisher.yaml': 'id: 142140\n' }
  test.each([
    ['over the file itself', {}, ['aed.csv', '--report', 'html', '--out', 'aed.csv'], 'run/same-output'],
    ['a marked copy within a project', project, ['aed.csv', '--report', 'xlsx'], 'run/marked-in-project'],
    [
      'below it too',
      project,
      ['aed.csv', '--report', 'xlsx', '--out', 'a/b/c.xlsx'],
      'run/marked-in-project',
    ],
    [
      'a name that Excel does not open',
      {},
      ['aed.csv', '--report', 'xlsx', '--out', 'a.html'],
      'run/report-ending',
    ],
    ['a kind that there is none of', {}, ['aed.csv', '--report', 'pdf'], 'cli/option-value'],
    ['--out alone', {}, ['aed.csv', '--out', 'a.html'], 'cli/needs'],
    ['--json beside it', {}, ['aed.csv', '--report', 'html', '--json'], 'cli/together'],
    ['a marked copy of a source', project, ['142140', '--report', 'xlsx'], 'cli/report-of-source'],
  ] as const)('%s', async (_, files, argv, code) => {
    const root = folder({ 'aed.csv': AED, ...files })
    const before = fs.readdirSync(root).sort()
    const { exit, stdout, stderr, names } = await hiraku(root, 'check', ...argv)
    expect(exit).toBe(2)
    expect(stderr).toContain(`[${code}]`)
    expect(stdout).toBe('')
    expect(names).toEqual(before)
    expect(textOf(root, 'aed.csv')).toBe(AED)
  })

  test.each([
    ['a folder that is called sources and is none of ours', { 'sources/main.c': '' }],
    ['a page within a project', project],
  ])('but not %s', async (_, files) => {
    const root = folder({ 'aed.csv': AED, ...files })
    const kind = 'sources/main.c' in files ? 'xlsx' : 'html'
    const { exit } = await hiraku(root, 'check', 'aed.csv', '--report', kind)
    expect([0, 1]).toContain(exit)
  })
})

test('macros: only by a name that says so', async () => {
  const root = folder({ 'a.xlsm': xlsx(BOOK_PARTS) })
  expect((await hiraku(root, 'check', 'a.xlsm', '--report', 'xlsx')).names).toContain('a.checked.xlsm')
  const other = await hiraku(root, 'check', 'a.xlsm', '--report', 'xlsx', '--out', 'b.xlsx')
  expect(other.stderr).toContain('run/report-ending')
})
