/**
 * UUIDs made from a name (RFC 9562, 5.5): the same dataset and file give the same resource at every publish, so that a
 * request delivered twice makes no second one. SHA-1 is what version 5 asks for; nothing here rests on its strength.
 */

/** Version 5, lower case. The namespace is a UUID. */
export function uuid5(namespace: string, name: string): string {
  const hex = namespace.replaceAll('-', '')
  const space = Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))
  const text = new TextEncoder().encode(name)
  const bytes = new Uint8Array(16 + text.length)
  bytes.set(space)
  bytes.set(text, 16)
  const hash = sha1(bytes)
  const out = [...hash.subarray(0, 16)].map((byte, i) => {
    const told = i === 6 ? (byte & 0x0f) | 0x50 : i === 8 ? (byte & 0x3f) | 0x80 : byte
    return told.toString(16).padStart(2, '0')
  })
  return out.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** FIPS 180-4, 6.1; for texts of some dozen bytes. */
function sha1(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 4, bytes.length * 8)
  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0])
  const words = new Uint32Array(80)
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 80; i += 1)
      words[i] =
        i < 16
          ? view.getUint32(block + 4 * i)
          : turn((words[i - 3] ?? 0) ^ (words[i - 8] ?? 0) ^ (words[i - 14] ?? 0) ^ (words[i - 16] ?? 0), 1)
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state
    for (let i = 0; i < 80; i += 1) {
      const [mixed, constant] = roundOf(i, b, c, d)
      const next = (turn(a, 5) + mixed + e + constant + (words[i] ?? 0)) >>> 0
      e = d
      d = c
      c = turn(b, 30)
      b = a
      a = next
    }
    state.set([a, b, c, d, e].map((word, i) => word + (state[i] ?? 0)))
  }
  const out = new DataView(new ArrayBuffer(20))
  state.forEach((word, i) => {
    out.setUint32(4 * i, word)
  })
  return new Uint8Array(out.buffer)
}

function roundOf(i: number, b: number, c: number, d: number): readonly [number, number] {
  if (i < 20) return [((b & c) | (~b & d)) >>> 0, 0x5a827999]
  if (i < 40) return [(b ^ c ^ d) >>> 0, 0x6ed9eba1]
  if (i < 60) return [((b & c) | (b & d) | (c & d)) >>> 0, 0x8f1bbcdc]
  return [(b ^ c ^ d) >>> 0, 0xca62c1d6]
}

function turn(word: number, by: number): number {
  return ((word << by) | (word >>> (32 - by))) >>> 0
}
