/** Every unit of the project in order: sources, each publisher's list after its sources, then the whole. */

import { detach } from '../lib/detach.ts'
import { parseAbout } from './about.ts'
import { type Context, count, datasetFolders, type Tally } from './context.ts'
import type { Entry } from './entry.ts'
import { type DescriptorLine, descriptorLines, descriptorsOf } from './key.ts'
import { type BuildNotes, listNote } from './ledger/build-notes.ts'
import type { RunOptions } from './options.ts'
import type { Phases } from './phases.ts'
import { runProblem } from './problems.ts'
import { nameOf, type SourceFolder } from './project.ts'
import { doPublisher } from './publisher.ts'
import { type Done, doSource, type State } from './source.ts'
import { unitOfPublisher, unitOfSource } from './store.ts'
import type { Units } from './units.ts'
import { doWhole, type Fold, foldEntry } from './whole.ts'

export interface Run extends Context {
  readonly states: { [state in State]: number }
  readonly failed: Tally
  readonly phases: Phases
  readonly notes: BuildNotes
  standing: number
}

/** Undefined where what is made of all could not be made: then nothing may be replaced. */
export async function walk(
  run: Run,
  options: Pick<RunOptions, 'onProgress' | 'replay'>,
  only: SourceFolder | undefined,
): Promise<Units | undefined> {
  const units: Units = { sources: [], publishers: [] }
  const fold: Fold = { hash: run.effects.sha256(), publishers: new Set() }
  const take = (unit: string, done: Done) => {
    if (done.state === 'unchanged' && done.entry !== undefined)
      standing(run, done.entry, options.replay === true)
    if (done.entry === undefined) return
    foldEntry(fold, unit, done.entry)
    for (const folder of datasetFolders(done.entry.outs)) {
      run.claims.set(folder.slice('datasets/'.length), unit)
    }
  }
  for (const [publisher, folders] of byPublisher(run.sources)) {
    run.phases.enter('sources')
    const start = `sources/${publisher}/`
    const descriptors: DescriptorLine[] = []
    const accounts = new Set<string>()
    for (const folder of folders) {
      const selected = only === undefined || nameOf(only) === nameOf(folder)
      options.onProgress?.({ ...progress(run), source: nameOf(folder), state: 'working' })
      const done = await doSource(run, folder, selected)
      run.states[done.state] += 1
      if (done.state === 'failed') count(run.failed, [nameOf(folder)])
      run.notes.end(nameOf(folder), done.state, isChanged(run, done))
      options.onProgress?.({ ...progress(run), source: nameOf(folder), state: done.state })
      take(unitOfSource(folder), done)
      if (done.entry === undefined) continue
      units.sources.push(folder)
      descriptors.push(...descriptorLines(done.entry))
      for (const { path } of done.entry.outs)
        if (path.startsWith(start)) accounts.add(detach(path.slice(start.length)))
    }
    run.phases.enter('lists')
    const list = await doPublisher(run, publisher, descriptorsOf(run, descriptors), accounts)
    if (list.state === 'failed') count(run.failed, [`${publisher} (open_data_list)`])
    run.notes.end(listNote(publisher), list.state, isChanged(run, list))
    take(unitOfPublisher(publisher), list)
    if (list.entry !== undefined) units.publishers.push(publisher)
    if (accounts.size > 0) fold.publishers.add(publisher)
  }
  run.phases.enter('whole')
  const whole = await doWhole(run, units, fold)
  const { strays } = run.changes
  if (!run.force)
    run.tell(
      strays.first
        .slice(0, 20)
        .map((file) => runProblem('run/stray-file', { file: `dist/${file}` }, { file })),
    )
  return whole.entry === undefined ? undefined : units
}

/** Only records that dist/ does not hold already are in the stage. */
function isChanged(run: Run, { state, entry }: Done): boolean {
  if (state !== 'built' || entry === undefined) return false
  return datasetFolders(entry.outs).some((folder) =>
    run.stage.has(`${folder}/${folder.slice('datasets/'.length)}.json`),
  )
}

function standing(run: Run, entry: Entry, replay: boolean): void {
  if (replay) run.tell(parseAbout(entry.about).problems)
  else run.standing += entry.warnings
}

function progress(run: Run): { readonly done: number; readonly total: number } {
  const { unchanged, built, failed, kept } = run.states
  return { done: unchanged + built + failed + kept, total: run.sources.length }
}

function byPublisher(sources: readonly SourceFolder[]): ReadonlyMap<string, readonly SourceFolder[]> {
  const found = new Map<string, SourceFolder[]>()
  for (const folder of sources) {
    const own = found.get(folder.publisher)
    if (own === undefined) found.set(folder.publisher, [folder])
    else own.push(folder)
  }
  return found
}
