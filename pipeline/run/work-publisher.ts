/** Makes a publisher's open data list. */
import path from 'node:path'
import { readText } from '../effects.ts'
import { readHistoryFile, releaseOf } from '../history/index.ts'
import { hasError } from '../problem.ts'
import { short } from './about.ts'
import type { Context } from './context.ts'
import type { Entry, InLine } from './entry.ts'
import { keepFormer } from './former.ts'
import { type Descriptors, publisherKey } from './key.ts'
import { ownerOf } from './owners.ts'
import { runProblem } from './problems.ts'
import { readDescriptor } from './stage.ts'
import { unitOfPublisher } from './store.ts'
import { notAccepted, stageDatasets, work } from './work.ts'

/** The slug of the list, as the standard names its file. */
export const LIST = 'open_data_list'

/** Undefined where it failed; why was told. */
export function workPublisher(
  context: Context,
  publisher: string,
  descriptors: Descriptors,
  ins: readonly InLine[],
  remembered: Entry | undefined,
): Promise<Entry | undefined> {
  const { layout, stage, effects } = context
  const unit = unitOfPublisher(publisher)
  return work(
    context,
    unit,
    remembered,
    async (bench) => {
      const file = `sources/${publisher}/history.yaml`
      const text = ins.length === 0 ? '' : readText(effects, path.join(layout.root, file))
      const { history, problems } = readHistoryFile(bench.rooms.parseYaml(text), { file })
      if (hasError(problems)) return problems
      const packages = descriptors.paths.map((name) => readDescriptor(stage, name))
      const list = bench.rooms.openDataList(packages, releaseOf(history, LIST))
      const other = list === undefined ? undefined : ownerOf(context, list.id, unit)
      if (list !== undefined && other !== undefined) {
        const where = { file: `sources/${publisher}/publisher.yaml`, dataset: list.id }
        return [
          runProblem('run/duplicate-dataset', where, {
            id: list.id,
            other: other.slice(other.indexOf('/') + 1),
          }),
        ]
      }
      const staged = await stageDatasets(context, bench, list === undefined ? [] : [list])
      const inputs = { datasets: short(descriptors.hash), code: short(context.code) }
      const warnings = notAccepted(history, staged.facts, inputs, { file })
      keepFormer(effects, layout, history, staged.facts)
      const about = { datasets: staged.facts, inputs, report: null }
      const asked = bench.asked()
      const key = publisherKey(context, ins, asked, descriptors)
      return { key, ins, asked, problems: [...staged.problems, ...warnings], about }
    },
    [`sources/${publisher}`],
  )
}
