/** What a ZIP says of the files in it, from its bytes alone, so far as they are there. Never throws. */

export interface ZipNames {
  /** as bytes, each a character of its own number */
  readonly names: readonly string[]
  /** one of them is not to be read without a password */
  readonly encrypted: boolean
}

const MOST = 5000
/** of a name; no name that is looked for is longer */
const LONGEST = 300
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const END = 0x06054b50

/**
 * Its directory alone tells (APPNOTE 4.3.12, 4.3.16): a ZIP in it that is not packed has headers of its own between
 * those of the outer one. Where only the head is there, or there is no directory, the local headers tell (4.3.7).
 */
export function zipNames(bytes: Uint8Array): ZipNames {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return listed(bytes, view) ?? local(bytes, view)
}

function listed(bytes: Uint8Array, view: DataView): ZipNames | undefined {
  const end = endOf(view)
  if (end < 0) return undefined
  const names: string[] = []
  let encrypted = false
  // where the outer one is cut off, the last is that of a ZIP in it, whose places are counted from its own start
  let at = view.getUint32(end + 16, true)
  while (isAt(view, at, CENTRAL) && at + 46 <= end && names.length < MOST) {
    const length = view.getUint16(at + 28, true)
    names.push(nameAt(bytes, at + 46, length))
    if ((view.getUint16(at + 8, true) & 1) === 1) encrypted = true
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return names.length === 0 ? undefined : { names, encrypted }
}

function endOf(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) if (view.getUint32(at, true) === END) return at
  return -1
}

function local(bytes: Uint8Array, view: DataView): ZipNames {
  const names: string[] = []
  let encrypted = false
  for (let at = bytes.indexOf(0x50); at >= 0 && names.length < MOST; at = bytes.indexOf(0x50, at + 1)) {
    if (!isAt(view, at, LOCAL) || at + 30 > bytes.length) continue
    const flags = view.getUint16(at + 6, true)
    const length = view.getUint16(at + 26, true)
    names.push(nameAt(bytes, at + 30, length))
    if ((flags & 1) === 1) encrypted = true
    // past what is in it, where its size is said before it (APPNOTE 4.4.4, bit 3)
    const packed = view.getUint32(at + 18, true)
    const next = at + 30 + length + view.getUint16(at + 28, true) + packed
    if ((flags & 8) === 0 && isAt(view, next, LOCAL)) at = next - 1
    else if ((flags & 8) === 0 && packed !== 0xffffffff && next >= bytes.length) break
  }
  return { names, encrypted }
}

function isAt(view: DataView, at: number, signature: number): boolean {
  return at >= 0 && at + 4 <= view.byteLength && view.getUint32(at, true) === signature
}

function nameAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + Math.min(length, LONGEST)))
}
