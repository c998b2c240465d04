/** What was recognized → the declaration of a table, as `source.yaml` has it under `grid`, and what a person must decide. */
import type { GridColumn, GridTable } from '../lib/grid-declaration.ts'
import type { Fitting } from './columns.ts'
import { withDates } from './dates.ts'
import type { FoundTable } from './found.ts'
import { isBlank, type Looked } from './looked.ts'
import {
  alreadyTaken,
  columnReason,
  NO_HEADER,
  NO_PLACE,
  NOTHING_IN_IT,
  NOTHING_YET,
  PLANE,
} from './reasons.ts'
import type { Question, RecognizedColumn, TableContext } from './recognized.ts'
import type { Knowledge, Sheet } from './sheet.ts'

/** Less sure than this is asked about. */
const UNSURE = 0.8

export function describeColumns(
  fitting: Fitting,
  looked: readonly Looked[],
  knowledge: Knowledge,
): readonly RecognizedColumn[] {
  const holder = new Map<string, string>()
  for (const [column, { target, also }] of fitting.columns) {
    for (const one of [target, ...also])
      if (!holder.has(one)) holder.set(one, looked[column]?.found.header ?? '')
  }
  return looked.map((one, column) => {
    const { found, cells } = one
    const base = { column: found.column, header: found.header, nth: found.nth }
    const assigned = fitting.columns.get(column)
    if (assigned !== undefined && assigned.target !== '') {
      const { target, also, match, score } = assigned
      return {
        ...base,
        target,
        also,
        ...(match.split !== undefined && also.length > 0 ? { split: match.split.name } : {}),
        ...(match.values === undefined ? {} : { values: match.values }),
        confidence: Math.round(Math.min(1, score) * 100) / 100,
        reason: columnReason(assigned, one),
      }
    }
    const wanted = one.keys
      .flatMap(([key]) => knowledge.index.get(key) ?? [])
      .find((match) => match.sheet === fitting.sheet && holder.has(match.target) && match.target !== '')
    const reason =
      assigned?.match.leave ??
      (isPlane(one, fitting.sheet, knowledge) ? PLANE : undefined) ??
      (wanted !== undefined
        ? alreadyTaken(wanted.target, holder.get(wanted.target) ?? '')
        : found.header !== ''
          ? NO_PLACE
          : cells.filled.length === 0
            ? NOTHING_IN_IT
            : NO_HEADER)
    return { ...base, target: null, also: [], confidence: 0, reason }
  })
}

/** A header that may mean degrees, over cells that are metres of a plane. */
function isPlane({ keys, cells }: Looked, sheet: number, knowledge: Knowledge): boolean {
  if (cells.share('planeCoordinate') < knowledge.thresholds.values) return false
  const columns = knowledge.sheets[sheet]?.byHeader
  return keys.some(([key]) =>
    (knowledge.index.get(key) ?? []).some(({ sheet: of, target }) => {
      const kind = of === sheet ? columns?.get(target)?.kind : undefined
      return kind === 'latitude' || kind === 'longitude'
    }),
  )
}

/** Columns with a target, or the reason why they have none. */
export function declareColumns(
  columns: readonly RecognizedColumn[],
  table: FoundTable,
): readonly GridColumn[] {
  return columns.map(({ column, header, nth, target, also, split, values, reason }) => {
    const above = table.columns.find((one) => one.column === column)?.above
    const base = { header, ...(nth > 1 ? { nth } : {}) }
    if (target === null) return { ...base, leave: reason.ja }
    return {
      ...base,
      to: also.length === 0 ? target : [target, ...also],
      ...(split === undefined ? {} : { split }),
      ...(values === undefined ? {} : { values }),
      ...(above === undefined ? {} : { above }),
    }
  })
}

/** The parts of a declaration that the table finder gave. */
export function declareTable(
  table: FoundTable,
  context: TableContext,
  rest: Pick<GridTable, 'dataset' | 'columns' | 'key'> & Partial<Pick<GridTable, 'set' | 'melt' | 'records'>>,
): GridTable {
  const { headerRows, block, skip, endsAtBlank, endsAt } = table.rules
  const { dataset, records, columns, melt, set, key } = rest
  const declared: GridTable = {
    dataset,
    ...(records === undefined ? {} : { records }),
    ...(context.worksheet === null ? {} : { worksheet: context.worksheet }),
    headerRows,
    ...(block === undefined ? {} : { block }),
    columns,
    ...(skip.length === 0 ? {} : { skip }),
    ...(endsAtBlank === undefined ? {} : { endsAtBlank }),
    ...(endsAt === undefined ? {} : { endsAt }),
    ...(melt === undefined ? {} : { melt }),
    ...(set === undefined || Object.keys(set).length === 0 ? {} : { set }),
    key,
  }
  return withDates(declared, table)
}

/** What no column says and the publisher is known to be. */
export function settingsOf(
  sheet: Sheet,
  columns: readonly RecognizedColumn[],
  context: TableContext,
): Readonly<Record<string, string>> {
  const has = new Set(columns.flatMap(({ target, also }) => (target === null ? [] : [target, ...also])))
  const set: Record<string, string> = {}
  const code = sheet.concepts.get('localGovernmentCode')
  const name = sheet.concepts.get('localGovernmentName')
  if (code !== undefined && !has.has(code) && context.code !== undefined) set[code] = context.code
  // the municipality that set the place up, beside the publisher: of a municipality they are one (000 is a prefecture)
  const own = sheet.columns.find(({ key }) => key === 'municipalityCode')?.header
  if (own !== undefined && !has.has(own) && context.code !== undefined && !/^..000/.test(context.code))
    set[own] = context.code
  if (name !== undefined && !has.has(name) && context.name !== undefined) set[name] = context.name
  return set
}

