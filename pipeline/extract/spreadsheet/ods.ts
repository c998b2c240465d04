/** ODS: content.xml holds all worksheets one after the other (OpenDocument 1.3 part 3, 9). */
import { detach } from '../../lib/detach.ts'
import type { FileProperties, Workbook, Worksheet } from '../../lib/grid.ts'
import { dictionary } from '../../lib/own.ts'
import { createLooseTexts, type LooseTexts, sweep } from '../loose-texts.ts'
import { odsCells } from './ods-cells.ts'
import { type OdsStyles, odsStyles } from './ods-styles.ts'
import { picturesIn } from './pictures.ts'
import { fail, type Reading, tell } from './reading.ts'
import { readXml } from './xlsx-package.ts'
import type { Namespaces } from './xml.ts'
import { openZip, type Zip } from './zip.ts'

const OASIS = 'urn:oasis:names:tc:opendocument:xmlns:'
const ODF: Namespaces = {
  [`${OASIS}office:1.0`]: 'office',
  [`${OASIS}table:1.0`]: 'table',
  [`${OASIS}text:1.0`]: 'text',
  [`${OASIS}style:1.0`]: 'style',
  [`${OASIS}datastyle:1.0`]: 'number',
  [`${OASIS}drawing:1.0`]: 'draw',
  [`${OASIS}meta:1.0`]: 'meta',
  [`${OASIS}manifest:1.0`]: 'manifest',
  [`${OASIS}xsl-fo-compatible:1.0`]: 'fo',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0': 'calcext',
}

export function readOds(bytes: Uint8Array, reading: Reading): Workbook | undefined {
  const zip = openZip(bytes, reading)
  if (zip === undefined) return undefined
  if (isEncrypted(zip, reading)) fail(reading, 'extract/spreadsheet-encrypted')
  if (!zip.entries.has('content.xml'))
    fail(
      reading,
      'extract/not-a-workbook',
      {},
      {
        expected: 'ODS',
        actual: zip.entries.has('[content_types].xml') ? 'XLSX, DOCX' : 'ZIP',
      },
    )
  const styles = odsStyles()
  const texts = createLooseTexts(reading)
  readXml(zip, 'styles.xml', ODF, texts.beside(styles, 'styles.xml', 'office:styles'), reading)
  const worksheets = readContent(zip, styles, reading, texts)
  if ([...zip.entries.keys()].some((name) => /^(?:basic|scripts)\//.test(name) && !name.endsWith('-lc.xml')))
    tell(reading, 'extract/macros')
  if (worksheets === undefined || reading.fault !== undefined) return undefined
  const pictures = picturesIn(zip, /^pictures\//, reading)
  sweep(zip, texts, reading, ODF, (name) => TOLD_ELSEWHERE.test(name))
  const loose = texts.list()
  return {
    format: 'ods',
    date1904: false,
    worksheets,
    properties: propertiesOf(zip, reading),
    ...(pictures.length > 0 ? { pictures } : {}),
    ...(loose.length > 0 ? { texts: loose } : {}),
  }
}

const TOLD_ELSEWHERE = /^(?:content|styles|meta|settings)\.xml$|^(?:meta-inf|configurations2?)\//i

/** The manifest names how each part is encrypted (part 2, 4.4). */
function isEncrypted(zip: Zip, reading: Reading): boolean {
  let found = false
  const open = (name: string): void => {
    found ||= name === 'manifest:encryption-data'
  }
  readXml(zip, 'META-INF/manifest.xml', ODF, { open, close: () => {}, text: () => {} }, reading)
  return found
}

function readContent(
  zip: Zip,
  styles: OdsStyles,
  reading: Reading,
  texts: LooseTexts,
): readonly Worksheet[] | undefined {
  const worksheets: Worksheet[] = []
  const cells = odsCells(styles, reading, (worksheet) => worksheets.push(worksheet))
  let inBody = false
  let isSpreadsheet = false
  readXml(
    zip,
    'content.xml',
    ODF,
    texts.beside(
      {
        open: (name, tag) => {
          if (inBody) cells.open(name, tag)
          else if (name === 'office:spreadsheet') {
            inBody = true
            isSpreadsheet = true
          } else styles.open(name, tag)
        },
        close: (name) => {
          if (name === 'office:spreadsheet') inBody = false
          else if (inBody) cells.close(name)
          else styles.close(name)
        },
        text: (text) => (inBody ? cells.text(text) : styles.text(text)),
      },
      'content.xml',
      'table:table-row',
    ),
    reading,
  )
  if (!isSpreadsheet) fail(reading, 'extract/not-a-workbook', {}, { expected: 'ODS', actual: 'OpenDocument' })
  return reading.fault === undefined ? worksheets : undefined
}

function propertiesOf(zip: Zip, reading: Reading): FileProperties {
  const properties = dictionary<string>()
  let value = ''
  let own: string | undefined
  readXml(
    zip,
    'meta.xml',
    ODF,
    {
      open: (name, tag) => {
        if (name === 'meta:user-defined') own = tag.get('meta:name')
        value = ''
      },
      close: (name) => {
        const text = value.trim()
        if (text !== '' && /^(?:dc|meta):/.test(name)) {
          const called = name === 'meta:user-defined' ? own : undefined
          properties[called ?? name.slice(name.indexOf(':') + 1)] = detach(text)
        }
        value = ''
      },
      text: (text) => {
        value += text
      },
    },
    reading,
  )
  return properties
}
