/** The records and the changes of a dataset as they will lie in dist/, read a piece at a time. */
import path from 'node:path'
import {
  changesFiles,
  type History,
  historyProblem,
  lastOf,
  type ReadChanges,
  readChanges,
  recordsIn,
  type Side,
  type VersionRef,
} from '../../history/index.ts'
import type { Dataset, OutFile } from '../../lib/model.ts'
import type { Place, Problem } from '../../problem.ts'
import type { Context } from '../context.ts'
import type { Stage } from '../stage.ts'

export function recordsStaged(stage: Pick<Stage, 'readChunks'>, id: string): Side['records'] {
  return recordsIn(() => stage.readChunks(`datasets/${id}/${id}.json`)).records
}

/** What is known of a unit's versions while its files are staged. */
export interface Versions {
  /** that holds history.yaml and changes/, from the project root */
  readonly folder: string
  readonly history: History
  /** slug → the file of its changes where that is not in its place yet */
  readonly changes?: ReadonlyMap<string, string>
}

/** `changes.json` and `changes.atom` of a dataset, or why what is kept of its changes can not be followed. */
export function versionFiles(
  { effects, layout }: Pick<Context, 'effects' | 'layout'>,
  dataset: Pick<Dataset, 'id' | 'slug' | 'title' | 'publisher'>,
  { folder, history, changes }: Versions,
  where: Place,
): { readonly files: readonly OutFile[]; readonly problems: readonly Problem[] } {
  const { slug } = dataset
  const last = lastOf(history, slug)
  const name = `${folder}/changes/${slug}.json`
  const file = changes?.get(slug) ?? path.join(layout.root, name)
  if (last === undefined || effects.stat(file) === undefined) {
    return { files: changesFiles(dataset, history, undefined), problems: [] }
  }
  const failed = (code: 'history/changes-stale' | 'history/changes-edited', facts: object) => {
    const place = { ...where, file: name, dataset: dataset.id }
    return { files: [], problems: [historyProblem(code, place, { file: name, ...facts })] }
  }
  const read: ReadChanges | undefined = readChanges(() => effects.readChunks(file))
  if (read === undefined) return failed('history/changes-edited', {})
  const { to, counts } = read.head
  const isLast = to.hash === last.hash && to.version === last.version
  if (!isLast || read.head.dataset !== slug) {
    return failed('history/changes-stale', { actual: to.version, expected: last.version })
  }
  const isCounted =
    counts?.added === last.added && counts?.removed === last.removed && counts?.changed === last.changed
  if (!isCounted) return failed('history/changes-edited', {})
  return { files: changesFiles(dataset, history, dated(read, history)), problems: [] }
}

/** Of a version's day history.yaml has the last word: one that was wrong is mended there, in one line. */
function dated({ head, lines }: ReadChanges, history: History): ReadChanges {
  const own = (ref: VersionRef): VersionRef => {
    const { date = ref.date } =
      history.find(({ dataset, version }) => dataset === head.dataset && version === ref.version) ?? {}
    return { ...ref, date }
  }
  return { head: { ...head, from: head.from === null ? null : own(head.from), to: own(head.to) }, lines }
}
