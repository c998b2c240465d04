/** What each block must contain: every child that is not declared optional, at least once per row it describes. */
import type { Place, Problem } from '../problem.ts'
import type { OpenRow } from './builder.ts'
import type { CompiledBlock, CompiledDocument } from './compile.ts'
import { problem } from './problems.ts'

export interface Needs {
  opened(block: CompiledBlock, row: OpenRow | undefined, line: number): void
  seen(block: CompiledBlock | undefined, row: OpenRow | undefined, id: string): void
  missing(): readonly Problem[]
}

interface Entry {
  readonly block: CompiledBlock
  readonly row: OpenRow | undefined
  readonly line: number
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
    missing() {
      const out: Problem[] = []
      const check = (entry: Entry | undefined, required: readonly string[]): void => {
        for (const name of required) {
          if (seen.has(`${idOf(entry?.block, entry?.row)}|${name}`)) continue
          const owner = entry?.row
            ? `${entry.row.entity} ${entry.row.key}`
            : (entry?.block.id ?? '文書 (document)')
          const line = entry?.line ?? 1
          out.push(problem('shape/missing', { ...place, line }, { line, owner, missing: name }))
        }
      }
      check(
        undefined,
        compiled.roots.filter((block) => !block.declaration.optional).map((block) => block.id),
      )
      for (const entry of entries.values()) check(entry, childrenOf(entry.block))
      return out
    },
  }
}

function childrenOf(block: CompiledBlock): readonly string[] {
  return [
    ...block.lines.filter((line) => !line.declaration.optional).map((line) => line.id),
    ...block.tables.filter((table) => !table.declaration.optional).map((table) => table.id),
    ...block.children.filter((child) => !child.declaration.optional).map((child) => child.id),
  ]
}
