/**
 * A compound file (MS-CFB), read within bounds: chains that run in circles or beyond the file end there. A library that
 * follows them for ever never sees one.
 */

export interface Compound {
  /** names of the streams and storages of the root, in lower case */
  readonly names: ReadonlySet<string>
  /** a stream of the root; undefined where there is none, `short` where it is cut off */
  readonly stream: (name: string) => { readonly bytes: Uint8Array; readonly short: boolean } | undefined
}

interface Entry {
  readonly name: string
  readonly type: number
  readonly left: number
  readonly right: number
  readonly child: number
  readonly start: number
  readonly size: number
}

const STREAM = 2
const ROOT = 5
const HEADER = 512
const ENTRY = 128
const MINI = 64
/** 2.2: streams below this lie in the mini stream */
const CUTOFF = 4096
/** 2.3: a sector number above this is none */
const LAST = 0xfffffffa

/** Undefined where it is none. */
export function openCompound(bytes: Uint8Array): Compound | undefined {
  if (bytes.length < HEADER) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shift = view.getUint16(30, true)
  if (shift !== 9 && shift !== 12) return undefined
  const size = 1 << shift
  const count = Math.ceil(bytes.length / size) - 1
  const sector = (number: number): Uint8Array =>
    bytes.subarray((number + 1) * size, Math.min((number + 2) * size, bytes.length))
  const fat = fatOf(view, size, count)
  const next = (number: number): number => {
    const place = fat[Math.floor((number * 4) / size)]
    const at = place === undefined ? -1 : (place + 1) * size + ((number * 4) % size)
    return at < 0 || at + 4 > bytes.length ? LAST : view.getUint32(at, true)
  }
  const chain = (start: number): Uint8Array => join(chainOf(start, count, next).map(sector))
  const entries = entriesOf(chain(view.getUint32(48, true)))
  const root = entries[0]
  if (root === undefined || root.type !== ROOT) return undefined
  const inRoot = childrenOf(entries, root)
  let mini: Mini | undefined
  const small = (): Mini => {
    mini ??= { stream: chain(root.start), fat: chain(view.getUint32(60, true)) }
    return mini
  }
  return {
    names: new Set(inRoot.map(({ name }) => name)),
    stream(name) {
      const entry = inRoot.find((one) => one.type === STREAM && one.name === name.toLowerCase())
      if (entry === undefined) return undefined
      const all = entry.size < CUTOFF ? miniChain(entry, small()) : chain(entry.start)
      return { bytes: all.subarray(0, entry.size), short: all.length < entry.size }
    },
  }
}

interface Mini {
  readonly stream: Uint8Array
  readonly fat: Uint8Array
}

/** Sectors of the FAT: 109 in the header, the others in a chain of their own (2.5). */
function fatOf(view: DataView, size: number, count: number): readonly number[] {
  const fat: number[] = []
  const take = (from: number, to: number): void => {
    for (let at = from; at + 4 <= Math.min(to, view.byteLength); at += 4) {
      const number = view.getUint32(at, true)
      if (number < count) fat.push(number)
    }
  }
  take(76, HEADER)
  let number = view.getUint32(68, true)
  for (let steps = 0; number < count && steps < count; steps += 1) {
    const start = (number + 1) * size
    take(start, start + size - 4)
    const at = start + size - 4
    number = at + 4 <= view.byteLength ? view.getUint32(at, true) : LAST
  }
  return fat
}

/** No sector twice: the chain ends where it would begin to turn in a circle. */
function chainOf(start: number, count: number, next: (number: number) => number): readonly number[] {
  const seen = new Uint8Array(count)
  const chain: number[] = []
  for (let number = start; number < count && seen[number] === 0; number = next(number)) {
    seen[number] = 1
    chain.push(number)
  }
  return chain
}

function miniChain({ start, size }: Entry, { stream, fat }: Mini): Uint8Array {
  const view = new DataView(fat.buffer, fat.byteOffset, fat.byteLength)
  const count = Math.floor(stream.length / MINI) + 1
  const next = (number: number): number =>
    number * 4 + 4 <= fat.length ? view.getUint32(number * 4, true) : LAST
  const pieces = chainOf(start, count, next).slice(0, Math.ceil(size / MINI))
  return join(pieces.map((number) => stream.subarray(number * MINI, (number + 1) * MINI)))
}

function entriesOf(directory: Uint8Array): readonly Entry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength)
  const names = new TextDecoder('utf-16le')
  const entries: Entry[] = []
  for (let at = 0; at + ENTRY <= directory.length; at += ENTRY) {
    const length = Math.min(Math.max(view.getUint16(at + 64, true) - 2, 0), 62)
    entries.push({
      name: names.decode(directory.subarray(at, at + length)).toLowerCase(),
      type: directory[at + 66] ?? 0,
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    })
  }
  return entries
}

/** Those of a storage stand in a tree (2.6.4); what is embedded has its own. */
function childrenOf(entries: readonly Entry[], { child }: Entry): readonly Entry[] {
  const seen = new Set<number>()
  const waiting = [child]
  const found: Entry[] = []
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const entry = entries[id]
    if (entry === undefined || seen.has(id)) continue
    seen.add(id)
    found.push(entry)
    waiting.push(entry.left, entry.right)
  }
  return found
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
