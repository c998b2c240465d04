/** Gathers where the values of a record come from: the published files, and the lines of the snapshot. */
import path from 'node:path'
import { type Effects, hashOf, readText } from '../effects.ts'
import type { Json, Provenance } from '../lib/model.ts'
import { isObject, listOf, textOf } from '../lib/object.ts'
import { own } from '../lib/own.ts'
import { isPdf } from '../lib/paged.ts'
import { isProvenance, provenanceOf } from '../lib/provenance.ts'
import { recordName } from '../lib/record-id.ts'
import { suggest } from '../lib/suggest.ts'
import { tablePlaceOf } from '../lib/table-provenance.ts'
import { UserError } from '../problem.ts'
import type { CitedCell, CitedPart, Explained } from '../report/index.ts'
import { settleFirst } from './around.ts'
import { layoutOf } from './layout.ts'
import { runProblem } from './problems.ts'

export interface Explanation {
  readonly dataset: string
  readonly record: string
  /** the snapshot, relative to the project; undefined for what comes from no source */
  readonly file?: string
  /** of rows of tables: `<publisher>/<source>` */
  readonly source?: string
  /** the snapshot on disk is not the one that dist/ was built from: its lines are not shown */
  readonly changed: boolean
  readonly fields: readonly Explained[]
}

type Item = { readonly [key: string]: unknown }

export function explain(
  effects: Effects,
  root: string,
  name: string,
  record: string,
  field?: string,
): Explanation {
  const layout = layoutOf(effects, root)
  if (effects.stat(layout.state) !== undefined) settleFirst(effects, layout.state)
  const id = pickDataset(effects.list(path.join(layout.dist, 'datasets')), name)
  const json = (file: string): unknown => JSON.parse(readText(effects, path.join(layout.dist, file)))
  const stem = `datasets/${id}/${id}`
  const schema = json(`${stem}.schema.json`)
  const properties = isObject(schema) && isObject(schema.properties) ? schema.properties : {}
  const keys = isObject(schema) ? listOf(schema['x-primaryKey']).map(String) : []
  const all = listOf(json(`${stem}.json`)).filter(isObject)
  const found = pickRecord(all, keys, record)
  const fields = Object.keys(found)
  if (field !== undefined && !fields.includes(field)) {
    const byHeader = fields.find((key) => headerOf(properties, key) === field)
    if (byHeader === undefined) throw notFound('項目', 'field', field, fields)
    return explain(effects, root, id, record, byHeader)
  }
  const provenance = json(`${stem}.provenance.json`)
  const known = isProvenance(provenance) ? provenance : { fields: {}, records: {} }
  const at = all.indexOf(found)
  const key = recordName(found, keys, at)
  const source = sourceOf(effects, root, isObject(provenance) ? provenance : {})
  const parts = source === undefined ? () => undefined : partsOf(effects, layout.dist, source.account)
  const wanted = field === undefined ? fields : [field]
  return {
    dataset: id,
    record: key,
    file: source?.file,
    ...(known.tables === undefined || source === undefined ? {} : { source: source.name }),
    changed: source !== undefined && source.lines === undefined,
    fields: wanted.map((one) => {
      const from = provenanceOf(known, key, one)
      const places = (from?.cites ?? []).map((cites) =>
        cites.map((cite) => cited(cite, source?.lines, parts)),
      )
      const cells = cellsOf(known, at, one)
      const base = { field: one, header: headerOf(properties, one), value: jsonOf(found[one]), from, places }
      return cells.length === 0 ? base : { ...base, cells }
    }),
  }
}

function pickDataset(ids: readonly string[], name: string): string {
  const bySlug = ids.filter((id) => id === name || id.replace(/^\d+_/, '') === name)
  const [first] = bySlug
  if (ids.includes(name)) return name
  if (first !== undefined && bySlug.length === 1) return first
  if (bySlug.length > 1) throw notFound('データセット', 'dataset', name, bySlug)
  throw notFound('データセット', 'dataset', name, [...ids, ...ids.map((id) => id.replace(/^\d+_/, ''))])
}

/**
 * By the whole key or by its place (`#12`), else by any of the key's columns or by a code or a name, where only one
 * record has it.
 */
