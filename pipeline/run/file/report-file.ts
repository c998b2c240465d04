/** The report of a file as a file: a page to be printed and handed on, or a marked copy of the file itself. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import { withoutEnding } from '../../lib/file-endings.ts'
import { type Problem, UserError } from '../../problem.ts'
import type { FileFound } from '../../report/index.ts'
import { runProblem } from '../problems.ts'
import type { LookedFile } from './open.ts'
import { checkOutputs, type Written } from './sinks.ts'

export const REPORT_KINDS = ['html', 'xlsx', 'json', 'text'] as const

export type ReportKind = (typeof REPORT_KINDS)[number]

export interface ReportWish {
  readonly kind: ReportKind
  /** what is checked, as the person named it */
  readonly file: string
  readonly out?: string
}

/** Where the report goes; undefined: to the terminal. Asked before the work, so that a wrong place costs nothing. */
export function reportTarget(effects: Effects, root: string, wish: ReportWish): string | undefined {
  const { kind, file, out } = wish
  if (out === undefined && (kind === 'json' || kind === 'text')) return undefined
  const input = path.resolve(root, file)
  const ending = endingOf(kind, file)
  const name = `${withoutEnding(path.basename(file))}.${kind === 'xlsx' ? 'checked' : 'report'}.${ending}`
  const wanted = out === undefined ? path.join(path.dirname(input), name) : path.resolve(root, out)
  const target = effects.stat(wanted)?.isDirectory === true ? path.join(wanted, name) : wanted
  checkOutputs(input, [target])
  if (kind !== 'xlsx') return target
  if (!target.toLowerCase().endsWith(`.${ending}`))
    throw new UserError(
      runProblem('run/report-ending', {}, { actual: out ?? target, expected: `.${ending}` }),
    )
  const folder = projectAround(effects, path.dirname(target))
  if (folder !== undefined) {
    const actual = path.relative(root, target)
    throw new UserError(runProblem('run/marked-in-project', {}, { actual, folder, name }))
  }
  return target
}

/** Excel opens a file with macros only by a name that says so. */
function endingOf(kind: ReportKind, file: string): string {
  if (kind === 'text') return 'txt'
  if (kind !== 'xlsx') return kind
  return /\.(xlsm|xltx|xltm)$/i.exec(file)?.[1]?.toLowerCase() ?? 'xlsx'
}

/** The folder of a project at or above this one: what is below it may be committed, and so published. */
function projectAround(effects: Effects, folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    if (isProject(effects, at)) return at
    if (path.dirname(at) === at) return undefined
  }
}

/** A folder that is called sources for another reason has no publishers in it. */
function isProject(effects: Effects, folder: string): boolean {
  const sources = path.join(folder, 'sources')
  if (effects.stat(sources)?.isDirectory !== true) return false
  if (effects.stat(path.join(folder, '.hiraku')) !== undefined) return true
  const publishers = effects.list(sources)
  return (
    publishers.length === 0 ||
    publishers.some((name) => {
      const publisher = path.join(sources, name)
      if (effects.stat(path.join(publisher, 'publisher.yaml')) !== undefined) return true
      if (effects.stat(publisher)?.isDirectory !== true) return false
      return effects
        .list(publisher)
        .some((source) => effects.stat(path.join(publisher, source, 'source.yaml')) !== undefined)
    })
  )
}

export interface ReportInput {
  readonly found: FileFound
  readonly looked: LookedFile
  readonly lang: 'ja' | 'en'
}

/** `problem`: the copy is a new workbook, and why. */
export async function writeMarked(
  effects: Effects,
  target: string,
  { found, looked, lang }: ReportInput,
): Promise<{ readonly written: Written; readonly problem?: Problem }> {
  const { findingsOf } = await import('../../report/findings.ts')
  const findings = findingsOf(found)
  const { file, bytes } = looked
  let problem: Problem | undefined
  if (file?.format === 'xlsx' && bytes !== undefined) {
    const { markedCopy } = await import('../../report/marked/copy.ts')
    try {
      return { written: write(effects, target, markedCopy({ bytes, found, findings, lang })) }
    } catch (error) {
      // a form of the file that is not patched: nothing was written
      const actual = error instanceof Error ? error.message : String(error)
      problem = runProblem('run/not-marked', { file: found.file }, { actual })
    }
  }
  const { markedBook } = await import('../../report/marked/book.ts')
  const { writeXlsx } = await import('../../lib/xlsx/write.ts')
  const note = problem === undefined ? {} : { note: problem.message[lang] }
  const book = markedBook({ found, findings, lang, grids: file?.grids ?? [], ...note })
  return { written: write(effects, target, writeXlsx(book)), ...(problem === undefined ? {} : { problem }) }
}

export function write(effects: Effects, path: string, data: string | Uint8Array): Written {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
  effects.writeFile(path, bytes)
  return { path, bytes: bytes.length }
}
