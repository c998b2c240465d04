import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeAccounts } from '../../../pipeline/job/table/account.ts'
import { compileReads } from '../../../pipeline/job/table/program.ts'
import { createTableRun } from '../../../pipeline/job/table/run.ts'
import { createTally, mergeTallies } from '../../../pipeline/job/table/tally.ts'
import type { Severity } from '../../../pipeline/problem.ts'
import { fieldsOf, rowGate } from '../../../pipeline/validate/index.ts'
import { cases } from '../../helpers/cases.ts'
import { expectAccount } from '../../helpers/line.ts'
import { batches, locate, table } from '../../shape/grid/helper.ts'
import { schemaOf } from './small.ts'

const schema = schemaOf({
  名: { type: 'string', 'x-requirement': '必須' },
  数: { 'x-kind': 'integer', type: ['integer', 'null'] },
  日: { 'x-kind': 'date' },
})
const one = table(['名', '数', '日'], {
  skip: [
    { as: 'totals', is: ['計'], reason: '合計の行' },
    { as: 'note', starts: ['※'] },
  ],
})
const cell = fc.constantFrom('', 'a', 'b', '計', '※', '1', '1,000', '令和6年4月1日', 'x', '２')
const rows = fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 30 })

test('the account of ranges, put together, is the account of the whole; every row is in it once', () => {
  const fields = fieldsOf(schema)
  const gate = rowGate(schema, ['名', '数', '日'])
  const reads = compileReads(fields, {})
  fc.assert(
    fc.property(
      rows,
      fc.array(fc.nat({ max: 32 }), { maxLength: 4 }),
      fc.integer({ min: 1, max: 4 }),
      (below, cuts, kept) => {
        const all = [['題'], ['名', '数', '日'], ...below]
        const [located] = locate([one], all)
        if (located === undefined) throw new Error('no header')
        const start = () =>
          createTableRun({
            table: one,
            located,
            fields,
            gate,
            reads,
            context: {},
            isCsv: true,
            place: { file: 'x.csv' },
            kept,
            keepChanges: true,
          })
        const run = (from: number, to: number) => {
          const range = start()
          for (const batch of batches(all.slice(from, to)))
            range.push({ ...batch, first: batch.first + from })
          return range.account()
        }
        const ends = [...new Set(cuts.map((cut) => Math.min(cut, all.length)))].sort((a, b) => a - b)
        const bounds = [0, ...ends, all.length]
        const parts = bounds.slice(1).map((end, i) => run(bounds[i] ?? 0, end))
        const whole = run(0, all.length)
        expectAccount(whole)
        expect(whole.counts.total).toBe(all.length)
        expect(mergeAccounts(parts, kept)).toEqual(whole)
      },
    ),
    { numRuns: cases(100) },
  )
})

test('a tally counts all and keeps the first; tallies of parts make that of the whole', () => {
  const problem = (code: string, row: number) => {
    const text = { ja: code, en: code }
    return {
      code,
      severity: 'error' as const,
      scope: 'row' as const,
      message: text,
      remedy: text,
      where: { row },
    }
  }
  const entry = fc.record({
    code: fc.constantFrom('a', 'b'),
    severity: fc.constantFrom<Severity>('error', 'warning'),
    column: fc.constantFrom(-1, 0, 3),
  })
  fc.assert(
    fc.property(fc.array(entry), fc.nat(), fc.integer({ min: 1, max: 3 }), (all, seed, kept) => {
      const tally = (from: number, to: number) => {
        let made = 0
        const into = createTally(kept)
        for (const [i, { code, severity, column }] of all.entries()) {
          if (i < from || i >= to) continue
          into.add(code, severity, column, () => {
            made += 1
            return problem(code, i + 1)
          })
        }
        const list = into.list()
        expect(made).toBe(list.reduce((sum, { first }) => sum + first.length, 0))
        return list
      }
      const cut = all.length === 0 ? 0 : seed % all.length
      const whole = tally(0, all.length)
      expect(whole.reduce((sum, { count }) => sum + count, 0)).toBe(all.length)
      expect(mergeTallies([tally(0, cut), tally(cut, all.length)], kept)).toEqual(whole)
    }),
    { numRuns: cases(100) },
  )
})
