/**
 * The last good files of a unit that is not, or can not be, made now. They are an input like any other: as
 * remembered, or where nothing is remembered (a fresh checkout) as dist/ itself says in its report and SHA256SUMS.
 */
import path from 'node:path'
import { hashFile } from '../effects.ts'
import { isObject, listOf, textOf } from '../lib/object.ts'
import type { Problem } from '../problem.ts'
import { type Context, datasetFolders, findStraysOf } from './context.ts'
import { type Entry, type OutLine, UNKNOWN } from './entry.ts'
import { lookOutputs } from './files.ts'
import { publishedSums, reportedItem } from './good.ts'
import { runProblem } from './problems.ts'

/** Undefined where there are none. What was changed by hand is told, for it can not be restored. */
export function keepLastGood(context: Context, unit: string): Entry | undefined {
  const { effects, layout, store, taken } = context
  const remembered = store.load(unit)
  const entry = remembered ?? takeOver(context, unit)
  if (entry === undefined) return undefined
  const { lines, wrong, same } = lookOutputs(effects, layout.dist, entry.outs, taken)
  context.kept.add(unit)
  context.tell(wrong.slice(0, 10).map((file) => changed(unit, file)))
  // SHA256SUMS goes on naming the good ones, so that whoever checks it sees the fault too
  for (const file of wrong) context.broken.add(file)
  const known = new Map(lines.map((line) => [line.path, line]))
  const kept = {
    ...entry,
    outs: entry.outs.map((line) => known.get(line.path) ?? { ...line, signature: UNKNOWN }),
  }
  if (remembered === undefined) store.put(unit, kept)
  else if (!same) store.refresh(unit, kept)
  findStraysOf(context, kept)
  return kept.outs.length === 0 ? undefined : kept
}

function changed(unit: string, name: string): Problem {
  const file = `dist/${name}`
  return runProblem('run/last-good-changed', { source: unit.slice(unit.indexOf('/') + 1), file }, { file })
}

/** What dist/report.json says of the unit, and the files of its datasets. */
function takeOver(context: Context, unit: string): Entry | undefined {
  const item = reportedItem(context, unit)
  if (!isObject(item)) return undefined
  const { publisher, source, ...report } = item
  const ids = listOf(item.datasets).flatMap((dataset) =>
    isObject(dataset) ? (textOf(dataset.id) ?? []) : [],
  )
  const outs = ids.flatMap((id) => filesOf(context, unit, `datasets/${id}`))
  if (source !== undefined) {
    const accounts = ['lines', 'rows'].map((kind) => `sources/${publisher}/${source}.${kind}.json`)
    outs.push(
      ...filesOf(context, unit, `sources/${publisher}`).filter((line) => accounts.includes(line.path)),
    )
  }
  context.worked = true
  return {
    key: UNKNOWN,
    ins: [],
    asked: '',
    outs,
    dirs: datasetFolders(outs).map((folder) => ({ path: folder, signature: UNKNOWN })),
    warnings: 0,
    about: JSON.stringify({ datasets: item.datasets, report }),
  }
}

/** As SHA256SUMS names them, whatever lies there now; where it names none, as they are found, which is told. */
function filesOf(context: Context, unit: string, folder: string): readonly OutLine[] {
  const { effects, layout } = context
  const place = (file: string) => path.join(layout.dist, file)
  const sums = publishedSums(context, folder)
  if (sums !== undefined) {
    return sums.map((sum) => ({
      ...sum,
      bytes: effects.stat(place(sum.path))?.size ?? 0,
      signature: UNKNOWN,
    }))
  }
  const found = effects
    .list(place(folder))
    .map((name) => `${folder}/${name}`)
    .filter((file) => effects.stat(place(file))?.isDirectory === false)
  context.tell(found.slice(0, 10).map((file) => changed(unit, file)))
  return found.map((file) => ({
    path: file,
    sha256: hashFile(effects, place(file)),
    bytes: effects.stat(place(file))?.size ?? 0,
    signature: UNKNOWN,
  }))
}
