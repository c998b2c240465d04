/** One source asked: what is known of its file decides whether anything is tried. */
import type { Fetcher } from '../../acquire/index.ts'
import type { Problem } from '../../problem.ts'
import { sourcePlace } from '../candidate/bench.ts'
import { dropWaiting, fetchFolder, toldOf, waitingCandidate } from '../candidate/told.ts'
import type { Declared, Ledger } from '../ledger/note.ts'
import { nameOf, type SourceFolder } from '../project.ts'
import type { Known } from './known.ts'
import type { Outcome, Work } from './one.ts'

export interface Asked {
  readonly folder: SourceFolder
  readonly declared: Declared
  readonly known: Known
}

interface Means {
  readonly ledger: Ledger
  readonly fetcher: Fetcher
  readonly inTurn: <T>(body: () => Promise<T>) => Promise<T>
  readonly take: boolean
  /** what is told beside the outcome */
  readonly tell: (notes: readonly Problem[]) => void
}

/** Asks for the file of one source, and has it tried where it is another. */
export async function outcomeOf(
  { folder, declared, known }: Asked,
  work: Work,
  { ledger, fetcher, inTurn, take, tell }: Means,
): Promise<Outcome | { readonly problem: Problem; readonly beside?: readonly Problem[] }> {
  const { bench } = work
  const source = nameOf(folder)
  // who takes over has looked at the file that waits, not at one that came since
  if (take) {
    const waiting = waitingCandidate(bench, folder)
    if (waiting === undefined) return { state: 'unchanged' }
    return inTurn(async () => (await trials()).tryCandidate(work, waiting))
  }
  const { origin } = declared
  if (origin === null) return { state: 'unchanged' }
  const into = fetchFolder(bench, folder)
  bench.effects.remove(into)
  const where = { ...sourcePlace(folder), key: 'from' }
  const got = await fetcher.fetch({ origin, known: known.validators, root: bench.layout.root, into, where })
  const checked = bench.effects.now().toISOString()
  if (got.state === 'failed') {
    ledger.set(source, { checked })
    if (known.told === undefined) return got
    // that nothing came now makes nothing of what came before
    const { toldProblem } = await trials()
    return { problem: got.problem, beside: [toldProblem(folder, known.told, 'run/candidate-kept')] }
  }
  tell(got.notes ?? [])
  if (got.state === 'unchanged') {
    ledger.set(source, { checked, validators: got.validators, sha256: known.of })
    if (known.told !== undefined && known.of === known.told.sha256 && known.of !== known.sha256) {
      const { told } = known
      return inTurn(async () => (await trials()).reconsider(work, told))
    }
    if (toldOf(bench, folder) !== undefined) dropWaiting(bench, folder)
    return { state: 'unchanged' }
  }
  const { sha256, validators } = got
  const isSame = (ledger.get(source).sha256 ?? known.sha256) === sha256
  ledger.set(source, { checked, validators, sha256, ...(isSame ? {} : { fetched: checked }) })
  if (sha256 === known.sha256) {
    if (toldOf(bench, folder) !== undefined) dropWaiting(bench, folder)
    return { state: 'unchanged' }
  }
  const { told } = known
  if (told !== undefined && told.sha256 === sha256)
    return inTurn(async () => (await trials()).reconsider(work, told))
  return inTurn(async () => {
    const { candidateOf, tryCandidate } = await trials()
    return tryCandidate(work, await candidateOf(bench, got))
  })
}

/** Loaded when a file is another: most runs only ask. */
function trials() {
  return import('./one.ts')
}