/**
 * The sheet's own key where the sample has it, filled in every row and different in most: that it stands twice is a
 * mistake of those rows, and the run tells it. Else the name, where it is different in every row, else nothing.
 */
export function keyOf(
  sheet: Sheet,
  columns: readonly RecognizedColumn[],
  looked: readonly Looked[],
): readonly string[] {
  const isKey = (headers: readonly string[]): boolean => {
    const { rows, distinct, isFilled } = keysIn(headers, columns, looked)
    return isFilled && distinct === rows
  }
  const own = keysIn(sheet.key, columns, looked)
  if (own.isFilled && own.distinct * 2 >= own.rows && own.distinct > 1) return sheet.key
  const name = sheet.concepts.get('name')
  const address = sheet.concepts.get('address')
  const tries = [
    ...(own.rows === 1 ? [sheet.key] : []),
    ...(name === undefined ? [] : [[name]]),
    ...(name === undefined || address === undefined ? [] : [[name, address]]),
  ]
  return tries.find(isKey) ?? []
}

interface KeysFound {
  /** 0: these headers have no columns */
  readonly rows: number
  readonly distinct: number
  readonly isFilled: boolean
  /** places in the sample of two rows with the same key, the first there are */
  readonly twice?: readonly [number, number]
}

function keysIn(
  headers: readonly string[],
  columns: readonly RecognizedColumn[],
  looked: readonly Looked[],
): KeysFound {
  const places = headers.map((header) =>
    columns.findIndex(({ target, split }) => target === header && split === undefined),
  )
  if (headers.length === 0 || places.some((place) => place < 0))
    return { rows: 0, distinct: 0, isFilled: false }
  const cells = places.map((place) => looked[place]?.rowCells ?? [])
  const rows = cells[0]?.length ?? 0
  const seen = new Map<string, number>()
  let isFilled = rows > 0
  let twice: readonly [number, number] | undefined
  for (let row = 0; row < rows; row += 1) {
    const values = cells.map((column) => (column[row] ?? '').trim())
    if (values.some((value) => value === '')) {
      isFilled = false
      continue
    }
    const key = values.join('\u0000')
    const other = seen.get(key)
    if (other === undefined) seen.set(key, row)
    else twice ??= [other, row]
  }
  return { rows, distinct: seen.size, isFilled, ...(twice === undefined ? {} : { twice }) }
}

/** The sheet's own key stands there, but can not be the key: which rows show it. */
export function repeatedKey(
  sheet: Sheet,
  columns: readonly RecognizedColumn[],
  looked: readonly Looked[],
  found: FoundTable,
  key: readonly string[],
): readonly Question[] {
  const { twice } = keysIn(sheet.key, columns, looked)
  if (twice === undefined || key === sheet.key) return []
  const [a, b] = twice.map((at) => found.data[at]?.row ?? 0)
  const named = sheet.key.join('、')
  return [
    {
      ja: `${a}行目と${b}行目などで「${named}」が同じです。1件ごとに違う値のはずの項目です。元のファイルを直すか、この列が何かを決めてください。`,
      en: `Rows ${a} and ${b}, for example, have the same ${named}, which should differ in each record. Mend the file, or say what the column is.`,
    },
  ]
}

export function questionsOf(
  sheet: Sheet,
  columns: readonly RecognizedColumn[],
  looked: readonly Looked[],
  key: readonly string[],
  set: Readonly<Record<string, string>>,
): readonly Question[] {
  const questions: Question[] = []
  for (const { column, header, target, also, confidence } of columns) {
    if (target === null || confidence >= UNSURE) continue
    const named = header === '' ? `${column}列目（見出しなし）` : `列「${header}」`
    const namedEn = header === '' ? `column ${column} (no header)` : `the column ${header}`
    const to = [target, ...also].join('・')
    // of a column named right it is the values that raise the question
    const isSame = header === target && also.length === 0
    questions.push({
      ja: isSame
        ? `${named}に、「${to}」らしくない値があります。この列は「${to}」として使ってよいですか。`
        : `${named}は「${to}」として使ってよいですか。`,
      en: isSame
        ? `Some values of ${namedEn} do not look like ${to}. May the column be used as such?`
        : `May ${namedEn} be used as ${to}?`,
      column,
    })
  }
  const left = columns.filter(({ target }, i) => target === null && (looked[i]?.cells.filled.length ?? 0) > 0)
  if (left.length > 0) {
    const names = left.map(({ header, column }) => (header === '' ? `${column}列目` : header)).join('、')
    questions.push({
      ja: `次の列は「${sheet.title}」に当たる項目がないので、公開する表に入りません。当たる項目があれば決めてください：${names}`,
      en: `${sheet.titleEn} has no column for these, so they do not come out. If one of its columns fits, say which: ${names}`,
    })
  }
  if (isBlank(looked)) questions.push(NOTHING_YET)
  else if (key.length === 0) {
    questions.push({
      ja: '1件ごとに違う値になる列（ID など）がありません。どの列を組み合わせると、1件に決まりますか。',
      en: 'No column has a value of its own for each record (such as an ID). Which columns together tell one record from another?',
    })
  }
  const code = sheet.concepts.get('localGovernmentCode')
  const has = columns.some(({ target }) => target === code)
  if (code !== undefined && !has && set[code] === undefined) {
    questions.push({
      ja: `「${code}」の列がありません。公開する団体のコードは何ですか。`,
      en: `There is no column ${code}. What is the publisher's code?`,
    })
  }
  return questions
}
