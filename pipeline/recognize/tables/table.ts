/** One table: its columns, its rules, and what they say of each row. */
import { foldWord } from '../../lib/fold.ts'
import { columnName } from '../../lib/grid.ts'
import type { RowKind } from '../../lib/grid-declaration.ts'
import { headerParts, headerText } from '../../lib/header.ts'
import type { Text } from '../../problem.ts'
import type { FoundColumn, FoundSkip, FoundTable } from '../found.ts'
import { findAbove } from './above.ts'
import { type IsKnown, type Judged, usualOf } from './anchor.ts'
import type { Band } from './bands.ts'
import { composeRules, nameable } from './compose.ts'
import { type End, endRule, findTail } from './ends.ts'
import { type Mark, markRows } from './marks.ts'
import { findMelt } from './melt.ts'
import { compileRowTest, partition, type Rules, type Said } from './rules.ts'
import { markSections } from './sections.ts'
import { QUESTION, REASON, SKIP } from './texts.ts'
import { markTotals } from './totals.ts'
import { cellAt, eachFilled, filledIn, lookAt, narrow, rowNumber, type View } from './view.ts'
import type { Words } from './words.ts'

export interface Stretch {
  /** rows, from 0: the first that is its own, and the one after the last */
  readonly from: number
  readonly to: number
  readonly header: readonly number[]
  readonly judged: Judged | undefined
  readonly band: Band
  /** another table follows below */
  readonly isFollowed: boolean
  /** the sample holds all rows of the file */
  readonly isComplete: boolean
  readonly reasons: readonly Text[]
}

export function buildTable(whole: View, stretch: Stretch, words: Words, isKnown: IsKnown): FoundTable {
  const { from, to, header, judged, band } = stretch
  const body = header.length === 0 ? from : (header.at(-1) ?? 0) + 1
  const columns = columnsOf(whole, stretch, body, words)
  const left = (columns[0]?.column ?? 1) - 1
  const right = (columns.at(-1)?.column ?? 1) - 1
  const view = narrow(whole, left, right)
  const before = header.length > 0 ? whole : view
  const melt = header.length === 0 ? undefined : findMelt(columns, words, isKnown)
  // a rule can name only what the declaration names
  const own = columns.filter(({ column }) => melt?.columns.includes(column) !== true)
  const names = nameable(own)
  const headers = new Map(columns.map(({ column, header: text }) => [column - 1, text]))
  const usual = usualOf(view, body, to)
  const { marks: noted, questions: asked } = markRows(view, body, to, usual, words, header.length > 0)
  const sections = markSections(view, body, to, usual, new Set(noted.map(({ r }) => r)))
  const title = header.length === 0 ? titlesAbove(view, from, to, usual.filled) : []
  const taken = new Set([...noted, ...sections.marks, ...title].map(({ r }) => r))
  const totals = markTotals(view, body, to, usual, taken, words)
  const marks = [...title, ...noted, ...sections.marks, ...totals.marks].sort((a, b) => a.r - b.r)
  const { skip, dropped } = composeRules(view, body, to, marks, names, headers)
  const tests = skip.map((rule) => compileRowTest(view, rule, names))
  const known = new Set<number>()
  for (let r = body; r < to; r += 1) if (filledIn(view, r) > 0 && tests.some((test) => test(r))) known.add(r)
  const tail = findTail(view, body, to, usual, known, words)
  const end = endOf(view, stretch, body, tail, names)
  const rules: Rules = { skip, ...end }
  const used = columns.flatMap(({ column, leave }) => (leave === undefined ? [column - 1] : []))
  const said = partition(view, before, header, from, to, rules, names, used)
  const data = said.flatMap((one, i) => (one === undefined ? [from + i] : []))
  const above = findAbove(
    view,
    data,
    columns.map(({ column, header: text }) => ({ c: column - 1, header: text })),
    words,
  )
  const reasons = [...reasonsOf(view, stretch, judged), ...above.reasons]
  if (melt !== undefined) reasons.push(REASON.melt({ type: melt.rule.type }))
  const questions = [
    ...(header.length === 0 ? [QUESTION.noHeader()] : []),
    ...(judged !== undefined && isWeak(judged, filledIn(view, judged.at))
      ? [QUESTION.weak({ row: rowNumber(view, judged.at) })]
      : []),
    ...asked,
    ...sections.questions,
    ...totals.questions,
    ...dropped.slice(0, 3).map(({ r }) => QUESTION.unruled({ rows: rowNumber(view, r) })),
    ...sparseQuestions(view, data, usual.filled),
    ...above.questions,
    ...beyondQuestions(whole, stretch, body, columns),
  ]
  return {
    headerRows: header.map((r) => rowNumber(view, r)),
    firstRow: rowNumber(view, from),
    lastRow: rowNumber(view, to - 1),
    columns: columns.map((column) => {
      const stands = above.of.get(column.column - 1)
      return stands === undefined ? column : { ...column, above: stands }
    }),
    data: data.map((r) => ({ row: rowNumber(view, r), cells: whole.rows[r]?.cells ?? [] })),
    skipped: skippedOf(view, said, from, header, marks),
    rules: {
      headerRows: header.length,
      ...(band.block > 0 ? { block: band.block } : {}),
      ...rules,
      ...(melt === undefined ? {} : { melt: melt.rule }),
    },
    confidence: confidenceOf(view, judged, questions.length),
    reasons,
    ...(melt === undefined ? {} : { melted: melt.columns }),
    ...(questions.length === 0 ? {} : { questions }),
  }
}

