/** Fields of a dataset that is no sheet: key, kind, unit and words of each column, from its header and its cells. */
import type { Kind } from '../lib/kinds.ts'
import { bracketed, foldHeader } from './fold.ts'
import type { Looked } from './looked.ts'
import type { Knowledge, SheetColumn } from './sheet.ts'
import { fits } from './values.ts'

export interface OwnField {
  /** place in `looked`, from 0 */
  readonly at: number
  readonly header: string
  readonly key: string
  /** the key says nothing (`column3`): a person should name it */
  readonly nameless: boolean
  readonly kind: Kind
  readonly unit?: string
  /** words that the cells are, where they are few */
  readonly words?: readonly string[]
  readonly nullable: boolean
}

const ALL = 0.95
/** A few words over many rows are a list of words. */
const FEWEST_ROWS = 12
const MOST_WORDS = 12
const REPEATED = 0.34
const LONGEST_WORD = 20
const SURE = 0.8
/** So many sheets have the same field under this header. */
const COMMON = 3

/** The same field in a sheet of the standard, where its header is one that most sheets know. */
export function standardField(one: Looked, knowledge: Knowledge): SheetColumn | undefined {
  for (const [key] of one.keys) {
    const counts = new Map<string, { field: SheetColumn; count: number }>()
    for (const match of knowledge.index.get(key) ?? []) {
      if (match.strength < SURE || match.target === '' || match.split !== undefined) continue
      const field = knowledge.sheets[match.sheet]?.byHeader.get(match.target)
      if (field === undefined) continue
      const id = `${field.key} ${field.kind}`
      counts.set(id, { field, count: (counts.get(id)?.count ?? 0) + 1 })
    }
    let best: { field: SheetColumn; count: number } | undefined
    for (const found of counts.values()) if (best === undefined || found.count > best.count) best = found
    // a word of one sheet says nothing of another table: 計 is a population only in a table of people
    if (best !== undefined && best.count >= COMMON) return best.field
  }
  return undefined
}

export function ownField(one: Looked, at: number, knowledge: Knowledge, used: Set<string>): OwnField {
  const { found, cells } = one
  const standard = standardField(one, knowledge)
  const unit = unitOf(found.header, knowledge)
  const plain = unit === undefined ? found.header : (bracketed(found.header)?.before ?? found.header)
  const header = found.header === '' ? `列${found.column}` : found.nth > 1 ? `${plain}_${found.nth}` : plain
  const key = keyFor(one, plain, standard, knowledge)
  const unique = distinctKey(key ?? `column${found.column}`, used)
  const kind = kindOf(one, standard, knowledge)
  const words = kind === 'choice' ? [...new Set(cells.raw)].sort(byCodeUnits) : undefined
  return {
    at,
    header,
    key: unique,
    nameless: key === undefined,
    kind,
    ...(unit === undefined ? {} : { unit }),
    ...(words === undefined ? {} : { words }),
    nullable: cells.filled.length < Math.max(cells.rows, 1),
  }
}

export function distinctKey(key: string, used: Set<string>): string {
  let unique = key
  for (let n = 2; used.has(unique); n += 1) unique = `${key}${n}`
  used.add(unique)
  return unique
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** 面積（㎡） → ㎡, where it is a unit that we know. */
function unitOf(header: string, knowledge: Knowledge): string | undefined {
  const within = bracketed(header)?.within
  if (within === undefined) return undefined
  const half = within.normalize('NFKC')
  return knowledge.units.has(within) ? within : knowledge.units.has(half) ? half : undefined
}

function keyFor(
  one: Looked,
  plain: string,
  standard: SheetColumn | undefined,
  knowledge: Knowledge,
): string | undefined {
  const known = knowledge.keys.get(foldHeader(plain, knowledge.slips))
  return known ?? camelCase(plain) ?? standard?.key ?? knowledge.keys.get(one.keys[0]?.[0] ?? '')
}

/** Opening Date → openingDate; undefined where the header is not English. */
export function camelCase(header: string): string | undefined {
  const words = header
    .normalize('NFKC')
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
  if (words.length === 0 || !/^[\x20-\x7e]+$/.test(header.normalize('NFKC').trim())) return undefined
  const [first = '', ...rest] = words.map((word) => word.toLowerCase())
  if (!/^[a-z]/.test(first)) return undefined
  return [first, ...rest.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)].join('')
}

