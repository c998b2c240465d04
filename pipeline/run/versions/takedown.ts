/** The last version of a dataset, accepted before, tells no former values any more (`accept ID --withhold`). */
import path from 'node:path'
import {
  type History,
  historyProblem,
  lastOf,
  markWithheld,
  readChanges,
  tellsFormer,
  withheldText,
  withWithheld,
} from '../../history/index.ts'
import type { DatasetFacts } from '../about.ts'
import type { NewFile } from '../add/write.ts'
import type { Context } from '../context.ts'
import { checkText } from './next.ts'

interface Standing {
  /** that holds history.yaml, from the project root */
  readonly folder: string
  readonly history: History
  readonly text: string
}

/** Undefined where it tells none: that is told. Files are relative to the folder that holds history.yaml. */
export async function takedownOf(
  { effects, layout, tell }: Pick<Context, 'effects' | 'layout' | 'tell'>,
  { folder, history, text }: Standing,
  { id, slug }: DatasetFacts,
): Promise<{ readonly history: History; readonly files: readonly NewFile[] } | undefined> {
  const last = lastOf(history, slug)
  if (last === undefined) return undefined
  const file = `${folder}/history.yaml`
  if (!tellsFormer(last)) {
    const facts = { dataset: id, version: last.version }
    tell([historyProblem('history/nothing-withheld', { file, dataset: id }, facts)])
    return undefined
  }
  const next = withWithheld(history, slug)
  const marked = markWithheld(text, history, slug)
  checkText(marked, next, file)
  const name = `changes/${slug}.json`
  const place = path.join(layout.root, folder, name)
  // what is not as it was written was told before anything is accepted: such a source has an error
  const read = effects.stat(place) === undefined ? undefined : readChanges(() => effects.readChunks(place))
  const files: NewFile[] = [{ path: 'history.yaml', text: marked }]
  if (read !== undefined) {
    const beside = path.join(layout.state, 'versions', folder, `${slug}.json`)
    await effects.writeChunks(beside, withheldText(read))
    files.unshift({ path: name, text: '', file: beside })
  }
  return { history: next, files }
}
