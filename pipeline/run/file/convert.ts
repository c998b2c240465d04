/** `convert FILE`: the whole line on one file, without a source folder: look, run, write, and report. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import type { TableFormat } from '../../export/index.ts'
import type { Units } from '../../lib/units.ts'
import type { Problem } from '../../problem.ts'
import { type FileFound, filesJson } from '../../report/index.ts'
import type { Machine } from '../options.ts'
import { foundIn } from './found.ts'
import { infoOf } from './info.ts'
import { readTable } from './knowledge-table.ts'
import { lookAtFile } from './open.ts'
import type { FileOptions } from './options.ts'
import { runLooked } from './run.ts'
import { createSinks, tableNames, type Written } from './sinks.ts'
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
  const report = (
    found: FileFound,
    provenance: readonly object[],
    written: readonly Written[],
  ): Converted => {
    const target = path.join(out, 'report.json')
    const text = `${JSON.stringify({ ...filesJson(found), provenance }, null, 2)}\n`
    effects.writeFile(target, text)
    const bytes = new TextEncoder().encode(text).length
    return { found, written: [...written, { path: target, bytes }] }
  }
  if (file === undefined) {
    return report(foundIn('convert', looked, { outcomes: [], problems: [] }, looked.problems), [], [])
  }
  const { name: stem } = path.parse(options.file)
  const names = tableNames(look)
  const stemOf = (name: string): string => (name === '' ? stem : `${stem}.${name}`)
  const infos = look.tables.map((table, i) => infoOf(table, stemOf(names[i] ?? ''), context.code))
  const sinks = createSinks(effects, {
    look,
    infos,
    formats: options.to,
    vocabulary: { units: readTable<Units>(schemas, 'units') },
    pathOf: (name, extension) => path.join(out, `${stemOf(name)}.${extension}`),
  })
  try {
    const run = await runLooked(looked, file, { keepChanges: true, sinks })
    const problems: Problem[] = [...looked.problems, ...run.problems, ...opened.laterProblems()]
    const found = foundIn('convert', looked, run, problems)
    const provenance = provenanceIn(run, names)
    return report(found, provenance, sinks.close())
  } catch (error) {
    sinks.abandon()
    throw error
  }
}
