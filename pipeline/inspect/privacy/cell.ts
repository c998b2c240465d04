/** What one cell gives away, once the first look says that it may: numbers of persons, their telephones and addresses. */
import { narrow } from '../../lib/characters.ts'
import type { Severity } from '../../problem.ts'
import type { InspectCode } from '../problems.ts'
import { type ColumnRole, foldHeader } from './columns.ts'
import { AT, FIGURES } from './glance.ts'
import { privateMails } from './mail.ts'
import { isMobileWithoutZero, mobilePhones, type Span } from './mobile.ts'
import { type TwelveDigits, twelveDigits } from './my-number.ts'
import { plainOf } from './plain.ts'
import type { PrivacySettings } from './settings.ts'

export interface Sight {
  readonly code: InspectCode
  readonly severity: Severity
}

/** What is met of twelve digits where the column as a whole decides. */
export type CountTwelve = (all: number, right: number, text: string) => void

/** `seen`: what `glance` said. */
export function judgeCell(
  text: string,
  seen: number,
  role: ColumnRole,
  settings: PrivacySettings,
  count: CountTwelve,
): readonly Sight[] {
  const sights: Sight[] = []
  const { text: plain } = plainOf(text)
  if ((seen & FIGURES) !== 0) {
    const isSaid = role.numbers === 'own' || saysMyNumber(text, settings)
    const twelve = twelveDigits(plain, isSaid)
    if (twelve.length > 0) {
      const sight = judgeNumbers(twelve, isSaid, plain, role, count)
      if (sight !== undefined) sights.push(sight)
    }
    const phones = mobilePhones(plain)
    if (phones.some(({ start, end }) => !role.isOfThings || end - start > BARE)) {
      sights.push(mobileSight(role))
    }
  }
  if ((seen & AT) !== 0) {
    const mails = privateMails(plain, settings.mailOf)
    if (mails.some(({ kind }) => kind !== 'provider')) {
      sights.push({ code: 'inspect/private-mail', severity: role.isContact ? 'warning' : 'error' })
    } else if (mails.length > 0 && !role.isContact) {
      sights.push({ code: 'inspect/private-mail', severity: 'warning' })
    }
  }
  return sights
}

const BARE = 11

/** Where the standard asks for the number of a facility, a mobile one is mostly its own: it is only told. */
function mobileSight({ isAsked, isContact }: ColumnRole): Sight {
  if (isAsked) return { code: 'inspect/contact-mobile', severity: 'info' }
  return { code: 'inspect/mobile-phone', severity: isContact ? 'warning' : 'error' }
}

/** 9012345678 in a column of telephones; asked before all else, as it has fewer figures than the others. */
export function judgeShortPhone(text: string, role: ColumnRole): Sight | undefined {
  const code = text.charCodeAt(1)
  if (code !== 48 && code !== 0xff10) return undefined
  return isMobileWithoutZero(narrow(text)) ? mobileSight(role) : undefined
}

function judgeNumbers(
  twelve: readonly TwelveDigits[],
  isSaid: boolean,
  text: string,
  { numbers }: ColumnRole,
  count: CountTwelve,
): Sight | undefined {
  const able = isSaid ? twelve : twelve.filter(({ isTime }) => !isTime)
  const right = able.filter(({ isRight }) => isRight)
  if (!isSaid && (numbers === 'things' || numbers === 'amounts')) {
    count(able.length, right.length, text)
    return undefined
  }
  const [first] = right
  if (first === undefined) return undefined
  const isWhole = !first.isLoose && first.end - first.start === text.trim().length
  // two right ones and few beside them come by chance in one text of a hundred
  const isTwice = right.length > 1 && right.length * 2 > able.length
  return isSaid || isWhole || isTwice || right.some(({ isGrouped }) => isGrouped)
    ? { code: 'inspect/my-number', severity: 'error' }
    : { code: 'inspect/my-number-doubt', severity: 'warning' }
}

function saysMyNumber(text: string, { words }: PrivacySettings): boolean {
  if (!/[個マﾏMmＭｍ]/.test(text)) return false
  const folded = foldHeader(text)
  return words.myNumber.some((word) => folded.includes(word))
}

/** Where in a text stands whatever may be nobody's business. */
export function spansIn(text: string, settings: PrivacySettings): readonly Span[] {
  const { text: plain, placeOf } = plainOf(text)
  const isSaid = saysMyNumber(text, settings)
  return [
    ...twelveDigits(plain, isSaid).filter(({ isRight, isTime }) => isRight && (isSaid || !isTime)),
    ...mobilePhones(plain),
    ...privateMails(plain, settings.mailOf),
  ]
    .map(({ start, end }) => ({ start: placeOf(start), end: placeOf(end - 1) + 1 }))
    .sort((a, b) => a.start - b.start)
}
