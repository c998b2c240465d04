/** When the next unattended run should have been, by the times of the last ones: the names of their logs say them. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import type { StatusRun } from '../../report/status/model.ts'
import type { LastRun } from '../unattended/last.ts'

const NAME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-\d+\.jsonl$/
/** fewer tell no rhythm */
const LEAST = 4
const LOOKED_AT = 12

export function lastRunOf(
  effects: Pick<Effects, 'list'>,
  state: string,
  last: LastRun | undefined,
  now: Date,
): StatusRun | null {
  if (last === undefined) return null
  const begun = effects.list(path.join(state, 'log')).flatMap((name) => timeOf(name) ?? [])
  const step = stepOf(begun.sort((a, b) => a - b).slice(-LOOKED_AT))
  // one that began and never ended (killed, or kept out by another at work each time) is none
  const ended = Date.parse(last.at)
  const before = begun.filter((time) => time <= ended).at(-1)
  const expected = step === undefined || before === undefined ? undefined : before + step
  return {
    at: last.at,
    isWell: last.isWell,
    expected: expected === undefined ? null : new Date(expected).toISOString(),
    // a whole step is granted: a computer that was off at night runs in the morning
    isLate: expected !== undefined && step !== undefined && now.getTime() > expected + step,
  }
}

function timeOf(name: string): number | undefined {
  const [year, month, day, hour, minute, second] = (NAME.exec(name)?.slice(1) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return undefined
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** The longer ones of the times between: a person who runs it by hand in between makes no new rhythm. */
function stepOf(begun: readonly number[]): number | undefined {
  if (begun.length < LEAST) return undefined
  const steps = begun.slice(1).map((time, i) => time - (begun[i] ?? time))
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)]
}
