/** Columns of a table → headers of one sheet: one to one, by what the headers say and what the cells allow. */
import type { Layout } from './layouts.ts'
import type { Looked } from './looked.ts'
import type { How, Knowledge, Match, Sheet, SheetColumn } from './sheet.ts'
import { type Column, fits } from './values.ts'
import { distinctWeight } from './weight.ts'

export interface Assigned {
  readonly target: string
  readonly also: readonly string[]
  readonly how: How
  readonly score: number
  /** the spelling that was found; blank where it was not by a header */
  readonly key: string
  readonly match: Match
}

/** How a table lies in one sheet. */
export interface Fitting {
  readonly sheet: number
  /** by place in the table, from 0 */
  readonly columns: ReadonlyMap<number, Assigned>
  /** the layout that most headers are of; undefined: the present one */
  readonly layout: Layout | undefined
  /** how much of its own the columns have: see `weights.distinct` */
  readonly distinct: number
  /** … of those written as the standard or a layout has them */
  readonly literal: number
  readonly distinctColumns: number
  /** share of the columns of its layout that are there, as written */
  readonly whole: number
}

/** Less than this is no match. */
const LEAST = 0.55
const SUPPORT = 0.04
const AGAINST = 0.3
const OTHER_LAYOUT = 0.1
const NO_VOCABULARY = 0.35
const FEW = 0.15
const LITERAL: readonly How[] = ['exact', 'folded', 'layout', 'english']
const SILENT: readonly How[] = ['weak', 'values', 'position', 'slip', 'cut']
const WITHOUT_NOUN = 0.93

interface Edge {
  readonly column: number
  readonly score: number
  readonly how: How
  readonly key: string
  readonly match: Match
  readonly far: number
}

/** The best way to lay the table's columns over the sheet's. */
export function fitTable(looked: readonly Looked[], number: number, knowledge: Knowledge): Fitting {
  const sheet = knowledge.sheets[number]
  if (sheet === undefined) return EMPTY
  const layout = layoutOf(looked, number, knowledge)
  const edges = looked.flatMap((one, column) =>
    edgesOf(one, column, looked.length, sheet, number, layout, knowledge),
  )
  edges.sort(
    (a, b) =>
      b.score - a.score ||
      Number(a.match.target === '') - Number(b.match.target === '') ||
      a.far - b.far ||
      a.column - b.column,
  )
  const columns = ownBefore(assign(edges, sheet), edges, sheet)
  return {
    sheet: number,
    columns,
    layout,
    whole: wholeOf(columns, layout, sheet),
    ...weigh(columns, looked, sheet, knowledge),
  }
}

const EMPTY: Fitting = {
  sheet: -1,
  columns: new Map(),
  layout: undefined,
  distinct: 0,
  literal: 0,
  distinctColumns: 0,
  whole: 0,
}

function matchesOf(
  one: Looked,
  sheet: Sheet,
  number: number,
  knowledge: Knowledge,
): readonly (readonly [Match, string, number])[] {
  const found: (readonly [Match, string, number])[] = []
  for (const [key, worth] of one.keys) {
    for (const match of knowledge.index.get(key) ?? [])
      if (match.sheet === number) found.push([match, key, worth])
    if (found.length > 0) return found
  }
  for (const [key, worth] of one.keys) {
    for (const noun of sheet.nouns) {
      if (!key.startsWith(noun) || key.length < noun.length + 2) continue
      const rest = key.slice(noun.length).replace(/^の/, '')
      for (const match of knowledge.index.get(rest) ?? []) {
        if (match.sheet === number && match.how !== 'weak') found.push([match, rest, worth * WITHOUT_NOUN])
      }
      if (found.length > 0) return found
    }
  }
  return found
}

/** The layout that has the most of the headers; the present one where none has more. */
function layoutOf(looked: readonly Looked[], number: number, knowledge: Knowledge): Layout | undefined {
  const counts = new Map<Layout | undefined, number>()
  for (const { keys } of looked) {
    const [first] = keys
    if (first === undefined) continue
    const seen = new Set<Layout | undefined>()
    for (const match of knowledge.index.get(first[0]) ?? []) {
      if (match.sheet !== number || (match.how !== 'layout' && match.how !== 'folded')) continue
      if (!seen.has(match.layout)) counts.set(match.layout, (counts.get(match.layout) ?? 0) + 1)
      seen.add(match.layout)
    }
  }
  let best: Layout | undefined
  const named = looked.filter(({ found }) => found.header !== '').length
  let most = Math.max(counts.get(undefined) ?? 0, Math.ceil(named * knowledge.thresholds.layout) - 1)
  for (const [layout, count] of counts) {
    if (layout === undefined || count <= most) continue
    best = layout
    most = count
  }
  return best
}

