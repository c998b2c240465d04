/** Whatever the text, the rows of the ranges are the rows of the file. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRowReader } from '../../../pipeline/extract/rows.ts'
import type { Row } from '../../../pipeline/lib/grid.ts'
import { type CutOptions, cutRanges } from '../../../pipeline/run/ranges/cut.ts'

function rowsOf(text: string): readonly Row[] {
  const reader = createRowReader({ delimiter: ',' })
  return [...reader.push(text.replace(/^\ufeff/, '')), ...reader.end()]
}

function* pieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}

function cut(text: string, piece: number, options: Partial<CutOptions> = {}) {
  const bytes = new TextEncoder().encode(text)
  const ranges = [...cutRanges(pieces(bytes, piece), { delimiter: ',', size: 8, ...options })]
  const texts = ranges.map(({ from, to }) => Buffer.from(bytes.subarray(from, to)).toString())
  return { ranges, texts }
}

describe('ranges of a CSV', () => {
  test('end after a line end that is no part of a cell', () => {
    const { texts } = cut('a,b\r\n1,"x\r\ny"\r\n"2 ""\n",3\r\n4,5', 1000, { size: 1 })
    expect(texts).toEqual(['a,b\r\n', '1,"x\r\ny"\r\n', '"2 ""\n",3\r\n', '4,5'])
  })

  test('a quote within a cell that did not begin with one is text', () => {
    const { texts } = cut('a"b,c\n"d"e"f,"g\nh"\ni"\n', 1000, { size: 1 })
    expect(texts).toEqual(['a"b,c\n', '"d"e"f,"g\nh"\n', 'i"\n'])
  })

  test('a mark of UTF-8 before a quote', () => {
    expect(cut('\ufeff"a\nb",c\nd\n', 1000, { size: 1 }).texts).toEqual(['\ufeff"a\nb",c\n', 'd\n'])
  })

  test('a quote that is never closed: from there on it is not cut', () => {
    const { ranges } = cut(`a,b\nc,"d\n${'e,f\n'.repeat(50)}`, 1000, { size: 1 })
    expect(ranges).toEqual([
      { from: 0, to: 4, first: 1 },
      { from: 4, to: undefined, first: 2 },
    ])
  })

  test('a cell with too many line ends, or a row that is too long: likewise', () => {
    const many = cut(`a\n"${'\n'.repeat(2500)}"\nb\n`, 100, { size: 1 })
    expect(many.ranges.at(-1)).toEqual({ from: 2, to: undefined, first: 2 })
    const long = cut(`a\n${'b'.repeat(5 << 20)}\nc\n`, 1 << 16, { size: 1 })
    expect(long.ranges.at(-1)).toEqual({ from: 2, to: undefined, first: 2 })
  })

  test('nothing', () => {
    expect(cut('', 10).ranges).toEqual([])
  })

  test('any text in any pieces', () => {
    const unit = fc.constantFrom('"', '"', ',', '\n', '\r', '\r\n', 'a', '漢', '""', '","', '"\n"')
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        (units, piece, size, mark) => {
          // pieces of a file are larger than its mark
          const text = (mark ? '\ufeff' : '') + units.join('')
          const { ranges, texts } = cut(text, mark ? piece + 4 : piece, { size })
          expect(texts.join('')).toBe(text)
          expect(texts.flatMap(rowsOf)).toEqual(rowsOf(text))
          const before = ranges.map((_, i) => texts.slice(0, i).flatMap(rowsOf).length)
          expect(ranges.map(({ first }) => first)).toEqual(before.map((rows) => rows + 1))
        },
      ),
      { numRuns: 5000 },
    )
  })
})
