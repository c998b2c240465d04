/**
 * extract/pdf: the bytes of a PDF with text → its tables as worksheets, or its text as lines of a document. Tables are
 * rebuilt from where glyphs stand and lines are ruled; nothing is recognized in images, and nothing of the file is run.
 * It judges nothing but whether the file can be read, and never throws.
 */

import { LIMITS, startReading } from '../spreadsheet/reading.ts'
import { isOfSize, type ReadTables, resultOf } from '../whole.ts'
import { withoutFurniture } from './furniture.ts'
import { blocksOf } from './join.ts'
import { PDF_LIMITS, readPdf } from './open.ts'
import { packageFileOf } from './package-file.ts'
import { itemsOf, type PageItems } from './page.ts'
import { tellFurniture } from './tell.ts'
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
  return resultOf('pdf', { worksheets, properties: read.properties }, reading)
}
