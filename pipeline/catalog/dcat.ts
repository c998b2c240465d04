/**
 * A dataset as DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), to the shapes of DCAT-AP 3.0.1.
 * Everything has an IRI, so that two writings of the catalogue can be compared triple by triple.
 */
import { niUri } from '../lib/digest.ts'
import type { Publisher } from '../lib/model.ts'
import { datasetIri } from '../lib/terms.ts'
import type { Text } from '../problem.ts'
import { frequencyIri, languageIri } from './authority.ts'
import type { CatalogEntry, CatalogFile } from './entry.ts'
import { formatOf } from './formats.ts'
import { about, type Iri, type Node, type Property, texts, typed } from './node.ts'

export interface CatalogHeader {
  readonly iri: string
  readonly title: Text
  readonly description: Text
  readonly publisher: { readonly iri: string; readonly name: Text; readonly code?: string }
}

/** The shapes want each referenced thing typed in the same graph; it is told once, then only named. */
export type Once = (node: Node) => Node | Iri

export function once(): Once {
  const told = new Set<string>()
  return (node) => {
    if (told.has(node.iri)) return { iri: node.iri }
    told.add(node.iri)
    return node
  }
}

export function publisherIri(publisher: Pick<Publisher, 'baseIri'>): string {
  return `${publisher.baseIri}#publisher`
}

export function catalogNode(header: CatalogHeader, tell: Once): Node {
  const { iri, name, code } = header.publisher
  return about(
    header.iri,
    ['dcat:Catalog'],
    ['dcterms:title', texts(header.title)],
    ['dcterms:description', texts(header.description)],
    ['dcterms:publisher', [tell(agent(iri, name, code))]],
    ['dcterms:language', [tell(about(languageIri('ja'), ['dcterms:LinguisticSystem']))]],
  )
}

function agent(iri: string, name: Text, code: string | undefined): Node {
  const identifier: Property = ['dcterms:identifier', code === undefined ? [] : [{ text: code }]]
  return about(iri, ['foaf:Agent'], ['foaf:name', texts(name)], identifier)
}

export function datasetNode(entry: CatalogEntry, tell: Once): Node {
  const iri = datasetIri(entry.publisher, entry.id)
  const { publisher, release } = entry
  const readme = about(`${iri}README.md`, ['foaf:Document'])
  const area = areaIri(publisher.code)
  return about(
    iri,
    ['dcat:Dataset'],
    ['dcterms:identifier', [{ text: entry.id }]],
    ['dcterms:title', texts(entry.title)],
    ['dcterms:description', texts(entry.description)],
    ['dcterms:publisher', [tell(agent(publisherIri(publisher), publisher.name, publisher.code))]],
    ['dcat:contactPoint', contactOf(entry, tell)],
    ['dcat:keyword', entry.keywords.map((text) => ({ text, language: 'ja' as const }))],
    ['dcterms:language', [tell(about(languageIri('ja'), ['dcterms:LinguisticSystem']))]],
    ['dcterms:issued', release === null ? [] : [typed(release.issued, 'xsd:date')]],
    ['dcterms:modified', release === null ? [] : [typed(release.modified, 'xsd:date')]],
    ['dcat:version', release === null ? [] : [{ text: release.version }]],
    ['dcterms:accrualPeriodicity', frequencyOf(entry, tell)],
    ['dcterms:temporal', temporalOf(entry, iri)],
    ['dcterms:spatial', area === undefined ? [] : [tell(about(area, ['dcterms:Location']))]],
    ['dcterms:conformsTo', standardOf(entry, iri)],
    ['foaf:page', [readme]],
    ['prov:wasDerivedFrom', sourceOf(entry, tell)],
    ['dcat:distribution', entry.files.map((file) => distributionOf(entry, file, iri, tell))],
  )
}

function distributionOf(entry: CatalogEntry, file: CatalogFile, dataset: string, tell: Once): Node {
  const { release, licence } = entry
  const format = formatOf(file.format)
  const { label } = format
  const address = `${dataset}${file.name}`
  const title = {
    ja: `${entry.title.ja}（${label}）`,
    en: entry.title.en === '' ? '' : `${entry.title.en} (${label})`,
  }
  const licenceNode = about(licence.iri, ['dcterms:LicenseDocument'], ['dcterms:title', texts(licence.title)])
  return about(
    `${dataset}#${file.format}`,
    ['dcat:Distribution'],
    ['dcterms:title', texts(title)],
    ['dcat:accessURL', [{ iri: address }]],
    ['dcat:downloadURL', [{ iri: address }]],
    ['dcterms:license', [tell(licenceNode)]],
    ['dcterms:description', format.id === 'csv-sjis' ? texts(SHIFT_JIS) : []],
    ['dcat:mediaType', [tell(about(MEDIA_TYPES + format.mediaType, ['dcterms:MediaType']))]],
    ['dcterms:format', [tell(about(FILE_TYPES + format.fileType, ['dcterms:MediaTypeOrExtent']))]],
    ['dcat:byteSize', [typed(String(file.bytes), 'xsd:nonNegativeInteger')]],
    ['spdx:checksum', [checksumOf(file, dataset, tell)]],
    ['dcterms:issued', release === null ? [] : [typed(release.issued, 'xsd:date')]],
    ['dcterms:modified', release === null ? [] : [typed(release.modified, 'xsd:date')]],
    [
      'dcterms:conformsTo',
      format.schemaSuffix === null
        ? []
        : [about(`${dataset}${entry.id}.${format.schemaSuffix}`, ['dcterms:Standard'])],
    ],
  )
}

