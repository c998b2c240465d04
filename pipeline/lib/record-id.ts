/** The last part of a record's IRI, made from what identifies it. */
import type { DataRecord } from './model.ts'

/**
 * `1-1-1` for a key of one column, `a/b` for several. Everything that could be read as a scheme, a path or a
 * fragment is percent-encoded (RFC 3986, 3.3); a segment of dots alone would be resolved away (5.2.4).
 */
export function recordId(record: DataRecord, primaryKey: readonly string[]): string {
  return primaryKey.map((key) => segment(String(record[key] ?? ''))).join('/')
}

function segment(text: string): string {
  const encoded = encodeURIComponent(text)
  return /^\.+$/.test(encoded) ? encoded.replaceAll('.', '%2E') : encoded
}
