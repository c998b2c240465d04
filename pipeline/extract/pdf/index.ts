/**
 * extract/pdf: the bytes of a PDF with text → its tables as worksheets, or its text as lines of a document. Tables are
 * rebuilt from where glyphs stand and lines are ruled; nothing is recognized in images, and nothing of the file is run.
 * It judges nothing but whether the file can be read, and never throws.
 */

import { createLooseTexts } from '../loose-texts.ts'
import { LIMITS, startReading } from '../spreadsheet/reading.ts'
import { isOfSize, type ReadTables, resultOf } from '../whole.ts'
import { withoutFurniture } from './furniture.ts'
import { blocksOf } from './join.ts'
import { PDF_LIMITS, type PdfContent, readPdf } from './open.ts'
import { packageFileOf } from './package-file.ts'
import { itemsOf, type PageItems } from './page.ts'
import { failPdf, tellFurniture } from './tell.ts'
import { worksheetsOf } from './worksheets.ts'

/** All tables of a PDF: one worksheet each, those that run over pages joined. */
export const readPdfTables: ReadTables = async (bytes, options) => {
  const reading = startReading(options.file, { ...LIMITS, packed: PDF_LIMITS.bytes, ...options.limits })
  if (!isOfSize(bytes, reading)) return resultOf('pdf', undefined, reading)
  const pages: PageItems[] = []
  let written = false
  const read = await readPdf(bytes, packageFileOf(options.packageFile), reading, PDF_LIMITS, (content) => {
    written ||= content.endsWithSpace
    pages.push(itemsOf(content, { written, hard: '\n' }))
  })
  if (read === undefined) return resultOf('pdf', undefined, reading)
  const { pages: bare, furniture } = withoutFurniture(pages, true)
  tellFurniture(furniture, reading)
  const worksheets = worksheetsOf(blocksOf(bare), reading)
  if (worksheets.length === 0 && isScanned(read))
    failPdf(reading, 'extract/pdf-mostly-images', { actual: read.pages, count: read.characters })
  const texts = createLooseTexts(reading)
  for (const { page, text } of furniture) texts.add(`p.${page}: headerFooter`, text)
  return resultOf('pdf', { worksheets, properties: read.properties, texts: texts.list() }, reading)
}

/** a page: A4 at 72 dots an inch has 500,000, and scanners take no less */
const PIXELS = 400_000
/** a page: what a printer, a stamp or a browser adds at the edges */
const CHARACTERS = 200

function isScanned({ pages, pixels, characters }: PdfContent): boolean {
  return pixels >= PIXELS * pages && characters < CHARACTERS * pages
}
