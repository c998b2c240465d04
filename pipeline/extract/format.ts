/**
 * What kind of file it is, from its bytes alone: names lie (workbooks are served as `.csv`, web pages and XML as
 * `.xls`). The head of the file is enough, though more of it makes the answer surer.
 */
import type { Text } from '../problem.ts'
import { detectDelimiter } from './delimiter.ts'
import { detectEncoding, encodingName } from './encoding.ts'
import { zipNames } from './zip-names.ts'

export type FileFormat =
  | 'csv'
  | 'xlsx'
  | 'xls'
  | 'ods'
  | 'zip'
  | 'pdf'
  | 'html'
  | 'json'
  | 'xml'
  | 'docx'
  | 'geojson'
  | 'kml'
  | 'shapefile'
  | 'unknown'

export interface FormatGuess {
  readonly format: FileFormat
  /** from 0 to 1 */
  readonly confidence: number
  readonly reason: Text
  /** it can not be read without its password */
  readonly encrypted?: boolean
}

const HEAD = 1 << 16

/** Never throws. */
export function detectFormat(bytes: Uint8Array): FormatGuess {
  if (bytes.length === 0) return said('unknown', 1, '空のファイルです。', 'The file is empty.')
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]))
    return zipFormat(bytes)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return compoundFormat(bytes)
  if (startsWith(bytes, [0x09, 0x08]) && (bytes[2] === 0x08 || bytes[2] === 0x10) && bytes[3] === 0)
    return said('xls', 0.9, '古い Excel（BIFF）の書き出しです。', 'It begins as an old Excel file (BIFF).')
  for (const [name, signature] of OTHERS) {
    if (startsWith(bytes, signature))
      return said('unknown', 1, `${name} のファイルです。`, `It is a ${name} file.`)
  }
  if (startsWith(bytes, [0x00, 0x00, 0x27, 0x0a]) || isDbf(bytes)) return said('unknown', 1, ...LOOSE_PART)
  return textFormat(bytes.subarray(0, HEAD), bytes.length <= HEAD)
}

/** A Shapefile is a set of files; each alone lacks the others. */
const LOOSE_PART = [
  'シェープファイルの一部（.shp か .dbf）です。同じ名前の .shp・.dbf・.shx・.prj・.cpg をすべて一つの ZIP にまとめて、その ZIP を指定してください。',
  'It is one part of a Shapefile (.shp or .dbf). Put all parts of the same name (.shp, .dbf, .shx, .prj, .cpg) into one ZIP and give that.',
] as const

/** dBASE III and later: version, a date, and a header of whole field descriptors that ends with 0x0D. */
function isDbf(bytes: Uint8Array): boolean {
  if (![0x03, 0x83, 0x8b, 0x30, 0x31, 0xf5].includes(bytes[0] ?? 0)) return false
  const month = bytes[2] ?? 0
  const header = (bytes[8] ?? 0) | ((bytes[9] ?? 0) << 8)
  return month <= 12 && header > 64 && (header - 33) % 32 === 0 && bytes[header - 1] === 0x0d
}

