/**
 * `changes/<slug>.json` beside history.yaml: what changed with the latest version, in full. A change stands on a line, so
 * that a diff in git stays readable and the file is written and read a line at a time.
 */
import type { Json } from '../lib/model.ts'
import { isJson, isObject, listOf, textOf } from '../lib/object.ts'
import type { ChangeCounts, Comparison, RecordChange } from './change.ts'
import { lineIn } from './lines.ts'
import type { HistoryEntry } from './read.ts'
import type { ColumnsMove } from './step.ts'

export interface VersionRef {
  readonly version: string
  readonly date: string
  /** sha256 of <id>.json */
  readonly hash: string
}

export interface ChangesHead {
  /** the slug */
  readonly dataset: string
  readonly from: VersionRef | null
  readonly to: VersionRef
  readonly key: readonly string[]
  /** null: the former records were not at hand */
  readonly counts: ChangeCounts | null
  /** null: nobody knows what the columns were */
  readonly columns: ColumnsMove | null
  /** values of what went are left out on purpose */
  readonly withheld: boolean
}

export interface Telling {
  /** what the privacy gate would stop is masked in values that are no longer published */
  readonly hide?: ((text: string) => string) | undefined
  readonly withhold?: boolean | undefined
}

const OPEN = '  "changes": ['
const INDENT = '    '

export function refOf({ version, date, hash }: HistoryEntry): VersionRef {
  return { version, date, hash }
}

export async function* changesText(
  head: ChangesHead,
  comparison: Comparison | undefined,
  telling: Telling,
): AsyncGenerator<string> {
  yield `${headText(head)}${OPEN}`
  let first = true
  if (comparison !== undefined) {
    for await (const change of comparison.changes()) {
      yield `${first ? '\n' : ',\n'}${INDENT}${JSON.stringify(told(change, telling))}`
      first = false
    }
  }
  yield closing(first)
}

/** The same of changes that are written already. */
export function* changesLines(head: ChangesHead, lines: Iterable<string>): Generator<string> {
  yield `${headText(head)}${OPEN}`
  let first = true
  for (const line of lines) {
    yield `${first ? '\n' : ',\n'}${INDENT}${line}`
    first = false
  }
  yield closing(first)
}

function closing(isEmpty: boolean): string {
  return `${isEmpty ? '' : '\n  '}]\n}\n`
}

