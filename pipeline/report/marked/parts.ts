/** The parts of a workbook: read when they are asked for, replaced or added, and all others kept as they are packed. */
import { createInflater } from '../../lib/deflate.ts'
import { escapeXml } from '../../lib/xlsx/text.ts'
import { type PackedPart, packedParts, writeZip, type ZipPart } from '../../lib/zip-write.ts'
import { attributeOf, edited, prefixOf, type Tag, tagsIn } from './tags.ts'

export interface Parts {
  /** as text; undefined where there is none. Throws where it is no UTF-8, or not to be unpacked */
  readonly text: (name: string) => string | undefined
  readonly put: (name: string, text: string) => void
  /** a name that is free, by `name(1)`, `name(2)`, … */
  readonly free: (name: (number: number) => string) => string
  readonly names: () => readonly string[]
  readonly zip: () => Uint8Array
}

/** One part; more is not marked. */
const MOST = 400_000_000

export function openParts(bytes: Uint8Array): Parts {
  const packed = packedParts(bytes)
  if (packed === undefined) throw new Error('zip: not to be written again')
  // parts are named without regard to case (ECMA-376 part 2, 6.2.2.3); the first of a name is the one that is read
  const byName = new Map<string, PackedPart>()
  for (const part of packed) if (!byName.has(keyOf(part.name))) byName.set(keyOf(part.name), part)
  const texts = new Map<string, string>()
  const own: string[] = []
  return {
    text(name) {
      const known = texts.get(keyOf(name))
      if (known !== undefined) return known
      const part = byName.get(keyOf(name))
      return part === undefined ? undefined : decoded(unpacked(part))
    },
    put(name, text) {
      if (!byName.has(keyOf(name)) && !texts.has(keyOf(name))) own.push(name)
      texts.set(keyOf(name), text)
    },
    free(name) {
      for (let number = 1; ; number += 1) {
        const one = name(number)
        if (!byName.has(keyOf(one)) && !texts.has(keyOf(one))) return one
      }
    },
    names: () => [...byName.keys()],
    zip() {
      const encoder = new TextEncoder()
      const parts: ZipPart[] = packed.map((part) => {
        const text = byName.get(keyOf(part.name)) === part ? texts.get(keyOf(part.name)) : undefined
        return text === undefined ? part : { name: part.name, bytes: encoder.encode(text) }
      })
      for (const name of own) parts.push({ name, bytes: encoder.encode(texts.get(keyOf(name)) ?? '') })
      return writeZip(parts)
    },
  }
}

function keyOf(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()
}

function unpacked({ packed, method, flags, size }: PackedPart): Uint8Array {
  if ((flags & 1) === 1 || (method !== 0 && method !== 8) || size > MOST) throw new Error('zip: not unpacked')
  if (method === 0) return packed
  const whole = new Uint8Array(size)
  let at = 0
  const push = createInflater((piece) => {
    // the size that the directory gives is not exceeded
    if (at + piece.length > size) throw new Error('zip: larger than it says')
    whole.set(piece, at)
    at += piece.length
  })
  push(packed, true)
  if (at !== size) throw new Error('zip: smaller than it says')
  return whole
}

/** Every character comes back as it was, a mark of byte order too. */
function decoded(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}

export interface Relation {
  readonly id: string
  /** the last word of its type */
  readonly kind: string
  /** name of the part, without a slash before it */
  readonly target: string
}

const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'

export function relationsName(part: string): string {
  const slash = part.lastIndexOf('/') + 1
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`
}

/** What a part points to within the file. */
export function relationsOf(parts: Parts, part: string): readonly Relation[] {
  const xml = parts.text(relationsName(part))
  if (xml === undefined) return []
  return [...tagsIn(xml)].flatMap((tag) => {
    if (tag.name !== 'Relationship' || attributeOf(xml, tag, 'TargetMode') === 'External') return []
    const type = attributeOf(xml, tag, 'Type') ?? ''
    const target = resolved(part.slice(0, part.lastIndexOf('/') + 1), attributeOf(xml, tag, 'Target') ?? '')
    return [{ id: attributeOf(xml, tag, 'Id') ?? '', kind: type.slice(type.lastIndexOf('/') + 1), target }]
  })
}

function resolved(folder: string, target: string): string {
  const way: string[] = []
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') way.pop()
    else if (step !== '' && step !== '.') way.push(step)
  }
  return way.join('/')
}

/** Gives the id of the new relation. */
export function relate(parts: Parts, part: string, type: string, target: string): string {
  const name = relationsName(part)
  const xml = parts.text(name) ?? `<Relationships xmlns="${RELATIONS}"></Relationships>`
  const taken = new Set(relationIds(xml))
  let number = 1
  while (taken.has(`hiraku${number}`)) number += 1
  const id = `hiraku${number}`
  parts.put(
    name,
    withChild(xml, (p) => `<${p}Relationship Id="${id}" Type="${type}" Target="/${escapeXml(target)}"/>`, [
      RELATIONS,
    ]),
  )
  return id
}

function relationIds(xml: string): readonly string[] {
  return [...tagsIn(xml)].flatMap((tag) => attributeOf(xml, tag, 'Id') ?? [])
}

/** The root with one child more, at its end. */
export function withChild(
  xml: string,
  child: (prefix: string) => string,
  namespaces: readonly string[],
): string {
  let root: Tag | undefined
  let last: Tag | undefined
  for (const tag of tagsIn(xml)) {
    root ??= tag
    if (tag.depth === 1) last = tag
  }
  if (root === undefined || last === undefined) throw new Error('xml: no root')
  const text = child(prefixOf(xml, root, namespaces) ?? '')
  if (root.kind === 'empty') return edited(xml, [{ ...root, text: opened(xml, root, text) }])
  return edited(xml, [{ from: last.from, to: last.from, text }])
}

/** `<a b="c"/>` → `<a b="c">…</a>` */
export function opened(xml: string, tag: Tag, content: string): string {
  return `${xml.slice(tag.from, tag.to - 2)}>${content}</${tag.prefix}${tag.name}>`
}

const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types'
const CONTENT_TYPES = '[Content_Types].xml'

export function setType(parts: Parts, part: string, type: string): void {
  const xml = parts.text(CONTENT_TYPES)
  if (xml === undefined) throw new Error('xlsx: no content types')
  parts.put(
    CONTENT_TYPES,
    withChild(xml, (p) => `<${p}Override PartName="/${escapeXml(part)}" ContentType="${type}"/>`, [TYPES]),
  )
}
