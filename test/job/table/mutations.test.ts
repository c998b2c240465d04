/** Damaged files through the whole line: nothing throws, every row is accounted for, no record is without a row. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Encoding } from '../../../pipeline/lib/grid-declaration.ts'
import { xlsx } from '../../extract/spreadsheet/workbook.ts'
import { cases } from '../../helpers/cases.ts'
import { encodeAs } from '../../helpers/japanese.ts'
import { expectSound, runLine } from '../../helpers/line.ts'
import { CROSS, FILES, OWN, sheetXml, TEXTS } from './fixtures.ts'

test.each(FILES)('$name as it is: tables are found and rows come out', async ({ name, bytes }) => {
  const line = await runLine(bytes, name)
  expectSound(line)
  expect(line.run.outcomes.length).toBeGreaterThan(0)
  for (const { outcome } of line.run.outcomes) expect(outcome.account.counts.in).toBeGreaterThan(0)
})

/** What hands, programs and printers leave in a cell. */
const ODD = [
  '',
  ' ',
  '　',
  '"',
  '""',
  '\t',
  ';',
  '|',
  ',',
  '\n',
  '〃',
  '同上',
  '計',
  '合計',
  '※',
  '-',
  '－',
  '0',
  '0/0',
  '#REF!',
  '1e400',
  '-0',
  '9007199254740993',
  '令和99年13月40日',
  '24:00',
  '日没',
  '35.4,139.3',
  '999',
  '=1+1',
  '𠮷',
  '\u0000',
  '\ufeff',
  '\ufffd',
  'ﾊﾝｶｸ',
  '①',
  '名称',
  '緯度',
  '住所',
  'constructor',
  '__proto__',
  'ID',
  '例',
  'true',
  '1,234円',
]

type Damage = (rows: string[][], seed: number, odd: string) => void
const at = (seed: number, length: number): number => (length === 0 ? 0 : seed % length)
const damages: readonly Damage[] = [
  (rows, seed) => void rows.splice(at(seed, rows.length), 1),
  (rows, seed) => void rows.splice(at(seed, rows.length), 0, [...(rows[at(seed * 7, rows.length)] ?? [])]),
  (rows, seed) => void rows.splice(at(seed, rows.length), 0, []),
  (rows, seed) => void rows.splice(at(seed, rows.length + 1)),
  (rows, seed) => void rows.push(...rows.splice(0, at(seed, rows.length))),
  (rows) => void rows.reverse(),
  (rows, seed, odd) => {
    const row = rows[at(seed, rows.length)]
    if (row) row[at(seed >> 8, row.length)] = odd
  },
  (rows, seed, odd) => {
    for (const row of rows) row[at(seed, 13)] = odd
  },
  (rows, seed) => void rows[at(seed, rows.length)]?.shift(),
  (rows, seed, odd) => void rows[at(seed, rows.length)]?.push(odd, odd),
  (rows, seed) => {
    for (const row of rows) row.splice(at(seed, 13), 1)
  },
  (rows, seed) => {
    for (const row of rows) row.splice(at(seed, 13), 0, '')
  },
  (rows) => {
    for (const row of rows) row.push('', ...row)
  },
  (rows) => void rows.push([], ...rows.map((row) => [...row])),
]

const steps = fc.array(
  fc.record({ kind: fc.nat({ max: damages.length - 1 }), seed: fc.nat(), odd: fc.constantFrom(...ODD) }),
  { maxLength: 6 },
)
const encodings: readonly Encoding[] = ['utf-8', 'utf-8', 'shift_jis', 'euc-jp', 'iso-2022-jp', 'utf-16le']

function damaged(text: string, list: readonly { kind: number; seed: number; odd: string }[]): string[][] {
  const separator = text.includes('\t') ? '\t' : ','
  const rows = text.split('\n').map((line) => line.split(separator))
  for (const { kind, seed, odd } of list) damages[kind]?.(rows, seed, odd)
  // a cell beyond the end of its row leaves holes
  return rows.map((row) => Array.from(row, (cell) => cell ?? ''))
}

