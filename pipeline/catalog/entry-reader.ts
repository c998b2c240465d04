/** `datapackage.json`, as it lies in the staged folder, → a typed entry; what is missing is named, not guessed. */
import type { Contact } from '../lib/model.ts'
import type { Place, Problem, Text } from '../problem.ts'
import type { CatalogEntry, CatalogFile } from './entry.ts'
import { FORMATS } from './formats.ts'
import { problem } from './problems.ts'

export type EntryResult =
  | { readonly entry: CatalogEntry; readonly problems: readonly [] }
  | { readonly entry?: undefined; readonly problems: readonly Problem[] }

const DATE = /^\d{4}-\d{2}-\d{2}$/
const SHA256 = /^[0-9a-f]{64}$/
const ADDRESS = /^https?:\/\/[^\s<>"]+$/

export function entryFromDataPackage(json: unknown, where: Place = {}): EntryResult {
  const read = reader(json)
  const entry: CatalogEntry = {
    id: read.text('name'),
    slug: read.text('hiraku.slug'),
    title: { ja: read.text('title'), en: read.text('hiraku.titleEn') },
    description: { ja: read.text('description'), en: read.text('hiraku.descriptionEn') },
    keywords: read.list('keywords').map((_, n) => read.text(`keywords.${n}`)),
    category: read.optional('hiraku.category'),
    temporal: read.optional('hiraku.temporal'),
    frequency: read.optional('hiraku.frequency'),
    conformsTo: read.optional('hiraku.conformsTo'),
    publisher: {
      id: read.text('hiraku.publisher.id'),
      code: read.text('hiraku.publisher.code'),
      name: read.both('hiraku.publisher.name'),
      baseIri: read.text('hiraku.publisher.baseIri', ADDRESS),
      baseIriDeclared: read.at('hiraku.publisher.baseIriDeclared') === true,
      contact: read.has('hiraku.publisher.contact') ? contactOf(read) : undefined,
    },
    licence: {
      id: read.text('licenses.0.name'),
      iri: read.text('licenses.0.path', ADDRESS),
      title: { ja: read.text('licenses.0.title'), en: read.text('hiraku.licenceTitleEn') },
    },
    release: read.has('hiraku.release')
      ? {
          version: read.text('hiraku.release.version'),
          issued: read.text('hiraku.release.issued', DATE),
          modified: read.text('hiraku.release.modified', DATE),
        }
      : null,
    source: read.has('hiraku.source')
      ? {
          title: read.both('hiraku.source.title'),
          sha256: read.text('hiraku.source.sha256', SHA256),
          from: read.optional('hiraku.source.from'),
        }
      : null,
    recordCount: read.count('hiraku.recordCount'),
    files: read.list('resources').map((_, n) => fileOf(read, `resources.${n}`, read.text('name'))),
  }
  if (read.faults.length === 0) return { entry, problems: [] }
  return { problems: [problem('catalog/unreadable-entry', where, { actual: read.faults.join(', ') })] }
}

function contactOf(read: Reader): Contact {
  return {
    name: read.optional('hiraku.publisher.contact.name'),
    email: read.optional('hiraku.publisher.contact.email'),
    tel: read.optional('hiraku.publisher.contact.tel'),
    form: read.optional('hiraku.publisher.contact.form'),
  }
}

/** Two files may have one format and differ in their encoding: the name tells which it is. */
function fileOf(read: Reader, path: string, dataset: string): CatalogFile {
  const name = read.text(`${path}.path`)
  const format = FORMATS.find(
    (known) => name === `${dataset}.${known.suffix}` && known.name === read.at(`${path}.format`),
  )
  if (format === undefined) read.faults.push(`${path}.format`)
  return {
    format: format?.id ?? 'csv',
    name,
    bytes: read.count(`${path}.bytes`),
    sha256: read.text(`${path}.hash`, /^sha256:[0-9a-f]{64}$/).slice('sha256:'.length),
  }
}

type Reader = ReturnType<typeof reader>

/** Looks values up by path and remembers the paths where it did not find what it wanted. */
function reader(json: unknown) {
  const faults: string[] = []
  const at = (path: string): unknown => {
    let value = json
    for (const key of path.split('.'))
      value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
    return value
  }
  const text = (path: string, pattern?: RegExp): string => {
    const value = at(path)
    if (typeof value === 'string' && (pattern === undefined || pattern.test(value))) return value
    faults.push(path)
    return ''
  }
  return {
    faults,
    at,
    text,
    has: (path: string): boolean => at(path) !== undefined && at(path) !== null,
    optional: (path: string): string | undefined => (at(path) === undefined ? undefined : text(path)),
    both: (path: string): Text => ({ ja: text(`${path}.ja`), en: text(`${path}.en`) }),
    count: (path: string): number => {
      const value = at(path)
      if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
      faults.push(path)
      return 0
    },
    list: (path: string): readonly unknown[] => {
      const value = at(path)
      return Array.isArray(value) ? value : []
    },
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
