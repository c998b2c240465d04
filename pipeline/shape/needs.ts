/** What each block must contain: every child that is not declared optional, at least once per row it describes. */

import { nameOf } from '../lib/names.ts'
import { wordsOf } from '../lib/pattern.ts'
import type { Place, Problem, Text } from '../problem.ts'
import type { OpenRow } from './builder.ts'
import type { CompiledBlock, CompiledDocument } from './compile.ts'
import { problem } from './problems.ts'

export interface Needs {
  opened(block: CompiledBlock, row: OpenRow | undefined, line: number): void
  seen(block: CompiledBlock | undefined, row: OpenRow | undefined, id: string): void
  /** `last`: the last line of the document */
  missing(last: number): readonly Problem[]
}

interface Entry {
  readonly block: CompiledBlock
  readonly row: OpenRow | undefined
  readonly line: number
}

interface Child {
  readonly id: string
  /** how the declaration says that it is written */
  readonly written: string
}

export function createNeeds(compiled: CompiledDocument, place: Place): Needs {
  const entries = new Map<string, Entry>()
  const seen = new Set<string>()
  const idOf = (block: CompiledBlock | undefined, row: OpenRow | undefined): string =>
    `${block?.id ?? ''}|${row?.entity ?? ''}|${row?.key ?? ''}`

  return {
    opened(block, row, line) {
      const id = idOf(block, row)
      if (!entries.has(id)) entries.set(id, { block, row, line })
    },
    seen(block, row, id) {
      seen.add(`${idOf(block, row)}|${id}`)
    },
    missing(last) {
      const roots = compiled.roots.filter((block) => !block.declaration.optional).map(blockChild)
      const found = compiled.roots.some((block) => seen.has(`${idOf(undefined, undefined)}|${block.id}`))
      if (!found) {
        const expected = compiled.roots.map((block) => wordsOf(block.starts[0]?.source ?? '')).join('、')
        return [problem('shape/nothing-read', { ...place, line: 1 }, { expected })]
      }
      const whole = roots
        .filter((child) => !seen.has(`${idOf(undefined, undefined)}|${child.id}`))
        .map((child) => {
          const owner = { ja: `文書（${last}行目まで）`, en: `The document (up to line ${last})` }
          return missing(child, owner, [], { ...place, line: last })
        })
      // one problem for each thing that is missing, however many lack it
      const lacking = new Map<string, { child: Child; entries: Entry[] }>()
      for (const entry of entries.values()) {
        for (const child of childrenOf(entry.block)) {
          if (seen.has(`${idOf(entry.block, entry.row)}|${child.id}`)) continue
          const known = lacking.get(child.id) ?? { child, entries: [] }
          lacking.set(child.id, known)
          known.entries.push(entry)
        }
      }
      return [...whole, ...[...lacking.values()].flatMap((one) => missingIn(one.child, one.entries, place))]
    },
  }
}

function missingIn(child: Child, [first, ...others]: readonly Entry[], place: Place): readonly Problem[] {
  if (!first) return []
  const { row, block, line } = first
  const name = row && nameOf(row.entity)
  const own = name && block.declaration.row !== undefined
  const owner = {
    ja: `${line}行目から始まる${own ? `${name.ja}「${row.key}」` : `「${block.id}」`}${name && !own ? `（${name.ja}「${row.key}」）` : ''}`,
    en: `${own ? `${name.en} ${row.key}` : `"${block.id}"`}${name && !own ? ` of ${name.en} ${row.key}` : ''}, which begins in line ${line},`,
  }
  return [
    missing(
      child,
      owner,
      others.map((other) => other.line),
      { ...place, line },
    ),
  ]
}

function missing(child: Child, owner: Text, others: readonly number[], place: Place): Problem {
  const facts = {
    ownerJa: owner.ja,
    owner: owner.en,
    missing: child.id,
    expected: wordsOf(child.written),
    moreJa: others.length > 0 ? `ほかに${others.length}か所でも同じです。` : '',
    moreEn:
      others.length > 0 ? `It is missing in ${others.length} more place${others.length > 1 ? 's' : ''}.` : '',
  }
  const also = others.slice(0, 20).map((line) => ({ ...place, line }))
  return problem('shape/missing', place, facts, { also })
}

function blockChild(block: CompiledBlock): Child {
  return { id: block.id, written: block.starts[0]?.source ?? '' }
}

function childrenOf(block: CompiledBlock): readonly Child[] {
  return [
    ...block.lines
      .filter((line) => !line.declaration.optional)
      .map((line) => ({ id: line.id, written: line.patterns[0]?.source ?? '' })),
    ...block.tables
      .filter((table) => !table.declaration.optional)
      .map((table) => ({
        id: table.id,
        written: table.columns.map((column) => column.headers[0]?.source ?? '').join(' | '),
      })),
    ...block.children.filter((child) => !child.declaration.optional).map(blockChild),
  ]
}
