/** Tables of knowledge under schemas/, checked by their schemas. */
import { UserError } from '../../problem.ts'
import { createGates, readAuthored } from '../../validate/index.ts'
import type { Schemas } from '../schemas.ts'

/**
 * `name`: as `units`, of schemas/units.yaml; `schema`: of what, where it is one of many of a kind. A fault in it is told
 * as any other. What was read when the code was built was checked by the tests.
 */
export function readTable<T>(schemas: Schemas, name: string, schema = name): T {
  const prepared = schemas.prepared(`${name}.yaml`)
  if (isPrepared<T>(prepared)) return prepared
  const gate = createGates(schemas.get)(`${schema}.schema.json`)
  if (gate === undefined) throw new Error(`schemas/${schema}.schema.json is missing`)
  const file = { file: `schemas/${name}.yaml`, text: schemas.text(`${name}.yaml`) ?? '' }
  const read = readAuthored<T>(file, gate, {})
  if ('value' in read) return read.value
  const [problem] = read.problems
  throw problem === undefined ? new Error(`${file.file} can not be read`) : new UserError(problem)
}

function isPrepared<T>(value: unknown): value is T {
  return value !== undefined
}
