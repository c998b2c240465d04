/** MD5, of which S3 makes its ETags; nothing is kept safe by it. */
import { createHash, type Hash } from 'node:crypto'

export function md5Of(chunks: Iterable<Uint8Array>): string {
  const hash = md5()
  for (const chunk of chunks) hash.update(chunk)
  return hash.digest('hex')
}

export function md5(): Hash {
  return createHash('md5')
}
