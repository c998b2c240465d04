/** Makes the bytes of pictures that tell something; there is no picture in them. */

interface Told {
  readonly tags?: readonly (readonly [number, string])[]
  readonly gps?: boolean
  /** a latitude without a longitude */
  readonly half?: boolean
  /** the directory of the place is the first one again */
  readonly loop?: boolean
}

const XP_AUTHOR = 0x9c9d

/** A TIFF structure: a first directory, one of Exif with the tags from 0x9000 on, one of the place. */
export function tiffOf(
  { tags = [], gps = false, half = false, loop = false }: Told,
  little: boolean,
): Uint8Array {
  const bytes: number[] = []
  const put = (at: number, value: number, size: number): void => {
    for (let i = 0; i < size; i += 1)
      bytes[at + (little ? i : size - 1 - i)] = Math.floor(value / 256 ** i) % 256
  }
  const own = tags.filter(([tag]) => tag < 0x9000 || tag === XP_AUTHOR)
  const exif = tags.filter(([tag]) => tag >= 0x9000 && tag !== XP_AUTHOR)
  const first = 8
  const second = first + 2 + (own.length + 2) * 12 + 4
  const third = second + 2 + exif.length * 12 + 4
  let free = third + 2 + 2 * 12 + 4
  const entry = (at: number, tag: number, text: string): void => {
    const isWide = tag === XP_AUTHOR
    const value = isWide
      ? [...text].flatMap((one) => [one.charCodeAt(0) & 255, one.charCodeAt(0) >> 8]).concat(0, 0)
      : [...new TextEncoder().encode(text), 0]
    put(at, tag, 2)
    put(at + 2, isWide ? 1 : 2, 2)
    put(at + 4, value.length, 4)
    const to = value.length <= 4 ? at + 8 : free
    if (value.length > 4) {
      put(at + 8, free, 4)
      free += value.length
    }
    for (const [i, one] of value.entries()) bytes[to + i] = one
  }
  const pointer = (at: number, tag: number, to: number): void => {
    put(at, tag, 2)
    put(at + 2, 4, 2)
    put(at + 4, 1, 4)
    put(at + 8, to, 4)
  }
  for (const [i, sign] of [...(little ? 'II' : 'MM')].entries()) bytes[i] = sign.charCodeAt(0)
  put(2, 42, 2)
  put(4, first, 4)
  put(first, own.length + 2, 2)
  for (const [i, [tag, text]] of own.entries()) entry(first + 2 + i * 12, tag, text)
  pointer(first + 2 + own.length * 12, 0x8769, second)
  pointer(first + 2 + (own.length + 1) * 12, 0x8825, loop ? first : third)
  put(second, exif.length, 2)
  for (const [i, [tag, text]] of exif.entries()) entry(second + 2 + i * 12, tag, text)
  put(third, gps ? 2 : half ? 1 : 0, 2)
  pointer(third + 2, 2, 0)
  pointer(third + 14, 4, 0)
  return Uint8Array.from({ length: Math.max(bytes.length, free) }, (_, i) => bytes[i] ?? 0)
}

function big(value: number, size: number): readonly number[] {
  return Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** (size - 1 - i)) % 256)
}

const letters = (text: string): readonly number[] => [...text].map((one) => one.charCodeAt(0))

/** APP0 first, as cameras and programs do. */
export function inJpeg(tiff: Uint8Array): Uint8Array {
  const app0 = [0xff, 0xe0, ...big(16, 2), ...letters('JFIF\0'), ...big(0, 9)]
  const app1 = [0xff, 0xe1, ...big(tiff.length + 8, 2), ...letters('Exif\0\0'), ...tiff]
  return Uint8Array.from([0xff, 0xd8, ...app0, ...app1, 0xff, 0xda, 0, 2, 0xff, 0xd9])
}

export function inPng(tiff: Uint8Array): Uint8Array {
  const chunk = (name: string, data: readonly number[]) => [
    ...big(data.length, 4),
    ...letters(name),
    ...data,
    0,
    0,
    0,
    0,
  ]
  const head = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  return Uint8Array.from([
    ...head,
    ...chunk('IHDR', big(0, 13)),
    ...chunk('eXIf', [...tiff]),
    ...chunk('IEND', []),
  ])
}

/** Some programs write the head that JPEG has before it. */
export function inWebp(tiff: Uint8Array, isHeaded: boolean): Uint8Array {
  const little = (value: number) => [...big(value, 4)].reverse()
  const data = [...(isHeaded ? letters('Exif\0\0') : []), ...tiff]
  const odd = [...letters('VP8X'), ...little(3), 0, 0, 0, 0]
  return Uint8Array.from([
    ...letters('RIFF'),
    ...little(0),
    ...letters('WEBP'),
    ...odd,
    ...letters('EXIF'),
    ...little(data.length),
    ...data,
  ])
}
