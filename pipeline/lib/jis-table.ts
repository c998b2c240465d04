/**
 * The double-byte characters of CP932 and EUC-JP as tables, taken from the platform's decoder when they are needed:
 * for what the strict decoder refuses, for the score of a guess and for the way back from mojibake.
 */

/** Where two bytes have no character; no encoding of Japan has it. */
export const NONE = 0xfffd

export type PairEncoding = 'shift_jis' | 'euc-jp'

/** `table[lead << 8 | trail]`: the character, or `NONE`; of these leads only. */
export function pairTable(encoding: PairEncoding, first = 0x81, last = 0xfe): Uint16Array {
  const table = new Uint16Array(1 << 16).fill(NONE)
  const decoder = new TextDecoder(encoding)
  // a line end after each pair: whatever the pair does, the next one is read from its beginning
  const row = new Uint8Array(256 * 3)
  for (let trail = 0; trail < 256; trail += 1) row[trail * 3 + 2] = 0x0a
  for (let lead = first; lead <= last; lead += 1) {
    if (!isLead(encoding, lead)) continue
    for (let trail = 0; trail < 256; trail += 1) {
      row[trail * 3] = lead
      row[trail * 3 + 1] = isTrail(encoding, trail) ? trail : 0x20
    }
    const lines = decoder.decode(row).split('\n')
    for (let trail = 0; trail < 256; trail += 1) {
      const found = lines[trail] ?? ''
      if (found.length === 1 && isTrail(encoding, trail)) table[(lead << 8) | trail] = found.charCodeAt(0)
    }
  }
  return table
}

/** Begins a character of two bytes. */
export function isLead(encoding: PairEncoding, byte: number): boolean {
  if (encoding === 'euc-jp') return byte === 0x8e || (byte >= 0xa1 && byte <= 0xfe)
  return (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc)
}

/** May end a character of two bytes. */
export function isTrail(encoding: PairEncoding, byte: number): boolean {
  if (encoding === 'euc-jp') return byte >= 0xa1 && byte <= 0xfe
  return byte >= 0x40 && byte <= 0xfc && byte !== 0x7f
}

/** Characters → their bytes in CP932: one byte, or two as `lead << 8 | trail`; 0 where there is none. */
export function cp932Codes(): Uint16Array {
  const codes = new Uint16Array(1 << 16)
  const table = pairTable('shift_jis')
  // what stands twice (NEC's and IBM's copies) has its first code, but for the leads ED and EE, NEC's copy of IBM's
  for (let code = 0xfcfc; code >= 0x8140; code -= 1) {
    const lead = code >> 8
    const char = table[code] ?? NONE
    if (char === NONE || ((lead === 0xed || lead === 0xee) && codes[char] !== 0)) continue
    codes[char] = code
  }
  for (let byte = 0xa1; byte <= 0xdf; byte += 1) codes[0xff61 + byte - 0xa1] = byte
  for (let byte = 1; byte < 0x80; byte += 1) codes[byte] = byte
  return codes
}
