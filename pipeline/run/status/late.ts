/** When the next unattended run should have been, by the times of the last ones: the names of their logs say them. */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import { isObject, textOf } from '../../lib/object.ts'
import type { StatusBroken, StatusRun } from '../../report/status/model.ts'
import type { LastRun } from '../unattended/last.ts'

const NAME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-(\d+)\.jsonl$/
/** fewer tell no rhythm */
const LEAST = 4
const LOOKED_AT = 12
const HOUR = 3_600_000
/** Nobody is told sooner: a person who tries it by hand a few times makes no rhythm, and a daily run may be late. */
const FLOOR = 26 * HOUR

interface Begun {
  readonly time: number
  readonly pid: number
  readonly file: string
}

export function lastRunOf(
  effects: Pick<Effects, 'list'>,
  state: string,
  last: LastRun | undefined,
  now: Date,
): StatusRun | null {
  if (last === undefined) return null
  const begun = begunIn(effects, state).map(({ time }) => time)
  const step = stepOf(apart(begun).slice(-LOOKED_AT))
  // one that began and never ended (killed, or kept out by another at work each time) is none
  const ended = Date.parse(last.at)
  const before = begun.filter((time) => time <= ended).at(-1)
  const expected = step === undefined || before === undefined ? undefined : before + step
  return {
    at: last.at,
    isWell: last.isWell,
    expected: expected === undefined ? null : new Date(expected).toISOString(),
    // a whole step is granted: a computer that was off at night runs in the morning
    isLate:
      expected !== undefined &&
      step !== undefined &&
      before !== undefined &&
      now.getTime() > Math.max(expected + step, before + FLOOR),
  }
}

/** The last run where it did not come to its end: it was killed, or could not go on. Null too while it is at work. */
export function brokenRunOf(
  effects: Pick<Effects, 'list' | 'stat' | 'readFile' | 'processMark'>,
  state: string,
): StatusBroken | null {
  const newest = begunIn(effects, state).at(-1)
  if (newest === undefined) return null
  const since = new Date(newest.time).toISOString()
  const [first, last] = endsOf(readText(effects, newest.file))
  if (last === undefined) return null
  if (last.event === 'stopped') return { since, code: textOf(last.code) ?? null }
  if (last.stage === 'run' && last.event === 'end') return null
  const mark = effects.processMark(newest.pid)
  const isAtWork = mark !== undefined && mark === textOf(first?.mark)
  return isAtWork ? null : { since, code: null }
}

/** First and last line; nothing where they can not be read. */
function endsOf(text: string) {
  const lines = text.trim().split('\n')
  return [lines[0], lines.at(-1)].map((line = '') => {
    try {
      const value: unknown = JSON.parse(line)
      return isObject(value) ? value : undefined
    } catch {
      return undefined
    }
  })
}

function begunIn(effects: Pick<Effects, 'list'>, state: string): readonly Begun[] {
  const folder = path.join(state, 'log')
  return effects
    .list(folder)
    .flatMap((name): readonly Begun[] => {
      const [year, month, day, hour, minute, second, pid] = (NAME.exec(name)?.slice(1) ?? []).map(Number)
      if (year === undefined || month === undefined || pid === undefined) return []
      const time = Date.UTC(year, month - 1, day, hour, minute, second)
      return [{ time, pid, file: path.join(folder, name) }]
    })
    .sort((a, b) => a.time - b.time)
}

/** Those within an hour of each other are one: somebody tries something by hand. */
function apart(begun: readonly number[]): readonly number[] {
  const found: number[] = []
  for (const time of begun) if (time - (found.at(-1) ?? Number.NEGATIVE_INFINITY) >= HOUR) found.push(time)
  return found
}

/** The longer ones of the times between: a person who runs it by hand in between makes no new rhythm. */
function stepOf(begun: readonly number[]): number | undefined {
  if (begun.length < LEAST) return undefined
  const steps = begun.slice(1).map((time, i) => time - (begun[i] ?? time))
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)]
}
