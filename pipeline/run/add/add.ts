/**
 * `add FILE`: look, then write down. A new source is written beside and moved into its place as a whole; a newer file
 * of a source that is there becomes its candidate. Nothing is invented: what is not known comes as a question.
 */
import path from 'node:path'
import { OPEN_DATA_LIST } from '../../catalog/index.ts'
import { type Effects, hashFile, hashOf } from '../../effects.ts'
import { maskedName } from '../../lib/mask.ts'
import { type Problem, type Text, UserError } from '../../problem.ts'
import type { FileFound } from '../../report/index.ts'
import { withLock } from '../around.ts'
import { type CheckResult, checkSource } from '../check-source.ts'
import { foundIn, namesOf } from '../file/found.ts'
import { hideNames } from '../file/hide-names.ts'
import type { LookedFile } from '../file/open.ts'
import { runLooked } from '../file/run.ts'
import { layoutOf } from '../layout.ts'
import type { Machine } from '../options.ts'
import { runProblem } from '../problems.ts'
import { type Candidate, offerCandidate } from './candidate.ts'
import { draftSource } from './draft.ts'
import {
  declarationOf,
  draftFiles,
  type HeldDraft,
  heldDrafts,
  heldFolder,
  heldQuestions,
  maybeSame,
  stopsIn,
  tryDraft,
} from './held.ts'
import { knownSources, resembles } from './known.ts'
import { keepLineEnds } from './line-ends.ts'
import { lookFor } from './look-for.ts'
import { maskPlan } from './mask-plan.ts'
import { freeName, planOf } from './plan.ts'
import { newPublisher } from './publisher.ts'
import { areGiven, isMaskedName, isOfName, withReasons } from './reasons.ts'
import { moveInto, type NewFile } from './write.ts'

export interface AddOptions {
  readonly file: string
  readonly publisher?: string
  readonly as?: string
  /** never ask */
  readonly yes?: boolean
}

export interface Added {
  readonly file: string
  /** added, held (kept outside git): a new source; held or any other: of one that is there */
  readonly outcome: 'added' | 'accepted' | 'waiting' | 'refused' | 'unchanged' | 'held'
  /** `<publisher>/<source>` */
  readonly source: string
  readonly found: FileFound
  /** paths from the project root */
  readonly written: readonly string[]
  /** what only a person can decide, first things first */
  readonly questions: readonly Text[]
  readonly candidate?: Candidate
  /** what keeps a new source out of git */
  readonly stops?: readonly Problem[]
  /** what the source's job says of what was written */
  readonly check?: CheckResult
}

export async function addFile(
  effects: Effects,
  machine: Machine,
  root: string,
  options: AddOptions,
): Promise<Added> {
  const { publisher, looked } = await lookFor(effects, machine, root, options)
  const added = await addLooked(effects, machine, root, options, publisher, looked)
  const isKept = added.outcome === 'added' || added.outcome === 'accepted'
  const { written, questions } = isKept ? keepLineEnds(effects, root) : NOTHING
  const told = {
    ...added,
    written: [...added.written, ...written],
    questions: [...added.questions, ...questions],
  }
  return hideNames(told, namesOf(looked))
}

const NOTHING = { written: [], questions: [] }

