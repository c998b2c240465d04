/** Reads a file as the line does, by the format that its bytes tell. */
import { detectFormat, readerOf, type TablesOptions } from '../../pipeline/extract/index.ts'
import type { Workbook, Worksheet } from '../../pipeline/lib/grid.ts'
import type { Problem } from '../../pipeline/problem.ts'
import { bytesOf } from '../helpers/formats.ts'

export interface ReadFile {
  readonly format: string
  readonly workbook?: Workbook
  readonly worksheets: readonly Worksheet[]
  readonly problems: readonly Problem[]
  /** without `extract/` */
  readonly codes: readonly string[]
}

export async function readFile(given: string | Uint8Array, options: TablesOptions = {}): Promise<ReadFile> {
  const bytes = bytesOf(given)
  const { format } = detectFormat(bytes)
  const read = await readerOf(format)
  if (read === undefined) return { format, worksheets: [], problems: [], codes: ['no-table-format'] }
  const result = await read(bytes, options)
  const problems = 'problem' in result ? [result.problem] : result.problems
  const codes = problems.map(({ code }) => code.replace('extract/', ''))
  if ('problem' in result) return { format, worksheets: [], problems, codes }
  return { format, workbook: result.workbook, worksheets: result.workbook.worksheets, problems, codes }
}

/** Rows of its only worksheet. */
export async function rowsOf(given: string | Uint8Array): Promise<readonly (readonly string[])[]> {
  const { worksheets, problems } = await readFile(given)
  if (worksheets.length !== 1) throw new Error(`${worksheets.length} worksheets: ${JSON.stringify(problems)}`)
  return worksheets[0]?.rows ?? []
}
