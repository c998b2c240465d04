import jsonld from 'jsonld'
import { Parser, type Quad, Store } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'
import { describe, expect, test } from 'vitest'
import { type CatalogHeader, catalogFiles, catalogHeaderOf } from '../../pipeline/catalog/index.ts'
import { initiatives, placed, publisher, ratings, suffixed, textOf, textsOf } from '../export/fixture.ts'
import { stage, walk } from './fixture.ts'
import { sharedIsHere, sharedText } from './shared.ts'

const header = catalogHeaderOf(publisher)
/** In every form that there is. */
const everywhere = { ...placed, publisher: { ...publisher, csvShiftJis: true } }
const entries = [
  (await stage(ratings)).entry,
  (await stage(initiatives)).entry,
  (await stage(everywhere)).entry,
]
const texts = await textsOf(catalogFiles(header, () => walk(entries)))
const turtle = suffixed(texts, '.ttl')

const XSD = 'http://www.w3.org/2001/XMLSchema#'
const DCAT = 'http://www.w3.org/ns/dcat#'

async function triplesOfJsonLd(text: string): Promise<readonly string[]> {
  // `safe` is missing from the published types.
  const options: jsonld.Options.ToRdf & { safe: boolean } = {
    format: 'application/n-quads',
    safe: true,
    documentLoader: async (url: string) => Promise.reject(new Error(`the context must be embedded: ${url}`)),
  }
  const quads = await jsonld.toRDF(JSON.parse(text), options)
  return canonical(new Parser({ format: 'N-Quads' }).parse(String(quads)))
}

/** Everything has an IRI, so sorted lines are a canonical form. */
function canonical(quads: readonly Quad[]): readonly string[] {
  expect(
    quads.some(({ subject, object }) => [subject, object].some((term) => term.termType === 'BlankNode')),
  ).toBe(false)
  const line = ({ subject, predicate, object }: Quad) => {
    const detail = object.termType === 'Literal' ? `@${object.language}^^${object.datatype.value}` : ''
    return `${subject.value} ${predicate.value} ${object.termType} ${JSON.stringify(object.value)}${detail}`
  }
  return quads.map(line).sort()
}

