import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { createRowCutter } from '../../pipeline/extract/cutter.ts'
import { createRowReader, LINE_ENDS_LIMIT, ROW_LIMIT } from '../../pipeline/extract/rows.ts'
import type { Delimiter } from '../../pipeline/lib/grid-declaration.ts'
import { cases } from '../helpers/cases.ts'

function read(pieces: readonly string[], delimiter: Delimiter = ',') {
  const reader = createRowReader({ delimiter })
  const rows = pieces.flatMap((piece) => reader.push(piece))
  rows.push(...reader.end())
  return { rows, faults: reader.faults(), next: reader.next }
}

const rowsOf = (text: string, delimiter?: Delimiter) => read([text], delimiter).rows

describe('rows', () => {
  test.each<[string, string, readonly (readonly string[])[]]>([
    ['nothing', '', []],
    ['a last line end gives no row', 'a,b\n', [['a', 'b']]],
    ['none at the end', 'a,b\nc', [['a', 'b'], ['c']]],
    ['blank rows count', 'a\n\n\nb\n', [['a'], [''], [''], ['b']]],
    ['only a line end', '\n', [['']]],
    ['CRLF', 'a\r\nb\r\n', [['a'], ['b']]],
    ['CR', 'a\rb\r', [['a'], ['b']]],
    ['mixed', 'a\rb\nc\r\nd\n\re', [['a'], ['b'], ['c'], ['d'], [''], ['e']]],
    ['ragged', 'a,b,c\nd\n,\n', [['a', 'b', 'c'], ['d'], ['', '']]],
    ['quoted', '"a","b"\n', [['a', 'b']]],
    ['a delimiter in quotes', '"a,b",c', [['a,b', 'c']]],
    ['line breaks in quotes', '"a\r\nb\nc",d\ne', [['a\r\nb\nc', 'd'], ['e']]],
    ['a doubled quote', '"a""b","""",""', [['a"b', '"', '']]],
    ['a quote within a cell', 'a"b,5",c"\nd', [['a"b', '5"', 'c"'], ['d']]],
    ['a quote after a space', 'a, "b"\n', [['a', ' "b"']]],
    ['the mark of DOS at the end', 'a,b\r\n\u001a', [['a', 'b']]],
  ])('%s', (_, text, rows) => {
    expect(read([text])).toEqual({ rows, faults: [], next: rows.length + 1 })
  })

  test('text after a closing quote is kept and told', () => {
    expect(read(['x\na,"b"c"d",e\n'])).toMatchObject({
      rows: [['x'], ['a', 'bc"d"', 'e']],
      faults: [{ kind: 'after-quote', row: 2, column: 2 }],
    })
  })

  test.each(['', '\n'])(
    'a quote never closed is text and told, and the rows after it are rows: %j',
    (last) => {
      expect(read([`h\na,"b,c\nd,e\nf,g${last}`])).toMatchObject({
        rows: [['h'], ['a', '"b', 'c'], ['d', 'e'], ['f', 'g']],
        faults: [{ kind: 'unclosed-quote', row: 2, column: 2 }],
      })
    },
  )

  test('nor does it swallow rows up to the next cell that has quotes', () => {
    expect(read(['"5 in,1\n"tokyo",2\n3,"a","b"\n'])).toMatchObject({
      rows: [
        ['"5 in', '1'],
        ['tokyo', '2'],
        ['3', 'a', 'b'],
      ],
      faults: [{ kind: 'unclosed-quote', row: 1, column: 1 }],
    })
    expect(rowsOf('"a\n,"b\n')).toEqual([['"a'], ['', '"b']])
  })

  test('a quote closed thousands of lines on was never closed', () => {
    const lines = 'x,y\n'.repeat(LINE_ENDS_LIMIT + 5)
    const { rows, faults } = read([`"a,b\n${lines}"c",d\n`])
    expect(rows).toHaveLength(LINE_ENDS_LIMIT + 7)
    expect(rows[0]).toEqual(['"a', 'b'])
    expect(rows.at(-1)).toEqual(['c', 'd'])
    expect(faults).toEqual([{ kind: 'unclosed-quote', row: 1, column: 1 }])
  })

  test('a row longer than any row is given out, and told', () => {
    const reader = createRowReader({ delimiter: ',' })
    const piece = 'x'.repeat(ROW_LIMIT / 4)
    let count = 0
    for (let i = 0; i < 9; i += 1) count += reader.push(piece).length
    expect(count).toBe(1)
    expect(reader.faults()).toEqual([{ kind: 'row-too-long', row: 1, column: 1 }])
    expect(reader.push('\na,b\n').at(-1)).toEqual(['a', 'b'])
  })

  test.each<[Delimiter, string]>([
    ['\t', 'a\t"b\tc"\n'],
    [';', 'a;"b;c"\n'],
    ['|', 'a|"b|c"\n'],
  ])('cells parted by %j', (delimiter, text) => {
    expect(rowsOf(text, delimiter)).toEqual([['a', `b${delimiter}c`]])
  })

  test('rows are numbered from where a part begins', () => {
    const reader = createRowReader({ delimiter: ',', first: 101 })
    reader.push('a\n"b"c\n')
    expect(reader.faults()).toEqual([{ kind: 'after-quote', row: 102, column: 1 }])
    expect(reader.faults()).toEqual([])
    expect(reader.next).toBe(103)
  })
})

