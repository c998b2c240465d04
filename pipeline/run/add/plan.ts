/**
 * What is to be written down of a looked-at file: its tables as declarations, datasets under names of their own, and
 * the record types of those that are no sheet of the standard. Worksheets of one shape become one table.
 */
import type { OpenFile } from '../../job/table/grids.ts'
import type { Look, LookedTable } from '../../job/table/look.ts'
import { matchWorksheet } from '../../job/table/worksheets.ts'
import { foldWord } from '../../lib/fold.ts'
import type { GridDeclaration, GridTable, SkipRule } from '../../lib/grid-declaration.ts'
import type { Json } from '../../lib/model.ts'
import { isObject } from '../../lib/object.ts'
import type { Text } from '../../problem.ts'
import { mergeSchemas, withField } from './own-schema.ts'

type JsonObject = { readonly [key: string]: Json }

export interface PlannedTable {
  readonly table: GridTable
  /** the looked-at tables that it stands for */
  readonly looked: readonly LookedTable[]
  readonly title: Text
}

export interface Plan {
  /** name that its folder should have */
  readonly slug: string
  readonly grid: GridDeclaration
  readonly tables: readonly PlannedTable[]
  /** new record types by name */
  readonly schemas: ReadonlyMap<string, JsonObject>
  readonly questions: readonly Text[]
}

export interface PlanInput {
  readonly file: OpenFile
  readonly look: Look
  /** datasets that the publisher has from other sources */
  readonly isTaken: (dataset: string) => boolean
  /** a record type that is there already */
  readonly schemaOf: (name: string) => unknown
}

export function planOf({ file, look, isTaken, schemaOf }: PlanInput): Plan {
  const schemas = new Map<string, JsonObject>()
  const names = new Map<string, string>()
  const questions: Text[] = []
  const say = (all: readonly Text[]): void => {
    for (const one of all) if (!questions.some(({ ja }) => ja === one.ja)) questions.push(one)
  }
  const worksheets = file.grids.flatMap(({ worksheet }) => (worksheet === null ? [] : [worksheet]))
  const tables = groupsOf(look.tables).flatMap((group): readonly PlannedTable[] => {
    const [first] = group
    if (first === undefined) return []
    const merged = mergeGroup(group, worksheets)
    const base = first.table.dataset
    let { table } = merged
    if (first.isOwn) {
      const schema = merged.schema
      const name = freeName(base, (one) => {
        const known = schemaOf(`records/${one}.schema.json`) ?? schemas.get(one)
        const same = known !== undefined && JSON.stringify(known) === JSON.stringify(renamed(schema, one))
        return isTaken(one) || (known !== undefined && !same)
      })
      schemas.set(name, renamed(schema, name))
      table = { ...table, dataset: name }
    } else {
      // the same sheet on several worksheets, in other words or with other columns, is one dataset
      const id = `${base} ${table.key.join()}`
      const name = names.get(id) ?? freeName(base, (one) => isTaken(one) || [...names.values()].includes(one))
      names.set(id, name)
      table = name === base ? table : ordered({ ...table, dataset: name, records: base })
    }
    for (const one of group) say(one.questions)
    say(merged.questions)
    return merged.worksheets.map((worksheet) => ({
      table: worksheet === undefined ? table : ordered({ ...table, worksheet }),
      looked: group,
      title: titleOf(merged.schema),
    }))
  })
  const { format, encoding, delimiter } = file
  const leave = look.without.flatMap(({ worksheet, reason }) =>
    worksheet === null ? [] : [{ worksheet, reason: reason.ja }],
  )
  return {
    slug: tables[0]?.table.records ?? tables[0]?.table.dataset ?? 'source',
    tables,
    schemas,
    questions,
    grid: {
      format,
      ...(encoding === undefined ? {} : { encoding }),
      ...(delimiter === undefined ? {} : { delimiter }),
      tables: tables.map(({ table }) => table),
      ...(leave.length > 0 ? { leave } : {}),
    },
  }
}

/** `aed`, else `aed_2`, `aed_3` … */
export function freeName(base: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(base)) return base
  let n = 2
  while (isTaken(`${base}_${n}`)) n += 1
  return `${base}_${n}`
}

/** Tables of one sheet (or of none) with the same columns on different worksheets. */
function groupsOf(tables: readonly LookedTable[]): readonly (readonly LookedTable[])[] {
  const groups = new Map<string, LookedTable[]>()
  for (const [i, one] of tables.entries()) {
    const { sheet, table } = one
    const { columns, headerRows, block, melt, set } = table
    const headers = columns.map(({ header, to, nth }) => [foldWord(header), to ?? null, nth ?? 1])
    const shape = JSON.stringify([
      sheet?.id ?? null,
      headers,
      headerRows,
      block ?? 1,
      melt ?? null,
      set ?? null,
    ])
    const known = groups.get(shape)
    const isFree = known?.every(({ worksheet }) => worksheet !== one.worksheet)
    if (known !== undefined && isFree) known.push(one)
    else groups.set(known === undefined ? shape : `${shape} ${i}`, [one])
  }
  return [...groups.values()]
}

