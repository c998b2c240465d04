/** weekdays: 月火水木金土日祝 in this order, without 曜日 (GIF DS-441, 1.2). */
import { narrow, WAVES } from '../../lib/characters.ts'
import type { Field, Tell } from '../../lib/field.ts'
import type { Scalar } from '../../lib/model.ts'
import { framed, mend, off, type ValueRule } from './speak.ts'

export const weekdays: ValueRule = {
  docs: {
    ja: '月火水木金土日祝をこの順に並べます。「曜日」や区切りを除き、月～金、平日、毎日、GIFの番号（12345）を読みます。除く・隔週・第2などの条件があるものは知らせます。',
    en: '月火水木金土日祝 in this order. 曜日 and separators go; 月～金, 平日, 毎日 and the numbers of GIF (12345) are read. What has conditions (除く, 隔週, 第2) is told.',
  },
  compile: (field) => framed(isWeekdays, (text, tell) => mendWeekdays(field, text, tell)),
}

const ORDER = '月火水木金土日祝'

function isWeekdays(text: string): boolean {
  let before = -1
  for (let at = 0; at < text.length; at += 1) {
    const here = ORDER.indexOf(text.charAt(at))
    if (here <= before) return false
    before = here
  }
  return before >= 0
}

const WORDS: Readonly<Record<string, string>> = {
  毎日: '月火水木金土日',
  全日: '月火水木金土日',
  平日: '月火水木金',
  土日祝日: '土日祝',
}
const PIECE = new RegExp(`^([月火水木金土日])(?:[${WAVES}-]|から)([月火水木金土日])(?:まで)?(祝)?$`)

/** 月・火, 月～金, 平日 → the days, in order; undefined where more is said. */
function daysOf(text: string): string | undefined {
  const bare = narrow(text)
    .replace(/\s+/g, '')
    .replace(/曜日?/g, '')
    .replace(/祝祭日|祝日|祭日/g, '祝')
  const found = new Set<string>()
  for (const piece of bare.split(/[・･,;、/／\n]|及び|と/)) {
    const days = Object.hasOwn(WORDS, piece) ? WORDS[piece] : (rangeOf(piece) ?? codesOf(piece) ?? piece)
    if (days === undefined || days === '') return undefined
    for (const day of days) {
      if (!ORDER.includes(day) || found.has(day)) return undefined
      found.add(day)
    }
  }
  return [...ORDER].filter((day) => found.has(day)).join('')
}

function rangeOf(piece: string): string | undefined {
  const [, from, to, holiday = ''] = PIECE.exec(piece) ?? []
  if (from === undefined || to === undefined || from === to) return undefined
  const start = ORDER.indexOf(from)
  const days = (ORDER.indexOf(to) - start + 7) % 7
  const names = Array.from({ length: days + 1 }, (_, i) => ORDER.charAt((start + i) % 7))
  return names.join('') + holiday
}

function codesOf(piece: string): string | undefined {
  if (!/^1?2?3?4?5?6?7?$/.test(piece) || piece.length < 2) return undefined
  return [...piece].map((code) => ORDER.charAt(Number(code) - 1)).join('')
}

function mendWeekdays(field: Field, text: string, tell: Tell): Scalar {
  const days = daysOf(text)
  if (days === undefined) return off(field, tell, text, 'normalize/not-weekdays')
  return mend(tell, 'normalize/weekdays-form', days)
}
