/** What the catalogue says of itself. */
import { expect, test } from 'vitest'
import { countOf, headerOf } from '../../pipeline/run/header.ts'

const released = (modified: unknown) => ({ hiraku: { release: { modified } } })

test.each([
  ['none', [], { datasets: 0 }],
  ['none with a release', [{}, { hiraku: {} }, { hiraku: { release: null } }], { datasets: 3 }],
  [
    'the last that changed, wherever it stands',
    [released('2026-04-01'), released('2026-05-01'), {}, released('2026-03-31')],
    { datasets: 4, modified: '2026-05-01' },
  ],
  ['what is no text', [released(20260401)], { datasets: 1 }],
])('datasets are counted, and the last change found: %s', (_, packages, expected) => {
  expect(countOf(packages)).toEqual(expected)
})

test('of several publishers nobody has named an owner, and the address says so', () => {
  const first = {
    id: '019992',
    code: '019992',
    name: { ja: '見本市', en: 'Mihon City' },
    baseIri: 'https://data.mihon.example/',
    baseIriDeclared: true,
  }
  expect(headerOf(first, 1).iri).toBe('https://data.mihon.example/catalog/')
  expect(headerOf(first, 3)).toMatchObject({
    iri: 'https://catalog.opendata.invalid/',
    publisher: { name: { ja: '見本市ほか2団体', en: 'Mihon City and 2 more' } },
  })
})
