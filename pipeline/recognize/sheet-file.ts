/** What the files under `schemas/` say of one sheet, and of one concept that several sheets share. */
import type { SplitName } from '../lib/grid-declaration.ts'
import { isKind } from '../lib/kinds.ts'
import { isObject, listOf, textOf } from '../lib/object.ts'
import { entriesOf, splitName, texts } from './files.ts'
import { foldHeader, foldTitleWord, type Slips } from './fold.ts'
import type { Layout } from './layouts.ts'
import type { Need, Sheet, SheetColumn, TitleWords } from './sheet.ts'

export interface Concept {
  readonly headers: readonly string[]
  readonly words: readonly string[]
  readonly weak: readonly string[]
  /** columns that make it together */
  readonly joined: readonly string[]
  readonly split?: SplitName
  readonly into: readonly string[]
  readonly otherwise?: string
}

const JAPANESE = /[\u3041-\u30ff\u4e00-\u9fff]/
const A_LIST = /(?:一覧|情報|辞典|事典)$/

/** What titles call the things of a sheet, headers may call them too: 屋外拡声子局名. */
export function titleNouns(described: unknown): readonly string[] {
  const words = texts(entriesOf(entriesOf(described).get('title')).get('strong'))
  return words.filter((word) => JAPANESE.test(word) && !A_LIST.test(word))
}

/** Its record schema and what is known of its wordings → a sheet, with what most of its headers begin with. */
export function readSheet(
  id: string,
  record: ReadonlyMap<string, unknown>,
  described: ReadonlyMap<string, unknown>,
  concepts: ReadonlyMap<string, Concept>,
  layouts: readonly Layout[],
  slips: Slips,
): { readonly sheet: Sheet; readonly prefix?: string } {
  const columns = readColumns(record.get('properties'), slips)
  const byHeader = new Map(columns.map((column) => [column.header, column] as const))
  const count = entriesOf(record.get('x-sheet')).get('columns')
  const own = typeof count === 'number' ? count : columns.length
  const prefix = prefixOf(columns.slice(0, own))
  const layoutTo = new Map(
    layouts
      .flatMap((layout) => layout.columns)
      .flatMap(({ header, to }) => (to[0] === undefined ? [] : [[header, to[0]] as const])),
  )
  const targets = new Map<string, string>()
  for (const [name, concept] of concepts) {
    for (const written of concept.headers) {
      const header = prefix === undefined ? written : written.replace('{prefix}', prefix)
      const target = byHeader.has(header) ? header : layoutTo.get(header)
      if (target === undefined || !byHeader.has(target)) continue
      targets.set(name, target)
      break
    }
  }
  const byKey = new Map(columns.map((column) => [column.key, column.header] as const))
  const words = entriesOf(described.get('title'))
  const written = new Map<string, string>()
  const spell = (name: string): readonly string[] =>
    texts(words.get(name)).flatMap((word) => {
      // file names run romanized words together: bousaimusen
      const joined = /^[A-Za-z]+(?: [A-Za-z]+)+$/.test(word) ? [word.replaceAll(' ', '')] : []
      return [word, ...joined].map((one) => {
        const folded = foldTitleWord(one, slips)
        if (!written.has(folded)) written.set(folded, word)
        return folded
      })
    })
  const title: TitleWords = {
    strong: [...spell('strong'), foldTitleWord(id, slips)],
    weak: spell('weak'),
    not: spell('not'),
    never: spell('never'),
    written,
  }
  const resolve = (name: string): string =>
    name === 'coordinates' ? (targets.get('latitude') ?? name) : (targets.get(name) ?? name)
  const need = readNeed(described.get('need'))
  const sheet: Sheet = {
    id,
    title: textOf(record.get('title')) ?? id,
    titleEn: textOf(record.get('x-titleEn')) ?? id,
    columns,
    byHeader,
    own,
    key: texts(record.get('x-primaryKey')).flatMap((key) => byKey.get(key) ?? []),
    words: title,
    nouns: [...texts(described.get('nouns')), ...texts(described.get('prefixes'))]
      .map((noun) => foldHeader(noun, slips))
      .filter((noun) => noun.length > 1)
      .sort((a, b) => b.length - a.length),
    core: listOf(described.get('core')).map((group) => texts(group).map(resolve)),
    ...(need === undefined ? {} : { need }),
    vocabulary: new Map(
      [...entriesOf(described.get('vocabulary'))].map(([header, list]) => [header, texts(list)] as const),
    ),
    names: texts(described.get('names')),
    cells: texts(described.get('cells')),
    telling: new Set(texts(described.get('telling')).map((word) => foldHeader(word, slips))),
    foreign: new Map(
      [...entriesOf(described.get('foreign'))].map(([word, looks]) => [
        foldHeader(word, slips),
        textOf(looks) ?? '',
      ]),
    ),
    concepts: targets,
  }
  return { sheet, ...(prefix === undefined ? {} : { prefix }) }
}

function readColumns(properties: unknown, slips: Slips): readonly SheetColumn[] {
  return [...entriesOf(properties)].map(([key, value]) => {
    const field = entriesOf(value)
    const header = textOf(field.get('title')) ?? key
    const kind = field.get('x-kind')
    return {
      header,
      folded: foldHeader(header, slips),
      key,
      kind: isKind(kind) ? kind : 'text',
      words: [...texts(field.get('enum')), ...texts(field.get('x-suggest'))],
    }
  })
}

/** What most headers of a sheet begin with, as 公営駐車場_. */
function prefixOf(columns: readonly SheetColumn[]): string | undefined {
  const counts = new Map<string, number>()
  for (const { header } of columns) {
    const at = header.indexOf('_')
    if (at > 0) counts.set(header.slice(0, at), (counts.get(header.slice(0, at)) ?? 0) + 1)
  }
  for (const [prefix, count] of counts) if (count * 2 > columns.length) return prefix
  return undefined
}

export function readConcept(value: unknown): Concept {
  const entries = entriesOf(value)
  const split = splitName(entries.get('split'))
  const otherwise = textOf(entries.get('otherwise'))
  return {
    headers: texts(entries.get('headers')),
    words: groupWords(entries.get('names')),
    weak: texts(entries.get('weak')),
    joined: listOf(entries.get('joined')).flatMap(texts),
    ...(split === undefined ? {} : { split }),
    into: texts(entries.get('into')),
    ...(otherwise === undefined ? {} : { otherwise }),
  }
}

function readNeed(value: unknown): Need | undefined {
  if (!isObject(value)) return undefined
  const least = value.least
  return {
    of: texts(value.of),
    least: typeof least === 'number' ? least : 1,
    always: value.always === true,
    literal: value.literal === true,
  }
}

export function groupWords(groups: unknown, weak = false): readonly string[] {
  return listOf(groups).flatMap((group) =>
    isObject(group) && (group.weak === true) === weak ? texts(group.words) : [],
  )
}
