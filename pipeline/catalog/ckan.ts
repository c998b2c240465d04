/** What a CKAN portal shall be told of a dataset, by the portal's conventions; owner_org is the portal's business. */
import type { CkanConventions, CkanDataset, CkanResource } from '../lib/ckan.ts'
import type { Licences } from '../lib/licences.ts'
import { own } from '../lib/own.ts'
import { datasetIri } from '../lib/terms.ts'
import type { Problem } from '../problem.ts'
import type { CatalogEntry } from './entry.ts'
import { formatOf, fullMediaType } from './formats.ts'
import { type Fill, fillerOf } from './placeholders.ts'
import { problem } from './problems.ts'
import { searchWordsOf } from './search-words.ts'
import { tagsOf } from './tags.ts'
import type { SearchWords } from './words.ts'

export type CkanResult =
  | { readonly dataset: CkanDataset; readonly problems: readonly [] }
  | { readonly dataset?: undefined; readonly problems: readonly Problem[] }

const NAME = /^[a-z0-9_-]{2,100}$/
/** SPDX 2.3, 7.13: nobody has said */
const UNDECIDED = 'NOASSERTION'

/** The dataset as the portal shall have it; or why it can not go there yet. */
export function ckanDatasetOf(
  entry: CatalogEntry,
  conventions: CkanConventions,
  licences: Licences,
  words: SearchWords,
): CkanResult {
  const where = { dataset: entry.id }
  const licence = licenceIdOf(entry, conventions, licences)
  const dataset = toldOf(entry, conventions, licence ?? '', words)
  const problems: Problem[] = []
  if (entry.licence.id === UNDECIDED) problems.push(problem('catalog/licence-undecided', where))
  else if (licence === undefined) {
    const expected = conventions.licenceIds?.join(', ') || '—'
    problems.push(problem('catalog/portal-licence', where, { actual: entry.licence.id, expected }))
  }
  if (dataset.name === '') problems.push(problem('catalog/portal-name-missing', where, { id: entry.id }))
  else if (!NAME.test(dataset.name))
    problems.push(problem('catalog/portal-name', where, { actual: dataset.name, id: entry.id }))
  return problems.length > 0 ? { problems } : { dataset, problems: [] }
}

/** The portal's id; undefined where it has none for this licence. */
function licenceIdOf(
  { licence }: CatalogEntry,
  { licences: own_, licenceIds }: CkanConventions,
  licences: Licences,
): string | undefined {
  const id = own(own_, licence.id) ?? own(licences, licence.id)?.ckan
  return id === undefined || (licenceIds !== undefined && !licenceIds.includes(id)) ? undefined : id
}

/** Without a look at whether the portal would take it. */
export function toldOf(
  entry: CatalogEntry,
  conventions: CkanConventions,
  licence: string,
  words: SearchWords,
): CkanDataset {
  const fill = fillerOf(entry, words)
  const found = searchWordsOf(entry, words)
  const asked = conventions.tags.flatMap((line) => fill(line) ?? [])
  const tags = tagsOf([...asked, ...found.tags])
  const more = found.more.filter((word) => !tags.includes(word))
  const { description, title, category, release } = entry
  const group = category === undefined ? undefined : own(conventions.groups, category)
  return {
    name: nameOf(entry, conventions, fill),
    fields: spoken({
      title: title.ja,
      notes: [description.ja, ...(more.length === 0 ? [] : [`検索のことば: ${more.join(' ')}`])].join('\n\n'),
      license_id: licence,
      version: release?.version,
      ...filled(conventions.fields, fill),
    }),
    tags: [...tags].sort(),
    extras: {
      ...knownBy(entry, conventions),
      ...filled(conventions.extras, fill),
    },
    groups: group === undefined ? [] : [group],
    resources: entry.files.map((file) => resourceOf(entry, file.format)),
  }
}

/**
 * As ckanext-dcat takes them: `uri` is the dataset itself, and tells ours from others' datasets; `identifier` is
 * dct:identifier. Where the portal's schema has such a field, CKAN takes no extra of that name
 * (ckan/logic/validators.py, extra_key_not_in_root_schema): the conventions tell it as a field then.
 */
function knownBy(
  { publisher, id }: CatalogEntry,
  { fields }: CkanConventions,
): Readonly<Record<string, string>> {
  const all = Object.entries({ uri: datasetIri(publisher, id), identifier: id })
  return Object.fromEntries(all.filter(([key]) => own(fields, key) === undefined))
}

function nameOf({ id }: CatalogEntry, { name, names }: CkanConventions, fill: Fill): string {
  return own(names, id) ?? (fill(name) ?? '').toLowerCase().replace(/[^a-z0-9_-]/g, '-')
}

function filled(lines: Readonly<Record<string, string>>, fill: Fill): Readonly<Record<string, string>> {
  return spoken(Object.fromEntries(Object.entries(lines).map(([key, line]) => [key, fill(line)])))
}

/**
 * CKAN keeps no blank field, refuses a blank extra, takes blanks off a title's ends (so that it would never be as it was
 * told), and answers 500 where a text holds NUL.
 */
function spoken(fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value = '']) => {
      const text = value.replaceAll('\0', '').trim()
      return text === '' ? [] : [[key, text]]
    }),
  )
}

/** CKAN guesses none of these when an id is given, and drops a file name that is not ASCII: the title stands in `name`. */
function resourceOf({ title }: CatalogEntry, id: CatalogEntry['files'][number]['format']): CkanResource {
  const format = formatOf(id)
  return {
    key: id,
    fields: {
      name: `${title.ja}（${format.label}）`,
      ...(id === 'csv-sjis' ? { description: SHIFT_JIS } : {}),
      format: format.short,
      mimetype: fullMediaType(format),
    },
  }
}

const SHIFT_JIS = '文字コードは Shift_JIS。書けない文字は〓。正しい値は UTF-8 の CSV にあります。'
