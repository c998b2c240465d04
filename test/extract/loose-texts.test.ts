/** What is kept of texts outside the cells. */
import { expect, test } from 'vitest'
import { createLooseTexts } from '../../pipeline/extract/loose-texts.ts'
import { LIMITS, startReading } from '../../pipeline/extract/spreadsheet/reading.ts'

test('only what may hold a number or an address, and no GUID', () => {
  const texts = createLooseTexts(startReading(undefined, LIMITS))
  for (const text of [
    '令和6年4月1日現在',
    '電話 0475-12-3456',
    'a@example.jp',
    '{9A3F1B2C-0000-4000-8000-123456789018}',
  ])
    texts.add('x', text)
  expect(texts.list().map(({ text }) => text)).toEqual(['電話 0475-12-3456', 'a@example.jp', '{ }'])
})

test('a word goes on over its runs, and ends with its paragraph', () => {
  const texts = createLooseTexts(startReading(undefined, LIMITS))
  const { open, close, text } = texts.handler('x')
  const none = { get: () => undefined, forEach: () => {} }
  for (const piece of ['090-1234', '-5678']) {
    open('w:r', none)
    text(piece)
    close('w:r')
  }
  close('w:p')
  text('0475-12-3456')
  close('w:p')
  expect(texts.list().map((one) => one.text)).toEqual(['090-1234-5678', '0475-12-3456'])
})

test('what there is no room for is told', () => {
  const reading = startReading(undefined, LIMITS)
  const texts = createLooseTexts(reading)
  texts.add('a', `@${'x'.repeat(1_999_000)}`)
  texts.add('b', `@${'y'.repeat(5000)}`)
  texts.add('c', 'a@example.jp')
  expect(texts.list().map(({ part }) => part)).toEqual(['a', 'b'])
  expect(reading.problems.map(({ code, actual }) => [code, actual])).toEqual([['extract/loose-texts', 'b']])
})
