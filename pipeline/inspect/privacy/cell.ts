/** What one cell gives away, once the first look says that it may: numbers of persons, their telephones and addresses. */
import { isAscii, narrow } from '../../lib/characters.ts'
import type { Severity } from '../../problem.ts'
import type { InspectCode } from '../problems.ts'
import { type ColumnRole, foldHeader } from './columns.ts'
import { AT, FIGURES } from './glance.ts'
import { privateMails } from './mail.ts'
import { isMobileWithoutZero, mobilePhones, type Span } from './mobile.ts'
import { type TwelveDigits, twelveDigits } from './my-number.ts'
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
  const plain = isAscii(text) ? text : narrow(text)
  if ((seen & FIGURES) !== 0) {
    const twelve = twelveDigits(plain)
    if (twelve.length > 0) {
      const sight = judgeNumbers(twelve, text, role, settings, count)
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
  text: string,
  { numbers }: ColumnRole,
  { words }: PrivacySettings,
  count: CountTwelve,
): Sight | undefined {
  const isSaid = numbers === 'own' || words.myNumber.some((word) => foldHeader(text).includes(word))
  const able = isSaid ? twelve : twelve.filter(({ isTime }) => !isTime)
  const right = able.filter(({ isRight }) => isRight)
  if (numbers === 'things' || numbers === 'amounts') {
    count(able.length, right.length, text)
    return undefined
  }
  const [first] = right
  if (first === undefined) return undefined
  const isWhole = first.end - first.start === text.trim().length
  return isSaid || isWhole || first.isGrouped
    ? { code: 'inspect/my-number', severity: 'error' }
    : { code: 'inspect/my-number-doubt', severity: 'warning' }
}

/** Whatever of a text may be nobody's business, masked; the same string where there is nothing. */
export function spansIn(text: string, settings: PrivacySettings): readonly Span[] {
  // one sign for one sign, so that places in it are places in the text
  const plain = isAscii(text) ? text : narrow(text)
  return [
    ...twelveDigits(plain).filter(({ isRight, isTime }) => isRight && !isTime),
    ...mobilePhones(plain),
    ...privateMails(plain, settings.mailOf),
  ].sort((a, b) => a.start - b.start)
}
