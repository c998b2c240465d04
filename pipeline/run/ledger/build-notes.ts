/** What a build leaves in the ledger: what was built, what failed, what nobody accepted. Nothing where nothing changed. */
import type { Effects } from '../../effects.ts'
import type { Problem } from '../../problem.ts'
import { type SafePlace, safeWords } from '../log/safe.ts'
import type { State } from '../source.ts'
import { openLedger } from './ledger.ts'
import type { Ledger, Note } from './note.ts'

export interface BuildNotes {
  /** problems of the unit that is worked on */
  readonly hear: (problems: readonly Problem[]) => void
  /** `changed`: its records are others than in dist/ before */
  readonly end: (source: string, state: State, changed: boolean) => void
  /** `isPlaced`: dist/ holds what was built */
  readonly save: (isPlaced: boolean) => void
}

/** Under which a publisher's list is noted: it is of no source. (The catalog room, which names it, is not loaded for this.) */
export function listNote(publisher: string): string {
  return `${publisher}/open_data_list`
}

/** It is sound, and waits for a person. */
const UNACCEPTED: ReadonlySet<string> = new Set([
  'history/not-accepted',
  'history/held-back',
  'history/held-first',
])

/** No notes are kept of a build that is not of dist/. */
export const NO_NOTES: BuildNotes = { hear: () => {}, end: () => {}, save: () => {} }

interface Outcome {
  readonly source: string
  /** the first error; undefined: built */
  readonly code: string | undefined
  readonly place?: SafePlace | undefined
  readonly changed: boolean
  readonly isAccepted: boolean
}

export function openBuildNotes(
  effects: Effects,
  state: string,
  tell: (problems: readonly Problem[]) => void,
): BuildNotes {
  const ledger = openLedger(effects, state, tell)
  const outcomes: Outcome[] = []
  const sound: string[] = []
  let code: string | undefined
  let place: SafePlace | undefined
  let isAccepted = true
  return {
    hear(problems) {
      for (const one of problems) {
        if (one.severity === 'error' && code === undefined) {
          code = one.code
          place = safeWords(one).place
        }
        if (UNACCEPTED.has(one.code)) isAccepted = false
      }
    },
    end(source, how, changed) {
      if (how === 'built') outcomes.push({ source, code: undefined, changed, isAccepted })
      if (how === 'failed')
        outcomes.push({ source, code: code ?? 'run/bug', place, changed: false, isAccepted })
      if (how === 'unchanged') sound.push(source)
      code = undefined
      place = undefined
      isAccepted = true
    },
    save(isPlaced) {
      const now = effects.now().toISOString()
      for (const source of sound) ledger.mend(source, 'build')
      for (const outcome of outcomes) note(ledger, outcome, isPlaced, now)
      ledger.save()
    },
  }
}

function note(ledger: Ledger, outcome: Outcome, isPlaced: boolean, now: string): void {
  const { source, code, place, changed, isAccepted } = outcome
  if (code !== undefined && UNACCEPTED.has(code)) {
    ledger.set(source, { waiting: waitingOf(ledger.get(source), false, now) })
    ledger.mend(source, 'build')
    return
  }
  if (code !== undefined) {
    // its message may quote a cell: the code alone is kept
    ledger.fail(source, 'build', { code, ...(place === undefined ? {} : { place }) })
    return
  }
  if (!isPlaced) return
  const before = ledger.get(source)
  ledger.set(source, {
    built: now,
    ...(changed ? { changed: now } : {}),
    waiting: waitingOf(before, isAccepted, now),
  })
  ledger.mend(source, 'build')
}

function waitingOf({ waiting = [] }: Note, isAccepted: boolean, now: string): Note['waiting'] {
  const others = waiting.filter(({ kind }) => kind !== 'not-accepted')
  const since = waiting.find(({ kind }) => kind === 'not-accepted')?.since ?? now
  return isAccepted ? others : [...others, { kind: 'not-accepted', since }]
}
