/** robots.txt as RFC 9309 reads it, with Crawl-delay, which many write although it is in no standard. Pure. */

export interface Robots {
  /** whether a path with its query (`/a/b?c`) may be asked for */
  readonly allows: (path: string) => boolean
  /** seconds between two requests, where they are asked for */
  readonly delay?: number
}

interface Rule {
  readonly allow: boolean
  readonly pattern: string
}

interface Group {
  readonly agents: string[]
  readonly rules: Rule[]
  delay?: number
}

/** So much must be read at least (RFC 9309 §2.5); what comes after it is not. */
export const ROBOTS_LIMIT = 500 * 1024

/** The rules of a robots.txt for one product token. */
export function parseRobots(text: string, token: string): Robots {
  const groups = groupsOf(text)
  const wanted = token.toLowerCase()
  const named = groups.filter(({ agents }) => agents.includes(wanted))
  const mine = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes('*'))
  const rules = mine.flatMap((group) => group.rules)
  const delay = mine.find((group) => group.delay !== undefined)?.delay
  return {
    allows: (path) => {
      const at = normal(path)
      // what governs robots.txt itself is not asked of it (§2.2.2)
      if (at === '/robots.txt') return true
      let best: { readonly length: number; readonly allow: boolean } | undefined
      for (const { allow, pattern } of rules) {
        if (!fits(pattern, at)) continue
        const { length } = pattern
        if (best === undefined || length > best.length || (length === best.length && allow))
          best = { length, allow }
      }
      return best?.allow ?? true
    },
    ...(delay === undefined ? {} : { delay }),
  }
}

function groupsOf(text: string): readonly Group[] {
  const groups: Group[] = []
  let open: Group | undefined
  let inAgents = false
  for (const line of text
    .replace(/^\ufeff/, '')
    .slice(0, ROBOTS_LIMIT)
    .split(/\r\n|\r|\n/)) {
    const found = /^[\s]*([A-Za-z-]+)[ \t]*:[ \t]*([^#]*)/.exec(line)
    if (found === null) continue
    const key = (found[1] ?? '').toLowerCase()
    const value = (found[2] ?? '').trim()
    if (key === 'user-agent') {
      if (open === undefined || !inAgents) {
        open = { agents: [], rules: [] }
        groups.push(open)
      }
      // `Hiraku/1.0` is the product token Hiraku
      const agent = value.startsWith('*') ? '*' : (/^[A-Za-z_-]+/.exec(value)?.[0] ?? '').toLowerCase()
      open.agents.push(agent)
      inAgents = true
    } else if (key === 'allow' || key === 'disallow') {
      inAgents = false
      if (value !== '') open?.rules.push({ allow: key === 'allow', pattern: normal(value) })
    } else if (key === 'crawl-delay') {
      inAgents = false
      const seconds = Number(value)
      if (open !== undefined && value !== '' && seconds >= 0) open.delay ??= seconds
    }
  }
  return groups
}

/** One writing of a path: bytes beyond ASCII in percent, unreserved ones plain (§2.2.2). */
function normal(path: string): string {
  let out = ''
  for (const part of path.match(/%[0-9A-Fa-f]{2}|[\s\S]/gu) ?? []) {
    if (part.length === 3 && part.startsWith('%')) {
      const character = String.fromCharCode(Number.parseInt(part.slice(1), 16))
      out += /[A-Za-z0-9._~-]/.test(character) ? character : part.toUpperCase()
    } else if (/[\u0021-\u007e]/.test(part)) out += part
    else for (const byte of new TextEncoder().encode(part)) out += `%${hex(byte)}`
  }
  return out
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0')
}

/** `*` is anything, `$` at the end is the end. Without going back further than the last star: no pattern takes for ever. */
function fits(pattern: string, path: string): boolean {
  const ends = pattern.endsWith('$')
  const parts = (ends ? pattern.slice(0, -1) : pattern).split('*')
  const first = parts[0] ?? ''
  if (!path.startsWith(first)) return false
  if (parts.length === 1) return !ends || path.length === first.length
  let at = first.length
  for (const part of parts.slice(1, ends ? -1 : undefined)) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  const last = parts.at(-1) ?? ''
  return !ends || (path.endsWith(last) && path.length - last.length >= at)
}
