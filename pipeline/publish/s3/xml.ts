/**
 * The little XML that S3 answers with, as a tree. A document type is refused, so no entity of the answer's own is ever
 * expanded and nothing is fetched; attributes and namespaces say nothing here and are passed over.
 */

export interface Element {
  /** without its prefix */
  readonly name: string
  /** the text directly in it */
  readonly text: string
  readonly children: readonly Element[]
}

interface Open {
  readonly name: string
  text: string
  readonly children: Element[]
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** A comment, a section of text as it is, an instruction, a declaration, a tag (its name, whether it is empty). */
const MARK =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!|<\/([^\s<>/]+)\s*>|<([^\s<>/!?]+)(?:\s+(?:"[^"]*"|'[^']*'|[^"'<>])*?)?(\/?)>/g

/** S3's own answers are three deep. */
const DEEPEST = 32

/** Undefined where it is no XML of one root. */
export function readXml(source: string): Element | undefined {
  const document: Open = { name: '', text: '', children: [] }
  const open: Open[] = [document]
  let from = 0
  for (const mark of source.matchAll(MARK)) {
    const [whole, raw, closing, opening, empty] = mark
    const top = open.at(-1)
    if (top === undefined || whole === '<!') return undefined
    const between = source.slice(from, mark.index)
    if (between.includes('<')) return undefined
    top.text += unescaped(between)
    from = mark.index + whole.length
    if (raw !== undefined) top.text += raw
    if (opening !== undefined) {
      const element: Open = { name: localOf(opening), text: '', children: [] }
      top.children.push(element)
      if (empty === '') open.push(element)
      if (open.length > DEEPEST) return undefined
    }
    if (closing !== undefined) {
      if (open.length < 2 || top.name !== localOf(closing)) return undefined
      open.pop()
    }
  }
  const [root] = document.children
  const isWhole = open.length === 1 && document.children.length === 1
  const isBare = `${document.text}${source.slice(from)}`.replace(/^\ufeff/, '').trim() === ''
  return isWhole && isBare ? root : undefined
}

function localOf(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[String(name)] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** The text of the child of that name. */
export function textIn(element: Element, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text
}