function edgesOf(
  one: Looked,
  column: number,
  width: number,
  sheet: Sheet,
  number: number,
  layout: Layout | undefined,
  knowledge: Knowledge,
): readonly Edge[] {
  const edges: Edge[] = []
  for (const [match, key, worth] of matchesOf(one, sheet, number, knowledge)) {
    const how = match.how === 'folded' && one.found.header === match.target ? 'exact' : match.how
    const score = scoreOf(match, how, key, worth, one.cells, sheet, layout, knowledge)
    if (score < LEAST) continue
    const place = sheet.columns.findIndex(({ header }) => header === match.target)
    const far = Math.abs(column / width - place / sheet.columns.length)
    edges.push({ column, score, how, key, match, far })
  }
  // what the file's own layout means by a header is surer than any other meaning of it
  const own = edges.filter(({ match }) => layout !== undefined && match.layout === layout)
  if (own.length === 0) return edges
  return edges.filter(({ match, how }) => match.layout === layout || how === 'exact' || how === 'folded')
}

function scoreOf(
  match: Match,
  how: How,
  key: string,
  worth: number,
  cells: Column,
  sheet: Sheet,
  layout: Layout | undefined,
  knowledge: Knowledge,
): number {
  let score = (how === 'exact' ? knowledge.weights.exact : match.strength) * worth
  if (match.layout !== undefined && match.layout !== layout) score -= OTHER_LAYOUT
  if (match.target === '') return score
  const field = sheet.byHeader.get(match.target)
  if (field === undefined) return 0
  if (match.split !== undefined) {
    // an address is parted where the file's layout means it so; elsewhere it is the whole
    if (match.layout !== undefined && match.layout !== layout) return 0
    return splitFits(match.split.name, cells, knowledge) ? score : 0
  }
  if (match.unless !== undefined && cells.share(match.unless) >= knowledge.thresholds.values) return 0
  const fit = fits(cells, field, knowledge)
  if (how === 'weak' && !weakHolds(fit, field, cells, sheet, knowledge)) return 0
  if (fit === 1) return Math.min(1, score + SUPPORT)
  if (fit === -1) {
    // as the standard or the file's own layout has it, the header is followed: what is wrong are the cells
    const own =
      how === 'exact' ||
      how === 'folded' ||
      (match.layout !== undefined && match.layout === layout && layout.complete)
    return own ? score - AGAINST : 0
  }
  const words = sheet.vocabulary.get(match.target)
  if (words !== undefined && cells.filled.length > 0 && !LITERAL.includes(how)) {
    const holds = cells.holds(words)
    if (holds >= knowledge.thresholds.vocabulary) return Math.min(1, score + SUPPORT)
    if (holds < FEW && knowledge.common.has(key)) return score - NO_VOCABULARY
  }
  return score
}

/** A weak word means the column only where the cells say so too. */
function weakHolds(
  fit: -1 | 0 | 1,
  field: SheetColumn,
  cells: Column,
  sheet: Sheet,
  knowledge: Knowledge,
): boolean {
  if (field.kind === 'latitude' || field.kind === 'longitude') {
    // zeros alone are no degrees
    return fit === 1 && cells.filled.filter((cell) => cell === '0').length * 2 < cells.filled.length
  }
  // names of places hold 市 too: only figures of a house tell an address
  if (field.kind === 'address') return cells.share('houseNumber') >= knowledge.thresholds.values
  if (fit !== 0) return fit === 1
  const words = sheet.vocabulary.get(field.header)
  if (words !== undefined) return cells.holds(words) >= knowledge.thresholds.vocabulary
  if (field.kind === 'identifier')
    return cells.filled.length > 0 && cells.filled.length === cells.rows && cells.distinct === cells.rows
  return field.kind === 'text'
}

/** Whether the cells are such as the operation takes apart. */
function splitFits(name: string, cells: Column, knowledge: Knowledge): boolean {
  if (cells.filled.length === 0) return name === 'address' || name === 'coordinates'
  if (name === 'address') return cells.share('addressInParts') >= knowledge.thresholds.values
  if (name === 'period') return cells.share('period') >= knowledge.thresholds.veto
  return cells.share(name) >= knowledge.thresholds.values
}

