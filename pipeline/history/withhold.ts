/** Takes the former values out of what a version that is accepted already tells of its changes. */
import { isJson, isObject, listOf } from '../lib/object.ts'
import { placesOfKeys } from '../lib/yaml.ts'
import { changesLines, type ReadChanges } from './changes-file.ts'
import type { History, HistoryEntry } from './read.ts'

/** Whether a version may tell values that are no longer published: one that only added records has none. */
export function tellsFormer({ why, removed, changed, withheld }: HistoryEntry): boolean {
  if (withheld === true || why.includes('first')) return false
  // where nobody counted nobody knows
  return (removed ?? 1) + (changed ?? 1) > 0
}

/** `changes/<slug>.json` anew, a line at a time. */
export function withheldText({ head, lines }: ReadChanges): Generator<string> {
  return changesLines({ ...head, withheld: true }, withheldLines(lines()))
}

function* withheldLines(lines: Iterable<string>): Generator<string> {
  for (const line of lines) {
    const change: unknown = JSON.parse(line)
    if (!isObject(change) || change.kind === 'added') yield line
    else if (change.kind === 'removed') yield JSON.stringify({ kind: 'removed', key: null, withheld: true })
    else {
      const fields = listOf(change.fields).flatMap((one) =>
        isObject(one)
          ? [{ field: one.field, withheld: true, ...(isJson(one.after) ? { after: one.after } : {}) }]
          : [],
      )
      yield JSON.stringify({ kind: change.kind, key: change.key, fields })
    }
  }
}

/** history.yaml with `withheld: true` in the last entry of a dataset, all else as it is; who writes it reads it back first. */
export function markWithheld(text: string, history: History, slug: string): string {
  const at = history.findLastIndex(({ dataset }) => dataset === slug)
  const place = placesOfKeys(text)([at, 'inputs'])
  if (place === undefined) return text
  const lines = text.split('\n')
  lines.splice(place.line - 1, 0, `${' '.repeat(place.column - 1)}withheld: true`)
  return lines.join('\n')
}

export function withWithheld(history: History, slug: string): History {
  const at = history.findLastIndex(({ dataset }) => dataset === slug)
  return history.map((entry, n) => (n === at ? { ...entry, withheld: true as const } : entry))
}
