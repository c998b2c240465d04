/**
 * A catalogue and its datasets as DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), to the shapes of DCAT-AP 3.0.1 or of
 * DCAT-US 3. Everything has an IRI, so that two writings of the catalogue can be compared triple by triple.
 */
import { niUri } from '../lib/digest.ts'
import { datasetIri } from '../lib/terms.ts'
import type { Text } from '../problem.ts'
import { type Agent, agentOf, areaOf, contactOf, publisherIri } from './agents.ts'
import { conceptOf, conceptOfWord, schemeOf } from './concepts.ts'
import { distributionOf } from './distribution.ts'
import type { CatalogEntry } from './entry.ts'
import { about, dates, type Iri, type Literal, links, type Node, type Property, texts } from './node.ts'
import { type Page, pageNode } from './pages.ts'
import type { Scope } from './scope.ts'
import { tagsOf } from './tags.ts'

export interface CatalogHeader {
  readonly iri: string
  readonly title: Text
  readonly description: Text
  readonly publisher: Agent
}

export interface CatalogFacts {
  readonly header: CatalogHeader
  /** of the dataset that changed last */
  readonly modified?: string
}

export function catalogNode(scope: Scope, { header, modified }: CatalogFacts, page: Page | undefined): Node {
  const { name, code } = header.publisher
  return about(
    header.iri,
    ['dcat:Catalog'],
    ['dcterms:title', texts(header.title)],
    ['dcterms:description', texts(header.description)],
    ['dcterms:publisher', [agentOf(scope, header.publisher)]],
    ['dcterms:language', conceptOf(scope, 'language', 'JPN')],
    ['dcterms:modified', dates(modified)],
    ['dcterms:spatial', areaOf(scope, code, name)],
    ['dcat:themeTaxonomy', [schemeOf(scope, 'theme')]],
    ['hydra:view', page === undefined ? [] : [pageNode(page)]],
  )
}

export function datasetNode(scope: Scope, entry: CatalogEntry): Node {
  const { publisher, release } = entry
  const iri = datasetIri(publisher, entry.id)
  const { code, name } = publisher
  const tags = tagsOf(entry.keywords)
  return about(
    iri,
    ['dcat:Dataset'],
    ['dcterms:identifier', [{ text: entry.id }]],
    ['dcterms:title', texts(titleOf(scope, entry))],
    ['dcterms:description', texts(entry.description)],
    ['dcterms:publisher', [agentOf(scope, { iri: publisherIri(publisher), name, code })]],
    ['dcat:contactPoint', contactOf(scope, entry)],
    // a harvesting CKAN loses the whole dataset for one keyword that it refuses as a tag: 防災（地震）, 税
    ['dcat:keyword', tags.map(japanese)],
    ['schema:keywords', entry.keywords.filter((keyword) => !tags.includes(keyword)).map(japanese)],
    ['dcat:theme', conceptOfWord(scope, 'theme', entry.category)],
    ['dcterms:language', conceptOf(scope, 'language', 'JPN')],
    ['dcterms:issued', dates(release?.issued)],
    ['dcterms:modified', dates(release?.modified)],
    ['dcat:version', release === null ? [] : [{ text: release.version }]],
    ['dcterms:accrualPeriodicity', conceptOfWord(scope, 'frequency', entry.frequency)],
    ['dcterms:temporal', temporalOf(entry, iri)],
    ['dcterms:spatial', areaOf(scope, code, name)],
    ['dcterms:conformsTo', standardOf(entry, iri)],
    ['foaf:page', [about(`${iri}README.md`, ['foaf:Document'], ['dcterms:title', texts(entry.title)])]],
    ['prov:wasDerivedFrom', sourceOf(scope, entry)],
    ['dcat:distribution', entry.files.map((file) => distributionOf(scope, entry, file, iri))],
  )
}

function japanese(text: string): Literal {
  return { text, language: 'ja' }
}

/**
 * A harvesting CKAN makes a dataset's name of the ASCII in the title of its own language, and has nothing else to make it
 * of (ckanext-dcat 2.4, harvesters/rdf.py; ckan/lib/munge.py): 避難所一覧 becomes `__`. With the id behind it becomes the id.
 */
function titleOf({ dialect }: Scope, { title, id }: CatalogEntry): Text {
  return dialect === 'harvest' ? { ja: `${title.ja} [${id}]`, en: title.en } : title
}

function temporalOf(entry: CatalogEntry, dataset: string): readonly Node[] {
  const [from, to] = (entry.temporal ?? '').split('/').map(dates)
  if (from === undefined || to === undefined || from.length + to.length < 2) return []
  return [
    about(`${dataset}#period`, ['dcterms:PeriodOfTime'], ['dcat:startDate', from], ['dcat:endDate', to]),
  ]
}

/** The standard is known by its name only, so its node is ours and the name is said of it. */
function standardOf(entry: CatalogEntry, dataset: string): readonly Node[] {
  if (entry.conformsTo === undefined) return []
  return [about(`${dataset}#standard`, ['dcterms:Standard'], ['dcterms:title', [japanese(entry.conformsTo)]])]
}

/** Several datasets come from one snapshot, so what it is is said once. */
function sourceOf({ tell }: Scope, { source }: CatalogEntry): readonly (Node | Iri)[] {
  if (source === null) return []
  const from: Property = ['dcterms:source', links(source.from)]
  return [tell(about(niUri(source.sha256), ['prov:Entity'], ['dcterms:title', texts(source.title)], from))]
}
