/**
 * Fifty megabytes: refused for what they hold, in a process with little memory, with little said, and soon.
 * Each kind is made and run in a process of its own (test/helpers/large.mjs); that it ends at all says that it fits.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Problem } from '../../pipeline/problem.ts'
import { expectReadable, PUBLISHER, SOURCE } from '../helpers/bad-input.ts'
import { compilePipeline } from '../helpers/compiled.ts'
import { PACKAGE } from '../helpers/job.ts'

/** The text alone takes a hundred of them. */
const MEGABYTES = 256
const SECONDS = 10

interface Outcome {
  readonly bytes: number
  readonly milliseconds: number
  /** length of all problems as JSON */
  readonly written: number
  readonly errors: number
  readonly datasets: number
  readonly problems: readonly Problem[]
}

let compiled = ''
beforeAll(() => {
  compiled = compilePipeline()
})
afterAll(() => fs.rmSync(compiled, { recursive: true, force: true }))

function run(kind: string): Outcome {
  const script = path.join(PACKAGE, 'test/helpers/large.mjs')
  const args = [`--max-old-space-size=${MEGABYTES}`, script, compiled, PACKAGE, PUBLISHER, SOURCE, kind]
  const done = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 60_000 })
  expect(done.stderr.slice(0, 2_000)).toBe('')
  expect(done.status).toBe(0)
  return JSON.parse(done.stdout)
}

test.each([
  ['one line', 'extract/line-too-long', 1, 1],
  ['the document again and again', 'shape/too-many', undefined, 110],
  ['table rows alone', 'shape/too-many', 101, 2],
  ['table rows in the summary', 'shape/too-many-lines', 50_001, 1],
  ['rows that go on with the row above', 'shape/too-many-lines', 50_001, 1],
  ['random Japanese text', 'shape/too-many', 101, 2],
  ['random Japanese text after the document', 'shape/too-many-lines', 50_001, 2],
  ['long paragraphs after the document', 'shape/too-long', 624, 1],
  ['blank lines after the document', 'shape/too-many-lines', 50_001, 1],
  ['headings that never end', 'shape/too-many', 122, 2],
  ['totals that never end', 'shape/too-many', 122, 2],
  ['marks without end', 'shape/too-long', 623, 1],
  ['NUL bytes', 'extract/binary', 2, 1],
  ['Shift_JIS', 'extract/not-utf8', 1, 1],
  ['a bad byte at the end', 'extract/not-utf8', undefined, 1],
])('%s: %s', (kind, code, line, most) => {
  const outcome = run(kind)
  expect(outcome.bytes).toBeGreaterThan(49 * 1024 * 1024)
  const [first] = outcome.problems
  expect(first?.code).toBe(code)
  if (line !== undefined) expect(first?.where.line).toBe(line)
  expect(outcome.errors).toBeLessThanOrEqual(most)
  expect(outcome.datasets).toBe(0)
  expect(outcome.written).toBeLessThan(200_000)
  expect(outcome.milliseconds).toBeLessThan(SECONDS * 1_000)
  expectReadable(outcome.problems)
})
