/**
 * The look: a file of tables → what it is and how to read it, as a proposal. It is made once; the run obeys what it
 * says. With a schema or a sheet named by a person nothing is judged but where the table is.
 */
import { sampleOf } from '../../extract/index.ts'
import { foldWord } from '../../lib/fold.ts'
import type { GridSample } from '../../lib/grid.ts'
import type { GridDeclaration, GridTable } from '../../lib/grid-declaration.ts'
import { maskedName } from '../../lib/mask.ts'
import type { Json } from '../../lib/model.ts'
import { isJson, isObject } from '../../lib/object.ts'
import type { Place, Text } from '../../problem.ts'
import {
  besideOf,
  type FoundTable,
  findTables,
  type Knowledge,
  knownHeader,
  type RecognizedColumn,
  recognizeTable,
  type TableWords,
} from '../../recognize/index.ts'
import type { SheetFound } from '../../report/index.ts'
import type { RowSchema } from '../../validate/index.ts'
import { fieldsOf } from '../../validate/index.ts'
import { matchSchema } from './by-schema.ts'
import type { OpenFile, OpenGrid } from './grids.ts'
import { maskOwn } from './mask-own.ts'

type JsonObject = { readonly [key: string]: Json }

export interface LookInput {
  readonly file: OpenFile
  /** name of the file, without its folder */
  readonly name: string
  /** asked for only where no schema is given: to read it takes longer than to check a thousand rows */
  readonly knowledge: () => Knowledge
  readonly words: TableWords
  readonly schemas: (name: string) => unknown
  /** a sheet that a person named */
  readonly as?: string
  /** a schema that a person gave */
  readonly rowSchema?: RowSchema
  /** 全国地方公共団体コード of the publisher, where it is known */
  readonly code?: string
  /** its name with the prefecture */
  readonly publisherName?: string
  readonly place: Place
  /** names of datasets and of their fields are made without what must not be published */
  readonly mask?: (text: string) => string
}

export interface LookedTable {
  readonly worksheet: string | null
  /** its name as it may be told, where that is another */
  readonly shown?: string
  readonly found: FoundTable
  readonly sheet: SheetFound | null
  readonly columns: readonly LookedColumn[]
  readonly table: GridTable
  /** record schema */
  readonly schema: JsonObject
  /** the schema was made for this table: no sheet fits, and nobody gave one */
  readonly isOwn: boolean
  /** why no sheet was named */
  readonly reasons: readonly Text[]
  readonly questions: readonly Text[]
}

/** A header with two targets stands twice. */
export interface LookedColumn {
  readonly header: string
  readonly target: string | null
  readonly confidence: number
  readonly reason?: Text
}

/** A schema that a person gave says what must differ: where it names no key, nothing is compared. */
export function isOfSchema({ isOwn, sheet }: Pick<LookedTable, 'isOwn' | 'sheet'>): boolean {
  return !isOwn && sheet === null
}

export interface Look {
  readonly tables: readonly LookedTable[]
  /** worksheets without a table, and why */
  readonly without: readonly { readonly worksheet: string | null; readonly reason: Text }[]
}

export function lookAt(input: LookInput): Look {
  const { file, words, knowledge, rowSchema } = input
  const isKnown = rowSchema === undefined ? knownHeader(knowledge()) : headerOf(rowSchema)
  const tables: LookedTable[] = []
  const without: { worksheet: string | null; reason: Text }[] = []
  const beside = besideOf(words)
  const leaveOf = ({ worksheet }: OpenGrid): Text | undefined =>
    worksheet === null ? undefined : beside(worksheet)
  const findIn = (grid: OpenGrid) => {
    const sample = sampleFrom(grid)
    return { sample, found: findTables(sample, words, isKnown) }
  }
  const first = new Map(
    file.grids.flatMap((grid) => (leaveOf(grid) === undefined ? [[grid, findIn(grid)] as const] : [])),
  )
  const hasTable = [...first.values()].some(({ found }) => found.tables.length > 0)
  for (const grid of file.grids) {
    const leave = leaveOf(grid)
    if (leave !== undefined && hasTable) {
      without.push({ worksheet: grid.worksheet, reason: leave })
      continue
    }
    const { sample, found } = first.get(grid) ?? findIn(grid)
    if (found.tables.length === 0) {
      const reason = found.none ?? { ja: '表がありません。', en: 'There is no table.' }
      if (sample.rows.length > 0) without.push({ worksheet: grid.worksheet, reason })
      continue
    }
    for (const one of found.tables) {
      const looked = withName(lookOne(input, grid, one, titlesOf(one, sample)), input.mask)
      if (looked.isOwn && fieldsOf(looked.schema).length === 0) {
        without.push({ worksheet: grid.worksheet, reason: NO_FIELD })
      } else tables.push(looked)
    }
  }
  return { tables, without }
}

