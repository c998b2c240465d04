/** The body of an answer as it was meant: unpacked, counted, and no more of it than may come. */
import { isHttpFault } from '../lib/http/client.ts'
import type { HttpAnswer, HttpFault } from '../lib/http/http.ts'

export interface BodyRoom {
  readonly atMost: number
  /** gets what comes out, never more than `atMost` bytes in all */
  readonly put: (bytes: Uint8Array) => void
  /** only its beginning is wanted: what says that it is longer is read all the same */
  readonly head?: true
}

export interface BodyEnd {
  readonly end: 'whole' | 'too-large' | 'damaged' | 'packed' | 'slow'
  /** unpacked, so far */
  readonly bytes: number
  /** what the host calls its packing */
  readonly packing: string
}

/** Fed in small pieces, what one of them unpacks to stays small, a bomb or not. */
const PIECE = 4096

/** Reads a body to its end, or gives it up. A fault is worth another try. What `put` throws goes on. */
export async function readBody(
  { headers, body }: HttpAnswer,
  { atMost, put, head }: BodyRoom,
): Promise<BodyEnd | HttpFault> {
  const length = /^\d+$/.test(headers['content-length'] ?? '') ? Number(headers['content-length']) : undefined
  const packing = (headers['content-encoding'] ?? '').trim().toLowerCase()
  const isPacked = packing === 'gzip' || packing === 'x-gzip'
  let bytes = 0
  const ended = (end: BodyEnd['end']): BodyEnd => ({ end, bytes, packing })
  const isTooLong = length !== undefined && length > atMost && head === undefined
  const unread =
    !isPacked && packing !== '' && packing !== 'identity'
      ? 'packed'
      : !isPacked && isTooLong
        ? 'too-large'
        : ''
  if (unread !== '') {
    await body[Symbol.asyncIterator]().return?.()
    return ended(unread)
  }
  let come = 0
  const take = (data: Uint8Array): void => {
    const fits = data.subarray(0, Math.max(0, atMost - bytes))
    bytes += data.length
    if (fits.length > 0) put(fits)
  }
  // few hosts pack: a night of a thousand unchanged files loads no inflater
  const unpack = isPacked ? (await import('../lib/deflate.ts')).createGunzipper(take) : undefined
  try {
    for await (const chunk of body) {
      come += chunk.length
      if (unpack === undefined) take(chunk)
      else
        for (let from = 0; from < chunk.length && bytes <= atMost; from += PIECE)
          if (!unpacked(() => unpack(chunk.subarray(from, from + PIECE), false))) return ended('damaged')
      if (bytes > atMost) return ended('too-large')
    }
  } catch (error) {
    if (!isHttpFault(error)) throw error
    return error.fault === 'slow' ? ended('slow') : { fault: error.fault, detail: error.detail }
  }
  if (unpack !== undefined && come > 0 && !unpacked(() => unpack(new Uint8Array(0), true)))
    return ended('damaged')
  if (length !== undefined && come !== length)
    return { fault: 'broken', detail: `${come} of ${length} bytes` }
  return ended('whole')
}

/** fflate throws where packed bytes are damaged; what the disk throws is not its own. */
function unpacked(push: () => void): boolean {
  try {
    push()
    return true
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error
    return false
  }
}
