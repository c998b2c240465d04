/** Makes a publisher's open data list. */
import path from 'node:path'
import { readText } from '../effects.ts'
import { readHistoryFile, releaseOf } from '../history/index.ts'
import { hasError } from '../problem.ts'
import { short } from './about.ts'
import type { Context } from './context.ts'
import type { Entry, InLine } from './entry.ts'
import { lookInputs } from './files.ts'
import { keepFormer } from './former.ts'
import { type Descriptors, publisherKey } from './key.ts'
import { ownerOf } from './owners.ts'
import { runProblem } from './problems.ts'
import { listPaths } from './project.ts'
import { readDescriptor } from './stage.ts'
import { unitOfPublisher } from './store.ts'
import { acceptanceOf } from './versions/accepting.ts'
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
  const { layout, stage, effects, taken } = context
  const unit = unitOfPublisher(publisher)
  return work(
    context,
    unit,
    remembered,
    async (bench) => {
      const file = `sources/${publisher}/history.yaml`
      const place = path.join(layout.root, file)
      const text = effects.stat(place) === undefined ? '' : readText(effects, place)
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
      const lists = list === undefined ? [] : [list]
      const folder = `sources/${publisher}`
      const where = { file }
      let staged = await stageDatasets(context, bench, lists, { folder, history }, where)
      const inputs = { datasets: short(descriptors.hash), code: short(context.code) }
      const waiting = { unit, folder, history, text, facts: staged.facts, inputs }
      const acceptance = hasError(staged.problems) ? undefined : await acceptanceOf(context, waiting)
      if (acceptance !== undefined) {
        bench.again()
        const released = acceptance.released(lists)
        staged = await stageDatasets(context, bench, released, { folder, ...acceptance }, where)
      }
      const accepted = acceptance?.history ?? history
      const warnings = notAccepted(accepted, staged.facts, inputs, where)
      let lines = ins
      if (acceptance !== undefined && !hasError(staged.problems)) {
        await acceptance.put()
        const paths = listPaths(effects, layout.root, publisher)
        lines = lookInputs(effects, layout.root, paths, ins, taken).lines
      }
      if (!hasError(staged.problems)) keepFormer(effects, layout, accepted, staged.facts)
      const about = { datasets: staged.facts, inputs, report: null }
      const asked = bench.asked()
      const key = publisherKey(context, lines, asked, descriptors)
      return { key, ins: lines, asked, problems: [...staged.problems, ...warnings], about }
    },
    [`sources/${publisher}`],
  )
}
