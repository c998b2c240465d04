/**
 * The provenance of every cell → a rule and its exceptions. Nothing is lost: `provenanceOf` gives each cell back as it
 * was. What most cells of a field have in common is its rule; what two cells or more have in common besides is one of
 * its `others`; a record lists the rest.
 */
import type { CellException, CellProvenance, CellRule, FieldRule, Provenance } from './model.ts'
import { withPart } from './provenance.ts'

/** Record name → field → where the cell comes from. A cell that is not in it comes from nowhere. */
export type Cells = ReadonlyMap<string, ReadonlyMap<string, CellProvenance>>

/** Where the cites of a field can be had from: another field of the record, and a part of its lines. */
interface Source {
  readonly sameAs: string
  readonly part?: string
}

/** Cells that have all but their cites and their reasons in common. */
interface Group {
  readonly rule: CellRule
  readonly cells: CellProvenance[]
}

const SHARED = ['method', 'formula', 'fields', 'file', 'key'] as const
const OWN = ['cites', 'overruled', 'evidence', 'reason'] as const

export function compact(cells: Cells): Provenance {
  const names = new Set<string>()
  for (const row of cells.values()) for (const field of row.keys()) names.add(field)
  const fields: [string, FieldRule][] = []
  const records = new Map<string, [string, CellException][]>([...cells.keys()].map((name) => [name, []]))
  const earlier: string[] = []
  const looks = [...cells.values()].map(
    (row) => new Map([...row].flatMap(([field, { cites }]) => (cites ? [[field, lookAt(cites)]] : []))),
  )
  for (const field of names) {
    const source = sourceOf(field, earlier, looks)
    const rules = rulesOf(field, source, cells)
    const [main, ...others] = rules
    if (main) fields.push([field, { ...main, ...(others.length > 0 ? { others } : {}) }])
    for (const [name, row] of cells) {
      const exception = exceptionOf(row.get(field), rules, source, row)
      if (exception !== undefined) records.get(name)?.push([field, exception])
    }
    earlier.push(field)
  }
  const listed = [...records].filter(([, row]) => row.length > 0)
  return {
    fields: Object.fromEntries(fields),
    records: Object.fromEntries(listed.map(([name, row]) => [name, Object.fromEntries(row)])),
  }
}

/** The cites of a cell, made ready to be compared: as they are, the lines alone, and the part where it is only one. */
interface Look {
  readonly text: string
  readonly lines: string
  readonly part: string | undefined
}

type Looks = readonly ReadonlyMap<string, Look>[]

function lookAt(cites: NonNullable<CellProvenance['cites']>): Look {
  const text = JSON.stringify(cites)
  const part = cites[0]?.[0]?.split('#').slice(1).join('#')
  const lines = JSON.stringify(withPart(cites, ''))
  const alone = part !== undefined && JSON.stringify(withPart(cites, part)) === text
  return { text, lines, part: alone ? part : undefined }
}

/** The field, of those before it, whose cites tell those of most cells of this one. */
function sourceOf(field: string, earlier: readonly string[], looks: Looks): Source | undefined {
  const citing = looks.filter((row) => row.has(field)).length
  let best: Found | undefined
  for (const sameAs of earlier) {
    let same = 0
    const parts = new Map<string, number>()
    for (const row of looks) {
      const look = row.get(field)
      const other = row.get(sameAs)
      if (!look || !other) continue
      if (look.text === other.text) same += 1
      else if (look.part !== undefined && look.lines === other.lines)
        parts.set(look.part, (parts.get(look.part) ?? 0) + 1)
    }
    const found: readonly Found[] = [
      { source: { sameAs }, count: same },
      ...[...parts].map(([part, count]) => ({ source: { sameAs, part }, count })),
    ]
    for (const one of found) if (best === undefined || better(one, best)) best = one
  }
  return best && best.count * 2 > citing ? best.source : undefined
}

interface Found {
  readonly source: Source
  readonly count: number
}

/** That they are the same says more than that they are of the same lines. */
function better(a: Found, b: Found): boolean {
  return (
    a.count > b.count || (a.count === b.count && a.source.part === undefined && b.source.part !== undefined)
  )
}

/** The cites that a rule makes of those of the field that it names are these. */
function tells({ part }: CellRule, those: CellProvenance['cites'], cites: CellProvenance['cites']): boolean {
  const made = part === undefined ? those : those && withPart(those, part)
  return JSON.stringify(made) === JSON.stringify(cites)
}

/** The rules of a field, the commonest first; none where most of its cells come from nowhere. */
function rulesOf(field: string, source: Source | undefined, cells: Cells): readonly CellRule[] {
  const groups = new Map<string, Group>()
  let known = 0
  for (const row of cells.values()) {
    const cell = row.get(field)
    if (cell === undefined) continue
    known += 1
    const rule: CellRule = {
      method: cell.method,
      ...Object.fromEntries(SHARED.flatMap((name) => (cell[name] === undefined ? [] : [[name, cell[name]]]))),
      ...(cell.cites === undefined ? {} : source),
    }
    const id = JSON.stringify(rule)
    const group = groups.get(id) ?? { rule, cells: [] }
    groups.set(id, group)
    group.cells.push(cell)
  }
  if (known * 2 < cells.size) return []
  return [...groups.values()]
    .sort((a, b) => b.cells.length - a.cells.length)
    .filter((group, i) => i === 0 || group.cells.length > 1)
    .map(withCommon)
}

/** What most cells of a group have in common besides. */
function withCommon({ rule, cells }: Group): CellRule {
  const common = OWN.flatMap((name) => {
    if (name === 'cites' && rule.sameAs !== undefined) return []
    const counts = new Map<string, number>()
    for (const cell of cells) {
      const text = JSON.stringify(cell[name])
      if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1)
    }
    const [text] = [...counts].find(([, count]) => count * 2 > cells.length) ?? []
    const cell = cells.find((one) => text !== undefined && JSON.stringify(one[name]) === text)
    return cell ? [[name, cell[name]]] : []
  })
  return { ...rule, ...Object.fromEntries(common) }
}

/** What a cell has otherwise than the rule that it fits best; undefined where nothing. */
function exceptionOf(
  cell: CellProvenance | undefined,
  rules: readonly CellRule[],
  source: Source | undefined,
  row: ReadonlyMap<string, CellProvenance>,
): CellException | undefined {
  const [main] = rules
  if (cell === undefined) return main ? null : undefined
  if (main === undefined) return cell
  const fits = (rule: CellRule): boolean =>
    SHARED.every((name) => JSON.stringify(rule[name]) === JSON.stringify(cell[name])) &&
    (rule.sameAs !== undefined) === (source !== undefined && cell.cites !== undefined)
  const at = Math.max(0, rules.findIndex(fits))
  const rule = rules[at] ?? main
  const told = rule.sameAs !== undefined && tells(rule, row.get(rule.sameAs)?.cites, cell.cites)
  const otherwise = [...SHARED, ...OWN].flatMap((name) => {
    if (name === 'cites' && rule.sameAs !== undefined) {
      return told ? [] : [[name, cell.cites ?? null]]
    }
    return JSON.stringify(rule[name]) === JSON.stringify(cell[name]) ? [] : [[name, cell[name] ?? null]]
  })
  if (at === 0 && otherwise.length === 0) return undefined
  return { ...(at === 0 ? {} : { other: at }), ...Object.fromEntries(otherwise) }
}
