/** The descriptions that lie beside a dataset's files. */
import type { Licence } from '../lib/licences.ts'
import type { DatasetInfo, FileFacts, Json, OutFile } from '../lib/model.ts'
import { ckanJsonOf, type PlainCkan } from './ckan-json.ts'
import { croissantOf } from './croissant.ts'
import { csvwOf } from './csvw.ts'
import { dataPackageOf } from './datapackage.ts'
import { RO_CRATE } from './documents.ts'
import type { CatalogFile } from './entry.ts'
import { entryFromDataPackage } from './entry-reader.ts'
import { FORMATS } from './formats.ts'
import { readmeOf } from './readme.ts'
import { crateFiles, roCrateOf } from './ro-crate.ts'
import { schemaOrgOf } from './schema-org.ts'
import type { TextFile } from './text-file.ts'

/** `plain`: how a plain CKAN wants it; `more`: what else is to lie in the folder, small and made already. */
export function describeDataset(
  info: DatasetInfo & { readonly recordCount: number },
  facts: readonly FileFacts[],
  licence: Licence,
  plain: PlainCkan,
  more: readonly TextFile[] = [],
): readonly OutFile[] {
  const files = distributions(info, facts)
  const written = crateFiles(info.id, facts)
  const { release } = info
  const changes = written.map(({ name }) => name).filter((name) => CHANGES.includes(name))
  const pack = dataPackageOf(info, files, licence, changes)
  const { entry } = entryFromDataPackage(pack)
  if (entry === undefined) throw new Error(`our own datapackage.json of ${info.id} can not be read`)
  const texts: readonly TextFile[] = [
    ...more,
    { name: `${info.id}.csv-metadata.json`, text: jsonText(csvwOf(info, licence)) },
    { name: 'datapackage.json', text: jsonText(pack) },
    { name: 'ckan.json', text: jsonText(ckanJsonOf(entry, licence.ckan, plain)) },
    { name: 'schema-org.jsonld', text: jsonText(schemaOrgOf(info, files, licence)) },
    { name: 'croissant.json', text: jsonText(croissantOf(info, files, licence)) },
  ]
  const names = [...written, ...texts].map(({ name }) => name)
  const readme: TextFile = {
    name: 'README.md',
    text: readmeOf(info, files, licence, release === null ? names : [...names, RO_CRATE]),
  }
  const described = [...texts, readme].map(({ name, text }) => ({ name, bytes: sizeOf(text) }))
  const crate: readonly TextFile[] =
    release === null
      ? []
      : [
          {
            name: RO_CRATE,
            text: jsonText(roCrateOf({ ...info, release }, [...written, ...described], licence)),
          },
        ]
  return [...texts, readme, ...crate].map(({ name, text }) => ({
    path: `datasets/${info.id}/${name}`,
    chunks: [text],
  }))
}

/** What the room history writes, where a version was accepted. */
const CHANGES: readonly string[] = ['changes.json', 'changes.atom']

/** The files that hold the records, in our order whatever the order of writing. */
function distributions(info: DatasetInfo, facts: readonly FileFacts[]): readonly CatalogFile[] {
  return FORMATS.flatMap(({ id, suffix }) => {
    const name = `${info.id}.${suffix}`
    const file = facts.find((fact) => fact.path === `datasets/${info.id}/${name}`)
    return file === undefined ? [] : [{ format: id, name, bytes: file.bytes, sha256: file.sha256 }]
  })
}

/** As written: UTF-8. */
function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length
}

function jsonText(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
