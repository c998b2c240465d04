/** What is taken from the records of an XLS before the library reads them. */
import fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import { makeSafe } from '../../../pipeline/extract/spreadsheet/biff.ts'
import { openCompound } from '../../../pipeline/extract/spreadsheet/compound.ts'
import { readSpreadsheet } from '../../../pipeline/extract/spreadsheet/index.ts'
import { addressKey } from '../../../pipeline/lib/grid.ts'

const formulas = new Uint8Array(fs.readFileSync(new URL('formulas.xls', import.meta.url)))

function record(type: number, body: readonly number[]): readonly number[] {
  return [type & 255, type >> 8, body.length & 255, body.length >> 8, ...body]
}
const BOF = record(0x809, [0, 6, 5, 0, 0, 0, 0, 0])
const EOF = record(0x0a, [])
const stream = (...records: readonly (readonly number[])[]): Uint8Array => Uint8Array.from(records.flat())

describe('records', () => {
  test('a formula keeps its place, its look and its result, and nothing else', () => {
    const body = Array.from({ length: 30 }, (_, i) => i + 1)
    const safe = makeSafe(stream(BOF, record(0x06, body), EOF))
    if (typeof safe === 'string') throw new Error(safe)
    const at = BOF.length + 4
    expect([...safe.subarray(at, at + 16)]).toEqual(body.slice(0, 16))
    expect([...safe.subarray(at + 16, at + 30)]).toEqual(Array.from({ length: 14 }, () => 0))
  })

  test.each([
    ['a shared formula', 0x4bc],
    ['an array formula', 0x221],
    ['a name', 0x18],
    ['an external name', 0x23],
    ['a link', 0x1b8],
    ['what nobody knows', 0x7777],
  ])('%s is stepped over, and nothing moves', (_, type) => {
    const given = stream(
      BOF,
      record(type, [1, 2, 3]),
      record(
        0x203,
        Array.from({ length: 14 }, () => 1),
      ),
      EOF,
    )
    const safe = makeSafe(given.slice())
    if (typeof safe === 'string') throw new Error(safe)
    expect(safe.length).toBe(given.length)
    expect(safe[BOF.length]).toBe(0xcf)
    expect([...safe.subarray(BOF.length + 7)]).toEqual([...given.subarray(BOF.length + 7)])
  })

  test.each([
    ['cut short', stream(BOF, record(0x203, [1, 2, 3, 4])).subarray(0, BOF.length + 6), 'damaged'],
    ['without its end', stream(BOF), 'damaged'],
    ['a formula too short', stream(BOF, record(0x06, [1, 2, 3]), EOF), 'damaged'],
    ['a text too short', stream(BOF, record(0x204, [1, 2, 3]), EOF), 'damaged'],
    ['under a password', stream(BOF, record(0x2f, [0, 0]), EOF), 'encrypted'],
    [
      'merges over merges',
      stream(BOF, ...Array.from({ length: 2_001 }, () => record(0xe5, [0, 0])), EOF),
      'too-large',
    ],
  ])('%s', (_, bytes, fault) => {
    expect(makeSafe(bytes)).toBe(fault)
  })

  test('shared texts are counted as far as they are there', () => {
    // one of two letters, and the beginning of another
    const texts = [2, 0, 0, 0, 9, 0, 0, 0, 2, 0, 0, 65, 66, 3]
    const safe = makeSafe(stream(BOF, record(0xfc, texts), EOF))
    if (typeof safe === 'string') throw new Error(safe)
    expect(safe[BOF.length + 4 + 4]).toBe(1)
  })

  test('a text that goes on in the next record, as wide letters there', () => {
    const texts = [1, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 65]
    const safe = makeSafe(stream(BOF, record(0xfc, texts), record(0x3c, [1, 66, 0, 67, 0]), EOF))
    if (typeof safe === 'string') throw new Error(safe)
    expect(safe[BOF.length + 4 + 4]).toBe(1)
  })
})

test('values of computed cells are read, and that they are computed', () => {
  const result = readSpreadsheet(formulas, 'xls')
  if ('problem' in result) throw new Error(result.problem.message.en)
  const [sheet] = result.workbook.worksheets
  expect(sheet?.rows[1]?.slice(0, 5)).toEqual(['施設2', '3', '6', '4.5', '小'])
  const facts = [1, 2, 3, 4, 5, 8].map((column) => sheet?.cells.get(addressKey(2, column))?.formula)
  // the last is of an array
  expect(facts).toEqual([undefined, undefined, '', '', '', ''])
  expect(sheet?.cells.get(addressKey(1, 1))?.comment).toContain('メモ')
  expect(result.workbook.worksheets.map(({ hidden }) => hidden)).toEqual([false, true])
  expect(result.workbook.properties).toMatchObject({ Author: '山田', Title: '題' })
})

describe('a compound file', () => {
  test('has its streams', () => {
    const compound = openCompound(formulas)
    expect(compound?.stream('workbook')?.short).toBe(false)
    expect(compound?.stream('nothing')).toBeUndefined()
  })

  test('whose sectors go round in a circle ends', () => {
    const view = new DataView(formulas.slice().buffer)
    // every entry of the first FAT sector leads to the first sector
    const fat = (view.getUint32(76, true) + 1) * 512
    for (let at = fat; at < fat + 512; at += 4) view.setUint32(at, 0, true)
    const bytes = new Uint8Array(view.buffer)
    expect(() => openCompound(bytes)?.stream('workbook')).not.toThrow()
    const result = readSpreadsheet(bytes, 'xls')
    expect('problem' in result && result.problem.code).toMatch(/^extract\//)
  })

  test.each([0, 100, 511, 600])('of %i bytes', (length) => {
    expect(() => openCompound(formulas.subarray(0, length))?.stream('workbook')).not.toThrow()
  })
})
