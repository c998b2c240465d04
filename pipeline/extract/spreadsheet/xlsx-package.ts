/** The parts of an OOXML file and how they point to each other (ECMA-376 part 2). */
import type { Reading } from './reading.ts'
import { type Namespaces, type XmlHandler, xmlReader } from './xml.ts'
import { partName, unpack, type Zip } from './zip.ts'

/** Transitional and strict name the same things (ECMA-376 parts 1 and 4). */
export const OOXML: Namespaces = {
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main': '',
  'http://purl.oclc.org/ooxml/spreadsheetml/main': '',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'r',
  'http://purl.oclc.org/ooxml/officeDocument/relationships': 'r',
  'http://schemas.openxmlformats.org/package/2006/relationships': '',
  'http://schemas.openxmlformats.org/package/2006/metadata/core-properties': 'cp',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'http://schemas.openxmlformats.org/officeDocument/2006/extended-properties': 'app',
  'http://purl.oclc.org/ooxml/officeDocument/extendedProperties': 'app',
  'http://schemas.openxmlformats.org/officeDocument/2006/custom-properties': 'own',
  'http://purl.oclc.org/ooxml/officeDocument/customProperties': 'own',
}

export interface Relation {
  readonly id: string
  /** the last word of its type: `worksheet`, `sharedStrings` */
  readonly kind: string
  /** name of the part */
  readonly target: string
}

/** Reads a part of XML; false where there is none. */
export function readXml(
  zip: Zip,
  name: string,
  namespaces: Namespaces,
  handler: XmlHandler,
  reading: Reading,
): boolean {
  const xml = xmlReader(namespaces, handler, reading, name)
  if (!unpack(zip, name, reading, xml.push)) return false
  xml.end()
  return reading.fault === undefined
}

/** What a part points to within the file; `''` is the file itself. */
export function relationsOf(zip: Zip, part: string, reading: Reading): readonly Relation[] {
  const slash = part.lastIndexOf('/')
  const folder = part.slice(0, slash + 1)
  const found: Relation[] = []
  readXml(
    zip,
    `${folder}_rels/${part.slice(slash + 1)}.rels`,
    OOXML,
    {
      open: (name, tag) => {
        if (name !== 'Relationship' || tag.get('TargetMode') === 'External') return
        const type = tag.get('Type') ?? ''
        found.push({
          id: tag.get('Id') ?? '',
          kind: type.slice(type.lastIndexOf('/') + 1),
          target: resolve(folder, tag.get('Target') ?? ''),
        })
      },
      close: () => {},
      text: () => {},
    },
    reading,
  )
  return found
}

function resolve(folder: string, target: string): string {
  const way: string[] = []
  for (const step of (target.startsWith('/') ? target : folder + target).split(/[/\\]/)) {
    if (step === '..') way.pop()
    else if (step !== '' && step !== '.') way.push(step)
  }
  return partName(way.join('/'))
}

export function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on'
}

/** `_x000D_` stands for a character XML can not hold (ECMA-376 part 1, 22.9.2.19). */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex) =>
    String.fromCharCode(Number.parseInt(String(hex), 16)),
  )
}
