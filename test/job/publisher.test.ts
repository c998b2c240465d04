/** publisher.yaml: what a schema can not see. */
import { expect, test } from 'vitest'
import { placesOfKeys } from '../../pipeline/lib/yaml.ts'
import { expectReadable, FOLDER, PUBLISHER, realFiles, runFiles } from '../helpers/bad-input.ts'

const FILE = `sources/${PUBLISHER}/publisher.yaml`

test('a code whose check digit is wrong fails the source, beside whatever else is wrong, and says the right one', async () => {
  const text = new TextDecoder().decode(realFiles.get(FILE)).replace('"142140"', '"142149"')
  const files = new Map(realFiles).set(FILE, new TextEncoder().encode(text))
  files.set(`${FOLDER}/cases.yaml`, new TextEncoder().encode('cases: 1\n'))
  const { problems, datasets } = await runFiles(files)
  expect(datasets).toEqual([])
  expect(problems.map((problem) => problem.code)).toEqual(['validate/check-digit', 'validate/authored'])
  const [problem] = problems
  expect(problem).toMatchObject({ severity: 'error', actual: '142149', expected: '0' })
  expect(problem?.where).toMatchObject({ file: FILE, key: 'code', ...placesOfKeys(text)(['code']) })
  expect(problem?.where.text).toContain('142149')
  expect([problem?.remedy.ja, problem?.remedy.en].every((one) => one?.includes('"142140"'))).toBe(true)
  expectReadable(problems)
})
