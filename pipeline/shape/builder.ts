/** Collects rows of entities: the same key mentioned in several places is one row, with every place on record. */

import type { Occurrence, Part, RawRow } from '../lib/document.ts'
import { entityFacts } from '../lib/names.ts'
import type { Place, Problem } from '../problem.ts'
import { problem } from './problems.ts'

export interface OpenRow {
  readonly entity: string
  readonly key: string
  readonly parents: Readonly<Record<string, string>>
  readonly ordinal: number
  readonly line: number
  readonly keyFormula: string
  readonly keyParts: Part[]
  readonly fields: Record<string, Occurrence[]>
}

interface Mention {
  readonly entity: string
  readonly place: string
  readonly occurs: number
  readonly lines: Map<string, number[]>
}

export interface Builder {
  /** undefined: the key stands there too often, and a problem says so */
  open(row: Omit<OpenRow, 'ordinal' | 'fields'>, place: string, occurs: number): OpenRow | undefined
  /** the ordinal that the next new row of this entity gets under these parents */
  next(entity: string, parents: Readonly<Record<string, string>>): number
  find(entity: string, key: string): OpenRow | undefined
  finish(): { rows: readonly RawRow[]; problems: readonly Problem[] }
}

export function add(row: OpenRow, field: string, occurrence: Occurrence): void {
  const list = row.fields[field]
  if (list) list.push(occurrence)
  else row.fields[field] = [occurrence]
}

export function createBuilder(source: Place): Builder {
  const rows = new Map<string, OpenRow>()
  const mentions = new Map<string, Mention>()
  const siblings = new Map<string, number>()
  const problems: Problem[] = []

  /** A row may be spoken of from within itself, or from a row below it: neither stands above it. */
  function above({ entity, key, parents }: Pick<OpenRow, 'entity' | 'key' | 'parents'>): OpenRow['parents'] {
    const kept = Object.entries(parents).filter(
      ([name, parent]) => name !== entity && rows.get(`${name}|${parent}`)?.parents[entity] !== key,
    )
    return Object.fromEntries(kept)
  }

  return {
    open(wanted, place, occurs) {
      const id = `${wanted.entity}|${wanted.key}`
      const mentionId = `${wanted.entity}|${place}`
      const mention = mentions.get(mentionId) ?? {
        entity: wanted.entity,
        place,
        occurs,
        lines: new Map<string, number[]>(),
      }
      mentions.set(mentionId, mention)
      const lines = mention.lines.get(wanted.key) ?? []
      mention.lines.set(wanted.key, lines)
      const earlier = lines[0]
      if (lines.length >= occurs && earlier !== undefined) {
        const facts = { line: wanted.line, other: earlier, ...entityFacts(wanted.entity), actual: wanted.key }
        problems.push(
          problem('shape/duplicate-key', { ...source, line: wanted.line }, facts, {
            also: [{ ...source, line: earlier }],
          }),
        )
        return undefined
      }
      lines.push(wanted.line)
      const known = rows.get(id)
      if (known) {
        known.keyParts.push(...wanted.keyParts)
        const merged: OpenRow = { ...known, parents: { ...above(wanted), ...known.parents } }
        // the same fields object: whoever holds the row sees what is added
        rows.set(id, merged)
        return merged
      }
      const under = family(wanted.entity, wanted.parents)
      const ordinal = (siblings.get(under) ?? 0) + 1
      siblings.set(under, ordinal)
      const row: OpenRow = { ...wanted, ordinal, fields: {} }
      rows.set(id, row)
      return row
    },
    next: (entity, parents) => (siblings.get(family(entity, parents)) ?? 0) + 1,
    find: (entity, key) => rows.get(`${entity}|${key}`),
    finish() {
      problems.push(...absences(rows, mentions, source))
      return { rows: [...rows.values()], problems }
    },
  }
}

/** Rows of one entity are counted under the innermost row that they stand in. */
function family(entity: string, parents: Readonly<Record<string, string>>): string {
  return `${entity}|${Object.entries(parents).at(-1)?.join(':') ?? ''}`
}

/**
 * A row that one list names and another does not: a lost row, or a wrong code. Two places list the same things
 * when they share a key; the sections of a document, each opened in a place of its own, share none.
 */
function absences(
  rows: ReadonlyMap<string, OpenRow>,
  mentions: ReadonlyMap<string, Mention>,
  source: Place,
): readonly Problem[] {
  const places = [...mentions.values()]
  const parallel = new Map<Mention, readonly Mention[]>()
  for (const mention of places) {
    parallel.set(
      mention,
      places.filter(
        (other) => other.entity === mention.entity && other !== mention && shareKey(mention, other),
      ),
    )
  }
  const out: Problem[] = []
  for (const mention of places) {
    for (const [key, lines] of mention.lines) {
      const row = rows.get(`${mention.entity}|${key}`)
      const line = lines[0]
      if (!row || line === undefined) continue
      const absent = (parallel.get(mention) ?? [])
        .filter((other) => !other.lines.has(key))
        .map((other) => other.place)
      if (Number.isFinite(mention.occurs) && lines.length < mention.occurs) {
        absent.push(`${mention.place} (${lines.length}/${mention.occurs})`)
      }
      for (const missing of absent) {
        const facts = { line, ...entityFacts(mention.entity), actual: key, place: mention.place, missing }
        out.push(problem('shape/not-everywhere', { ...source, line }, facts))
      }
    }
  }
  return out
}

function shareKey(a: Mention, b: Mention): boolean {
  for (const key of a.lines.keys()) if (b.lines.has(key)) return true
  return false
}
