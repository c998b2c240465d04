/** Who publishes, whom to ask, and which place it is about. */
import type { Publisher } from '../lib/model.ts'
import type { Text } from '../problem.ts'
import { conceptOf } from './concepts.ts'
import type { CatalogEntry } from './entry.ts'
import { about, type Iri, type Literal, links, type Node, texts } from './node.ts'
import type { Scope } from './scope.ts'

export interface Agent {
  readonly iri: string
  readonly name: Text
  readonly code?: string
}

export function publisherIri(publisher: Pick<Publisher, 'baseIri'>): string {
  return `${publisher.baseIri}#publisher`
}

export function agentOf(scope: Scope, { iri, name, code }: Agent): Node | Iri {
  return scope.tell(
    about(
      iri,
      ['foaf:Agent'],
      ['foaf:name', namesOf(scope, name)],
      ['dcterms:identifier', code === undefined ? [] : [{ text: code }]],
      ['dcterms:type', publisherTypeOf(scope, code)],
    ),
  )
}

/** DCAT-US 3 wants one plain string (Agent_Shape-name, Kind_Shape-fn). */
function namesOf({ dialect }: Scope, name: Text): readonly Literal[] {
  return dialect === 'dcat-us' ? [{ text: name.ja }] : texts(name)
}

const LOCAL_GOVERNMENT = /^\d{6}$/

/** 全国地方公共団体コード: two digits of the prefecture, three of the municipality (000: the prefecture itself), one to check. */
function publisherTypeOf(scope: Scope, code: string | undefined): readonly (Node | Iri)[] {
  if (code === undefined || !LOCAL_GOVERNMENT.test(code)) return []
  return conceptOf(
    scope,
    'publisherType',
    code.slice(2, 5) === '000' ? 'RegionalAuthority' : 'LocalAuthority',
  )
}

/**
 * 統計LOD names areas by the five digits of the code without its check digit (http://data.e-stat.go.jp/lodw/).
 * A harvesting CKAN shows the last rdfs:label it meets, whatever its language, so there is one.
 */
export function areaOf(scope: Scope, code: string | undefined, name: Text): readonly (Node | Iri)[] {
  if (code === undefined || !LOCAL_GOVERNMENT.test(code)) return []
  return [
    scope.tell(
      about(
        `http://data.e-stat.go.jp/lod/sac/C${code.slice(0, 5)}`,
        ['dcterms:Location'],
        ['dcterms:identifier', [{ text: code }]],
        ['skos:prefLabel', texts(name)],
        ['rdfs:label', [{ text: name.ja, language: 'ja' }]],
      ),
    ),
  ]
}

export function contactOf(scope: Scope, entry: CatalogEntry): readonly (Node | Iri)[] {
  const { contact, baseIri, name } = entry.publisher
  if (contact === undefined) return []
  const { email, tel, form } = contact
  const mail = links(email === undefined ? undefined : `mailto:${email}`)
  // DCAT-US 3 refuses a contact without an address (Kind_Shape-hasEmail)
  if (scope.dialect === 'dcat-us' && mail.length === 0) return []
  return [
    scope.tell(
      about(
        `${baseIri}#contact`,
        ['vcard:Kind'],
        ['vcard:fn', namesOf(scope, { ja: contact.name ?? name.ja, en: '' })],
        ['vcard:hasEmail', mail],
        ['vcard:hasTelephone', tel === undefined ? [] : [{ iri: telIri(tel) }]],
        ['vcard:hasURL', links(form)],
      ),
    ),
  ]
}

/** RFC 3966, 3: a national number keeps its form, with hyphens as the only separator. */
function telIri(tel: string): string {
  return `tel:${tel.replace(/[^\d+]+/g, '-').replace(/^-|-$/g, '')}`
}
