/** `check FILE`: look, then run, and say what was met; with `fix`, write the standard CSV and the list of changes. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import type { Units } from '../../lib/units.ts'
import type { Problem } from '../../problem.ts'
import type { FileFound } from '../../report/index.ts'
import type { Machine } from '../options.ts'
import { type ChangeLists, createChangeLists } from './change-list.ts'
import { foundIn } from './found.ts'
import { infoOf } from './info.ts'
import { readTable } from './knowledge-table.ts'
import { maskScores } from './mask-found.ts'
import { type LookedFile, lookAtFile } from './open.ts'
import type { FileOptions } from './options.ts'
import { notWritten, runLooked, stoppedIn } from './run.ts'
import { checkOutputs, createSinks, type Sinks, tableNames, type Written } from './sinks.ts'

export interface FileCheckOptions extends FileOptions {
  /** path of the mended CSV */
  readonly fix?: string
  /** score it by the rules of machine readability */
  readonly rules?: boolean
}

export interface FileChecked {
  readonly found: FileFound
  readonly written: readonly Written[]
  /** for a report that has the rows of the file in it */
  readonly looked: LookedFile
}

export async function checkFile(
  effects: Effects,
  machine: Machine,
  root: string,
  options: FileCheckOptions,
): Promise<FileChecked> {
  const looked = await lookAtFile(effects, machine, root, options)
  const { file, opened } = looked
  const problems: Problem[] = [...looked.problems]
  if (file === undefined)
    return { found: foundIn('check', looked, { outcomes: [], problems: [] }, problems), written: [], looked }
  const fix =
    options.fix === undefined
      ? undefined
      : fixSinks(effects, looked, path.resolve(root, options.file), path.resolve(root, options.fix))
  try {
    const run = await runLooked(looked, file, {
      ...(fix === undefined ? {} : { sinks: fix.sinks, onChanges: fix.lists.add }),
    })
    problems.push(...run.problems, ...opened.laterProblems())
    const stopped = stoppedIn(run)
    if (fix !== undefined) problems.push(...notWritten(looked, stopped))
    const found: FileFound = {
      ...foundIn('check', looked, run, problems),
      ...(options.rules === true
        ? {
            rules: maskScores(
              (await import('./rules.ts')).scoreLooked(looked, file, run),
              looked.gate?.maskText,
            ),
          }
        : {}),
    }
    if (fix === undefined) return { found, written: [], looked }
    const tables = run.outcomes.map(({ index }) => index).filter((index) => !stopped.has(index))
    return { found, written: [...fix.sinks.close(stopped), ...fix.lists.close(tables)], looked }
  } catch (error) {
    fix?.sinks.abandon()
    fix?.lists.abandon()
    throw error
  }
}

/** The path as given for one table; with several, the name of each before the extension. */
function fixSinks(
  effects: Effects,
  { look, context, schemas, gate }: LookedFile,
  input: string,
  out: string,
): { readonly sinks: Sinks; readonly lists: ChangeLists } {
  const { dir, name: stem } = path.parse(out)
  const stemOf = (name: string): string => (name === '' ? stem : `${stem}.${name}`)
  const names = tableNames(look)
  const pathOf = (name: string, extension: string): string =>
    name === '' && extension === 'csv' ? out : path.join(dir, `${stemOf(name)}.${extension}`)
  checkOutputs(
    input,
    names.flatMap((name) => [pathOf(name, 'csv'), pathOf(name, 'changes.csv')]),
  )
  const sinks = createSinks(effects, {
    look,
    infos: look.tables.map((table, i) => infoOf(table, stemOf(names[i] ?? ''), context.code)),
    formats: ['csv'],
    vocabulary: { units: readTable<Units>(schemas, 'units') },
    pathOf,
  })
  return {
    sinks,
    lists: createChangeLists(effects, (table) => pathOf(names[table] ?? '', 'changes.csv'), gate?.maskText),
  }
}