async function addLooked(
  effects: Effects,
  machine: Machine,
  root: string,
  options: AddOptions,
  publisher: string,
  looked: LookedFile,
): Promise<Added> {
  const { file, schemas, place } = looked
  // its snapshot has no name that the gate stops at
  const name = maskedName(path.basename(options.file), looked.gate?.maskText ?? String)
  const found = await foundOf(looked)
  const nothing = (): UserError =>
    new UserError(runProblem('run/nothing-to-add', place, { actual: options.file }))
  if (file === undefined) throw new UserError(looked.problems[0] ?? nothing().problem)
  if (looked.look.tables.length === 0) throw nothing()

  // of what was looked at, whatever the file is by now
  const sha256 =
    looked.bytes === undefined
      ? hashFile(effects, path.resolve(root, options.file))
      : hashOf(effects, looked.bytes)
  if (looked.bytes === undefined) looked.unchanged()
  const known = knownSources(effects, root, publisher, schemas)
  const same = known.find(({ snapshot }) => snapshot?.sha256 === sha256)
  if (same !== undefined) {
    const source = `${publisher}/${same.source}`
    return { file: options.file, outcome: 'unchanged', source, found, written: [], questions: [] }
  }
  const drafts = heldDrafts(effects, root, publisher)
  const waiting = drafts.find((one) => one.sha256 === sha256)
  // the same file under a name that may be told
  const isRenamed = waiting !== undefined && waiting.file !== name && isMaskedName(waiting.file)
  if (waiting !== undefined && !isRenamed) {
    return takeDraft(effects, machine, root, { looked, publisher, options, found }, waiting)
  }
  const candidates = known.flatMap((one) => {
    const how = resembles(one, name, looked.look)
    return how === undefined ? [] : [{ one, how }]
  })
  for (const { one, how } of [...candidates].sort(
    (a, b) => Number(b.how === 'name') - Number(a.how === 'name'),
  )) {
    const offered = await offerCandidate(effects, machine, root, { looked, known: one, how, options })
    if (offered === undefined) continue
    return { file: options.file, source: `${publisher}/${one.source}`, found, ...offered }
  }

  const hasPublisher = effects.stat(path.join(root, 'sources', publisher, 'publisher.yaml')) !== undefined
  const made = hasPublisher ? undefined : newPublisher(publisher, looked, schemas)
  // the list of all datasets is made by the build
  const taken = new Set([OPEN_DATA_LIST, ...known.flatMap(({ datasets }) => datasets)])
  const input = { file, look: looked.look, isTaken: (dataset: string) => taken.has(dataset) }
  const plan = maskPlan(planOf({ ...input, schemaOf: schemas.get }), looked.gate?.maskText ?? String)
  // a file that was mended takes the place of the one that was held
  const former = isRenamed ? waiting : drafts.find((one) => one.file === name)
  const stops = stopsIn(found)
  const others = drafts.filter((one) => one !== former)
  const folders = new Set([
    ...effects.list(path.join(root, 'sources', publisher)),
    ...(stops.length === 0 ? [] : others.map((one) => one.source)),
  ])
  const source = freeName(plan.slug, (one) => folders.has(one))
  const draft = await draftSource(effects, root, {
    isHeld: stops.length > 0,
    looked,
    file,
    plan,
    publisher,
    source,
    made,
    sha256,
    name,
  })
  if (draft === undefined) throw nothing()
  const files: NewFile[] = [
    ...[...plan.schemas].map(([record, schema]) => ({
      path: `schemas/records/${record}.schema.json`,
      text: `${JSON.stringify(schema, null, 2)}\n`,
    })),
    ...(made === undefined ? [] : [{ path: `sources/${publisher}/publisher.yaml`, text: made.text }]),
  ]
  const folder = `sources/${publisher}/${source}`
  const { state } = layoutOf(effects, root)
  const alike = others.filter((one) => one.source.replace(/_\d+$/, '') === plan.slug)
  const questions = [
    ...alike.map(maybeSame),
    ...(made?.questions ?? []),
    ...plan.questions,
    ...draft.questions,
  ]
  if (stops.length > 0) {
    const kept = heldFolder(publisher, source)
    const before = former === undefined ? undefined : declarationOf(effects, root, former)
    const reasoned = draft.files.map((one) =>
      one.path === 'source.yaml' ? { ...one, text: withReasons(one.text, stops, before) } : one,
    )
    const own = draftFiles(reasoned, files)
    await withLock(effects, state, 'add', async () => {
      for (const one of [kept, former?.folder ?? kept]) effects.remove(path.join(root, one))
      moveInto(effects, root, state, [], kept, own, path.resolve(root, options.file), name)
    })
    const held = { source, folder: kept, file: name, sha256 }
    if (!stops.some(isOfName) && areGiven(declarationOf(effects, root, held) ?? ''))
      return takeDraft(effects, machine, root, { looked, publisher, options, found }, held)
    const written = [...own.map((one) => `${kept}/${one.path}`), `${kept}/snapshot/${name}`]
    return {
      file: options.file,
      outcome: 'held',
      source: `${publisher}/${source}`,
      found,
      written,
      questions: [...heldQuestions(kept, options.file, publisher), ...questions],
      stops,
    }
  }
  await withLock(effects, state, 'add', async () => {
    if (former !== undefined) effects.remove(path.join(root, former.folder))
    moveInto(effects, root, state, files, folder, draft.files, path.resolve(root, options.file), name)
  })
  const check = await checkSource(effects, machine, root, `${publisher}/${source}`)
  return {
    file: options.file,
    outcome: 'added',
    source: `${publisher}/${source}`,
    found,
    written: [
      ...files.map((one) => one.path),
      ...draft.files.map((one) => `${folder}/${one.path}`),
      `${folder}/snapshot/${name}`,
    ],
    questions,
    check,
  }
}

