/** Runs the job of a source on the files of a project folder, without the runner: files in, datasets out. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PrivacyFiles } from '../../pipeline/inspect/index.ts'
import { type JobResult, runJob } from '../../pipeline/job.ts'
import type { CellProvenance, DataRecord, Dataset } from '../../pipeline/lib/model.ts'
import { provenanceOf as cellOf } from '../../pipeline/lib/provenance.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'

export const PACKAGE = fileURLToPath(new URL('../../', import.meta.url))

export type Files = ReadonlyMap<string, Uint8Array>

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The files of one source and its publisher, by path from the project root. */
export function filesOf(root: string, publisher: string, source: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const add = (name: string): void => {
    const file = path.join(root, name)
    if (!fs.existsSync(file)) return
    if (fs.statSync(file).isDirectory()) for (const inside of fs.readdirSync(file)) add(`${name}/${inside}`)
    else files.set(name, fs.readFileSync(file))
  }
  add(`sources/${publisher}/publisher.yaml`)
  add(`sources/${publisher}/${source}`)
  return files
}

/** schemas/ of the project first, then those of the package. */
export function schemasOf(root: string): (name: string) => unknown {
  return (name) => {
    const found = [root, PACKAGE]
      .map((folder) => path.join(folder, 'schemas', name))
      .find((file) => fs.existsSync(file))
    return found === undefined ? undefined : JSON.parse(fs.readFileSync(found, 'utf8'))
  }
}

function tableOf<T>(name: string): T {
  const { value } = parseYaml(
    fs.readFileSync(path.join(PACKAGE, 'schemas', 'inspection', `${name}.yaml`), 'utf8'),
  )
  if (!isTable<T>(value)) throw new Error(`${name} is no table`)
  return value
}

function isTable<T>(value: unknown): value is T {
  return typeof value === 'object' && value !== null
}

/** What the privacy gate goes by. */
export const PRIVACY: PrivacyFiles = {
  mail: tableOf('mail'),
  persons: tableOf('persons'),
  privacy: tableOf('privacy'),
}

/** `files` stands for what is on disk, where a test has changed it. */
export function runFolder(
  root: string,
  publisher: string,
  source: string,
  files: Files = filesOf(root, publisher, source),
): Promise<JobResult> {
  return runJob({ publisher, source, files, schemas: schemasOf(root), sha256 }, PRIVACY)
}

export function datasetOf(result: JobResult, slug: string): Dataset {
  const found = result.datasets.find((dataset) => dataset.slug === slug)
  if (!found)
    throw new Error(`no dataset ${slug}: ${result.problems.map((one) => one.message.en).join('\n')}`)
  return found
}

export function recordOf(result: JobResult, slug: string, identifier: string): DataRecord {
  const found = datasetOf(result, slug).records.find((record) => record.identifier === identifier)
  if (!found) throw new Error(`no record ${slug}/${identifier}`)
  return found
}

/** Where a cell comes from. */
export function provenanceOf(
  result: JobResult,
  slug: string,
  identifier: string,
  field: string,
): CellProvenance {
  const found = cellOf(datasetOf(result, slug).provenance, identifier, field)
  if (!found) throw new Error(`no provenance of ${slug}/${identifier}/${field}`)
  return found
}

/** The fields named, of every record, as a small table: one row per record. */
export function table(
  result: JobResult,
  slug: string,
  fields: readonly string[],
): readonly (readonly unknown[])[] {
  return datasetOf(result, slug).records.map((record) => fields.map((field) => record[field]))
}

/** The files with the document edited and snapshot.yaml renewed for it, so that the job reaches the fault. */
export function withDocument(files: Files, edit: (text: string) => string): Files {
  const out = new Map(files)
  const names = [...files.keys()]
  const name = names.find((file) => file.includes('/snapshot/'))
  const record = names.find((file) => file.endsWith('/snapshot.yaml'))
  if (name === undefined || record === undefined) throw new Error('no snapshot')
  const bytes = new TextEncoder().encode(edit(new TextDecoder().decode(files.get(name))))
  const renewed = new TextDecoder()
    .decode(files.get(record))
    .replace(/^sha256:.*$/m, `sha256: ${sha256(bytes)}`)
    .replace(/^bytes:.*$/m, `bytes: ${bytes.length}`)
  return out.set(name, bytes).set(record, new TextEncoder().encode(renewed))
}