/** Where the table ends before the file does; what a table below it begins with ends it too. */
function endOf(
  view: View,
  { to, isFollowed, isComplete }: Stretch,
  body: number,
  tail: number | undefined,
  names: ReadonlyMap<string, number>,
): End | undefined {
  if (tail !== undefined) {
    const end = endRule(view, body, tail, to, names, isComplete)
    if (end !== undefined) return end
  }
  return isFollowed ? endRule(view, body, to, view.rows.length, names, true) : undefined
}

/** From the first to the last column that has a header or a cell; columns of nothing are no columns. */
function columnsOf(
  view: View,
  { header, band, from, to }: Stretch,
  body: number,
  words: Words,
): readonly FoundColumn[] {
  const used = new Uint8Array(view.right + 2)
  for (let r = body; r < to; r += 1) {
    eachFilled(view, r, (c) => {
      used[c] = 1
    })
  }
  const [top] = header
  const rows = header.map((r) => view.rows[r]?.cells ?? [])
  const parts = top === undefined ? [] : headerParts(rows, rowNumber(view, top), view.merges)
  const counted = new Map<string, number>()
  const columns: FoundColumn[] = []
  // the n-th is counted as the run counts it: from the first column of the file, or of the block
  for (let c = band.block > 0 ? band.left : 0; c <= band.right; c += 1) {
    const own = parts[c] ?? []
    const text = own.join('_')
    const folded = foldWord(text)
    const nth = (counted.get(folded) ?? 0) + 1
    counted.set(folded, nth)
    if (c < band.left || (text === '' && used[c] !== 1)) continue
    // right of the header's last cell, and in one of several blocks, the run has no header to go by
    if (header.length > 0 && (c >= parts.length || (text === '' && band.block > 0))) continue
    const leave = isPointer(view, c, text, body, from, to, words) ? SKIP.instruction() : undefined
    columns.push({ column: c + 1, header: text, parts: own, nth, ...(leave === undefined ? {} : { leave }) })
  }
  return columns
}

/** `←データの項目名を入力`, in the header or in the few cells of a column without one. */
function isPointer(
  view: View,
  c: number,
  header: string,
  body: number,
  _from: number,
  to: number,
  words: Words,
): boolean {
  if (header !== '') return words.pointers(headerText(header)) !== undefined
  let cells = 0
  for (let r = body; r < to; r += 1) {
    const cell = cellAt(view, r, c)
    if (cell.trim() === '') continue
    cells += 1
    if (cells > 20 || words.pointers(cell) === undefined) return false
  }
  return cells > 0
}

