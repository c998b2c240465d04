/** What a record is called: by its key in problems, corrections and provenance, and as the last part of its IRI. */
import type { DataRecord, Json } from './model.ts'

/**
 * The value of the key for a key of one column, `a/b` for several; two records have the same name only where they
 * have the same key. With several columns `/` and `%` within a value are encoded, and `%` alone is a blank.
 * Where nothing identifies a record it is called by its place in the dataset: `#1`. `place` counts from 0.
 */
export function recordName(
  record: { readonly [key: string]: unknown },
  primaryKey: readonly string[],
  place?: number,
): string {
  if (primaryKey.length === 0 && place !== undefined) return `#${place + 1}`
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
  return primaryKey.map((key) => idSegment(record[key] ?? null)).join('/')
}

/** One part of a record's id. */
export function idSegment(value: Json): string {
  const text = String(value ?? '')
  if (isPlain(text)) return text
  const encoded = encodeURIComponent(text)
  return /^\.+$/.test(encoded) ? encoded.replaceAll('.', '%2E') : encoded
}

/** Letters, figures, `-` and `_`: most keys are no more than that, and are made for every row. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    const plain =
      (unit >= 0x61 && unit <= 0x7a) ||
      (unit >= 0x30 && unit <= 0x39) ||
      (unit >= 0x41 && unit <= 0x5a) ||
      unit === 0x2d ||
      unit === 0x5f
    if (!plain) return false
  }
  return true
}
