/** Writes entries as text at the end of history.yaml: comments and earlier entries stay as they are. */
import type { HistoryEntry } from './read.ts'

const HEAD = '# 受け入れた版の記録。hiraku accept が書き足します。手で書き換えないでください。\n'

/** `text` is the file as it is, empty where there is none. */
export function appendEntries(text: string, entries: readonly HistoryEntry[]): string {
  // an empty list as someone may have written it, `[]`, can not be followed by items
  const start = text.trim() === '' ? HEAD : text.replace(/^\[\s*\]\s*$/m, '')
  const gap = start === '' || start.endsWith('\n') ? '' : '\n'
  return start + gap + entries.map(formatEntry).join('')
}

/** Everything that is no bare word or number is quoted: a hash may look like a number, a version like a float. */
function formatEntry(entry: HistoryEntry): string {
  const { added, removed, changed } = entry
  const lines = [
    `- dataset: ${quote(entry.dataset)}`,
    `  version: ${quote(entry.version)}`,
    `  date: ${quote(entry.date)}`,
    `  records: ${entry.records}`,
  ]
  if (added !== undefined) lines.push(`  added: ${added}`)
  if (removed !== undefined) lines.push(`  removed: ${removed}`)
  if (changed !== undefined) lines.push(`  changed: ${changed}`)
  const inputs = Object.entries(entry.inputs).map(([name, hash]) => `${name}: ${quote(hash)}`)
  lines.push(
    `  why: [${entry.why.join(', ')}]`,
    `  hash: ${quote(entry.hash)}`,
    `  columns: ${quote(entry.columns)}`,
    `  inputs: { ${inputs.join(', ')} }`,
  )
  return `${lines.join('\n')}\n`
}

/** A JSON string is a YAML string. */
function quote(text: string): string {
  return /^[a-z][a-z0-9_]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/.test(text) ? text : JSON.stringify(text)
}
