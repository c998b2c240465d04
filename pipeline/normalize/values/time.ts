/** time: HH:MM of 24 hours; what is no time belongs in the remarks (GIF DS-441, 7). */
import { narrow, WAVES } from '../../lib/characters.ts'
import type { Field, Tell } from '../../lib/field.ts'
import type { Scalar } from '../../lib/model.ts'
import { clockTime, isTime, readTime } from '../../lib/times.ts'
import { doubt, fault, framed, mend, off, type ValueRule } from './speak.ts'

export const time: ValueRule = {
  docs: {
    ja: 'HH:MM（24:00まで）。9:00、9時半、午後5時、1730、0.375（表計算ソフトの番号）を読みます。日没・終日・17:00（受付）のような言葉は時刻にせず、特記事項や備考に移すものとして知らせます。',
    en: 'HH:MM, to 24:00. Reads 9:00, 9時半, 午後5時, 1730 and 0.375 (a spreadsheet’s number). Words such as 日没, 終日 or 17:00（受付） are no time; they are told as remarks.',
  },
  compile: (field) => framed(isTime, (text, tell) => mendTime(field, text, tell)),
}

const JAPANESE = /[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff]/
const RANGE = new RegExp(`\\d\\s*(?:[${WAVES}-]|から)\\s*(?:午後|午前)?\\d`)
const CLOCK_WORDS = /午前|午後|正午|時|分|半|から|まで/g

function mendTime(field: Field, text: string, tell: Tell): Scalar {
  const half = narrow(text)
  const read = readTime(half)
  if (read === undefined) {
    if (RANGE.test(half) && !JAPANESE.test(half.replace(CLOCK_WORDS, ''))) {
      return off(field, tell, text, 'normalize/range')
    }
    return JAPANESE.test(text) || /\d\D+\d.*\n/.test(text)
      ? fault(tell, 'normalize/time-words')
      : off(field, tell, text, 'normalize/not-a-time')
  }
  const value = clockTime(read)
  const isNext = read.hour * 60 + read.minute > 1440
  const mended =
    value === text
      ? text
      : mend(tell, read.how === 'serial' ? 'normalize/serial' : 'normalize/time-form', value)
  return isNext ? doubt(tell, mended, 'normalize/time-past-midnight') : mended
}
