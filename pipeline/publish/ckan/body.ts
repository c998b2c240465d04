/** A file of dist/ on its way up: it goes only if its bytes are those that dist/ says they are. */
import type { Hash } from '../../effects.ts'
import type { HttpBody } from '../../lib/http/http.ts'
import type { OfferFile } from '../../lib/offer.ts'

/** Files up to this are read once, checked and sent from memory, several in one request. */
export const SMALL = 1 << 20

export interface CheckedBody {
  readonly body: HttpBody
  /** it was another one after all: the request that carried it was broken off */
  readonly isSpoiled: () => boolean
}

/** Undefined where the bytes are others than dist/ says; of a large file that shows while it goes up. */
export function checkedBody(
  file: OfferFile,
  sha256: () => Hash,
  progress: (done: number) => void,
): CheckedBody | undefined {
  if (file.bytes <= SMALL) {
    const bytes = wholeOf(file)
    const hash = sha256()
    hash.update(bytes)
    if (bytes.length !== file.bytes || hash.hex() !== file.sha256) return undefined
    return { body: { bytes: bytes.length, chunks: () => [bytes] }, isSpoiled: () => false }
  }
  let spoiled = false
  const spoil = (): never => {
    spoiled = true
    throw new Error('the file is not the one that was offered')
  }
  const chunks = (): Iterable<Uint8Array> => checkedChunks(file, sha256(), progress, spoil)
  return { body: { bytes: file.bytes, chunks }, isSpoiled: () => spoiled }
}

/**
 * The last piece goes only when all of it is right: a file changed while it goes up ends in a broken request, which
 * a portal takes for none.
 */
function* checkedChunks(
  { read, bytes, sha256 }: OfferFile,
  hash: Hash,
  progress: (done: number) => void,
  spoil: () => never,
): Generator<Uint8Array> {
  let last: Uint8Array | undefined
  let done = 0
  for (const chunk of read()) {
    if (chunk.length === 0) continue
    if (last !== undefined) {
      yield last
      progress(done)
    }
    done += chunk.length
    if (done > bytes) spoil()
    hash.update(chunk)
    // a reader may fill the same memory again
    last = chunk.slice()
  }
  if (done !== bytes || hash.hex() !== sha256) spoil()
  if (last !== undefined) yield last
  progress(done)
}

/** Whether the bytes are those that dist/ says: asked of all files before the first request. */
export function isWhole(file: OfferFile, sha256: () => Hash): boolean {
  const hash = sha256()
  let bytes = 0
  for (const chunk of file.read()) {
    bytes += chunk.length
    hash.update(chunk)
  }
  return bytes === file.bytes && hash.hex() === file.sha256
}

function wholeOf({ read, bytes }: OfferFile): Uint8Array {
  const out = new Uint8Array(bytes + 1)
  let at = 0
  for (const chunk of read()) {
    // one byte too many is enough to tell
    const piece = chunk.subarray(0, out.length - at)
    out.set(piece, at)
    at += piece.length
  }
  return out.subarray(0, at)
}
