/** What the run needs of the rooms. Loaded only when there is work: a build with nothing changed loads none. */
import type { Dataset, FileFacts, Json, OutFile, Release } from '../lib/model.ts'
import type { Problem } from '../problem.ts'

export interface JobInput {
  readonly publisher: string
  readonly source: string
  /** authored files and snapshot, as bytes, keyed by path relative to the project root; absent files are absent */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** parsed JSON of schemas/<name>: the project's own first, then the package's */
  readonly schemas: (name: string) => unknown
  readonly sha256: (bytes: Uint8Array) => string
}

export interface JobResult {
  readonly problems: readonly Problem[]
  readonly datasets: readonly Dataset[]
  readonly lines: Json
  readonly report: Json
}

/** A file as staged, read back as bytes. */
export type ReadStaged = (path: string) => Uint8Array

export interface Rooms {
  readonly runJob: (input: JobInput) => Promise<JobResult>
  /** `siblings`: every dataset of the same source, so that references become links */
  readonly exportDataset: (dataset: Dataset, siblings: readonly Dataset[]) => readonly OutFile[]
  /** the files that speak of the data files: Data Package, CSVW, CKAN, README */
  readonly describe: (info: Dataset, facts: readonly FileFacts[]) => readonly OutFile[]
  /** オープンデータ一覧 of a publisher, from its datasets' datapackage.json; undefined where it has none */
  readonly openDataList: (packages: readonly unknown[], release: Release | null) => Dataset | undefined
  /** the files of the catalog, from every datapackage.json, read one at a time; `publishers`: how many there are */
  readonly catalogFiles: (packages: () => Iterable<unknown>, publishers: number) => readonly OutFile[]
  /** reads back what was staged of a dataset and holds it against what should have come out */
  readonly checkStaged?: (
    dataset: Dataset,
    read: ReadStaged,
  ) => readonly Problem[] | Promise<readonly Problem[]>
  /** `value` is undefined where there are faults */
  readonly parseYaml: (text: string) => { readonly value: unknown; readonly faults: readonly unknown[] }
}
