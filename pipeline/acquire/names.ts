/** What a file is called in snapshot/: as the host says, or as its address ends, made safe for every system. */

/** Bytes of UTF-8: file systems take 255, and `.part` and the like come after it. */
const LONGEST = 200

const ENDINGS: Readonly<Record<string, string>> = {
  'text/csv': 'csv',
  'text/html': 'html',
  'text/plain': 'txt',
  'application/json': 'json',
  'application/geo+json': 'geojson',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
}

/** The name of an answer's file: Content-Disposition (RFC 6266), else the last part of the path. */
export function fileNameOf(address: string, disposition: string | undefined, mediaType?: string): string {
  const said = disposition === undefined ? undefined : dispositionName(disposition)
  const name = safeName(said ?? pathName(address))
  const ending = ENDINGS[mediaType ?? '']
  return /\.[A-Za-z0-9]{1,10}$/.test(name) || ending === undefined ? name : safeName(`${name}.${ending}`)
}

/** A name that can stand in a folder of Windows, macOS and Linux, and is no path. */
export function safeName(text: string): string {
  const name = text
    .normalize('NFC')
    // control characters, marks that turn the direction of text, halves of characters, what Windows takes in no name
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '')
    .replace(/[\\/:*?"<>|]/g, '_')
    .replace(/^[.\s~]+/, '')
    .replace(/[.\s]+$/, '')
  const free = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name) ? `_${name}` : name
  return cut(free === '' ? 'data' : free)
}

function cut(name: string): string {
  const size = (text: string): number => new TextEncoder().encode(text).length
  if (size(name) <= LONGEST) return name
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? ''
  let kept = ''
  for (const character of name.slice(0, name.length - ending.length)) {
    if (size(kept) + size(character) + ending.length > LONGEST) break
    kept += character
  }
  return `${kept.replace(/[.\s]+$/, '')}${ending}`
}

/** Headers come as Latin-1: each character is a byte. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 255)
}

/** UTF-8 where it is, else the bytes of Windows-31J, as older servers in Japan send them. */
function decoded(bytes: Uint8Array): string | undefined {
  for (const label of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes)
    } catch {}
  }
  return undefined
}

function percentBytes(text: string): Uint8Array {
  return bytesOf(
    text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  )
}

function dispositionName(header: string): string | undefined {
  const extended = /(?:^|[;\s])filename\*\s*=\s*"?([\w!#$%&+^`{}~.-]*)'[^']*'([^";\s]+)/i.exec(header)
  if (extended !== null) {
    const [, charset = '', value = ''] = extended
    const bytes = percentBytes(value)
    const name = byCharset(charset, bytes) ?? decoded(bytes)
    if (name !== undefined && name !== '') return name
  }
  const quoted = /(?:^|[;\s])filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(header)?.[1]
  // Shift_JIS has a backslash as a second byte (表, ソ): only a quote and itself are escaped
  const bare = quoted?.replace(/\\(["\\])/g, '$1') ?? /(?:^|[;\s])filename\s*=\s*([^";]+)/i.exec(header)?.[1]
  const raw = bare?.trim() ?? ''
  if (raw === '') return undefined
  const word = /^=\?([\w-]+)\?B\?([A-Za-z0-9+/=]+)\?=$/i.exec(raw)
  if (word !== null) {
    try {
      const name = byCharset(word[1] ?? '', bytesOf(atob(word[2] ?? '')))
      if (name !== undefined) return name
    } catch {}
  }
  const whole = decoded(/%[0-9A-Fa-f]{2}/.test(raw) ? percentBytes(raw) : bytesOf(raw)) ?? raw
  // some send the whole path on their own disk
  return whole.split(/[\\/]/).at(-1)
}

function byCharset(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function pathName(address: string): string {
  const last = new URL(address).pathname.split('/').findLast((part) => part !== '') ?? ''
  // `aed.csv;jsessionid=…`: a parameter is no part of the name
  const name = last.replace(/;[^=;]+=.*$/, '')
  return decoded(percentBytes(name)) ?? name
}