describe('the catalogue', () => {
  test('says the same in both forms, and says nothing twice', async () => {
    const one = canonical(new Parser().parse(turtle))
    expect(await triplesOfJsonLd(suffixed(texts, '.jsonld'))).toEqual(one)
    expect(new Set(one).size).toBe(one.length)
  })

  test('an empty one is one too', async () => {
    const none = await textsOf(catalogFiles(header, () => walk([])))
    const one = canonical(new Parser().parse(suffixed(none, '.ttl')))
    expect(await triplesOfJsonLd(suffixed(none, '.jsonld'))).toEqual(one)
    expect(one.length).toBeGreaterThan(0)
  })

  test('is the same on a second walk, in the order given', async () => {
    expect([...(await textsOf(catalogFiles(header, () => walk(entries))))]).toEqual([...texts])
    const reversed = await textsOf(catalogFiles(header, () => walk([...entries].reverse())))
    expect(canonical(new Parser().parse(suffixed(reversed, '.ttl')))).toEqual(
      canonical(new Parser().parse(turtle)),
    )
  })

  test('of several publishers has its own name, and each of them once', async () => {
    const other = {
      ...publisher,
      id: '019999',
      code: '019999',
      name: { ja: '別市', en: '' },
      baseIri: 'https://betsu.example/',
    }
    const more = (await stage({ ...ratings, id: '019999_plan_ratings', publisher: other })).entry
    const own: CatalogHeader = {
      iri: 'https://portal.example/catalog/',
      title: { ja: '合同カタログ', en: '' },
      description: { ja: '二市の合同カタログ。', en: '' },
      publisher: { iri: 'https://portal.example/#publisher', name: { ja: '合同事務局', en: '' } },
    }
    const both = await textsOf(catalogFiles(own, () => walk([...entries, more])))
    const lines = canonical(new Parser().parse(suffixed(both, '.ttl')))
    expect(await triplesOfJsonLd(suffixed(both, '.jsonld'))).toEqual(lines)
    expect(lines.filter((line) => line.includes('foaf/0.1/Agent'))).toHaveLength(3)
    expect(lines.filter((line) => line.includes('LicenseDocument'))).toHaveLength(1)
  })

  test('dates, sizes and hashes have the form that their types want (the shapes do not look)', () => {
    const forms: Record<string, RegExp> = {
      [`${XSD}date`]: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
      [`${XSD}nonNegativeInteger`]: /^\d+$/,
      [`${XSD}hexBinary`]: /^[0-9a-f]{64}$/,
    }
    const seen = new Set<string>()
    for (const { object } of new Parser().parse(turtle)) {
      if (object.termType !== 'Literal') continue
      const form = forms[object.datatype.value]
      if (form === undefined) continue
      seen.add(object.datatype.value)
      expect(object.value).toMatch(form)
    }
    expect(seen.size).toBe(3)
    expect('令和8年11月1日').not.toMatch(forms[`${XSD}date`] ?? /x/)
  })

  test('a date is said only where a release is known', () => {
    const store = new Store(new Parser().parse(turtle))
    const issued = (id: string) =>
      store.getQuads(`${publisher.baseIri}datasets/${id}/`, 'http://purl.org/dc/terms/issued', null, null)
    expect(issued(ratings.id)).toHaveLength(0)
    expect(issued(initiatives.id).map(({ object }) => object.value)).toEqual(['2026-04-01'])
    expect(store.getQuads(null, `${DCAT}distribution`, null, null)).toHaveLength(14)
  })

  test('each form has its media type and its file type', () => {
    const store = new Store(new Parser().parse(turtle))
    const types = (form: string) =>
      ['http://www.w3.org/ns/dcat#mediaType', 'http://purl.org/dc/terms/format'].map(
        (predicate) =>
          store
            .getQuads(`${publisher.baseIri}datasets/${placed.id}/#${form}`, predicate, null, null)
            .map(({ object }) => object.value.split(/media-types\/|file-type\//)[1])[0],
      )
    expect(types('csv')).toEqual(['text/csv', 'CSV'])
    // the address of a media type has no place for a charset: it stands in the description
    expect(types('csv-sjis')).toEqual(['text/csv', 'CSV'])
    expect(turtle).toContain('text/csv; charset=Shift_JIS')
    expect(types('geojson')).toEqual(['application/geo+json', 'GEOJSON'])
    expect(types('parquet')).toEqual(['application/vnd.apache.parquet', 'PARQUET'])
  })

  test('a frequency in words that we do not know is left out', async () => {
    const odd = entries.map((entry) => ({ ...entry, frequency: 'そのうち' }))
    const [, file] = catalogFiles(header, () => walk(odd))
    expect(await textOf(file)).not.toContain('accrualPeriodicity')
    expect(turtle).toContain('authority/frequency/ANNUAL')
  })

  test('one chunk per dataset: nothing is kept until the end', async () => {
    const many = 5000
    const [sample] = entries
    if (sample === undefined) throw new Error('no entry')
    let asked = 0
    const stream = async function* () {
      for (; asked < many; asked += 1) yield { ...sample, id: `019992_d${asked}` }
    }
    for (const file of catalogFiles(header, stream)) {
      asked = 0
      let chunks = 0
      let longest = 0
      for await (const chunk of file.chunks) {
        chunks += 1
        longest = Math.max(longest, chunk.length)
        expect(chunks).toBeGreaterThanOrEqual(asked)
      }
      expect(asked).toBe(many)
      expect(longest).toBeLessThan(20_000)
    }
  })
})

describe.runIf(sharedIsHere)('DCAT-AP 3.0.1 shapes', () => {
  const validate = async (text: string) =>
    new SHACLValidator(new Store(new Parser().parse(sharedText('dcat-ap-3.0.1/dcat-ap-SHACL.ttl')))).validate(
      new Store(new Parser().parse(text)),
    )

  test('ours conforms', async () => {
    const report = await validate(turtle)
    const results = report.results.map(({ path, focusNode }) => `${focusNode?.value} ${path?.value}`)
    expect(results).toEqual([])
    expect(report.conforms).toBe(true)
  })

  test('the bad example gives its eleven results, so the checker can fail', async () => {
    const report = await validate(sharedText('examples/dcat/bad.ttl'))
    expect(report.conforms).toBe(false)
    expect(report.results).toHaveLength(11)
  })

  test('ours without an access address does not conform', async () => {
    const report = await validate(turtle.replaceAll('dcat:accessURL', 'dcat:downloadURL'))
    expect(report.conforms).toBe(false)
  })
})