/** A kind is given only where (nearly) all cells are of it: no row is to suffer from a guess. */
function kindOf(one: Looked, standard: SheetColumn | undefined, knowledge: Knowledge): Kind {
  const { cells } = one
  const figures = figuresOf(one, knowledge)
  const looks = (kind: string, share = ALL): boolean => cells.filled.length > 0 && cells.share(kind) >= share
  if (cells.filled.length === 0)
    return standard === undefined || standard.kind === 'choice' ? 'text' : standard.kind
  if (standard !== undefined && standard.kind !== 'choice' && standard.kind !== 'list') {
    if (isAll(one, standard, figures, knowledge)) return standard.kind
  }
  if (looks('url')) return 'url'
  if (looks('email')) return 'email'
  if (looks('date') && figures === undefined) return 'date'
  if (figures === 'integer') return numeric(one)
  if (figures === 'number') return 'number'
  if (looks('phone')) return 'phone'
  if (looks('postalCode')) return 'postalCode'
  if (looks('time')) return 'time'
  if (looks('presence') && cells.distinct <= 2)
    return cells.raw.every((cell) => cell === '有' || cell === '無') ? 'presence' : 'choice'
  if (looks('prefecture')) return 'prefecture'
  if (standard?.kind === 'address' && looks('address')) return 'address'
  if (isChoice(one)) return 'choice'
  return 'text'
}

/** What is read as a blank in a column of numbers. */
const NOTHING = /^(?:[-\u2010-\u2015\u2212\u30fc\u2500*]|\.{3})$/

const WHOLE = /^[-△▲]?[0-9,]+(?![.0-9])/
/** More figures than a number keeps. */
const EXACT = 15

/** Every cell of the sample reads as a number without doubt, a counter after it or not. */
function figuresOf({ rowCells }: Looked, knowledge: Knowledge): 'integer' | 'number' | undefined {
  const number = knowledge.values.get('number')?.pattern
  const counted = knowledge.values.get('counted')?.pattern
  let kind: 'integer' | 'number' | undefined
  for (const written of rowCells) {
    const cell = written.normalize('NFKC').trim()
    if (cell === '' || NOTHING.test(cell)) continue
    if (number?.test(cell) !== true && counted?.test(cell) !== true) return undefined
    if (cell.replace(/[^0-9]/g, '').length > EXACT) return undefined
    if (kind !== 'number') kind = WHOLE.test(cell) ? 'integer' : 'number'
  }
  return kind
}

const NUMERIC: readonly Kind[] = ['integer', 'number']

function isAll(
  one: Looked,
  field: SheetColumn,
  figures: 'integer' | 'number' | undefined,
  knowledge: Knowledge,
): boolean {
  const { kind } = field
  if (kind === 'identifier') return fits(one.cells, field, knowledge) >= 0
  if (NUMERIC.includes(kind)) return figures === 'integer' || (figures === 'number' && kind === 'number')
  return knowledge.values.has(kind) && one.cells.share(kind) >= ALL
}

/** Figures that name something keep their zeros; a code is no amount. */
function numeric({ cells, found }: Looked): Kind {
  if (cells.filled.some((cell) => /^0[0-9]/.test(cell))) return 'identifier'
  if (/(?:コード|番号|ID|id|No\.?|NO|№|code|Code)$/.test(found.header)) return 'identifier'
  return 'integer'
}

function isChoice({ cells }: Looked): boolean {
  return (
    cells.filled.length >= FEWEST_ROWS &&
    cells.distinct <= MOST_WORDS &&
    cells.distinct <= cells.filled.length * REPEATED &&
    cells.raw.every((cell) => cell.length <= LONGEST_WORD && !/[\r\n]/.test(cell))
  )
}
