/** Names made from a SHA-256. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** `ni:///sha-256;<base64url>`: the standard name of bytes by their hash (RFC 6920, 3). Takes lower-case hex. */
export function niUri(sha256: string): string {
  let out = ''
  // 24 bits are six hex digits and four characters; the last four digits are 16 bits and three characters.
  for (let at = 0; at < sha256.length; at += 6) {
    const hex = sha256.slice(at, at + 6)
    const bits = Number.parseInt(hex.padEnd(6, '0'), 16)
    const characters = Math.ceil((hex.length * 4) / 6)
    for (let n = 0; n < characters; n += 1) out += ALPHABET[(bits >> (18 - 6 * n)) & 63] ?? ''
  }
  return `ni:///sha-256;${out}`
}
