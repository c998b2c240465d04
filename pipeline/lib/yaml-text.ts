/** Values as YAML that a person reads and edits: one line for what is small, quotes only where they are needed. */

const PLAIN = /^[\p{L}_][\p{L}\p{N}_()（）・ー.-]*$/u
/** What YAML 1.1 and 1.2 readers take for something else than text. */
const RESERVED = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n', 'nan', 'inf'])

type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [key: string]: Value | undefined }

export function yamlText(text: string): string {
  return PLAIN.test(text) && !RESERVED.has(text.toLowerCase()) ? text : JSON.stringify(text)
}

/** `{ header: NO, to: [a, b] }`; what is undefined is left out. */
export function yamlFlow(value: Value): string {
  if (typeof value === 'string') return yamlText(value)
  if (value === null || typeof value !== 'object') return String(value)
  if (isList(value)) return `[${value.map(yamlFlow).join(', ')}]`
  const members = Object.entries(value).flatMap(([key, one]) =>
    one === undefined ? [] : [`${yamlText(key)}: ${yamlFlow(one)}`],
  )
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

function isList(
  value: readonly Value[] | { readonly [key: string]: Value | undefined },
): value is readonly Value[] {
  return Array.isArray(value)
}

/** A comment of one line, whatever the text holds. */
export function yamlComment(text: string): string {
  return `# ${text.replace(/\s+/g, ' ').trim()}`
}
