/** What is published beside the data, as it was read back, passes the schema that it is published with. */
import type { Place, Problem } from '../problem.ts'
import type { Gates } from './ajv.ts'
import { problem } from './problems.ts'

/** The file of a source's lines or rows, of a dataset's provenance, its schema.org, its changes, the list in its old layout, or the report. */
export type Published = 'lines' | 'rows' | 'provenance' | 'schema-org' | 'changes' | 'old-layout' | 'report'

export function checkPublished(
  gates: Gates,
  kind: Published,
  value: unknown,
  file: string,
  place: Place,
): readonly Problem[] {
  const schema = `published/${kind}.schema.json`
  const gate = gates(schema)
  if (!gate) return [problem('validate/schema-missing', place, { actual: file, expected: schema })]
  return gate(value)
    .slice(0, 5)
    .map(({ path, message, unknownKey = '' }) => {
      const reason = `${path.join('.')} ${message} ${unknownKey}`.trim()
      return problem('validate/staged', { ...place, file: `dist/${file}` }, { file, reason })
    })
}