const OTHERS: readonly (readonly [string, readonly number[]])[] = [
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['GZIP', [0x1f, 0x8b, 0x08]],
  ['7-Zip', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['RAR', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['Parquet', [0x50, 0x41, 0x52, 0x31]],
  ['SQLite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20]],
]

function said(format: FileFormat, confidence: number, ja: string, en: string): FormatGuess {
  return { format, confidence, reason: { ja, en } }
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte)
}

/** Bytes as characters of their own number, so that ASCII in them can be looked for. */
function latin(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4096)
    text += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return text
}

function zipFormat(bytes: Uint8Array): FormatGuess {
  const { names, encrypted } = zipNames(bytes)
  const has = (start: string): boolean => names.some((name) => name.startsWith(start))
  if (has('xl/workbook.bin'))
    return said('unknown', 1, 'Excel のバイナリ形式（XLSB）です。', 'It is a binary Excel workbook (XLSB).')
  if (has('xl/'))
    return said(
      'xlsx',
      1,
      'ZIP の中に Excel のブック（xl/）があります。',
      'A ZIP with an Excel workbook (xl/).',
    )
  if (has('word/'))
    return said(
      'docx',
      1,
      'ZIP の中に Word の文書（word/）があります。',
      'A ZIP with a Word document (word/).',
    )
  if (has('ppt/')) return said('unknown', 1, 'PowerPoint のファイルです。', 'It is a PowerPoint file.')
  // the first bytes of it, whatever the order of its directory (OpenDocument 1.2 part 3, 3.3)
  if (latin(bytes.subarray(30, 38)) === 'mimetype') {
    const head = latin(bytes.subarray(30, 200))
    if (head.includes('opendocument.spreadsheet'))
      return said('ods', 1, 'OpenDocument の表計算ファイルです。', 'It is an OpenDocument spreadsheet.')
    const kind = /application\/[\w.+-]+/.exec(head)?.[0] ?? 'OpenDocument, EPUB'
    return said('unknown', 0.9, `表計算ではないファイル（${kind}）です。`, `It is no spreadsheet (${kind}).`)
  }
  if (has('[Content_Types].xml'))
    return said(
      'xlsx',
      0.6,
      'Office の文書ですが、種類が先頭からは分かりません。',
      'An Office document; its head does not tell which.',
    )
  const ends = (ending: RegExp): number => new Set(names.filter((name) => ending.test(name))).size
  if (ends(/\.shp$/i) > 0)
    return said('shapefile', 1, 'ZIP の中にシェープファイルがあります。', 'A ZIP with a Shapefile.')
  if (names.includes('doc.kml') || (ends(/^[^/]+\.kml$/i) === 1 && ends(OTHER_TABLES) === 0))
    return said('kml', 1, 'KMZ（ZIP の中に KML）です。', 'It is KMZ, a ZIP with KML.')
  const files = new Set(names).size
  const guess = said(
    'zip',
    1,
    `ZIP 書庫です（${files}ファイル以上）。`,
    `It is a ZIP archive (${files} files or more).`,
  )
  return encrypted ? { ...guess, encrypted } : guess
}

const OTHER_TABLES = /\.(?:csv|tsv|xlsx|xlsm|xls|ods|html?|docx|pdf|geojson|json|zip)$/i

/** An OLE compound file: XLS, or an encrypted XLSX ([MS-CFB] 2.2, 2.6; [MS-OFFCRYPTO] 2.3.4.4). */
function compoundFormat(bytes: Uint8Array): FormatGuess {
  const has = (name: string): boolean => bytesInclude(bytes, utf16(name))
  if (has('EncryptedPackage') || has('EncryptionInfo')) {
    const ja = 'パスワードで保護された Office の文書（多くは XLSX）です。'
    return { ...said('xlsx', 0.8, ja, 'An Office document (mostly XLSX) under a password.'), encrypted: true }
  }
  if (has('Workbook') || has('Book'))
    return said('xls', 1, 'Excel 97-2003 のブックです。', 'It is an Excel 97-2003 workbook.')
  if (has('WordDocument'))
    return said('unknown', 1, 'Word 97-2003 の文書です。', 'It is a Word 97-2003 document.')
  if (has('PowerPoint Document'))
    return said('unknown', 1, 'PowerPoint 97-2003 のファイルです。', 'It is a PowerPoint 97-2003 file.')
  return said(
    'xls',
    0.5,
    '古い Office の形式（OLE）ですが、種類が先頭からは分かりません。',
    'An old Office file (OLE); its head does not tell which.',
  )
}

/** The name of an entry stands whole and is ended by zero; entries are 128 bytes wide. */
function utf16(name: string): readonly number[] {
  return [...`${name}\0`].flatMap((char) => [char.charCodeAt(0), 0])
}

function bytesInclude(bytes: Uint8Array, wanted: readonly number[]): boolean {
  const first = wanted[0] ?? 0
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    // names stand at the start of an entry
    if (at % 128 === 0 && wanted.every((byte, i) => bytes[at + i] === byte)) return true
  }
  return false
}

