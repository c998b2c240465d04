/** A table that is no sheet of the standard → a dataset of its own: record type, mapping and what a person must name. */
import type { Melt } from '../lib/grid-declaration.ts'
import { meltTypeOf } from '../lib/melt.ts'
import type { Text } from '../problem.ts'
import { declareColumns, declareTable } from './declare.ts'
import type { FoundTable } from './found.ts'
import { isBlank, type Looked } from './looked.ts'
import { distinctKey, type OwnField, ownField } from './own-fields.ts'
import { recordSchema } from './own-schema.ts'
import { NO_HEADER, NOTHING_IN_IT, NOTHING_YET } from './reasons.ts'
import type { Question, Recognized, RecognizedColumn, TableContext } from './recognized.ts'
import type { Knowledge } from './sheet.ts'

export function ownDataset(
  found: FoundTable,
  looked: readonly Looked[],
  context: TableContext,
  knowledge: Knowledge,
  reasons: readonly Text[],
): Recognized {
  const slug = slugOf(context)
  const melted = meltedColumns(found)
  const used = new Set<string>()
  const fields: OwnField[] = []
  for (const [at, one] of looked.entries()) {
    if (melted.has(at)) continue
    if (one.found.header === '' && one.cells.filled.length === 0) continue
    // words to whoever fills the table in are no data
    if (one.found.leave !== undefined) continue
    fields.push(ownField(one, at, knowledge, used))
  }
  const melt = meltOf(found, looked, melted, fields, used)
  const key = melt === undefined ? keyOf(fields, looked) : []
  const columns = looked.map((one, at): RecognizedColumn => {
    const field = fields.find((each) => each.at === at)
    const { column, header, nth } = one.found
    const base = { column, header, nth, also: [] }
    if (field !== undefined) {
      return { ...base, target: field.header, confidence: field.nameless ? 0.5 : 0.9, reason: OWN }
    }
    if (melted.has(at)) return { ...base, target: null, confidence: 1, reason: MELTED }
    const why = one.found.leave ?? (header === '' ? NOTHING_IN_IT : NO_HEADER)
    return { ...base, target: null, confidence: 1, reason: why }
  })
  const carried = columns.filter((_, at) => !melted.has(at))
  return {
    sheet: null,
    reasons,
    columns,
    declaration: declareTable(found, context, {
      dataset: slug.slug,
      columns: declareColumns(carried, found),
      ...(melt === undefined ? {} : { melt: melt.declared }),
      key,
    }),
    questions: questionsOf(slug, fields, key, melt !== undefined, isBlank(looked)),
    schema: recordSchema(slug.slug, titleOf(context), [...fields, ...(melt?.fields ?? [])], key),
  }
}

const OWN: Text = {
  ja: '独自のデータセットの列になります。',
  en: 'It becomes a column of the dataset of its own.',
}
const MELTED: Text = {
  ja: '横に並んだ見出し（年・月・年齢など）なので、1行に1つの値を書く縦の形に直します。',
  en: 'Its header is a value (year, month, age …): it goes into the long form.',
}

function meltedColumns(found: FoundTable): ReadonlySet<number> {
  const { melt } = found.rules
  if (melt === undefined) return new Set()
  const listed = new Set([...(melt.headers ?? []), ...(melt.leave ?? [])])
  const melted = new Set<number>()
  for (const [at, { header, parts }] of found.columns.entries()) {
    if (listed.has(header) || parts.some((part) => meltTypeOf(part) === melt.type)) melted.add(at)
  }
  return melted
}

/** Names of the fields that a cross table gives, by what its headers are. */
const MELT_NAMES: Readonly<
  Record<Melt['type'], readonly [header: string, key: string, kind: OwnField['kind']]>
> = {
  year: ['年', 'year', 'text'],
  yearMonth: ['年月', 'yearMonth', 'text'],
  month: ['月', 'month', 'text'],
  date: ['年月日', 'date', 'text'],
  age: ['年齢', 'age', 'text'],
  listed: ['項目', 'item', 'text'],
}

function meltOf(
  found: FoundTable,
  looked: readonly Looked[],
  melted: ReadonlySet<number>,
  fields: readonly OwnField[],
  used: Set<string>,
): { readonly declared: Melt; readonly fields: readonly OwnField[] } | undefined {
  const { melt } = found.rules
  if (melt === undefined) return undefined
  const headers = new Set(fields.map(({ header }) => header))
  const make = (header: string, key: string, kind: OwnField['kind']): OwnField => {
    let name = header
    for (let n = 2; headers.has(name); n += 1) name = `${header}_${n}`
    headers.add(name)
    return { at: -1, header: name, key: distinctKey(key, used), nameless: false, kind, nullable: false }
  }
  const inside = looked.filter((_, at) => melted.has(at))
  const [title, key, kind] = MELT_NAMES[melt.type]
  const name = make(title, key, kind)
  const second = inside.some(({ found: { parts } }) => parts.length > 1)
    ? make('区分', 'kind', 'text')
    : undefined
  const whole = inside.every(({ cells }) => cells.filled.length === 0 || cells.share('integer') === 1)
  const number = inside.every(({ cells }) => cells.filled.length === 0 || cells.share('number') === 1)
  const value = { ...make('値', 'value', whole ? 'integer' : number ? 'number' : 'text'), nullable: true }
  return {
    declared: {
      ...melt,
      name: name.header,
      ...(second === undefined ? {} : { second: second.header }),
      value: value.header,
    },
    fields: [name, ...(second === undefined ? [] : [second]), value],
  }
}

