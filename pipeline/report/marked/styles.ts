/** The styles of a workbook with a few more at their ends: none that are there change, so every cell keeps its look. */
import type { Style } from '../../lib/xlsx/book.ts'
import { collectStyles, type Styles } from '../../lib/xlsx/styles.ts'
import type { Label } from '../../problem.ts'
import { FILLS } from './marks.ts'
import { opened } from './parts.ts'
import { attributeOf, type Edit, edited, prefixOf, type Tag, tagsIn, withAttribute } from './tags.ts'

export interface MoreStyles {
  /** for a worksheet of our own; to be asked for before the first mark */
  readonly own: Styles
  /** the style of a cell that is marked: another ground, all else as it is */
  readonly marked: (style: number, label: Label) => number
  readonly xml: () => string
}

const LISTS = ['numFmts', 'fonts', 'fills', 'borders', 'cellStyleXfs', 'cellXfs'] as const

type List = (typeof LISTS)[number]

const ITEMS: Readonly<Record<string, string>> = {
  fonts: 'font',
  fills: 'fill',
  borders: 'border',
  cellXfs: 'xf',
}
/** What a workbook without styles is taken to have (ECMA-376 part 1, 18.8). */
const BARE: Readonly<Record<string, string>> = {
  fonts: '<font><sz val="11"/><name val="Calibri"/></font>',
  fills: '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  borders: '<border><left/><right/><top/><bottom/><diagonal/></border>',
  cellXfs: '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
}

interface Found {
  readonly tag: Tag
  /** of its end tag; of an empty one its own start */
  end: number
  readonly items: string[]
}

export function moreStyles(xml: string, namespaces: readonly string[]): MoreStyles {
  const { root, lists } = listsIn(xml)
  const prefix = prefixOf(xml, root, namespaces) ?? ''
  const count = (list: List): number =>
    lists.get(list)?.items.length ?? itemsIn(BARE[list] ?? '', list).length
  const formats = lists.get('cellXfs')?.items ?? itemsIn(BARE.cellXfs ?? '', 'cellXfs')
  const collected = collectStyles()
  const base = count('cellXfs')
  let asked: ReturnType<typeof transplant> | undefined
  const own = (): ReturnType<typeof transplant> => {
    asked ??= transplant(collected.xml(), count)
    return asked
  }
  const fills: string[] = []
  const clones: string[] = []
  const known = new Map<string, number>()
  const fillOf = (label: Label): number => {
    const id = known.get(label)
    if (id !== undefined) return id
    fills.push(
      `<fill><patternFill patternType="solid"><fgColor rgb="FF${FILLS[label]}"/><bgColor indexed="64"/></patternFill></fill>`,
    )
    const made = count('fills') + own().fills.length + fills.length - 1
    known.set(label, made)
    return made
  }
  return {
    own: { id: (style: Style | undefined) => base + collected.id(style), xml: () => '' },
    marked(style, label) {
      const key = `${style} ${label}`
      const id = known.get(key)
      if (id !== undefined) return id
      const format = formats[style] ?? formats[0] ?? '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
      clones.push(marked(format, fillOf(label)))
      const made = base + own().cellXfs.length + clones.length - 1
      known.set(key, made)
      return made
    },
    xml() {
      const more = own()
      const prefixed = (items: readonly string[]): string =>
        prefix === '' ? items.join('') : items.join('').replace(/<(\/?)(?=\w)/g, `<$1${prefix}`)
      const added: Readonly<Partial<Record<List, string>>> = {
        fonts: prefixed(more.fonts),
        fills: prefixed([...more.fills, ...fills]),
        borders: prefixed(more.borders),
        // those that are cloned have their prefix already
        cellXfs: prefixed(more.cellXfs) + clones.join(''),
      }
      const counts: Readonly<Partial<Record<List, number>>> = {
        fonts: more.fonts.length,
        fills: more.fills.length + fills.length,
        borders: more.borders.length,
        cellXfs: more.cellXfs.length + clones.length,
      }
      return edited(xml, editsOf(xml, root, lists, { prefix, prefixed, added, counts }))
    },
  }
}

