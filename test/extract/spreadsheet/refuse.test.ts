import { CFB, utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readSpreadsheet, type SpreadsheetFormat } from '../../../pipeline/extract/spreadsheet/index.ts'
import { data, read, xlsx, zip } from './workbook.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const good = xlsx({ sheets: { a: data('<row><c><v>1</v></c></row>') } })
const xls = (): Uint8Array => {
  const book = utils.book_new()
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet(Array.from({ length: 200 }, (_, i) => [i, `高松市${i}`, i / 7])),
    'a',
  )
  return new Uint8Array(write(book, { type: 'array', bookType: 'biff8' }))
}

function compound(names: readonly string[]): Uint8Array {
  const file = CFB.utils.cfb_new()
  for (const name of names)
    CFB.utils.cfb_add(
      file,
      name,
      Array.from({ length: 5_000 }, (_, i) => i & 255),
    )
  return new Uint8Array(CFB.write(file, { type: 'array' }))
}

function codeOf(bytes: Uint8Array, format: SpreadsheetFormat): string {
  const result = readSpreadsheet(bytes, format, { file: 'a.xlsx' })
  if (!('problem' in result)) return `read: ${result.problems.map(({ code }) => code).join()}`
  const { code, message, remedy, where } = result.problem
  for (const one of [message, remedy]) {
    expect(one.ja).not.toMatch(/\{\w+\}/)
    expect(one.en).not.toMatch(/\{\w+\}/)
  }
  expect(where.file).toBe('a.xlsx')
  return code.replace('extract/', '')
}

const DOCTYPE =
  '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
const sheet1 = (content: string): Uint8Array =>
  xlsx({ sheets: { a: '' }, files: { 'xl/worksheets/sheet1.xml': content } })