/** The first column that is filled and different in every row, the likeliest kinds first. */
function keyOf(fields: readonly OwnField[], looked: readonly Looked[]): readonly string[] {
  const identifies = ({ at }: OwnField): boolean => {
    const cells = (looked[at]?.rowCells ?? []).map((cell) => cell.trim())
    return cells.length > 1 && cells.every((cell) => cell !== '') && new Set(cells).size === cells.length
  }
  const by = (test: (field: OwnField) => boolean): OwnField | undefined =>
    fields.find((field) => test(field) && identifies(field))
  const found =
    by(({ kind, key }) => kind === 'identifier' || key === 'identifier') ??
    by(({ kind, at }) => kind === 'integer' && at === 0) ??
    by(({ key }) => key === 'name')
  return found === undefined ? [] : [found.header]
}

interface Slug {
  readonly slug: string
  /** the file name says nothing in letters */
  readonly made: boolean
}

/** Names that say nothing of what is in the file. */
const EMPTY_NAMES =
  /^(?:data|date|sheet|book|file|csv|list|table|download|new|copy|export|open|opendata)?[0-9_]*$/

/** `222127_park_info.csv` → park_info; a name without letters gives one from its hash, for a person to change. */
export function slugOf({ fileName, worksheet }: TableContext): Slug {
  const stem = (fileName.split(/[/\\]/).at(-1) ?? '').replace(/\.[^.]*$/, '')
  for (const text of [stem, ...fileName.split(/[/\\]/).slice(0, -1).reverse()]) {
    const slug = text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^[0-9_]+/, '')
      .replace(/_+$/, '')
    if (slug.length > 1 && !EMPTY_NAMES.test(slug)) return { slug, made: false }
  }
  return { slug: `dataset_${hash(`${stem}/${worksheet ?? ''}`)}`, made: true }
}

/** FNV-1a, 32 bits: short, the same everywhere, and not secret. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (const character of text.normalize('NFKC')) {
    value ^= character.codePointAt(0) ?? 0
    value = Math.imul(value, 0x01000193) >>> 0
  }
  return value.toString(36)
}

/** 222127_公園一覧（令和6年4月1日時点）.csv → 公園一覧 */
export function titleOf({ fileName, worksheet }: TableContext): string {
  const stem = (fileName.split(/[/\\]/).at(-1) ?? '').replace(/\.[^.]*$/, '')
  const plain = stem
    .replace(/[（(][^（）()]*[）)]/g, '')
    .replace(/^[0-9]{4,6}[_-]/, '')
    .trim()
  const title = plain === '' ? stem : plain
  const named =
    worksheet !== null && !/^(?:sheet|シート)?\s*[0-9]*$/i.test(worksheet.normalize('NFKC').trim())
  return named && worksheet !== title ? `${title} ${worksheet.trim()}` : title
}

function questionsOf(
  slug: Slug,
  fields: readonly OwnField[],
  key: readonly string[],
  crossed: boolean,
  blank: boolean,
): readonly Question[] {
  const questions: Question[] = []
  if (slug.made) {
    questions.push({
      ja: `データセットの英字の名前を決めてください（今は ${slug.slug} としています）。`,
      en: `Name the dataset in letters (it is ${slug.slug} for now).`,
    })
  }
  const nameless = fields.filter((field) => field.nameless)
  if (nameless.length > 0) {
    const names = nameless.map((field) => `${field.header}（${field.key}）`).join('、')
    questions.push({
      ja: `次の列の英語名を決めてください：${names}`,
      en: `Name these columns in English: ${names}`,
    })
  }
  for (const field of fields) {
    if (!field.header.startsWith('列') || !/^列[0-9]+$/.test(field.header)) continue
    questions.push({
      ja: `${field.header.slice(1)}列目に見出しがありません。何の列ですか。`,
      en: `Column ${field.header.slice(1)} has no header. What is it?`,
      column: Number(field.header.slice(1)),
    })
  }
  if (blank) questions.push(NOTHING_YET)
  else if (key.length === 0 && !crossed) {
    questions.push({
      ja: '1件ごとに違う値になる列がありません。どの列を組み合わせると、1件に決まりますか。',
      en: 'No column identifies a record. Which columns together do?',
    })
  }
  return questions
}
