/** Entries of the catalogue, as small as they may be. */
import { readFileSync } from 'node:fs'
import type { CatalogEntry } from '../../pipeline/catalog/index.ts'
import { isObject } from '../../pipeline/lib/object.ts'

export const RECORDS = new URL('../../schemas/records/', import.meta.url)
export const HASH = 'a'.repeat(64)

export function entryOf(change: Partial<CatalogEntry> = {}): CatalogEntry {
  return {
    id: '019992_aed',
    slug: 'aed',
    title: { ja: 'AED設置箇所一覧', en: 'AED locations' },
    description: { ja: 'AEDを設置した場所の一覧。', en: 'Places with a defibrillator.' },
    keywords: [],
    conformsTo: '自治体標準オープンデータセット AED設置箇所一覧',
    publisher: {
      id: '019992',
      code: '019992',
      name: { ja: '神奈川県見本市', en: 'Mihon City' },
      baseIri: 'https://mihon.example/',
      baseIriDeclared: true,
    },
    licence: {
      id: 'CC-BY-4.0',
      iri: 'https://creativecommons.org/licenses/by/4.0/',
      title: { ja: '表示 4.0 国際', en: 'Attribution 4.0 International' },
    },
    release: { version: '1.0.0', issued: '2026-04-01', modified: '2026-05-01' },
    source: null,
    recordCount: 3,
    files: [
      { format: 'csv', name: '019992_aed.csv', bytes: 10, sha256: HASH },
      { format: 'json', name: '019992_aed.json', bytes: 12, sha256: HASH },
    ],
    ...change,
  }
}

/** The dataset that a source of this sheet gives, with no word of its own. */
export function sheetEntry(slug: string): CatalogEntry {
  const type: unknown = JSON.parse(readFileSync(new URL(`${slug}.schema.json`, RECORDS), 'utf8'))
  if (!isObject(type)) throw new Error(slug)
  const conformsTo = type['x-conformsTo']
  return entryOf({
    id: `019992_${slug}`,
    slug,
    title: { ja: String(type['title']), en: String(type['x-titleEn']) },
    description: { ja: String(type['description']), en: String(type['x-descriptionEn']) },
    conformsTo: typeof conformsTo === 'string' ? conformsTo : undefined,
  })
}
