/**
 * A workbook as XLSX (ECMA-376, transitional), for Excel, LibreOffice and openpyxl. The same book gives the same bytes;
 * it says nothing of who made it or when.
 */
import { writeZip, type ZipPart } from '../zip-write.ts'
import type { Book, BookProperties, DefinedName, Sheet } from './book.ts'
import { blocksOf, boxesVml, commentsXml } from './comments.ts'
import { fixedRange, placeIn, sheetXml } from './sheet.ts'
import { collectStyles } from './styles.ts'
import { attribute, escapeXml, textElement } from './text.ts'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** What Excel takes as the name of a worksheet; such a name is given back as it is. */
export function sheetName(text: string): string {
  const name = text
    .replace(/[\\/?*:[\]\u0000-\u001f]/g, '_')
    .replace(/^'+|'+$/g, '')
    .trim()
  return [...name].reduce((all, letter) => (all.length + letter.length > 31 ? all : all + letter), '') || '_'
}

export function writeXlsx(book: Book): Uint8Array {
  const styles = collectStyles()
  const texts = new Map<string, number>()
  const text = (value: string): number => {
    const id = texts.get(value) ?? texts.size
    texts.set(value, id)
    return id
  }
  const sheets = book.sheets.map((sheet) => ({ ...sheet, name: sheetName(sheet.name) }))
  const parts: ZipPart[] = [
    part('[Content_Types].xml', () => contentTypes(sheets)),
    part('_rels/.rels', packageRelations),
    part('docProps/app.xml', application),
    part('docProps/core.xml', () => core(book.properties ?? {})),
    part('xl/workbook.xml', () => workbook(sheets, book.names ?? [])),
    part('xl/_rels/workbook.xml.rels', () => workbookRelations(sheets.length)),
  ]
  let block = 1
  sheets.forEach((sheet, i) => {
    const name = `xl/worksheets/sheet${i + 1}.xml`
    parts.push({ name, bytes: () => declared(sheetXml(sheet, { styles, text, first: i === 0 })) })
    const { comments = [] } = sheet
    if (comments.length === 0) return
    const first = block
    block += blocksOf(comments)
    parts.push(
      part(`xl/worksheets/_rels/sheet${i + 1}.xml.rels`, () => sheetRelations(i + 1)),
      part(`xl/comments${i + 1}.xml`, () => commentsXml(comments)),
      part(`xl/drawings/vmlDrawing${i + 1}.vml`, () => boxesVml(comments, first)),
    )
  })
  // both know what they hold when the sheets are written
  parts.push(part('xl/styles.xml', styles.xml), {
    name: 'xl/sharedStrings.xml',
    bytes: () => declared(sharedTexts(texts)),
  })
  return writeZip(parts)
}

function part(name: string, xml: () => string): ZipPart {
  return {
    name,
    bytes: () => [new TextEncoder().encode((name.endsWith('.vml') ? '' : DECLARATION) + xml())],
  }
}

function* declared(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield new TextEncoder().encode(DECLARATION)
  yield* pieces
}

function* sharedTexts(texts: ReadonlyMap<string, number>): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  let xml = `<sst xmlns="${MAIN}" uniqueCount="${texts.size}">`
  for (const text of texts.keys()) {
    xml += `<si>${textElement(text)}</si>`
    if (xml.length < 1 << 16) continue
    yield encoder.encode(xml)
    xml = ''
  }
  yield encoder.encode(`${xml}</sst>`)
}

function contentTypes(sheets: readonly Sheet[]): string {
  const override = (name: string, type: string): string =>
    `<Override PartName="/${name}" ContentType="${type}"/>`
  return [
    `<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>',
    override('docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'),
    override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
    override('xl/workbook.xml', `${TYPE}.sheet.main+xml`),
    override('xl/styles.xml', `${TYPE}.styles+xml`),
    override('xl/sharedStrings.xml', `${TYPE}.sharedStrings+xml`),
    ...sheets.flatMap(({ comments = [] }, i) => [
      override(`xl/worksheets/sheet${i + 1}.xml`, `${TYPE}.worksheet+xml`),
      ...(comments.length === 0 ? [] : [override(`xl/comments${i + 1}.xml`, `${TYPE}.comments+xml`)]),
    ]),
    '</Types>',
  ].join('')
}

function relations(list: readonly (readonly [id: string, type: string, target: string])[]): string {
  const each = list.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`
}

function packageRelations(): string {
  return relations([
    ['rId1', `${RELS}/officeDocument`, 'xl/workbook.xml'],
    ['rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    ['rId3', `${RELS}/extended-properties`, 'docProps/app.xml'],
  ])
}

function workbookRelations(count: number): string {
  return relations([
    ...Array.from(
      { length: count },
      (_, i) => [`rId${i + 1}`, `${RELS}/worksheet`, `worksheets/sheet${i + 1}.xml`] as const,
    ),
    [`rId${count + 1}`, `${RELS}/styles`, 'styles.xml'],
    [`rId${count + 2}`, `${RELS}/sharedStrings`, 'sharedStrings.xml'],
  ])
}

function sheetRelations(number: number): string {
  return relations([
    ['boxes', `${RELS}/vmlDrawing`, `../drawings/vmlDrawing${number}.vml`],
    ['comments', `${RELS}/comments`, `../comments${number}.xml`],
  ])
}

function application(): string {
  return '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Hiraku</Application></Properties>'
}

/** In the order in which Office writes them. */
function core({ title, subject, keywords, description, language }: BookProperties): string {
  const element = (name: string, text: string | undefined): string =>
    text === undefined ? '' : `<${name}>${escapeXml(text)}</${name}>`
  return [
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">`,
    element('dc:title', title),
    element('dc:subject', subject),
    element('cp:keywords', keywords),
    element('dc:description', description),
    element('dc:language', language),
    '</cp:coreProperties>',
  ].join('')
}

function workbook(sheets: readonly Sheet[], own: readonly DefinedName[]): string {
  const list = sheets.map(
    ({ name }, i) => `<sheet name="${attribute(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  )
  const names = [
    ...sheets.flatMap((sheet, i) => builtInNames(sheet, i)),
    ...own.map(
      ({ name, refers }) => `<definedName name="${attribute(name)}">${escapeXml(refers)}</definedName>`,
    ),
  ]
  return [
    `<workbook xmlns="${MAIN}" xmlns:r="${RELS}"><bookViews><workbookView activeTab="0"/></bookViews>`,
    `<sheets>${list.join('')}</sheets>`,
    names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`,
    '</workbook>',
  ].join('')
}

/** Without the first, Excel repairs a sheet with a filter in some versions (18.2.5). */
function builtInNames({ name, filter, print }: Sheet, i: number): readonly string[] {
  const defined = (kind: string, more: string, range: string): string =>
    `<definedName name="_xlnm.${kind}" localSheetId="${i}"${more}>${escapeXml(placeIn(name, range))}</definedName>`
  return [
    ...(filter === undefined ? [] : [defined('_FilterDatabase', ' hidden="1"', fixedRange(filter))]),
    ...(print?.repeat === undefined
      ? []
      : [defined('Print_Titles', '', `$${print.repeat[0]}:$${print.repeat[1]}`)]),
  ]
}
