/** The rooms as the run uses them: everything that makes files, in one module, whose hash the cache is keyed by. */

import { ckanDatasetOf } from '../catalog/ckan.ts'
import {
  type CatalogEntry,
  type Categories,
  catalogFiles,
  describeDataset,
  entryFromDataPackage,
  OPEN_DATA_LIST,
  oldLayoutList,
  openDataList,
} from '../catalog/index.ts'
import type { SearchWords } from '../catalog/words.ts'
import { coordinatesOf, exportDataset, shiftJisProblems } from '../export/index.ts'
import type { PrivacyFiles } from '../inspect/index.ts'
import { privacyGate } from '../job/table/gate.ts'
import { runJob } from '../job.ts'
import type { CkanConventions } from '../lib/ckan.ts'
import { findLicence, type Licence, type Licences } from '../lib/licences.ts'
import type { Publisher } from '../lib/model.ts'
import { isObject } from '../lib/object.ts'
import { datasetIri } from '../lib/terms.ts'
import type { Units } from '../lib/units.ts'
import type { Vocabularies } from '../lib/vocabularies.ts'
import { parseYaml } from '../lib/yaml.ts'
import { UserError } from '../problem.ts'
import {
  checkPublished,
  checkStage,
  checkStaged,
  createGates,
  publishedSchema,
  readAuthored,
  readRecordType,
  readTable,
} from '../validate/index.ts'
import { countOf, headerOf } from './header.ts'
import { recordGates } from './record-gates.ts'
import type { Rooms } from './rooms.ts'
import type { Schemas } from './schemas.ts'

