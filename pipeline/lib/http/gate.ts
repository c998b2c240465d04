/** Who may ask a host now: so many at once, so many a second, and nobody while the host asks for quiet. */

export interface Gate {
  /** Waits for its turn; what it gives ends the turn. */
  readonly enter: () => Promise<() => void>
  /** nobody enters before so many milliseconds from now */
  readonly quiet: (milliseconds: number) => void
}

export interface GateEffects {
  readonly pause: (milliseconds: number) => Promise<void>
  readonly now: () => Date
}

export function createGate(
  { pause, now }: GateEffects,
  { concurrency, perSecond }: { readonly concurrency: number; readonly perSecond: number },
): Gate {
  const apart = 1000 / perSecond
  const waiting: (() => void)[] = []
  let within = 0
  /** when the next may go */
  let next = 0
  let longest = concurrency * apart
  /** how often quiet was asked for: who waited meanwhile waits anew */
  let quiets = 0
  const leave = (): void => {
    const first = waiting.shift()
    // the place passes on: nobody slips in between
    if (first === undefined) within -= 1
    else first()
  }
  const turn = async (): Promise<void> => {
    for (;;) {
      const seen = quiets
      const at = now().getTime()
      // a clock that was set back makes nobody wait for hours
      const mine = Math.min(Math.max(next, at), at + longest)
      next = mine + apart
      if (mine > at) await pause(mine - at)
      if (seen === quiets) return
    }
  }
  return {
    enter: async () => {
      if (within < concurrency) within += 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      await turn()
      let left = false
      return () => {
        if (left) return
        left = true
        leave()
      }
    },
    quiet: (milliseconds) => {
      quiets += 1
      longest = concurrency * apart + milliseconds
      next = Math.max(next, now().getTime() + milliseconds)
    },
  }
}
