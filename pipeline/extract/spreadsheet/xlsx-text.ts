/** Texts of shared strings and comments: all runs joined, phonetic runs left out. */
import { detach } from '../../lib/detach.ts'
import type { Reading } from './reading.ts'
import { OOXML, readXml, unescapeText } from './xlsx-package.ts'
import type { Zip } from './zip.ts'

/** Gathers `t` that is not within `rPh` (furigana: ECMA-376 part 1, 18.4.6). */
export interface TextGatherer {
  open(name: string): void
  close(name: string): void
  text(text: string): void
  /** what was gathered, and begins anew */
  take(): string
}

export function gatherText(): TextGatherer {
  let gathered = ''
  let inText = false
  let phonetic = 0
  return {
    open: (name) => {
      if (name === 'rPh') phonetic += 1
      else if (name === 't') inText = phonetic === 0
    },
    close: (name) => {
      if (name === 'rPh') phonetic -= 1
      else if (name === 't') inText = false
    },
    text: (text) => {
      if (inText) gathered += text
    },
    take: () => {
      const text = unescapeText(gathered)
      gathered = ''
      return text
    },
  }
}

export function readSharedStrings(zip: Zip, part: string, reading: Reading): readonly string[] {
  const strings: string[] = []
  const gatherer = gatherText()
  readXml(
    zip,
    part,
    OOXML,
    {
      open: gatherer.open,
      close: (name) => {
        gatherer.close(name)
        if (name === 'si') strings.push(detach(gatherer.take()))
      },
      text: gatherer.text,
    },
    reading,
  )
  return strings
}

/** Address → comment. */
export function readComments(zip: Zip, part: string, reading: Reading): ReadonlyMap<string, string> {
  const comments = new Map<string, string>()
  const gatherer = gatherText()
  let address = ''
  readXml(
    zip,
    part,
    OOXML,
    {
      open: (name, tag) => {
        if (name === 'comment') address = tag.get('ref') ?? ''
        gatherer.open(name)
      },
      close: (name) => {
        gatherer.close(name)
        if (name === 'comment') comments.set(address, gatherer.take())
      },
      text: gatherer.text,
    },
    reading,
  )
  return comments
}

/** Author, title, dates: every property that is a text, by its name without prefix. */
export function readProperties(zip: Zip, part: string, reading: Reading): ReadonlyMap<string, string> {
  const properties = new Map<string, string>()
  let value = ''
  readXml(
    zip,
    part,
    OOXML,
    {
      open: () => {
        value = ''
      },
      close: (name) => {
        const text = value.trim()
        const colon = name.indexOf(':')
        if (text !== '' && colon > 0) properties.set(name.slice(colon + 1), detach(text))
        value = ''
      },
      text: (text) => {
        value += text
      },
    },
    reading,
  )
  return properties
}

/** Properties of its own that somebody or some program gave the file, by their names: `_AuthorEmail`. */
export function readOwnProperties(zip: Zip, part: string, reading: Reading): ReadonlyMap<string, string> {
  const properties = new Map<string, string>()
  let key = ''
  let value = ''
  readXml(
    zip,
    part,
    OOXML,
    {
      open: (name, tag) => {
        if (name === 'own:property') key = tag.get('name') ?? ''
        value = ''
      },
      close: () => {
        const text = value.trim()
        if (text !== '' && key !== '') properties.set(detach(key), detach(text))
        value = ''
      },
      text: (text) => {
        value += text
      },
    },
    reading,
  )
  return properties
}