/** `<xf …>` with another fill. */
function marked(format: string, fill: number): string {
  const end = format.indexOf('>') + 1
  const tag = withAttribute(withAttribute(format.slice(0, end), 'fillId', String(fill)), 'applyFill', '1')
  return tag + format.slice(end)
}

function listsIn(xml: string): { readonly root: Tag; readonly lists: ReadonlyMap<string, Found> } {
  const lists = new Map<string, Found>()
  let root: Tag | undefined
  let list: Found | undefined
  let start = 0
  for (const tag of tagsIn(xml)) {
    root ??= tag
    if (tag.depth === 2 && tag.kind !== 'close') {
      list = { tag, end: tag.kind === 'empty' ? tag.from : tag.to, items: [] }
      if (!lists.has(tag.name)) lists.set(tag.name, list)
    } else if (tag.depth === 2 && list !== undefined) list.end = tag.from
    else if (tag.depth === 3 && list !== undefined) {
      if (tag.kind !== 'close') start = tag.from
      if (tag.kind !== 'open' && isItem(list.tag.name, tag.name)) list.items.push(xml.slice(start, tag.to))
    }
  }
  if (root === undefined) throw new Error('xml: no root')
  return { root, lists }
}

function isItem(list: string, name: string): boolean {
  return (ITEMS[list] ?? name) === name
}

function itemsIn(items: string, list: string): readonly string[] {
  return listsIn(`<s><${list}>${items}</${list}></s>`).lists.get(list)?.items ?? []
}

/** The styles of a workbook of ours, with the ids that they have at the end of another's. */
function transplant(xml: string, count: (list: List) => number) {
  const { lists } = listsIn(xml)
  const [fonts = [], fills = [], borders = [], cellXfs = []] = (
    ['fonts', 'fills', 'borders', 'cellXfs'] as const
  ).map((list) => lists.get(list)?.items ?? [])
  const moved = (format: string): string =>
    format.replace(/\s(fontId|fillId|borderId|xfId)="(\d+)"/g, (_, name: string, id: string) => {
      if (name === 'xfId') return ''
      // the first two fills are those of every workbook
      const before =
        name === 'fontId'
          ? count('fonts')
          : name === 'borderId'
            ? count('borders')
            : Number(id) < 2
              ? 0
              : count('fills') - 2
      return ` ${name}="${Number(id) + before}"`
    })
  return { fonts, fills: fills.slice(2), borders, cellXfs: cellXfs.map(moved) }
}

interface Adding {
  readonly prefix: string
  readonly prefixed: (items: readonly string[]) => string
  readonly added: Readonly<Partial<Record<List, string>>>
  readonly counts: Readonly<Partial<Record<List, number>>>
}

/** Lists that are not there are made where the schema wants them. */
function editsOf(
  xml: string,
  root: Tag,
  lists: ReadonlyMap<string, Found>,
  { prefix, prefixed, added, counts }: Adding,
): readonly Edit[] {
  const edits: Edit[] = []
  const isEmpty = root.kind === 'empty'
  let place = root.to
  let made = ''
  for (const name of LISTS) {
    const list = lists.get(name)
    const items = added[name]
    if (list !== undefined) {
      const { tag, end } = list
      place = tag.kind === 'empty' ? tag.to : xml.indexOf('>', end) + 1
      if (items === undefined) continue
      const many = String(list.items.length + (counts[name] ?? 0))
      if (tag.kind === 'empty') {
        const start = withAttribute(`${xml.slice(tag.from, tag.to - 2)}>`, 'count', many)
        edits.push({ from: tag.from, to: tag.to, text: `${start}${items}</${tag.prefix}${tag.name}>` })
      } else {
        if (attributeOf(xml, tag, 'count') !== undefined)
          edits.push({
            from: tag.from,
            to: tag.to,
            text: withAttribute(xml.slice(tag.from, tag.to), 'count', many),
          })
        edits.push({ from: end, to: end, text: items })
      }
    } else if (items !== undefined) {
      const text = `<${prefix}${name}>${prefixed([BARE[name] ?? ''])}${items}</${prefix}${name}>`
      if (isEmpty) made += text
      else edits.push({ from: place, to: place, text })
    }
  }
  return isEmpty ? [{ ...root, text: opened(xml, root, made) }] : edits
}
