/** Writes entries as text at the end of history.yaml: comments and earlier entries stay as they are. */
import type { HistoryEntry } from './read.ts'

const HEAD = '# 受け入れた版の記録。hiraku accept が書き足します。手で書き換えないでください。\n'

/** `text` is the file as it is, empty where there is none. Whoever writes the result reads it back first. */
export function appendEntries(text: string, entries: readonly HistoryEntry[]): string {
  // an empty list as someone may have written it, `[]`, can not be followed by items
  const start = text.trim() === '' ? HEAD : text.replace(/^\[\s*\]\s*$/m, '')
  const gap = start === '' || start.endsWith('\n') ? '' : '\n'
  const indent = /^( *)- /m.exec(start)?.[1] ?? ''
  return start + gap + entries.map((entry) => formatEntry(entry, indent)).join('')
}

/** Texts are quoted: a hash may look like a number, a version like a float. A JSON string is a YAML string. */
function formatEntry(entry: HistoryEntry, indent: string): string {
  const { added, removed, changed, fields, key, withheld } = entry
  const listed = (texts: readonly string[]) => `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`
  const inputs = Object.entries(entry.inputs).map(([name, hash]) => `${name}: ${JSON.stringify(hash)}`)
  const lines = [
    `dataset: ${JSON.stringify(entry.dataset)}`,
    `version: ${JSON.stringify(entry.version)}`,
    `date: ${JSON.stringify(entry.date)}`,
    `records: ${entry.records}`,
    ...(added === undefined ? [] : [`added: ${added}`]),
    ...(removed === undefined ? [] : [`removed: ${removed}`]),
    ...(changed === undefined ? [] : [`changed: ${changed}`]),
    `why: [${entry.why.join(', ')}]`,
    `hash: ${JSON.stringify(entry.hash)}`,
    `columns: ${JSON.stringify(entry.columns)}`,
    ...(fields === undefined ? [] : [`fields: ${listed(fields)}`]),
    ...(key === undefined ? [] : [`key: ${listed(key)}`]),
    ...(withheld === undefined ? [] : ['withheld: true']),
    `inputs: { ${inputs.join(', ')} }`,
  ]
  return lines.map((line, at) => `${indent}${at === 0 ? '- ' : '  '}${line}\n`).join('')
}