/** Tables are read once, and checked by their schemas. */
export function wire(schemas: Pick<Schemas, 'get' | 'text'>): Rooms {
  const gates = createGates(schemas.get)
  const table = <T>(name: string, schema = name): T => {
    const gate = gates(`${schema}.schema.json`)
    if (gate === undefined) throw new Error(`schemas/${schema}.schema.json is missing`)
    const file = `${name}.yaml`
    const read = readAuthored<T>({ file: `schemas/${file}`, text: schemas.text(file) ?? '' }, gate, {})
    if ('value' in read) return read.value
    const [problem] = read.problems
    throw problem === undefined ? new Error(`schemas/${file} can not be read`) : new UserError(problem)
  }
  const licences = table<Licences>('licences')
  const units = table<Units>('units')
  const vocabularies = table<Vocabularies>('vocabularies')
  const privacy = {
    mail: table<PrivacyFiles['mail']>('inspection/mail'),
    persons: table<PrivacyFiles['persons']>('inspection/persons'),
    privacy: table<PrivacyFiles['privacy']>('inspection/privacy'),
  }
  const plain = {
    conventions: { ...table<Omit<CkanConventions, 'names'>>('portals/ckan', 'portals/preset'), names: {} },
    words: table<SearchWords>('portals/words'),
  }
  const licenceOf = (publisher: Publisher): Licence => {
    const found = findLicence(publisher.licence, licences, {
      file: `sources/${publisher.id}/publisher.yaml`,
      key: 'licence',
    })
    if (found.licence === undefined) throw new UserError(found.problem)
    return found.licence
  }
  const readEntry = (json: unknown): CatalogEntry => {
    const where = isObject(json) && typeof json.name === 'string' ? { dataset: json.name } : {}
    const door = gates('stages/described.schema.json')
    const [broken] = checkStage('described', door, isObject(json) ? json : {}, where)
    if (broken) throw new UserError(broken)
    const { entry, problems } = entryFromDataPackage(json)
    if (entry !== undefined) return entry
    const [problem] = problems
    throw problem === undefined
      ? new Error('a datapackage.json that can not be read')
      : new UserError(problem)
  }
  const recordGate = recordGates(schemas.get)
  return {
    parseYaml,
    runJob: (input) => runJob(input, privacy),
    exportDataset: (dataset, siblings) =>
      exportDataset(dataset, { licence: licenceOf(dataset.publisher), units, siblings }),
    checkExport: (dataset) => (dataset.publisher.csvShiftJis === true ? shiftJisProblems(dataset) : []),
    describe(dataset, facts) {
      const isList = dataset.slug === OPEN_DATA_LIST && dataset.source === null
      const old = isList ? [oldLayoutList(dataset, table<Categories>('categories'))] : []
      return describeDataset(dataset, facts, licenceOf(dataset.publisher), plain, old)
    },
    openDataList(packages, release) {
      const entries = packages.map(readEntry)
      const [first] = entries
      if (first === undefined) return undefined
      const type = readRecordType(schemas.get(`records/${OPEN_DATA_LIST}.schema.json`))
      if (type === undefined) throw new Error(`schemas/records/${OPEN_DATA_LIST}.schema.json is missing`)
      // publisher.yaml is not read here: the list has the copies that the datasets have
      const csvShiftJis = entries.some(({ files }) => files.some(({ format }) => format === 'csv-sjis'))
      const publisher = { ...first.publisher, licence: first.licence.id, csvShiftJis }
      const { title, description, primaryKey, columns, conformsTo } = type
      const id = `${publisher.code}_${OPEN_DATA_LIST}`
      const recordSchema = publishedSchema(type, columns, `${datasetIri(publisher, id)}${id}.schema.json`)
      const shape = {
        title,
        description,
        keywords: ['オープンデータ'],
        columns,
        primaryKey,
        release,
        recordSchema,
        conformsTo,
      }
      return openDataList(publisher, entries, licences, shape)
    },
    catalogFiles(packages, publishers) {
      const entries = async function* (): AsyncGenerator<CatalogEntry> {
        for (const one of packages()) yield readEntry(one)
      }
      const [first] = take(packages(), 1)
      if (first === undefined) return []
      const header = headerOf(readEntry(first).publisher, publishers)
      return catalogFiles({ header, ...countOf(packages()), entries, vocabularies, licences })
    },
    catalogHeader(first, publishers) {
      const { iri, title, publisher } = headerOf(readEntry(first).publisher, publishers)
      return { iri, title: title.ja, publisher: publisher.name.ja }
    },
    ckanDataset: (descriptor, conventions) =>
      ckanDatasetOf(readEntry(descriptor), conventions, licences, plain.words),
    checkStaged({ id, slug, source, columns, recordCount, recordSchema }, read) {
      const place = coordinatesOf({ columns })
      const file = (extension: string) => {
        const path = `datasets/${id}/${id}.${extension}`
        // the mark at the head of the CSV is part of what is checked
        return { file: path, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(read(path)) }
      }
      const axes = {
        latitude: columns[place?.latitude ?? -1]?.key ?? '',
        longitude: columns[place?.longitude ?? -1]?.key ?? '',
      }
      const map = place === undefined ? {} : { geojson: { ...file('geojson'), ...axes } }
      const staged = { slug, columns, recordCount, csv: file('csv'), json: file('json'), ...map }
      const { file: name, text } = file('provenance.json')
      const page = `datasets/${id}/schema-org.jsonld`
      const list = slug === OPEN_DATA_LIST && source === null ? [file('old-layout.csv')] : []
      return [
        ...checkStaged(staged, recordGate(slug, recordSchema), { dataset: id }),
        ...checkPublished(gates, 'provenance', JSON.parse(text), name, { dataset: id }),
        ...checkPublished(gates, 'schema-org', JSON.parse(new TextDecoder().decode(read(page))), page, {
          dataset: id,
        }),
        ...list.flatMap((old) =>
          checkPublished(gates, 'old-layout', readTable(old.text), old.file, { dataset: id }),
        ),
      ]
    },
    maskText: privacyGate(privacy).maskText,
    checkPublished: (kind, value, file) => checkPublished(gates, kind, value, file, {}),
  }
}

function* take<T>(all: Iterable<T>, many: number): Generator<T> {
  let left = many
  for (const one of all) {
    if (left <= 0) return
    left -= 1
    yield one
  }
}
