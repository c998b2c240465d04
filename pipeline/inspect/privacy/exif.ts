/**
 * What a picture tells besides what it shows: where it was taken, by whom, with which camera, when. Exif 2.32 (CIPA
 * DC-008) within JPEG (APP1), PNG (eXIf), WebP (EXIF) and TIFF. Nothing in a file is trusted: every place is checked,
 * a directory is read once, and bytes that make no sense end the walk. XMP is not read.
 */

export interface PictureFacts {
  /** latitude and longitude */
  readonly hasPlace: boolean
  /** names of persons and serial numbers, by the name of their tag */
  readonly persons: readonly { readonly tag: string; readonly value: string }[]
  readonly hasDate: boolean
}

const NOTHING: PictureFacts = { hasPlace: false, persons: [], hasDate: false }

const PERSONS: ReadonlyMap<number, string> = new Map([
  [0x013b, 'Artist'],
  [0x013c, 'HostComputer'],
  [0x9c9d, 'XPAuthor'],
  [0xa430, 'CameraOwnerName'],
  [0xa431, 'BodySerialNumber'],
  [0xa435, 'LensSerialNumber'],
])
const DATES: ReadonlySet<number> = new Set([0x0132, 0x9003, 0x9004])
const EXIF = 0x8769
const GPS = 0x8825
const LATITUDE = 2
const LONGITUDE = 4
const MOST_ENTRIES = 1000
const LONGEST = 200

export function pictureFacts(bytes: Uint8Array): PictureFacts {
  const tiff = exifOf(bytes)
  return tiff === undefined ? NOTHING : walk(tiff)
}

/** The TIFF structure that holds the tags. */
function exifOf(bytes: Uint8Array): Uint8Array | undefined {
  if (starts(bytes, 0, [0xff, 0xd8])) return ofJpeg(bytes)
  if (starts(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return ofPng(bytes)
  if (isText(bytes, 0, 'RIFF') && isText(bytes, 8, 'WEBP')) return ofWebp(bytes)
  return isText(bytes, 0, 'II*\0') || isText(bytes, 0, 'MM\0*') ? bytes : undefined
}

function ofJpeg(bytes: Uint8Array): Uint8Array | undefined {
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    // fill bytes, and markers without a length
    if (marker === 0xff) at += 1
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2
    // the picture itself begins, or all ends
    else if (marker === 0xda || marker === 0xd9) return undefined
    else {
      const length = number(bytes, at + 2, 2, false)
      if (length < 2) return undefined
      if (marker === 0xe1 && isText(bytes, at + 4, 'Exif\0')) return bytes.subarray(at + 10, at + 2 + length)
      at += 2 + length
    }
  }
  return undefined
}

function ofPng(bytes: Uint8Array): Uint8Array | undefined {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = number(bytes, at, 4, false)
    if (isText(bytes, at + 4, 'eXIf')) return bytes.subarray(at + 8, at + 8 + length)
    if (isText(bytes, at + 4, 'IEND')) return undefined
    at += 12 + length
  }
  return undefined
}

function ofWebp(bytes: Uint8Array): Uint8Array | undefined {
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = number(bytes, at + 4, 4, true)
    if (isText(bytes, at, 'EXIF')) {
      const from = isText(bytes, at + 8, 'Exif\0') ? at + 14 : at + 8
      return bytes.subarray(from, at + 8 + length)
    }
    at += 8 + length + (length % 2)
  }
  return undefined
}

interface Found {
  readonly persons: Map<string, string>
  readonly gps: Set<number>
  hasDate: boolean
}

function walk(tiff: Uint8Array): PictureFacts {
  const little = isText(tiff, 0, 'II')
  if (!little && !isText(tiff, 0, 'MM')) return NOTHING
  const found: Found = { persons: new Map(), gps: new Set(), hasDate: false }
  const done = new Set<number>()
  const directories = [{ at: number(tiff, 4, 4, little), isGps: false }]
  for (let next = directories.pop(); next !== undefined; next = directories.pop()) {
    const { at, isGps } = next
    if (at < 8 || at + 2 > tiff.length || done.has(at)) continue
    done.add(at)
    const entries = Math.min(number(tiff, at, 2, little), MOST_ENTRIES)
    for (let i = 0; i < entries; i += 1) {
      const entry = at + 2 + i * 12
      if (entry + 12 > tiff.length) break
      const tag = number(tiff, entry, 2, little)
      if (isGps) found.gps.add(tag)
      else if (tag === EXIF || tag === GPS) {
        directories.push({ at: number(tiff, entry + 8, 4, little), isGps: tag === GPS })
      } else note(tiff, entry, tag, little, found)
    }
  }
  return {
    hasPlace: found.gps.has(LATITUDE) && found.gps.has(LONGITUDE),
    persons: [...found.persons].map(([tag, value]) => ({ tag, value })),
    hasDate: found.hasDate,
  }
}

function note(tiff: Uint8Array, entry: number, tag: number, little: boolean, found: Found): void {
  const name = PERSONS.get(tag)
  if (name === undefined && !DATES.has(tag)) return
  const value = textAt(tiff, entry, tag === 0x9c9d ? 'utf-16le' : 'utf-8', little)
  if (value === '') return
  if (name !== undefined) found.persons.set(name, value)
  else if (/[1-9]/.test(value)) found.hasDate = true
}

/** ASCII (type 2), or bytes (type 1) of UTF-16 as Windows writes them; four bytes at most stand in the entry itself. */
function textAt(tiff: Uint8Array, entry: number, encoding: string, little: boolean): string {
  const type = number(tiff, entry + 2, 2, little)
  const length = number(tiff, entry + 4, 4, little)
  if (type !== 1 && type !== 2 && type !== 129) return ''
  const from = length <= 4 ? entry + 8 : number(tiff, entry + 8, 4, little)
  const bytes = tiff.subarray(from, from + Math.min(length, LONGEST))
  const text = new TextDecoder(encoding).decode(bytes)
  return (text.split('\0')[0] ?? '').trim()
}

/** 0 where the bytes end before it. */
function number(bytes: Uint8Array, at: number, size: number, little: boolean): number {
  if (at < 0 || at + size > bytes.length) return 0
  let value = 0
  for (let i = 0; i < size; i += 1) value = value * 256 + (bytes[little ? at + size - 1 - i : at + i] ?? 0)
  return value
}

function starts(bytes: Uint8Array, at: number, signs: readonly number[]): boolean {
  return signs.every((sign, i) => bytes[at + i] === sign)
}

function isText(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (bytes[at + i] !== text.charCodeAt(i)) return false
  return true
}
