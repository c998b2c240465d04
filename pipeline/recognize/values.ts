/** How the cells of a column look: which share of them reads as which kind of value. */
import type { Kind } from '../lib/kinds.ts'
import type { Knowledge, SheetColumn } from './sheet.ts'

export interface Column {
  /** cells of the sample that are filled, trimmed, in NFKC; no more than are needed */
  readonly filled: readonly string[]
  /** … as written */
  readonly raw: readonly string[]
  /** how many rows were looked at */
  readonly rows: number
  /** different cells among `filled` */
  readonly distinct: number
  /** share of the filled cells that look so, from 0 to 1 */
  share(kind: string): number
  /** share of the filled cells that hold one of these words */
  holds(words: readonly string[]): number
}

/** More cells than these say nothing new. */
const ENOUGH = 300
/** What has the look of something else is no plain text. */
const NO_TEXT = ['url', 'email', 'postalCode', 'latitude', 'longitude', 'coordinates']
const MOSTLY = 0.8
/** Telephone numbers among words: some have an extension or a name beside. */
const HALF = 0.5

export function readCells(cells: readonly string[], knowledge: Knowledge): Column {
  const raw: string[] = []
  for (const cell of cells) {
    const text = cell.trim()
    if (text !== '') raw.push(text)
    if (raw.length >= ENOUGH) break
  }
  const filled = raw.map((cell) => cell.normalize('NFKC'))
  const shares = new Map<string, number>()
  const part = (test: (cell: string) => boolean): number =>
    filled.length === 0 ? 0 : filled.filter(test).length / filled.length
  return {
    filled,
    raw,
    rows: cells.length,
    distinct: new Set(filled).size,
    share(kind) {
      const known = shares.get(kind)
      if (known !== undefined) return known
      const pattern = knowledge.values.get(kind)?.pattern
      const share = pattern === undefined ? 0 : part((cell) => pattern.test(cell))
      shares.set(kind, share)
      return share
    },
    holds: (words) => part((cell) => words.some((word) => cell.includes(word))),
  }
}

/** 1: the cells look like values of the field; -1: they cannot be; 0: they do not say. */
export function fits(column: Column, field: SheetColumn, knowledge: Knowledge): -1 | 0 | 1 {
  if (column.filled.length === 0) return 0
  const { values, veto } = knowledge.thresholds
  const looks = looksLike(column, field.kind)
  if (looks === undefined) {
    const isPhone = field.kind === 'text' && column.share('phone') >= HALF
    return isPhone || NO_TEXT.some((kind) => column.share(kind) >= MOSTLY) ? -1 : 0
  }
  if (looks >= values) return 1
  const rigid = knowledge.values.get(field.kind)?.rigid === true || field.kind === 'presence'
  return rigid && looks < veto ? -1 : 0
}

/** Kinds whose cells may look in several ways; undefined: cells of any look may be it. */
function looksLike(column: Column, kind: Kind): number | undefined {
  const of = (...kinds: readonly string[]): number =>
    Math.min(
      1,
      kinds.reduce((sum, one) => sum + column.share(one), 0),
    )
  switch (kind) {
    case 'text':
    case 'identifier':
    case 'list':
    case 'choice':
    case 'extension':
    case 'yearMonth':
    case 'dateTime':
      return undefined
    case 'integer':
      return of('integer', 'quantity')
    case 'number':
      return Math.max(of('number'), of('quantity'))
    case 'presence':
    case 'applies':
      return Math.max(of('presence'), of('applies'))
    case 'date':
      return Math.max(of('date'), of('year'))
    case 'phone':
      return of('phone', 'localPhone')
    default:
      return of(kind)
  }
}
