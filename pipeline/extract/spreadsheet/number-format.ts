/**
 * What a number format makes of a number: a date, a time, a duration, a code with its zeros, or a plain number
 * (ECMA-376 part 1, 18.8.30 and 18.8.31). How it looks beyond that (commas, percent, colours, wareki) stays in the code.
 */
import type { SerialKind } from './serial.ts'

interface Section {
  readonly when: ((value: number) => boolean) | undefined
  readonly kind: SerialKind | undefined
  /** seconds are shown */
  readonly seconds: boolean
  /** `000-0000`: digits, and what stands between them */
  readonly code: readonly string[] | undefined
}

export interface NumberFormat {
  /** '' for General */
  readonly format: string
  readonly sections: readonly Section[]
}

const GGGE = '[$-411]ggge"年"m"月"d"日"'
const GE = '[$-411]ge.m.d'

/** 18.8.30: those of all languages, then what 27 to 36 and 50 to 58 are in Japanese. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '"¥"#,##0;"¥"-#,##0',
  6: '"¥"#,##0;[Red]"¥"-#,##0',
  7: '"¥"#,##0.00;"¥"-#,##0.00',
  8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: GE,
  28: GGGE,
  29: GGGE,
  30: 'm/d/yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"時"mm"分"',
  33: 'h"時"mm"分"ss"秒"',
  34: 'yyyy"年"m"月"',
  35: 'm"月"d"日"',
  36: GE,
  37: '#,##0;-#,##0',
  38: '#,##0;[Red]-#,##0',
  39: '#,##0.00;-#,##0.00',
  40: '#,##0.00;[Red]-#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
  50: GE,
  51: GGGE,
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: GGGE,
  55: 'yyyy"年"m"月"',
  56: 'm"月"d"日"',
  57: GE,
  58: GGGE,
}

export function builtInFormat(id: number): string {
  return BUILT_IN[id] ?? ''
}

/** Longer codes are no one's; Excel allows 255 characters. */
const LONGEST = 1_000

export function readFormat(format: string): NumberFormat {
  const general = format === '' || /^(?:general|標準)$/i.test(format)
  if (general || format.length > LONGEST) return { format: general ? '' : format, sections: [] }
  return { format, sections: sectionsOf(format).filter((section) => !section.text) }
}

/** The section for a value: by its condition, else by its sign (18.8.31). */
export function sectionFor({ sections }: NumberFormat, value: number): Section | undefined {
  if (sections.some(({ when }) => when !== undefined))
    return sections.find(({ when }) => when?.(value) ?? true)
  if (value < 0 && sections.length > 1) return sections[1]
  return value === 0 && sections.length > 2 ? sections[2] : sections[0]
}

/** The digits of a whole number in the places of a code; its further digits come before the first place. */
export function codeText(code: readonly string[], value: number): string {
  const digits = String(Math.abs(value))
  let left = digits.length
  let text = ''
  const first = code.findIndex(isPlace)
  for (let i = code.length - 1; i >= 0; i -= 1) {
    const piece = code[i] ?? ''
    if (!isPlace(piece)) {
      text = piece.slice(1) + text
      continue
    }
    left -= 1
    text = (left >= 0 ? digits.charAt(left) : piece === '0' ? '0' : '') + text
    if (i === first && left > 0) text = digits.slice(0, left) + text
  }
  return value < 0 ? `-${text}` : text
}

function isPlace(piece: string): boolean {
  return piece === '0' || piece === '#'
}

interface Found extends Section {
  readonly text: boolean
}

