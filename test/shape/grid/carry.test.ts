import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isObject, listOf } from '../../../pipeline/lib/object.ts'
import { parseYaml } from '../../../pipeline/lib/yaml.ts'
import { DITTO_WORDS } from '../../../pipeline/shape/grid/carry.ts'
import { PACKAGE } from '../../helpers/job.ts'

test('what the look sees as standing for the cell above, the run reads so', () => {
  const file = path.join(PACKAGE, 'schemas/recognition/tables.yaml')
  const { value } = parseYaml(fs.readFileSync(file, 'utf8'))
  const words = isObject(value) && isObject(value.words) ? value.words : value
  const listed = isObject(words) ? listOf(words.dittos) : []
  const seen = listed.map((one) => (isObject(one) ? one.word : one))
  expect(seen.length).toBeGreaterThan(5)
  expect([...DITTO_WORDS].sort()).toEqual([...seen].sort())
})
