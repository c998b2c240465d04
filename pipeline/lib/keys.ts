/**
 * Addresses of keys in authored files, as problems and provenance give them: `document.blocks.3.starts`. Items of a
 * list are counted from 1, as people count. A name that could be taken for something else (`a.b`, `1`) stands in
 * quotes, so that an address always leads back to one key.
 */

/** An index of a list is a number, from 0 as in the file's value; a name of a mapping is text. */
export type KeyStep = string | number

export function keyPath(...steps: readonly KeyStep[]): string {
  return steps.map((step) => (typeof step === 'number' ? String(step + 1) : quoted(step))).join('.')
}

/** An address made longer. */
export function keyWithin(key: string, ...steps: readonly KeyStep[]): string {
  return [key, keyPath(...steps)].filter((piece) => piece !== '').join('.')
}

function quoted(name: string): string {
  return name === '' || /[."]|^\d+$/.test(name) ? JSON.stringify(name) : name
}

/** The path of a value as a JSON Schema has it, where indexes are text too; `value` tells lists from mappings. */
export function keyOfPath(path: readonly string[], value: unknown): string {
  let at: unknown = value
  return keyPath(
    ...path.map((step): KeyStep => {
      const list = Array.isArray(at)
      at = new Map<string, unknown>(typeof at === 'object' && at !== null ? Object.entries(at) : []).get(step)
      return list ? Number(step) : step
    }),
  )
}

const STEP = /"(?:[^"\\]|\\.)*"|[^.]+/g

/** And back: what to look for in the file. */
export function pathOfKey(key: string): readonly KeyStep[] {
  return (key.match(STEP) ?? []).map((step) => {
    if (step.startsWith('"')) return String(JSON.parse(step))
    return /^\d+$/.test(step) ? Number(step) - 1 : step
  })
}