function encoded(text: string, encoding: Encoding): Uint8Array {
  try {
    return encodeAs(encoding, text)
  } catch {
    return encodeAs('utf-8', text)
  }
}

test('rows cut, doubled, turned round, cells blanked and replaced, other delimiters and encodings', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...TEXTS),
      steps,
      fc.constantFrom(',', '\t', ';', '|', ' '),
      fc.constantFrom(...encodings),
      fc.constantFrom('\n', '\r\n', '\r'),
      async (text, list, separator, encoding, end) => {
        const joined = damaged(text, list)
          .map((row) => row.join(separator))
          .join(end)
        expectSound(await runLine(encoded(joined, encoding), 'x.csv'))
      },
    ),
    {
      numRuns: cases(100),
      // met once in 10,000: a table of totals alone
      examples: [
        [
          CROSS,
          [
            { kind: 5, seed: 0, odd: '' },
            { kind: 3, seed: 1810967735, odd: '' },
            { kind: 13, seed: 0, odd: '' },
          ],
          ',',
          'utf-8',
          '\n',
        ],
      ],
    },
  )
})

test('the same in worksheets', async () => {
  const quiet = (cell: string): string => cell.replace(/[\u0000-\u001f,]/g, '')
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...TEXTS), steps, fc.boolean(), async (text, list, two) => {
      const xml = sheetXml(
        damaged(text, list)
          .map((row) => row.map(quiet).join(','))
          .join('\n'),
      )
      const bytes = xlsx({ sheets: two ? { A: xml, B: xml } : { A: xml } })
      expectSound(await runLine(bytes, 'x.xlsx'))
    }),
    {
      numRuns: cases(40),
      examples: [
        [
          OWN,
          [
            { kind: 7, seed: 0, odd: '合計' },
            { kind: 7, seed: 59384042, odd: '=1+1' },
          ],
          false,
        ],
      ],
    },
  )
})

test('bytes flipped, cut out and put in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...FILES),
      fc.array(fc.tuple(fc.nat(), fc.constantFrom(0, 0x22, 0x2c, 0x0a, 0x1b, 0x80, 0x81, 0xff, 0xfe, 0x30)), {
        minLength: 1,
        maxLength: 8,
      }),
      fc.option(fc.nat()),
      async ({ name, bytes }, flips, cut) => {
        const copy = bytes.slice(0, cut === null ? bytes.length : at(cut, bytes.length))
        for (const [seed, byte] of flips) if (copy.length > 0) copy[at(seed, copy.length)] = byte
        expectSound(await runLine(copy, name))
      },
    ),
    { numRuns: cases(100) },
  )
})

test('random bytes and random texts', async () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '1', ',', '"', '\n', '\t', 'あ', '計', ' ', ';'),
    maxLength: 200,
  })
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    text.map((one) => encodeAs('utf-8', one)),
  )
  await fc.assert(
    fc.asyncProperty(bytes, async (one) => {
      expectSound(await runLine(one, 'x'))
    }),
    { numRuns: cases(100) },
  )
})

test('a sheet that a person names, and a schema from outside, change nothing of that', async () => {
  const rowSchema = {
    schema: {
      type: 'object',
      properties: { 名称: { type: 'string' }, NO: { type: 'integer' } },
      required: ['NO'],
    },
    key: ['NO'],
  }
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...TEXTS), steps, fc.boolean(), async (text, list, named) => {
      const bytes = encoded(
        damaged(text, list)
          .map((row) => row.join(','))
          .join('\n'),
        'utf-8',
      )
      expectSound(await runLine(bytes, 'x.csv', named ? { as: 'aed' } : { rowSchema }))
    }),
    { numRuns: cases(40) },
  )
})
