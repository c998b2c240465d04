/** period: `2024/4/1～4/5` → first and last day; the second takes year and month from the first (GIF DS-441, 4). */
import { narrow, WAVES } from '../../lib/characters.ts'
import { isoDate, type ReadDate, readDate } from '../../lib/dates.ts'
import type { Scalar } from '../../lib/model.ts'
import { compileField } from '../values/rules.ts'
import { fault, prepare } from '../values/speak.ts'
import { nothing, type SplitRule, slotsOf } from './speak.ts'

export const period: SplitRule = {
  docs: {
    ja: '開始日と終了日を分けます。終わりの日に年や月がなければ、始まりの日から補います。日付が一つだけなら開始日だけに入れます。',
    en: 'Parts the first and last day. Year and month that the last lacks are those of the first. A single date is the first day.',
  },
  compile: (targets, context) => {
    const [start = -1, end = -1] = slotsOf(targets, 'date')
    const field = targets[start]
    const read = field === undefined ? undefined : compileField(field, context)
    return (text, tell) => {
      const values: Scalar[] = nothing(targets)
      const trimmed = prepare(text, tell)
      if (trimmed === '' || read === undefined) return values
      const days = daysOf(narrow(trimmed).replace(/\s+/g, ''))
      if (days === undefined) {
        if (BETWEEN.test(trimmed)) fault(tell, 'normalize/not-split', '開始日・終了日')
        else values[start] = read(trimmed, tell)
        return values
      }
      values[start] = days[0] ?? null
      values[end] = days[1] ?? null
      return values
    }
  },
}

const BETWEEN = new RegExp(
  `[${WAVES}]|から|→|(?<=[日)])-|--|(?<=\\d[./]\\d{1,2}[./]\\d{1,2})-|(?<=^\\d{4}-\\d{2}-\\d{2})/`,
)

/** First and last day, one of which may be open; undefined where anything else is said. */
function daysOf(text: string): readonly [string | undefined, string | undefined] | undefined {
  const parts = text.replace(/まで$/, '').split(BETWEEN)
  const [from = '', to = ''] = parts
  if (parts.length !== 2 || (from === '' && to === '')) return undefined
  const first = dayOf(from)
  const last = first === undefined ? dayOf(to) : (dayOf(to) ?? dayOf(completed(first, to)))
  if ((from !== '' && first === undefined) || (to !== '' && last === undefined)) return undefined
  const days = [first && isoDate(first), last && isoDate(last)] as const
  // 12月29日～1月3日 is of two years
  if (days[0] !== undefined && days[1] !== undefined && days[0] > days[1]) return undefined
  return days
}

function dayOf(text: string): ReadDate | undefined {
  const read = readDate(text)
  return read === undefined || 'why' in read || read.day === undefined ? undefined : read
}

function completed(first: ReadDate, text: string): string {
  const bare = text.replace(/\([^)]*\)$/, '')
  const weekday = text.slice(bare.length)
  const monthDay = /^(\d{1,2})(?:月|[./-])(\d{1,2})日?$/.exec(bare)
  if (monthDay) return `${first.year}-${monthDay[1]}-${monthDay[2]}${weekday}`
  const day = /^(\d{1,2})日?$/.exec(bare)
  return day ? `${first.year}-${first.month}-${day[1]}${weekday}` : text
}