describe('is refused, and told', () => {
  test.each<readonly [string, () => Uint8Array, SpreadsheetFormat, string]>([
    ['nothing', () => new Uint8Array(), 'xlsx', 'empty'],
    ['text', () => text('a,b\n1,2\n'), 'xlsx', 'not-a-workbook'],
    [
      'HTML named .xls',
      () => text('\n<html><table><tr><td>1</td></tr></table></html>'),
      'xls',
      'not-a-workbook',
    ],
    ['XML of Excel 2003', () => text('<?xml version="1.0"?><Workbook/>'), 'xls', 'not-a-workbook'],
    ['XLSX named .xls', () => good, 'xls', 'not-a-workbook'],
    ['a zip of other files', () => zip({ 'a.txt': 'x' }), 'xlsx', 'not-a-workbook'],
    ['a zip of other files as ODS', () => good, 'ods', 'not-a-workbook'],
    ['an empty zip', () => zip({}), 'xlsx', 'not-a-workbook'],
    [
      'a document of Word',
      () =>
        zip({
          '_rels/.rels':
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
          'word/document.xml': '<document/>',
        }),
      'xlsx',
      'not-a-workbook',
    ],
    [
      'XLSB',
      () =>
        zip({
          '_rels/.rels':
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>',
          'xl/workbook.bin': 'x',
        }),
      'xlsx',
      'not-a-workbook',
    ],
    ['a workbook without worksheets', () => xlsx({ sheets: {} }), 'xlsx', 'not-a-workbook'],
    [
      'a worksheet that is not there',
      () => xlsx({ sheets: { a: '' }, files: { 'xl/worksheets/sheet1.xml': undefined } }),
      'xlsx',
      'spreadsheet-damaged',
    ],
    [
      'an encrypted XLSX',
      () => compound(['/EncryptionInfo', '/EncryptedPackage']),
      'xlsx',
      'spreadsheet-encrypted',
    ],
    [
      'an encrypted XLSX told as XLS',
      () => compound(['/EncryptionInfo', '/EncryptedPackage']),
      'xls',
      'spreadsheet-encrypted',
    ],
    [
      'an encrypted ODS',
      () =>
        zip({
          'META-INF/manifest.xml':
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>',
          'content.xml': 'x',
        }),
      'ods',
      'spreadsheet-encrypted',
    ],
    ['a document of Word 2003', () => compound(['/WordDocument']), 'xls', 'not-a-workbook'],
    ['an XLS cut short', () => xls().subarray(0, 6_000), 'xls', 'spreadsheet-damaged'],
    ['a zip cut short', () => good.subarray(0, good.length - 30), 'xlsx', 'spreadsheet-damaged'],
    [
      'XML cut short',
      () => sheet1('<worksheet><sheetData><row><c><v>1</v></c></row>'),
      'xlsx',
      'spreadsheet-damaged',
    ],
    [
      'XML that is crossed',
      () => sheet1('<worksheet><sheetData></worksheet></sheetData>'),
      'xlsx',
      'spreadsheet-damaged',
    ],
    ['no XML', () => sheet1('a,b'), 'xlsx', 'spreadsheet-damaged'],
    [
      'text that is not UTF-8',
      () =>
        xlsx({
          sheets: { a: '' },
          files: { 'xl/worksheets/sheet1.xml': new Uint8Array([60, 97, 62, 0x8d, 0x82, 60, 47, 97, 62]) },
        }),
      'xlsx',
      'spreadsheet-damaged',
    ],
    [
      'entities of its own',
      () =>
        sheet1(
          `${DOCTYPE}<worksheet><sheetData><row><c t="str"><v>&c;</v></c></row></sheetData></worksheet>`,
        ),
      'xlsx',
      'spreadsheet-doctype',
    ],
    [
      'a string that is not there',
      () => xlsx({ sheets: { a: data('<row><c t="s"><v>7</v></c></row>') } }),
      'xlsx',
      'spreadsheet-damaged',
    ],
    [
      'a worksheet of no known namespace',
      () => sheet1('<worksheet xmlns="urn:x"><sheetData/></worksheet>'),
      'xlsx',
      'spreadsheet-damaged',
    ],
    [
      'a row beyond the last',
      () => xlsx({ sheets: { a: data('<row r="1048577"><c r="A1048577"><v>1</v></c></row>') } }),
      'xlsx',
      'outside-worksheet',
    ],
    [
      'a column beyond the last',
      () => xlsx({ sheets: { a: data('<row r="1"><c r="XFE1"><v>1</v></c></row>') } }),
      'xlsx',
      'outside-worksheet',
    ],
    [
      'an address that is none',
      () => xlsx({ sheets: { a: data('<row r="1"><c r="?"><v>1</v></c></row>') } }),
      'xlsx',
      'outside-worksheet',
    ],
  ])('%s', (_, bytes, format, code) => {
    expect(codeOf(bytes(), format)).toBe(code)
  })

  test('a byte changed within: the sum of the zip does not agree', () => {
    const bytes = Uint8Array.from(xlsx({ sheets: { a: data('<row><c><v>1</v></c></row>') } }))
    const name = text('xl/worksheets/sheet1.xml')
    const at = Buffer.from(bytes).indexOf(name) + name.length + 20
    bytes[at] = (bytes[at] ?? 0) ^ 1
    expect(codeOf(bytes, 'xlsx')).toBe('spreadsheet-damaged')
  })

  test('a part that says it is encrypted', () => {
    const bytes = Uint8Array.from(good)
    const view = new DataView(bytes.buffer)
    for (let at = 0; at + 4 < bytes.length; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, 1, true)
    expect(codeOf(bytes, 'xlsx')).toBe('spreadsheet-encrypted')
  })
})

