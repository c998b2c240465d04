/** Small PDFs written by hand: text in a Japanese font that is not embedded, lines, forms, pages; encrypted or not. */
import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'

export interface Page {
  readonly content: string
  readonly rotate?: number
  /** form XObjects by name: `/Fm1 Do` */
  readonly forms?: Readonly<Record<string, string>>
  /** what an annotation at 100, 100 (200 wide, 50 high) looks like; its box is as large */
  readonly annotation?: string
  readonly width?: number
  readonly height?: number
}

export interface Options {
  readonly user?: string
  readonly owner?: string
  readonly packed?: boolean
  /** more objects, as they stand in the file */
  readonly more?: readonly string[]
}

/** Characters of the font: ASCII is half as wide as the others. */
const FONTS = (encoding: string): string =>
  `<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /${encoding} /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /DW 1000 /W [1 94 500] /FontDescriptor << /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>] >>`

const hex = (text: string): string => {
  const out: string[] = []
  for (let i = 0; i < text.length; i += 1) out.push(text.charCodeAt(i).toString(16).padStart(4, '0'))
  return out.join('')
}

/** y counts from the bottom, as PDF does. */
export const text = (x: number, y: number, words: string, size = 10, font = 'F1'): string =>
  `BT /${font} ${size} Tf ${x} ${y} Td <${hex(words)}> Tj ET\n`
export const latin = (x: number, y: number, words: string, size = 10): string =>
  `BT /F2 ${size} Tf ${x} ${y} Td (${words.replace(/([()\\])/g, '\\$1')}) Tj ET\n`
export const stroke = (x0: number, y0: number, x1: number, y1: number): string =>
  `${x0} ${y0} m ${x1} ${y1} l S\n`
export const bar = (x: number, y: number, width: number, height: number): string =>
  `${x} ${y} ${width} ${height} re f\n`

/** A net of strokes, or of filled rectangles half a point thick. */
export function net(xs: readonly number[], ys: readonly number[], how: 'stroke' | 'bar' = 'stroke'): string {
  const [left = 0, right = 0] = [Math.min(...xs), Math.max(...xs)]
  const [low = 0, high = 0] = [Math.min(...ys), Math.max(...ys)]
  return [
    ...ys.map((y) => (how === 'bar' ? bar(left, y, right - left, 0.5) : stroke(left, y, right, y))),
    ...xs.map((x) => (how === 'bar' ? bar(x, low, 0.5, high - low) : stroke(x, low, x, high))),
  ].join('')
}

/** Rows of texts, each in its field, 2 points from its left edge; y of the edges goes down. */
export function filled(
  xs: readonly number[],
  ys: readonly number[],
  rows: readonly (readonly string[])[],
): string {
  return rows
    .flatMap((row, r) =>
      row.map((words, c) => (words === '' ? '' : text((xs[c] ?? 0) + 2, (ys[r + 1] ?? 0) + 4, words))),
    )
    .join('')
}

