/** What the run needs of the rooms. Loaded only when there is work: a build with nothing changed loads none. */
import type { JobInput } from '../job/input.ts'
import type { JobResult } from '../job/result.ts'
import type { CkanConventions, CkanDataset } from '../lib/ckan.ts'
import type { Dataset, FileFacts, OutFile, Release } from '../lib/model.ts'
import type { YamlFault } from '../lib/yaml.ts'
import type { Problem } from '../problem.ts'
import type { Published } from '../validate/index.ts'

/** A file as staged, read back as bytes. */
export type ReadStaged = (path: string) => Uint8Array

export interface Rooms {
  readonly runJob: (input: JobInput) => Promise<JobResult>
  /** `siblings`: every dataset of the same source, so that references become links */
  readonly exportDataset: (dataset: Dataset, siblings: readonly Dataset[]) => readonly OutFile[]
  /** what could not be written as it is */
  readonly checkExport?: (dataset: Dataset) => readonly Problem[]
  /** the files that speak of the data files: Data Package, CSVW, CKAN, schema.org, Croissant, RO-Crate, README */
  readonly describe: (info: Dataset, facts: readonly FileFacts[]) => readonly OutFile[]
  /** オープンデータ一覧 of a publisher, from its datasets' datapackage.json; undefined where it has none */
  readonly openDataList: (packages: readonly unknown[], release: Release | null) => Dataset | undefined
  /** the files of the catalog, from every datapackage.json, read one at a time; `publishers`: how many there are */
  readonly catalogFiles: (packages: () => Iterable<unknown>, publishers: number) => readonly OutFile[]
  /** what the catalogue is called, from the first datapackage.json */
  readonly catalogHeader?: (
    first: unknown,
    publishers: number,
  ) => { readonly iri: string; readonly title: string; readonly publisher: string }
  /** what a CKAN portal shall be told of a dataset, from its datapackage.json */
  readonly ckanDataset?: (
    descriptor: unknown,
    conventions: CkanConventions,
  ) => { readonly dataset?: CkanDataset | undefined; readonly problems: readonly Problem[] }
  /** reads back what was staged of a dataset and holds it against what should have come out */
  readonly checkStaged?: (
    dataset: Dataset,
    read: ReadStaged,
  ) => readonly Problem[] | Promise<readonly Problem[]>
  /** holds what is published beside the data, read back and parsed, against its schema */
  readonly checkPublished?: (kind: Published, value: unknown, file: string) => readonly Problem[]
  /** masks in a text what the privacy gate would stop */
  readonly maskText?: (text: string) => string
  /** `value` is undefined where there are faults */
  readonly parseYaml: (text: string) => { readonly value: unknown; readonly faults: readonly YamlFault[] }
}
