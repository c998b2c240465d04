/** One source's newer file: nothing new, taken over, or waiting with what broke. */
import type { Fetched } from '../../acquire/index.ts'
import { maskedName } from '../../lib/mask.ts'
import type { Validators } from '../../lib/origin.ts'
import type { Problem, Text } from '../../problem.ts'
import type { LockOptions } from '../around.ts'
import { type Assessment, assess } from '../candidate/assess.ts'
import { type Bench, type CandidateFile, candidateFolder, sourcePlace } from '../candidate/bench.ts'
import { candidateProblem } from '../candidate/problems.ts'
import { type Taken, takeOver } from '../candidate/take.ts'
import { takeText } from '../candidate/take-text.ts'
import { fetchFolder, type Told, toldOf, waitingCandidate } from '../candidate/told.ts'
import { inSnapshot } from '../candidate/trial.ts'
import { isAsTold, keepWaiting, proposedFiles } from '../candidate/waiting.ts'
import { nameOf, type SourceFolder } from '../project.ts'

export interface Work {
  readonly bench: Bench
  readonly folder: SourceFolder
  readonly take: boolean
  /** asked for by its name: whoever asks is told everything, told before or not */
  readonly whole: boolean
  readonly lock: LockOptions
}

export interface Waited {
  readonly sha256: string
  /** ISO 8601; absent where nobody had been told */
  readonly since?: string
}

export type Outcome =
  | { readonly state: 'unchanged' }
  | {
      readonly state: 'taken'
      readonly sha256: string
      readonly taken: Taken
      /** a person took it over: since when it had waited */
      readonly waited?: Waited
      readonly problems: readonly Problem[]
    }
  | {
      readonly state: 'waiting'
      readonly sha256: string
      readonly told: Told
      readonly still: boolean
      readonly problems: readonly Problem[]
      readonly edit: readonly string[]
      readonly files: readonly string[]
      readonly bugs: readonly string[]
    }

/** The name is made such that it may stand in git. */
export async function candidateOf(bench: Bench, fetched: Fetched): Promise<CandidateFile> {
  const { path: file, name, sha256, bytes, from, validators } = fetched
  const { etag, lastModified }: Validators = validators
  return {
    path: file,
    name: maskedName(name, await bench.masks()),
    sha256,
    bytes,
    from,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  }
}

/** What was told of a file that waits, in a line: why, and how much more there is. */
export function toldProblem(
  folder: SourceFolder,
  told: Told,
  code: 'run/candidate-still' | 'run/candidate-kept',
): Problem {
  const proposal = told.take ?? NONE
  const { more = 0 } = told
  const facts = {
    source: nameOf(folder),
    since: told.since.slice(0, 10),
    file: candidateFolder(folder),
    whyJa: told.message.ja,
    whyEn: told.message.en,
    moreJa: more === 0 ? '' : `（ほか${more}件）`,
    moreEn: more === 0 ? '' : ` (and ${more} more)`,
    proposalJa: proposal.ja,
    proposalEn: proposal.en === '' ? '' : ` ${proposal.en}`,
  }
  return candidateProblem(code, sourcePlace(folder), facts)
}

/** A file that was refused, and is as it was: told in a line, or tried again where anything else has changed. */
export async function reconsider(work: Work, told: Told): Promise<Outcome> {
  const { bench, folder, take, whole } = work
  const file = waitingCandidate(bench, folder)
  if (file === undefined) return { state: 'unchanged' }
  if (take || whole || !isAsTold(bench, folder, told)) return tryCandidate(work, file)
  const problems = [toldProblem(folder, told, 'run/candidate-still')]
  const files = proposedFiles(bench, folder)
  return { state: 'waiting', sha256: told.sha256, told, still: true, problems, edit: [], files, bugs: [] }
}