/** Cuts a code into sections of tokens: letters as they are, literals with `"` before them, brackets whole. */
function sectionsOf(format: string): readonly Found[] {
  const sections: string[][] = [[]]
  let at = 0
  while (at < format.length) {
    const tokens = sections[sections.length - 1] ?? []
    const here = format.charAt(at)
    const next = format.charAt(at + 1)
    let length = 1
    if (here === ';') sections.push([])
    else if (here === '"') {
      const end = format.indexOf('"', at + 1)
      length = (end < 0 ? format.length : end + 1) - at
      tokens.push(`"${format.slice(at + 1, end < 0 ? undefined : end)}`)
    } else if (here === '\\' || here === '!') {
      tokens.push(`"${next}`)
      length = 2
    } else if (here === '_' || here === '*') length = 2
    else if (here === '[') {
      const end = format.indexOf(']', at)
      length = (end < 0 ? format.length : end + 1) - at
      tokens.push(format.slice(at, at + length).toLowerCase())
    } else if (/^(?:am\/pm|a\/p|午前\/午後|上午\/下午)/i.test(format.slice(at, at + 5))) {
      length = /^a\/p/i.test(format.slice(at, at + 3)) ? 3 : 5
      tokens.push('ampm')
    } else if (/^(?:general|g\/標準)/i.test(format.slice(at, at + 7))) {
      length = here === 'G' && next === '/' ? 4 : 7
      tokens.push('general')
    } else if (/^e[+-]/i.test(format.slice(at, at + 2))) {
      length = 2
      tokens.push('exponent')
    } else tokens.push(here.toLowerCase())
    at += length
  }
  return sections.map(sectionOf)
}

function sectionOf(tokens: readonly string[]): Found {
  const condition = tokens
    .map((token) => /^\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]$/.exec(token))
    .find((found) => found)
  const parts = datePartsOf(tokens)
  const elapsed = tokens.some((token) => /^\[(?:h+|m+|s+)\]$/.test(token))
  const kind = elapsed
    ? 'duration'
    : parts.date && parts.time
      ? 'datetime'
      : parts.date
        ? 'date'
        : parts.time
          ? 'time'
          : undefined
  return {
    when: condition ? comparer(condition[1] ?? '', Number(condition[2])) : undefined,
    kind,
    seconds: tokens.some((token) => token === 's' || /^\[s+\]$/.test(token)),
    code: kind === undefined ? codeOf(tokens) : undefined,
    text: tokens.includes('@'),
  }
}

function comparer(sign: string, limit: number): (value: number) => boolean {
  if (sign === '<') return (value) => value < limit
  if (sign === '<=') return (value) => value <= limit
  if (sign === '>') return (value) => value > limit
  if (sign === '>=') return (value) => value >= limit
  return sign === '=' ? (value) => value === limit : (value) => value !== limit
}

/** `m` is a minute after an hour or before a second, else a month. */
function datePartsOf(tokens: readonly string[]): { date: boolean; time: boolean } {
  const letters = tokens.filter((token) => /^[ymdhsegabr]$|^ampm$|^\[[hms]+\]$/.test(token))
  const numeric = tokens.some((token) => token === 'exponent' || token === 'general' || isPlace(token))
  // `0.0` may follow seconds; places without a letter of a date that can stand alone are a number
  if (letters.length === 0 || (numeric && !letters.some((token) => /^[ydhs]$|^\[[hms]+\]$/.test(token))))
    return { date: false, time: false }
  let date = false
  let time = false
  letters.forEach((token, i) => {
    if (token === 'm') {
      const before = letters.slice(0, i).findLast((other) => other !== 'm')
      const after = letters.slice(i).find((other) => other !== 'm')
      if (isHour(before) || after === 's' || after?.startsWith('[s')) time = true
      else date = true
    } else if (token === 'ampm' || token === 'h' || token === 's' || token.startsWith('[')) time = true
    else date = true
  })
  return { date, time }
}

function isHour(token: string | undefined): boolean {
  return token === 'h' || token === 'ampm' || token?.startsWith('[h') === true
}

/** A whole number with two zeros or more, and nothing of a quantity: no point, comma, percent or fraction. */
function codeOf(tokens: readonly string[]): readonly string[] | undefined {
  const pieces: string[] = []
  for (const token of tokens) {
    if (isPlace(token) || token.startsWith('"')) pieces.push(token)
    else if ('-()+ '.includes(token)) pieces.push(`"${token}`)
    else if (!token.startsWith('[') || token.startsWith('[dbnum')) return undefined
  }
  return pieces.filter((piece) => piece === '0').length >= 2 ? pieces : undefined
}
