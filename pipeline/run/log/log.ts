/** `.hiraku/log/<UTC stamp>-<pid>.jsonl`: what an unattended run did, an object a line; the last fifty are kept. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import type { Kept } from '../../report/collect.ts'
import { makeState } from '../state.ts'
import { type SafePlace, safePlace } from './safe.ts'

export type Level = 'info' | 'warning' | 'error'

/** Nothing in it may come out of a file that is published, or name a person. */
export interface LogEvent {
  readonly level: Level
  readonly stage: 'run' | 'acquire' | 'build' | 'publish'
  readonly event: string
  readonly source?: string
  readonly dataset?: string
  readonly code?: string
  readonly place?: SafePlace
  readonly portal?: string
  readonly counts?: Readonly<Record<string, number>>
  readonly milliseconds?: number
  /** of the process, that another of its number is not taken for it */
  readonly mark?: string
}

export interface Log {
  readonly write: (event: LogEvent) => void
  /** those that a person was shown, and of each kind how many there were */
  readonly problems: (stage: LogEvent['stage'], kinds: readonly Kept[], portal?: string) => void
  /** what was written so far is on disk: a run that is killed leaves it */
  readonly flush: () => void
}

const KEPT = 50
const NAME = /^\d{8}T\d{6}Z-\d+\.jsonl$/

/** `echo` gets each line too. */
export function openLog(effects: Effects, state: string, echo: (line: string) => void = () => {}): Log {
  const folder = path.join(state, 'log')
  const stamp = effects
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
  const run = `${stamp}-${effects.pid()}`
  const file = path.join(folder, `${run}.jsonl`)
  const lines: string[] = []
  let flushed = 0
  const write = (event: LogEvent): void => {
    const line = `${JSON.stringify({ time: effects.now().toISOString(), run, ...event })}\n`
    lines.push(line)
    echo(line)
  }
  return {
    write,
    problems(stage, kinds, portal) {
      for (const { code, severity, count, problems } of kinds) {
        const level = severity === 'info' ? 'info' : severity
        const base = { level, stage, code, ...(portal === undefined ? {} : { portal }) } as const
        for (const { where } of problems) {
          const { source, dataset, ...place } = safePlace(where)
          write({
            ...base,
            event: 'problem',
            ...(source === undefined ? {} : { source }),
            ...(dataset === undefined ? {} : { dataset }),
            place,
          })
        }
        write({ ...base, event: 'problems', counts: { problems: count } })
      }
    },
    flush() {
      if (flushed === lines.length) return
      flushed = lines.length
      makeState(effects, state)
      effects.writeFile(file, lines.join(''), { sync: false })
      const logs = effects.list(folder).filter((name) => NAME.test(name))
      for (const old of logs.slice(0, Math.max(0, logs.length - KEPT))) {
        // with the clock set back its own name may be the oldest
        if (old !== `${run}.jsonl`) effects.remove(path.join(folder, old))
      }
    },
  }
}
