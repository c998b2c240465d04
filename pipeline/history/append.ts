/** Writes entries as text into history.yaml, each after the earlier ones of its dataset: those and all comments stay as they are. */
import type { HistoryEntry } from './read.ts'

const HEAD = '# 受け入れた版の記録。hiraku accept が書き足します。手で書き換えないでください。\n'

/** `text` is the file as it is, empty where there is none. Whoever writes the result reads it back first. */
export function appendEntries(text: string, entries: readonly HistoryEntry[]): string {
  // an empty mapping as someone may have written it, `{}`, can not be followed by keys
  const start = text.trim() === '' ? HEAD : text.replace(/^\{\s*\}\s*$/m, '')
  let lines = start.replace(/\n$/, '').split('\n')
  for (const entry of entries) lines = append(lines, entry)
  return `${lines.join('\n')}\n`
}

function append(lines: readonly string[], entry: HistoryEntry): string[] {
  const key = lines.findIndex((line) => KEY.exec(line)?.[1] === entry.dataset)
  if (key < 0) return [...lines, `${entry.dataset}:`, ...formatEntry(entry, '  ')]
  const next = lines.findIndex((line, at) => at > key && KEY.test(line))
  let end = next < 0 ? lines.length : next
  // what stands between the last version and the next dataset belongs to the next
  while (end > key + 1 && /^\s*(?:#|$)/.test(lines[end - 1] ?? '')) end -= 1
  const indent =
    /^(\s*)-/.exec(lines.slice(key + 1, end).find((line) => /^\s*-/.test(line)) ?? '')?.[1] ?? '  '
  return [...lines.slice(0, end), ...formatEntry(entry, indent), ...lines.slice(end)]
}

/** A dataset's slug at the start of a line. */
const KEY = /^["']?([a-z0-9_]+)["']?\s*:/

/** Everything that is no bare word or number is quoted: a hash may look like a number, a version like a float. */
function formatEntry(entry: HistoryEntry, indent: string): readonly string[] {
  const { added, removed, changed, columns } = entry
  const inputs = Object.entries(entry.inputs).map(([name, hash]) => `${name}: ${JSON.stringify(hash)}`)
  const lines = [
    `version: ${JSON.stringify(entry.version)}`,
    `date: ${JSON.stringify(entry.date)}`,
    `records: ${entry.records}`,
    ...(added === undefined ? [] : [`added: ${added}`]),
    ...(removed === undefined ? [] : [`removed: ${removed}`]),
    ...(changed === undefined ? [] : [`changed: ${changed}`]),
    `why: [${entry.why.join(', ')}]`,
    `hash: ${JSON.stringify(entry.hash)}`,
    ...(columns === undefined ? [] : [`columns: ${JSON.stringify(columns)}`]),
    ...(inputs.length === 0 ? [] : [`inputs: { ${inputs.join(', ')} }`]),
  ]
  return lines.map((line, at) => `${indent}${at === 0 ? '- ' : '  '}${line}`)
}
