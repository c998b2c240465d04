/** Properties of a document in their streams (MS-OLEPS 2.21; MS-OSHARED 2.3.3), read within the bytes that there are. */
import { dictionary } from '../../lib/own.ts'

/** PIDSI_* and GKPIDDSI_* that say something of a person or of the document; names as in Office. */
const SUMMARY: Readonly<Record<number, string>> = {
  2: 'Title',
  3: 'Subject',
  4: 'Author',
  5: 'Keywords',
  6: 'Comments',
  7: 'Template',
  8: 'LastAuthor',
  9: 'RevNumber',
  11: 'LastPrinted',
  12: 'CreatedDate',
  13: 'ModifiedDate',
  18: 'Application',
}
const DOCUMENT: Readonly<Record<number, string>> = { 2: 'Category', 14: 'Manager', 15: 'Company' }

const LPSTR = 0x1e
const LPWSTR = 0x1f
const FILETIME = 0x40
const UTF16 = 1200
/** of 100 nanoseconds, from 1601 to 1970 */
const EPOCH = 116_444_736_000_000_000n
const MOST = 1_000

export type Decode = (page: number, data: Uint8Array) => string

/** `decode`: text of a code page. Whatever can not be read is left out. */
export function readProperties(
  summary: Uint8Array | undefined,
  document: Uint8Array | undefined,
  decode: Decode,
): Record<string, string> {
  const found = dictionary<string>()
  const put = (name: string, text: string): void => {
    if (text.trim() !== '') found[name] ??= text.trim()
  }
  if (summary !== undefined) for (const set of setsOf(summary).slice(0, 1)) namedIn(set, SUMMARY, decode, put)
  if (document !== undefined) {
    const [first, own] = setsOf(document)
    if (first !== undefined) namedIn(first, DOCUMENT, decode, put)
    if (own !== undefined) ownIn(own, decode, put)
  }
  return found
}

interface PropertySet {
  readonly view: DataView
  readonly page: number
  /** id → where its value stands */
  readonly places: ReadonlyMap<number, number>
}

function setsOf(stream: Uint8Array): readonly PropertySet[] {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  if (stream.length < 48 || view.getUint16(0, true) !== 0xfffe) return []
  const count = Math.min(view.getUint32(24, true), 2)
  const sets: PropertySet[] = []
  for (let i = 0; i < count; i += 1) {
    const at = 28 + i * 20 + 16
    const start = at + 4 <= stream.length ? view.getUint32(at, true) : stream.length
    if (start + 8 > stream.length) break
    const places = new Map<number, number>()
    const many = Math.min(view.getUint32(start + 4, true), MOST)
    for (let n = 0; n < many && start + 16 + n * 8 <= stream.length; n += 1) {
      const place = start + 8 + n * 8
      places.set(view.getUint32(place, true), start + view.getUint32(place + 4, true))
    }
    const pageAt = places.get(1)
    const page = pageAt === undefined || pageAt + 6 > stream.length ? 1252 : view.getUint16(pageAt + 4, true)
    sets.push({ view, page, places })
  }
  return sets
}

function namedIn(
  set: PropertySet,
  names: Readonly<Record<number, string>>,
  decode: Decode,
  put: (name: string, text: string) => void,
): void {
  for (const [id, place] of set.places) {
    const name = names[id]
    if (name !== undefined) put(name, textAt(set, place, decode))
  }
}

/** The second set of the document's has names of people's own, in a dictionary (MS-OLEPS 2.17). */
function ownIn(set: PropertySet, decode: Decode, put: (name: string, text: string) => void): void {
  const { view, page, places } = set
  let at = places.get(0)
  if (at === undefined || at + 4 > view.byteLength) return
  const count = Math.min(view.getUint32(at, true), MOST)
  at += 4
  for (let i = 0; i < count && at + 8 <= view.byteLength; i += 1) {
    const id = view.getUint32(at, true)
    const units = view.getUint32(at + 4, true)
    const bytes = page === UTF16 ? units * 2 : units
    const name = decode(page, piece(view, at + 8, bytes)).replace(/\0+$/, '')
    const place = places.get(id)
    if (name !== '' && !name.startsWith('_PID_') && place !== undefined) put(name, textAt(set, place, decode))
    at += 8 + bytes + (page === UTF16 ? (4 - (bytes % 4)) % 4 : 0)
  }
}

function textAt({ view, page }: PropertySet, at: number, decode: Decode): string {
  if (at + 8 > view.byteLength) return ''
  const type = view.getUint16(at, true)
  const length = view.getUint32(at + 4, true)
  if (type === LPSTR) return decode(page, piece(view, at + 8, length)).split('\0', 1)[0] ?? ''
  if (type === LPWSTR) return decode(UTF16, piece(view, at + 8, length * 2)).split('\0', 1)[0] ?? ''
  return type === FILETIME && at + 12 <= view.byteLength ? timeText(view.getBigUint64(at + 4, true)) : ''
}

/** At most what there is. */
function piece(view: DataView, at: number, length: number): Uint8Array {
  const from = Math.min(at, view.byteLength)
  return new Uint8Array(view.buffer, view.byteOffset + from, Math.min(length, view.byteLength - from))
}

function timeText(ticks: bigint): string {
  if (ticks === 0n) return ''
  const date = new Date(Number((ticks - EPOCH) / 10_000n))
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().replace('.000Z', 'Z')
}
