/** The files of the catalogue: DCAT-AP as Turtle and as JSON-LD, the same for harvesters, and DCAT-US. */
import type { OutFile } from '../lib/model.ts'
import type { CatalogPart } from './catalog-part.ts'
import type { CatalogFacts } from './dcat.ts'
import type { CatalogEntry } from './entry.ts'
import { writeCatalogJsonLd } from './jsonld.ts'
import { PAGE_SIZE, piecesOf } from './pages.ts'
import type { Dialect, Tables } from './scope.ts'
import { writeCatalogTurtle } from './turtle.ts'

export interface Catalog extends CatalogFacts, Tables {
  /** how many there are */
  readonly datasets: number
  /** called once per form: each is written in its own walk over the datasets, in the order given */
  readonly entries: () => AsyncIterable<CatalogEntry>
}

interface Form {
  readonly dialect: Dialect
  /** the first page, and what the others are called before their number */
  readonly first: string
  readonly others: string
  readonly ending: string
  readonly write: (part: CatalogPart) => AsyncGenerator<string>
}

const PAGED: readonly Form[] = [
  { dialect: 'dcat-ap', first: 'catalog', others: 'page', ending: 'jsonld', write: writeCatalogJsonLd },
  { dialect: 'dcat-ap', first: 'catalog', others: 'page', ending: 'ttl', write: writeCatalogTurtle },
  // a portal whose language is Japanese can not make a name of a Japanese title: see titleOf in dcat.ts
  { dialect: 'harvest', first: 'harvest', others: 'harvest', ending: 'ttl', write: writeCatalogTurtle },
]

/** The files are to be written in this order, each to its end. */
export function catalogFiles(catalog: Catalog, pageSize: number = PAGE_SIZE): readonly OutFile[] {
  const paged = PAGED.flatMap((form) => pagesIn(catalog, form, pageSize))
  const us: CatalogPart = { dialect: 'dcat-us', tables: catalog, facts: catalog, entries: catalog.entries() }
  return [...paged, { path: 'catalog/dcat-us.jsonld', chunks: writeCatalogJsonLd(us) }]
}

function pagesIn(catalog: Catalog, form: Form, size: number): readonly OutFile[] {
  const { datasets, entries } = catalog
  const { dialect, first, others, ending } = form
  const pages = Math.max(1, Math.ceil(datasets / size))
  const name = (number: number) => `${number === 1 ? first : `${others}-${number}`}.${ending}`
  const address = (number: number) => `${catalog.header.iri}${name(number)}`
  return piecesOf(entries, pages, size).map((piece, at) => {
    const page = pages === 1 ? undefined : { number: at + 1, pages, datasets, address }
    const part = { dialect, tables: catalog, facts: catalog, page, entries: piece }
    return { path: `catalog/${name(at + 1)}`, chunks: form.write(part) }
  })
}
