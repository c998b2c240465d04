/** What is published beside the data: held against its schema as it was read back. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createGates } from '../../pipeline/validate/ajv.ts'
import { checkPublished } from '../../pipeline/validate/published.ts'
import { PACKAGE } from '../helpers/job.ts'

const gates = createGates((name) => {
  const file = path.join(PACKAGE, 'schemas', name)
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined
})

test('what breaks its schema is a fault of ours, and says where', () => {
  const [first, ...more] = checkPublished(gates, 'report', { sources: [], lists: [] }, 'report.json', {})
  expect(more).toEqual([])
  expect(first).toMatchObject({
    code: 'validate/staged',
    severity: 'error',
    where: { file: 'dist/report.json' },
  })
  expect(first?.message.en).toContain('totals')
  const totals = { sources: 0, datasets: 0, records: 0 }
  expect(checkPublished(gates, 'report', { sources: [], lists: [], totals }, 'report.json', {})).toEqual([])
})

test('a schema that is not there lets nothing pass', () => {
  const [problem] = checkPublished(() => undefined, 'lines', {}, 'sources/a/b.lines.json', {})
  expect(problem).toMatchObject({ code: 'validate/schema-missing', severity: 'error' })
})
