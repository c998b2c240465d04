import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cells, compact } from '../../pipeline/lib/compact.ts'
import type { CellProvenance } from '../../pipeline/lib/model.ts'
import { isProvenance, provenanceOf } from '../../pipeline/lib/provenance.ts'

const few = <T>(...values: readonly T[]) => fc.constantFrom(...values)
const places = fc.array(
  fc.array(
    fc.tuple(few(1, 2, 3), few('c1', 'c2', 'text', 'a#b')).map(([line, part]) => `${line}#${part}`),
    {
      maxLength: 2,
    },
  ),
  { maxLength: 2 },
)

const cell: fc.Arbitrary<CellProvenance> = fc.record(
  {
    method: few('as-written', 'normalized', 'corrected', 'inferred', 'computed', 'declared'),
    cites: places,
    overruled: fc.subarray(['1#c1', '2#c2']),
    evidence: few({ ja: '記号', en: 'sign' }, { ja: '言葉', en: 'words' }),
    formula: few('a − b', ''),
    fields: fc.subarray(['a', 'b']),
    file: few('source.yaml', 'corrections.yaml'),
    key: few('document.kinds.result.year', 'corrections.2'),
    reason: few('誤読', '別の誤読'),
  },
  { requiredKeys: ['method'] },
)

const words = ['text', 'value', '__proto__', 'constructor', 'toString', '1', 'a/b']
const cells: fc.Arbitrary<Cells> = fc
  .array(fc.tuple(few(...words, 'r1', 'r2', 'r3'), fc.array(fc.tuple(few(...words), cell))), {
    maxLength: 12,
  })
  .map((rows) => new Map(rows.map(([name, row]) => [name, new Map(row)])))

describe('a rule and its exceptions', () => {
  test('nothing is lost, also on the way through a file', () => {
    fc.assert(
      fc.property(cells, (all) => {
        const made: unknown = JSON.parse(JSON.stringify(compact(all)))
        if (!isProvenance(made)) throw new Error(JSON.stringify(made))
        const fields = new Set([...all.values()].flatMap((row) => [...row.keys()]))
        for (const [name, row] of all) {
          for (const field of fields) expect(provenanceOf(made, name, field)).toEqual(row.get(field))
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('what all records share is said once; what two share besides, once more', () => {
    const row = (line: number, year: CellProvenance): [string, ReadonlyMap<string, CellProvenance>] => [
      `r${line}`,
      new Map<string, CellProvenance>([
        ['name', { method: 'as-written', cites: [[`${line}#c1`]] }],
        ['text', { method: 'normalized', cites: [[`${line}#c2`]] }],
        ['value', { method: 'normalized', cites: [[`${line}#c2`]] }],
        ['year', year],
      ]),
    ]
    const declared: CellProvenance = {
      method: 'declared',
      file: 'source.yaml',
      key: 'document.kinds.result.year',
    }
    const read: CellProvenance = { method: 'normalized', cites: [['1#year']] }
    const made = compact(
      new Map([row(2, read), row(3, read), row(4, read), row(5, declared), row(6, declared)]),
    )
    expect(made.fields).toEqual({
      name: { method: 'as-written' },
      text: { method: 'normalized', sameAs: 'name', part: 'c2' },
      value: { method: 'normalized', sameAs: 'text' },
      year: { method: 'normalized', cites: [['1#year']], others: [declared] },
    })
    expect(made.records).toEqual({
      r2: { name: { cites: [['2#c1']] } },
      r3: { name: { cites: [['3#c1']] } },
      r4: { name: { cites: [['4#c1']] } },
      r5: { name: { cites: [['5#c1']] }, year: { other: 1 } },
      r6: { name: { cites: [['6#c1']] }, year: { other: 1 } },
    })
  })

  test('a table of a thousand rows and thirty columns lists each row once', () => {
    const columns = Array.from({ length: 30 }, (_, i) => `c${i + 1}`)
    const all = new Map(
      Array.from({ length: 1_000 }, (_, i) => [
        `r${i}`,
        new Map(
          columns.map((column): [string, CellProvenance] => [
            column,
            { method: 'as-written', cites: [[`${i + 2}#${column}`]] },
          ]),
        ),
      ]),
    )
    const { fields, records } = compact(all)
    expect(Object.keys(fields)).toEqual(columns)
    expect(Object.values(records).every((row) => Object.keys(row).join() === 'c1')).toBe(true)
  })

  test('what is no provenance is not read as one; what goes round in a circle ends', () => {
    expect(isProvenance({ fields: {}, records: {} })).toBe(true)
    for (const value of [
      null,
      { fields: {} },
      { fields: { a: {} }, records: {} },
      { fields: { a: { method: 'guessed' } }, records: {} },
      { fields: { a: { method: 'declared', others: [{ key: 'k' }] } }, records: {} },
      { fields: {}, records: { r: { a: { cites: ['1#c1'] } } } },
      { fields: {}, records: { r: 'a' } },
    ]) {
      expect(isProvenance(value), JSON.stringify(value)).toBe(false)
    }
    const round = {
      fields: {
        a: { method: 'as-written' as const, sameAs: 'b' },
        b: { method: 'as-written' as const, sameAs: 'a' },
      },
      records: {},
    }
    expect(provenanceOf(round, 'r', 'a')).toEqual({ method: 'as-written' })
  })
})
