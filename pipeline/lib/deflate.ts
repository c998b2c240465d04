/** DEFLATE (RFC 1951), both ways; the same bytes on every machine. The only file that imports fflate. */
import { Deflate, deflateSync, Gunzip, Inflate } from 'fflate'

/** Takes packed bytes piece by piece and hands on what comes out of them; throws where they are damaged. */
export function createInflater(
  take: (bytes: Uint8Array) => void,
): (packed: Uint8Array, isLast: boolean) => void {
  const stream = new Inflate(take)
  return (packed, isLast) => stream.push(packed, isLast)
}

/** The same for gzip (RFC 1952). Its end is not checked: a piece too few is seen by `isLast` alone. */
export function createGunzipper(
  take: (bytes: Uint8Array) => void,
): (packed: Uint8Array, isLast: boolean) => void {
  const stream = new Gunzip(take)
  return (packed, isLast) => stream.push(packed, isLast)
}

export function deflate(bytes: Uint8Array): Uint8Array {
  return deflateSync(bytes, { level: 6 })
}

/** Takes bytes piece by piece and hands on what they are packed to; the same pieces give the same bytes. */
export function createDeflater(
  take: (packed: Uint8Array) => void,
): (bytes: Uint8Array, isLast: boolean) => void {
  const stream = new Deflate({ level: 6 }, take)
  return (bytes, isLast) => stream.push(bytes, isLast)
}
