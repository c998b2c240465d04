/**
 * A newer file, judged: whether the source builds from it, what broke, and the edit that would mend it, which is tried
 * too. A mended header may show what it hid (fewer records, new words): these are told with it.
 */
import { foldWord } from '../../lib/fold.ts'
import { isObject, listOf, textOf } from '../../lib/object.ts'
import { parseYaml } from '../../lib/yaml.ts'
import { hasError, type Problem } from '../../problem.ts'
import { nameOf, type SourceFolder } from '../project.ts'
import type { Bench, CandidateFile } from './bench.ts'
import type { Break } from './break.ts'
import { judge } from './breaks.ts'
import { type Earlier, readEarlier } from './earlier.ts'
import { type Edit, edited, shownEdits, shownText } from './edit.ts'
import { type Followed, type Texts, textIn, tryFollowed } from './follow.ts'

export interface Proposal {
  /** the files as they would be, whole, by their names in the source's folder */
  readonly texts: Texts
  /** `source.yaml:12  … → …` */
  readonly shown: readonly string[]
  /** what keeps the source from building even so; none: it builds */
  readonly left: readonly Problem[]
}

export interface Assessment {
  readonly earlier: Earlier
  readonly problems: readonly Problem[]
  /** it may be taken over as it is */
  readonly sound: boolean
  /** what must not be published is in it, or may be */
  readonly held: boolean
  /** of the file with the source as it lies */
  readonly first: Followed
  readonly proposal?: Proposal
  /** what a person may let pass as it is stands in it (with the proposal, where there is one) */
  readonly passes: boolean
  /** records are fewer than may go: --take lets them go once, and nothing is proposed for it */
  readonly drops: boolean
  /** what a person who has looked takes over: edits made, fewer records meant; undefined where it does not build */
  readonly meant?: Followed
  readonly bugs: readonly string[]
}

/** A header, what it hid, and what that hid. */
const ROUNDS = 3
/** What is of the file itself, and was only hidden. */
const OF_FILE = /^(?:run\/candidate-|inspect\/)/

/** `take`: a person has looked, so that what is proposed of a sound file too (a new column) is tried. */
export async function assess(
  bench: Bench,
  folder: SourceFolder,
  file: CandidateFile,
  take = false,
): Promise<Assessment> {
  const earlier = await readEarlier(bench, folder)
  const first = await tryFollowed(bench, folder, file, new Map())
  const own = `sources/${nameOf(folder)}/`
  const before = new Map(
    ['source.yaml', 'corrections.yaml'].map((name) => [name, textIn(first.trial, own + name)]),
  )
  let current = first
  let judged = await judge(bench, folder, first.trial, earlier, first.trial)
  const sound = !errorsIn(judged.breaks)
  const all: Break[] = [...judged.breaks]
  let held = judged.held
  let edits: readonly Named[] = []
  let next = namedEdits(judged.breaks, before)
  for (let round = 1; round < ROUNDS && (!sound || take) && !held && next.length > 0; round += 1) {
    edits = [...edits, ...next]
    current = await tryFollowed(bench, folder, file, textsOf(before, edits))
    judged = await judge(bench, folder, current.trial, earlier, first.trial)
    held = judged.held
    const told = new Set(all.map(idOf))
    const fresh = judged.breaks.filter((one) => !told.has(idOf(one)))
    // what else an edit brings about is said with the proposal, where it stays
    all.push(...fresh.filter(({ problem: { code } }) => OF_FILE.test(code)))
    next = errorsIn(judged.breaks) ? without(namedEdits(fresh, before), edits) : []
  }
  // what a person lets pass as it is stops nothing
  const stopping = judged.breaks.filter(({ passes }) => passes !== true)
  const left = stopping.map(({ problem }) => problem).filter(({ severity }) => severity === 'error')
  // that fewer records are meant is tried, and never written
  const lasting = edits.filter(({ drop }) => !drop)
  const isProposed = !sound && !held && lasting.length > 0
  const builds = !held && left.length === 0
  const texts = textsOf(before, lasting)
  const bugs = [first, current].flatMap(({ trial: { bug } }) => (bug === undefined ? [] : [bug]))
  return {
    earlier,
    problems: all.map(({ problem }) => problem),
    sound,
    held,
    passes: stopping.length < judged.breaks.length,
    drops: lasting.length < edits.length,
    first,
    ...(isProposed ? { proposal: { texts, shown: shown(before, lasting), left } } : {}),
    ...(builds
      ? { meant: { trial: current.trial, texts: new Map([...casesIn(current.texts), ...texts]) } }
      : {}),
    bugs: [...new Set(bugs)],
  }
}

/** Cases made anew go with whatever else is written. */
function casesIn(texts: Texts): Texts {
  return new Map([...texts].filter(([name]) => name === 'cases.yaml'))
}

interface Named {
  readonly file: string
  readonly edit: Edit
  readonly drop: boolean
}

function errorsIn(breaks: readonly Break[]): boolean {
  return hasError(breaks.map(({ problem }) => problem))
}

/** Of words that may pass fewer are left once some have a meaning: they are told of already. */
function idOf({ problem: { code, where, actual, expected }, passes }: Break): string {
  const facts = passes === true ? [] : [actual, expected]
  const { worksheet, header, dataset, key, row } = where
  return JSON.stringify([code, worksheet, header, dataset, key, row, ...facts])
}

function namedEdits(breaks: readonly Break[], before: Texts): readonly Named[] {
  return breaks.flatMap(({ edits, drop = false, renamed }) => [
    ...edits.map((edit) => ({ file: 'source.yaml', edit, drop })),
    ...(renamed === undefined ? [] : correctionEdits(before.get('corrections.yaml') ?? '', renamed)),
  ])
}

/** Corrections of cells of the column. */
function correctionEdits(
  text: string,
  { from, to }: { readonly from: string; readonly to: string },
): readonly Named[] {
  const { value } = parseYaml(text)
  const corrections = isObject(value) ? listOf(value.corrections) : []
  return corrections.flatMap((one, i) => {
    const column = isObject(one) ? textOf(one.column) : undefined
    if (column === undefined || foldWord(column) !== foldWord(from)) return []
    const edit: Edit = { kind: 'set', path: ['corrections', i, 'column'], value: to }
    return [{ file: 'corrections.yaml', edit, drop: false }]
  })
}

function without(edits: readonly Named[], made: readonly Named[]): readonly Named[] {
  const known = new Set(made.map((one) => JSON.stringify(one)))
  return edits.filter((one) => !known.has(JSON.stringify(one)))
}

/** Only files that become others. */
function textsOf(before: Texts, edits: readonly Named[]): Texts {
  return new Map(
    [...before].flatMap(([name, text]) => {
      const now = edited(text, editsOf(name, edits))
      return now === text ? [] : [[name, now] as const]
    }),
  )
}

function shown(before: Texts, edits: readonly Named[]): readonly string[] {
  const lines = [...before].flatMap(([name, text]) =>
    shownEdits(text, editsOf(name, edits)).map((one) => shownText(name, one)),
  )
  return [...new Set(lines)]
}

function editsOf(name: string, edits: readonly Named[]): readonly Edit[] {
  return edits.flatMap(({ file, edit }) => (file === name ? [edit] : []))
}
