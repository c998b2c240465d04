/**
 * How long the parts of a run took, for `.hiraku/last-run.json` and the bench: what is made of all datasets and the
 * staging are to be small beside the sources, and only this tells them apart. Never in dist/.
 */
import type { Effects } from '../effects.ts'

/** `lists` and `whole` are what is made of all datasets; `staging`: links, syncs, swap, signatures. */
export type Phase = 'start' | 'sources' | 'lists' | 'whole' | 'staging' | 'end'

export interface Phases {
  /** from now on the time counts for this phase */
  enter(phase: Phase): void
  /** milliseconds of each phase that was entered */
  all(): Readonly<Partial<Record<Phase, number>>>
}

/** Times are told apart by moments, not added up of rounded pieces: a thousand looks of 0.1 ms are 100 ms. */
export function openPhases(effects: Pick<Effects, 'now'>): Phases {
  const spent: Partial<Record<Phase, number>> = {}
  let phase: Phase = 'start'
  let since = effects.now().getTime()
  const enter = (next: Phase): void => {
    const now = effects.now().getTime()
    spent[phase] = (spent[phase] ?? 0) + now - since
    phase = next
    since = now
  }
  return {
    enter,
    all: () => {
      enter(phase)
      return { ...spent }
    },
  }
}
