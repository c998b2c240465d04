/** The whole line on bytes: opened, looked at, run; and what must hold of whatever came out. */

import { expect } from 'vitest'
import { packageFile } from '../../pipeline/effects-package.ts'
import type { Change, TableAccount } from '../../pipeline/job/table/account.ts'
import { type Look, type LookInput, lookAt } from '../../pipeline/job/table/look.ts'
import { type Opened, openGrids } from '../../pipeline/job/table/open.ts'
import { type LookRun, runLook } from '../../pipeline/job/table/run-look.ts'
import { createKeySet } from '../../pipeline/lib/key-set.ts'
import type { Scalar } from '../../pipeline/lib/model.ts'
import { isObject } from '../../pipeline/lib/object.ts'
import type { TableWords } from '../../pipeline/recognize/index.ts'
import { KNOWLEDGE, read } from '../recognize/knowledge.ts'
import { PACKAGE, schemasOf } from './job.ts'

const schemas = schemasOf(PACKAGE)

function isWords(value: unknown): value is TableWords {
  return isObject(value)
}

export function tableWords(): TableWords {
  const words = read('recognition/tables.yaml')
  if (!isWords(words)) throw new Error('no words')
  return words
}

const WORDS = tableWords()

export interface Line {
  /** cells that came out otherwise than written, of all tables */
  readonly changes: readonly Change[]
  readonly opened: Opened
  readonly look: Look
  readonly run: LookRun
  /** records of each table of the look, with their rows */
  readonly records: ReadonlyMap<
    number,
    readonly { readonly row: number; readonly values: readonly Scalar[] }[]
  >
}

/** Undefined run: the bytes are no file of tables, and the problems say so. */
export async function runLine(
  bytes: Uint8Array,
  name: string,
  more: Partial<Pick<LookInput, 'as' | 'rowSchema' | 'code'>> = {},
): Promise<Line> {
  const place = { file: name }
  const opened = await openGrids(bytes, undefined, place, packageFile)
  const records = new Map<number, { readonly row: number; readonly values: readonly Scalar[] }[]>()
  const changes: Change[] = []
  const { file } = opened
  if (file === undefined) {
    return {
      opened,
      look: { tables: [], without: [] },
      run: { outcomes: [], problems: [] },
      records,
      changes,
    }
  }
  const look = lookAt({ file, name, knowledge: () => KNOWLEDGE, words: WORDS, schemas, place, ...more })
  const keys = look.tables.map(() => createKeySet())
  const run = runLook({
    file,
    look,
    context: { date1904: file.date1904 },
    place,
    kept: 5,
    onChanges: (_, { changes: own }) => changes.push(...own),
    takeKey: (table) => (key, row) => keys[table]?.take(key, row),
    onRecords(table, { values, rows }) {
      const all = records.get(table) ?? []
      for (const [i, one] of values.entries()) all.push({ row: rows[i] ?? 0, values: one })
      records.set(table, all)
    },
  })
  opened.laterProblems()
  return { opened, look, run, records, changes }
}

/** Every row is counted once, and no record is without a row. */
export function expectAccount(account: TableAccount): void {
  const { counts, skipped, held, runs } = account
  const { total, blank, preamble, header, note, example, totals, records } = counts
  expect(total).toBe(blank + preamble + header + note + example + totals + counts.in)
  expect(counts.in).toBe(counts.out + counts.held)
  const many = (all: readonly { readonly from: number; readonly to: number }[]): number =>
    all.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  expect(many(skipped)).toBe(total - counts.in)
  expect(many(held)).toBe(counts.held)
  for (const { codes } of held) expect(codes.length).toBeGreaterThan(0)
  expect(runs.reduce((sum, run) => sum + run.many, 0)).toBe(records)
}

/** The same of all tables of a file, by the rows that the file has. */
export function expectSound({ opened, look, run, records }: Line): void {
  const { file } = opened
  if (file === undefined) {
    expect(opened.problems.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0)
    return
  }
  // what the look proposes, the run finds
  expect(run.outcomes.map(({ index }) => index)).toEqual(look.tables.map((_, i) => i))
  for (const grid of file.grids) {
    const all = new Set<number>()
    for (const { first, rows } of grid.batches()) rows.forEach((_, i) => void all.add(first + i))
    const mine = run.outcomes.filter(({ index }) => look.tables[index]?.worksheet === grid.worksheet)
    if (mine.length === 0) continue
    const seen = new Set<number>()
    for (const { index, outcome } of mine) {
      const { account } = outcome
      expectAccount(account)
      for (const { from, to } of [...account.skipped, ...account.held])
        for (let row = from; row <= to; row += 1) seen.add(row)
      for (const { row } of account.runs.flatMap((one) =>
        Array.from({ length: one.many }, (_, i) => ({
          row: outcome.located.melted.length > 0 ? one.row : one.row + i,
        })),
      ))
        seen.add(row)
      const out = records.get(index) ?? []
      expect(out.length).toBe(account.counts.records)
      const held = new Set(
        account.held.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)),
      )
      for (const { row } of out) expect([all.has(row), held.has(row)]).toEqual([true, false])
      for (const { row } of out) seen.add(row)
    }
    expect([...all].filter((row) => !seen.has(row))).toEqual([])
    expect([...seen].filter((row) => !all.has(row))).toEqual([])
  }
}
