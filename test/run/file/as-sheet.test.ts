import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { UserError } from '../../../pipeline/problem.ts'
import { sheetNamed } from '../../../pipeline/run/file/as-sheet.ts'
import { openSchemas } from '../../../pipeline/run/schemas.ts'
import { PACKAGE } from '../../helpers/job.ts'

const schemas = openSchemas(nodeEffects(), PACKAGE, PACKAGE, [], 0)

test.each([
  ['aed', 'aed'],
  ['AED設置箇所一覧', 'aed'],
  ['ＡＥＤ', 'aed'],
  ['公衆トイレ', 'public_toilet'],
  ['指定緊急避難場所', 'evacuation_space'],
])('--as %s is %s', (name, id) => {
  expect(sheetNamed(schemas, name)).toBe(id)
})

test.each(['一覧', 'aedd', ''])('--as %j is none, or more than one', (name) => {
  expect(() => sheetNamed(schemas, name)).toThrow(UserError)
})

test('every sheet is found by its title', () => {
  for (const file of schemas.within('records')) {
    const schema = JSON.parse(fs.readFileSync(path.join(PACKAGE, 'schemas', file), 'utf8'))
    if (schema['x-sheet'] === undefined) continue
    expect(sheetNamed(schemas, schema.title)).toBe(file.slice('records/'.length, -'.schema.json'.length))
  }
})
