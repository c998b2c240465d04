/** What a page says outside the cells of its tables: its text and head, comments, links, and what it does not show. */

import { attribute, type Element, isElement, isHidden, type Node, textOfNode } from '../../lib/html.ts'
import type { LooseTexts } from '../loose-texts.ts'

const SILENT: ReadonlySet<string> = new Set(['script', 'style', 'template'])
/** A word goes on over these. */
const INLINE: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo big cite code em font i mark q s small span strong sub sup u wbr'.split(' '),
)
const TOLD: readonly string[] = ['content', 'alt', 'title', 'placeholder', 'value', 'aria-label', 'summary']
const LINK = /^(?:mailto|tel|sms):/i

/** `isData`: whether the cells of a table are read as such. */
export function gatherLoose(
  nodes: readonly Node[],
  isData: (table: Element) => boolean,
  texts: LooseTexts,
): void {
  let word = ''
  const flush = (part: string): void => {
    if (word !== '') texts.add(part, word)
    word = ''
  }
  const visit = (node: Node, part: string, inCells: boolean): void => {
    if (node.nodeName === '#comment' && 'data' in node) texts.add('comment', node.data)
    if (!inCells) word += textOfNode(node) ?? ''
    if (!isElement(node) || SILENT.has(node.tagName)) return
    const { tagName } = node
    for (const name of TOLD) texts.add(part === 'head' ? tagName : part, attribute(node, name) ?? '')
    const href = attribute(node, 'href') ?? ''
    if (LINK.test(href)) texts.add('hyperlink', decoded(href))
    const isBlock = !INLINE.has(tagName)
    const own = tagName === 'head' ? 'head' : tagName === 'title' ? 'title' : part
    // its name, and what is not shown, are in none of its cells
    const isOut = tagName === 'caption' || isHidden(node)
    const within = isOut ? false : tagName === 'table' ? isData(node) : inCells
    if (isBlock || within !== inCells) flush(part)
    for (const child of node.childNodes) visit(child, own, within)
    if (isBlock || within !== inCells) flush(own)
  }
  for (const node of nodes) visit(node, 'text', false)
  flush('text')
}

function decoded(link: string): string {
  try {
    return decodeURIComponent(link)
  } catch {
    return link
  }
}
