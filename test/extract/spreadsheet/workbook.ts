/** Small spreadsheets from readable XML, so that each trap stands in the test as text. */
import { strToU8, zipSync } from 'fflate'
import { readSpreadsheet, type SpreadsheetFormat } from '../../../pipeline/extract/spreadsheet/index.ts'
import { addressKey, type CellFacts, type Workbook, type Worksheet } from '../../../pipeline/lib/grid.ts'
import type { Problem } from '../../../pipeline/problem.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

export interface Parts {
  /** what stands within `worksheet`, by name */
  readonly sheets?: Readonly<Record<string, string>>
  readonly workbook?: string
  readonly strings?: string
  readonly styles?: string
  /** whole parts, over those that are made */
  readonly files?: Readonly<Record<string, string | Uint8Array | undefined>>
  readonly main?: string
  readonly rels?: string
}

/** Everything within `sheetData`. */
export function data(rows: string): string {
  return `<sheetData>${rows}</sheetData>`
}

export function zip(files: Readonly<Record<string, string | Uint8Array | undefined>>): Uint8Array {
  const entries = Object.entries(files).flatMap(([name, content]) =>
    content === undefined ? [] : [[name, typeof content === 'string' ? strToU8(content) : content] as const],
  )
  return zipSync(Object.fromEntries(entries), { mtime: '2026-01-01T00:00:00' })
}

export function xlsx(parts: Parts): Uint8Array {
  const { main = MAIN, rels = RELS } = parts
  const sheets = Object.entries(parts.sheets ?? {})
  const list = sheets.map(([name], i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${rels}/${kind}" Target="${target}"/>`
  return zip({
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${rels}">${parts.workbook ?? `<sheets>${list.join('')}</sheets>`}</workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${sheets
      .map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`))
      .join(
        '',
      )}${relation('s', 'styles', 'styles.xml')}${relation('t', 'sharedStrings', '/xl/sharedStrings.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}">${parts.styles ?? ''}</styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${parts.strings ?? ''}</sst>`,
    ...Object.fromEntries(
      sheets.map(([, content], i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `<worksheet xmlns="${main}" xmlns:r="${rels}">${content}</worksheet>`,
      ]),
    ),
    ...parts.files,
  })
}

/** Cell formats with these number formats, in order after the plain one. */
export function formats(...codes: readonly (string | number)[]): string {
  const own = codes.flatMap((code, i) => (typeof code === 'string' ? [{ id: 164 + i, code }] : []))
  const escaped = (code: string): string =>
    code.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  const ids = codes.map((code, i) => (typeof code === 'string' ? 164 + i : code))
  return `<numFmts>${own.map(({ id, code }) => `<numFmt numFmtId="${id}" formatCode="${escaped(code)}"/>`).join('')}</numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/>${ids.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs>`
}

export function read(
  bytes: Uint8Array,
  format: SpreadsheetFormat = 'xlsx',
): { readonly workbook: Workbook; readonly problems: readonly Problem[] } {
  const result = readSpreadsheet(bytes, format)
  if ('problem' in result) throw new Error(JSON.stringify(result.problem))
  return result
}

export function first(bytes: Uint8Array, format: SpreadsheetFormat = 'xlsx'): Worksheet {
  const [worksheet] = read(bytes, format).workbook.worksheets
  if (worksheet === undefined) throw new Error('no worksheet')
  return worksheet
}

export function factsAt(worksheet: Worksheet, row: number, column: number): CellFacts | undefined {
  return worksheet.cells.get(addressKey(row, column))
}