function headText(head: ChangesHead): string {
  const lines = Object.entries(head).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`,
  )
  return `{\n${lines.join('')}`
}

/** As it may be said: what is no longer published is masked, or left out. */
function told(change: RecordChange, { hide = String, withhold = false }: Telling): Json {
  if (change.kind === 'added') return { ...change }
  if (change.kind === 'removed') {
    if (withhold) return { kind: 'removed', key: null, withheld: true }
    const key = change.key === null ? null : hide(change.key)
    return { kind: 'removed', key, record: hidden(change.record, hide) }
  }
  const fields = change.fields.map(({ field, before, after }) => ({
    field,
    ...(withhold ? { withheld: true } : before === undefined ? {} : { before: hidden(before, hide) }),
    ...(after === undefined ? {} : { after }),
  }))
  return { kind: 'changed', key: change.key, fields }
}

function hidden(value: Json, hide: (text: string) => string): Json {
  if (typeof value === 'string') return hide(value)
  if (isList(value)) return value.map((one) => hidden(one, hide))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, isJson(one) ? hidden(one, hide) : null]),
  )
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

export interface ReadChanges {
  readonly head: ChangesHead
  /** the changes as they stand, a line each, read anew each time */
  readonly lines: () => Iterable<string>
}

/** Undefined where it is not as `changesText` writes it, or its counts do not add up. */
export function readChanges(chunks: () => Iterable<Uint8Array>): ReadChanges | undefined {
  try {
    const head = readHead(chunks())
    if (head === undefined) return undefined
    const lines = () => changeLines(chunks())
    return addsUp(head, lines()) ? { head, lines } : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function addsUp({ counts }: ChangesHead, lines: Iterable<string>): boolean {
  const found = { added: 0, removed: 0, changed: 0 }
  for (const line of lines) {
    const kind = kindOf(JSON.parse(line))
    if (kind === undefined) return false
    found[kind] += 1
  }
  const { added, removed, changed } = counts ?? { added: 0, removed: 0, changed: 0 }
  return found.added === added && found.removed === removed && found.changed === changed
}

function kindOf(change: unknown): RecordChange['kind'] | undefined {
  if (!isObject(change)) return undefined
  const { kind, key, record, fields, withheld } = change
  if (key !== null && typeof key !== 'string') return undefined
  if (kind === 'changed') return Array.isArray(fields) && fields.every(isField) ? kind : undefined
  if (kind === 'added') return isObject(record) ? kind : undefined
  return kind === 'removed' && (isObject(record) || withheld === true) ? kind : undefined
}

function isField(value: unknown): boolean {
  return isObject(value) && typeof value.field === 'string'
}

/** Up to the changes. */
function readHead(chunks: Iterable<Uint8Array>): ChangesHead | undefined {
  let text = ''
  for (const line of lineIn(chunks)) {
    if (isOpening(line)) return headOf(JSON.parse(`${text.replace(/,\s*$/, '')}}`))
    text += `${line}\n`
  }
  return undefined
}

function isOpening(line: string): boolean {
  return line === OPEN || line === `${OPEN}]`
}

function* changeLines(chunks: Iterable<Uint8Array>): Generator<string> {
  let isOpen = false
  for (const line of lineIn(chunks)) {
    if (!isOpen) isOpen = isOpening(line)
    else if (line.startsWith(INDENT)) yield line.slice(INDENT.length).replace(/,$/, '')
    else if (line !== '  ]' && line !== '}') throw new SyntaxError('a line that is no change')
  }
}

function headOf(value: unknown): ChangesHead | undefined {
  if (!isObject(value)) return undefined
  const { dataset, from, to, key, counts, columns, withheld } = value
  const later = refFrom(to)
  const earlier = from === null ? null : refFrom(from)
  const counted = counts === null ? null : countsFrom(counts)
  const moved = columns === null ? null : columnsFrom(columns)
  if (typeof dataset !== 'string' || later === undefined || earlier === undefined) return undefined
  if (counted === undefined || moved === undefined || !Array.isArray(key)) return undefined
  const keys = key.map(String)
  return {
    dataset,
    from: earlier,
    to: later,
    key: keys,
    counts: counted,
    columns: moved,
    withheld: withheld === true,
  }
}

function refFrom(value: unknown): VersionRef | undefined {
  if (!isObject(value)) return undefined
  const { version, date, hash } = value
  const isRef = typeof version === 'string' && typeof date === 'string' && typeof hash === 'string'
  return isRef ? { version, date, hash } : undefined
}

function countsFrom(value: unknown): ChangeCounts | undefined {
  if (!isObject(value)) return undefined
  const [added, removed, changed, same] = ['added', 'removed', 'changed', 'same'].map((name) => value[name])
  return typeof added === 'number' &&
    typeof removed === 'number' &&
    typeof changed === 'number' &&
    typeof same === 'number'
    ? { added, removed, changed, same }
    : undefined
}

function columnsFrom(value: unknown): ColumnsMove | undefined {
  if (!isObject(value)) return undefined
  const moves = (list: unknown) =>
    listOf(list).flatMap((one) =>
      isObject(one)
        ? [
            {
              column: textOf(one.column) ?? '',
              before: textOf(one.before) ?? '',
              after: textOf(one.after) ?? '',
            },
          ]
        : [],
    )
  return {
    added: listOf(value.added).map(String),
    removed: listOf(value.removed).map(String),
    retyped: moves(value.retyped),
    renamed: moves(value.renamed),
  }
}