export function pdf(pages: readonly Page[], options: Options = {}): Uint8Array {
  const objects: string[] = []
  const encrypted = options.user !== undefined || options.owner !== undefined
  const keys = encrypted ? encryption(options.user ?? '', options.owner ?? '') : undefined
  const add = (body: string): number => objects.push(body)
  const stream = (data: string, dictionary = ''): number => {
    const number = objects.length + 1
    const raw = Buffer.from(data, 'latin1')
    const packed = options.packed === true ? deflateSync(raw) : raw
    const bytes = keys === undefined ? packed : rc4(objectKey(keys.key, number), packed)
    const filter = options.packed === true ? '/Filter /FlateDecode ' : ''
    return add(
      `<< ${dictionary}${filter}/Length ${bytes.length} >>\nstream\n${bytes.toString('latin1')}\nendstream`,
    )
  }
  const level = add(FONTS('UniJIS-UTF16-H'))
  const upright = add(FONTS('UniJIS-UTF16-V'))
  const helvetica = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  const fonts = `/Font << /F1 ${level} 0 R /F2 ${helvetica} 0 R /F3 ${upright} 0 R >>`
  const kids = pages.map((page) => {
    const forms = Object.entries(page.forms ?? {}).map(([name, content]) => {
      const dictionary = `/Type /XObject /Subtype /Form /BBox [0 0 1000 1000] /Matrix [1 0 0 1 20 30] /Resources << ${fonts} >> `
      return `/${name} ${stream(content, dictionary)} 0 R`
    })
    const content = stream(page.content)
    const look = page.annotation
    const annotation =
      look === undefined
        ? ''
        : `/Annots [<< /Type /Annot /Subtype /FreeText /Rect [100 100 300 150] /AP << /N ${stream(look, `/Type /XObject /Subtype /Form /BBox [0 0 200 50] /Resources << ${fonts} >> `)} 0 R >> /F 4 >>] `
    const box = `[0 0 ${page.width ?? 595} ${page.height ?? 842}]`
    const rotate = page.rotate === undefined ? '' : `/Rotate ${page.rotate} `
    return add(
      `<< /Type /Page /Parent PARENT 0 R /MediaBox ${box} ${rotate}${annotation}/Resources << ${fonts} /XObject << ${forms.join(' ')} >> >> /Contents ${content} 0 R >>`,
    )
  })
  const tree = add(
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`,
  )
  const root = add(`<< /Type /Catalog /Pages ${tree} 0 R >>`)
  for (const more of options.more ?? []) add(more)
  const lock =
    keys === undefined
      ? ''
      : `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${keys.o}> /U <${keys.u}> /P -4 >> /ID [<${ID}> <${ID}>] `
  let out = '%PDF-1.5\n'
  const places = objects.map((body, i) => {
    const at = out.length
    out += `${i + 1} 0 obj\n${withStrings(body, i + 1, keys?.key).replace('PARENT', String(tree))}\nendobj\n`
    return at
  })
  const start = out.length
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  out += `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${places.length + 1} /Root ${root} 0 R ${lock}>>\nstartxref\n${start}\n%%EOF\n`
  return new Uint8Array(Buffer.from(out, 'latin1'))
}

/** Strings of an encrypted file are encrypted too. */
function withStrings(body: string, number: number, key: Buffer | undefined): string {
  if (key === undefined || body.includes('stream')) return body
  return body.replace(
    /\((\w+)\)/g,
    (_, word: string) => `<${rc4(objectKey(key, number), Buffer.from(word)).toString('hex')}>`,
  )
}

const ID = '00112233445566778899aabbccddeeff'
const PAD = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')
const padded = (password: string): Buffer =>
  Buffer.concat([Buffer.from(password, 'latin1'), PAD]).subarray(0, 32)
const md5 = (data: Buffer): Buffer => createHash('md5').update(data).digest()

/** The standard security handler, revision 2 (PDF 32000-1, 7.6.3). */
function encryption(user: string, owner: string): { key: Buffer; o: string; u: string } {
  const o = rc4(md5(padded(owner)).subarray(0, 5), padded(user))
  const permissions = Buffer.alloc(4)
  permissions.writeInt32LE(-4)
  const key = md5(Buffer.concat([padded(user), o, permissions, Buffer.from(ID, 'hex')])).subarray(0, 5)
  return { key, o: o.toString('hex'), u: rc4(key, PAD).toString('hex') }
}

function objectKey(key: Buffer, number: number): Buffer {
  return md5(Buffer.concat([key, Buffer.from([number & 255, (number >> 8) & 255, 0, 0, 0])])).subarray(0, 10)
}

function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Array.from({ length: 256 }, (_, i) => i)
  const swap = (a: number, b: number): void => {
    const kept = state[a] ?? 0
    state[a] = state[b] ?? 0
    state[b] = kept
  }
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255
    swap(i, j)
  }
  let i = 0
  let j = 0
  return Buffer.from(
    data.map((byte) => {
      i = (i + 1) & 255
      j = (j + (state[i] ?? 0)) & 255
      swap(i, j)
      return byte ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 255] ?? 0)
    }),
  )
}
