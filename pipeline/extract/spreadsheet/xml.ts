/**
 * XML as it comes, piece by piece, without a tree. Names are told by their namespace, whatever prefix the file gave it.
 * A document type is refused, so no entity of the file's own is ever expanded and nothing is fetched.
 */
import { fail, type Reading } from './reading.ts'

/** The attributes of the tag just opened; they are gone with the next. */
export interface Attributes {
  get(name: string): string | undefined
  /** the value of each, in order */
  forEach(take: (value: string) => void): void
}

export interface XmlHandler {
  open(name: string, attributes: Attributes): void
  close(name: string): void
  /** may come in several pieces */
  text(text: string): void
}

/** Namespace → the prefix that handlers know it by; `''` for none. Others stand as `?name`. */
export type Namespaces = Readonly<Record<string, string>>

export interface XmlReader {
  push(piece: Uint8Array): void
  end(): void
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]+));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[String(name)] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

const QUOTE = 34
const APOSTROPHE = 39
const SLASH = 47
const EQUALS = 61
const MORE = 62
const BANG = 33
const QUESTION = 63
const COLON = 58

/** `part` is the name of what is read, for the message where it is not XML. */
export function xmlReader(
  namespaces: Namespaces,
  handler: XmlHandler,
  reading: Reading,
  part: string,
): XmlReader {
  let decoder: TextDecoder | undefined
  let buffer = ''
  let afterReturn = false
  let bound: ReadonlyMap<string, string> = new Map()
  const shadowed: { readonly depth: number; readonly bound: ReadonlyMap<string, string> }[] = []
  let elements = new Map<string, string>()
  let attributes = new Map<string, string>()
  const raw: string[] = []
  const open: string[] = []
  const names: string[] = []
  const values: string[] = []
  let count = 0

  const broken = (): void => fail(reading, 'extract/spreadsheet-damaged', {}, { actual: part })

  const canonical = (name: string, element: boolean): string => {
    const colon = name.indexOf(':')
    if (colon < 0 && !element) return name
    const uri = bound.get(colon < 0 ? '' : name.slice(0, colon))
    if (uri === undefined) return name
    const prefix = Object.hasOwn(namespaces, uri) ? namespaces[uri] : undefined
    const local = name.slice(colon + 1)
    return prefix === undefined ? `?${local}` : prefix === '' ? local : `${prefix}:${local}`
  }
  const resolved = (known: Map<string, string>, name: string, element: boolean): string => {
    const found = known.get(name)
    if (found !== undefined) return found
    const fresh = canonical(name, element)
    known.set(name, fresh)
    return fresh
  }
  const bind = (): void => {
    let next: Map<string, string> | undefined
    for (let i = 0; i < count; i += 1) {
      const name = names[i] ?? ''
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
      next ??= new Map(bound)
      next.set(name.slice(6), unescapeXml(values[i] ?? ''))
    }
    if (next === undefined) return
    shadowed.push({ depth: raw.length, bound })
    bound = next
    elements = new Map()
    attributes = new Map()
  }
  const tag: Attributes = {
    get: (name) => {
      for (let i = 0; i < count; i += 1) if (names[i] === name) return unescapeXml(values[i] ?? '')
      return undefined
    },
    forEach: (take) => {
      for (let i = 0; i < count; i += 1) take(unescapeXml(values[i] ?? ''))
    },
  }
  const closeTop = (): void => {
    raw.pop()
    const name = open.pop()
    const last = shadowed[shadowed.length - 1]
    if (last !== undefined && last.depth === raw.length) {
      shadowed.pop()
      bound = last.bound
      elements = new Map()
      attributes = new Map()
    }
    if (name !== undefined) handler.close(name)
  }

  /** Reads the tag whose name starts at `start`: the place after its `>`, -1 where it goes on in the next piece. */
  const opening = (start: number): number => {
    let at = start
    let code = buffer.charCodeAt(at)
    while (code > 32 && code !== SLASH && code !== MORE) {
      at += 1
      code = buffer.charCodeAt(at)
    }
    const name = buffer.slice(start, at)
    count = 0
    let declares = false
    let prefixed = false
    for (;;) {
      while (code <= 32) {
        at += 1
        code = buffer.charCodeAt(at)
      }
      if (Number.isNaN(code)) return -1
      if (code === MORE || code === SLASH) break
      const from = at
      while (code > 32 && code !== EQUALS && code !== MORE) {
        if (code === COLON) prefixed = true
        at += 1
        code = buffer.charCodeAt(at)
      }
      const key = buffer.slice(from, at)
      while (code <= 32) {
        at += 1
        code = buffer.charCodeAt(at)
      }
      if (Number.isNaN(code)) return -1
      at += 1
      let quote = buffer.charCodeAt(at)
      while (quote <= 32) {
        at += 1
        quote = buffer.charCodeAt(at)
      }
      if (Number.isNaN(quote)) return -1
      if (code !== EQUALS || (quote !== QUOTE && quote !== APOSTROPHE)) {
        broken()
        return -1
      }
      const close = buffer.indexOf(quote === QUOTE ? '"' : "'", at + 1)
      if (close < 0) return -1
      if (key.startsWith('xmlns')) declares = true
      names[count] = key
      values[count] = buffer.slice(at + 1, close)
      count += 1
      at = close + 1
      code = buffer.charCodeAt(at)
    }
    const alone = code === SLASH
    if (alone) at += 1
    const last = buffer.charCodeAt(at)
    if (Number.isNaN(last)) return -1
    if (last !== MORE || name === '') {
      broken()
      return -1
    }
    if (declares) bind()
    if (prefixed) for (let i = 0; i < count; i += 1) names[i] = resolved(attributes, names[i] ?? '', false)
    const known = resolved(elements, name, true)
    raw.push(name)
    open.push(known)
    handler.open(known, tag)
    if (alone) closeTop()
    return at + 1
  }

  const closing = (start: number): number => {
    const end = buffer.indexOf('>', start)
    if (end < 0) return -1
    const name = raw[raw.length - 1] ?? ''
    if (
      name === '' ||
      !buffer.startsWith(name, start) ||
      buffer.slice(start + name.length, end).trim() !== ''
    )
      broken()
    else closeTop()
    return end + 1
  }

  /** A comment, CDATA, declaration or instruction that starts at `start`. */
  const special = (start: number): number => {
    const left = buffer.length - start
    if (buffer.startsWith('<?', start)) return after('?>', start)
    if (buffer.startsWith('<!--', start)) return after('-->', start + 4)
    if (buffer.startsWith('<![CDATA[', start)) {
      const end = buffer.indexOf(']]>', start)
      if (end < 0) return -1
      handler.text(buffer.slice(start + 9, end))
      return end + 3
    }
    // the start of one of these may stand at the end of the piece
    if (left < 9 && ('<!--'.startsWith(buffer.slice(start)) || '<![CDATA['.startsWith(buffer.slice(start))))
      return -1
    fail(reading, 'extract/spreadsheet-doctype', {}, { actual: part })
    return -1
  }
  const after = (mark: string, from: number): number => {
    const end = buffer.indexOf(mark, from)
    return end < 0 ? -1 : end + mark.length
  }

  const scan = (): void => {
    let at = 0
    while (reading.fault === undefined) {
      const less = buffer.indexOf('<', at)
      if (less < 0 || less + 1 >= buffer.length) break
      if (less > at) handler.text(unescapeXml(buffer.slice(at, less)))
      at = less
      const kind = buffer.charCodeAt(less + 1)
      const next =
        kind === SLASH
          ? closing(less + 2)
          : kind === BANG || kind === QUESTION
            ? special(less)
            : opening(less + 1)
      if (next < 0) break
      at = next
    }
    buffer = buffer.slice(at)
    if (buffer.length > reading.limits.token) broken()
  }

  const decode = (piece: Uint8Array | undefined): string => {
    try {
      decoder ??= new TextDecoder(encodingOf(piece), { fatal: true })
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true })
    } catch {
      broken()
      return ''
    }
  }
  return {
    push: (piece) => {
      if (reading.fault !== undefined) return
      const text = decode(piece)
      // a line end is one character, however the file writes it (XML 1.0, 2.11); a CR that is meant is `&#13;`
      const rest = afterReturn && text.startsWith('\n') ? text.slice(1) : text
      afterReturn = text.endsWith('\r')
      buffer += rest.includes('\r') ? rest.replace(/\r\n?/g, '\n') : rest
      scan()
    },
    end: () => {
      if (reading.fault !== undefined) return
      buffer += decode(undefined)
      if (raw.length > 0 || buffer.trim() !== '') broken()
    },
  }
}

function encodingOf(piece: Uint8Array | undefined): string {
  if (piece?.[0] === 0xff && piece[1] === 0xfe) return 'utf-16le'
  return piece?.[0] === 0xfe && piece[1] === 0xff ? 'utf-16be' : 'utf-8'
}
