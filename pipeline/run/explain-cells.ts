/** The cells of the file that explained values come from: their headers, what they say, and what was done to it. */
import path from 'node:path'
import { type Effects, readText } from '../effects.ts'
import { isFoundAt } from '../job/table/found.ts'
import { privacyGate } from '../job/table/gate.ts'
import type { OpenGrid } from '../job/table/grids.ts'
import { openGrids } from '../job/table/open.ts'
import { tableProblem } from '../job/table/problems.ts'
import { recordTypeOf } from '../job/table/types.ts'
import { matchWorksheet } from '../job/table/worksheets.ts'
import { isGridSource, type SourceDeclaration } from '../lib/declaration.ts'
import type { Field } from '../lib/field.ts'
import { addressOfCell, type Row } from '../lib/grid.ts'
import type { GridTable } from '../lib/grid-declaration.ts'
import { masked } from '../lib/mask.ts'
import { isJson, isObject } from '../lib/object.ts'
import { type Pages, pageAt } from '../lib/paged.ts'
import { compileField } from '../normalize/index.ts'
import type { Text } from '../problem.ts'
import type { CitedCell, Explained } from '../report/index.ts'
import { type Located, locateTables } from '../shape/grid/index.ts'
import { createGates, fieldsOf, readAuthored } from '../validate/index.ts'
import type { Explanation } from './explain.ts'
import { hiddenCells } from './explain-hidden.ts'
import { readPrivacy } from './file/privacy.ts'
import { layoutOf } from './layout.ts'
import type { Machine } from './options.ts'
import { openSchemas } from './schemas.ts'

/**
 * The same with what the file says. Where that can not be looked at (the file is not the one that dist/ was built from),
 * it is not known of which values nothing may be printed: none is.
 */
export async function withCells(
  effects: Effects,
  machine: Machine,
  root: string,
  explanation: Explanation,
): Promise<Explanation> {
  const { source, file, changed } = explanation
  if (source === undefined || file === undefined) return explanation
  if (changed) return unseen(explanation)
  const text = path.join(root, 'sources', source, 'source.yaml')
  if (effects.stat(text) === undefined) return unseen(explanation)
  const schemas = openSchemas(effects, root, machine.packageFolder, [], 0)
  const gate = createGates(schemas.get)('authored/source.schema.json')
  if (gate === undefined) return unseen(explanation)
  const read = readAuthored<SourceDeclaration>({ file: text, text: readText(effects, text) }, gate, {})
  if (!('value' in read) || !isGridSource(read.value)) return unseen(explanation)
  const { grid } = read.value
  const opened = await openGrids(effects.readFile(path.join(root, file)), grid, { file }, effects.packageFile)
  const fields = fieldsOfDataset(effects, root, explanation.dataset)
  const wanted = new Set(
    explanation.fields.flatMap(({ cells = [] }) => cells.map(({ cell }) => addressOfCell(cell).row)),
  )
  const privacy = privacyGate(readPrivacy(schemas))
  const sheetOf = (table: GridTable): string | null => {
    const name = recordTypeOf(table)
    const schema = schemas.get(`records/${name}.schema.json`)
    return isObject(schema) && schema['x-sheet'] !== undefined ? name : null
  }
  const sheets = (opened.file?.grids ?? []).map((one) => {
    const tables = grid.tables.filter(
      ({ worksheet }) => matchWorksheet(worksheet, one.worksheet) !== undefined,
    )
    const located = locateTables(tables, one.batches(), one.facts?.merges)
    const hidden = hiddenCells(privacy, one, tables, located, [...fields.values()], sheetOf)
    return { one, located, rows: rowsAt(one, wanted), hidden }
  })
  const hiddenValues: string[] = []
  const fieldsShown = explanation.fields.map((item): Explained => {
    if (item.cells === undefined) return item
    const cells = item.cells.map((cell) => {
      const sheet = sheets.find(({ one }) => one.worksheet === cell.worksheet)
      return sheet === undefined ? cell : filled(cell, sheet.located, sheet.rows, sheet.one.facts?.pages)
    })
    const isHidden = item.cells.some(({ cell, worksheet }) => {
      const { row, column } = addressOfCell(cell)
      const sheet = sheets.find(({ one }) => one.worksheet === worksheet)
      return sheet !== undefined && isFoundAt(sheet.hidden, row, column - 1)
    })
    if (isHidden) {
      hiddenValues.push(String(item.value ?? ''))
      return hiddenItem({ ...item, cells })
    }
    // a value that a correction replaced, and that the provenance has masked
    const written = item.from?.written
    const bare = cells.map((cell) =>
      written !== undefined && cell.text !== undefined && written === masked(cell.text)
        ? { ...cell, text: written }
        : cell,
    )
    return { ...item, cells: bare, rules: rulesOf(item, fields.get(item.field)) }
  })
  const record = hiddenValues.reduce(
    (name, value) => (value === '' ? name : name.replaceAll(value, masked(value))),
    explanation.record,
  )
  return { ...explanation, record: privacy.maskText(record), fields: fieldsShown }
}

