/** The copy in Shift_JIS: what can be written reads back, what can not is seen and told. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batchesOf } from '../../pipeline/export/batches.ts'
import { createCp932, shiftJisProblems, writeCsvShiftJis } from '../../pipeline/export/cp932.ts'
import { writeCsv } from '../../pipeline/export/csv.ts'
import type { Dataset } from '../../pipeline/lib/model.ts'
import { bytesOf, initiatives, textOf } from './fixture.ts'

const decoder = new TextDecoder('shift_jis', { fatal: true })
const { encode } = createCp932()
const hex = (text: string): string => Buffer.from(encode(text)).toString('hex')

/** Every character that the platform reads from one byte or two. */
function readable(): readonly string[] {
  const found = new Set<string>()
  const read = (...bytes: number[]): void => {
    try {
      const text = decoder.decode(new Uint8Array(bytes))
      if ([...text].length === 1) found.add(text)
    } catch {
      // no character has these bytes
    }
  }
  for (let byte = 1; byte < 256; byte += 1) read(byte)
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    for (let trail = 0x40; trail <= 0xfc; trail += 1) read(lead, trail)
  }
  return [...found]
}

test('every character that CP932 has reads back', () => {
  // control characters are in no data; Node's decoder has three of them elsewhere (ICU's ibm-943)
  const all = readable().filter((one) => !/[\u0000-\u001f\u007f\u0080]/.test(one))
  expect(all.length).toBeGreaterThan(9_000)
  const lost: string[] = []
  const wrong = all.filter((one) => decoder.decode(encode(one, (what) => lost.push(what))) !== one)
  expect(wrong).toEqual([])
  expect(lost).toEqual([])
})

test.each([
  // what stands twice has the code that Windows gives it
  ['∪', '81be'],
  ['≒', '81e0'],
  ['Ⅰ', '8754'],
  ['㈱', '878a'],
  ['№', '8782'],
  ['∵', '81e6'],
  ['ⅰ', 'fa40'],
  // the same for people
  ['〜', '8160'],
  ['～', '8160'],
  ['−', '817c'],
  ['‖', '8161'],
  ['—', '815c'],
  ['¢', '8191'],
  ['£', '8192'],
  ['¬', '81ca'],
  ['¥', '818f'],
  ['‾', '8150'],
  ['\u00a0', '20'],
  ['が', '82aa'],
  ['か\u3099', '82aa'],
  ['ハ\u309a', '8370'],
  ['ｶﾞ', 'b6de'],
  ['髙﨑', 'fbfcfab1'],
])('%s is %s', (text, code) => expect(hex(text)).toBe(code))

test.each([
  ['𠮷野家', '〓野家', ['𠮷']],
  ['10–12', '10〓12', ['–']],
  ['葛\u{e0100}城', '葛城', ['葛\u{e0100}']],
  ['𠮷\u{e0100}', '〓', ['𠮷', '𠮷\u{e0100}']],
  ['é\ud842', '〓〓', ['é', '\ud842']],
  ['か\u3099ん\u3099', 'がん〓', ['\u3099']],
])('%s becomes %s, and is told', (text, wanted, told) => {
  const lost: string[] = []
  expect(decoder.decode(encode(text, (one) => lost.push(one)))).toBe(wanted)
  expect(lost).toEqual(told)
})

test('whatever the text, it can be read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
      expect(() => decoder.decode(encode(text))).not.toThrow()
    }),
  )
})

describe('the CSV', () => {
  const dataset: Dataset = {
    ...initiatives,
    records: [
      { ...initiatives.records[0], title: '見本〜一', unit: '㎡' },
      { ...initiatives.records[1], title: '𠮷野, "髙"', unit: '–' },
      { ...initiatives.records[2], title: '𠮷\n𠮷' },
    ],
  }
  test('is the other without its mark, in another encoding', async () => {
    const plain: Dataset = { ...dataset, records: dataset.records.slice(0, 1) }
    const utf8 = await textOf({ path: '', chunks: writeCsv(plain.columns, batchesOf(plain.records)) })
    const bytes = await bytesOf({
      path: '',
      chunks: writeCsvShiftJis(plain.columns, batchesOf(plain.records)),
    })
    expect(decoder.decode(bytes)).toBe(utf8.slice(1).replaceAll('〜', '～'))
    expect(shiftJisProblems(plain)).toEqual([])
  })

  test('tells once a dataset which characters, in how many cells, and where the first is', () => {
    const [problem, ...others] = shiftJisProblems(dataset)
    expect(others).toEqual([])
    expect(problem).toMatchObject({
      code: 'export/not-in-shift-jis',
      severity: 'warning',
      where: { dataset: dataset.id, record: '01', field: 'title', header: '取組名' },
      actual: '𠮷(U+20BB7) –(U+2013)',
    })
    expect(problem?.message.ja).toContain('3 か所')
    expect(problem?.message.en).toContain('3 cells')
  })
})
