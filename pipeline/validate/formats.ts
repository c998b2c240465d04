/**
 * The formats of JSON Schema (2020-12, validation, 7.3) that a schema from outside may name. Written as tests of
 * characters: the usual package's dates cost twice what all the rest of a record costs.
 */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** RFC 3339 full-date */
export function isDate(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false
  const year = figures(text, 0, 4)
  const month = figures(text, 5, 7)
  const day = figures(text, 8, 10)
  if (year < 0 || month < 1 || month > 12 || day < 1) return false
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= (DAYS[month - 1] ?? 0) + (leap ? 1 : 0)
}

/** The number that the figures say; −1 where one of them is none. */
function figures(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at += 1) {
    const figure = text.charCodeAt(at) - 48
    if (!(figure >= 0 && figure <= 9)) return -1
    value = value * 10 + figure
  }
  return value
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i
const HOST = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
// RFC 5321: a mailbox is of ASCII; those of RFC 6531 are `idn-email`
const EMAIL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,253})$/i
const URI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i

function isDateTime(text: string): boolean {
  return isDate(text.slice(0, 10)) && /^[t ]$/i.test(text.slice(10, 11)) && TIME.test(text.slice(11))
}

export const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDate,
  time: (text) => TIME.test(text),
  'date-time': isDateTime,
  email: (text) => EMAIL.test(text),
  'idn-email': (text) => /^[^\s@]+@[^\s@]+$/.test(text),
  uri: (text) => URI.test(text),
  iri: (text) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text),
  'uri-reference': (text) => !/[\s<>"{}|\\^`]/.test(text),
  'iri-reference': (text) => !/\s/.test(text),
  hostname: (text) => HOST.test(text),
  uuid: (text) => UUID.test(text),
  ipv4: (text) => /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text),
  regex: isRegex,
}

function isRegex(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}
