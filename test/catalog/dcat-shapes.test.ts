/** The catalogue against the shapes of DCAT-AP and DCAT-US; pyshacl does the same over dist/. */
import { describe, expect, test } from 'vitest'
import { entriesOf, fileOf, formsOf } from './catalog.ts'
import { triplesOfJsonLd } from './rdf.ts'
import { resultsOf } from './shacl.ts'
import { sharedIsHere, sharedText } from './shared.ts'

const entries = await entriesOf()
const texts = await formsOf(entries, { modified: '2026-04-01' })
const turtle = fileOf(texts, 'catalog.ttl')

describe.runIf(sharedIsHere)('DCAT-AP 3.0.1 shapes', () => {
  const SHAPES = 'dcat-ap-3.0.1/dcat-ap-SHACL.ttl'

  test.each(['catalog.ttl', 'harvest.ttl'])('%s conforms', async (name) => {
    expect(await resultsOf(SHAPES, fileOf(texts, name))).toEqual([])
  })

  test('the bad example gives its eleven results, so the checker can fail', async () => {
    expect(await resultsOf(SHAPES, sharedText('examples/dcat/bad.ttl'))).toHaveLength(11)
  })

  test('ours without an access address does not conform', async () => {
    const broken = turtle.replaceAll('dcat:accessURL', 'dcat:downloadURL')
    expect(await resultsOf(SHAPES, broken)).not.toEqual([])
  })

  const kinds = async (shapes: string) =>
    [...new Set((await resultsOf(shapes, turtle)).map(({ path }) => path))].sort()

  test('what is recommended is there, but for what nobody has told us', async () => {
    // no page of its own yet (homepage), and nobody has said: under which licence the catalogue is, since when it is there,
    // how long files stay, what some datasets are about and from when to when, where the area ends
    expect(await kinds('dcat-ap-3.0.1/shapes_recommended.ttl')).toEqual([
      'http://data.europa.eu/r5r/availability',
      'http://purl.org/dc/terms/issued',
      'http://purl.org/dc/terms/license',
      'http://purl.org/dc/terms/temporal',
      'http://www.w3.org/ns/dcat#bbox',
      'http://www.w3.org/ns/dcat#centroid',
      'http://www.w3.org/ns/dcat#theme',
      'http://xmlns.com/foaf/0.1/homepage',
    ])
  })

  test('vocabularies are those of the EU, but for places and bodies of Japan', async () => {
    // the shape for algorithms wants https://spdx.org/rdf/terms; SPDX and the specification say http:
    expect(await kinds('dcat-ap-3.0.1/mdr-vocabularies.shape.ttl')).toEqual([
      'http://purl.org/dc/terms/publisher',
      'http://purl.org/dc/terms/spatial',
      'http://spdx.org/rdf/terms#algorithm',
    ])
  })
})

describe.runIf(sharedIsHere)('DCAT-US 3 shapes', () => {
  const SHAPES = 'dcat-us-3/dcat-us_3.0_shacl_shapes.ttl'
  const us = async (text: string) => resultsOf(SHAPES, (await triplesOfJsonLd(text, 'n-quads')).join('\n'))

  test('ours conforms', async () => {
    expect(await us(fileOf(texts, 'dcat-us.jsonld'))).toEqual([])
  })

  test('so does one whose publisher has told no mail address', async () => {
    const none = entries.map((entry) => ({
      ...entry,
      publisher: { ...entry.publisher, contact: { name: '政策課', tel: '0999-11-1111' } },
    }))
    expect(await us(fileOf(await formsOf(none), 'dcat-us.jsonld'))).toEqual([])
  })

  test('the bad example gives its eight results, so the checker can fail', async () => {
    expect(await resultsOf(SHAPES, sharedText('examples/dcat/bad.ttl'))).toHaveLength(8)
  })

  test('the catalogue for Europe does not conform: names there have a language', async () => {
    const results = await us(fileOf(texts, 'catalog.jsonld'))
    expect([...new Set(results.map(({ path }) => path))].sort()).toEqual([
      'http://www.w3.org/2006/vcard/ns#fn',
      'http://xmlns.com/foaf/0.1/name',
    ])
  })
})
