/** XLSX: the workbook part says which worksheets there are; each is read by its handler. */
import type { FileProperties, Workbook, Worksheet } from '../../lib/grid.ts'
import { dictionary } from '../../lib/own.ts'
import { createLooseTexts, type LooseTexts, sweep } from '../loose-texts.ts'
import { columnOf, rowOf } from './address.ts'
import { objectsOf } from './objects.ts'
import { picturesIn } from './pictures.ts'
import { fail, fewWorksheets, type Reading, tell } from './reading.ts'
import { buildWorksheet } from './worksheet.ts'
import { isOn, OOXML, type Relation, readXml, relationsOf } from './xlsx-package.ts'
import { type SheetInput, sheetHandler } from './xlsx-sheet.ts'
import { plainStyles, readStyles } from './xlsx-styles.ts'
import { readComments, readOwnProperties, readProperties, readSharedStrings } from './xlsx-text.ts'
import { openZip, type Zip } from './zip.ts'

interface Listed {
  readonly name: string
  readonly relation: string
  readonly hidden: boolean
}

interface Contents {
  readonly listed: readonly Listed[]
  readonly date1904: boolean
}

export function readXlsx(bytes: Uint8Array, reading: Reading): Workbook | undefined {
  const zip = openZip(bytes, reading)
  if (zip === undefined) return undefined
  const top = relationsOf(zip, '', reading)
  const main = top.find(({ kind }) => kind === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const other = otherKind(zip, main)
  if (reading.fault === undefined && other !== undefined)
    fail(reading, 'extract/not-a-workbook', {}, { expected: 'XLSX', actual: other })
  const texts = createLooseTexts(reading)
  const contents = readContents(zip, main, reading, texts)
  if (contents === undefined) return undefined
  const relations = relationsOf(zip, main, reading)
  if ([...zip.entries.keys()].some((name) => name.endsWith('vbaproject.bin'))) tell(reading, 'extract/macros')
  const read = new Set([main, '[content_types].xml'])
  const worksheets = readWorksheets(zip, contents, relations, reading, texts, read)
  const properties = propertiesOf(zip, top, reading)
  const pictures = picturesIn(zip, /^xl\/media\//, reading)
  if (reading.fault === undefined)
    sweep(zip, texts, reading, OOXML, (name) => read.has(name) || TOLD_ELSEWHERE.test(name))
  const loose = texts.list()
  return {
    format: 'xlsx',
    date1904: contents.date1904,
    worksheets,
    properties,
    ...(pictures.length > 0 ? { pictures } : {}),
    ...(loose.length > 0 ? { texts: loose } : {}),
  }
}

/** Cells, properties, comments and drawings are read as such; looks have no text. */
const TOLD_ELSEWHERE =
  /^(?:docprops\/|xl\/(?:sharedstrings|styles|calcchain|metadata|theme\/|comments|drawings\/[^/]*\.(?:xml|vml)$|printersettings))/

/** What the zip is, where it is no XLSX. */
function otherKind(zip: Zip, main: string): string | undefined {
  if (main.endsWith('.bin')) return 'XLSB'
  if (zip.entries.has(main)) {
    const folder = main.split('/')[0]
    return folder === 'word' ? 'Word' : folder === 'ppt' ? 'PowerPoint' : undefined
  }
  if (zip.entries.has('content.xml')) return 'ODS, ODT'
  return 'ZIP'
}

function readContents(zip: Zip, main: string, reading: Reading, texts: LooseTexts): Contents | undefined {
  const listed: Listed[] = []
  let root = ''
  let date1904 = false
  readXml(
    zip,
    main,
    OOXML,
    texts.beside(
      {
        open: (name, tag) => {
          if (root === '') root = name
          if (name === 'workbookPr') date1904 = isOn(tag.get('date1904'))
          else if (name === 'sheet') {
            const state = tag.get('state')
            listed.push({
              name: tag.get('name') ?? '',
              relation: tag.get('r:id') ?? '',
              hidden: state === 'hidden' || state === 'veryHidden',
            })
          }
        },
        close: () => {},
        text: () => {},
      },
      main,
      'sheets',
    ),
    reading,
  )
  if (reading.fault !== undefined) return undefined
  if (root !== 'workbook') fail(reading, 'extract/not-a-workbook', {}, { expected: 'XLSX', actual: root })
  if (!fewWorksheets(listed.length, reading)) return undefined
  return { listed, date1904 }
}

function readWorksheets(
  zip: Zip,
  { listed, date1904 }: Contents,
  relations: readonly Relation[],
  reading: Reading,
  texts: LooseTexts,
  /** names of the parts that were read here */
  read: Set<string>,
): readonly Worksheet[] {
  const styles = relations.find(({ kind }) => kind === 'styles')
  const strings = relations.find(({ kind }) => kind === 'sharedStrings')
  const input: SheetInput = {
    strings: strings === undefined ? [] : readSharedStrings(zip, strings.target, reading),
    styles: styles === undefined ? plainStyles() : readStyles(zip, styles.target, reading),
    date1904,
    reading,
  }
  const worksheets: Worksheet[] = []
  for (const { name, relation, hidden } of listed) {
    if (reading.fault !== undefined) break
    const target = relations.find(({ id }) => id === relation)
    // sheets of charts, dialogs and old macros have no cells
    if (target !== undefined && target.kind !== 'worksheet') {
      texts.add('xl/workbook.xml: sheet', name)
      continue
    }
    const builder = buildWorksheet(name, reading)
    const part = target?.target ?? name
    const handler = texts.beside(sheetHandler(builder, input), part, 'sheetData', name)
    read.add(part)
    if (target === undefined || !readXml(zip, target.target, OOXML, handler, reading)) {
      fail(reading, 'extract/spreadsheet-damaged', { worksheet: name }, { actual: target?.target ?? name })
      break
    }
    const parts = relationsOf(zip, target.target, reading)
    for (const { kind, target: part } of parts)
      if (kind === 'comments')
        for (const [address, comment] of readComments(zip, part, reading))
          builder.comment(rowOf(address), columnOf(address), comment)
    const objects = objectsOf(zip, parts, reading)
    worksheets.push({ ...builder.finish(hidden), ...(objects === undefined ? {} : { objects }) })
  }
  return worksheets
}

function propertiesOf(zip: Zip, top: readonly Relation[], reading: Reading): FileProperties {
  const properties = dictionary<string>()
  for (const { kind, target } of top)
    if (kind === 'core-properties' || kind === 'metadata/core-properties')
      for (const [name, value] of readProperties(zip, target, reading)) properties[name] = value
  for (const { kind, target } of top)
    if (kind === 'extended-properties' || kind === 'extendedProperties')
      for (const [name, value] of readProperties(zip, target, reading))
        if (name === 'Company' || name === 'Manager' || name === 'Application') properties[name] = value
  // what a standard property says is not overruled by one of the same name
  for (const { kind, target } of top)
    if (kind === 'custom-properties' || kind === 'customProperties')
      for (const [name, value] of readOwnProperties(zip, target, reading)) properties[name] ??= value
  return properties
}
