import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CellFault } from '../../pipeline/extract/cell-faults.ts'
import {
  createCsvReader,
  createDecoder,
  detectDelimiter,
  readCsv,
  sampleOf,
} from '../../pipeline/extract/index.ts'
import type { Row, RowBatch } from '../../pipeline/lib/grid.ts'
import type { Encoding } from '../../pipeline/lib/grid-declaration.ts'
import { cases } from '../helpers/cases.ts'
import { encodeAs } from '../helpers/japanese.ts'

const ENCODINGS: readonly Encoding[] = ['utf-8', 'shift_jis', 'euc-jp', 'iso-2022-jp', 'utf-16le', 'utf-16be']
const bytesOf = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes)
const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0))

function all(bytes: Uint8Array, encoding?: Encoding) {
  const csv = readCsv(bytes, { encoding, delimiter: ',', file: 'a.csv' })
  const rows: Row[] = []
  const faults: CellFault[] = []
  for (const batch of csv.batches) {
    expect(batch.first).toBe(rows.length + 1)
    rows.push(...batch.rows)
    faults.push(...batch.faults)
  }
  return { csv, rows, faults, problems: csv.problems() }
}

describe('decoding', () => {
  test.each(ENCODINGS)('%s, cut at every byte', (encoding) => {
    const text = '名称,ﾒｲｼｮｳ,㈱①\r\n～−ー,髙橋 漢字\n'.replace('−', '－')
    const bytes = encodeAs(encoding, encoding === 'iso-2022-jp' ? text.replace('髙', '高') : text)
    const expected = encoding === 'iso-2022-jp' ? text.replace('髙', '高') : text
    for (let at = 0; at <= bytes.length; at += 1) {
      const decoder = createDecoder(encoding)
      expect(decoder.push(bytes.slice(0, at)) + decoder.push(bytes.slice(at)) + decoder.end()).toBe(expected)
    }
  })

  test.each(['utf-8', 'utf-16le', 'utf-16be'] as const)(
    '%s: the BOM is no text, a second one is',
    (encoding) => {
      const bytes = encodeAs(encoding, '\ufeff\ufeffa😀')
      const decoder = createDecoder(encoding)
      expect([...bytes].map((byte) => decoder.push(bytesOf(byte))).join('')).toBe('\ufeffa😀')
      expect(createDecoder(encoding, { atStart: false }).push(encodeAs(encoding, '\ufeffa'))).toBe('\ufeffa')
    },
  )

  test('control bytes of Shift_JIS are themselves, on every platform', () => {
    expect(createDecoder('shift_jis').push(bytesOf(0x1a, 0x1c, 0x7f, 0x82, 0xa0))).toBe(
      '\u001a\u001c\u007fあ',
    )
  })

  test('a fast decoder is used, and not trusted with what it can not read', () => {
    let asked = 0
    const fast = (bytes: Uint8Array): string => {
      asked += 1
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    }
    const decoder = createDecoder('utf-8', { fast })
    expect(decoder.push(encodeAs('utf-8', '\ufeffあ\n'))).toBe('あ\n')
    expect(decoder.push(bytesOf(0x61, 0xff, 0x62, 0x0a))).toBe('a\udcffb\n')
    expect(asked).toBe(2)
  })
})

