/**
 * How what is written is read, by a source's declaration: numbers, years, signs, words with a meaning, list marks,
 * marks for "nothing". One reader serves shape (keys), normalize (values) and the account of the source (replay).
 */
import type { DocumentDeclaration } from './declaration.ts'
import { keyPath } from './keys.ts'
import type { Json } from './model.ts'
import {
  compilePattern,
  fixedSource,
  isFault,
  type Pattern,
  type PatternFault,
  type Types,
} from './pattern.ts'
import { type QuantityReader, quantityReader } from './quantity.ts'
import { halfWidth, mendSpaces, squeeze } from './text.ts'
import { readYear, YEAR_SOURCE } from './years.ts'

export interface ReadValue {
  readonly value: Json
  /** a sign that may be read in several ways: the signs of the scale */
  readonly readings?: readonly string[]
  /** the key of source.yaml that says what the word means */
  readonly declared?: string
}

export interface Reader {
  readonly types: Types
  readonly quantities: QuantityReader
  readonly listMarks: readonly Pattern[]
  /** sentences of a comment that state a rating */
  readonly sentences: readonly Pattern[]
  readonly faults: readonly (PatternFault & { readonly key: string; readonly source: string })[]
  read(type: string, text: string): ReadValue
  /** the sign that a spelling stands for, or its readings where it is ambiguous */
  readSign(text: string): { sign?: string; readings: readonly string[] }
  isNone(text: string): boolean
  /** in sentences that state a rating, its sign as the scale writes it */
  mendSentences(text: string): string
  /** length of the list mark at the head of a line, 0 where there is none */
  listMark(text: string): number
}

const BUILT_IN: readonly (readonly [string, string])[] = [
  ['text', '\\S(?:.*?\\S)??'],
  ['prose', '\\S(?:.*\\S)?'],
  ['int', '(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3}){1,4}|[0-9０-９]{1,9})'],
  ['code', '[0-9０-９A-Za-zＡ-Ｚａ-ｚ]{1,6}(?:[-－‐–.．][0-9０-９A-Za-zＡ-Ｚａ-ｚ]{1,6})*'],
  ['year', YEAR_SOURCE],
]

/** What spellings are compared by: patterns take either width and any spaces, so what they captured is looked up so. */
function spelling(text: string): string {
  return halfWidth(squeeze(text))
}

/** Words by length, longest first, so that 目標以上 wins over 目標. */
function alternatives(words: readonly string[]): string {
  if (words.length === 0) return '(?!)'
  return `(?:${[...words]
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map(fixedSource)
    .join('|')})`
}

