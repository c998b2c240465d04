import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import type { Problem } from '../../../pipeline/problem.ts'
import { collect } from '../../../pipeline/report/collect.ts'
import { lastRun } from '../../../pipeline/run/around.ts'
import { openLog } from '../../../pipeline/run/log/log.ts'
import { safeAddress, safeStack } from '../../../pipeline/run/log/safe.ts'
import type { RunResult } from '../../../pipeline/run/options.ts'
import { temporary } from '../fake.ts'

const real = nodeEffects()
const WHO = '山田太郎090-1234-5678'

/** A problem that holds a person wherever a value may stand. */
const personal: Problem = {
  code: 'normalize/x',
  severity: 'error',
  scope: 'row',
  message: { ja: `${WHO}です`, en: `it is ${WHO}` },
  remedy: { ja: WHO, en: WHO },
  where: {
    source: 'aaa/one',
    file: `https://${WHO}:pass@www.city.example.jp/x.csv?name=${WHO}#${WHO}`,
    worksheet: '一覧',
    line: 3,
    column: 2,
    length: 5,
    text: `${WHO},x`,
    row: 3,
    cell: 'B3',
    header: '電話番号',
    dataset: 'aaa_one',
    record: WHO,
    field: 'phone',
    key: `cases.${WHO}`,
  },
  also: [{ text: WHO, record: WHO }],
  actual: WHO,
  expected: WHO,
  mend: WHO,
}

test('of a problem the code and the place are written, and nobody’s name', () => {
  const state = temporary()
  const echoed: string[] = []
  const log = openLog(real, state, (line) => echoed.push(line))
  const problems = collect()
  problems.add([personal])
  log.problems('build', problems.kinds())
  log.flush()
  const [name = ''] = fs.readdirSync(path.join(state, 'log'))
  const text = fs.readFileSync(path.join(state, 'log', name), 'utf8')
  expect(text).toBe(echoed.join(''))
  expect(text).not.toMatch(/山田|090|pass/)
  const [first = ''] = text.split('\n')
  expect(JSON.parse(first)).toMatchObject({
    level: 'error',
    stage: 'build',
    event: 'problem',
    source: 'aaa/one',
    dataset: 'aaa_one',
    code: 'normalize/x',
    place: {
      file: 'https://www.city.example.jp/x.csv',
      worksheet: '一覧',
      line: 3,
      row: 3,
      cell: 'B3',
      header: '電話番号',
    },
  })
})

test('the note of the last run neither, nor what a fault of ours quotes', () => {
  const state = temporary()
  const problems = collect()
  problems.add([personal])
  const tally = { count: 0, first: [] }
  const result: RunResult = {
    command: 'build',
    outcome: 'same',
    sources: { total: 1, built: 0, failed: 1, kept: 0, unchanged: 0 },
    failed: { count: 1, first: ['aaa/one'] },
    datasets: 0,
    files: { added: tally, differing: tally, removed: tally },
    standing: 0,
    problems,
    bugs: [
      { unit: 'aaa/one', stack: `SyntaxError: Unexpected token in "${WHO}"\n${WHO}\n    at f (x.ts:1:2)` },
    ],
    accepted: [],
  }
  lastRun(real, state, result, {})
  const text = fs.readFileSync(path.join(state, 'last-run.json'), 'utf8')
  expect(text).not.toMatch(/山田|090|pass/)
  expect(JSON.parse(text)).toMatchObject({
    problems: [{ code: 'normalize/x', count: 1, places: [{ cell: 'B3' }] }],
    bugs: [{ unit: 'aaa/one', stack: '    at f (x.ts:1:2)' }],
  })
})

test('the last fifty are kept, this one whatever the clock says', () => {
  const state = temporary()
  for (let i = 0; i < 55; i += 1) {
    const log = openLog({ ...real, now: () => new Date(Date.UTC(2026, 0, 1, 0, i)) }, state)
    log.write({ level: 'info', stage: 'run', event: 'begin' })
    log.flush()
  }
  const names = () => fs.readdirSync(path.join(state, 'log')).sort()
  expect(names()).toHaveLength(50)
  expect(names()[0]).toMatch(/^20260101T000500Z-/)
  const back = openLog({ ...real, now: () => new Date(Date.UTC(2020, 0, 1)) }, state)
  back.write({ level: 'info', stage: 'run', event: 'begin' })
  back.flush()
  expect(names()[0]).toMatch(/^20200101T000000Z-/)
  // what is no log stays
  fs.writeFileSync(path.join(state, 'log', 'notes.txt'), '')
  back.write({ level: 'info', stage: 'run', event: 'end' })
  back.flush()
  expect(names()).toContain('notes.txt')
})

test.each([
  ['https://u:p@a.jp/b?c=d#e', 'https://a.jp/b'],
  ['s3:bucket/x?token=y', 's3:bucket/x'],
  ['folder:/srv/www', 'folder:/srv/www'],
  ['sources/a/b/source.yaml', 'sources/a/b/source.yaml'],
  ['C:\\data\\x.csv', 'C:\\data\\x.csv'],
])('%s is written as %s', (text, safe) => {
  expect(safeAddress(text)).toBe(safe)
})

test('a stack without frames is nothing', () => {
  expect(safeStack(`Error: ${WHO}`)).toBe('')
})
