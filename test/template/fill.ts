/** Records to fill a form with: the example of its schema, made such that every value is one that a city may write. */
import { readFileSync } from 'node:fs'
import type { Json } from '../../pipeline/lib/model.ts'
import { isJson, isObject } from '../../pipeline/lib/object.ts'
import { exampleOf } from '../../pipeline/template/cells.ts'
import { readTemplateType, type TemplateColumn } from '../../pipeline/template/columns.ts'
import type { Values } from '../../pipeline/template/index.ts'

export function readJson(file: string): Json {
  const value: unknown = JSON.parse(readFileSync(new URL(`../../schemas/${file}`, import.meta.url), 'utf8'))
  if (!isJson(value)) throw new Error(file)
  return value
}

export function schemaOf(id: string): Json {
  return readJson(`records/${id}.schema.json`)
}

/** The records that the tests of the schema accept. */
export function examplesOf(id: string): readonly Values[] {
  const examples = readJson(`examples/records/${id}.json`)
  const accept = isObject(examples) ? examples.accept : undefined
  if (!Array.isArray(accept)) throw new Error(`${id} has no examples`)
  return accept.flatMap((one: Json): readonly Values[] => (isJson(one) && isObject(one) ? [one] : []))
}

const PLACES = ['中央', '大山', '成瀬', '比々多', '高部屋']
const KANA = ['チュウオウ', 'オオヤマ', 'ナルセ', 'ヒビタ', 'タカベヤ']
const LATIN = ['Chuo', 'Oyama', 'Naruse', 'Hibita', 'Takabeya']

/** Five records, each column of each filled. */
export function filledRows(id: string): readonly Values[] {
  const type = readTemplateType(schemaOf(id))
  const [example = {}] = examplesOf(id)
  if (type === undefined) throw new Error(id)
  const keys = type.columns.filter(({ level, isUnique }) => isUnique || level === 'key')
  return PLACES.map((_, n) =>
    Object.fromEntries(
      type.columns.map((column) => [
        column.key,
        column === keys.at(-1)
          ? keyFor(column, example[column.key], n)
          : valueFor(column, example[column.key], n),
      ]),
    ),
  )
}

function keyFor(column: TemplateColumn, example: Json | undefined, n: number): Json {
  const text = typeof example === 'string' ? example : ''
  return column.kind === 'date' ? `2024-04-0${n + 1}` : text.replace(/[0-9]$/, '') + String(n + 1)
}

/** An example with ○○ in it, or none at all, is no value. */
function valueFor(column: TemplateColumn, example: Json | undefined, n: number): Json {
  const isReal = example !== undefined && example !== null && !/[○△×]/.test(String(example))
  switch (column.kind) {
    case 'kana':
      return `${KANA[n]}シセツ`
    case 'latin':
      return `${LATIN[n]} Hall`
    case 'phone':
      return `0463-94-47${n + 1}1`
    case 'latitude':
      return 35.4 + n / 1000
    case 'longitude':
      return 139.31 + n / 1000
    case 'address':
      if (column.header.includes('連結') || column.header === '住所') return `神奈川県伊勢原市田中34${n + 1}`
      return column.header.includes('番地')
        ? `34${n + 1}`
        : column.header.includes('建物')
          ? `市民会館${n + 1}階`
          : '田中'
    case 'municipality':
      return '伊勢原市'
    default:
      if (isReal) return example
      if (column.kind !== 'text' && column.kind !== 'verbatim') {
        const usual = exampleOf(column, [])
        if (!/[○△]/.test(String(usual))) return usual
      }
      return column.suggest[0] ?? `${PLACES[n]}${column.header.length}`
  }
}
