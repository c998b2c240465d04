import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readSpreadsheet } from '../../pipeline/extract/spreadsheet/index.ts'
import { type FreshPart, packedParts, writeZip, zipPieces } from '../../pipeline/lib/zip-write.ts'

const part = (name: string, text: string, stored = false): FreshPart => ({
  name,
  bytes: strToU8(text),
  stored,
})

describe('writeZip', () => {
  test('another reader finds every part as it was', () => {
    const file = fc.record({
      name: fc.stringMatching(/^[a-zア-ン]{1,8}\.(xml|bin)$/),
      bytes: fc.uint8Array({ maxLength: 2_000 }),
      stored: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(file, { selector: ({ name }) => name, maxLength: 6 }),
        fc.nat(500),
        (files, cut) => {
          const zip = writeZip(
            files.map(({ bytes, ...rest }, i) => ({
              ...rest,
              bytes: i % 2 === 0 ? bytes : () => [bytes.subarray(0, cut), bytes.subarray(cut)],
            })),
          )
          const found = unzipSync(zip)
          expect(Object.keys(found)).toEqual(files.map(({ name }) => name))
          for (const { name, bytes } of files) expect(found[name]).toEqual(bytes)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('no date, no system; the name is told to be UTF-8 where it is not ASCII', () => {
    const view = new DataView(writeZip([part('a.txt', 'a'), part('表.txt', 'b')]).buffer)
    expect([view.getUint16(6, true), view.getUint16(10, true), view.getUint16(12, true)]).toEqual([0, 0, 33])
    const flags: number[] = []
    for (let at = 0; at + 4 < view.byteLength; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) {
        flags.push(view.getUint16(at + 8, true))
        expect(view.getUint16(at + 14, true)).toBe(33)
        expect(view.getUint32(at + 38, true)).toBe(0)
      }
    expect(flags).toEqual([0, 0x800])
  })

  test('the same parts, the same bytes, in one or in pieces', () => {
    const parts = [part('a', 'あ'.repeat(100_000)), part('b', 'x', true), part('c', '')]
    expect(writeZip(parts)).toEqual(writeZip(parts))
    const pieces = [...zipPieces(parts)]
    expect(pieces.length).toBeGreaterThan(3)
    expect(Buffer.concat(pieces)).toEqual(Buffer.from(writeZip(parts)))
  })

  test('what a part is made of is asked for when its turn comes', () => {
    const seen: string[] = []
    const later = (name: string): FreshPart => ({
      name,
      bytes: () => {
        seen.push(name)
        return [strToU8(seen.join())]
      },
    })
    const found = unzipSync(writeZip([later('a'), later('b')]))
    expect(strFromU8(found.b ?? new Uint8Array())).toBe('a,b')
  })

  test('more than fits is refused', () => {
    expect(() => writeZip(Array.from({ length: 65_535 }, (_, i) => part(`${i}`, '', true)))).toThrow('zip')
  })
})

describe('packedParts', () => {
  const files = { 'a/b.xml': strToU8('<a/>'.repeat(1_000)), '表.txt': strToU8('b'), empty: new Uint8Array() }

  test('a zip of another writer, taken over: packed bytes, names, dates stay', () => {
    const other = zipSync(files, { mtime: '2026-01-01T00:00:00', os: 3, attrs: 0o644 << 16 })
    const parts = packedParts(other) ?? []
    const again = packedParts(writeZip(parts)) ?? []
    expect(again).toEqual(parts)
    expect(again.map(({ name }) => name)).toEqual(Object.keys(files))
    expect(again[0]?.date).toBe(((2026 - 1980) << 9) | (1 << 5) | 1)
    expect(unzipSync(writeZip(parts))).toEqual(files)
  })

  test('a name in CP932 keeps its bytes', () => {
    const parts = packedParts(writeZip([part('xx.txt', 'a')])) ?? []
    const name = Uint8Array.of(0x95, 0x5c, 0x2e, 0x74)
    const [again] = packedParts(writeZip(parts.map((one) => ({ ...one, nameBytes: name, flags: 0 })))) ?? []
    expect(again?.nameBytes).toEqual(name)
  })

  test('sizes that stood after the data stand before it', () => {
    const [one] = packedParts(writeZip([part('a.txt', 'aaaaaaaa')])) ?? []
    if (one === undefined) throw new Error('no part')
    const zip = writeZip([{ ...one, flags: 8 }])
    expect(new DataView(zip.buffer).getUint16(6, true)).toBe(0)
    expect(strFromU8(unzipSync(zip)['a.txt'] ?? new Uint8Array())).toBe('aaaaaaaa')
  })

  test.each([
    ['no zip', (bytes: Uint8Array) => bytes.subarray(0, 20)],
    ['cut at its head', (bytes: Uint8Array) => bytes.subarray(40)],
    ['a directory elsewhere', (bytes: Uint8Array) => bytes.with(bytes.length - 5, 0x7f)],
  ])('%s', (_, change) => {
    expect(packedParts(change(writeZip([part('a.txt', 'a'.repeat(100))])))).toBeUndefined()
  })
})

test('what is written is read by the reader of spreadsheets', () => {
  const result = readSpreadsheet(writeZip([part('a.txt', 'a')]), 'xlsx')
  expect('problem' in result && result.problem.code).toBe('extract/not-a-workbook')
})
