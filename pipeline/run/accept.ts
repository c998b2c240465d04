/**
 * Accepts what is built: in the build itself each dataset whose records are not those of its last accepted version gets
 * a new one in history.yaml, and its files, the lists and the catalogue follow. Nothing is accepted of a source with an
 * error; the others are.
 */
import { OPEN_DATA_LIST } from '../catalog/index.ts'
import type { Effects } from '../effects.ts'
import { historyProblem, isDate } from '../history/index.ts'
import { build } from '../run.ts'
import { settleFirst } from './around.ts'
import { datasetFolders } from './context.ts'
import { layoutOf } from './layout.ts'
import type { Machine, Progress, RunOptions, RunResult } from './options.ts'
import { pick } from './pick.ts'
import { findSources, nameOf } from './project.ts'
import { openStore, unitOfPublisher, unitOfSource } from './store.ts'
import { today } from './today.ts'
import type { Accepted, Accepting } from './versions/accepted.ts'
import { stillCorrected } from './versions/corrected.ts'
import { badDate } from './versions/next.ts'

export type { Accepted } from './versions/accepted.ts'

export interface AcceptResult {
  readonly accepted: readonly Accepted[]
  readonly build: RunResult
}

type Options = Pick<RunOptions, 'root' | 'onProgress' | 'wait' | 'onWait'> & {
  readonly id?: string | undefined
  readonly date?: string | undefined
  /** values of what went are told nowhere */
  readonly withhold?: boolean | undefined
}

export async function accept(effects: Effects, machine: Machine, options: Options): Promise<AcceptResult> {
  const { root, id, withhold = false } = options
  const date = options.date ?? today(effects)
  if (!isDate(date)) throw badDate(date, 'YYYY-MM-DD')
  const layout = layoutOf(effects, root)
  settleFirst(effects, layout.state)
  const folders = findSources(effects, root)
  // the list of a publisher's datasets is of no source
  const store = openStore(effects, layout)
  const lister = folders.find(
    ({ publisher }) =>
      id === `${publisher}_${OPEN_DATA_LIST}` ||
      datasetFolders(store.load(unitOfPublisher(publisher))?.outs ?? []).includes(`datasets/${id}`),
  )?.publisher
  const chosen = id === undefined || lister !== undefined ? undefined : pick(effects, layout, folders, id)
  let isFailed = false
  const isWanted: Accepting['isWanted'] = (unit, dataset, siblings) => {
    if (id === undefined) return true
    if (chosen === undefined) return unit === unitOfPublisher(lister ?? '')
    // the list follows its datasets
    if (unit === unitOfPublisher(chosen.publisher)) return !isFailed
    // a source may be named by a dataset that it has: then only that one is meant
    return unit === unitOfSource(chosen) && (dataset === id || !siblings.includes(id))
  }
  // what is told of a version that stands is taken down where a person names the very dataset
  let isNamed = false
  const isTakenDown: Accepting['isTakenDown'] = (unit, dataset, siblings) => {
    if (!withhold || id === undefined) return false
    const own = chosen === undefined ? unitOfPublisher(lister ?? '') : unitOfSource(chosen)
    const isMeant = unit === own && (dataset === id || siblings.length === 1)
    isNamed ||= isMeant
    return isMeant
  }
  const only = chosen === undefined ? {} : { only: nameOf(chosen) }
  const { onProgress, wait, onWait } = options
  const told = {
    onProgress(progress: Progress) {
      if (chosen !== undefined && progress.source === nameOf(chosen) && progress.state === 'failed')
        isFailed = true
      onProgress?.(progress)
    },
    ...(wait === undefined ? {} : { wait }),
    ...(onWait === undefined ? {} : { onWait }),
  }
  const accepting = { date, isWanted, withhold, isTakenDown }
  const result = await build(effects, machine, { root, ...only, ...told, accepting })
  const { accepted, problems } = result
  if (withhold && !isNamed && accepted.length === 0 && problems.counts.error === 0)
    problems.add([historyProblem('history/withhold-which', {})])
  if (withhold) problems.add(stillCorrected(effects, layout, accepted))
  return { accepted, build: result }
}
