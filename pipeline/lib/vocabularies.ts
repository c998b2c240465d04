/** Vocabularies that other people publish, with their IRIs; the table is `schemas/vocabularies.yaml`, checked by its schema. */
import type { Text } from '../problem.ts'

export interface Concept extends Text {
  /** how it is written here; each word once in a vocabulary */
  readonly words?: readonly string[]
}

export interface Vocabulary {
  /** IRI of the scheme that its concepts are in */
  readonly scheme: string
  /** a concept's IRI is this and its code */
  readonly prefix: string
  readonly title: Text
  readonly concepts: Readonly<Record<string, Concept>>
}

export type VocabularyName = 'frequency' | 'language' | 'fileType' | 'theme' | 'publisherType' | 'licenceType'

export type Vocabularies = Readonly<Record<VocabularyName, Vocabulary>>

/** Words → code, compiled once. */
export function codesOf({ concepts }: Vocabulary): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(concepts).flatMap(([code, { words = [] }]) => words.map((word) => [foldWord(word), code])),
  )
}

/** Full-width digits and spaces make no difference. */
export function foldWord(word: string): string {
  return word.normalize('NFKC').replace(/\s+/g, '')
}
