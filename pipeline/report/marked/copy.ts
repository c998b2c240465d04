/**
 * A copy of a workbook with its cells marked and a worksheet of findings more. Of its parts only the marked worksheets,
 * their comments and boxes, the styles, and what names parts change; all others are the same bytes.
 */
import { sheetXml } from '../../lib/xlsx/sheet.ts'
import { attribute } from '../../lib/xlsx/text.ts'
import type { Finding } from '../findings.ts'
import type { FileFound } from '../tables.ts'
import { freeName } from './book.ts'
import { blocksOf, boxes, lastBlock, moreComments, newComments } from './comments.ts'
import { findingsSheet } from './findings-sheet.ts'
import { type Mark, marksOf } from './marks.ts'
import { opened, openParts, type Parts, relate, relationsOf, setType } from './parts.ts'
import { type MoreStyles, moreStyles } from './styles.ts'
import { attributeOf, edited, prefixOf, type Tag, tagsIn } from './tags.ts'
import { MARK_WORDS } from './words.ts'
import { type Metrics, markWorksheet, readWorksheet } from './worksheet.ts'

export interface CopyInput {
  readonly bytes: Uint8Array
  readonly found: FileFound
  readonly findings: readonly Finding[]
  readonly lang: 'ja' | 'en'
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const STRICT_MAIN = 'http://purl.oclc.org/ooxml/spreadsheetml/main'
const STRICT_RELS = 'http://purl.oclc.org/ooxml/officeDocument/relationships'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const VML = 'application/vnd.openxmlformats-officedocument.vmlDrawing'
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

interface Workbook {
  readonly parts: Parts
  /** name of the workbook part */
  readonly main: string
  readonly isStrict: boolean
  /** in order; `part`: its worksheet */
  readonly sheets: readonly {
    readonly name: string
    readonly part: string | undefined
    readonly isHidden: boolean
  }[]
}

/** Throws where the file is of a form that is not patched: nothing of it is lost, but it is to be copied otherwise. */
export function markedCopy({ bytes, found, findings, lang }: CopyInput): Uint8Array {
  const book = openWorkbook(bytes)
  const { parts, main, isStrict } = book
  const words = MARK_WORDS[lang]
  const stylesPart = relationsOf(parts, main).find(({ kind }) => kind === 'styles')?.target
  const before =
    (stylesPart === undefined ? undefined : parts.text(stylesPart)) ??
    `${DECLARATION}<styleSheet xmlns="${isStrict ? STRICT_MAIN : MAIN}"></styleSheet>`
  const styles = moreStyles(before, [MAIN, STRICT_MAIN])
  const name = freeName(words.worksheet, new Set(book.sheets.map((one) => one.name.toLowerCase())))
  const sheet = findingsSheet({
    found,
    findings,
    lang,
    name,
    worksheetOf: (worksheet) => book.sheets.find((one) => one.name === worksheet)?.name,
    isHidden: hiddenIn(book),
    notes: [words.whole],
  })
  const pieces = [...sheetXml(sheet, { styles: styles.own, text: () => 0, first: false })]
  markAll(book, marksOf(findings, lang), styles)
  addSheet(book, name, pieces)
  if (stylesPart === undefined) {
    const part = parts.free((number) => `xl/styles${number === 1 ? '' : number}.xml`)
    parts.put(part, styles.xml())
    setType(parts, part, `${TYPE}.styles+xml`)
    relate(parts, main, `${isStrict ? STRICT_RELS : RELS}/styles`, part)
  } else parts.put(stylesPart, styles.xml())
  return parts.zip()
}

function openWorkbook(bytes: Uint8Array): Workbook {
  const parts = openParts(bytes)
  const main =
    relationsOf(parts, '').find(({ kind }) => kind === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const xml = parts.text(main)
  if (xml === undefined) throw new Error('xlsx: no workbook')
  const relations = relationsOf(parts, main)
  const tags = [...tagsIn(xml)]
  const [root] = tags
  if (root === undefined) throw new Error('xlsx: no workbook')
  const isStrict = prefixOf(xml, root, [STRICT_MAIN]) !== undefined
  const sheets = tags
    .filter((tag) => tag.name === 'sheet' && tag.depth === 3 && tag.kind !== 'close')
    .map((tag) => {
      const id = /\s[\w.-]+:id\s*=\s*["']([^"']*)["']/.exec(xml.slice(tag.from, tag.to))?.[1]
      const relation = relations.find((one) => one.id === id)
      return {
        name: unescaped(attributeOf(xml, tag, 'name') ?? ''),
        part: relation?.kind === 'worksheet' ? relation.target : undefined,
        isHidden: /hidden/i.test(attributeOf(xml, tag, 'state') ?? ''),
      }
    })
  return { parts, main, isStrict, sheets }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]+));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[String(name)] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Rows, columns and worksheets that are not seen; each worksheet is looked at once. */
function hiddenIn({ parts, sheets }: Workbook): (sheet: string, row: number, column: number) => boolean {
  const known = new Map<string, Metrics | undefined>()
  return (name, row, column) => {
    const sheet = sheets.find((one) => one.name === name)
    if (sheet?.part === undefined) return false
    if (sheet.isHidden) return true
    if (!known.has(name)) {
      const xml = parts.text(sheet.part)
      known.set(name, xml === undefined ? undefined : readWorksheet(xml, []).metrics)
    }
    const metrics = known.get(name)
    return metrics !== undefined && (metrics.height(row) === 0 || metrics.width(column) === 0)
  }
}

