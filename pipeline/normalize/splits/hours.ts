/** hours: `9:00～17:00` → start and end; what else the cell says goes to a field of text, where there is one. */
import { narrow, WAVES } from '../../lib/characters.ts'
import type { Scalar } from '../../lib/model.ts'
import { clockTime, isTime, readTime } from '../../lib/times.ts'
import { compileField } from '../values/rules.ts'
import { fault, prepare } from '../values/speak.ts'
import { nothing, quiet, type SplitRule, slotsOf } from './speak.ts'

export const hours: SplitRule = {
  docs: {
    ja: '開始時間と終了時間を分けます。時間帯が複数あるとき、言葉が付くときは、全体を文字列の項目（特記事項など）に残します。残す項目がなければ知らせます。',
    en: 'Parts start and end. With several ranges, or words, the whole goes to the field of text too; without one it is told.',
  },
  compile: (targets, context) => {
    const [start = -1, end = -1] = slotsOf(targets, 'time')
    const [rest = -1] = slotsOf(targets, 'text')
    const readRest = targets[rest] === undefined ? undefined : compileField(targets[rest], context)
    return (text, tell) => {
      const values: Scalar[] = nothing(targets)
      const trimmed = prepare(text, tell)
      if (trimmed === '') return values
      const [range, ...more] = rangesOf(trimmed)
      const last = more.at(-1) ?? range
      const isWhole = range !== undefined && more.length === 0
      if (!isWhole && rest < 0) {
        fault(tell, 'normalize/time-words')
        return values
      }
      values[start] = range?.[0] ?? null
      values[end] = last?.[1] ?? null
      if (!isWhole) values[rest] = readRest?.(trimmed, quiet(tell)) ?? null
      return values
    }
  },
}

const BETWEEN = new RegExp(`\\s*(?:[${WAVES}]|-|から|→)\\s*`)

/** Each `from–to` of the cell, in order; none where anything else is said. */
function rangesOf(text: string): readonly (readonly [string, string])[] {
  const half = narrow(text).trim()
  const whole = rangeOf(half)
  if (whole !== undefined) return [whole]
  const ranges = half.split(/\s*[\n,;、/・]\s*|\s+(?=\d{1,2}[:時])/).map(rangeOf)
  const known = ranges.filter((range) => range !== undefined)
  // in order and apart: 9:00–12:00, 13:00–17:00; else the first and last say nothing of the whole
  const isOrdered = known.every((range, at) => at === 0 || (known[at - 1]?.[1] ?? '') <= range[0])
  return known.length === ranges.length && isOrdered ? known : []
}

function rangeOf(text: string): readonly [string, string] | undefined {
  const parts = text.replace(/\s*まで$/, '').split(BETWEEN)
  const [from, to] = parts.map((part) => readTime(part))
  if (parts.length !== 2 || from === undefined || to === undefined) return undefined
  // 午後1時～5時: the half of the day goes on
  const isLate = /^(?:午後|pm)/i.test(text) && to.hour < from.hour && to.hour <= 12
  const end = isLate ? { ...to, hour: to.hour + 12 } : to
  const range = [clockTime(from), clockTime(end)] as const
  return range.every(isTime) ? range : undefined
}
