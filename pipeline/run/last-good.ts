/**
 * The last good files of a unit that is not, or can not be, made now. They are an input like any other: as
 * remembered, or where nothing is remembered (a fresh checkout) as dist/ itself says in its report.
 */
import path from 'node:path'
import { hashFile } from '../effects.ts'
import { isObject, listOf, textOf } from '../lib/object.ts'
import { type Context, datasetFolders, findStraysOf } from './context.ts'
import { type Entry, type OutLine, UNKNOWN } from './entry.ts'
import { lookOutputs } from './files.ts'
import { runProblem } from './problems.ts'
import { type Item, readReport } from './report-file.ts'
import { unitOfPublisher, unitOfSource } from './store.ts'

/** Undefined where there are none. What was changed by hand is told, for it can not be restored. */
export function keepLastGood(context: Context, unit: string): Entry | undefined {
  const { effects, layout, store, taken } = context
  const remembered = store.load(unit)
  const entry = remembered ?? takeOver(context, unit)
  if (entry === undefined) return undefined
  const { lines, wrong, same } = lookOutputs(effects, layout.dist, entry.outs, taken)
  context.tell(
    wrong
      .slice(0, 10)
      .map((file) =>
        runProblem('run/last-good-changed', { source: nameOfUnit(unit), file: `dist/${file}` }, { file }),
      ),
  )
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

function nameOfUnit(unit: string): string {
  return unit.slice(unit.indexOf('/') + 1)
}

function asFound(context: Context, files: readonly string[]): readonly OutLine[] {
  const { effects, layout } = context
  return files.flatMap((file) => {
    const place = path.join(layout.dist, file)
    const stat = effects.stat(place)
    if (stat === undefined || stat.isDirectory) return []
    return [{ path: file, sha256: hashFile(effects, place), bytes: stat.size, signature: UNKNOWN }]
  })
}

/** What dist/report.json says of the unit, and the files of its datasets. */
function takeOver(context: Context, unit: string): Entry | undefined {
  const { effects, layout } = context
  const note = path.join(spread(context), `${unit}.json`)
  if (effects.stat(note) === undefined) return undefined
  const item: unknown = JSON.parse(new TextDecoder().decode(effects.readFile(note)))
  if (!isObject(item)) return undefined
  const { publisher, source, datasets, ...report } = item
  const files = listOf(datasets).flatMap((dataset) => {
    const id = isObject(dataset) ? textOf(dataset.id) : undefined
    return id === undefined
      ? []
      : effects.list(path.join(layout.dist, 'datasets', id)).map((name) => `datasets/${id}/${name}`)
  })
  if (source !== undefined) files.push(`sources/${publisher}/${source}.lines.json`)
  const outs = asFound(context, files)
  context.worked = true
  return {
    key: UNKNOWN,
    ins: [],
    outs,
    dirs: datasetFolders(outs).map((folder) => ({ path: folder, signature: UNKNOWN })),
    warnings: 0,
    about: JSON.stringify({ datasets, report }),
  }
}

/** Spreads the report's items over small files, once a run: many sources may ask, and none reads the whole again. */
function spread(context: Context): string {
  const { effects, layout } = context
  const folder = layout.good
  const report = path.join(layout.dist, 'report.json')
  if (effects.stat(folder) !== undefined) return folder
  effects.makeFolder(folder)
  if (effects.stat(report) === undefined) return folder
  for (const item of readReport(effects, report)) {
    const unit = unitOfItem(item)
    if (unit !== undefined)
      effects.writeFile(path.join(folder, `${unit}.json`), JSON.stringify(item), { sync: false })
  }
  return folder
}

function unitOfItem(item: Item): string | undefined {
  const publisher = textOf(item.publisher)
  const source = textOf(item.source)
  if (publisher === undefined || /[\\/]|^\.+$/.test(publisher)) return undefined
  if (source === undefined) return unitOfPublisher(publisher)
  return /[\\/]|^\.+$/.test(source) ? undefined : unitOfSource({ publisher, source })
}
