/** CRC-32 as ZIP has it (APPNOTE 4.4.7), piece by piece. */

/** Four tables, so that four bytes are taken at a time (Intel, "slicing-by-4"): bytewise it is a tenth of all the time. */
export function crcTable(): Int32Array {
  const table = new Int32Array(1024)
  for (let i = 0; i < 256; i += 1) {
    let value = i
    for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
    table[i] = value
  }
  for (let i = 256; i < 1024; i += 1) {
    const before = table[i - 256] ?? 0
    table[i] = (before >>> 8) ^ (table[before & 0xff] ?? 0)
  }
  return table
}

/** Goes on from `start`, which is -1 for the first piece; the sum is the complement (`~`) of what came last. */
export function crcOf(table: Int32Array, start: number, bytes: Uint8Array): number {
  let crc = start
  let i = 0
  for (; i + 4 <= bytes.length; i += 4) {
    crc ^=
      (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24)
    crc =
      (table[768 + (crc & 0xff)] ?? 0) ^
      (table[512 + ((crc >>> 8) & 0xff)] ?? 0) ^
      (table[256 + ((crc >>> 16) & 0xff)] ?? 0) ^
      (table[crc >>> 24] ?? 0)
  }
  for (; i < bytes.length; i += 1) crc = (crc >>> 8) ^ (table[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0)
  return crc
}