interface Merged {
  readonly table: GridTable
  readonly schema: JsonObject
  /** a declaration each; undefined: as it is */
  readonly worksheets: readonly (string | undefined)[]
  readonly questions: readonly Text[]
}

/** One table for several worksheets where a pattern names them and no other; else one each, of the same dataset. */
function mergeGroup(group: readonly LookedTable[], worksheets: readonly string[]): Merged {
  const [first] = group
  if (first === undefined) throw new Error('a group of no tables')
  const names = group.flatMap(({ worksheet }) => (worksheet === null ? [] : [worksheet]))
  if (group.length === 1) {
    return { table: first.table, schema: first.schema, worksheets: [undefined], questions: [] }
  }
  const schema = first.isOwn
    ? mergeSchemas(
        group.map((one) => one.schema),
        names,
      )
    : first.schema
  const skip = distinct(group.flatMap(({ table }) => table.skip ?? []))
  const key = group.every(({ table }) => table.key.join() === first.table.key.join()) ? first.table.key : []
  const table = ordered({ ...first.table, ...(skip.length === 0 ? {} : { skip }), key })
  const pattern = patternOf(names, worksheets)
  if (pattern === undefined) return { table, schema, worksheets: names, questions: [] }
  const named = ordered({ ...table, worksheet: pattern })
  if (!first.isOwn) {
    const ja = `シート「${pattern}」の*が表すこと（月など）は、標準の項目にないので出ません。よいですか。`
    const en = `What * stands for in the worksheets ${pattern} has no place in the sheet and does not come out. Is that right?`
    return { table: named, schema, worksheets: [undefined], questions: [{ ja, en }] }
  }
  const { header, key: field } = fieldOfPattern(pattern, schema)
  return {
    table: ordered({ ...named, worksheetTo: header, key: key.length === 0 ? [] : [header, ...key] }),
    schema: withField(schema, field, header, key.length > 0),
    worksheets: [undefined],
    questions: [],
  }
}

/** What the worksheets have in common before and after what tells them apart; it must name them and no other. */
function patternOf(names: readonly string[], all: readonly string[]): string | undefined {
  const [first = ''] = names
  const shortest = names.reduce((least, name) => Math.min(least, name.length), first.length)
  let head = 0
  while (head < shortest && names.every((name) => name[head] === first[head])) head += 1
  // 10月 and 11月 differ by their second figure, but a number is one word
  while (head > 0 && /\d/.test(first[head - 1] ?? '')) head -= 1
  let tail = 0
  while (tail < shortest - head && names.every((name) => name.at(-1 - tail) === first.at(-1 - tail)))
    tail += 1
  while (tail > 0 && /\d/.test(first.at(-tail) ?? '')) tail -= 1
  if (head + tail === 0) return undefined
  const pattern = `${first.slice(0, head)}*${tail === 0 ? '' : first.slice(-tail)}`
  const fits = all.filter((name) => matchWorksheet(pattern, name) !== undefined)
  const isExact = fits.length === names.length && fits.every((name) => names.includes(name))
  return isExact && fits.every((name) => matchWorksheet(pattern, name) !== '') ? pattern : undefined
}

/** The word that follows the `*` names the field; the second is its key in JSON. */
const PATTERN_WORDS: readonly (readonly [word: string, header: string, key: string])[] = [
  ['年度', '年度', 'fiscalYear'],
  ['年', '年', 'year'],
  ['月', '月', 'month'],
  ['日', '日', 'day'],
]

function fieldOfPattern(
  pattern: string,
  schema: JsonObject,
): { readonly header: string; readonly key: string } {
  const after = pattern.slice(pattern.indexOf('*') + 1)
  const [, header, key] = PATTERN_WORDS.find(([word]) => after.startsWith(word)) ?? [
    '',
    'シート',
    'worksheet',
  ]
  const properties = isObject(schema.properties) ? schema.properties : {}
  const titles = Object.values(properties).map((one) => (isObject(one) ? one.title : ''))
  return {
    header: titles.includes(header) ? freeName(header, (name) => titles.includes(name)) : header,
    key: freeName(key, (name) => Object.hasOwn(properties, name)).replace('_', ''),
  }
}

function distinct(rules: readonly SkipRule[]): readonly SkipRule[] {
  const seen = new Set<string>()
  return rules.filter((rule) => {
    const text = JSON.stringify(rule)
    if (seen.has(text)) return false
    seen.add(text)
    return true
  })
}

function renamed(schema: JsonObject, name: string): JsonObject {
  return { ...schema, $id: `hiraku:records/${name}` }
}

function titleOf(schema: JsonObject): Text {
  const { title, 'x-titleEn': en } = schema
  return { ja: typeof title === 'string' ? title : '', en: typeof en === 'string' ? en : '' }
}

/** In the order in which a person reads a declaration. */
function ordered(table: GridTable): GridTable {
  const { dataset, records, worksheet, worksheetTo, headerRows, block, columns, ...rest } = table
  return {
    dataset,
    ...(records === undefined ? {} : { records }),
    ...(worksheet === undefined ? {} : { worksheet }),
    ...(worksheetTo === undefined ? {} : { worksheetTo }),
    headerRows,
    ...(block === undefined ? {} : { block }),
    columns,
    ...rest,
  }
}
