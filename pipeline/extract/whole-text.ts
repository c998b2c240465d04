/** Text of a file that is read whole, with what is no character of its encoding as U+FFFD, counted. */
import type { Encoding } from '../lib/grid-declaration.ts'
import { createDecoder, MARK } from './decoder.ts'

export interface WholeText {
  readonly text: string
  /** bytes that are no character of the encoding */
  readonly unread: number
}

export function decodeWhole(bytes: Uint8Array, encoding: Encoding): WholeText {
  const decoder = createDecoder(encoding)
  const marked = decoder.push(bytes) + decoder.end()
  let unread = 0
  // a low half that no high half goes before is the mark of a byte
  const text = marked.replace(/(?<![\ud800-\udbff])[\udc00-\udcff]/g, (mark) => {
    if (mark.charCodeAt(0) < MARK) return mark
    unread += 1
    return '\ufffd'
  })
  return { text, unread }
}

/** XML is read as Unicode; what old tools write says that it is in another encoding. */
export function xmlInUtf8(bytes: Uint8Array): Uint8Array {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const said = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1]?.toLowerCase() ?? ''
  if (/^(?:shift[_-]jis|sjis|x-sjis|windows-31j|cp932)$/.test(said))
    return new TextEncoder().encode(decodeWhole(bytes, 'shift_jis').text)
  if (said === 'euc-jp') return new TextEncoder().encode(decodeWhole(bytes, 'euc-jp').text)
  return bytes
}