/** Compiles the readings of a declaration once. */
export function compileReader(document: DocumentDeclaration): Reader {
  const scale = document.ratings?.scale ?? []
  const signs = new Map<string, readonly string[]>()
  for (const rating of scale) {
    for (const written of [rating.sign, ...(rating.spellings ?? [])])
      signs.set(spelling(written), [rating.sign])
  }
  for (const entry of document.ratings?.ambiguous ?? []) signs.set(spelling(entry.written), entry.read)

  const types = new Map<string, string>(BUILT_IN)
  types.set('sign', alternatives([...signs.keys()]))
  const meanings = new Map<string, ReadonlyMap<string, ReadValue>>()
  const faults: (PatternFault & { key: string; source: string })[] = []
  for (const [name, type] of Object.entries(document.types ?? {})) {
    if (types.has(name))
      faults.push({ fault: 'taken', name, key: keyPath('document', 'types', name), source: name })
    else if (typeof type === 'string') {
      if (!isExpression(type))
        faults.push({ fault: 'type', name, key: keyPath('document', 'types', name), source: type })
      types.set(name, isExpression(type) ? `(?:${type})` : '(?!)')
    } else if (isWords(type)) types.set(name, alternatives(type))
    else {
      types.set(name, alternatives(Object.keys(type)))
      const read = Object.entries(type).map(([words, value]): [string, ReadValue] => {
        return [spelling(words), { value, declared: keyPath('document', 'types', name, words) }]
      })
      meanings.set(name, new Map(read))
    }
  }

  const compile = (source: string, key: string): Pattern[] => {
    const pattern = compilePattern(source, types)
    if (!isFault(pattern)) return [pattern]
    faults.push({ ...pattern, key, source })
    return []
  }
  // a mark is left out of what is published: it may hold numbers and types of its own, never free text
  const countable = new Map([...types].filter(([name]) => name !== 'text' && name !== 'prose'))
  const listMarks = (document.listMarks ?? []).flatMap((mark, i) => {
    const key = keyPath('document', 'listMarks', i)
    const pattern = compilePattern(mark, countable)
    if (!isFault(pattern)) return [pattern]
    const fault = pattern.fault === 'unknown-type' && types.has(pattern.name) ? 'mark' : pattern.fault
    faults.push({ ...pattern, fault, key, source: mark })
    return []
  })
  const sentences = (document.ratings?.sentences ?? []).flatMap((sentence, i) =>
    compile(sentence, keyPath('document', 'ratings', 'sentences', i)),
  )
  const none = new Set((document.none ?? []).map(spelling))

  function readSign(text: string): { sign?: string; readings: readonly string[] } {
    const readings = signs.get(spelling(text)) ?? []
    const [only] = readings
    return only !== undefined && readings.length === 1 ? { sign: only, readings } : { readings }
  }

  return {
    types,
    quantities: quantityReader(document.units ?? []),
    listMarks,
    sentences,
    faults,
    readSign,
    isNone: (text) => none.has(spelling(text)),
    read(type, text) {
      if (type === 'int') return { value: Number(halfWidth(squeeze(text)).replaceAll(',', '')) }
      if (type === 'year') return { value: readYear(text) ?? null }
      if (type === 'code') return { value: halfWidth(squeeze(text)).replace(/[‐–]/g, '-') }
      if (type === 'sign') {
        const { sign, readings } = readSign(text)
        return { value: sign ?? null, readings }
      }
      return meanings.get(type)?.get(spelling(text)) ?? { value: mendSpaces(text) }
    },
    mendSentences(text) {
      return sentences.reduce(
        (before, sentence) => mendSigns(before, sentence, (sign) => readSign(sign).sign),
        text,
      )
    },
    listMark(text) {
      for (const mark of listMarks) {
        const length = prefixLength(mark, text)
        if (length > 0) return length
      }
      return 0
    },
  }
}

/** Every sentence of the text that states a rating, not only the first. */
function mendSigns(text: string, sentence: Pattern, read: (written: string) => string | undefined): string {
  const out: string[] = []
  let rest = text
  for (;;) {
    const captures = sentence.find(rest)
    const found = captures?.find((capture) => capture.type === 'sign')
    if (!captures || !found) break
    out.push(rest.slice(0, found.start), read(found.text) ?? found.text)
    rest = rest.slice(found.end)
  }
  return out.length === 0 ? text : mendSpaces(out.join('') + rest)
}

/** A regular expression that can stand within another: right in itself, and without names of its own. */
function isExpression(source: string): boolean {
  try {
    return !/\(\?<[^=!]/.test(source) && new RegExp(`(?:${source})`, 'du') !== undefined
  } catch {
    return false
  }
}

function isWords(
  type: readonly string[] | Readonly<Record<string, string | number>>,
): type is readonly string[] {
  return Array.isArray(type)
}

/** A list mark ends at white space or at the first character after it; it is short, so its ends are tried in turn. */
function prefixLength(mark: Pattern, text: string): number {
  const limit = Math.min(text.length, 12)
  for (let end = limit; end > 0; end -= 1) {
    if (mark.match(text.slice(0, end))) {
      let at = end
      while (/\s/.test(text[at] ?? '')) at += 1
      return at
    }
  }
  return 0
}
