/**
 * What is written in a file outside its cells, for whoever looks for what must not be published: it goes out with the
 * file. Kept is what may hold a number of a person or an address of mail, and of that no more than there is room for.
 */
import type { LooseText } from '../lib/grid.ts'
import { aside, type Reading, tell } from './spreadsheet/reading.ts'
import { readXml } from './spreadsheet/xlsx-package.ts'
import type { Namespaces, XmlHandler } from './spreadsheet/xml.ts'
import type { Zip } from './spreadsheet/zip.ts'

/** Characters of all of them. */
const ROOM = 2_000_000
/** Figures of a telephone without its first zero. */
const FEWEST = 10
const SOME = /[@＠]|(?:[0-9０-９][^0-9０-９]*){10}/

/** Numbers of 12 digits in them are chance. */
const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi
/** Codes in the header of a page: a place, a font, a size, a colour (ECMA-376 part 1, 18.3.1.46). */
const PAGE_CODE = /&(?:"[^"]*"|K[0-9A-F]{6}|[0-9]{1,3}|[A-Z&])/g

/** A word goes on over these: they tell of its look only. */
const RUNS: ReadonlySet<string> = new Set(
  'r t rPr rFont w:r w:t w:rPr w:delText w:instrText w:proofErr ?r ?t ?rPr a:r a:t a:rPr text:span'.split(
    ' ',
  ),
)

export interface LooseTexts {
  readonly add: (part: string, text: string, worksheet?: string) => void
  /** for XML all of which is no cell */
  readonly handler: (part: string, only?: 'attributes') => XmlHandler
  /** the same events for `inner`; outside of the element `cells` they are gathered too, and so are links within */
  readonly beside: (inner: XmlHandler, part: string, cells: string, worksheet?: string) => XmlHandler
  readonly list: () => readonly LooseText[]
}

export function createLooseTexts(reading: Reading): LooseTexts {
  const texts: LooseText[] = []
  let room = ROOM
  const add: LooseTexts['add'] = (part, text, worksheet) => {
    if (text.length < FEWEST - 2 || !SOME.test(text)) return
    const kept = text.replace(GUID, ' ')
    if (room > 0 && kept.length > room) tell(reading, 'extract/loose-texts', {}, { actual: part })
    const cut = kept.slice(0, Math.max(0, room))
    room -= kept.length
    if (cut !== '') texts.push({ part, text: cut, ...(worksheet === undefined ? {} : { worksheet }) })
  }
  const gather = (part: string, worksheet?: string, only?: 'attributes') => {
    const path: string[] = []
    let word = ''
    const flush = (): void => {
      const top = path[1]
      const text = top === 'headerFooter' ? word.replace(PAGE_CODE, ' ') : word
      if (word !== '') add(top === undefined ? part : `${part}: ${top}`, text, worksheet)
      word = ''
    }
    const handler: XmlHandler = {
      open: (name, tag) => {
        if (!RUNS.has(name)) flush()
        path.push(name)
        tag.forEach((value) => {
          if (value.length >= FEWEST - 2) add(`${part}: ${path[1] ?? name}`, unescaped(value), worksheet)
        })
      },
      close: (name) => {
        if (!RUNS.has(name)) flush()
        path.pop()
      },
      text: (text) => {
        if (only === undefined && word.length < ROOM) word += text
      },
    }
    return handler
  }
  return {
    add,
    handler: (part, only) => gather(part, undefined, only),
    beside: (inner, part, cells, worksheet) => {
      const own = gather(part, worksheet)
      let depth = 0
      let isDeleted = false
      return {
        open: (name, tag) => {
          inner.open(name, tag)
          if (name === cells) depth += 1
          else if (depth === 0) own.open(name, tag)
          else if (LINKS.has(name))
            tag.forEach((value) => {
              if (LINK.test(value)) add(`${part}: hyperlink`, unescaped(value), worksheet)
            })
          else if (DELETED.has(name)) isDeleted = true
        },
        close: (name) => {
          inner.close(name)
          if (name === cells) depth -= 1
          else if (depth === 0) own.close(name)
          else if (DELETED.has(name)) isDeleted = false
        },
        text: (text) => {
          inner.text(text)
          if (depth === 0) own.text(text)
          else if (isDeleted) add(`${part}: hidden`, text, worksheet)
        },
      }
    },
    list: () => texts,
  }
}

const LINKS: ReadonlySet<string> = new Set(['text:a', 'ss:Cell'])
const LINK = /^(?:mailto|tel|sms):/i
/** Text of a cell that is no longer its text, and the code of a field. */
const DELETED: ReadonlySet<string> = new Set(['w:delText', 'w:instrText'])

/** `mailto:taro%40example.jp` */
function unescaped(value: string): string {
  if (!/^[a-z]+:/i.test(value)) return value
  return value.replace(/%([0-7][0-9a-f])/gi, (_, hex) =>
    String.fromCharCode(Number.parseInt(String(hex), 16)),
  )
}

/** All other parts of XML in a zip, of which the cells know nothing. What is wrong with them ends nothing. */
export function sweep(
  zip: Zip,
  texts: LooseTexts,
  reading: Reading,
  namespaces: Namespaces,
  isLeft: (name: string) => boolean,
): void {
  for (const name of zip.entries.keys()) {
    if (!/\.(?:xml|rels|vml)$/i.test(name) || isLeft(name)) continue
    const own = aside(reading)
    readXml(zip, name, namespaces, texts.handler(name), own.reading)
    own.done()
  }
}
