/** Two states of a table → what is other: columns first, then records. */
import { compare, type RecordValue, type Side } from '../../history/index.ts'
import type { Json } from '../../lib/model.ts'
import { UserError } from '../../problem.ts'
import type { ColumnChange, DatasetDiff, Uncompared } from '../../report/diff/model.ts'
import { columnChanges } from './columns.ts'
import { diffProblem } from './problems.ts'
import type { TableState } from './side.ts'
import { withoutUncompared } from './uncompared.ts'
import { takenDownSince, withoutHidden } from './withheld.ts'

/** `key`: headers or keys of fields that a person named. */
export async function comparePair(
  before: TableState | undefined,
  after: TableState | undefined,
  key: readonly string[] | undefined,
): Promise<DatasetDiff> {
  if (before === undefined || after === undefined) return alone(before, after)
  const primaryKey = keyOf(before, after, key)
  const columns = columnChanges(before, after)
  const [was, is] = inOneForm(before, after, columns)
  const all = await compare(was, is, primaryKey)
  const { comparison, uncompared } = await withoutUncompared(all, before, after)
  const hidden = {
    before: takenDownSince(before, after) !== undefined,
    after: takenDownSince(after, before) !== undefined,
  }
  const { counts } = comparison
  const differing = columns.length + counts.added + counts.removed + counts.changed
  // of rows that nobody can read it can not be said that they are the same
  const isSame = differing === 0 && uncompared === undefined
  return {
    id: after.id,
    title: after.title,
    state: isSame ? 'same' : 'changed',
    ...versions(before, after),
    primaryKey,
    columns,
    counts,
    ...(uncompared === undefined
      ? {}
      : { uncompared: hidden.before || hidden.after ? { ...uncompared, keys: [] } : uncompared }),
    headers: headersOf(before, after),
    ...(primaryKey.length === 0 ? hintOf(before, after) : {}),
    changes: () => (isSame ? none() : withoutHidden(comparison, hidden)),
  }
}

async function alone(before: TableState | undefined, after: TableState | undefined): Promise<DatasetDiff> {
  const one = after ?? before
  if (one === undefined) throw new Error('a dataset that neither side has')
  let records = 0
  for await (const _ of one.records()) records += 1
  return {
    id: one.id,
    title: one.title,
    state: after === undefined ? 'removed' : 'added',
    ...versions(before, after),
    primaryKey: one.primaryKey,
    columns: [],
    counts: {
      added: after === undefined ? 0 : records,
      removed: after === undefined ? records : 0,
      changed: 0,
      same: 0,
    },
    ...(one.held === undefined ? {} : { uncompared: aloneHeld(one.held.rows, after === undefined) }),
    headers: headersOf(one, one),
    changes: none,
  }
}

function aloneHeld(rows: number, isBefore: boolean): Uncompared {
  return { before: isBefore ? rows : 0, after: isBefore ? 0 : rows, records: 0, keys: [] }
}

async function* none(): AsyncGenerator<never> {}

function versions(before: TableState | undefined, after: TableState | undefined) {
  return {
    ...(before?.version === undefined ? {} : { from: before.version }),
    ...(after?.version === undefined ? {} : { to: after.version }),
  }
}

function headersOf(before: TableState, after: TableState): Readonly<Record<string, string>> {
  return Object.fromEntries([...before.columns, ...after.columns].map(({ key, header }) => [key, header]))
}

/** Columns that may identify a record: told, so that a person can name them. */
function hintOf(before: TableState, after: TableState): Pick<DatasetDiff, 'likelyKey'> {
  const likely = after.likelyKey ?? []
  return likely.length > 0 && likely.join('\n') === before.likelyKey?.join('\n') ? { likelyKey: likely } : {}
}

/** What a person named, else what the new side says, where both have it; else records are compared as a whole. */
function keyOf(
  before: TableState,
  after: TableState,
  named: readonly string[] | undefined,
): readonly string[] {
  const inBoth = after.columns.filter(({ key }) => before.columns.some((one) => one.key === key))
  if (named === undefined) {
    return (
      [after.primaryKey, before.primaryKey].find(
        (keys) => keys.length > 0 && keys.every((key) => inBoth.some((one) => one.key === key)),
      ) ?? []
    )
  }
  return named.map((name) => {
    const found = inBoth.find(({ key, header }) => key === name || header === name)
    if (found !== undefined) return found.key
    const there = inBoth.map(({ header }) => header).join(', ')
    throw new UserError(diffProblem('run/diff-no-field', {}, { name, there }))
  })
}

/**
 * Of a table that nothing is known of, each file by itself lets guess the types: `12` is a number where all others are,
 * else a text. Where the guesses differ, both are held against each other as text.
 */
function inOneForm(
  before: TableState,
  after: TableState,
  columns: readonly ColumnChange[],
): readonly [Side, Side] {
  const loose = columns.filter(({ kind }) => kind === 'retyped').map(({ field }) => field)
  const isGuessed = before.sheet === null || after.sheet === null
  if (loose.length === 0 || !isGuessed) return [before, after]
  return [asText(before, loose), asText(after, loose)]
}

function asText({ records }: Side, fields: readonly string[]): Side {
  return {
    async *records() {
      for await (const record of records()) {
        const texts: Record<string, Json> = {}
        for (const field of fields) texts[field] = textOf(record[field])
        const value: RecordValue = { ...record, ...texts }
        yield value
      }
    },
  }
}

function textOf(value: Json | undefined): Json {
  if (value === undefined || value === null) return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
