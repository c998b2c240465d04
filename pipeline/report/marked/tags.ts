/**
 * The tags of a part of a workbook with their places in its text, so that a few of them can be changed and every other
 * character stays as it is. For XML that was read before: whatever is not understood ends the marking, never the file.
 */

export interface Tag {
  /** without its prefix */
  readonly name: string
  /** with its colon, or blank */
  readonly prefix: string
  readonly kind: 'open' | 'close' | 'empty'
  /** of `<` */
  readonly from: number
  /** after `>` */
  readonly to: number
  /** 1: the root, or its end */
  readonly depth: number
}

/** Throws where the text is no XML that can be patched. */
export function* tagsIn(xml: string): Generator<Tag> {
  let depth = 0
  let at = 0
  for (;;) {
    const from = xml.indexOf('<', at)
    if (from < 0) return
    const skipped = skip(xml, from)
    if (skipped > from) {
      at = skipped
      continue
    }
    const to = endOf(xml, from)
    at = to
    const isClose = xml.charCodeAt(from + 1) === SLASH
    const start = from + (isClose ? 2 : 1)
    let end = start
    while (end < to && !isEnd(xml.charCodeAt(end))) end += 1
    const whole = xml.slice(start, end)
    const local = whole.indexOf(':') + 1
    const kind = isClose ? 'close' : xml.charCodeAt(to - 2) === SLASH ? 'empty' : 'open'
    if (kind !== 'close') depth += 1
    yield { name: whole.slice(local), prefix: whole.slice(0, local), kind, from, to, depth }
    if (kind !== 'open') depth -= 1
  }
}

const SLASH = 47
const MORE = 62
const LESS = 60
const QUOTE = 34
const APOSTROPHE = 39

function isEnd(code: number): boolean {
  return code <= 32 || code === SLASH || code === MORE
}

/** After what is no tag; the same place where it is one. */
function skip(xml: string, from: number): number {
  const next = xml.charAt(from + 1)
  if (next !== '!' && next !== '?') return from
  const [start = '', end = ''] =
    next === '?' ? ['<?', '?>'] : xml.startsWith('<!--', from) ? ['<!--', '-->'] : ['<![CDATA[', ']]>']
  const found = xml.startsWith(start, from) ? xml.indexOf(end, from + start.length) : -1
  if (found < 0) throw new Error('xml: no tag')
  return found + end.length
}

/** A `>` within quotes does not end a tag. */
function endOf(xml: string, from: number): number {
  let quote = 0
  for (let at = from + 1; at < xml.length; at += 1) {
    const code = xml.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === MORE) return at + 1
    else if (code === QUOTE || code === APOSTROPHE) quote = code
    else if (code === LESS) break
  }
  throw new Error('xml: a tag does not end')
}

/** The value of an attribute as it is written, entities and all. */
export function attributeOf(xml: string, { from, to }: Tag, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(xml.slice(from, to))
  return found === null ? undefined : (found[1] ?? found[2])
}

/** The tag as text, with another value of an attribute, which may be new. */
export function withAttribute(text: string, name: string, value: string): string {
  const known = new RegExp(`(\\s${name}\\s*=\\s*)(?:"[^"]*"|'[^']*')`)
  if (known.test(text)) return text.replace(known, (_, start) => `${start}"${value}"`)
  return text.replace(/^<[^\s/>]+/, (start) => `${start} ${name}="${value}"`)
}

/** The prefix that stands for a namespace at the root, with its colon; blank: the default one. */
export function prefixOf(xml: string, root: Tag, namespaces: readonly string[]): string | undefined {
  const found = [
    ...xml.slice(root.from, root.to).matchAll(/\sxmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g),
  ]
  const one = found.find(([, , double, single]) => namespaces.includes(double ?? single ?? ''))
  return one === undefined ? undefined : one[1] === undefined ? '' : `${one[1]}:`
}

export interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Edits at the same place come out in the order given. */
export function edited(xml: string, edits: readonly Edit[]): string {
  const parts: string[] = []
  let at = 0
  for (const { from, to, text } of [...edits].sort((a, b) => a.from - b.from)) {
    parts.push(xml.slice(at, from), text)
    at = to
  }
  parts.push(xml.slice(at))
  return parts.join('')
}
