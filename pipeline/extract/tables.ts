/**
 * The formats that are read whole, each by a module of its own that is loaded when such a file is met: bytes → worksheets.
 * A format is an extractor and nothing else: what it gives goes through the same look and the same run.
 */
import type { Workbook } from '../lib/grid.ts'
import type { GridFormat } from '../lib/grid-declaration.ts'
import type { Problem } from '../problem.ts'

export interface TablesOptions {
  /** only for the messages */
  readonly file?: string
}

export type TablesResult =
  | { readonly workbook: Workbook; readonly problems: readonly Problem[] }
  | { readonly problem: Problem }

/** Never throws: what is wrong with the file comes back. */
export type ReadTables = (bytes: Uint8Array, options: TablesOptions) => TablesResult | Promise<TablesResult>

type Loader = () => Promise<ReadTables>

const spreadsheet =
  (format: 'xlsx' | 'xls' | 'ods'): Loader =>
  async () => {
    const { readSpreadsheet } = await import('./spreadsheet/index.ts')
    return (bytes, options) => readSpreadsheet(bytes, format, options)
  }

const LOADERS: Readonly<Partial<Record<GridFormat, Loader>>> = {
  xlsx: spreadsheet('xlsx'),
  xls: spreadsheet('xls'),
  ods: spreadsheet('ods'),
}

/** Undefined: a CSV, which is read in batches (`readCsv`), or no format of tables. */
export async function readerOf(format: string): Promise<ReadTables | undefined> {
  const load = Object.entries(LOADERS).find(([name]) => name === format)?.[1]
  return load?.()
}