describe('what can not be read is told by row and column', () => {
  test.each<[Encoding, readonly number[], string]>([
    ['utf-8', [0xff], 'FF'],
    ['utf-8', [0xe3, 0x81], 'E3 81'],
    ['utf-8', [0xed, 0xa0, 0x80], 'ED A0 80'],
    ['utf-8', [0xc0, 0x80], 'C0 80'],
    ['shift_jis', [0x82], '82'],
    ['shift_jis', [0xff], 'FF'],
    ['shift_jis', [0x85, 0x40], '85'],
    ['euc-jp', [0xa4], 'A4'],
    ['euc-jp', [0xa9, 0xa1], 'A9 A1'],
    ['iso-2022-jp', [0x0e], '?'],
  ])('%s %j', (encoding, bad, actual) => {
    const good = encodeAs(encoding, '住所\na,"b\nc",')
    const { rows, faults, problems } = all(bytesOf(...good, ...bad, ...ascii('\nd,e\n')), encoding)
    expect(faults).toEqual([{ kind: 'undecodable', row: 2, column: 3, actual }])
    expect(rows).toHaveLength(3)
    expect(rows[1]?.[2]).toContain('\ufffd')
    expect(rows[2]).toEqual(['d', 'e'])
    expect(problems).toMatchObject([
      { code: 'extract/undecodable', severity: 'error', where: { file: 'a.csv', row: 2, cell: 'C2' } },
    ])
  })

  test('half a pair of UTF-16', () => {
    const { faults } = all(bytesOf(0x61, 0, 0x2c, 0, 0, 0xd8, 0x0a, 0, 0x62), 'utf-16le')
    expect(faults.map(({ row, column }) => [row, column])).toEqual([
      [1, 2],
      [2, 1],
    ])
  })

  test('a million of them are counted, five are shown', () => {
    const { problems } = all(bytesOf(...Array.from({ length: 3000 }, () => [0xff, 0x0a]).flat()), 'utf-8')
    expect(problems).toHaveLength(1)
    expect(problems[0]?.also).toHaveLength(4)
    expect(problems[0]?.message.ja).toContain('3000個')
  })
})

describe('characters of a cell that were lost before', () => {
  const as = (text: string, from: Encoding, read: string): string =>
    new TextDecoder(read).decode(encodeAs(from, text))

  test.each<[string, string, Partial<CellFault>]>([
    ['UTF-8 as CP932', as('あい', 'utf-8', 'shift_jis'), { cause: 'utf8-as-cp932', repaired: 'あい' }],
    [
      'kanji in UTF-8 as CP932',
      as('東京', 'utf-8', 'shift_jis'),
      { cause: 'utf8-as-cp932', repaired: '東京' },
    ],
    ['and where bytes were lost', '縺薙�縺ｫ縺｡縺ｯ'.replace('�', '・'), { cause: 'utf8-as-cp932' }],
    [
      'UTF-8 as windows-1252',
      as('公園', 'utf-8', 'windows-1252'),
      { cause: 'utf8-as-latin1', repaired: '公園' },
    ],
    [
      'kana of it',
      as('あいう 1', 'utf-8', 'windows-1252'),
      { cause: 'utf8-as-latin1', repaired: 'あいう 1' },
    ],
    [
      'CP932 as windows-1252',
      as('ひらつか市', 'shift_jis', 'windows-1252'),
      { cause: 'cp932-as-latin1', repaired: 'ひらつか市' },
    ],
    ['kanji of it', as('名称', 'shift_jis', 'windows-1252'), { cause: 'cp932-as-latin1', repaired: '名称' }],
    [
      'EUC-JP as CP932',
      as('ひらがな', 'euc-jp', 'shift_jis'),
      { cause: 'eucjp-as-cp932', repaired: 'ひらがな' },
    ],
  ])('%s', (_, text, found) => {
    const { faults, problems, rows } = all(encodeAs('utf-8', `h\nx,${text}\n`), 'utf-8')
    expect(faults).toMatchObject([{ kind: 'mojibake', row: 2, column: 2, actual: text, ...found }])
    expect(rows[1]?.[1]).toBe(text)
    expect(problems).toMatchObject([{ code: 'extract/mojibake' }])
    expect(problems[0]?.expected).toBe(found.repaired)
    expect(JSON.stringify(problems)).not.toMatch(/\{\w+\}/)
  })

  test.each<[string, string, string]>([
    ['U+FFFD in the file', '東\ufffd京', 'replaced'],
    ['nothing but question marks', '????', 'questions'],
    ['one for a kanji', '高?市', 'questions'],
    ['gaiji', '渡\ue001', 'gaiji'],
    ['a control character', 'a\u0000b', 'control'],
  ])('%s', (_, text, kind) => {
    const { faults, problems } = all(encodeAs('utf-8', `h\nx,${text}\n`), 'utf-8')
    expect(faults).toEqual([{ kind, row: 2, column: 2, actual: text }])
    expect(JSON.stringify(problems)).not.toMatch(/\{\w+\}/)
  })

  test('gaiji of CP932', () => {
    const { faults, rows } = all(bytesOf(...ascii('a,'), 0xf0, 0x40, 0xf9, 0xfc, 0x0a), 'shift_jis')
    expect(rows).toEqual([['a', '\ue000\ue757']])
    expect(faults).toMatchObject([{ kind: 'gaiji', row: 1, column: 2 }])
  })

  test.each([
    'café',
    'Résumé of naïve Müller, São Tomé',
    '渡邊さんの縺れ',
    '躑躅と薔薇',
    '｢ｱ･ｲ｣ﾉ､ﾃﾞｰﾀ｡',
    'https://example.jp/?a=1',
    '何ですか?はい',
    '35°20′±5×2÷3',
    '“引用”‘…’–—•™€',
    '😀𠮷野家',
    '蠅,蟹,螢,轟,邉',
  ])('%s is as it should be', (text) => {
    expect(all(encodeAs('utf-8', `"${text}"\n`), 'utf-8').faults).toEqual([])
  })

  test('a cell whose text came in two pieces is looked at too', () => {
    const reader = createCsvReader({ encoding: 'utf-8', delimiter: ',' })
    const bytes = encodeAs('utf-8', 'x\na,\ue000')
    expect(reader.push(bytes).faults).toEqual([])
    expect(reader.push(encodeAs('utf-8', 'b')).faults).toEqual([])
    expect(reader.push(encodeAs('utf-8', '\nc\n')).faults).toEqual([
      { kind: 'gaiji', row: 2, column: 2, actual: '\ue000b' },
    ])
  })
})

