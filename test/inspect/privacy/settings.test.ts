/** The words of the gate: nothing in them is dead. */
import { describe, expect, test } from 'vitest'
import { compilePrivacy } from '../../../pipeline/inspect/index.ts'
import { foldHeader } from '../../../pipeline/inspect/privacy/columns.ts'
import { FILES, findingsOf, SETTINGS } from './helper.ts'

const { mail, persons, privacy } = FILES

const OF_HEADERS = {
  ...{
    private: persons.private,
    called: persons.called,
    named: persons.named,
    office: persons.office,
    officeTables: persons.officeTables,
    others: persons.others,
  },
  ...{ birth: persons.birth, notBirth: persons.notBirth, contact: persons.contact, own: persons.own },
  ...{
    myNumber: privacy.myNumber,
    numbers: privacy.numbers,
    amounts: privacy.amounts,
    notes: privacy.notes,
    counts: privacy.counts,
    notCounts: privacy.notCounts,
  },
}

test.each(Object.entries(OF_HEADERS))(
  '%s: headers are folded before they are compared, so the words are too',
  (_, words) => {
    expect(words.filter((word) => foldHeader(word) !== word)).toEqual([])
  },
)

test('no domain is of two kinds, and each is found, below it too', () => {
  const all = [...mail.carrier, ...mail.free, ...mail.provider]
  expect(all.filter((one, i) => all.indexOf(one) !== i)).toEqual([])
  for (const kind of ['carrier', 'free', 'provider'] as const)
    for (const domain of mail[kind]) {
      const whole = domain.replace('*', 'com')
      expect(SETTINGS.mailOf(whole)).toBe(kind)
      expect(SETTINGS.mailOf(`A.${whole.toUpperCase()}`)).toBe(kind)
      expect(SETTINGS.mailOf(`x${whole}`)).toBeUndefined()
    }
  expect(SETTINGS.mailOf('com')).toBeUndefined()
  expect(SETTINGS.mailOf('')).toBeUndefined()
})

describe('the threshold of counts', () => {
  test('is a setting', () => {
    expect(compilePrivacy(FILES).smallCount).toBe(privacy.smallCount)
    expect(compilePrivacy({ ...FILES, smallCount: 10 }).smallCount).toBe(10)
  })
  test('is three, as in official statistics: one and two are told', () => {
    expect(['0', '1', '2', '3'].map((one) => findingsOf(one, '患者数').length)).toEqual([0, 1, 1, 0])
  })
})

test('readings and words for nobody are compared folded or in small letters', () => {
  for (const word of persons.readings) expect(foldHeader(word)).toBe(word)
  for (const word of persons.nameless) expect(word.toLowerCase()).toBe(word)
})

test('a header that leaves nothing but names is one of persons', () => {
  for (const word of persons.named) expect(persons.private.some((one) => word.includes(one))).toBe(true)
})

test('what nobody is called is written in small letters', () => {
  for (const word of [...privacy.nobody, ...privacy.offices])
    expect(word.normalize('NFKC').toLowerCase()).toBe(word)
})
