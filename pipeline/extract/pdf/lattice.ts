/**
 * Ruled lines → tables: lines that cross make a net, its smallest fields are joined where no line parts them. A field
 * of several is a merged cell.
 */
import type { Box, Rule } from './types.ts'

export interface RuledCell extends Box {
  /** from 0; both ends belong to it */
  readonly row: number
  readonly column: number
  readonly lastRow: number
  readonly lastColumn: number
}

export interface RuledTable extends Box {
  readonly rows: number
  readonly columns: number
  readonly cells: readonly RuledCell[]
  /** edges of the rows and columns */
  readonly ys: readonly number[]
  readonly xs: readonly number[]
}

/** Lines as near as this are one: double lines, edges drawn by both neighbours */
const NEAR = 3
/** Ends that should touch do so within this */
const TOUCH = 3
/** Nets with more fields are drawings */
const FIELDS = 100_000

export function ruledTables(rules: readonly Rule[]): readonly RuledTable[] {
  const level = merged(rules.filter((rule) => rule.level))
  const upright = merged(rules.filter((rule) => !rule.level))
  const nets = components(level, upright)
  return nets
    .flatMap(({ levels, uprights }) => tableOf(levels, uprights))
    .sort((a, b) => a.top - b.top || a.left - b.left)
}

/** Pieces of one line, and lines drawn upon each other, become one. */
function merged(rules: readonly Rule[]): readonly Rule[] {
  const sorted = [...rules].sort((a, b) => a.at - b.at || a.from - b.from)
  const out: Rule[] = []
  for (let i = 0; i < sorted.length; ) {
    const first = sorted[i]
    if (first === undefined) break
    let end = i + 1
    // from the first: a ladder of close lines is no line
    while (end < sorted.length && (sorted[end]?.at ?? Infinity) - first.at <= 1) end += 1
    const band = sorted.slice(i, end).sort((a, b) => a.from - b.from)
    let open: { at: number; from: number; to: number } | undefined
    for (const { at, from, to } of band) {
      if (open !== undefined && from <= open.to + TOUCH) open.to = Math.max(open.to, to)
      else {
        if (open !== undefined) out.push({ level: first.level, ...open })
        open = { at, from, to }
      }
    }
    if (open !== undefined) out.push({ level: first.level, ...open })
    i = end
  }
  return out.filter(({ from, to }) => to - from > 4)
}

interface Net {
  readonly levels: Rule[]
  readonly uprights: Rule[]
}

function components(level: readonly Rule[], upright: readonly Rule[]): readonly Net[] {
  const all = [...level, ...upright]
  const parent = all.map((_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at
      at = parent[at] ?? at
    }
    return at
  }
  const uprights = upright
    .map((rule, i) => ({ rule, i: level.length + i }))
    .sort((a, b) => a.rule.at - b.rule.at)
  for (const [i, { at, from, to }] of level.entries()) {
    let start = 0
    let end = uprights.length
    while (start < end) {
      const middle = (start + end) >> 1
      if ((uprights[middle]?.rule.at ?? 0) < from - TOUCH) start = middle + 1
      else end = middle
    }
    for (let j = start; j < uprights.length; j += 1) {
      const other = uprights[j]
      if (other === undefined || other.rule.at > to + TOUCH) break
      if (at >= other.rule.from - TOUCH && at <= other.rule.to + TOUCH) parent[find(i)] = find(other.i)
    }
  }
  const nets = new Map<number, Net>()
  for (const [i, rule] of all.entries()) {
    const root = find(i)
    const net = nets.get(root) ?? { levels: [], uprights: [] }
    nets.set(root, net)
    if (rule.level) net.levels.push(rule)
    else net.uprights.push(rule)
  }
  return [...nets.values()]
}

/** Places of edges, in order; those too near to each other are one. */
function edges(values: readonly number[]): readonly number[] {
  const out: number[] = []
  for (const value of [...values].sort((a, b) => a - b)) {
    const before = out[out.length - 1]
    if (before === undefined || value - before > NEAR) out.push(value)
  }
  return out
}

function tableOf(levels: readonly Rule[], uprights: readonly Rule[]): readonly RuledTable[] {
  if (levels.length < 2 || uprights.length < 1) return []
  // sides that are left open, as many statistics have them
  const left = Math.min(...levels.map(({ from }) => from))
  const right = Math.max(...levels.map(({ to }) => to))
  const top = Math.min(...levels.map(({ at }) => at))
  const bottom = Math.max(...levels.map(({ at }) => at))
  const xs = edges([left, right, ...uprights.map(({ at }) => at)])
  const ys = edges([top, bottom, ...levels.map(({ at }) => at)])
  const columns = xs.length - 1
  const rows = ys.length - 1
  if (columns < 2 || rows < 1 || columns * rows > FIELDS) return []
  const covers = (list: readonly Rule[], at: number, point: number): boolean =>
    list.some(
      (rule) => Math.abs(rule.at - at) <= NEAR && rule.from - TOUCH <= point && rule.to + TOUCH >= point,
    )
  const byX = xs.map((x) => uprights.filter((rule) => Math.abs(rule.at - x) <= NEAR))
  const byY = ys.map((y) => levels.filter((rule) => Math.abs(rule.at - y) <= NEAR))
  const middle = (list: readonly number[], i: number): number => ((list[i] ?? 0) + (list[i + 1] ?? 0)) / 2
  /** a line stands to the right of the field / below it */
  const wallRight = (row: number, column: number): boolean =>
    covers(byX[column + 1] ?? [], xs[column + 1] ?? 0, middle(ys, row))
  const wallBelow = (row: number, column: number): boolean =>
    covers(byY[row + 1] ?? [], ys[row + 1] ?? 0, middle(xs, column))
  const taken = new Uint8Array(rows * columns)
  const cells: RuledCell[] = []
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      if (taken[row * columns + column] === 1) continue
      let lastColumn = column
      while (
        lastColumn + 1 < columns &&
        !wallRight(row, lastColumn) &&
        taken[row * columns + lastColumn + 1] !== 1
      )
        lastColumn += 1
      let lastRow = row
      const open = (below: number): boolean => {
        for (let one = column; one <= lastColumn; one += 1)
          if (wallBelow(below - 1, one) || taken[below * columns + one] === 1) return false
        // and it is as wide there: else two cells lie below this one without a line between
        for (let one = column; one < lastColumn; one += 1) if (wallRight(below, one)) return false
        return true
      }
      while (lastRow + 1 < rows && open(lastRow + 1)) lastRow += 1
      for (let r = row; r <= lastRow; r += 1)
        for (let c = column; c <= lastColumn; c += 1) taken[r * columns + c] = 1
      cells.push({
        row,
        column,
        lastRow,
        lastColumn,
        left: xs[column] ?? 0,
        right: xs[lastColumn + 1] ?? 0,
        top: ys[row] ?? 0,
        bottom: ys[lastRow + 1] ?? 0,
      })
    }
  }
  // a frame around text is no table
  if (cells.length < 2) return []
  return [{ left, top, right, bottom, rows, columns, cells, xs, ys }]
}
