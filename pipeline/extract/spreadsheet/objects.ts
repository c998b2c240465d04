/** What lies on a worksheet of an XLSX and is no cell: drawings (ECMA-376 part 1, 20.5) and controls of VML. */
import { detach } from '../../lib/detach.ts'
import { cellName, type GridObject } from '../../lib/grid.ts'
import { aside, type Reading } from './reading.ts'
import { type Relation, readXml } from './xlsx-package.ts'
import type { Namespaces, XmlHandler } from './xml.ts'
import { unpackWhole, type Zip } from './zip.ts'

const DRAWING: Namespaces = {
  'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing': 'xdr',
  'http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing': 'xdr',
  'http://schemas.openxmlformats.org/drawingml/2006/main': 'a',
  'http://purl.oclc.org/ooxml/drawingml/main': 'a',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
}

/** More are not told one by one by anyone. */
const MOST = 10_000

/** Undefined: the parts are there and can not be read; the cells are all the same. */
export function objectsOf(
  zip: Zip,
  relations: readonly Relation[],
  reading: Reading,
): readonly GridObject[] | undefined {
  const own = aside(reading)
  const objects: GridObject[] = []
  for (const { kind, target } of relations) {
    if (kind === 'drawing') readXml(zip, target, DRAWING, drawingHandler(objects), own.reading)
    else if (kind === 'vmlDrawing') objects.push(...controlsIn(unpackWhole(zip, target, own.reading)))
  }
  own.done()
  return own.reading.fault === undefined ? objects.slice(0, MOST) : undefined
}

interface Shape {
  kind: GridObject['kind']
  text: string
}

function drawingHandler(objects: GridObject[]): XmlHandler {
  let row = 0
  let column = 0
  let into: 'row' | 'column' | 'text' | undefined
  let isFrom = false
  let figures = ''
  let shape: Shape | undefined
  /** how deep within what is not read: what older programs show instead, and controls, which VML has too */
  let skipped = 0

  return {
    open: (name, tag) => {
      if (skipped > 0) skipped += 1
      else if (name === 'mc:Fallback' || (name === 'mc:Choice' && tag.get('Requires') === 'a14')) skipped = 1
      else if (name === 'xdr:from') isFrom = true
      else if (isFrom && (name === 'xdr:row' || name === 'xdr:col')) {
        into = name === 'xdr:row' ? 'row' : 'column'
        figures = ''
      } else if (name === 'xdr:pic') shape = { kind: 'picture', text: '' }
      else if (name === 'xdr:sp' || name === 'xdr:cxnSp') shape = { kind: 'shape', text: '' }
      else if (name === 'xdr:graphicFrame') shape = { kind: 'other', text: '' }
      else if (shape === undefined) return
      else if (name === 'xdr:cNvSpPr' && tag.get('txBox') === '1') shape.kind = 'text-box'
      else if (name === 'a:graphicData' && /chart/.test(tag.get('uri') ?? '')) shape.kind = 'chart'
      else if (name === 'a:p' && shape.text !== '') shape.text += '\n'
      else if (name === 'a:t') into = 'text'
    },
    close: (name) => {
      if (skipped > 0) {
        skipped -= 1
        return
      }
      if (name === 'xdr:from') isFrom = false
      else if (isFrom && into === 'row') row = Number(figures) + 1
      else if (isFrom && into === 'column') column = Number(figures) + 1
      else if (name === 'xdr:oneCellAnchor' || name === 'xdr:twoCellAnchor') {
        row = 0
        column = 0
      } else if (shape !== undefined && SHAPES.has(name)) {
        if (objects.length < MOST) objects.push(objectOf(shape.kind, row, column, shape.text))
        shape = undefined
      }
      into = undefined
    },
    text: (text) => {
      if (skipped > 0) return
      if (into === 'text' && shape !== undefined) shape.text += text
      else if (into !== undefined) figures += text.trim()
    },
  }
}

const SHAPES: ReadonlySet<string> = new Set(['xdr:pic', 'xdr:sp', 'xdr:cxnSp', 'xdr:graphicFrame'])

export function objectOf(kind: GridObject['kind'], row: number, column: number, text: string): GridObject {
  const written = text.trim()
  return {
    kind,
    ...(row > 0 && column > 0 ? { cell: cellName(row, column) } : {}),
    ...(written === '' ? {} : { text: detach(written) }),
  }
}

/** VML is no XML in many files (`<br>`), and only two of its tags are asked for. A Note is a comment, which is no object. */
function controlsIn(bytes: Uint8Array | undefined): readonly GridObject[] {
  const text = new TextDecoder().decode(bytes ?? new Uint8Array(0))
  const objects: GridObject[] = []
  for (const [, type = '', body = ''] of text.matchAll(
    /<x:ClientData\s[^>]*ObjectType="(\w+)"[^>]*>([\s\S]*?)<\/x:ClientData>/g,
  )) {
    if (type === 'Note' || objects.length >= MOST) continue
    // left column, its offset, top row, its offset, … from 0 (ECMA-376 part 4, 19.4.2.1)
    const [left = '', , top = ''] = (/<x:Anchor>([^<]*)</.exec(body)?.[1] ?? '').split(',')
    const [row, column] = [Number(top) + 1, Number(left) + 1]
    const kind = type === 'Pict' ? 'other' : type === 'Shape' || type === 'Rect' ? 'shape' : 'control'
    objects.push(objectOf(kind, left.trim() === '' ? 0 : row, column, ''))
  }
  return objects
}
