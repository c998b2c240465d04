/** `{title}`, `{publisher}` …: what a portal's conventions may ask of a dataset. */
import { own } from '../lib/own.ts'
import { datasetIri } from '../lib/terms.ts'
import type { CatalogEntry } from './entry.ts'
import { sheetOf } from './search-words.ts'
import type { SearchWords } from './words.ts'

type Asked = (entry: CatalogEntry, words: SearchWords) => string | undefined

const ASKED = {
  id: ({ id }) => id,
  slug: ({ slug }) => slug,
  title: ({ title }) => title.ja,
  titleEn: ({ title }) => title.en,
  description: ({ description }) => description.ja,
  descriptionEn: ({ description }) => description.en,
  category: ({ category }) => category,
  frequency: ({ frequency }) => frequency,
  temporal: ({ temporal }) => temporal,
  temporalStart: ({ temporal }) => temporal?.split('/')[0],
  temporalEnd: ({ temporal }) => temporal?.split('/')[1],
  conformsTo: ({ conformsTo }) => conformsTo,
  /** what the standard's sheet is called as a tag: AED設置箇所; known only where the dataset says that it follows it */
  sheet: (entry, words) => (entry.conformsTo === undefined ? undefined : sheetOf(entry, words)?.tag),
  count: ({ recordCount }) => String(recordCount),
  code: ({ publisher }) => publisher.code,
  publisher: ({ publisher }) => publisher.name.ja,
  publisherEn: ({ publisher }) => publisher.name.en,
  contact: ({ publisher }) => publisher.contact?.name,
  email: ({ publisher }) => publisher.contact?.email,
  tel: ({ publisher }) => publisher.contact?.tel,
  form: ({ publisher }) => publisher.contact?.form,
  licence: ({ licence }) => licence.id,
  licenceTitle: ({ licence }) => licence.title.ja,
  licenceUrl: ({ licence }) => licence.iri,
  version: ({ release }) => release?.version,
  issued: ({ release }) => release?.issued,
  modified: ({ release }) => release?.modified,
  source: ({ source }) => source?.title.ja,
  sourceUrl: ({ source }) => source?.from,
  sourceSha256: ({ source }) => source?.sha256,
  iri: ({ publisher, id }) => datasetIri(publisher, id),
} satisfies Readonly<Record<string, Asked>>

/** What may stand between the braces. */
export const PLACEHOLDERS: readonly string[] = Object.keys(ASKED)

const PLACE = /\{(\??)([^{}]*)\}/g

/** Names between braces that nobody knows. */
export function unknownPlaceholders(line: string): readonly string[] {
  return [...line.matchAll(PLACE)].flatMap(([, , name = '']) => (PLACEHOLDERS.includes(name) ? [] : [name]))
}

/** The line filled in; undefined where a value that it asks for is not known, or nothing is left. */
export type Fill = (line: string) => string | undefined

export function fillerOf(entry: CatalogEntry, words: SearchWords): Fill {
  const asked: Readonly<Record<string, Asked>> = ASKED
  return (line) => {
    let whole = true
    const text = line.replace(PLACE, (_, silent: string, name: string) => {
      const value = own(asked, name)?.(entry, words) ?? ''
      if (value.trim() === '') whole = false
      return silent === '' ? value : ''
    })
    return whole && text.trim() !== '' ? text : undefined
  }
}
