/** The four descriptions that lie beside a dataset's files. */
import type { Licence } from '../lib/licences.ts'
import type { DatasetInfo, FileFacts, Json, OutFile } from '../lib/model.ts'
import { ckanOf } from './ckan.ts'
import { csvwOf } from './csvw.ts'
import { dataPackageOf } from './datapackage.ts'
import type { CatalogFile } from './entry.ts'
import { FORMATS } from './formats.ts'
import { readmeOf } from './readme.ts'

export function describeDataset(
  info: DatasetInfo & { readonly recordCount: number },
  facts: readonly FileFacts[],
  licence: Licence,
): readonly OutFile[] {
  const folder = `datasets/${info.id}/`
  const files = distributions(info, facts)
  return [
    { path: `${folder}${info.id}.csv-metadata.json`, chunks: [jsonText(csvwOf(info, licence))] },
    { path: `${folder}datapackage.json`, chunks: [jsonText(dataPackageOf(info, files, licence))] },
    { path: `${folder}ckan.json`, chunks: [jsonText(ckanOf(info, files, licence))] },
    { path: `${folder}README.md`, chunks: [readmeOf(info, files, licence)] },
  ]
}

/** The files that hold the records, in our order whatever the order of writing. */
function distributions(info: DatasetInfo, facts: readonly FileFacts[]): readonly CatalogFile[] {
  return FORMATS.flatMap(({ id, suffix }) => {
    const name = `${info.id}.${suffix}`
    const file = facts.find((fact) => fact.path === `datasets/${info.id}/${name}`)
    return file === undefined ? [] : [{ format: id, name, bytes: file.bytes, sha256: file.sha256 }]
  })
}

function jsonText(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
