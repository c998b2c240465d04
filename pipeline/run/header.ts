/** What the catalogue says of itself. */
import { type CatalogEntry, type CatalogHeader, catalogHeaderOf } from '../catalog/index.ts'
import { isObject } from '../lib/object.ts'

/** Of one publisher it is that publisher's; of several nobody has named an owner, and the address says so (RFC 2606). */
export function headerOf(first: CatalogEntry['publisher'], publishers: number): CatalogHeader {
  if (publishers <= 1) return catalogHeaderOf({ ...first, licence: '' })
  const iri = 'https://catalog.opendata.invalid/'
  const others = publishers - 1
  const name = { ja: `${first.name.ja}ほか${others}団体`, en: `${first.name.en} and ${others} more` }
  return {
    iri,
    title: { ja: `オープンデータカタログ（${name.ja}）`, en: `Open data catalogue (${name.en})` },
    description: { ja: `${name.ja}が公開するオープンデータの一覧です。`, en: `Open data of ${name.en}` },
    publisher: { iri: `${iri}#publishers`, name },
  }
}

/** How many datasets there are, and when the last of them changed: read off before anything is written. */
export function countOf(packages: Iterable<unknown>): { datasets: number; modified?: string } {
  let datasets = 0
  let modified = ''
  for (const one of packages) {
    datasets += 1
    const { release } = isObject(one) && isObject(one.hiraku) ? one.hiraku : {}
    const date = isObject(release) ? release.modified : undefined
    if (typeof date === 'string' && date > modified) modified = date
  }
  return modified === '' ? { datasets } : { datasets, modified }
}
