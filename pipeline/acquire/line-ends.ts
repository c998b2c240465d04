/** The same bytes with other line ends: what git makes of a text where `core.autocrlf` tells it to. */

const LF = 0x0a
const CR = 0x0d

/** With LF for each CR LF, and with CR LF for each lone LF. */
export function lineEndsOf(bytes: Uint8Array): readonly Uint8Array[] {
  let pairs = 0
  let lone = 0
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at - 1] === CR) pairs += 1
    else lone += 1
  }
  return [
    ...(pairs === 0 ? [] : [rewritten(bytes, bytes.length - pairs, false)]),
    ...(lone === 0 ? [] : [rewritten(bytes, bytes.length + lone, true)]),
  ]
}

function rewritten(bytes: Uint8Array, length: number, isPair: boolean): Uint8Array {
  const out = new Uint8Array(length)
  let to = 0
  let from = 0
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    const end = bytes[at - 1] === CR ? at - 1 : at
    out.set(bytes.subarray(from, end), to)
    to += end - from
    if (isPair) out[to++] = CR
    out[to++] = LF
    from = at + 1
  }
  out.set(bytes.subarray(from), to)
  return out
}