interface Taking {
  readonly looked: LookedFile
  readonly publisher: string
  readonly options: AddOptions
  readonly found: FileFound
}

/** The very file that is held: with what a person has written since, it goes where it belongs, or stays. */
async function takeDraft(
  effects: Effects,
  machine: Machine,
  root: string,
  { looked, publisher, options, found }: Taking,
  draft: HeldDraft,
): Promise<Added> {
  const isTaken = (name: string): boolean =>
    effects.stat(path.join(root, 'sources', publisher, name)) !== undefined
  const source = freeName(draft.source, isTaken)
  const id = `${publisher}/${source}`
  const told = { file: options.file, source: id, found }
  const { problems, files, beside } = await tryDraft(effects, machine, root, looked, publisher, draft)
  if (problems.length > 0) {
    const questions = heldQuestions(draft.folder, options.file, publisher)
    return {
      ...told,
      outcome: 'held',
      written: [],
      questions,
      stops: problems.map(placedIn(`${publisher}/${draft.source}`, draft)),
    }
  }
  const { state } = layoutOf(effects, root)
  const folder = `sources/${id}`
  const full = path.resolve(root, options.file)
  // what came beside a draft may have come with another since
  const fresh = beside.filter((one) => effects.stat(path.join(root, one.path)) === undefined)
  await withLock(effects, state, 'add', async () => {
    moveInto(effects, root, state, fresh, folder, files, full, draft.file)
    effects.remove(path.join(root, draft.folder))
  })
  const check = await checkSource(effects, machine, root, id)
  const written = [
    ...fresh.map((one) => one.path),
    ...files.map((one) => `${folder}/${one.path}`),
    `${folder}/snapshot/${draft.file}`,
  ]
  return { ...told, outcome: 'added', written, questions: [], check }
}

/** Its files lie in the draft as yet. */
function placedIn(id: string, { folder }: HeldDraft): (problem: Problem) => Problem {
  const inside = (file: string): string =>
    file.startsWith(`sources/${id}/`) ? `${folder}${file.slice(`sources/${id}`.length)}` : file
  return (problem) => {
    const { file } = problem.where
    if (file === undefined || inside(file) === file) return problem
    const said = (text: string): string => text.replaceAll(file, inside(file))
    return {
      ...problem,
      message: { ja: said(problem.message.ja), en: said(problem.message.en) },
      where: { ...problem.where, file: inside(file) },
    }
  }
}

async function foundOf(looked: LookedFile): Promise<FileFound> {
  const { file, opened } = looked
  const problems: Problem[] = [...looked.problems]
  if (file === undefined) return foundIn('add', looked, { outcomes: [], problems: [] }, problems)
  const run = await runLooked(looked, file, {})
  problems.push(...run.problems, ...opened.laterProblems())
  return foundIn('add', looked, run, problems)
}
