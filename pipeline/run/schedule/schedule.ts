/** When a source is to be looked at again, and since when a dataset is overdue: pure, by `schemas/schedule.yaml`. */
import { codesOf, foldWord, type Vocabulary } from '../../lib/vocabularies.ts'
import type { Note } from '../ledger/note.ts'

export interface Rule {
  /** hours between two looks; absent: never */
  readonly every?: number
  /** the same where `from.every` of a source names the word itself; `every` unless given */
  readonly period?: number
  /** days without other records; absent: never overdue */
  readonly overdue?: number
}

export interface Schedule {
  /** by a word of the vocabulary `frequency`, or one that is none */
  readonly ruleOf: (word: string | null | undefined) => Rule
  /** whether it is one of the vocabulary */
  readonly knows: (word: string) => boolean
  /** one word for each code, for people */
  readonly words: readonly string[]
}

export interface ScheduleTable {
  readonly other: Rule
  /** by code */
  readonly frequency: Readonly<Record<string, Rule>>
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

export function scheduleOf(table: ScheduleTable, frequency: Vocabulary): Schedule {
  const codes = codesOf(frequency)
  const rules = new Map(Object.entries(table.frequency))
  return {
    ruleOf: (word) => rules.get(codes.get(foldWord(word ?? '')) ?? '') ?? table.other,
    knows: (word) => codes.has(foldWord(word)),
    words: Object.values(frequency.concepts).flatMap(({ words: [word] = [] }) => word ?? []),
  }
}

/** `clock`: it was last looked at in the future, so that the clock was set back. */
export type Due = 'due' | 'clock' | 'not'

/** A source that failed is tried at every run: what is mended should not wait for its turn. */
export function dueOf(schedule: Schedule, note: Note, now: Date): Due {
  const { declared, checked, failures = [] } = note
  if (declared === undefined || declared.origin === null) return 'not'
  const { origin, frequency } = declared
  const rule = schedule.ruleOf(origin.every ?? frequency)
  const every = origin.every === undefined ? rule.every : (rule.period ?? rule.every)
  if (every === undefined) return 'not'
  const last = checked === undefined ? Number.NaN : Date.parse(checked)
  if (Number.isNaN(last) || failures.some(({ stage }) => stage === 'acquire')) return 'due'
  if (last > now.getTime()) return 'clock'
  return now.getTime() - last >= every * HOUR ? 'due' : 'not'
}

/** When it became overdue; undefined: it is not, or nobody knows. `changed`: when its records last became other ones. */
export function overdueSince(rule: Rule, changed: string | undefined, now: Date): string | undefined {
  const last = changed === undefined ? Number.NaN : Date.parse(changed)
  if (rule.overdue === undefined || Number.isNaN(last)) return undefined
  const end = last + rule.overdue * DAY
  return end < now.getTime() ? new Date(end).toISOString() : undefined
}
