/** HTML → a tree, as browsers build it (WHATWG HTML 13.2), within limits. The only file that imports parse5. */
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5'

export type Node = DefaultTreeAdapterTypes.ChildNode
export type Element = DefaultTreeAdapterTypes.Element

/** Why a page is not read: more than so many of something; undefined `tooMany`: it is damaged. */
export interface HtmlFault {
  readonly tooMany?: { readonly whatJa: string; readonly what: string; readonly limit: number }
}

/** Pages that people write have some thirty levels; each tag asks all that are open, so that depth costs by its square. */
const DEPTH = 400
/** An element takes some 500 bytes with its text. */
const NODES = 1_500_000
/** Each attribute is held against all others of its tag. */
const ATTRIBUTES = 1_000

/** The nodes of a page, or why it is nested too deeply or too large. */
export function parseHtml(text: string): { readonly nodes: readonly Node[] } | HtmlFault {
  const { createElement, createCommentNode } = defaultTreeAdapter
  let depth = 0
  let nodes = 0
  let fault: HtmlFault = {}
  const stop = (whatJa: string, what: string, limit: number): never => {
    fault = { tooMany: { whatJa, what, limit } }
    throw new Error('too large')
  }
  const count = (): void => {
    nodes += 1
    if (nodes > NODES) stop('タグの数', 'tags', NODES)
  }
  if (hasManyAttributes(text))
    return { tooMany: { whatJa: '一つのタグの属性の数', what: 'attributes of a tag', limit: ATTRIBUTES } }
  try {
    const page = parse(text, {
      treeAdapter: {
        ...defaultTreeAdapter,
        createElement: (...given) => {
          count()
          return createElement(...given)
        },
        createCommentNode: (data) => {
          count()
          return createCommentNode(data)
        },
        // what stands in a table and outside its cells goes before it: it is the last of thousands, not the first
        insertBefore: (parent, node, before) => {
          parent.childNodes.splice(parent.childNodes.lastIndexOf(before), 0, node)
          node.parentNode = parent
        },
        insertTextBefore: (parent, value, before) => {
          const at = parent.childNodes.lastIndexOf(before)
          const previous = parent.childNodes[at - 1]
          if (previous?.nodeName === '#text' && 'value' in previous) previous.value += value
          else
            parent.childNodes.splice(at, 0, {
              ...defaultTreeAdapter.createTextNode(value),
              parentNode: parent,
            })
        },
        onItemPush: () => {
          depth += 1
          if (depth > DEPTH) stop('タグの入れ子の深さ', 'nesting of tags', DEPTH)
        },
        onItemPop: () => {
          depth -= 1
        },
      },
    })
    return { nodes: page.childNodes }
  } catch {
    return fault
  }
}

/** Counted before the page is read, as tags are cut (13.2.5): a quote counts after `=` alone. */
function hasManyAttributes(text: string): boolean {
  const tag = /<\/?[a-z]/gi
  const part = /\s*=\s*(?:"[^"]*"?|'[^']*'?)|[\s/]+|>|[^\s/>=]+|=/g
  for (let found = tag.exec(text); found !== null; found = tag.exec(text)) {
    part.lastIndex = tag.lastIndex
    let count = 0
    for (let one = part.exec(text); one !== null && one[0] !== '>'; one = part.exec(text)) {
      if (/^[\s/]+$/.test(one[0]) && ++count > ATTRIBUTES) return true
    }
    tag.lastIndex = Math.max(tag.lastIndex, part.lastIndex)
    if (part.lastIndex === 0) break
  }
  return false
}

export function isElement(node: Node): node is Element {
  return 'tagName' in node
}

/** Of a node that is text. */
export function textOfNode(node: Node): string | undefined {
  return node.nodeName === '#text' && 'value' in node ? node.value : undefined
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value
}

export function isHidden(element: Element): boolean {
  if (element.attrs.length === 0) return false
  if (attribute(element, 'hidden') !== undefined) return true
  return /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attribute(element, 'style') ?? '')
}