describe('delimiters', () => {
  test.each([
    ['a,b\n1,2\n', ','],
    ['a\tb,c\td\n1\t2,3,4\t5\n', '\t'],
    ['名称;住所,番地\nx;y\nz;w,1,2\n', ';'],
    ['a|b|c\n1|2|3\n', '|'],
    ['説明,この表は\n\n#license,CC BY\na;b,c,d,e\n1,2,3,4\n1,2;3;4,5,6\n', ','],
    [`${'#LINK\n'.repeat(9)}a\tb\tc\n1\t2\t3\n`, '\t'],
    ['"a;b;c";"d,e"\n"1;2";3\n', ';'],
    ['sep=;\na,b,c;d\n', ';'],
    ['名称\n公園\n', ','],
    ['', ','],
  ])('%j', (text, delimiter) => expect(detectDelimiter(text, true).delimiter).toBe(delimiter))

  test('the last row of a head, cut short, does not count', () => {
    expect(detectDelimiter('a,b,c\n1,2,3\n4,"5;;;;')).toMatchObject({ delimiter: ',', confidence: 0.99 })
  })
})

describe('a whole file', () => {
  test.each(ENCODINGS)('%s: its encoding and delimiter are found', (encoding) => {
    const text = '名称\t住所\n市役所\t平塚市浅間町\n'
    const csv = readCsv(encodeAs(encoding, text))
    expect([csv.encoding.encoding, csv.delimiter.delimiter]).toEqual([encoding, '\t'])
    const rows = [...csv.batches].flatMap((batch) => batch.rows)
    expect(rows).toEqual([
      ['名称', '住所'],
      ['市役所', '平塚市浅間町'],
    ])
    expect([...csv.batches].flatMap((batch) => batch.rows)).toEqual(rows)
    expect(csv.problems()).toEqual([])
  })

  test('many rows come in batches of a thousand at most', () => {
    const { rows } = all(encodeAs('shift_jis', '東京,1\n'.repeat(40_000)), 'shift_jis')
    expect(rows).toHaveLength(40_000)
    const csv = readCsv(encodeAs('shift_jis', '東京,1\n'.repeat(40_000)))
    expect(csv.encoding.encoding).toBe('shift_jis')
    expect(Math.max(...[...csv.batches].map((batch) => batch.rows.length))).toBe(1000)
  })

  test('the encoding is known by rows far down a large file', () => {
    const plain = `${'a,b,c\n'.repeat(60_000)}`
    const text = `${plain}${'名称,住所,備考\n'.repeat(30_000)}${plain}`
    expect(readCsv(encodeAs('euc-jp', text)).encoding.encoding).toBe('euc-jp')
  })

  test('an encoding that was a close call is told', () => {
    const { csv, problems } = all(bytesOf(0xd4, 0xcf, 0xc0, 0xde, 0x0a))
    expect(csv.encoding.alternatives?.length).toBeGreaterThan(0)
    expect(problems.map(({ code }) => code)).toEqual(
      csv.encoding.confidence < 0.8 ? ['extract/encoding-unsure'] : [],
    )
  })

  test('never throws', () => {
    const byte = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(0x22, 0x2c, 0x0a, 0x0d, 0x1b, 0x24, 0x42),
    )
    fc.assert(
      fc.property(
        fc.array(byte, { maxLength: 200 }),
        fc.constantFrom(undefined, ...ENCODINGS),
        (bytes, encoding) => {
          const csv = readCsv(Uint8Array.from(bytes), { encoding })
          const rows = [...csv.batches].flatMap((batch) => batch.rows)
          // what could not be read never goes out as half a pair
          for (const cell of rows.flat()) expect(cell.isWellFormed()).toBe(true)
          csv.problems()
        },
      ),
      { numRuns: cases(300) },
    )
  }, 300_000)

  test('where the bytes are cut makes no difference', () => {
    const byte = fc.constantFrom(0x22, 0x2c, 0x0a, 0x0d, 0x61, 0x82, 0xa0, 0xe3, 0x81, 0xff)
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 40 }), fc.constantFrom(...ENCODINGS), (given, encoding) => {
        const bytes = Uint8Array.from(given)
        const read = (size: number) => {
          const reader = createCsvReader({ encoding, delimiter: ',' })
          const rows: Row[] = []
          const faults: CellFault[] = []
          const take = (batch: { rows: readonly Row[]; faults: readonly CellFault[] }) => {
            rows.push(...batch.rows)
            faults.push(...batch.faults)
          }
          for (let at = 0; at < bytes.length; at += size) take(reader.push(bytes.slice(at, at + size)))
          take(reader.end())
          return { rows, faults: faults.map((fault) => JSON.stringify(fault)).sort() }
        }
        const whole = read(1000)
        for (const size of [1, 3]) expect(read(size)).toEqual(whole)
      }),
      { numRuns: cases(200) },
    )
  }, 300_000)
})

describe('samples', () => {
  function* batches(count: number): Generator<RowBatch> {
    for (let first = 1; first <= count; first += 7) {
      const length = Math.min(7, count - first + 1)
      yield { first, rows: Array.from({ length }, (_, i) => [`r${first + i}`]) }
    }
  }
  const limits = { whole: 100, head: 20, spread: 30, tail: 10 }

  test('a file of ordinary size is kept whole', () => {
    const sample = sampleOf(batches(100), limits)
    expect(sample).toMatchObject({ worksheet: null, hidden: false, complete: true })
    expect(sample.rows.map(({ row }) => row)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
  })

  test.each([101, 102, 500, 5003])('of %i rows the head, a spread and the tail', (count) => {
    const { rows, complete } = sampleOf(batches(count), limits)
    const numbers = rows.map(({ row }) => row)
    expect(complete).toBe(false)
    expect(numbers.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
    expect(numbers.slice(-10)).toEqual(Array.from({ length: 10 }, (_, i) => count - 9 + i))
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    expect(numbers.length).toBeGreaterThan(40)
    expect(numbers.length).toBeLessThanOrEqual(60)
    for (const { row, cells } of rows) expect(cells).toEqual([`r${row}`])
  })
})
