import { expect, test } from 'vitest'
import { errorWords, pageTitle, redactor } from '../../../pipeline/publish/ckan/words.ts'

test.each([
  [{ __type: 'Authorization Error', message: 'Access denied' }, 'Access denied'],
  [{ __type: 'Search Error' }, 'Search Error'],
  [{}, ''],
  [{ name: ['a', 'b'], __type: 'x' }, 'name: a, b'],
  // a list by index: {} where all is well
  [
    { resources: [{}, { url: ['c'], extras: [{}, { key: ['d'] }] }] },
    'resources.2.url: c / resources.2.extras.2.key: d',
  ],
  [{ data: { a: 'e' }, n: 1, none: null }, 'data.a: e / n: 1'],
  // of datastore_upsert
  [{ records: ['bad'], records_row: 3 }, 'records: bad / records_row: 3'],
  [
    Object.fromEntries('abcdefg'.split('').map((key) => [key, ['x']])),
    'a: x / b: x / c: x / d: x / e: x / +2',
  ],
])('%j is told as %s', (errors, expected) => {
  expect(errorWords(errors)).toBe(expected)
})

test('words stay few', () => {
  expect(errorWords({ a: 'x'.repeat(10_000) }).length).toBeLessThan(210)
  expect(pageTitle(`<title>${'x'.repeat(10_000)}</title>`).length).toBeLessThan(90)
})

test.each([
  ['<html><head><TITLE lang="ja">\n ログイン \n</TITLE>', 'ログイン'],
  ['<h1>403</h1><p>Forbidden', '403 Forbidden'],
  ['upstream connect error', 'upstream connect error'],
  ['', ''],
])('the page %j is called %j', (text, expected) => {
  expect(pageTitle(text)).toBe(expected)
})

test('a token is taken out wherever it stands; what is too short to be one is left', () => {
  expect(redactor('token-of-ours')('token-of-ours: atoken-of-oursb')).toBe('…: a…b')
  expect(redactor('a')('a banana')).toBe('a banana')
  expect(redactor(undefined)('undefined')).toBe('undefined')
})
