/** Small files, looked at and run as `check --rules` does, and what each rule says of them. */
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { lookAt } from '../../../pipeline/job/table/look.ts'
import { openGrids } from '../../../pipeline/job/table/open.ts'
import { runLook } from '../../../pipeline/job/table/run-look.ts'
import { cellName } from '../../../pipeline/lib/grid.ts'
import type { RuleScore } from '../../../pipeline/lib/inspection.ts'
import type { TableWords } from '../../../pipeline/recognize/index.ts'
import { readTable } from '../../../pipeline/run/file/knowledge-table.ts'
import { scoreLooked } from '../../../pipeline/run/file/rules.ts'
import { openSchemas } from '../../../pipeline/run/schemas.ts'
import { type Parts, xlsx } from '../../extract/spreadsheet/workbook.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { KNOWLEDGE } from '../../recognize/knowledge.ts'

const place = { file: 'in' }
const schemas = openSchemas(nodeEffects(), PACKAGE, PACKAGE, [], 0)
const words = readTable<TableWords>(schemas, 'recognition/tables')

export type Scores = ReadonlyMap<string, RuleScore>

/** By the id of the rule. */
export async function scoresOf(bytes: Uint8Array, name = 'in.csv'): Promise<Scores> {
  const opened = await openGrids(bytes, undefined, place)
  const { file } = opened
  if (file === undefined) throw new Error(JSON.stringify(opened.problems))
  const look = lookAt({ file, name, knowledge: () => KNOWLEDGE, words, schemas: schemas.get, place })
  const nothing = (): undefined => undefined
  const run = runLook({
    file,
    look,
    context: { date1904: file.date1904 },
    place,
    kept: 100,
    takeKey: nothing,
    onRecords: nothing,
  })
  return new Map(scoreLooked({ look, schemas, place }, file, run).map((score) => [score.id, score]))
}

export function csv(text: string): Promise<Scores> {
  return scoresOf(new TextEncoder().encode(text))
}

export type Cell = string | number | { readonly v: string | number; readonly s?: number; readonly f?: string }

/** What stands within `worksheet`: rows of cells, and what is said before and after them. */
export function sheet(
  rows: readonly (readonly Cell[])[],
  after = '',
  before = '',
  hidden: readonly number[] = [],
) {
  const lines = rows.map((cells, i) => {
    const row = i + 1
    const parts = cells.map((cell, c) => (cell === '' ? '' : cellXml(cell, cellName(row, c + 1))))
    return `<row r="${row}"${hidden.includes(row) ? ' hidden="1"' : ''}>${parts.join('')}</row>`
  })
  return `${before}<sheetData>${lines.join('')}</sheetData>${after}`
}

function cellXml(cell: Cell, at: string): string {
  const { v, s, f } = typeof cell === 'object' ? cell : { v: cell, s: undefined, f: undefined }
  const style = s === undefined ? '' : ` s="${s}"`
  const formula = f === undefined ? '' : `<f>${f}</f>`
  if (typeof v === 'number') return `<c r="${at}"${style}>${formula}<v>${v}</v></c>`
  const text = v.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
}

export function excel(sheets: Readonly<Record<string, string>>, rest: Parts = {}): Promise<Scores> {
  return scoresOf(xlsx({ ...rest, sheets }), 'in.xlsx')
}

/** `fail B2 C3 (2)`: the verdict, the cells (of one of several worksheets with its name), and how many there are. */
export function told(scores: Scores, id: string): string {
  const score = scores.get(id)
  if (score === undefined) throw new Error(id)
  const { verdict, places, count } = score
  if (verdict !== 'fail') return verdict
  const cells = places.map(({ cell, row, worksheet }) => {
    const at = cell ?? (row === undefined ? '' : `${row}`)
    return worksheet === undefined || worksheet === '表' ? at : `${worksheet}${at === '' ? '' : `!${at}`}`
  })
  return `fail ${cells.join(' ')} (${count})`
}
