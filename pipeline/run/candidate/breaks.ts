/**
 * What broke, next to what it was: of a trial's problems those that say no more than a break does are left out, the
 * others stand as the job tells them. Each break brings the edits of source.yaml that would mend it, where there are any.
 */
import type { Place, Problem } from '../../problem.ts'
import type { SourceFolder } from '../project.ts'
import { allowedBreaks, withLines } from './allowed.ts'
import { type Bench, candidateFolder, sourcePlace } from './bench.ts'
import type { Break } from './break.ts'
import { caseBreaks } from './cases.ts'
import { columnBreaks, fileOf } from './column-breaks.ts'
import { columnChanges } from './columns.ts'
import { drops, empties } from './drops.ts'
import type { Earlier } from './earlier.ts'
import { csvBreak, formatBreak } from './format.ts'
import { keyBreaks } from './keys.ts'
import { candidateProblem } from './problems.ts'
import { newStops } from './stops.ts'
import { gridOf, type Trial } from './trial.ts'
import { looseWords, wordBreaks } from './words.ts'

export interface Judged {
  readonly breaks: readonly Break[]
  /** something in it must not be published, or not yet */
  readonly held: boolean
}

/** What the job says of a header that is not as declared, and what follows from it. */
const OF_HEADERS: ReadonlySet<string> = new Set([
  'shape/header-changed',
  'shape/header-not-found',
  'validate/required-column',
])
const OF_TEXT: ReadonlySet<string> = new Set([
  'extract/undecodable',
  'extract/not-utf8',
  'shape/header-not-found',
  'shape/header-changed',
])
const COUNT = 'validate/count'
const NEW = 'shape/column-unknown'
const NO_SHEET = 'shape/worksheet-not-found'

export async function judge(
  bench: Bench,
  folder: SourceFolder,
  trial: Trial,
  earlier: Earlier,
  /** the trial with the source as it lies, which the former file fits */
  first: Trial,
): Promise<Judged> {
  const { declaration, input } = trial
  const place = sourcePlace(folder)
  // what is wrong with the file is to be looked up in the file
  const inFile = { ...place, file: fileOf(trial, place) }
  const bytes = snapshotOf(trial, place)
  const errors = trial.problems.filter(({ severity }) => severity === 'error')
  if (declaration === undefined || bytes === undefined) return { breaks: errors.map(plain), held: false }
  // the count is renewed where it may be another: what may go is judged by maxDrop
  const counts = errors.filter(({ code }) => code === COUNT)
  if (errors.length > counts.length) {
    const other = formatBreak(declaration, bytes, earlier.bytes, inFile)
    if (other !== undefined) return { breaks: [plain(other)], held: false }
    // what is read in the wrong encoding says nothing of its columns
    const csv = errors.some(({ code }) => OF_TEXT.has(code))
      ? csvBreak(declaration, bytes, inFile)
      : undefined
    if (csv !== undefined) return { breaks: [csv], held: false }
  }
  const breaks: Break[] = []
  const grid = gridOf(trial)
  const asks = ({ code }: Problem): boolean => OF_HEADERS.has(code) || code === NEW || code === NO_SHEET
  if (grid !== undefined && trial.problems.some(asks)) {
    const lies = gridOf(first) ?? grid
    const former = earlier.bytes === undefined ? undefined : { bytes: earlier.bytes, grid: lies }
    const files = { now: bytes, former }
    const at = { ...place, file: candidateFolder(folder) }
    const changes = await columnChanges(grid, files, at, input.packageFile)
    breaks.push(...(await columnBreaks(changes, grid, trial, place, bench.mask)))
  }
  const codes = new Set(breaks.map(({ problem }) => problem.code))
  const isOther = [...codes].some((code) => code !== 'run/candidate-column-new')
  const explained = errors.filter(
    ({ code }) =>
      (isOther && OF_HEADERS.has(code)) || (code === NO_SHEET && codes.has('run/candidate-worksheet')),
  )
  breaks.push(...keyBreaks(errors, trial, inFile), ...wordBreaks(errors, trial, inFile))
  breaks.push(...(await looseWords(trial, earlier, inFile)))
  const empty = await empties(trial, earlier, inFile)
  const emptied = new Set(empty.map(({ problem }) => problem.where.dataset ?? ''))
  breaks.push(...empty, ...(await drops(trial, earlier, inFile, emptied)))
  const ofEmpty = new Set(empty.flatMap(({ of = [] }) => of))
  breaks.push(
    ...caseBreaks(
      errors.filter((problem) => !ofEmpty.has(problem)),
      trial,
      place,
    ),
  )
  const stops = await newStops(trial, earlier)
  const found = stops.reduce((sum, { more = 0 }) => sum + 1 + more, 0)
  if (found > 0) {
    const facts = { count: found, file: candidateFolder(folder), source: place.source }
    const lines = await withLines(bench, trial, bytes, stops, place)
    breaks.push(plain(candidateProblem('run/candidate-held', place, facts)), ...lines.map(plain))
  }
  const more = found > 0 ? [] : await allowedBreaks(bench, trial, bytes, earlier, place)
  breaks.push(...more)
  const told = new Set([...counts, ...explained, ...stops, ...breaks.flatMap(({ of = [] }) => of)])
  const rest = errors.filter((problem) => !told.has(problem)).map(plain)
  return { breaks: [...breaks, ...rest], held: found > 0 || more.length > 0 }
}

function plain(problem: Problem): Break {
  return { problem, edits: [] }
}

function snapshotOf({ input }: Trial, { source }: Place): Uint8Array | undefined {
  return [...input.files].find(([name]) => name.startsWith(`sources/${source}/snapshot/`))?.[1]
}
