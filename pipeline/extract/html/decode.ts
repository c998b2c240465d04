/** The text of a page: its encoding by BOM, by what the page says of itself, or by its bytes (WHATWG HTML 13.2.3.2). */
import type { Encoding } from '../../lib/grid-declaration.ts'
import { detectEncoding } from '../encoding.ts'
import { decodeWhole, type WholeText } from '../whole-text.ts'

/** Labels as pages write them (https://encoding.spec.whatwg.org/#names-and-labels), those of the encodings we read. */
const LABELS: Readonly<Record<string, Encoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  shift_jis: 'shift_jis',
  'shift-jis': 'shift_jis',
  sjis: 'shift_jis',
  'x-sjis': 'shift_jis',
  'windows-31j': 'shift_jis',
  ms_kanji: 'shift_jis',
  cp932: 'shift_jis',
  'euc-jp': 'euc-jp',
  'x-euc-jp': 'euc-jp',
  'iso-2022-jp': 'iso-2022-jp',
}

/** What is said lies in the first 1,024 bytes by the rules; pages of old tools say it later. */
const HEAD = 8192

/** What a page says is held against its bytes: pages saved anew keep what they said of their old encoding. */
export function decodeHtml(bytes: Uint8Array): WholeText {
  const found = detectEncoding(bytes)
  const said = found.bom ? undefined : saidEncoding(bytes.subarray(0, HEAD))
  const first = decodeWhole(bytes, said ?? found.encoding)
  if (first.unread === 0 || said === undefined || said === found.encoding) return first
  const second = decodeWhole(bytes, found.encoding)
  return second.unread < first.unread ? second : first
}

function saidEncoding(head: Uint8Array): Encoding | undefined {
  let text = ''
  for (const byte of head) text += String.fromCharCode(byte)
  const label =
    /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w-]+)/i.exec(text)?.[1] ??
    /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w-]+)/i.exec(text)?.[1]
  const known = label?.toLowerCase() ?? ''
  return Object.hasOwn(LABELS, known) ? LABELS[known] : undefined
}
