/** The report of a conversion and the list of changes: written piece by piece, the same text as of the whole. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { csvText, rowSchema } from '../../../bench/generate.mjs'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { isObject } from '../../../pipeline/lib/object.ts'
import { checkFile } from '../../../pipeline/run/file/check.ts'
import { convertFile } from '../../../pipeline/run/file/convert.ts'
import { createSpill } from '../../../pipeline/run/file/spill.ts'
import type { Machine } from '../../../pipeline/run/options.ts'
import { PACKAGE } from '../../helpers/job.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-report-'))
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))
const effects = nodeEffects()
const machine: Machine = {
  code: 'dev',
  packageFolder: PACKAGE,
  rooms: () => Promise.reject(new Error('not needed here')),
}

/** Every fifth row has a date to be mended, every seventh a number that is none, some both. */
function messy(): string {
  const lines = [...csvText(60)].join('').split('\r\n')
  return lines
    .map((line, i) => {
      const cells = line.split(',')
      if (i > 0 && i % 5 === 0) cells[13] = 'R6.4.1'
      if (i > 0 && i % 7 === 0) cells[9] = '不明'
      return i === 0 || cells.length < 20 ? line : cells.join(',')
    })
    .join('\r\n')
}

fs.writeFileSync(path.join(root, 'in.csv'), messy())
fs.writeFileSync(path.join(root, 'schema.json'), JSON.stringify(rowSchema()))

describe('the cells that changed', () => {
  test('stand in the report, of rows that came out only', async () => {
    const { written, found } = await convertFile(effects, machine, root, {
      file: 'in.csv',
      schema: 'schema.json',
      out: 'out',
      to: ['csv'],
    })
    const text = fs.readFileSync(path.join(root, 'out', 'report.json'), 'utf8')
    const report: unknown = JSON.parse(text)
    expect(text).toBe(`${JSON.stringify(report, null, 2)}\n`)
    expect(written.at(-1)?.bytes).toBe(Buffer.byteLength(text))
    const [trace] = isObject(report) && Array.isArray(report.provenance) ? report.provenance : []
    const rows: number[] = trace.changed.map(({ row }: { row: number }) => row)
    expect(trace.changed[0]).toEqual({
      row: 6,
      column: 'N',
      field: '開設年月日',
      before: 'R6.4.1',
      after: '2024-04-01',
    })
    expect(rows).not.toContain(36)
    expect(found.tables[0]?.held.some(({ from, to }) => from <= 36 && 36 <= to)).toBe(true)
    expect(fs.readdirSync(path.join(root, 'out')).sort()).toEqual(['in.csv', 'report.json'])
  })

  test('stand in the list beside the mended CSV', async () => {
    await checkFile(effects, machine, root, { file: 'in.csv', schema: 'schema.json', fix: 'fix/in.csv' })
    const lines = fs.readFileSync(path.join(root, 'fix', 'in.changes.csv'), 'utf8').split('\r\n')
    expect(lines[1]).toBe('6,N6,開設年月日,開設年月日,R6.4.1,2024-04-01')
    expect(lines.some((line) => line.startsWith('36,'))).toBe(false)
    expect(fs.readdirSync(path.join(root, 'fix')).sort()).toEqual(['in.changes.csv', 'in.csv'])
  })
})

test('a text that is long is kept in a file, which goes', () => {
  const folder = path.join(root, 'spill')
  const spill = createSpill(effects, path.join(folder, 'x'), 10)
  expect(spill.isEmpty()).toBe(true)
  const all = Array.from({ length: 30 }, (_, i) => `漢字${i}`)
  for (const text of all) spill.add(text)
  expect(fs.readdirSync(folder)).toHaveLength(1)
  const read = [...spill.chunks()].map((chunk) =>
    typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1'),
  )
  expect(Buffer.from(read.join(''), 'latin1').toString()).toBe(all.join(''))
  spill.end()
  expect(fs.readdirSync(folder)).toEqual([])
})
