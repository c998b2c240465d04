/**
 * The formats of JSON Schema (2020-12, validation, 7.3) that a schema from outside may name. Written as tests of
 * characters: the usual package's dates cost twice what all the rest of a record costs.
 */
import { isIsoDate } from '../lib/dates.ts'

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i
const HOST = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
// RFC 5321: a mailbox is of ASCII; those of RFC 6531 are `idn-email`
const EMAIL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,253})$/i
const URI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i

function isDateTime(text: string): boolean {
  return isIsoDate(text.slice(0, 10)) && /^[t ]$/i.test(text.slice(10, 11)) && TIME.test(text.slice(11))
}

export const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  date: isIsoDate,
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