/** Without a header nothing says where the table begins: rows of one cell above it are titles. */
function titlesAbove(view: View, from: number, to: number, usual: number): readonly Mark[] {
  const marks: Mark[] = []
  for (let r = from; r < to; r += 1) {
    const filled = filledIn(view, r)
    if (filled === 0) continue
    if (filled > 1 || usual < 3) break
    const column = view.first[r] ?? 0
    marks.push({ r, as: 'preamble', column, how: 'is', word: cellAt(view, r, column), why: SKIP.preamble() })
  }
  return marks
}

function skippedOf(
  view: View,
  said: readonly Said[],
  from: number,
  header: readonly number[],
  marks: readonly Mark[],
): readonly FoundSkip[] {
  const why = new Map(marks.map((mark) => [mark.r, mark.why]))
  return said.flatMap((one, i): readonly FoundSkip[] => {
    if (one === undefined) return []
    const r = from + i
    const { as: kind, rule } = one
    const reason = rule === undefined ? reasonOf(kind, header.includes(r)) : (why.get(r) ?? SKIP[rule.as]())
    return [{ row: rowNumber(view, r), as: kind, reason }]
  })
}

function reasonOf(kind: RowKind, isHeader: boolean): Text {
  switch (kind) {
    case 'header':
      return isHeader ? SKIP.header() : SKIP.headerAgain()
    // without a rule of its own it is where it stands that says so
    case 'note':
      return SKIP.end()
    default:
      return SKIP[kind]()
  }
}

function isWeak({ known, contrast }: Judged, filled: number): boolean {
  return contrast.length === 0 && known < Math.max(1, filled * 0.3)
}

function reasonsOf(view: View, { header, reasons }: Stretch, judged: Judged | undefined): Text[] {
  if (judged === undefined || header.length === 0) return [...reasons, REASON.noHeader()]
  const row = rowNumber(view, judged.at)
  const own: Text[] = []
  if (judged.known > 0) own.push(REASON.known({ row, many: judged.known }))
  if (judged.contrast.length > 0) own.push(REASON.contrast({ row, many: judged.contrast.length }))
  if (own.length === 0) own.push(REASON.weak({ row }))
  if (header.length > 1) own.push(REASON.levels({ many: header.length }))
  return [...reasons, ...own]
}

function sparseQuestions(view: View, data: readonly number[], usual: number): readonly Text[] {
  if (usual < 3) return []
  const sparse = data.filter((r) => filledIn(view, r) === 1)
  return sparse.length === 0 || sparse.length * 2 > data.length
    ? []
    : sparse.slice(0, 3).map((r) => QUESTION.sparse({ rows: rowNumber(view, r) }))
}

/** Cells of a column without a name that no declaration can speak of; or cells that slipped. */
function beyondQuestions(
  view: View,
  { header, band, to }: Stretch,
  body: number,
  columns: readonly FoundColumn[],
): readonly Text[] {
  if (header.length === 0) return []
  const listed = new Set(columns.map(({ column }) => column - 1))
  for (let c = band.left; c <= band.right; c += 1) {
    if (listed.has(c)) continue
    let cells = 0
    for (let r = body; r < to; r += 1) if (lookAt(view, r, c) !== 0) cells += 1
    if (cells > 0) return [QUESTION.beyond({ column: columnName(c + 1), many: cells })]
  }
  return []
}

function confidenceOf(view: View, judged: Judged | undefined, questions: number): number {
  if (judged === undefined) return 0.5
  const filled = Math.max(1, filledIn(view, judged.at))
  const share = judged.known / filled
  const sure =
    share >= 0.5
      ? 0.97
      : judged.contrast.length >= 2
        ? 0.92
        : judged.contrast.length === 1 || share > 0
          ? 0.8
          : 0.5
  return Math.max(0.3, Math.round((sure - Math.min(questions, 4) * 0.04) * 100) / 100)
}
