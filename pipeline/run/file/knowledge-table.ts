/** Tables of knowledge under schemas/, checked by their schemas. */
import { UserError } from '../../problem.ts'
import { createGates, readAuthored } from '../../validate/index.ts'
import type { Schemas } from '../schemas.ts'

/** `name`: as `units`, of schemas/units.yaml. A fault in it is told as any other. */
export function readTable<T>(schemas: Schemas, name: string): T {
  const gate = createGates(schemas.get)(`${name}.schema.json`)
  if (gate === undefined) throw new Error(`schemas/${name}.schema.json is missing`)
  const file = { file: `schemas/${name}.yaml`, text: schemas.text(`${name}.yaml`) ?? '' }
  const read = readAuthored<T>(file, gate, {})
  if ('value' in read) return read.value
  const [problem] = read.problems
  throw problem === undefined ? new Error(`${file.file} can not be read`) : new UserError(problem)
}
