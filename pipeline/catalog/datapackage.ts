/**
 * Data Package v2 (https://datapackage.org/standard/data-package/). What the standard has no property for stands
 * under `hiraku`; together it is all that the catalogue needs (`entry-reader.ts` reads it back).
 */
import { isRequired, jsonTypes } from '../lib/column-types.ts'
import type { Licence } from '../lib/licences.ts'
import type { Column, DatasetInfo, Json } from '../lib/model.ts'
import { datasetIri, definitionsIri, expandTerm, isAddress } from '../lib/terms.ts'
import type { CatalogFile } from './entry.ts'
import { bounds } from './fields.ts'
import { formatOf, fullMediaType } from './formats.ts'

const PROFILES = 'https://datapackage.org/profiles/2.0'

export function dataPackageOf(
  info: DatasetInfo & { readonly recordCount: number },
  files: readonly CatalogFile[],
  licence: Licence,
  /** names of the files that tell what changed */
  changes: readonly string[] = [],
): Json {
  const { publisher, release, source } = info
  const from = source?.snapshot.from
  return {
    $schema: `${PROFILES}/datapackage.json`,
    name: info.id,
    id: datasetIri(publisher, info.id),
    title: info.title.ja,
    description: info.description.ja,
    ...(release === null ? {} : { version: release.version, created: startOfDay(release.issued) }),
    ...(info.keywords.length === 0 ? {} : { keywords: [...info.keywords] }),
    licenses: [{ name: publisher.licence, path: licence.iri, title: licence.title.ja }],
    contributors: [{ title: publisher.name.ja, roles: ['publisher'], ...emailOf(info) }],
    ...(source === null
      ? {}
      : { sources: [{ title: source.title.ja, ...(isAddress(from) ? { path: from } : {}) }] }),
    resources: files.map((file) => resourceOf(info, file)),
    hiraku: {
      slug: info.slug,
      titleEn: info.title.en,
      descriptionEn: info.description.en,
      licenceTitleEn: licence.title.en,
      ...optional('category', info.category),
      ...optional('temporal', info.temporal),
      ...optional('frequency', info.frequency),
      ...optional('conformsTo', info.conformsTo),
      recordCount: info.recordCount,
      publisher: {
        id: publisher.id,
        code: publisher.code,
        name: { ja: publisher.name.ja, en: publisher.name.en },
        baseIri: publisher.baseIri,
        baseIriDeclared: publisher.baseIriDeclared,
        ...(publisher.contact === undefined ? {} : { contact: { ...publisher.contact } }),
      },
      release: release === null ? null : { ...release },
      ...(changes.length === 0 ? {} : { changes: [...changes] }),
      source:
        source === null
          ? null
          : {
              title: { ja: source.title.ja, en: source.title.en },
              sha256: source.snapshot.sha256,
              ...(isAddress(from) ? { from } : {}),
            },
    },
  }
}

/** The standard wants a time of day; we know a day in Japan, so its first moment stands for it. */
function startOfDay(day: string): string {
  return `${day}T00:00:00+09:00`
}

function emailOf(info: DatasetInfo): { readonly email?: string } {
  const email = info.publisher.contact?.email
  return email === undefined ? {} : { email }
}

function optional(key: string, value: string | undefined): { readonly [key: string]: string } {
  return value === undefined ? {} : { [key]: value }
}

function resourceOf(info: DatasetInfo, file: CatalogFile): Json {
  const format = formatOf(file.format)
  const table = format.name === 'csv'
  return {
    name: file.format === 'csv' ? info.id : `${info.id}-${file.format}`,
    title: `${info.title.ja}（${format.label}）`,
    path: file.name,
    ...(table ? { type: 'table' } : {}),
    format: format.name,
    mediatype: fullMediaType(format),
    ...optional('encoding', format.encoding),
    bytes: file.bytes,
    hash: `sha256:${file.sha256}`,
    ...(table ? { schema: tableSchemaOf(info) } : {}),
  }
}

/** No `fieldsMatch`: the profile wants an array and frictionless 5.21 a string; the default, exact, is what we mean. */
function tableSchemaOf(info: DatasetInfo): Json {
  const header = new Map(info.columns.map((column) => [column.key, column.header]))
  const definitions = definitionsIri(info.publisher)
  return {
    $schema: `${PROFILES}/tableschema.json`,
    fields: info.columns.map((column) => ({
      name: column.header,
      ...fieldType(info, column),
      title: column.title.ja,
      description: column.description.ja,
      rdfType: expandTerm(column.term, definitions),
      ...constraintsOf(info, column),
    })),
    ...(info.primaryKey.length === 0
      ? {}
      : { primaryKey: info.primaryKey.map((key) => header.get(key) ?? key) }),
    missingValues: [''],
  }
}

function fieldType(info: DatasetInfo, column: Column): { readonly type: string; readonly format?: string } {
  switch (column.type) {
    case 'json':
      return { type: jsonTypes(info, column).includes('object') ? 'object' : 'array' }
    case 'iri':
      return { type: 'string', format: 'uri' }
    case 'interval':
      return { type: 'string' }
    default:
      return { type: column.type }
  }
}

/** A pattern is for texts only (https://datapackage.org/standard/table-schema/#pattern): a date has its own form. */
function patternOf(column: Column): { readonly pattern?: string } {
  const isText = column.type === 'string' || column.type === 'interval' || column.type === 'iri'
  return isText && column.pattern !== undefined ? { pattern: column.pattern } : {}
}

function constraintsOf(info: DatasetInfo, column: Column): Json & object {
  const constraints = {
    ...(isRequired(info, column) ? { required: true } : {}),
    ...(info.primaryKey.length === 1 && info.primaryKey[0] === column.key ? { unique: true } : {}),
    ...patternOf(column),
    ...(column.enum === undefined ? {} : { enum: [...column.enum] }),
    ...bounds(info, column),
  }
  return Object.keys(constraints).length === 0 ? {} : { constraints }
}
