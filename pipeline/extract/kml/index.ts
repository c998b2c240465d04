/**
 * extract/kml: the placemarks of a KML, or of the KML in a KMZ → one worksheet: what they say of themselves, their
 * extended data, the folder they lie in, and where they are. Links to data elsewhere are told and not followed.
 */
import type { Picture } from '../../lib/grid.ts'
import { createLooseTexts } from '../loose-texts.ts'
import { fail, type Reading } from '../spreadsheet/reading.ts'
import { type Namespaces, xmlReader } from '../spreadsheet/xml.ts'
import { isZip, openZip, unpack, unpackWhole, type Zip } from '../spreadsheet/zip.ts'
import { type Contents, createNames, readWhole, type TablesOptions, type TablesResult } from '../whole.ts'
import { xmlInUtf8 } from '../whole-text.ts'
import { createEntryNames, entryNames } from '../zip/entries.ts'
import { type KmlContents, readPlacemarks } from './placemarks.ts'

const KML: Namespaces = {
  'http://www.opengis.net/kml/2.2': '',
  'http://www.opengis.net/kml/2.3': '',
  'http://earth.google.com/kml/2.0': '',
  'http://earth.google.com/kml/2.1': '',
  'http://earth.google.com/kml/2.2': '',
  'http://www.google.com/kml/ext/2.2': 'gx',
  'http://www.w3.org/2005/Atom': 'atom',
}

/** Reads the placemarks; header row first. */
export function readKml(bytes: Uint8Array, options: TablesOptions): TablesResult {
  return readWhole('kml', bytes, options, (all, reading) =>
    isZip(all) ? readKmz(all, reading) : readText(all, reading),
  )
}

function readText(bytes: Uint8Array, reading: Reading): Contents | undefined {
  const contents = readPlacemarks(reading, createNames(), () => false)
  const texts = createLooseTexts(reading)
  const xml = xmlReader(KML, texts.beside(contents.handler, 'KML', 'Placemark'), reading, 'KML')
  const text = xmlInUtf8(bytes)
  for (let at = 0; at < text.length && reading.fault === undefined; at += PIECE)
    xml.push(text.subarray(at, at + PIECE))
  xml.end()
  const done = finished([contents], reading)
  return done === undefined ? undefined : { ...done, texts: texts.list() }
}

const PIECE = 1 << 16

function finished(all: readonly KmlContents[], reading: Reading): Contents | undefined {
  if (reading.fault !== undefined) return undefined
  const done = all.map(({ finish }) => finish())
  const other = done.find(({ root }) => root !== 'kml')
  if (other !== undefined)
    fail(reading, 'extract/not-a-workbook', {}, { expected: 'KML', actual: other.root })
  return {
    worksheets: done.flatMap(({ worksheet }) => worksheet ?? []),
    properties: done[0]?.properties ?? {},
  }
}

/** The KML of a KMZ is doc.kml, or the first there is (KML 2.2, annex C); map programs put layers beside it. */
function readKmz(bytes: Uint8Array, reading: Reading): Contents | undefined {
  const zip = openZip(bytes, reading, createEntryNames())
  if (zip === undefined) return undefined
  const { files } = entryNames(zip)
  const parts = files.filter((name) => /\.kml$/i.test(name))
  const main = parts.includes('doc.kml') ? 'doc.kml' : parts[0]
  if (main === undefined) {
    fail(reading, 'extract/not-a-workbook', {}, { expected: 'KMZ', actual: 'ZIP' })
    return undefined
  }
  const nameOf = createNames()
  const texts = createLooseTexts(reading)
  const isHere = (link: string): boolean => parts.length > 1 && /^[^:?]+\.kml$/i.test(link)
  const all = [main, ...parts.filter((name) => name !== main)].map((name) => {
    const contents = readPlacemarks(reading, nameOf, isHere)
    const xml = xmlReader(KML, texts.beside(contents.handler, name, 'Placemark'), reading, name)
    unpack(zip, name, reading, xml.push)
    xml.end()
    return contents
  })
  const read = finished(all, reading)
  return read === undefined
    ? undefined
    : { ...read, pictures: picturesOf(zip, files, reading), texts: texts.list() }
}

function picturesOf(zip: Zip, names: readonly string[], reading: Reading): readonly Picture[] {
  return names
    .filter((name) => /\.(?:jpe?g|png|gif|webp|tiff?)$/i.test(name))
    .flatMap((name) => {
      const bytes = unpackWhole(zip, name, reading)
      return bytes === undefined ? [] : [{ name, bytes }]
    })
}
