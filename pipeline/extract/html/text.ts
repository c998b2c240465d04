/** The text of a cell as a browser shows it: white space as one space, breaks as lines, readings (ruby) left out. */
import { attribute, type Element, isElement, isHidden, type Node, textOfNode } from '../../lib/html.ts'

/** What stands on lines of its own (WHATWG HTML 15.3.3). */
const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary ul'.split(
    ' ',
  ),
)
/** What is not shown, or is shown above the text that counts. */
const SILENT: ReadonlySet<string> = new Set('script style template noscript rt rp rtc head title'.split(' '))

export interface ShownText {
  readonly text: string
  /** texts that are there and not shown */
  readonly hidden: number
  /** all of it is struck out */
  readonly struck: boolean
  /** they are read by themselves */
  readonly tables: readonly Element[]
}

export function shownText(nodes: readonly Node[]): ShownText {
  const tables: Element[] = []
  // a cell may have a million pieces: what is gathered is not looked at again for each
  const lines: string[] = []
  let line = ''
  let isSpaced = true
  let hidden = 0
  let free = 0
  let strikes = 0
  const newLine = (): void => {
    if (line !== '') breakLine()
  }
  const breakLine = (): void => {
    lines.push(line.trimEnd())
    line = ''
    isSpaced = true
  }
  const add = (piece: string): void => {
    if (strikes === 0 && piece.trim() !== '') free += 1
    const fresh = isSpaced ? piece.trimStart() : piece
    if (fresh === '') return
    line += fresh
    isSpaced = /\s$/.test(fresh)
  }
  const visit = (node: Node): void => {
    const value = textOfNode(node)
    if (value !== undefined) add(value.replace(/[ \t\n\f\r\u00a0]+/g, ' '))
    if (!isElement(node)) return
    const { tagName } = node
    if (SILENT.has(tagName)) return
    if (isHidden(node)) {
      if (hasText(node.childNodes)) hidden += 1
      return
    }
    if (tagName === 'table') {
      tables.push(node)
      newLine()
      return
    }
    if (tagName === 'br') breakLine()
    else if (tagName === 'img') add(attribute(node, 'alt') ?? '')
    const isStruck = tagName === 's' || tagName === 'del' || tagName === 'strike'
    if (isStruck) strikes += 1
    if (BLOCKS.has(tagName)) newLine()
    for (const child of node.childNodes) visit(child)
    if (BLOCKS.has(tagName)) newLine()
    if (isStruck) strikes -= 1
  }
  for (const node of nodes) visit(node)
  const text = [...lines, line].join('\n').trim()
  return { text, hidden, struck: text !== '' && free === 0, tables }
}

function hasText(nodes: readonly Node[]): boolean {
  return nodes.some((node) => {
    if (isElement(node)) return !SILENT.has(node.tagName) && hasText(node.childNodes)
    return (textOfNode(node) ?? '').trim() !== ''
  })
}
