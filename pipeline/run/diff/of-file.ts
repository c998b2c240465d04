/** The tables of a file at hand, read by the look as `check` reads them; or a `<id>.json` of ours. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { readText } from '../../effects.ts'
import { locatedTables, namesOfRows } from '../../job/table/record-cells.ts'
import { lookedType } from '../../job/table/run-look.ts'
import { withoutEnding } from '../../lib/file-endings.ts'
import type { Units } from '../../lib/units.ts'
import type { Problem } from '../../problem.ts'
import { foundIn } from '../file/found.ts'
import { infoOf } from '../file/info.ts'
import { readTable } from '../file/knowledge-table.ts'
import { type LookedFile, lookAtFile } from '../file/open.ts'
import type { FileOptions } from '../file/options.ts'
import { notWritten, runLooked, stoppedIn } from '../file/run.ts'
import { createSinks, tableNames } from '../file/sinks.ts'
import type { Scratch } from '../git/scratch.ts'
import type { Machine } from '../options.ts'
import { parsed, stateOf } from './of-dist.ts'
import { byHeaders } from './own-keys.ts'
import { diffProblem } from './problems.ts'
import type { DiffSide, HeldRecords, TableColumn, TableState } from './side.ts'
import { writtenColumns } from './written.ts'

/** Its records go into a file of the scratch, so that memory does not grow with it. */
export async function sideOfFile(
  effects: Effects,
  machine: Machine,
  {
    root,
    scratch,
    options,
  }: { readonly root: string; readonly scratch: Scratch; readonly options: FileOptions },
): Promise<DiffSide> {
  const { file } = options
  const place = path.resolve(root, file)
  if (isRecords(effects, place)) return sideOfJson(effects, place, file)
  const looked = await lookAtFile(effects, machine, root, options)
  const { look, opened, schemas, context } = looked
  const side = (tables: readonly TableState[], problems: readonly Problem[]): DiffSide => ({
    name: file,
    file,
    sheets: tables.map(({ sheet = null }) => sheet),
    marks: new Map(tables.map(({ id }) => [id, null])),
    open: (id) => Promise.resolve(tables.find((one) => one.id === id)),
    problems,
  })
  if (looked.file === undefined)
    return side([], foundIn('check', looked, { outcomes: [], problems: [] }, looked.problems).problems)
  const stem = withoutEnding(path.basename(file))
  const own = tableNames(look)
  const names = own.map((name) => (name === '' ? stem : name))
  const infos = look.tables.map((table, i) => infoOf(table, names[i] ?? '', context.code))
  const places = look.tables.map(() => scratch.file('.json'))
  const sinks = createSinks(effects, {
    look,
    infos,
    formats: ['json'],
    vocabulary: { units: readTable<Units>(schemas, 'units') },
    pathOf: (name) => places[own.indexOf(name)] ?? '',
  })
  try {
    const run = await runLooked(looked, looked.file, { sinks })
    const stopped = stoppedIn(run)
    sinks.close(stopped)
    // masked, as `check` tells them
    const told = foundIn('check', looked, run, [
      ...looked.problems,
      ...run.problems,
      ...opened.laterProblems(),
      ...notWritten(looked, stopped),
    ])
    const held = run.outcomes.reduce((sum, { outcome }) => sum + (outcome.account.counts.held ?? 0), 0)
    const tables = look.tables.flatMap((one, at): readonly TableState[] => {
      const { sheet, isOwn } = one
      const info = infos[at]
      const place = places[at]
      if (info === undefined || place === undefined || stopped.has(at)) return []
      const columns = info.columns.map(({ key, header, type }) => ({ key, header, type }))
      const rows = run.outcomes.find(({ index }) => index === at)?.outcome.account.held ?? []
      return [
        byHeaders({
          ...stateOf(() => effects.readChunks(place), undefined, names[at] ?? '', file),
          title: sheet === null ? { ja: info.id, en: info.id } : info.title,
          columns,
          ...(isOwn
            ? {}
            : { written: writtenColumns(one, columns, looked.gate?.maskText ?? ((text) => text)) }),
          ...(rows.length === 0 ? {} : { held: heldOf(looked, one, columns, rows) }),
          // what an unknown table was only guessed to go by is no key
          primaryKey: isOwn ? [] : info.primaryKey,
          ...(isOwn ? { likelyKey: info.primaryKey } : {}),
          sheet: sheet?.id ?? null,
        }),
      ]
    })
    return side(tables, [
      ...told.problems.filter(({ severity }) => severity === 'error'),
      ...(held === 0 ? [] : [diffProblem('run/diff-held', { file }, { file, count: held })]),
    ])
  } catch (error) {
    sinks.abandon()
    throw error
  }
}

/** The file is read once more for their names, where they are asked for. */
function heldOf(
  { file, context }: LookedFile,
  table: LookedFile['look']['tables'][number],
  columns: readonly TableColumn[],
  rows: readonly { readonly from: number; readonly to: number }[],
): HeldRecords {
  const headersOf = (keys: readonly string[]) =>
    keys.map((key) => columns.find((one) => one.key === key)?.header ?? key)
  return {
    rows: rows.reduce((sum, { from, to }) => sum + to - from + 1, 0),
    names(keys) {
      const grid = file?.grids.find(({ worksheet }) => worksheet === table.worksheet)
      if (grid === undefined || keys.length === 0) return new Set()
      const type = lookedType(table)
      const input = { grid, tables: [table.table], typeOf: () => type, context }
      return new Set(locatedTables(input).flatMap((one) => [...namesOfRows(one, headersOf(keys), rows)]))
    },
  }
}

/** `[`: a GeoJSON begins with `{`, and is read as any table. */
function isRecords(effects: Effects, place: string): boolean {
  const stat = effects.stat(place)
  if (!/\.json$/i.test(place) || stat === undefined || stat.isDirectory) return false
  return /^\ufeff?\s*\[/.test(new TextDecoder().decode(effects.readRange(place, 0, 64)))
}

/** What it is stands in the schema beside it, as in dist/datasets/<id>/. */
function sideOfJson(effects: Effects, place: string, file: string): DiffSide {
  const id = withoutEnding(path.basename(file))
  const beside = path.join(path.dirname(place), `${id}.schema.json`)
  const schema = effects.stat(beside) === undefined ? undefined : parsed(readText(effects, beside))
  const state = stateOf(() => effects.readChunks(place), schema, id, file)
  return {
    name: file,
    file,
    marks: new Map([[id, null]]),
    open: async (asked) => {
      if (asked !== id) return undefined
      return state.columns.length > 0 ? state : { ...state, columns: await columnsIn(state) }
    },
    problems: [],
  }
}

/** Without a schema a record says itself what its columns are, but not of what type. */
async function columnsIn({ records }: TableState): Promise<TableState['columns']> {
  for await (const record of records())
    return Object.keys(record).map((key) => ({ key, header: key, type: '' }))
  return []
}
