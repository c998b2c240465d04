import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { detectFormat, type FileFormat } from '../../pipeline/extract/index.ts'
import { cases } from '../helpers/cases.ts'
import { encodeAs } from '../helpers/japanese.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A ZIP of empty files: what is looked at are the names in its local headers. */
function zip(entries: readonly (readonly [name: string, content?: string])[], flags = 0): Uint8Array {
  const bytes: number[] = []
  for (const [name, content = ''] of entries) {
    const header = new Array<number>(30).fill(0)
    header.splice(0, 4, 0x50, 0x4b, 3, 4)
    header[6] = flags
    header[18] = content.length
    header[26] = name.length
    bytes.push(...header, ...encode(name), ...encode(content))
  }
  return Uint8Array.from(bytes)
}

/** A ZIP whose files are not packed. */
function stored(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const bytes = (one: string | Uint8Array) => (typeof one === 'string' ? encode(one) : one)
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, one]) => [name, bytes(one)])), {
    level: 0,
  })
}

/** An OLE compound file of one header and one sector of its directory. */
function compound(...names: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(512 + names.length * 128)
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  for (const [i, name] of names.entries()) bytes.set(encodeAs('utf-16le', name), 512 + i * 128)
  return bytes
}

const SPREADSHEET_ML =
  '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'

describe('formats, whatever the name says', () => {
  test.each<[string, Uint8Array, FileFormat]>([
    ['CSV', encode('名称,住所\n公民館,中央\n'), 'csv'],
    ['CSV in CP932', encodeAs('shift_jis', '名称,住所\n公民館,中央\n'), 'csv'],
    ['CSV in UTF-16', encodeAs('utf-16le', '\ufeff名称\t住所\n'), 'csv'],
    ['CSV in UTF-16 without BOM', encodeAs('utf-16be', '名称\t住所\r\n'), 'csv'],
    ['CSV in JIS', encodeAs('iso-2022-jp', '名称,住所\n'), 'csv'],
    ['one column', encode('名称\n公民館\n'), 'csv'],
    ['a CSV that begins with a bracket', encode('[1]注,b\nc,d\n'), 'csv'],
    ['a CSV that begins with <', encode('<5,b\n<6,d\n'), 'csv'],
    ['a CSV that ends as DOS did', encode('a,b\nc,d\n\u001a'), 'csv'],
    ['XLSX', zip([['[Content_Types].xml'], ['xl/workbook.xml']]), 'xlsx'],
    ['XLSX of which only the head is there', zip([['[Content_Types].xml', 'x'.repeat(90)]]), 'xlsx'],
    ['DOCX', zip([['[Content_Types].xml'], ['word/document.xml']]), 'docx'],
    ['ODS', zip([['mimetype', 'application/vnd.oasis.opendocument.spreadsheet']]), 'ods'],
    ['ODT', zip([['mimetype', 'application/vnd.oasis.opendocument.text']]), 'unknown'],
    ['ZIP', zip([['a.csv', 'a,b'], ['b.csv']]), 'zip'],
    ['XLS', compound('Root Entry', 'Workbook'), 'xls'],
    ['XLS of 1995', compound('Root Entry', 'Book'), 'xls'],
    ['DOC', compound('Root Entry', 'WordDocument'), 'unknown'],
    ['PDF', encode('%PDF-1.7\n'), 'pdf'],
    ['HTML', encode('\ufeff\n<!-- x --><!DOCTYPE html><html>'), 'html'],
    ['a table of HTML', encode('<table border=1><tr><td>a,b</td>'), 'html'],
    ['HTML in CP932', encodeAs('shift_jis', '<html><head><title>名称</title>'), 'html'],
    ['XHTML', encode('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">'), 'html'],
    ['SpreadsheetML', encode(SPREADSHEET_ML), 'xls'],
    ['XML', encode('<rdf:RDF xmlns:rdf="x"><a/>'), 'xml'],
    ['JSON', encode('{"a": [1]}'), 'json'],
    ['GeoJSON', encode('{"name": "x", "type" : "FeatureCollection", "features": ['), 'geojson'],
    ['GeoJSON, a feature a line', encode('{"type":"Feature","properties":{}}\n'), 'geojson'],
    ['TopoJSON', encode('{"type":"Topology","objects":{"a":{"type":"Polygon"}}}'), 'json'],
    ['KML', encode('<?xml version="1.0"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">'), 'kml'],
    ['KML with a prefix', encode('<k:kml xmlns:k="http://www.opengis.net/kml/2.2">'), 'kml'],
    ['KMZ', zip([['doc.kml'], ['files/a.csv']]), 'kml'],
    ['KMZ of another name', zip([['a.kml'], ['a.png']]), 'kml'],
    ['a ZIP with several KML', zip([['a.kml'], ['b.kml']]), 'zip'],
    ['a ZIP with a KML and a CSV', zip([['a.kml'], ['b.csv']]), 'zip'],
    ['Shapefile', zip([['x/A.SHP'], ['x/A.DBF']]), 'shapefile'],
    ['JSON, a list', encode('[\n  {"a": 1}'), 'json'],
    ['MHTML', encode('MIME-Version: 1.0\nContent-Type: multipart/related'), 'unknown'],
    ['PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), 'unknown'],
    ['nothing', new Uint8Array(0), 'unknown'],
    ['white space', encode('\n \n'), 'unknown'],
    ['bytes', Uint8Array.from({ length: 600 }, (_, i) => (i * 31) % 17), 'unknown'],
  ])('%s', (_, bytes, format) => {
    const found = detectFormat(bytes)
    expect(found.format).toBe(format)
    expect(found.reason.ja).not.toBe('')
  })

  test('a ZIP is judged by its own names, not by those of a file in it that is not packed', () => {
    const inner = { '[Content_Types].xml': 'x', 'xl/workbook.xml': 'y' }
    const zips: readonly [string, Uint8Array][] = [
      ['a.xlsx', stored(inner)],
      ['a.docx', stored({ 'word/document.xml': 'x' })],
    ]
    for (const [name, bytes] of zips) {
      const outer = stored({ [name]: bytes, 'b.csv': 'a,b' })
      expect(detectFormat(outer).format).toBe('zip')
      // its head alone
      expect(detectFormat(outer.subarray(0, outer.length - 30)).format).toBe('zip')
      expect(detectFormat(bytes).format).toBe(name === 'a.xlsx' ? 'xlsx' : 'docx')
    }
  })

  test('a workbook under a password is told as such', () => {
    expect(detectFormat(compound('Root Entry', 'EncryptionInfo', 'EncryptedPackage'))).toMatchObject({
      format: 'xlsx',
      encrypted: true,
    })
    expect(detectFormat(zip([['a.csv']], 1))).toMatchObject({ format: 'zip', encrypted: true })
    expect(detectFormat(encode(SPREADSHEET_ML)).reason.en).toContain('Excel 2003')
  })

  test('never throws', () => {
    const starts = [
      [],
      [0x50, 0x4b, 3, 4],
      [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
      [0x3c],
      [0xff, 0xfe],
    ]
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), (start, bytes) => {
        const { confidence } = detectFormat(Uint8Array.of(...start, ...bytes))
        expect(confidence).toBeGreaterThanOrEqual(0)
        expect(confidence).toBeLessThanOrEqual(1)
      }),
      { numRuns: cases(300) },
    )
  })
})
