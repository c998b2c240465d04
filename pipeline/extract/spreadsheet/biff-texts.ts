/**
 * The shared texts of an XLS (SST, MS-XLS 2.4.265), which go on over records of their own: their count is made no larger
 * than the texts that are there whole. Beyond them the library counts to a length that it never read.
 */

const CONTINUE = 0x3c
/** fRichSt and fExtSt: more stands before the characters, and behind them */
const RICH = 8
const EXTENDED = 4
const WIDE = 1

/** `at`: where the record begins, whose eight bytes of counts are there. */
export function clipTexts(stream: Uint8Array, at: number): void {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  const { bytes, starts } = joined(stream, view, at)
  const content = new DataView(bytes.buffer)
  const walk = createWalk(bytes, starts)
  const told = content.getUint32(4, true)
  let count = 0
  let place = 8
  for (; count < told && place < bytes.length; count += 1) {
    if (place + 3 > bytes.length) break
    const letters = content.getUint16(place, true)
    const flags = bytes[place + 2] ?? 0
    const isRich = (flags & RICH) !== 0
    const isExtended = (flags & EXTENDED) !== 0
    const head = place + 3 + (isRich ? 2 : 0) + (isExtended ? 4 : 0)
    if (head > bytes.length) break
    const runs = isRich ? content.getUint16(place + 3, true) * 4 : 0
    const more = isExtended ? content.getUint32(head - 4, true) : 0
    place = walk(head, letters, (flags & WIDE) !== 0) + runs + more
  }
  if (count < told) view.setUint32(at + 8, count, true)
}

/** Gives the place after so many letters; where they go on in the next record, it says anew how wide they are. */
function createWalk(bytes: Uint8Array, starts: readonly number[]) {
  // places only grow
  let next = 0
  return (from: number, letters: number, wide: boolean): number => {
    let isWide = wide
    let place = from
    let left = letters
    while (left > 0) {
      while ((starts[next] ?? bytes.length) < place) next += 1
      if (starts[next] === place) {
        isWide = (bytes[place] ?? 0) !== 0
        place += 1
        next += 1
      }
      const size = isWide ? 2 : 1
      const end = starts[next]
      // a letter that the end of a record cuts in two is read over it, as the library does
      const some = end === undefined ? left : Math.min(left, Math.ceil((end - place) / size))
      place += some * size
      left -= some
    }
    return place
  }
}

/** The record and those that go on from it, as one; and where each of them begins. */
function joined(stream: Uint8Array, view: DataView, at: number) {
  const pieces: Uint8Array[] = []
  const starts: number[] = []
  let size = 0
  let place = at
  do {
    const length = view.getUint16(place + 2, true)
    const piece = stream.subarray(place + 4, place + 4 + length)
    starts.push(size)
    pieces.push(piece)
    size += piece.length
    place += 4 + length
  } while (place + 4 <= stream.length && view.getUint16(place, true) === CONTINUE)
  const bytes = new Uint8Array(size)
  for (const [i, piece] of pieces.entries()) bytes.set(piece, starts[i])
  return { bytes, starts }
}
