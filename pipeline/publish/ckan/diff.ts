/** What the portal shows against what it should show: pure, and the same for the plan and for each step of apply. */
import type { Change } from '../target.ts'
import { wordsOf } from './change.ts'
import { type Known, type ResourcesDiff, resourcesDiff } from './diff-resources.ts'
import { type TextsDiff, textsDiff } from './diff-texts.ts'
import { INCOMPLETE, SAID } from './said.ts'
import type { Shown } from './shown.ts'
import type { Wanted } from './wanted.ts'

export interface Diff extends TextsDiff, ResourcesDiff {
  /** from unfinished, draft or deleted to what everybody sees */
  readonly opens: boolean
  readonly changes: readonly Change[]
  /** all that differs, also what says nothing to a person: `title`, `extras.identifier`, `file …` */
  readonly whats: readonly string[]
}

export const NOTHING_KNOWN: Known = { ignored: new Set(), tableWhole: false }

export function diffOf(shown: Shown, wanted: Wanted, known: Known): Diff {
  const changes: Change[] = []
  const whats: string[] = []
  /** Notes a change, and whether it is to be made. */
  const note = (what: string, before: string | undefined, after: string | undefined): boolean => {
    if (known.ignored.has(what)) return false
    whats.push(what)
    const words = wordsOf(what, before, after)
    if (words !== undefined) changes.push(words)
    return true
  }
  const opens = opensOf(shown)
  if (opens) note('state', stateOf(shown), 'active')
  const texts = textsDiff(shown, wanted, note)
  const resources = resourcesDiff(shown, wanted, known, note)
  return { ...texts, ...resources, opens, changes, whats }
}

/** Nothing is to be sent. */
export function isSettled(diff: Diff): boolean {
  return (
    !diff.opens &&
    !diff.table &&
    Object.keys(diff.fields).length === 0 &&
    diff.tags === undefined &&
    diff.extras === undefined &&
    diff.groups === undefined &&
    diff.order === undefined &&
    [diff.missing, diff.stale, diff.told, diff.gone].every((list) => list.length === 0)
  )
}

export function bytesOf({ missing, stale }: Pick<Diff, 'missing' | 'stale'>): number {
  return [...missing, ...stale.map(({ wanted }) => wanted)].reduce((sum, { file }) => sum + file.bytes, 0)
}

/** Ours which nobody but its organization sees yet; what a person has made private stays so. */
export function isUnfinished(shown: Shown): boolean {
  return shown.isPrivate && shown.extras[SAID] === INCOMPLETE
}

function opensOf(shown: Shown): boolean {
  return shown.state !== 'active' || isUnfinished(shown)
}

function stateOf(shown: Shown): string {
  return isUnfinished(shown) ? INCOMPLETE : shown.state
}