describe('costs little', () => {
  test('a zip bomb, whatever sizes it says', () => {
    const bomb = sheet1(`<worksheet>${'<a/>'.repeat(1_000_000)}</worksheet>`)
    const view = new DataView(bomb.buffer)
    for (let at = 0; at + 4 < bomb.length; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true)
    expect(bomb.length).toBeLessThan(10_000)
    const result = readSpreadsheet(bomb, 'xlsx', { limits: { small: 1_000_000 } })
    expect('problem' in result && result.problem.code).toBe('extract/spreadsheet-too-large')
  })

  test.each<readonly [string, Parameters<typeof readSpreadsheet>[2], Uint8Array, SpreadsheetFormat]>([
    ['entries', { limits: { entries: 3 } }, good, 'xlsx'],
    ['worksheets', { limits: { worksheets: 0 } }, good, 'xlsx'],
    ['bytes', { limits: { packed: 100 } }, good, 'xlsx'],
    ['unpacked bytes', { limits: { unpacked: 300 } }, good, 'xlsx'],
    [
      'cells',
      { limits: { cells: 2 } },
      xlsx({ sheets: { a: data('<row><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>') } }),
      'xlsx',
    ],
    [
      'formulas',
      { limits: { cells: 1 } },
      xlsx({ sheets: { a: data('<row><c><f>A</f></c><c><f>A</f></c></row>') } }),
      'xlsx',
    ],
    [
      'places',
      { limits: { places: 20_000 } },
      xlsx({
        sheets: { a: data('<row><c r="XFD1"><v>1</v></c></row><row r="2"><c r="XFD2"><v>1</v></c></row>') },
      }),
      'xlsx',
    ],
    [
      'merges',
      { limits: { merges: 1 } },
      xlsx({
        sheets: {
          a: `<sheetData/><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="A3:B4"/></mergeCells>`,
        },
      }),
      'xlsx',
    ],
    ['cells of XLS', { limits: { cells: 100 } }, xls(), 'xls'],
  ])('too many %s', (_, options, bytes, format) => {
    const result = readSpreadsheet(bytes, format, options)
    expect('problem' in result && result.problem.code).toBe('extract/spreadsheet-too-large')
    expect('problem' in result && result.problem.message.ja).not.toMatch(/\{\w+\}/)
  })

  test('merges over merges', () => {
    const rows = Array.from({ length: 3_000 }, () => `<row>${'<c><v>1</v></c>'.repeat(10)}</row>`).join('')
    const merges = '<mergeCell ref="A1:XFD1048576"/>'.repeat(20_000)
    const bytes = xlsx({ sheets: { a: `${data(rows)}<mergeCells>${merges}</mergeCells>` } })
    const result = readSpreadsheet(bytes, 'xlsx', { limits: { places: 1_000_000 } })
    expect('problem' in result && result.problem.code).toBe('extract/spreadsheet-too-large')
  })

  test('a tag without end', () => {
    const bytes = sheet1(`<worksheet a="${'x'.repeat(6_000_000)}`)
    expect(codeOf(bytes, 'xlsx')).toBe('spreadsheet-damaged')
  })
})

test('macros are told and not run', () => {
  const bytes = xlsx({
    sheets: { a: data('<row><c><v>1</v></c></row>') },
    files: { 'xl/vbaProject.bin': 'x' },
  })
  const { workbook, problems } = read(bytes)
  expect(workbook.worksheets[0]?.rows).toEqual([['1']])
  expect(problems.map(({ code }) => code)).toEqual(['extract/macros'])
})

describe('never throws', () => {
  // SheetJS writes records that it does not know to the console
  beforeAll(() => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
  })
  afterAll(() => {
    vi.restoreAllMocks()
  })
  const formats = fc.constantFrom<SpreadsheetFormat>('xlsx', 'xls', 'ods')
  const whole = (bytes: Uint8Array, format: SpreadsheetFormat): void => {
    const result = readSpreadsheet(bytes, format)
    expect('problem' in result || result.workbook.worksheets.length > 0).toBe(true)
  }
  test('random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), formats, whole), { numRuns: 300 })
  })
  test.each(['xlsx', 'xls'] as const)('%s with bytes changed and cut', (format) => {
    const bytes = format === 'xls' ? xls() : good
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 5 }),
        fc.oneof(fc.constant(bytes.length), fc.nat(bytes.length)),
        (changes, end) => {
          const changed = Uint8Array.from(bytes)
          for (const [at, value] of changes) changed[at] = value
          whole(changed.subarray(0, end), format)
        },
      ),
      // XLS is tried more thoroughly in xls-mutations.test.ts, under a watchdog
      { numRuns: 150 },
    )
  })
  test('XML with characters changed', () => {
    const content = `<worksheet xmlns="a">${data('<row r="1" a=\'b\'><c r="A1" t="str"><f>A</f><v>&amp;1</v></c></row>')}<!-- x --></worksheet>`
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(content.length - 1), fc.constantFrom(...'<>/"\'=&![-? a')), {
          maxLength: 4,
        }),
        (changes) => {
          const letters = [...content]
          for (const [at, letter] of changes) letters[at] = letter
          whole(sheet1(letters.join('')), 'xlsx')
        },
      ),
      { numRuns: 200 },
    )
  })
})