function pickRecord(records: readonly Item[], keys: readonly string[], wanted: string): Item {
  const byKey = records.find((record, at) => recordName(record, keys, at) === wanted)
  if (byKey !== undefined) return byKey
  const place = /^#([1-9]\d*)$/.exec(wanted)?.[1]
  const byPlace = place === undefined ? undefined : records[Number(place) - 1]
  if (byPlace !== undefined) return byPlace
  const loose = records.filter((record) =>
    [...keys, 'identifier', 'code', 'name'].some((key) => record[key] === wanted),
  )
  const [first] = loose
  if (first !== undefined && loose.length === 1) return first
  const all = (loose.length > 1 ? loose : records).map((record) =>
    recordName(record, keys, records.indexOf(record)),
  )
  throw notFound('ID', 'record', wanted, all)
}

function notFound(what: string, whatEn: string, name: string, all: readonly string[]): UserError {
  const near = suggest(name, all) ?? (all.length > 0 && all.length <= 8 ? all.join(', ') : undefined)
  const problem = runProblem('run/nothing-to-explain', {}, { what, whatEn, name, hint: '' })
  if (near === undefined) return new UserError(problem)
  const { ja, en } = problem.message
  return new UserError({
    ...problem,
    message: { ja: `${ja}「${near}」のことですか。`, en: `${en} Did you mean "${near}"?` },
  })
}

function headerOf(properties: Item, key: string): string {
  const property = own(properties, key)
  return (isObject(property) ? textOf(property.title) : undefined) ?? key
}

/** Where a value of a table stands: a cell for each of the columns that give it. */
function cellsOf(provenance: Provenance, record: number, field: string): readonly CitedCell[] {
  const at = tablePlaceOf(provenance, record, field)
  return (at?.columns ?? []).map((column) => ({
    worksheet: at?.worksheet ?? null,
    cell: `${column}${at?.row ?? ''}`,
  }))
}

interface Source {
  /** `<publisher>/<source>` */
  readonly name: string
  readonly file: string
  /** relative to dist/ */
  readonly account: string
  readonly lines: readonly string[] | undefined
}

function sourceOf(effects: Effects, root: string, provenance: Item): Source | undefined {
  const { source } = provenance
  if (!isObject(source) || !isObject(source.snapshot)) return undefined
  const name = `${textOf(source.publisher)}/${textOf(source.id)}`
  const file = `sources/${name}/snapshot/${textOf(source.snapshot.file)}`
  const account = `sources/${name}.lines.json`
  const place = path.join(root, file)
  if (effects.stat(place) === undefined) return { name, file, account, lines: undefined }
  const bytes = effects.readFile(place)
  const known = hashOf(effects, bytes) === source.snapshot.sha256
  // lines of a PDF are those of its text, which `withLines` reads
  const lines = isPdf(bytes) ? [] : new TextDecoder().decode(bytes).split(/\r?\n/)
  return { name, file, account, lines: known ? lines : undefined }
}

type FindPart = (line: number, part: string) => { readonly start: number; readonly end: number } | undefined

function partsOf(effects: Effects, dist: string, account: string): FindPart {
  const place = path.join(dist, account)
  const value: unknown = effects.stat(place) === undefined ? undefined : JSON.parse(readText(effects, place))
  const lines = new Map<number, readonly unknown[]>()
  for (const line of isObject(value) ? listOf(value.lines) : []) {
    if (isObject(line)) lines.set(Number(line.line), listOf(line.parts))
  }
  return (line, name) => {
    const part = lines.get(line)?.find((one) => isObject(one) && (one.part ?? one.name) === name)
    return isObject(part) ? { start: Number(part.start), end: Number(part.end) } : undefined
  }
}

function cited(cite: string, lines: readonly string[] | undefined, parts: FindPart): CitedPart {
  const hash = cite.indexOf('#')
  const line = Number(hash < 0 ? cite : cite.slice(0, hash))
  const part = hash < 0 ? '' : cite.slice(hash + 1)
  return { line, part, text: lines?.[line - 1], ...parts(line, part) }
}

function jsonOf(value: unknown): Json {
  return value === undefined ? null : JSON.parse(JSON.stringify(value))
}