function unseen(explanation: Explanation): Explanation {
  return {
    ...explanation,
    fields: explanation.fields.map((item) => (item.cells === undefined ? item : hiddenItem(item))),
  }
}

/** It comes out as it is, but is printed nowhere. */
function hiddenItem(item: Explained): Explained {
  const { value, from, cells = [] } = item
  const hide = (text: string | undefined): { text?: string } =>
    text === undefined ? {} : { text: masked(text) }
  return {
    ...item,
    value: value === null ? null : masked(String(value)),
    cells: cells.map((cell) => ({ ...cell, ...hide(cell.text) })),
    // what the provenance has of it is masked already
    ...(from === undefined ? {} : { from }),
    rules: [],
  }
}

function fieldsOfDataset(effects: Effects, root: string, id: string): ReadonlyMap<string, Field> {
  const file = path.join(layoutOf(effects, root).dist, 'datasets', id, `${id}.schema.json`)
  const schema: unknown = JSON.parse(readText(effects, file))
  return new Map(
    isJson(schema) && isObject(schema) ? fieldsOf(schema).map((field) => [field.key, field]) : [],
  )
}

function rowsAt({ batches }: OpenGrid, wanted: ReadonlySet<number>): ReadonlyMap<number, Row> {
  const found = new Map<number, Row>()
  for (const { first, rows } of batches()) {
    for (const [i, cells] of rows.entries()) if (wanted.has(first + i)) found.set(first + i, cells)
    if (found.size === wanted.size) break
  }
  return found
}

/** The header is that of the table which begins last above the cell. */
function filled(
  cited: CitedCell,
  located: readonly (Located | undefined)[],
  rows: ReadonlyMap<number, Row>,
  pages: Pages | undefined,
): CitedCell {
  const { row, column } = addressOfCell(cited.cell)
  const above = located.flatMap((one) =>
    one !== undefined && (one.headerRows.at(-1) ?? 0) < row ? [one] : [],
  )
  const header = above.at(-1)?.headers[column - 1]
  const text = rows.get(row)?.[column - 1]
  const page = pageAt(pages, row)
  return {
    ...cited,
    ...(header === undefined ? {} : { header }),
    ...(text === undefined ? {} : { text }),
    ...(page === undefined ? {} : { page }),
  }
}

/** What the rules say when they read the cell again. */
function rulesOf({ from }: Explained, field: Field | undefined): readonly Text[] {
  if (from?.method !== 'normalized' || from.written === undefined || field === undefined) return []
  const { written } = from
  const said: Text[] = []
  compileField(field, {})(written, (verdict, code, expected) => {
    if (verdict === 'fault') return
    const facts = { actual: written, ...(expected === undefined ? {} : { expected }) }
    said.push(tableProblem(code, {}, facts, 'info').message)
  })
  return said
}