function markAll(book: Workbook, marks: ReadonlyMap<string, readonly Mark[]>, styles: MoreStyles): void {
  const { parts } = book
  let block =
    lastBlock(
      parts
        .names()
        .filter((name) => name.endsWith('.vml'))
        .map((name) => parts.text(name) ?? ''),
    ) + 1
  for (const { name, part } of book.sheets) {
    const own = marks.get(name) ?? []
    if (own.length === 0 || part === undefined) continue
    block += markOne(book, part, own, styles, block)
  }
}

/** Gives how many blocks of ids its boxes took. */
function markOne(
  { parts, isStrict }: Workbook,
  part: string,
  own: readonly Mark[],
  styles: MoreStyles,
  block: number,
): number {
  const xml = parts.text(part)
  if (xml === undefined) throw new Error('xlsx: no worksheet')
  const rels = isStrict ? STRICT_RELS : RELS
  const { marks, metrics, boxes: boxesId } = readWorksheet(xml, own)
  const told = marks.filter(({ text }) => text !== '')
  if (told.length === 0) {
    parts.put(part, markWorksheet(xml, { marks, styleOf: styles.marked }))
    return 0
  }
  const relations = relationsOf(parts, part)
  const commentsPart = relations.find(({ kind }) => kind === 'comments')?.target
  let fresh: readonly Mark[] = told
  if (commentsPart === undefined) {
    const made = parts.free((number) => `xl/comments${number}.xml`)
    parts.put(made, newComments(told, isStrict ? STRICT_MAIN : MAIN))
    setType(parts, made, `${TYPE}.comments+xml`)
    relate(parts, part, `${rels}/comments`, made)
  } else {
    const before = parts.text(commentsPart)
    if (before === undefined) throw new Error('xlsx: no comments')
    const more = moreComments(before, told)
    parts.put(commentsPart, more.xml)
    fresh = more.fresh
  }
  const boxesPart = relations.find(({ id }) => id === boxesId)?.target
  if (boxesId !== undefined && boxesPart === undefined) throw new Error('xlsx: no drawing')
  let link: string | undefined
  if (boxesPart !== undefined) parts.put(boxesPart, boxes(fresh, metrics, block, parts.text(boxesPart)))
  else {
    const made = parts.free((number) => `xl/drawings/vmlDrawing${number}.vml`)
    parts.put(made, boxes(fresh, metrics, block, undefined))
    setType(parts, made, VML)
    link = linkOf(xml, relate(parts, part, `${rels}/vmlDrawing`, made), rels)
  }
  const marking = { marks, styleOf: styles.marked, ...(link === undefined ? {} : { link }) }
  parts.put(part, markWorksheet(xml, marking))
  return blocksOf(fresh)
}

function linkOf(xml: string, id: string, rels: string): string {
  const [root] = tagsIn(xml)
  if (root === undefined) throw new Error('xlsx: no worksheet')
  const prefix = prefixOf(xml, root, [RELS, STRICT_RELS])
  return prefix === undefined || prefix === ''
    ? `<${root.prefix}legacyDrawing xmlns:r="${rels}" r:id="${id}"/>`
    : `<${root.prefix}legacyDrawing ${prefix}id="${id}"/>`
}

function addSheet({ parts, main, isStrict }: Workbook, name: string, pieces: readonly Uint8Array[]): void {
  const part = parts.free((number) => `xl/worksheets/sheet${number}.xml`)
  const decoder = new TextDecoder()
  const text = pieces.map((piece) => decoder.decode(piece)).join('')
  const head = text.indexOf('>') + 1
  const root = isStrict
    ? text.slice(0, head).replace(MAIN, STRICT_MAIN).replace(RELS, STRICT_RELS)
    : text.slice(0, head)
  parts.put(part, DECLARATION + root + text.slice(head))
  setType(parts, part, `${TYPE}.worksheet+xml`)
  const id = relate(parts, main, `${isStrict ? STRICT_RELS : RELS}/worksheet`, part)
  const xml = parts.text(main) ?? ''
  const tags = [...tagsIn(xml)]
  const list = tags.find((tag): tag is Tag => tag.name === 'sheets' && tag.depth === 2 && tag.kind !== 'open')
  const [first] = tags
  if (list === undefined || first === undefined) throw new Error('xlsx: no sheets')
  const numbers = tags
    .filter((tag) => tag.name === 'sheet')
    .map((tag) => Number(attributeOf(xml, tag, 'sheetId') ?? 0))
  const rels = isStrict ? STRICT_RELS : RELS
  const prefix = prefixOf(xml, first, [RELS, STRICT_RELS])
  const link =
    prefix === undefined || prefix === '' ? `xmlns:r="${rels}" r:id="${id}"` : `${prefix}id="${id}"`
  const sheet = `<${first.prefix}sheet name="${attribute(name)}" sheetId="${Math.max(0, ...numbers) + 1}" ${link}/>`
  const edit =
    list.kind === 'empty'
      ? { from: list.from, to: list.to, text: opened(xml, list, sheet) }
      : { from: list.from, to: list.from, text: sheet }
  parts.put(main, edited(xml, [edit]))
}
