/** What a record is called: by its key in problems, corrections and provenance, and as the last part of its IRI. */
import type { DataRecord } from './model.ts'

/**
 * The value of the key for a key of one column, `a/b` for several; two records have the same name only where they
 * have the same key. With several columns `/` and `%` within a value are encoded, and `%` alone is a blank.
 */
export function recordName(
  record: { readonly [key: string]: unknown },
  primaryKey: readonly string[],
): string {
  const [only = 'identifier', ...others] = primaryKey
  if (others.length === 0) return String(record[only] ?? '')
  return primaryKey.map((key) => encodeName(record[key])).join('/')
}

function encodeName(value: unknown): string {
  if (value === null || value === undefined) return '%'
  return String(value).replaceAll('%', '%25').replaceAll('/', '%2F')
}

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
