/** The columns of a record as fields of a DataStore table, with all that its data dictionary says. */
import type { ColumnType, Json } from '../../../lib/model.ts'
import type { OfferColumn, OfferTable } from '../../../lib/offer.ts'

export interface Field {
  readonly id: string
  readonly type: FieldType
  /** CKAN shows `label` and `notes`; the rest comes back as it was given */
  readonly info: Readonly<Record<string, string>>
}

export type FieldType = 'text' | 'int8' | 'numeric' | 'bool' | 'date' | 'json'

/** PostgreSQL cuts a name there, in bytes; CKAN counts characters, so a longer one ends in 409 or 500. */
const ID_BYTES = 63

/**
 * What each gives back was seen on 2.11.6 and 2.12.0: numeric keeps the decimal as it is read (`0.1`, `0.0000001`),
 * float8 writes `1e-07`; date has no time of day; text keeps '' apart from null; json keeps lists and objects.
 */
const TYPES: Readonly<Record<ColumnType, FieldType>> = {
  string: 'text',
  iri: 'text',
  interval: 'text',
  integer: 'int8',
  number: 'numeric',
  boolean: 'bool',
  date: 'date',
  json: 'json',
}

/**
 * Observed on live servers. `"` is refused; with `#` in it 2.11 refuses every search and delete of the table ("Query is
 * not a single statement"), so it does with `\'`; a colon after what is no word is taken for a parameter: 500; a leading
 * `$` is taken by 2.12 for an operator.
 */
const FULL_WIDTH: Readonly<Record<string, string>> = { '"': '＂', '#': '＃', ':': '：', '\\': '＼', $: '＄' }

/** Columns that every table of PostgreSQL has: 500 */
const SYSTEM = new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid'])

/** The fields of a table, in the order of its columns. */
export function fieldsOf(columns: readonly OfferColumn[]): readonly Field[] {
  const ids = idsOf(columns)
  return columns.map((column, i) => ({
    id: ids[i] ?? '',
    type: TYPES[column.type],
    info: infoOf(column),
  }))
}

/** Ids of the columns of the key; none where the records have no key, or one that PostgreSQL can not compare. */
export function keyIdsOf(
  table: Pick<OfferTable, 'columns' | 'primaryKey'>,
  fields: readonly Field[],
): readonly string[] {
  const ids: string[] = []
  for (const header of table.primaryKey) {
    const field = fields[table.columns.findIndex((column) => column.header === header)]
    // json has no equality in PostgreSQL
    if (field === undefined || field.type === 'json') return []
    ids.push(field.id)
  }
  return ids
}

/** Ids as both CKAN and PostgreSQL take them, each once, whatever the headers are. */
export function idsOf(columns: readonly Pick<OfferColumn, 'header' | 'key'>[]): readonly string[] {
  // a header that needs no change keeps its name, also where one before it would come to the same
  const taken = new Set(columns.map(({ header }) => header).filter((header) => header === plainId(header)))
  const given = new Set<string>()
  return columns.map(({ header, key }, i) => {
    const plain = plainId(header) || plainId(key) || `column${i + 1}`
    const own = plain === header && !given.has(header)
    let id = plain
    for (let n = 2; !own && (taken.has(id) || given.has(id)); n += 1) id = cut(plain, `_${n}`)
    given.add(id)
    return id
  })
}

function plainId(text: string): string {
  const clean = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    // 2.12 refuses all of Unicode's category C: zero-width and private-use characters too
    .replace(/\p{C}/gu, '')
    .replace(/["#:\\$]/g, (found) => FULL_WIDTH[found] ?? '')
    .trim()
    .replace(/^_/, '＿')
  const id = cut(clean, '')
  return SYSTEM.has(id) ? `${id}_` : id
}

/** The text's beginning with the ending, in at most 63 bytes, cut between characters. */
function cut(text: string, ending: string): string {
  let room = ID_BYTES - bytesOf(ending)
  let whole = ''
  for (const character of text) {
    room -= bytesOf(character)
    if (room < 0) break
    whole += character
  }
  return whole.trimEnd() + ending
}

/** in UTF-8 */
export function bytesOf(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

function infoOf({ header, key, title, description }: OfferColumn): Readonly<Record<string, string>> {
  const all = {
    label: header,
    notes: description.ja,
    key,
    title: title.ja === header ? '' : title.ja,
    label_en: title.en,
    notes_en: description.en,
  }
  // 500 with a NUL or half a surrogate pair in it
  const sound = Object.entries(all).map(([name, text]) => [name, text.replace(/[\0\p{Cs}]/gu, '')] as const)
  return Object.fromEntries(sound.filter(([, text]) => text !== ''))
}

/** As datastore_create takes them. */
export function asJson(fields: readonly Field[]): Json {
  return fields.map(({ id, type, info }) => ({ id, type, info: { ...info } }))
}
