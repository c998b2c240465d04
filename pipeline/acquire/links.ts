/** Links of a page, and the one that a source means. City sites move their files each year; the words stay. */

import { attribute, type Element, isElement, type Node, parseHtml, textOfNode } from '../lib/html.ts'
import type { PageOrigin } from '../lib/origin.ts'
import { readable } from './address.ts'
import type { Trouble } from './trouble.ts'
import { compiled, fitting, foldText } from './words.ts'

export interface Link {
  /** absolute, without fragment */
  readonly url: string
  /** as it is read, images by their alt */
  readonly text: string
}

/** Longer ones are no files, and a pattern is to be quick. */
const LONGEST = 2000
const LISTED = 5
const DATA = /\.(?:csv|tsv|txt|xlsx?|xlsm|ods|pdf|zip|json|geojson|kml|kmz|docx?|shp)(?:[?#]|$)/i

/** Every link of a page once, in its order; undefined: the page can not be read. */
export function linksOf(html: string, address: string): readonly Link[] | undefined {
  const parsed = parseHtml(html)
  if (!('nodes' in parsed)) return undefined
  const found = new Map<string, Link>()
  const elements: Element[] = []
  gather(parsed.nodes, elements)
  const base = elements.find((one) => one.tagName === 'base' && attribute(one, 'href') !== undefined)
  const said = attributeOf(base, 'href')
  const from = said !== undefined && URL.canParse(said, address) ? new URL(said, address).href : address
  for (const element of elements) {
    if (element.tagName !== 'a' && element.tagName !== 'area') continue
    const href = attribute(element, 'href')?.trim()
    if (href === undefined || href === '' || href.startsWith('#') || !URL.canParse(href, from)) continue
    const url = new URL(href, from)
    url.hash = ''
    if (!/^https?:$/.test(url.protocol) || url.href.length > LONGEST) continue
    const text = wordsOf(element).replace(/\s+/g, ' ').trim()
    // the icon and the words beside it are often two links to one file
    const known = found.get(url.href)
    if (known === undefined) found.set(url.href, { url: url.href, text })
    else if (!known.text.includes(text))
      found.set(url.href, { url: url.href, text: `${known.text} ${text}`.trim() })
  }
  return [...found.values()]
}

function attributeOf(element: Element | undefined, name: string): string | undefined {
  return element === undefined ? undefined : attribute(element, name)?.trim()
}

function gather(nodes: readonly Node[], into: Element[]): void {
  for (const node of nodes) {
    if (!isElement(node)) continue
    into.push(node)
    gather(node.childNodes, into)
  }
}

function wordsOf(element: Element): string {
  const own = element.tagName === 'area' || element.tagName === 'img' ? (attribute(element, 'alt') ?? '') : ''
  return (
    own +
    element.childNodes.map((node) => (isElement(node) ? wordsOf(node) : (textOfNode(node) ?? ''))).join('')
  )
}

/** The link that a source means, or why there is none, or more than one. */
export function pickLink(
  links: readonly Link[],
  /** as people may read it */
  page: string,
  origin: Pick<PageOrigin, 'link' | 'pattern' | 'pick'>,
): { readonly link: Link } | { readonly trouble: Trouble } {
  const wanted = [origin.link, origin.pattern].filter((one) => one !== undefined).join(' / ')
  const facts = { url: page, expected: wanted }
  const pattern = origin.pattern === undefined ? undefined : compiled(origin.pattern)
  if (pattern === null) return { trouble: { code: 'acquire/bad-pattern', facts: { actual: origin.pattern } } }
  const byAddress = pattern === undefined ? links : links.filter(({ url }) => pattern.test(plain(url)))
  const fit = origin.link === undefined ? byAddress : fitting(byAddress, origin.link, (link) => link.text)
  const [first] = fit
  if (first === undefined) {
    const actual = listed(nearest(links, origin.link ?? ''))
    return { trouble: { code: 'acquire/no-link', facts: { ...facts, actual } } }
  }
  if (fit.length === 1 || origin.pick === 'first') return { link: first }
  if (origin.pick === 'last') return { link: fit.at(-1) ?? first }
  return { trouble: { code: 'acquire/several-links', facts: { ...facts, actual: listed(fit) } } }
}

/** Decoded, as people write patterns; what is no UTF-8 stays in percent signs. */
function plain(url: string): string {
  try {
    return decodeURI(url)
  } catch {
    return url
  }
}

function listed(links: readonly Link[]): string {
  return links
    .slice(0, LISTED)
    .map(({ text, url }) => `「${short(text, 30)}」 ${short(readable(url), 80)}`)
    .join(', ')
}

function short(text: string, limit: number): string {
  const characters = [...text]
  return characters.length > limit ? `${characters.slice(0, limit).join('')}…` : text
}

/** Those that share the most pairs of characters with the wanted text; files of data before pages. */
function nearest(links: readonly Link[], wanted: string): readonly Link[] {
  const pairs = pairsOf(foldText(wanted))
  const score = ({ text, url }: Link): number => {
    const own = pairsOf(foldText(text))
    let shared = 0
    for (const pair of own) if (pairs.has(pair)) shared += 1
    const likeness = own.size + pairs.size === 0 ? 0 : (2 * shared) / (own.size + pairs.size)
    return likeness + (DATA.test(url) ? 0.2 : 0)
  }
  return links
    .map((link) => ({ link, score: score(link) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ link }) => link)
}

function pairsOf(text: string): ReadonlySet<string> {
  const pairs = new Set<string>()
  for (let at = 0; at + 1 < text.length; at++) pairs.add(text.slice(at, at + 2))
  return pairs
}
