import { Parser, Store } from 'n3'
import { describe, expect, test } from 'vitest'
import { type CatalogHeader, catalogHeaderOf } from '../../pipeline/catalog/index.ts'
import { initiatives, placed, publisher, ratings } from '../export/fixture.ts'
import { catalogOf, entriesOf, fileOf, formsOf } from './catalog.ts'
import { stage } from './fixture.ts'
import { canonical, triplesOfJsonLd } from './rdf.ts'

const entries = await entriesOf()
const texts = await formsOf(entries)
const turtle = fileOf(texts, 'catalog.ttl')

const XSD = 'http://www.w3.org/2001/XMLSchema#'
const DCAT = 'http://www.w3.org/ns/dcat#'

describe('the catalogue', () => {
  test('says the same in both forms, and says nothing twice', async () => {
    const one = canonical(new Parser().parse(turtle))
    expect(await triplesOfJsonLd(fileOf(texts, 'catalog.jsonld'))).toEqual(one)
    expect(new Set(one).size).toBe(one.length)
  })

  test('an empty one is one too', async () => {
    const none = await formsOf([])
    const one = canonical(new Parser().parse(fileOf(none, 'catalog.ttl')))
    expect(await triplesOfJsonLd(fileOf(none, 'catalog.jsonld'))).toEqual(one)
    expect(one.length).toBeGreaterThan(0)
  })

  test('is the same on a second walk, in the order given', async () => {
    expect([...(await formsOf(entries))]).toEqual([...texts])
    const reversed = await formsOf([...entries].reverse())
    expect(canonical(new Parser().parse(fileOf(reversed, 'catalog.ttl')))).toEqual(
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
    const both = await formsOf([...entries, more], { header: own })
    const lines = canonical(new Parser().parse(fileOf(both, 'catalog.ttl')))
    expect(await triplesOfJsonLd(fileOf(both, 'catalog.jsonld'))).toEqual(lines)
    expect(lines.filter((line) => line.includes('foaf/0.1/Agent'))).toHaveLength(3)
    expect(lines.filter((line) => line.includes('LicenseDocument'))).toHaveLength(1)
    // a name of several is no municipality: it has no area and no type
    expect(lines.filter((line) => line.includes('spatial') && line.includes('portal.example'))).toEqual([])
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

  test('the date of the catalogue is that of the dataset that changed last', async () => {
    const dated = fileOf(await formsOf(entries, { modified: '2026-05-01' }), 'catalog.ttl')
    const modified = 'http://purl.org/dc/terms/modified'
    const iri = catalogHeaderOf(publisher).iri
    const said = (text: string) => new Store(new Parser().parse(text)).getObjects(iri, modified, null)
    expect(said(dated).map(({ value }) => value)).toEqual(['2026-05-01'])
    expect(said(turtle)).toEqual([])
  })

  test.each([['令和8年11月1日'], ['2026-13-45'], ['2026-02-29'], ['2026-4-1']])(
    '%s is no date, so nothing is said',
    async (bad) => {
      const odd = entries.map((entry) => ({
        ...entry,
        release: { version: '1.0.0', issued: bad, modified: '2026-04-01' },
        temporal: `2022-04-01/${bad}`,
      }))
      for (const text of (await formsOf(odd, { modified: bad })).values()) {
        expect(text).not.toContain(`"${bad}"`)
        expect(text).not.toContain('issued')
        expect(text).not.toContain('PeriodOfTime')
        expect(text).toContain('2026-04-01')
      }
    },
  )

  test('an address that no IRI can be is left out, and so is a mail address', async () => {
    const [first] = entries
    if (first === undefined) throw new Error('no entry')
    const contact = { name: '政策課', email: 'a b@mihon.example', form: 'https://mihon.example/{id}' }
    const source = {
      title: { ja: '原本', en: '' },
      sha256: 'a'.repeat(64),
      from: 'https://mihon.example/a b',
    }
    const odd = { ...first, source, publisher: { ...first.publisher, contact } }
    const text = fileOf(await formsOf([odd]), 'catalog.ttl')
    expect(text).toContain('政策課')
    expect(text).not.toMatch(/a b@|example\/a b|\{id\}/)
    const us = fileOf(await formsOf([odd]), 'dcat-us.jsonld')
    expect(us).not.toContain('contactPoint')
  })

  test('one chunk per dataset: nothing is kept until the end', async () => {
    const many = 2000
    const [sample] = entries
    if (sample === undefined) throw new Error('no entry')
    let asked = 0
    const stream = async function* () {
      for (; asked < many; asked += 1) yield { ...sample, id: `019992_d${asked}` }
    }
    for (const file of catalogOf({ entries: stream, datasets: many }, many)) {
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
