/** Text → bytes in the encodings of Japan, the other way round of the platform's decoder. */
import type { Encoding } from '../../pipeline/lib/grid-declaration.ts'

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>()

function tableOf(encoding: 'shift_jis' | 'euc-jp'): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(encoding)
  if (known) return known
  const decoder = new TextDecoder(encoding, { fatal: true })
  const table = new Map<string, readonly number[]>()
  const add = (...bytes: number[]): void => {
    try {
      const char = decoder.decode(Uint8Array.from(bytes))
      if ([...char].length === 1 && !table.has(char)) table.set(char, bytes)
    } catch {
      // no character
    }
  }
  for (let byte = 0x20; byte < 0x7f; byte += 1) table.set(String.fromCharCode(byte), [byte])
  for (const byte of [9, 10, 13]) table.set(String.fromCharCode(byte), [byte])
  for (let byte = 0xa1; byte < 0xe0; byte += 1) encoding === 'shift_jis' ? add(byte) : add(0x8e, byte)
  for (let lead = 0x81; lead < 0xff; lead += 1) {
    for (let trail = 0x40; trail < 0xff; trail += 1) add(lead, trail)
  }
  tables.set(encoding, table)
  return table
}

/** Throws on a character that the encoding does not have. */
export function encodeAs(encoding: Encoding, text: string): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const bytes = new Uint8Array(text.length * 2)
    const view = new DataView(bytes.buffer)
    for (let i = 0; i < text.length; i += 1)
      view.setUint16(i * 2, text.charCodeAt(i), encoding === 'utf-16le')
    return bytes
  }
  const table = tableOf(encoding === 'shift_jis' ? 'shift_jis' : 'euc-jp')
  const bytes: number[] = []
  let set = 'B'
  for (const char of text) {
    const found = table.get(char)
    if (found === undefined) throw new Error(`${encoding} has no ${char}`)
    if (encoding !== 'iso-2022-jp') {
      bytes.push(...found)
      continue
    }
    const next = found.length === 1 ? 'B' : found[0] === 0x8e ? 'I' : '$'
    if (next !== set) bytes.push(0x1b, ...(next === '$' ? [0x24, 0x42] : [0x28, next === 'I' ? 0x49 : 0x42]))
    set = next
    bytes.push(
      ...(next === 'B' ? found : next === 'I' ? [(found[1] ?? 0) & 0x7f] : found.map((b) => b & 0x7f)),
    )
  }
  if (set !== 'B') bytes.push(0x1b, 0x28, 0x42)
  return Uint8Array.from(bytes)
}