function textFormat(bytes: Uint8Array, whole: boolean): FormatGuess {
  const ascii = latin(bytes.subarray(0, 1024))
  if (ascii.includes('%PDF-')) return said('pdf', 1, 'PDF です。', 'It is a PDF.')
  if (/^\s*MIME-Version:\s*1\.0\s/i.test(ascii)) return said('unknown', 1, ...SINGLE_PAGE)
  const encoding = detectEncoding({ pieces: [bytes], whole })
  const text = new TextDecoder(encoding.encoding).decode(bytes, { stream: !whole })
  const wild = controls(text)
  if (wild * 50 > text.length || (wild > 0 && encoding.confidence < 0.5)) {
    return said('unknown', 0.9, '文字のファイルではありません。', 'This is not a text file.')
  }
  const start = text.trimStart()
  const markup = start.replace(/^(?:<!--[\s\S]*?-->\s*)+/, '')
  if (/^<(?:!doctype\s+html|html|head|body|table|meta|style|div)\b/i.test(markup))
    return said('html', 1, 'HTML（ウェブページ）です。', 'It is HTML, a web page.')
  if (/^<\?xml|^<\w[\w:.-]*(?:\s[^<>]*)?>/.test(markup)) {
    if (/urn:schemas-microsoft-com:office:spreadsheet|progid="Excel\.Sheet"/.test(start))
      return said(
        'xls',
        1,
        'Excel の XML スプレッドシート形式です。',
        'It is a spreadsheet in the XML of Excel 2003.',
      )
    if (/<(?:\w+:)?kml\b/i.test(start)) return said('kml', 1, 'KML です。', 'It is KML.')
    if (/<html\b/i.test(start)) return said('html', 1, 'HTML（XHTML）です。', 'It is HTML (XHTML).')
    return said('xml', /^<\?xml/.test(markup) ? 1 : 0.8, 'XML です。', 'It is XML.')
  }
  if (/^\{\s*(?:"|\}\s*$)|^\[\s*(?:[{["]|\]\s*$|(?:-?\d[\d.eE+-]*|true|false|null)\s*,\s)/.test(start))
    return jsonFormat(start)
  if (start === '') return said('unknown', 0.9, '空白だけのファイルです。', 'It holds only white space.')
  const { delimiter, confidence } = detectDelimiter(text, whole)
  const sign = delimiter === '\t' ? 'TAB' : delimiter
  const name = encodingName(encoding.encoding)
  return said(
    'csv',
    Math.round((0.4 + 0.6 * Math.min(confidence, encoding.confidence)) * 100) / 100,
    `文字のファイルです（${name}、区切り「${sign}」）。`,
    `It is text (${name}, cells parted by "${sign}").`,
  )
}

const FEATURES =
  /"type"\s*:\s*"(?:FeatureCollection|Feature|GeometryCollection|(?:Multi)?(?:Point|LineString|Polygon))"/

function jsonFormat(start: string): FormatGuess {
  if (FEATURES.test(start) && !/"type"\s*:\s*"Topology"/.test(start))
    return said('geojson', 1, 'GeoJSON です。', 'It is GeoJSON.')
  const ja = 'JSON です（GeoJSON ではありません）。表にして保存し直す必要があります。'
  return said('json', 0.9, ja, 'It is JSON, and no GeoJSON; it has to be saved as a table.')
}

const SINGLE_PAGE = [
  'ウェブページを一つにまとめたファイル（MHTML）です。Excel で開き、「Excel ブック (*.xlsx)」として保存し直してください。',
  'It is a web page in a single file (MHTML). Open it in Excel and save it as "Excel Workbook (*.xlsx)".',
] as const

/** Characters that no text has. */
function controls(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === 0xfffd || (code < 0x20 && !(code >= 0x09 && code <= 0x0d) && code !== 0x1a && code !== 0x1b))
      count += 1
  }
  return count
}