/** IANA's address of a media type has no place for a charset. */
const SHIFT_JIS: Text = {
  ja: '文字コードは Shift_JIS（text/csv; charset=Shift_JIS）。書けない文字は〓。正しい値は UTF-8 の CSV にあります。',
  en: 'In Shift_JIS (text/csv; charset=Shift_JIS). What it can not write is 〓; the CSV in UTF-8 has the right value.',
}

const MEDIA_TYPES = 'https://www.iana.org/assignments/media-types/'
const FILE_TYPES = 'http://publications.europa.eu/resource/authority/file-type/'
const SHA256 = 'http://spdx.org/rdf/terms#checksumAlgorithm_sha256'

function checksumOf(file: CatalogFile, dataset: string, tell: Once): Node {
  return about(
    `${dataset}#${file.format}-sha256`,
    ['spdx:Checksum'],
    ['spdx:algorithm', [tell(about(SHA256, ['spdx:ChecksumAlgorithm']))]],
    ['spdx:checksumValue', [typed(file.sha256, 'xsd:hexBinary')]],
  )
}

/** 統計LOD names areas by the five digits of the code without its check digit (http://data.e-stat.go.jp/lodw/). */
function areaIri(code: string): string | undefined {
  return /^\d{6}$/.test(code) ? `http://data.e-stat.go.jp/lod/sac/C${code.slice(0, 5)}` : undefined
}

function frequencyOf(entry: CatalogEntry, tell: Once): readonly (Node | Iri)[] {
  const iri = entry.frequency === undefined ? undefined : frequencyIri(entry.frequency)
  return iri === undefined ? [] : [tell(about(iri, ['dcterms:Frequency']))]
}

function temporalOf(entry: CatalogEntry, dataset: string): readonly Node[] {
  const [, start, end] = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/.exec(entry.temporal ?? '') ?? []
  if (start === undefined || end === undefined) return []
  return [
    about(
      `${dataset}#period`,
      ['dcterms:PeriodOfTime'],
      ['dcat:startDate', [typed(start, 'xsd:date')]],
      ['dcat:endDate', [typed(end, 'xsd:date')]],
    ),
  ]
}

/** The standard is known by its name only, so its node is ours and the name is said of it. */
function standardOf(entry: CatalogEntry, dataset: string): readonly Node[] {
  if (entry.conformsTo === undefined) return []
  return [
    about(
      `${dataset}#standard`,
      ['dcterms:Standard'],
      ['dcterms:title', [{ text: entry.conformsTo, language: 'ja' }]],
    ),
  ]
}

/** Several datasets come from one snapshot, so what it is is said once. */
function sourceOf(entry: CatalogEntry, tell: Once): readonly (Node | Iri)[] {
  const { source } = entry
  if (source === null) return []
  const from: Property = ['dcterms:source', source.from === undefined ? [] : [{ iri: source.from }]]
  return [tell(about(niUri(source.sha256), ['prov:Entity'], ['dcterms:title', texts(source.title)], from))]
}

function contactOf(entry: CatalogEntry, tell: Once): readonly (Node | Iri)[] {
  const { contact, baseIri, name } = entry.publisher
  if (contact === undefined) return []
  const { email, tel, form } = contact
  return [
    tell(
      about(
        `${baseIri}#contact`,
        ['vcard:Kind'],
        ['vcard:fn', [{ text: contact.name ?? name.ja, language: 'ja' }]],
        ['vcard:hasEmail', email === undefined ? [] : [{ iri: `mailto:${email}` }]],
        ['vcard:hasTelephone', tel === undefined ? [] : [{ iri: telIri(tel) }]],
        ['vcard:hasURL', form === undefined ? [] : [{ iri: form }]],
      ),
    ),
  ]
}

/** RFC 3966, 3: a national number keeps its form, with hyphens as the only separator. */
function telIri(tel: string): string {
  return `tel:${tel.replace(/[^\d+]+/g, '-').replace(/^-|-$/g, '')}`
}
