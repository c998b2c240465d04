/**
 * How a stock CKAN looks for a word (ckan/config/solr/schema.xml, type `text`): white space cuts, then whatever is
 * neither letter nor digit, the change between letters and digits, and a capital after a small letter
 * (WordDelimiterGraphFilter); small letters. Nothing cuts 避難所 out of 指定緊急避難所一覧. Every word typed must be there
 * (`mm`). Held against the live servers by test/live/search.test.ts.
 */
import type { CkanDataset } from '../../pipeline/lib/ckan.ts'

/** The parts of each word, and the word with its parts put together. */
function tokensOf(text: string): readonly string[] {
  return text.split(/\s+/).flatMap((word) => {
    const parts = partsOf(word)
    return [...parts, parts.join('')]
  })
}

/** Letters of several scripts without a mark between them are one part: AED設置箇所. */
function partsOf(word: string): readonly string[] {
  const runs = word.normalize('NFC').match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? []
  return runs.flatMap((run) => run.split(/(?<=\p{Ll})(?=\p{Lu})/u)).map((part) => part.toLowerCase())
}

export function indexOf({ name, fields, tags, extras, resources }: CkanDataset): ReadonlySet<string> {
  const texts = [name, ...Object.values(fields), ...tags, ...Object.values(extras)]
  const files = resources.flatMap((resource) => [
    resource.fields['name'] ?? '',
    resource.fields['description'] ?? '',
  ])
  return new Set([...texts, ...files].flatMap(tokensOf))
}

export function finds(index: ReadonlySet<string>, query: string): boolean {
  const words = query.split(/\s+/).flatMap(partsOf)
  return words.length > 0 && words.every((word) => index.has(word))
}
