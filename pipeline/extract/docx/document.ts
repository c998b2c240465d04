/** The body of a document as it comes: its tables, each with the words above it that name it. */
import type { CellFacts, Worksheet } from '../../lib/grid.ts'
import { fail, type Reading } from '../spreadsheet/reading.ts'
import type { Attributes, XmlHandler } from '../spreadsheet/xml.ts'
import { createNames } from '../whole.ts'
import { isOnMark, SILENT, symbolOf } from './marks.ts'
import { type CellText, createWordTable, emptyText, type WordTable } from './table.ts'

export interface WordStyles {
  /** ids of styles of headings and of captions */
  readonly headings: ReadonlySet<string>
}

export interface DocumentReader {
  readonly handler: XmlHandler
  readonly finish: () => readonly Worksheet[]
}

/** What stands right above a table is its title where it is no prose. */
const TITLE = 60
const DEPTH = 20

interface Paragraph {
  isHeading: boolean
}

function titleOf(text: string): string {
  return text.length <= TITLE && !/[。．]$/.test(text) ? text : ''
}

export function readBody(
  styles: WordStyles,
  comments: ReadonlyMap<string, string>,
  reading: Reading,
): DocumentReader {
  const path: string[] = []
  const tables: WordTable[] = []
  const open: WordTable[] = []
  /** the text being gathered: of the body, of a cell, of a box */
  const sinks: CellText[] = [emptyText()]
  const paragraphs: Paragraph[] = []
  let silent = 0
  let heading = ''
  let last = ''
  let vanishes = false
  let isStruck = false
  let inText = false

  const sink = (): CellText => sinks.at(-1) ?? emptyText()
  const add = (text: string): void => {
    if (silent > 0 || text === '') return
    const to = sink()
    if (vanishes) {
      if (text.trim() !== '') to.hidden += 1
      return
    }
    to.text += text
    if (!isStruck && text.trim() !== '') to.plain = true
  }
  const openMark = (name: string, tag: Attributes): void => {
    const parent = path.at(-2) ?? ''
    if (parent === 'w:rPr' && path.at(-3) === 'w:r') {
      if (name === 'w:vanish') vanishes = isOnMark(tag)
      else if (name === 'w:strike' || name === 'w:dstrike') isStruck = isOnMark(tag)
    } else if (parent === 'w:trPr' || parent === 'w:tcPr') open.at(-1)?.property(name, parent, tag)
    else if (parent === 'w:pPr') {
      const paragraph = paragraphs.at(-1)
      const level = name === 'w:outlineLvl' ? Number(tag.get('w:val')) : 9
      const isNamed = name === 'w:pStyle' && styles.headings.has(tag.get('w:val') ?? '')
      if (paragraph !== undefined && (level < 9 || isNamed)) paragraph.isHeading = true
    }
  }
  const openPart = (name: string, tag: Attributes): void => {
    if (name === 'w:t' || name === 'm:t') inText = true
    else if (name === 'w:r') {
      vanishes = false
      isStruck = false
    } else if (name === 'w:tab' && path.at(-2) === 'w:r') add(' ')
    else if (name === 'w:br' || name === 'w:cr') add('\n')
    else if (name === 'w:noBreakHyphen') add('-')
    else if (name === 'w:sym') add(symbolOf(tag))
    else if (name === 'w:footnoteReference' || name === 'w:endnoteReference')
      sink().notes += silent > 0 ? 0 : 1
    else if (name === 'w:commentReference') {
      const comment = comments.get(tag.get('w:id') ?? '')
      if (comment !== undefined && comment !== '') sink().comments.push(comment)
    } else if (name === 'pic:pic' || name === 'v:imagedata') sink().objects.push({ kind: 'picture' })
  }
  const handler: XmlHandler = {
    open: (name, tag) => {
      path.push(name)
      if (SILENT.has(name)) silent += 1
      if (name === 'w:p') paragraphs.push({ isHeading: false })
      else if (name === 'w:tbl') {
        // within a cell it is what the cell says before it
        const above = open.length === 0 ? last : titleOf(sink().lines.at(-1) ?? '')
        const table = createWordTable(above || heading)
        last = ''
        tables.push(table)
        open.push(table)
        if (open.length > DEPTH)
          fail(
            reading,
            'extract/spreadsheet-too-large',
            {},
            { whatJa: '表の入れ子の深さ', what: 'nesting of tables', actual: `> ${DEPTH}`, expected: DEPTH },
          )
      } else if (name === 'w:tr') open.at(-1)?.startRow()
      else if (name === 'w:tc') {
        sinks.push(emptyText())
        open.at(-1)?.startCell()
      } else if (name === 'w:txbxContent') sinks.push(emptyText())
      else {
        openPart(name, tag)
        openMark(name, tag)
      }
    },
    close: (name) => {
      path.pop()
      if (SILENT.has(name)) silent -= 1
      if (name === 'w:t' || name === 'm:t') inText = false
      else if (name === 'w:r') {
        vanishes = false
        isStruck = false
      } else if (name === 'w:p') closeParagraph()
      else if (name === 'w:tc') {
        const cell = sinks.pop()
        if (cell !== undefined) open.at(-1)?.endCell(cell)
      } else if (name === 'w:tr') open.at(-1)?.endRow()
      else if (name === 'w:tbl') {
        open.pop()
        open.at(-1)?.holdsTable()
      } else if (name === 'w:txbxContent') {
        const { lines, text: rest } = sinks.pop() ?? emptyText()
        const text = [...lines, rest].join('\n').trim()
        if (silent === 0) sink().objects.push({ kind: 'text-box', ...(text === '' ? {} : { text }) })
      }
    },
    text: (text) => {
      if (inText) add(text)
    },
  }
  function closeParagraph(): void {
    const paragraph = paragraphs.pop()
    if (sinks.length > 1) {
      const to = sink()
      const whole = to.text.trimEnd()
      if (whole !== '') to.lines.push(whole)
      to.text = ''
      return
    }
    const text = sink().text.replace(/\s+/g, ' ').trim()
    sinks[0] = emptyText()
    if (text === '') return
    last = titleOf(text)
    if (paragraph?.isHeading === true) heading = text
  }
  const finish = (): readonly Worksheet[] => {
    const nameOf = createNames()
    const facts = new Map<string, CellFacts>()
    return tables.flatMap((table) => {
      const worksheet = table.finish(nameOf(table.title), facts, reading)
      return worksheet === undefined ? [] : [worksheet]
    })
  }
  return { handler, finish }
}
