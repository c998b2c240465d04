/** In which encoding a .dbf is: by its .cpg, by its language driver, or by its bytes; CP932 where nothing tells. */
import type { Encoding } from '../../lib/grid-declaration.ts'
import { detectEncoding } from '../encoding.ts'

/** As map programs write them (https://desktop.arcgis.com/en/arcmap/latest/manage-data/shapefiles/ : code pages). */
const CODE_PAGES: readonly (readonly [RegExp, Encoding])[] = [
  [/^(?:utf-?8|65001)$/i, 'utf-8'],
  [/^(?:(?:ansi|oem|cp|ms|windows-)? ?(?:932|31j)|s(?:hift)?[_-]?jis|x-sjis)$/i, 'shift_jis'],
  [/^(?:euc-?jp|51932|20932)$/i, 'euc-jp'],
]
/** Language drivers of dBASE: DOS and Windows code page 932. */
const DRIVERS: ReadonlySet<number> = new Set([0x13, 0x7b])

export function encodingOfDbf(dbf: Uint8Array, cpg: Uint8Array | undefined): Encoding {
  const said = saidBy(cpg) ?? (DRIVERS.has(dbf[29] ?? 0) ? 'shift_jis' : undefined)
  const start = (dbf[8] ?? 0) | ((dbf[9] ?? 0) << 8)
  const records = dbf.subarray(start)
  if (said !== undefined) return isSound(records, said) ? said : (likely(records) ?? said)
  return likely(records) ?? 'shift_jis'
}

function saidBy(cpg: Uint8Array | undefined): Encoding | undefined {
  const text = new TextDecoder().decode(cpg?.subarray(0, 40)).trim()
  return CODE_PAGES.find(([pattern]) => pattern.test(text))?.[1]
}

/** A file may say one thing and be another, where a program changed its bytes and left its .cpg. */
function isSound(records: Uint8Array, said: Encoding): boolean {
  const found = detectEncoding(records)
  return found.encoding === said || found.confidence < 0.9 || (said === 'utf-8' && isUtf8(records))
}

function likely(records: Uint8Array): Encoding | undefined {
  const { encoding, confidence } = detectEncoding(records)
  const isOne = encoding === 'utf-8' || encoding === 'shift_jis' || encoding === 'euc-jp'
  return isOne && confidence >= 0.5 ? encoding : undefined
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
