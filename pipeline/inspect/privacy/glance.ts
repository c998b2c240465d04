/**
 * The first look at a cell, which nearly every cell of a file goes through and few get beyond: may there be an address of
 * mail in it, are there so many figures in a row that they may be a number of a person? Written for speed: it allocates
 * nothing and reads one sign in four, since telephones, 個人番号 and domains have four signs of their kind side by side.
 */
import { WRITTEN_AT } from './mail.ts'

export const AT = 1
export const FIGURES = 2

/** `a@au.com`: no private address of mail has fewer signs, and no number. */
export const SHORTEST = 8
/** Figures of a mobile phone; an ordinary telephone has ten. */
const FEWEST = 11
/** 法人番号, which many rows have: the only number of so many figures that is public by law */
const CORPORATE = 13
const STEP = 4

/** `AT`, `FIGURES`, both or 0. */
export function glance(text: string): number {
  const { length } = text
  let isLatin = false
  let seen = 0
  for (let at = STEP - 1; at < length; at += STEP) {
    const code = text.charCodeAt(at)
    // 123-456-789-012: a sign may be hit that stands between
    if (isFigure(code) || (code < 0x30 && isBetween(code) && isFigure(text.charCodeAt(at - 1)))) {
      let figures = isFigure(code) ? 1 : 0
      let start = at - 1
      for (; start >= 0; start -= 1) {
        const before = text.charCodeAt(start)
        if (isFigure(before)) figures += 1
        else if (!isBetween(before)) break
      }
      let end = at + 1
      for (; end < length; end += 1) {
        const after = text.charCodeAt(end)
        if (isFigure(after)) figures += 1
        else if (!isBetween(after)) break
      }
      if (figures >= FEWEST && !(figures === CORPORATE && length === CORPORATE)) seen = FIGURES
      else if (figures === 4 && end - start === 5 && isMiddle(text, start, end)) seen = FIGURES
      // the run may be that of a domain, or stand before one
      if (end < length && text.charCodeAt(end) < 0x80) isLatin = true
      while (at + STEP < end) at += STEP
    } else if (code < 0x80 ? code > 0x2d : code > 0xff0d && code < 0xff5b) isLatin = true
  }
  return isLatin && hasAt(text) ? seen | AT : seen
}

/** `taro(at)example.com` too */
function hasAt(text: string): boolean {
  if (text.includes('@') || text.includes('＠')) return true
  for (let i = 0; i < BRACKETS.length; i += 1)
    if (text.includes(BRACKETS[i] ?? '')) return WRITTEN_AT.test(text)
  return false
}

const BRACKETS = ['(', '（', '[', '［', '<', '{', '【', '〔']

function isFigure(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 0xff10 && code <= 0xff19)
}

/** The middle of 090.1234.5678, 1234/5678/9012: the same sign before it and behind it. Most such signs are of dates. */
function isMiddle(text: string, before: number, behind: number): boolean {
  return (
    text.charCodeAt(before) === text.charCodeAt(behind) &&
    isFigure(text.charCodeAt(before - 1)) &&
    isFigure(text.charCodeAt(behind + 1)) &&
    POINTS.includes(text.charAt(behind))
  )
}

const POINTS = './_~・･〜．／＿～'

/** What may stand between the figures of one number: spaces, line ends, dashes, brackets, and what is not seen. */
function isBetween(code: number): boolean {
  if (code < 0x80) {
    if (code === 0x2d || code === 0x20 || code === 0x28 || code === 0x29) return true
    return code === 0x0a || code === 0x0d
  }
  if (code === 0x30fc || code === 0x3000 || code === 0xff0d) return true
  return (
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2060 && code <= 0x2064) ||
    code === 0xad ||
    code === 0xfeff ||
    (code >= 0x2010 && code <= 0x2015) ||
    code === 0x2212 ||
    code === 0xa0 ||
    code === 0xff08 ||
    code === 0xff09 ||
    code === 0xff70 ||
    code === 0x2500 ||
    code === 0x2501 ||
    code === 0xfe63
  )
}
