/**
 * The formats that are read whole, each by a module of its own that is loaded when such a file is met: bytes → worksheets.
 * A format is an extractor and nothing else: what it gives goes through the same look and the same run.
 */
import type { GridFormat } from '../lib/grid-declaration.ts'
import type { ReadTables } from './whole.ts'

type Loader = () => Promise<ReadTables>

const spreadsheet =
  (format: 'xlsx' | 'xls' | 'ods'): Loader =>
  async () => {
    const { readSpreadsheet } = await import('./spreadsheet/index.ts')
    return (bytes, options) => readSpreadsheet(bytes, format, options)
  }

const LOADERS: Readonly<Partial<Record<GridFormat, Loader>>> = {
  xlsx: spreadsheet('xlsx'),
  xls: async () => {
    const [readXls, ml] = [await spreadsheet('xls')(), await import('./spreadsheetml/index.ts')]
    return (bytes, options) =>
      ml.isSpreadsheetMl(bytes) ? ml.readSpreadsheetMl(bytes, options) : readXls(bytes, options)
  },
  ods: spreadsheet('ods'),
  html: async () => (await import('./html/index.ts')).readHtml,
  docx: async () => (await import('./docx/index.ts')).readDocx,
  pdf: async () => (await import('./pdf/index.ts')).readPdfTables,
  geojson: async () => (await import('./geojson/index.ts')).readGeojson,
  kml: async () => (await import('./kml/index.ts')).readKml,
  shapefile: async () => (await import('./shapefile/index.ts')).readShapefile,
  zip: async () => {
    const { readZip } = await import('./zip/index.ts')
    return (bytes, options) => readZip(bytes, options, readerOf)
  },
}

/** Undefined: a CSV, which is read in batches (`readCsv`), or no format of tables. */
export async function readerOf(format: string): Promise<ReadTables | undefined> {
  const load = Object.entries(LOADERS).find(([name]) => name === format)?.[1]
  return load?.()
}
