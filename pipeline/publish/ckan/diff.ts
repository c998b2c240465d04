/** What the portal shows against what it should show: pure, and the same for the plan and for each step of apply. */
import type { Change } from '../target.ts'
import { wordsOf } from './change.ts'
import { type ResourcesDiff, resourcesDiff } from './diff-resources.ts'
import { type TextsDiff, textsDiff } from './diff-texts.ts'
import type { Known } from './known.ts'
import { isUnfinished } from './said.ts'
import type { Shown } from './shown.ts'
import type { Wanted } from './wanted.ts'

export interface Diff extends TextsDiff, ResourcesDiff {
  /** from unfinished, draft or deleted to what everybody sees */
  readonly opens: boolean
  /** its mark is there, or this run has made it */
  readonly unfinished: boolean
  readonly changes: readonly Change[]
  /** all that differs, also what says nothing to a person: `title`, `extras.uri`, `file …` */
  readonly whats: readonly string[]
}

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
  const unfinished = isUnfinished(shown, known.made)
  const opens = unfinished || shown.state !== 'active'
  if (opens) note('state', unfinished ? 'incomplete' : shown.state, 'active')
  const texts = textsDiff(shown, wanted, unfinished, note)
  const resources = resourcesDiff(shown, wanted, known, note)
  return { ...texts, ...resources, opens, unfinished, changes, whats }
}

/** Nothing is to be sent. */
export function isSettled(diff: Diff): boolean {
  return (
    !diff.opens &&
    !diff.table &&
    diff.oldTable === undefined &&
    Object.keys(diff.fields).length === 0 &&
    diff.tags === undefined &&
    diff.extras === undefined &&
    diff.groups === undefined &&
    diff.order === undefined &&
    [diff.missing, diff.stale, diff.told, diff.gone, diff.goneTables].every((list) => list.length === 0)
  )
}

export function bytesOf({ missing, stale }: Pick<Diff, 'missing' | 'stale'>): number {
  return [...missing, ...stale.map(({ wanted }) => wanted)].reduce((sum, { file }) => sum + file.bytes, 0)
}
