/** `hiraku check SOURCE`, or of a file, which is another module's. */
import path from 'node:path'
import { isTableFile } from '../lib/file-endings.ts'
import { isObject } from '../lib/object.ts'
import { checkSource } from '../run/check-source.ts'
import { machineOf } from '../run/machine.ts'
import type { Arguments } from './args.ts'
import { countsText, exitOf, many, problemsJson, tellProblems, wantsAnnotations } from './output.ts'
import type { Session } from './session.ts'

export async function checkCommand(args: Arguments, session: Session): Promise<number> {
  const { positionals, values } = args
  const { effects, root, code, lang } = session
  const ofFile = isFile(args, session)
  if (values.report !== undefined || values.out !== undefined)
    return (await import('./check-report.ts')).checkReportCommand(args, ofFile, session)
  if (ofFile) return (await import('./check-file.ts')).checkFileCommand(args, session)
  const result = await checkSource(
    effects,
    session.machine ?? machineOf(effects, code),
    root,
    positionals[0] ?? '',
  )
  const { problems, bugs, datasets, source } = result
  await tellProblems(problems, session, wantsAnnotations(values, session))
  for (const { stack } of values.debug === undefined ? [] : bugs) effects.stderr(`${stack}\n`)
  if (values.json !== undefined) {
    const { command, report } = result
    effects.stdout(
      `${JSON.stringify({ command, source, datasets, report, ...(result.rows === null ? {} : { tables: tablesOf(result.rows) }), ...problemsJson(problems) }, null, 2)}\n`,
    )
  } else {
    const count = (records: number) => (lang === 'ja' ? `${records} 件` : many(records, 'record'))
    for (const dataset of datasets) effects.stdout(`${dataset.id}\t${count(dataset.records)}\n`)
    if (result.rows !== null) {
      const { rowsText } = await import('../report/rows-text.ts')
      effects.stdout(rowsText(result.rows, session))
    }
  }
  effects.stderr(`${source}: ${countsText(problems.counts, lang)}\n`)
  return exitOf(problems, bugs.length)
}

function tablesOf(rows: unknown): unknown {
  return isObject(rows) ? rows.tables : []
}

/** A folder or an id under sources/ is a source; whatever is on the disk as a file is a file. */
function isFile({ positionals, values }: Arguments, { effects, root }: Session): boolean {
  if (['as', 'schema', 'fix', 'publisher', 'rules'].some((name) => values[name] !== undefined)) return true
  const stat = effects.stat(path.resolve(root, positionals[0] ?? ''))
  if (stat !== undefined) return !stat.isDirectory
  return isTableFile(positionals[0] ?? '')
}
