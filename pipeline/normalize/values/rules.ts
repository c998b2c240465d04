/** The value rules by kind, and how one is compiled for a field. */
import type { Field, ReadCell, ValueContext } from '../../lib/field.ts'
import type { Kind } from '../../lib/kinds.ts'
import { choice, list } from './choice.ts'
import { corporateNumber, localGovernmentCode, postalCode, townId } from './codes.ts'
import { latitude, longitude } from './coordinate.ts'
import { date, dateTime, year, yearMonth } from './date.ts'
import { applies, presence, readFlag } from './flags.ts'
import { kana } from './kana.ts'
import { identifier, latin } from './latin.ts'
import { integer, number } from './number.ts'
import { extension, phone } from './phone.ts'
import { address, municipality, prefecture } from './place.ts'
import type { ValueRule } from './speak.ts'
import { text } from './text.ts'
import { time } from './time.ts'
import { email, url } from './web.ts'
import { weekdays } from './weekdays.ts'

/** Of a schema from outside: the text is data as it is. */
const verbatim: ValueRule = {
  docs: { ja: '書かれたまま残します。', en: 'Stays as it is written.' },
  compile: () => (written) => (written === '' ? null : written),
}

export const valueRules: Readonly<Record<Kind, ValueRule>> = {
  verbatim,
  text,
  identifier,
  kana,
  latin,
  localGovernmentCode,
  corporateNumber,
  townId,
  postalCode,
  phone,
  extension,
  email,
  url,
  date,
  yearMonth,
  year,
  time,
  dateTime,
  weekdays,
  integer,
  number,
  latitude,
  longitude,
  applies,
  presence,
  list,
  choice,
  prefecture,
  municipality,
  address,
}

const NUMERIC: ReadonlySet<Kind> = new Set([
  'integer',
  'number',
  'latitude',
  'longitude',
  'year',
  'applies',
  'presence',
])

/**
 * The rule of the field's kind, or of its type where a schema from outside asks for a number or true and false of a kind
 * whose values are text.
 */
export function compileField(field: Field, context: ValueContext): ReadCell {
  if (field.type === 'boolean' && field.kind !== 'applies') return readFlag(field)
  if (field.type === 'string' || NUMERIC.has(field.kind) || field.kind === 'applies') {
    return valueRules[field.kind].compile(field, context)
  }
  return valueRules[field.type === 'integer' ? 'integer' : 'number'].compile(field, context)
}
