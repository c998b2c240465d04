/** Collects rows of entities: the same key mentioned in several places is one row, with every place on record. */

import type { Occurrence, Part, RawRow } from '../lib/document.ts'
import { entityFacts } from '../lib/names.ts'
import { dictionary } from '../lib/own.ts'
import type { Place, Problem } from '../problem.ts'
import type { Faults } from './faults.ts'
import { problem } from './problems.ts'

export interface OpenRow {
  readonly entity: string
  readonly key: string
  readonly parents: Readonly<Record<string, string>>
  readonly ordinal: number
  readonly line: number
  readonly keyFormula: string
  readonly keyAt: string
  readonly keyParts: Part[]
  readonly fields: Record<string, Occurrence[]>
}

interface Mention {
  readonly entity: string
  readonly place: string
  readonly occurs: number
  /** need not name every row that other places name */
  readonly partial: boolean
  readonly lines: Map<string, number[]>
}

export interface Builder {
  /** undefined: the key stands there too often, and a problem says so */
  open(
    row: Omit<OpenRow, 'ordinal' | 'fields'>,
    place: string,
    occurs: number,
    partial: boolean,
  ): OpenRow | undefined
  /** the ordinal that the next new row of this entity gets under these parents */
  next(entity: string, parents: Readonly<Record<string, string>>): number
  find(entity: string, key: string): OpenRow | undefined
  rows(): readonly RawRow[]
  /** what one list names and another does not; a list in `unread` may name anything */
  absences(unread: ReadonlySet<string>): readonly Problem[]
}

export function add(row: OpenRow, field: string, occurrence: Occurrence): void {
  const list = row.fields[field]
  if (list) list.push(occurrence)
  else row.fields[field] = [occurrence]
}

export function createBuilder(source: Place, faults: Faults): Builder {
  const rows = new Map<string, OpenRow>()
  const mentions = new Map<string, Mention>()
  const siblings = new Map<string, number>()

  /** A row may be spoken of from within itself, or from a row below it: neither stands above it. */
  function above({ entity, key, parents }: Pick<OpenRow, 'entity' | 'key' | 'parents'>): OpenRow['parents'] {
    const kept = Object.entries(parents).filter(
      ([name, parent]) => name !== entity && rows.get(`${name}|${parent}`)?.parents[entity] !== key,
    )
    return Object.fromEntries(kept)
  }

  return {
    open(wanted, place, occurs, partial) {
      const id = `${wanted.entity}|${wanted.key}`
      const mentionId = `${wanted.entity}|${place}`
      const mention = mentions.get(mentionId) ?? {
        entity: wanted.entity,
        place,
        occurs,
        partial,
        lines: new Map<string, number[]>(),
      }
      mentions.set(mentionId, mention)
      const lines = mention.lines.get(wanted.key) ?? []
      mention.lines.set(wanted.key, lines)
      const earlier = lines[0]
      if (lines.length >= occurs && earlier !== undefined) {
        const facts = { line: wanted.line, other: earlier, ...entityFacts(wanted.entity), actual: wanted.key }
        faults.add(
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
      const row: OpenRow = { ...wanted, ordinal, fields: dictionary() }
      rows.set(id, row)
      return row
    },
    next: (entity, parents) => (siblings.get(family(entity, parents)) ?? 0) + 1,
    find: (entity, key) => rows.get(`${entity}|${key}`),
    rows: () => [...rows.values()],
    absences: (unread) => absences(mentions, unread, source),
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
  mentions: ReadonlyMap<string, Mention>,
  unread: ReadonlySet<string>,
  source: Place,
): readonly Problem[] {
  const places = [...mentions.values()]
  return places.flatMap((mention) => {
    const parallel = places.filter(
      (other) => other.entity === mention.entity && other !== mention && shareKey(mention, other),
    )
    const lists = parallel.filter(
      (other) => !other.partial && ![...unread].some((id) => isOf(other.place, id)),
    )
    const out = lists.flatMap((other) => {
      const absent = [...mention.lines].filter(([key]) => !other.lines.has(key))
      return absence('shape/not-everywhere', mention, absent, other.place, source)
    })
    const { occurs } = mention
    const seldom = [...mention.lines].filter(([, lines]) => Number.isFinite(occurs) && lines.length < occurs)
    return [...out, ...absence('shape/too-few', mention, seldom, String(occurs), source)]
  })
}

/** One problem for all keys that are missing in one place: a lost table is one fault, not one for each of its rows. */
function absence(
  code: 'shape/not-everywhere' | 'shape/too-few',
  { entity, place }: Mention,
  absent: readonly (readonly [string, readonly number[]])[],
  expected: string,
  source: Place,
): readonly Problem[] {
  const [first, ...others] = absent
  const line = first?.[1][0]
  if (!first || line === undefined) return []
  const keys = others.slice(0, 10).map(([key]) => key)
  const more = others.length > keys.length
  const facts = {
    line,
    ...entityFacts(entity),
    actual: first[0],
    place,
    count: first[1].length,
    expected,
    moreJa:
      others.length > 0
        ? `ほかに${keys.map((key) => `「${key}」`).join('')}${more ? 'など' : ''}、合わせて${absent.length}件です。`
        : '',
    moreEn:
      others.length > 0
        ? `So do others, ${absent.length} in all: ${keys.join(', ')}${more ? ' …' : ''}.`
        : '',
  }
  const also = others.slice(0, 20).flatMap(([, [at]]) => (at === undefined ? [] : [{ ...source, line: at }]))
  return [problem(code, { ...source, line }, facts, { also })]
}

/** Places are named by block, `block/table`, `block/table sum` and `block/table/column`. */
function isOf(place: string, id: string): boolean {
  return place === id || place.startsWith(`${id}/`) || place.startsWith(`${id} `)
}

function shareKey(a: Mention, b: Mention): boolean {
  for (const key of a.lines.keys()) if (b.lines.has(key)) return true
  return false
}
