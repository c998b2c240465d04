/** What the look needs to know: the files under schemas/, read and parsed once for a command. */
import { parseYaml } from '../../lib/yaml.ts'
import type { SheetKnowledge } from '../../recognize/index.ts'
import type { Schemas } from '../schemas.ts'

export function readKnowledge(schemas: Schemas): SheetKnowledge {
  const yaml = (name: string): unknown => parseYaml(schemas.text(name) ?? '').value
  const folder = (name: string, end: string, read: (file: string) => unknown): Record<string, unknown> =>
    Object.fromEntries(
      schemas
        .within(name)
        .filter((file) => file.endsWith(end))
        .map((file) => [file.slice(name.length + 1, -end.length), read(file)]),
    )
  return {
    records: folder('records', '.schema.json', schemas.get),
    layouts: folder('layouts', '.yaml', yaml),
    recognition: folder('recognition', '.yaml', yaml),
    keys: yaml('keys.yaml'),
    units: yaml('units.yaml'),
  }
}