/** Tries the file, and takes it over where it is sound, or where a person says so and it builds. */
export async function tryCandidate(work: Work, file: CandidateFile): Promise<Outcome> {
  const { bench, folder, take, lock } = work
  const assessed = await assess(bench, folder, file, take)
  const followed = take
    ? (assessed.meant ?? (assessed.sound ? assessed.first : undefined))
    : assessed.sound
      ? assessed.first
      : undefined
  if (followed === undefined || assessed.held) return waits(work, file, assessed)
  const since = toldOf(bench, folder)?.since
  const taken = await takeOver(bench, { folder, file, followed, earlier: assessed.earlier, lock })
  if ('code' in taken) return waits(work, file, assessed, taken)
  // what was meant is done: only what nobody has decided is still told
  if (!take) {
    const problems = assessed.problems.map((one) => inSnapshot(one, nameOf(folder), file.name))
    return { state: 'taken', sha256: file.sha256, taken, problems }
  }
  const waited: Waited = { sha256: file.sha256, ...(since === undefined ? {} : { since }) }
  return { state: 'taken', sha256: file.sha256, taken, waited, problems: [] }
}

function waits(
  { bench, folder }: Work,
  file: CandidateFile,
  assessed: Assessment,
  passing?: Problem,
): Outcome {
  const former = toldOf(bench, folder)
  const told = keepWaiting(bench, folder, file, assessed, passing)
  bench.effects.remove(fetchFolder(bench, folder))
  const { proposal } = assessed
  const own =
    passing === undefined ? [...assessed.problems, waitsProblem(folder, file, assessed, former)] : [passing]
  return {
    state: 'waiting',
    sha256: file.sha256,
    told,
    still: false,
    problems: own,
    edit: proposal?.shown ?? [],
    files: proposedFiles(bench, folder),
    bugs: assessed.bugs,
  }
}

const NONE: Text = { ja: '', en: '' }
const KEPT: Text = { ja: '今のデータセットはそのままです。', en: 'Its datasets stay as they are.' }
const NOTHING_YET: Text = {
  ja: '初めてのファイルなので、データセットはまだありません。',
  en: 'It is the first one, so that there are no datasets as yet.',
}

/** Who looked at that one has not seen this. */
function otherText(since: string): Text {
  const day = since.slice(0, 10)
  return {
    ja: `${day} から待っていたファイルとは別のものです。`,
    en: ` It is another one than the file that had waited since ${day}.`,
  }
}

/** of what is left even with the edit so many are told again */
const LEFT = 3

/** The proposal, with what came of trying it; its lines are not cut. */
function waitsProblem(
  folder: SourceFolder,
  { sha256 }: CandidateFile,
  assessed: Assessment,
  former: Told | undefined,
): Problem {
  const { proposal, earlier } = assessed
  const source = nameOf(folder)
  const kept = earlier.bytes === undefined ? NOTHING_YET : KEPT
  const other = former === undefined || former.sha256 === sha256 ? NONE : otherText(former.since)
  const facts = {
    source,
    file: candidateFolder(folder),
    keptJa: kept.ja,
    keptEn: kept.en,
    otherJa: other.ja,
    otherEn: other.en,
  }
  const none = { proposalJa: '', proposalEn: '' }
  const problem = candidateProblem('run/candidate-waits', sourcePlace(folder), { ...facts, ...none })
  const lines = proposal?.shown.join(' ／ ') ?? ''
  const take = takeText(source, sha256, assessed)
  const left = proposal?.left.slice(0, LEFT) ?? []
  const parts: readonly Text[] =
    left.length === 0
      ? [
          ...(lines === '' ? [] : [{ ja: `次の直しを提案します： ${lines} 。`, en: `Proposed: ${lines} .` }]),
          ...(take === undefined ? [] : [take]),
        ]
      : [
          {
            ja: `次のように直しても、まだ作れません： ${lines} 。残る問題： ${left.map(({ message }) => message.ja).join(' ')}`,
            en: `Even with this edit it does not build: ${lines} . What is left: ${left.map(({ message }) => message.en).join(' ')}`,
          },
        ]
  const { ja, en } = problem.remedy
  return {
    ...problem,
    remedy: {
      ja: ja + parts.map((one) => one.ja).join(''),
      en: [en, ...parts.map((one) => one.en)].join(' '),
    },
  }
}
