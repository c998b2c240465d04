/** Names of worksheets, where `*` stands for any text. */

/** What `*` stands for (blank where there is none); undefined where the name does not fit. A CSV has no name. */
export function matchWorksheet(pattern: string | undefined, name: string | null): string | undefined {
  if (pattern === undefined) return name === null ? '' : undefined
  if (name === null) return undefined
  const star = pattern.indexOf('*')
  if (star < 0) return pattern === name ? '' : undefined
  const head = pattern.slice(0, star)
  const tail = pattern.slice(star + 1)
  const fits = name.length >= head.length + tail.length && name.startsWith(head) && name.endsWith(tail)
  return fits ? name.slice(head.length, name.length - tail.length) : undefined
}
