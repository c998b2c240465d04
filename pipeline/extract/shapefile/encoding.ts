/** In which encoding a .dbf is: by its .cpg, by its language driver, or by its bytes; CP932 where nothing tells. */
import type { Encoding } from '../../lib/grid-declaration.ts'
import { detectEncoding } from '../encoding.ts'
import { decodeWhole } from '../whole-text.ts'

/** As map programs write them (https://desktop.arcgis.com/en/arcmap/latest/manage-data/shapefiles/ : code pages). */
const CODE_PAGES: readonly (readonly [RegExp, Encoding])[] = [
  [/^(?:utf-?8|65001)$/i, 'utf-8'],
  [/^(?:(?:ansi|oem|cp|ms|windows-)? ?(?:932|31j)|s(?:hift)?[_-]?jis|x-sjis)$/i, 'shift_jis'],
  [/^(?:euc-?jp|51932|20932)$/i, 'euc-jp'],
]
/** Language drivers of dBASE: DOS and Windows code page 932. */
const DRIVERS: ReadonlySet<number> = new Set([0x13, 0x7b])

/** Enough to tell by. */
const SAMPLE = 1 << 20

export function encodingOfDbf(dbf: Uint8Array, cpg: Uint8Array | undefined): Encoding {
  const said = saidBy(cpg) ?? (DRIVERS.has(dbf[29] ?? 0) ? 'shift_jis' : undefined)
  const texts = textsOf(dbf)
  if (texts.every((byte) => byte < 0x80)) return said ?? 'shift_jis'
  const { encoding } = detectEncoding(texts)
  const found = encoding === 'utf-8' || encoding === 'euc-jp' ? encoding : 'shift_jis'
  if (said === undefined) return found
  // a program may have changed the bytes and left what said how they are
  const lost = decodeWhole(texts, said).unread
  return lost > 0 && decodeWhole(texts, found).unread < lost ? found : said
}

/** Names of fields and the records, without the zeros that fill them up; the last character may be cut. */
function textsOf(dbf: Uint8Array): Uint8Array {
  const start = (dbf[8] ?? 0) | ((dbf[9] ?? 0) << 8)
  const bytes: number[] = []
  for (let at = 32; at + 32 < start; at += 32) {
    for (let i = 0; i < 11 && dbf[at + i] !== 0; i += 1) bytes.push(dbf[at + i] ?? 0)
    bytes.push(0x0a)
  }
  const names = Uint8Array.from(bytes)
  const records = dbf.subarray(start, start + SAMPLE)
  const texts = new Uint8Array(names.length + records.length)
  texts.set(names)
  for (let i = 0; i < records.length; i += 1) texts[names.length + i] = records[i] || 0x20
  return texts
}

function saidBy(cpg: Uint8Array | undefined): Encoding | undefined {
  const text = new TextDecoder().decode(cpg?.subarray(0, 40)).trim()
  return CODE_PAGES.find(([pattern]) => pattern.test(text))?.[1]
}
