/**
 * Which number of a version moves. A reader who relies on a version should have to change something at a major step
 * only, look again at a minor one, and do nothing at a patch (docs/history.md has the table).
 */
import type { HistoryEntry, Why } from './read.ts'

export type Step = 'major' | 'minor' | 'patch'

/** Counts that are known; undefined where the former records are not at hand. */
export type Counts = Pick<HistoryEntry, 'added' | 'removed' | 'changed'> | undefined

export interface ColumnsMove {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly retyped: readonly { readonly column: string; readonly before: string; readonly after: string }[]
  /** the header in CSV is another, the key is not */
  readonly renamed: readonly { readonly column: string; readonly before: string; readonly after: string }[]
}

/** A column as an entry has it: key, type and header; only a header may hold a colon. */
export function parseField(field: string): {
  readonly key: string
  readonly type: string
  readonly header: string
} {
  const [key = '', type = '', ...header] = field.split(':')
  return { key, type, header: header.join(':') }
}

export function fieldText(column: {
  readonly key: string
  readonly type: string
  readonly header: string
}): string {
  return `${column.key}:${column.type}:${column.header}`
}

/** What became of the columns, by their keys; undefined where an older entry does not say what they were. */
export function columnsMove(
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): ColumnsMove | undefined {
  if (before === undefined || after === undefined) return undefined
  const were = new Map(before.map((field) => [parseField(field).key, parseField(field)]))
  const are = new Map(after.map((field) => [parseField(field).key, parseField(field)]))
  const both = [...were.values()].flatMap((was) => {
    const is = are.get(was.key)
    return is === undefined ? [] : [{ was, is }]
  })
  return {
    added: [...are.keys()].filter((key) => !were.has(key)),
    removed: [...were.keys()].filter((key) => !are.has(key)),
    retyped: both.flatMap(({ was, is }) =>
      was.type === is.type ? [] : [{ column: was.key, before: was.type, after: is.type }],
    ),
    renamed: both.flatMap(({ was, is }) =>
      was.header === is.header ? [] : [{ column: was.key, before: was.header, after: is.header }],
    ),
  }
}

export function stepFrom(
  last: HistoryEntry,
  now: Pick<HistoryEntry, 'columns' | 'fields' | 'key' | 'records'>,
  why: readonly Why[],
  counts: Counts,
): Step {
  const move = columnsMove(last.fields, now.fields)
  if (move === undefined ? last.columns !== now.columns : breaks(move)) return 'major'
  if (last.key !== undefined && now.key !== undefined && last.key.join('\n') !== now.key.join('\n')) {
    return 'major'
  }
  if (move !== undefined && move.added.length > 0) return 'minor'
  if (last.records !== now.records) return 'minor'
  // where nobody can count, records may have come and gone
  if (counts?.added === undefined || counts.added + (counts.removed ?? 0) > 0) return 'minor'
  // the same records in another order
  if (counts.changed === 0) return 'patch'
  return why.includes('snapshot') || why.includes('datasets') ? 'minor' : 'patch'
}

function breaks({ removed, retyped, renamed }: ColumnsMove): boolean {
  return removed.length + retyped.length + renamed.length > 0
}

export function versionAfter(version: string, step: Step): string {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  if (step === 'major') return `${major + 1}.0.0`
  return step === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}
