/** `convert FILE`: the whole line on one file, without a source folder: look, run, write, and report. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import type { TableFormat } from '../../export/index.ts'
import type { Units } from '../../lib/units.ts'
import type { Problem } from '../../problem.ts'
import type { FileFound } from '../../report/index.ts'
import type { Machine } from '../options.ts'
import { foundIn } from './found.ts'
import { infoOf } from './info.ts'
import { readTable } from './knowledge-table.ts'
import { lookAtFile } from './open.ts'
import type { FileOptions } from './options.ts'
import { createChangedCells, type Trace, writeReport } from './report.ts'
import { runLooked } from './run.ts'
import { checkOutputs, createSinks, tableNames, type Written } from './sinks.ts'
import { provenanceIn } from './trace.ts'

export interface ConvertOptions extends FileOptions {
  readonly out: string
  readonly to: readonly TableFormat[]
}

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
  const { name: stem } = path.parse(options.file)
  const names = tableNames(look)
  const stemOf = (name: string): string => (name === '' ? stem : `${stem}.${name}`)
  const infos = look.tables.map((table, i) => infoOf(table, stemOf(names[i] ?? ''), context.code))
  const pathOf = (name: string, extension: string): string => path.join(out, `${stemOf(name)}.${extension}`)
  checkOutputs(path.resolve(root, options.file), [
    target,
    ...names.flatMap((name) => options.to.map((format) => pathOf(name, format))),
  ])
  const sinks = createSinks(effects, {
    look,
    infos,
    formats: options.to,
    vocabulary: { units: readTable<Units>(schemas, 'units') },
    pathOf,
  })
  try {
    const run = await runLooked(looked, file, { onChanges: changed.add, sinks })
    const problems: Problem[] = [...looked.problems, ...run.problems, ...opened.laterProblems()]
    const found = foundIn('convert', looked, run, problems)
    return report(found, provenanceIn(run, names), sinks.close())
  } catch (error) {
    sinks.abandon()
    throw error
  } finally {
    changed.end()
  }
}
