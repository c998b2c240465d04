/** The placemarks of a KML in the order of the file (OGC 12-007r2, 9.11): one row each. */
import type { FileProperties, Worksheet } from '../../lib/grid.ts'
import { dictionary } from '../../lib/own.ts'
import { createFeatureTable, type FeatureTable } from '../features/table.ts'
import { type Reading, tell } from '../spreadsheet/reading.ts'
import type { Attributes, XmlHandler } from '../spreadsheet/xml.ts'
import { readDescription } from './description.ts'
import { kmlGeometry } from './geometry.ts'

/** What a placemark says by elements of its own → header. */
const OWN: Readonly<Record<string, string>> = {
  name: '名称',
  address: '住所',
  phoneNumber: '電話番号',
  when: '日時',
  begin: '開始日時',
  end: '終了日時',
}

export interface KmlContents {
  readonly handler: XmlHandler
  readonly finish: () => {
    readonly worksheet: Worksheet | undefined
    readonly properties: FileProperties
    readonly root: string
  }
}

/** `isHere`: whether a link leads to what is read anyhow. */
export function readPlacemarks(
  reading: Reading,
  nameOf: (wanted: string) => string,
  isHere: (link: string) => boolean,
): KmlContents {
  const properties = dictionary<string>()
  const path: string[] = []
  const folders: string[] = []
  const geometry = kmlGeometry()
  let table: FeatureTable | undefined
  let documentName = ''
  let root = ''
  let text = ''
  let key = ''
  let isPlacemark = false
  /** names met so far in this placemark */
  let seen = new Map<string, number>()
  let links = 0
  let first = ''
  let isLink = false

  const rows = (): FeatureTable => {
    table ??= createFeatureTable(nameOf(documentName || (folders[0] ?? '')), reading)
    return table
  }
  const put = (header: string, value: string): void => {
    const trimmed = value.trim()
    if (header === '') return
    const nth = (seen.get(header) ?? 0) + 1
    seen.set(header, nth)
    rows().property(header, trimmed, undefined, nth)
  }
  const openIn = (name: string, tag: Attributes): void => {
    geometry.open(name)
    if (name === 'Data' || name === 'SimpleData') key = tag.get('name') ?? ''
  }
  const closeIn = (name: string, parent: string): void => {
    geometry.close(name)
    if (parent === 'Data' ? name === 'value' : name === 'SimpleData') put(key, text)
    else if (parent === 'ExtendedData' && name !== 'Data' && name !== 'SchemaData')
      put(name.replace(/^.*[?:]/, ''), text)
    else if (parent === 'TimeStamp' || parent === 'TimeSpan') put(OWN[name] ?? '', text)
    else if (parent !== 'Placemark') return
    else if (name === 'description') {
      const description = readDescription(text, reading)
      if (description.text !== '') put('説明', description.text)
      for (const [header, value] of description.attributes) put(header, value)
    } else if (Object.hasOwn(OWN, name)) put(OWN[name] ?? '', text)
  }
  const handler: XmlHandler = {
    open: (name, tag) => {
      if (root === '') root = name
      path.push(name)
      text = ''
      if (name === 'Folder') folders.push('')
      else if (name === 'NetworkLink') isLink = true
      else if (name === 'Placemark' && !isPlacemark) {
        isPlacemark = true
        seen = new Map()
        rows().next()
        const folder = folders.filter((one) => one !== '').join('/')
        if (folder !== '') put('フォルダー', folder)
      } else if (isPlacemark) openIn(name, tag)
    },
    close: (name) => {
      path.pop()
      const parent = path.at(-1) ?? ''
      if (name === 'Placemark') {
        geometry.give(rows())
        isPlacemark = false
      } else if (isPlacemark) closeIn(name, parent)
      else if (name === 'Folder') folders.pop()
      else if (name === 'name' && parent === 'Folder') folders[folders.length - 1] = text.trim()
      else if (name === 'name' && parent === 'Document') documentName ||= text.trim()
      else if (name === 'href' && isLink) {
        isLink = false
        if (!isHere(text.trim())) {
          first ||= text.trim()
          links += 1
        }
      } else if (/^(?:atom|xal):/.test(name) && text.trim() !== '') properties[name] = text.trim()
      text = ''
    },
    text: (piece) => {
      geometry.text(piece)
      text += piece
    },
  }
  const finish = () => {
    if (links > 0) tell(reading, 'extract/network-link', {}, { count: links, actual: first || 'NetworkLink' })
    return { worksheet: table?.finish(), properties, root }
  }
  return { handler, finish }
}
