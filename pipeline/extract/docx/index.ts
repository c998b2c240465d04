/**
 * extract/docx: a document of Word → one worksheet for each of its tables, named by the words above it. The text is the
 * final one: what was inserted is in, what was deleted is out. Hidden text, footnotes and boxes are told, not read.
 */
import type { FileProperties, Picture } from '../../lib/grid.ts'
import { dictionary } from '../../lib/own.ts'
import { createLooseTexts, sweep } from '../loose-texts.ts'
import { fail, fewWorksheets, type Reading, tell } from '../spreadsheet/reading.ts'
import { type Relation, readXml, relationsOf } from '../spreadsheet/xlsx-package.ts'
import { readProperties } from '../spreadsheet/xlsx-text.ts'
import { isZip, openZip, unpackWhole, type Zip } from '../spreadsheet/zip.ts'
import { type Contents, readWhole, type TablesOptions, type TablesResult } from '../whole.ts'
import { readBody, type WordStyles } from './document.ts'
import { SILENT, WORD } from './marks.ts'

/** Reads the tables of the body in order; those in headers and footers of pages are none of its data. */
export function readDocx(bytes: Uint8Array, options: TablesOptions): TablesResult {
  return readWhole('docx', bytes, options, readDocument)
}

function readDocument(bytes: Uint8Array, reading: Reading): Contents | undefined {
  if (!isZip(bytes)) fail(reading, 'extract/not-a-workbook', {}, { expected: 'DOCX', actual: 'ZIP: –' })
  const zip = reading.fault === undefined ? openZip(bytes, reading) : undefined
  if (zip === undefined) return undefined
  const top = relationsOf(zip, '', reading)
  const main = top.find(({ kind }) => kind === 'officeDocument')?.target ?? 'word/document.xml'
  const relations = relationsOf(zip, main, reading)
  const partOf = (kind: string): string | undefined => relations.find((one) => one.kind === kind)?.target
  const styles = stylesOf(zip, partOf('styles'), reading)
  const body = readBody(styles, commentsOf(zip, partOf('comments'), reading), reading)
  const texts = createLooseTexts(reading)
  if (!readXml(zip, main, WORD, texts.beside(body.handler, main, 'w:tbl'), reading))
    fail(reading, 'extract/not-a-workbook', {}, { expected: 'DOCX', actual: 'ZIP' })
  if (reading.fault !== undefined) return undefined
  const names = [...zip.entries.keys()]
  if (names.some((name) => name.endsWith('vbaproject.bin'))) tell(reading, 'extract/macros')
  const worksheets = body.finish()
  if (!fewWorksheets(worksheets.length, reading)) return undefined
  const pictures = picturesOf(zip, names, reading)
  sweep(zip, texts, reading, WORD, (name) => name === main || TOLD_ELSEWHERE.test(name))
  return {
    worksheets,
    properties: propertiesOf(zip, top, reading),
    ...(pictures.length > 0 ? { pictures } : {}),
    texts: texts.list(),
  }
}

/** Properties are read as such; looks have no text. */
const TOLD_ELSEWHERE =
  /^(?:\[content_types\]|docprops\/(?:app|core)\.|word\/(?:styles|stylesw|fonttable|numbering|theme\/|websettings|settings\.))/

/** Styles whose name or outline says that they head what follows (17.7.4; names are English whatever the language). */
function stylesOf(zip: Zip, part: string | undefined, reading: Reading): WordStyles {
  const headings = new Set<string>()
  let id = ''
  if (part !== undefined)
    readXml(
      zip,
      part,
      WORD,
      {
        open: (name, tag) => {
          if (name === 'w:style') id = tag.get('w:styleId') ?? ''
          const value = tag.get('w:val') ?? ''
          const isHeading = name === 'w:name' && /^(?:heading \d|title|subtitle|caption)$/i.test(value)
          if (isHeading || (name === 'w:outlineLvl' && Number(value) < 9)) headings.add(id)
        },
        close: () => {},
        text: () => {},
      },
      reading,
    )
  return { headings }
}

/** Id → text, with who wrote it before it. */
function commentsOf(zip: Zip, part: string | undefined, reading: Reading): ReadonlyMap<string, string> {
  const comments = new Map<string, string>()
  let id = ''
  let author = ''
  let text = ''
  let inText = false
  let silent = 0
  if (part !== undefined)
    readXml(
      zip,
      part,
      WORD,
      {
        open: (name, tag) => {
          if (name === 'w:comment') {
            id = tag.get('w:id') ?? ''
            author = tag.get('w:author') ?? ''
            text = ''
          } else if (SILENT.has(name)) silent += 1
          else if (name === 'w:t') inText = silent === 0
        },
        close: (name) => {
          if (name === 'w:comment')
            comments.set(id, author === '' ? text.trim() : `${author}: ${text.trim()}`)
          else if (SILENT.has(name)) silent -= 1
          else if (name === 'w:t') inText = false
          else if (name === 'w:p') text += '\n'
        },
        text: (piece) => {
          if (inText) text += piece
        },
      },
      reading,
    )
  return comments
}

function propertiesOf(zip: Zip, top: readonly Relation[], reading: Reading): FileProperties {
  const properties = dictionary<string>()
  for (const { kind, target } of top) {
    const isCore = kind === 'core-properties' || kind === 'metadata/core-properties'
    if (!isCore && kind !== 'extended-properties' && kind !== 'extendedProperties') continue
    for (const [name, value] of readProperties(zip, target, reading))
      if (isCore || name === 'Company' || name === 'Manager' || name === 'Application')
        properties[name] = value
  }
  return properties
}

/** Drawings (EMF, WMF) tell nothing of where they were taken, and unpack to many times their size. */
function picturesOf(zip: Zip, names: readonly string[], reading: Reading): readonly Picture[] {
  return names
    .filter((name) => /^word\/media\/.*\.(?:jpe?g|png|gif|webp|tiff?)$/.test(name))
    .flatMap((name) => {
      const bytes = unpackWhole(zip, name, reading)
      return bytes === undefined ? [] : [{ name, bytes }]
    })
}
