/** What is the same for every node of one file: who reads it, the vocabularies, and what was told in it already. */
import type { Licences } from '../lib/licences.ts'
import { codesOf, foldWord, type Vocabularies, type VocabularyName } from '../lib/vocabularies.ts'
import type { Iri, Node } from './node.ts'

/** Each is the same graph but for what its readers can not take. */
export type Dialect = 'dcat-ap' | 'dcat-us' | 'harvest'

/** Tables of schemas/ that the catalogue is made with. */
export interface Tables {
  readonly vocabularies: Vocabularies
  readonly licences: Licences
}

export interface Scope extends Tables {
  readonly dialect: Dialect
  readonly tell: Once
  /** the code of what is written so; undefined rather than a wrong one */
  readonly codeOf: (name: VocabularyName, written: string) => string | undefined
}

/** The shapes want each referenced thing typed in the same graph; it is told once, then only named. */
export type Once = (node: Node) => Node | Iri

export function scopeOf(dialect: Dialect, { vocabularies, licences }: Tables): Scope {
  const told = new Set<string>()
  const tell: Once = (node) => {
    if (told.has(node.iri)) return { iri: node.iri }
    told.add(node.iri)
    return node
  }
  const compiled = new Map<VocabularyName, ReadonlyMap<string, string>>()
  const codeOf = (name: VocabularyName, written: string) => {
    const codes = compiled.get(name) ?? codesOf(vocabularies[name])
    compiled.set(name, codes)
    return codes.get(foldWord(written))
  }
  return { dialect, vocabularies, licences, tell, codeOf }
}
