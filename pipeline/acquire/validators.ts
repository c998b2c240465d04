/** By what a file is asked for again: as the host said it, where that can be kept and sent. */
import type { Validators } from '../lib/origin.ts'

/** Some hosts say pages of it; it goes into a file that people read. */
const LONGEST = 500

/** RFC 9110 §8.8.3 takes bytes beyond ASCII too: no host needs them, and YAML takes no control character. */
function isKept(text: string | undefined): text is string {
  return text !== undefined && text.length <= LONGEST && /^[ -~]+$/.test(text)
}

export function keptValidators(
  etag: string | undefined,
  lastModified: string | undefined,
): Pick<Validators, 'etag' | 'lastModified'> {
  return {
    ...(isKept(etag) ? { etag } : {}),
    ...(isKept(lastModified) ? { lastModified } : {}),
  }
}

/**
 * RFC 9110 §13.1.3: where there is an ETag, the date says nothing. Nor does it where a part of the address is not kept: a
 * file that is older may lie there now.
 */
export function conditionsOf(known: Validators, isWholeAddress: boolean): Readonly<Record<string, string>> {
  const { etag, lastModified } = keptValidators(known.etag, known.lastModified)
  if (etag !== undefined) return { 'if-none-match': etag }
  return lastModified === undefined || !isWholeAddress ? {} : { 'if-modified-since': lastModified }
}
