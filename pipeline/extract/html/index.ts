/**
 * extract/html: a page → one worksheet for each of its tables that holds data, named by its caption, by the heading
 * above it or by its number. Tables that only place others on the page are gone through and are none themselves.
 */
import type { CellFacts, Worksheet } from '../../lib/grid.ts'
import { attribute, type Element, isElement, isHidden, type Node } from '../../lib/html.ts'
import { dictionary } from '../../lib/own.ts'
import { createLooseTexts } from '../loose-texts.ts'
import { fail, LIMITS, type Reading, startReading } from '../spreadsheet/reading.ts'
import {
  createNames,
  holdUnread,
  isOfSize,
  resultOf,
  type TablesOptions,
  type TablesResult,
} from '../whole.ts'
import { decodeHtml } from './decode.ts'
import { gatherLoose } from './loose.ts'
import { parsePage } from './parse.ts'
import { type PlacedTable, placeCells, worksheetOf } from './table.ts'
import { shownText } from './text.ts'

/** A page of tables this large was meant for no reader; its tree takes ten times as much. */
const MOST_BYTES = 50_000_000

/** Reads the tables of a page; of pages in frames and those that a script fills there are none. */
export function readHtml(bytes: Uint8Array, options: TablesOptions): TablesResult {
  const reading = startReading(options.file, { ...LIMITS, ...options.limits })
  if (!isOfSize(bytes, reading, Math.min(MOST_BYTES, reading.limits.packed)))
    return resultOf('html', undefined, reading)
  const { text, unread } = decodeHtml(bytes)
  const nodes = parsePage(text, reading)
  if (nodes === undefined) return resultOf('html', undefined, reading)
  const properties = dictionary<string>()
  const data = new Set<Element>()
  const tables = tablesIn(nodes, properties, data, reading)
  const texts = createLooseTexts(reading)
  if (reading.fault === undefined) gatherLoose(nodes, (table) => data.has(table), texts)
  const worksheets = unread === 0 ? tables : tables.map((table) => holdUnread(table, reading))
  return resultOf('html', { worksheets, properties, texts: texts.list() }, reading)
}

function tablesIn(
  nodes: readonly Node[],
  properties: Record<string, string>,
  /** those that are worksheets */
  data: Set<Element>,
  reading: Reading,
): readonly Worksheet[] {
  const worksheets: Worksheet[] = []
  const nameOf = createNames()
  const facts = new Map<string, CellFacts>()
  let heading = ''
  const table = (element: Element, hidden: boolean): void => {
    const placed = placeCells(element, reading)
    if (reading.fault !== undefined) return
    const isShown = !hidden && !isHidden(element)
    if (isData(element, placed)) {
      data.add(element)
      const name = nameOf(captionOf(element) || heading)
      worksheets.push(worksheetOf(name, !isShown, placed, facts, reading))
    }
    if (worksheets.length > reading.limits.worksheets) {
      const expected = reading.limits.worksheets
      const what = { whatJa: '表の数', what: 'tables', actual: `> ${expected}`, expected }
      fail(reading, 'extract/spreadsheet-too-large', {}, what)
    }
    // headings and tables of a page that is laid out by tables stand in their cells
    if (placed.tables.length === 0) return
    const rest = (children: readonly Node[]): void => {
      for (const child of children) if (isElement(child)) visit(child, !isShown)
    }
    rest(element.childNodes)
  }
  const visit = (element: Element, hidden: boolean): void => {
    if (reading.fault !== undefined) return
    const { tagName, childNodes } = element
    if (tagName === 'table') {
      table(element, hidden)
      return
    }
    if (/^h[1-6]$/.test(tagName)) heading = shownText(childNodes).text || heading
    if (tagName === 'title' && properties.title === undefined) put(properties, 'title', titleOf(element))
    if (tagName === 'meta')
      put(properties, attribute(element, 'name') ?? '', attribute(element, 'content') ?? '')
    if (tagName === 'script' || tagName === 'style' || tagName === 'template') return
    const inner = hidden || isHidden(element)
    for (const child of childNodes) if (isElement(child)) visit(child, inner)
  }
  for (const node of nodes) if (isElement(node)) visit(node, false)
  return worksheets
}

/** Who made the page and when; what is for search engines says nothing of the tables. */
const TOLD = /^(?:title|author|creator|generator|date|last-modified|dc\..+|dcterms\..+)$/i

function put(properties: Record<string, string>, name: string, value: string): void {
  if (TOLD.test(name) && value.trim() !== '') properties[name] = value.trim()
}

function titleOf(element: Element): string {
  return element.childNodes.map((node) => ('value' in node ? node.value : '')).join('')
}

function captionOf({ childNodes }: Element): string {
  const caption = childNodes.filter(isElement).find(({ tagName }) => tagName === 'caption')
  return caption === undefined ? '' : shownText(caption.childNodes).text
}

/** A table with tables in it is data where it has two rows of its own texts side by side. */
function isData(element: Element, { cells, tables }: PlacedTable): boolean {
  const role = attribute(element, 'role')
  if (role === 'presentation' || role === 'none') return false
  const texts = new Map<number, number>()
  for (const { row, shown } of cells) if (shown.text !== '') texts.set(row, (texts.get(row) ?? 0) + 1)
  if (tables.length === 0) return texts.size > 0
  return [...texts.values()].filter((count) => count > 1).length > 1
}