const cell = fc.string({ unit: fc.constantFrom('a', '東', '"', ',', '\n', '\r', ' ', ';'), maxLength: 6 })
const lineEnd = fc.constantFrom('\n', '\r\n', '\r')

/** A cell as another program might write it: quoted where it must be, or where it likes. */
function written(text: string, quoted: boolean): string {
  return quoted || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

test('what is written is read, by us as by papaparse', () => {
  const row = fc.array(fc.tuple(cell, fc.boolean()), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 6 }),
      lineEnd,
      fc.boolean(),
      (rows, newline, ended) => {
        const lines = rows.map((cells) => cells.map(([text, quoted]) => written(text, quoted)).join(','))
        // a last row of one blank cell is no row where no line end follows
        if (!ended && lines.at(-1) === '') return
        const text = lines.join(newline) + (ended ? newline : '')
        const ours = read([text])
        expect(ours.rows).toEqual(rows.map((cells) => cells.map(([value]) => value)))
        expect(ours.faults).toEqual([])
        const theirs = Papa.parse<string[]>(text, { delimiter: ',', newline }).data
        if (ended) theirs.pop()
        expect(ours.rows).toEqual(theirs)
      },
    ),
    { numRuns: cases(300) },
  )
})

const wild = fc.string({ unit: fc.constantFrom('a', '"', '"', ',', '\n', '\r', 'あ'), maxLength: 40 })

test('where the text is cut makes no difference', () => {
  fc.assert(
    fc.property(wild, (text) => {
      const whole = read([text])
      for (let at = 0; at <= text.length; at += 1) {
        expect(read([text.slice(0, at), text.slice(at)])).toEqual(whole)
      }
      expect(read([...text])).toEqual(whole)
    }),
    { numRuns: cases(300) },
  )
})

test('no character is lost but quotes, delimiters and line ends', () => {
  fc.assert(
    fc.property(wild, (text) => {
      const bare = (one: string): string => one.replace(/[",\r\n]/g, '')
      expect(bare(rowsOf(text).flat().join(''))).toBe(bare(text))
    }),
    { numRuns: cases(300) },
  )
})

describe('bytes are cut where rows end', () => {
  const encoder = new TextEncoder()
  const decoder = new TextDecoder('utf-8', { fatal: true })

  function pieces(bytes: Uint8Array, size: number): readonly string[] {
    const cutter = createRowCutter(',')
    const found: string[] = []
    for (let at = 0; at < bytes.length; at += size) {
      const piece = cutter.push(bytes.subarray(at, at + size))
      if (piece) found.push(decoder.decode(piece))
    }
    const last = cutter.end()
    if (last) found.push(decoder.decode(last))
    return found
  }

  test.each([
    ['rows', 'a,b\nc,d\ne', ['a,b\nc,d\n', 'e']],
    ['a quoted line break', 'a,"b\nc"\nd,"e\n', ['a,"b\nc"\n', 'd,"e\n']],
    ['a quote within a cell', 'a"b\nc\n', ['a"b\nc\n']],
    ['CR at the end may be half a line end', 'a\rb\r', ['a\r', 'b\r']],
  ])('%s', (_, text, found) => expect(pieces(encoder.encode(text), 1000)).toEqual(found))

  test('the pieces, each read alone, have the rows of the whole', () => {
    fc.assert(
      fc.property(wild, fc.integer({ min: 1, max: 12 }), (text, size) => {
        const bytes = encoder.encode(text)
        const found = pieces(bytes, size)
        expect(found.join('')).toBe(text)
        const alone = found.map((piece) => read([piece]))
        const whole = read([text])
        expect(alone.flatMap(({ rows }) => rows)).toEqual(whole.rows)
        expect(alone.flatMap(({ faults }) => faults.map(({ kind }) => kind))).toEqual(
          whole.faults.map(({ kind }) => kind),
        )
      }),
      { numRuns: cases(500) },
    )
  })
})
