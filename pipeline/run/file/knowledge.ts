/** What the look needs to know: the files under schemas/, read once for a command. */
import { parseYaml } from '../../lib/yaml.ts'
import type { SheetKnowledge } from '../../recognize/index.ts'
import type { Schemas } from '../schemas.ts'
import { readTable } from './knowledge-table.ts'

export function readKnowledge(schemas: Schemas): SheetKnowledge {
  const folder = (name: string, end: string, read: (file: string) => unknown): Record<string, unknown> =>
    Object.fromEntries(
      schemas
        .within(name)
        .filter((file) => file.endsWith(end))
        .map((file) => [file.slice(name.length + 1, -end.length), read(file)]),
    )
  const yaml = (file: string): unknown => readTable(schemas, file.slice(0, -'.yaml'.length))
  return {
    records: folder('records', '.schema.json', schemas.get),
    layouts: folder('layouts', '.yaml', (file) =>
      readTable(schemas, file.slice(0, -'.yaml'.length), 'layouts'),
    ),
    recognition: folder('recognition', '.yaml', yaml),
    keys: schemas.prepared('keys.yaml') ?? parseYaml(schemas.text('keys.yaml') ?? '').value,
    units: readTable(schemas, 'units'),
  }
}
