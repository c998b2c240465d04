/** Things that prose says: a value found in a field's text, or rows made of the names that it lists. */

import type { FindDeclaration } from '../lib/declaration.ts'
import { keyPath, keyWithin } from '../lib/keys.ts'
import { entityFacts, fieldFacts, nameOf } from '../lib/names.ts'
import { own } from '../lib/own.ts'
import { type Capture, compilePattern, isFault, type Pattern, wordsOf } from '../lib/pattern.ts'
import type { Reader } from '../lib/readings.ts'
import { suggest } from '../lib/suggest.ts'
import { mendSpaces } from '../lib/text.ts'
import type { Place, Problem } from '../problem.ts'
import { computed, declaredIn, type Fact, type FactRow, lineOf, textOf } from './facts.ts'
import { problem } from './problems.ts'
import type { Tables } from './tables.ts'

interface Naming {
  readonly name: string
  readonly by: FactRow[]
}

/** Runs the `finds` of the declaration, in order; their facts are ready before the ratings are judged. */
export function find(
  tables: Tables,
  finds: readonly FindDeclaration[],
  reader: Reader,
  place: Place,
  file: string,
): readonly Problem[] {
  return finds.flatMap((declaration, i) =>
    one(tables, declaration, keyPath('document', 'finds', i), reader, place, file),
  )
}

function one(
  tables: Tables,
  declaration: FindDeclaration,
  key: string,
  reader: Reader,
  place: Place,
  file: string,
): readonly Problem[] {
  const declared: Place = { source: place.source, file, key }
  const sources = typeof declaration.pattern === 'string' ? [declaration.pattern] : declaration.pattern
  const patterns: Pattern[] = []
  for (const source of sources) {
    const pattern = compilePattern(source, reader.types, declaration.repeat)
    if (isFault(pattern)) {
      const facts = { actual: `${source} (${pattern.fault} ${pattern.name})`, key, hintJa: '', hintEn: '' }
      return [problem('reconcile/unknown-field', declared, facts)]
    }
    patterns.push(pattern)
  }
  const [entity = '', field = ''] = declaration.in.split('.')
  if (tables.of(entity).length === 0) {
    const near = suggest(entity, tables.entities())
    const hintJa = near === undefined ? '' : `「${near}」のことですか。`
    const hintEn = near === undefined ? '' : `Did you mean ${near}?`
    const facts = { actual: declaration.in, key, hintJa, hintEn }
    return [problem('reconcile/unknown-field', declared, facts)]
  }
  const wanted = declaration.where
  const rows = wanted ? wanted.map((name) => tables.get(entity, name)) : tables.of(entity)
  const problems: Problem[] = []
  const names = new Map<string, Naming>()
  const counts: { row: FactRow; stated: number | undefined; named: number }[] = []
  for (const [i, row] of rows.entries()) {
    const captures = row && firstMatch(patterns, textOf(row, field))
    if (!row || !captures) {
      // without `where` the words may be absent; with it, a person said that they are there
      if (!wanted) continue
      const facts = {
        ...entityFacts(entity),
        key: wanted[i],
        ...fieldFacts(field),
        expected: wordsOf(sources[0] ?? ''),
      }
      const where = row
        ? { ...place, line: lineOf(own(row.cells, field)?.[0], row.line), record: row.key }
        : declared
      problems.push(problem('reconcile/find', where, facts, row ? { also: [declared] } : {}))
      continue
    }
    if (declaration.row === undefined) {
      for (const capture of captures) row.facts[capture.name] = found(row, field, capture, reader, file)
      continue
    }
    const listed = captures.filter((capture) => capture.of !== undefined)
    for (const capture of listed) {
      const name = mendSpaces(capture.text)
      const naming = names.get(name) ?? { name, by: [] }
      names.set(name, naming)
      naming.by.push(row)
    }
    const said = captures.find((capture) => capture.of === undefined && capture.type === 'int')
    const value = said && reader.read('int', said.text).value
    const stated = typeof value === 'number' ? value : undefined
    const named = new Set(listed.map((capture) => mendSpaces(capture.text))).size
    counts.push({ row, stated, named })
    if (stated !== undefined && stated !== named) {
      const line = lineOf(own(row.cells, field)?.[0], row.line)
      const facts = { line, expected: stated, actual: named }
      problems.push(problem('reconcile/count-mismatch', { ...place, line, record: row.key }, facts))
    }
  }
  if (declaration.row !== undefined) {
    problems.push(
      ...addNamed(tables, declaration, declaration.row, field, names, counts, key, place, declared),
    )
  }
  return problems
}

function firstMatch(patterns: readonly Pattern[], text: string): readonly Capture[] | undefined {
  for (const pattern of patterns) {
    const captures = pattern.find(text)
    if (captures) return captures
  }
  return undefined
}

function found(row: FactRow, field: string, capture: Capture, reader: Reader, file: string): Fact {
  const { value, declared } = reader.read(capture.type, capture.text)
  const cites = own(row.facts, field)?.from.cites
  if (declared !== undefined) return { value, from: declaredIn(declared, file, cites ?? []) }
  return { value, from: { method: 'normalized', ...(cites ? { cites } : {}) } }
}

function addNamed(
  tables: Tables,
  declaration: FindDeclaration,
  entity: string,
  field: string,
  names: ReadonlyMap<string, Naming>,
  counts: readonly { row: FactRow; stated: number | undefined; named: number }[],
  key: string,
  place: Place,
  declared: Place,
): readonly Problem[] {
  const ids = declaration.ids ?? {}
  const [naming = ''] = declaration.in.split('.')
  const where: Place = { ...declared, key: keyWithin(key, 'ids') }
  const problems = [...names.values()].flatMap(({ name, by: [row] }) => {
    if (!row || own(ids, name) !== undefined) return []
    const line = lineOf(own(row.cells, field)?.[0], row.line)
    return [
      problem('reconcile/id-missing', { ...place, line }, { actual: name, line, key }, { also: [where] }),
    ]
  })
  for (const name of Object.keys(ids)) {
    if (!names.has(name)) problems.push(problem('reconcile/id-unused', where, { actual: name, key }))
  }
  let ordinal = 0
  for (const { name, by } of names.values()) {
    const id = own(ids, name)
    if (id === undefined) continue
    ordinal += 1
    const cites = by.flatMap((row) => own(row.facts, field)?.from.cites ?? [])
    const named = counts.filter((entry) => by.includes(entry.row))
    const stated = new Set(named.map((entry) => entry.stated))
    const statedCount = stated.size === 1 ? (named[0]?.stated ?? null) : null
    const namedCount = named[0]?.named ?? 0
    const from = { method: 'normalized' as const, cites }
    const facts: Record<string, Fact> = {
      '@key': { value: id, from: { method: 'declared', key: keyWithin(key, 'ids', name) } },
      name: { value: name, from },
      namedBy: computed(
        by.map((row) => row.key),
        `each ${nameOf(naming).en} whose ${field} names it`,
        [`${naming}.@key`, declaration.in],
      ),
      statedCount: { value: statedCount, from },
      namedCount: computed(namedCount, `how many names the ${field} lists there`, [declaration.in]),
      countMismatch: computed(
        statedCount !== null && statedCount !== namedCount,
        'statedCount ≠ namedCount',
        ['statedCount', 'namedCount'],
      ),
    }
    const line = by[0] ? lineOf(own(by[0].cells, field)?.[0], by[0].line) : 0
    tables.add({ entity, key: id, parents: {}, ordinal, line, cells: {}, facts })
  }
  return problems
}
