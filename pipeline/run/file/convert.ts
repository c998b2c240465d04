/** `convert FILE`: the whole line on one file, without a source folder: look, run, write, and report. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { coordinatesOf, loadParquet, type OutFormat } from '../../export/index.ts'
import { maskedName } from '../../lib/mask.ts'
import type { DatasetInfo } from '../../lib/model.ts'
import type { Units } from '../../lib/units.ts'
import type { Problem } from '../../problem.ts'
import type { FileFound } from '../../report/index.ts'
import type { Machine } from '../options.ts'
import { runProblem } from '../problems.ts'
import { sweepBeside } from '../sweep.ts'
import { foundIn, namesOf } from './found.ts'
import { infoOf } from './info.ts'
import { readTable } from './knowledge-table.ts'
import { type LookedFile, lookAtFile } from './open.ts'
import type { FileOptions } from './options.ts'
import { createChangedCells, type Trace, writeReport } from './report.ts'
import { notWritten, runLooked, stoppedIn } from './run.ts'
import { checkOutputs, createSinks, tableNames, type Written } from './sinks.ts'
import { provenanceIn } from './trace.ts'

export interface ConvertOptions extends FileOptions {
  readonly out: string
  /** absent: every form that fits */
  readonly to?: readonly OutFormat[]
}

/** In the order in which they are told. */
export const OUT_FORMATS: readonly OutFormat[] = ['csv', 'json', 'jsonld', 'geojson', 'parquet']

export interface Converted {
  readonly found: FileFound
  readonly written: readonly Written[]
}

export async function convertFile(
  effects: Effects,
  machine: Machine,
  root: string,
  options: ConvertOptions,
): Promise<Converted> {
  const looked = await lookAtFile(effects, machine, root, options)
  const { file, look, context, opened, schemas } = looked
  const out = path.resolve(root, options.out)
  const target = path.join(out, 'report.json')
  const changed = createChangedCells(effects, target)
  const report = (found: FileFound, traces: readonly Trace[], written: readonly Written[]): Converted => {
    return { found, written: [...written, writeReport(effects, target, found, traces, changed)] }
  }
  if (file === undefined) {
    return report(foundIn('convert', looked, { outcomes: [], problems: [] }, looked.problems), [], [])
  }
  const mask = looked.gate?.maskText ?? String
  const { name: stem } = path.parse(maskedName(path.basename(options.file), mask))
  const names = tableNames(look)
  const stemOf = (name: string): string => (name === '' ? stem : `${stem}.${name}`)
  const infos = look.tables.map((table, i) => infoOf(table, stemOf(names[i] ?? ''), context.code))
  const pathOf = (name: string, extension: string): string => path.join(out, `${stemOf(name)}.${extension}`)
  const formats = options.to ?? OUT_FORMATS
  const targets = [
    target,
    ...names.flatMap((name, i) =>
      formats.filter((format) => fits(format, infos[i])).map((format) => pathOf(name, format)),
    ),
  ]
  checkOutputs(path.resolve(root, options.file), targets)
  sweepBeside(effects, targets)
  const sinks = createSinks(effects, {
    look,
    infos,
    formats,
    ...(formats.includes('parquet') ? { parquet: await loadParquet() } : {}),
    vocabulary: { units: readTable<Units>(schemas, 'units') },
    pathOf,
  })
  try {
    const run = await runLooked(looked, file, { onChanges: changed.add, sinks })
    const problems: Problem[] = [...looked.problems, ...run.problems, ...opened.laterProblems()]
    const stopped = stoppedIn(run)
    if (options.to?.includes('geojson') === true)
      problems.push(
        ...withoutCoordinates(looked, (table) => {
          return !fits('geojson', infos[table]) || (!stopped.has(table) && sinks.isPlaceless(table))
        }),
      )
    problems.push(...notWritten(looked, stopped))
    const found = foundIn('convert', looked, run, problems)
    const outcomes = run.outcomes.filter(({ index }) => !stopped.has(index))
    return report(found, provenanceIn({ ...run, outcomes }, names, namesOf(looked)), sinks.close(stopped))
  } catch (error) {
    sinks.abandon()
    throw error
  } finally {
    changed.end()
  }
}

function fits(format: OutFormat, info: DatasetInfo | undefined): boolean {
  return format !== 'geojson' || (info !== undefined && coordinatesOf(info) !== undefined)
}

/** What was asked for by name and can not be made is told. */
function withoutCoordinates(
  { look, place }: LookedFile,
  isWithout: (table: number) => boolean,
): readonly Problem[] {
  return look.tables.flatMap(({ worksheet }, i) => {
    if (!isWithout(i)) return []
    return [runProblem('run/no-coordinates', { ...place, ...(worksheet === null ? {} : { worksheet }) })]
  })
}