const NO_FIELD: Text = {
  ja: '合計の列だけで、データの列がありません。',
  en: 'Of its columns none holds data: they are totals.',
}

/** A name or title of the schema that a person gave. */
function headerOf({ schema }: RowSchema): (text: string) => boolean {
  const words = new Set(fieldsOf(schema).flatMap(({ key, header }) => [foldWord(key), foldWord(header)]))
  return (text) => text !== '' && words.has(foldWord(text))
}

/** What is written down of a look: `source.yaml` under `grid`. */
export function declarationOf(file: OpenFile, look: Look): GridDeclaration {
  const { format, encoding, delimiter } = file
  const leave = look.without.flatMap(({ worksheet, reason }) =>
    worksheet === null ? [] : [{ worksheet, reason: reason.ja }],
  )
  return {
    format,
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    tables: look.tables.map(({ table }) => table),
    ...(leave.length > 0 ? { leave } : {}),
  }
}

function sampleFrom({ worksheet, hidden, facts, batches, sample: own }: OpenGrid): GridSample {
  const sample = own?.() ?? sampleOf(batches())
  return { ...sample, worksheet, hidden, ...(facts === undefined ? {} : { facts }) }
}

function withName(looked: LookedTable, mask: LookInput['mask']): LookedTable {
  if (mask === undefined || looked.worksheet === null) return looked
  const shown = maskedName(looked.worksheet, mask)
  return shown === looked.worksheet ? looked : { ...looked, shown }
}

/** Texts that stand above the table. */
function titlesOf({ skipped }: FoundTable, { rows }: GridSample): readonly string[] {
  const above = new Set(skipped.flatMap(({ row, as }) => (as === 'preamble' ? [row] : [])))
  return rows.flatMap(({ row, cells }) => (above.has(row) ? cells.filter((cell) => cell.trim() !== '') : []))
}

function lookOne(
  input: LookInput,
  grid: OpenGrid,
  found: FoundTable,
  titles: readonly string[],
): LookedTable {
  const { rowSchema, schemas, as, mask } = input
  const { worksheet } = grid
  if (rowSchema !== undefined) {
    const fields = fieldsOf(rowSchema.schema)
    const { table, targets } = matchSchema(found, fields, rowSchema.key, 'table', worksheet)
    const columns = found.columns.map(({ header }, i): LookedColumn => {
      const target = targets[i] ?? null
      return { header, target, confidence: target === null ? 0 : 1 }
    })
    const { schema } = rowSchema
    return { worksheet, found, sheet: null, columns, table, schema, isOwn: false, reasons: [], questions: [] }
  }
  const seen = recognizeTable(
    found,
    {
      fileName: mask === undefined ? input.name : maskedName(input.name, mask),
      worksheet,
      titles,
      ...(grid.facts?.cutHeadings === undefined ? {} : { cutHeadings: grid.facts.cutHeadings }),
      ...(as === undefined ? {} : { as }),
      ...(input.code === undefined ? {} : { code: input.code }),
      ...(input.publisherName === undefined ? {} : { name: input.publisherName }),
    },
    input.knowledge(),
  )
  const recognized = mask === undefined ? seen : maskOwn(seen, mask)
  const { sheet, declaration, questions } = recognized
  const known = sheet === null ? recognized.schema : schemas(`records/${sheet.id}.schema.json`)
  if (!isJson(known) || !isObject(known)) throw new Error('a recognized table without a schema')
  return {
    worksheet,
    found,
    sheet,
    columns: recognized.columns.flatMap(columnsOf),
    table: declaration,
    schema: known,
    isOwn: sheet === null,
    reasons: recognized.reasons,
    questions,
  }
}

function columnsOf({ header, target, also, confidence, reason }: RecognizedColumn): readonly LookedColumn[] {
  return [target, ...also].map((one) => ({ header, target: one, confidence, reason }))
}
