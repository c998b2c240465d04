/** An answer that is read as a whole: a page, or what an API says. */
import type { HttpAnswer, HttpFault } from '../lib/http/http.ts'
import { type BodyEnd, readBody } from './body.ts'

export interface Whole {
  readonly bytes: Uint8Array
  readonly headers: HttpAnswer['headers']
}

/** A page or an answer of an API has so much room; it is no fault of the network where it comes otherwise. */
export async function readWhole(answer: HttpAnswer, atMost: number): Promise<Whole | BodyEnd | HttpFault> {
  const chunks: Uint8Array[] = []
  // what is unpacked stands in memory that the next piece takes
  const read = await readBody(answer, { atMost, put: (piece) => chunks.push(piece.slice()) })
  if ('fault' in read || read.end !== 'whole') return read
  return { bytes: joined(chunks, read.bytes), headers: answer.headers }
}

export function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** Where a page says its encoding: the rules want the first 1,024 bytes, old tools say it later. */
const HEAD = 8192

/** A page's text: by its BOM, its header, what it says itself, else UTF-8 where it is that, else Windows-31J. */
export function pageText(bytes: Uint8Array, contentType: string | undefined): string {
  let head = ''
  for (const byte of bytes.subarray(0, HEAD)) head += String.fromCharCode(byte)
  const bom = head.startsWith('\u00ef\u00bb\u00bf') ? 'utf-8' : undefined
  const said = [
    bom,
    /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1],
    /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1],
  ]
  for (const label of [...said, 'utf-8', 'shift_jis', 'euc-jp']) {
    const text = label === undefined ? undefined : decoded(label, bytes)
    if (text !== undefined) return text
  }
  return decoded(said.find((label) => label !== undefined) ?? 'utf-8', bytes, false) ?? ''
}

/** Undefined where the bytes are not of that encoding, or nobody knows it. */
function decoded(label: string, bytes: Uint8Array, fatal = true): string | undefined {
  try {
    return new TextDecoder(label, { fatal }).decode(bytes)
  } catch {
    return undefined
  }
}