function assign(edges: readonly Edge[], sheet: Sheet): ReadonlyMap<number, Assigned> {
  const columns = new Map<number, Assigned>()
  const taken = new Map<string, Assigned>()
  for (const edge of edges) {
    const { match, column } = edge
    if (columns.has(column)) continue
    const assigned = (target: string, also: readonly string[]): Assigned => ({
      target,
      also,
      how: edge.how,
      score: edge.score,
      key: edge.key,
      match,
    })
    if (match.target === '') {
      columns.set(column, assigned('', []))
      continue
    }
    const holder = taken.get(match.target)
    if (holder !== undefined) {
      // 都道府県名 and 市区町村名 of one layout are joined in one target
      const joined =
        match.layout !== undefined && match.layout === holder.match.layout && holder.also.length === 0
      if (joined && match.split === undefined && holder.key !== edge.key)
        columns.set(column, assigned(match.target, []))
      continue
    }
    const rest = (match.split?.into ?? []).filter((one) => one !== match.target && sheet.byHeader.has(one))
    const free = rest.filter((one) => !taken.has(one))
    if (match.split !== undefined && match.split.name !== 'address' && free.length < rest.length) continue
    const made = assigned(match.target, free)
    columns.set(column, made)
    for (const target of [match.target, ...free]) taken.set(target, made)
  }
  return columns
}

/** 施設名称 where the sheet's own 赤ちゃんの駅_名称 stands nowhere is that, and no column of what follows the sheet. */
function ownBefore(
  columns: ReadonlyMap<number, Assigned>,
  edges: readonly Edge[],
  sheet: Sheet,
): ReadonlyMap<number, Assigned> {
  const place = (target: string): number => sheet.columns.findIndex(({ header }) => header === target)
  const taken = new Set([...columns.values()].flatMap(({ target, also }) => [target, ...also]))
  const settled = new Map(columns)
  for (const [column, { target, how }] of columns) {
    if (how !== 'folded' || place(target) < sheet.own) continue
    const own = edges.find(
      ({ column: at, match, how: by }) =>
        at === column &&
        by !== 'weak' &&
        match.split === undefined &&
        !taken.has(match.target) &&
        place(match.target) >= 0 &&
        place(match.target) < sheet.own,
    )
    if (own === undefined) continue
    const { match, score, key } = own
    settled.set(column, { target: match.target, also: [], how: own.how, score, key, match })
    taken.add(match.target)
  }
  return settled
}

function weigh(
  columns: ReadonlyMap<number, Assigned>,
  looked: readonly Looked[],
  sheet: Sheet,
  knowledge: Knowledge,
): Pick<Fitting, 'distinct' | 'literal' | 'distinctColumns'> {
  let distinct = 0
  let literal = 0
  let distinctColumns = 0
  for (const [column, { target, how, score, key }] of columns) {
    if (target === '' || SILENT.includes(how)) continue
    const words = sheet.vocabulary.get(target)
    const holds = words === undefined ? 0 : (looked[column]?.cells.holds(words) ?? 0)
    const spoken = holds >= knowledge.thresholds.vocabulary ? knowledge.weights.vocabulary : 0
    // 種別 over cells of another thing (汚水) tells nothing of fire hydrants
    const filled = looked[column]?.cells.filled.length ?? 0
    const unlike = words !== undefined && filled > 0 && holds < FEW && knowledge.common.has(key)
    const own = unlike ? 0 : Math.max(distinctWeight(key, knowledge) * score, spoken)
    distinct += own
    if (LITERAL.includes(how)) literal += own
    if (own >= knowledge.weights.common * LEAST) distinctColumns += 1
  }
  return { distinct, literal, distinctColumns }
}

function wholeOf(columns: ReadonlyMap<number, Assigned>, layout: Layout | undefined, sheet: Sheet): number {
  const size =
    layout === undefined ? sheet.own : layout.complete ? layout.columns.length : Number.POSITIVE_INFINITY
  let there = 0
  for (const { how, match } of columns.values()) {
    if (
      layout === undefined ? how === 'exact' || how === 'folded' : match.layout === layout || how === 'exact'
    )
      there += 1
  }
  return size === 0 ? 0 : Math.min(1, there / size)
}
