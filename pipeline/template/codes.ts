/** The lists of the columns on one worksheet in sight, a row for each value (L3-02); drop-downs take theirs from it. */
import type { Sheet } from '../lib/xlsx/book.ts'
import { fixedRange, placeIn } from '../lib/xlsx/sheet.ts'
import type { Text } from '../problem.ts'
import type { TemplateColumn } from './columns.ts'
import { listOf } from './kinds.ts'
import { BESIDE, CODES, CODES_KIND, HEADERS } from './texts.ts'

/** By the key of the column. */
export type CodeLists = ReadonlyMap<string, CodeList>

export interface CodeList {
  /** where its values stand, as a check names them */
  readonly range: string
  /** nothing else may be chosen */
  readonly isClosed: boolean
}

interface Entry {
  readonly header: string
  readonly value: string
  readonly isClosed: boolean
}

export interface Codes {
  readonly lists: CodeLists
  readonly entries: readonly Entry[]
}

const VALUES = 'B'

export function collectCodes(columns: readonly TemplateColumn[]): Codes {
  const lists = new Map<string, CodeList>()
  const entries: Entry[] = []
  for (const column of columns) {
    const closed = listOf(column)
    const isClosed = closed.length > 0
    const values = isClosed ? closed : column.suggest
    if (values.length === 0) continue
    const first = entries.length + 2
    for (const value of values) entries.push({ header: column.header, value, isClosed })
    // several of them in one cell: a drop-down would put one in the place of all
    if (column.kind === 'list') continue
    const range = fixedRange(`${VALUES}${first}:${VALUES}${first + values.length - 1}`)
    lists.set(column.key, { range: placeIn(BESIDE.codes, range), isClosed })
  }
  return { lists, entries }
}

/** Undefined where no column has a list. */
export function codeSheet(
  { entries }: Codes,
  head: (text: string) => object,
  lang: keyof Text,
): Sheet | undefined {
  if (entries.length === 0) return undefined
  const text = { format: '@' }
  return {
    name: BESIDE.codes,
    rows: [
      [HEADERS.header[lang], HEADERS.value[lang], CODES_KIND[lang]].map(head),
      ...entries.map(({ header, value, isClosed }) => [
        { value: header, style: text },
        { value, style: text },
        (isClosed ? CODES.closed : CODES.open)[lang],
      ]),
    ],
    columns: [{ width: 34 }, { width: 44 }, { width: 26 }],
    frozen: { rows: 1 },
    filter: `A1:C${entries.length + 1}`,
    print: { fitWidth: true, repeat: [1, 1] },
  }
}
