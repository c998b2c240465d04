/** What differs between what is offered and what is there, dataset by dataset. */
import type { Problem } from '../../problem.ts'
import type { Change, PlanItem } from '../target.ts'
import { claimsAfter, isSameSet } from './claims.ts'
import { CLAIMS, datasetOf, filesOf, isOurs, pathProblems } from './paths.ts'
import { filesProblem } from './problems.ts'
import type { FileStore, Putting } from './store.ts'
import { type Known, type Survey, topOf, unmetSums } from './survey.ts'

/** The id of what belongs to no dataset: the catalog, and SHA256SUMS with all that it names. */
export const WHOLE = 'catalog'
const WHOLE_TITLE = 'カタログとチェックサム'

export function wholeStale(known: Known, { found, owning }: Survey): readonly string[] {
  const offered = new Set(known.whole.map(({ path }) => path))
  return [...found.keys()].filter(
    (path) => !offered.has(path) && path !== CLAIMS && !isOfDatasets(path) && isOurs(path, owning),
  )
}

/** What is ours in the dataset's folder, and offered no more. */
export function staleOf(
  id: string,
  files: readonly Putting[],
  { ofDatasets, owning }: Survey,
): readonly string[] {
  const offered = new Set(files.map(({ path }) => path))
  return (ofDatasets.get(id) ?? []).filter((path) => !offered.has(path) && isOurs(path, owning))
}

function isOfDatasets(path: string): boolean {
  return path === 'datasets' || path.startsWith('datasets/')
}

/** The plan's items, in the order in which they are to be applied. */
export async function* planItems(
  store: FileStore,
  known: Known,
  survey: Survey,
  settle: (path: string) => void,
): AsyncIterable<PlanItem> {
  const taken = new Map<string, string>()
  for (const offered of known.offers.values()) {
    const files = filesOf(offered)
    const stale = staleOf(offered.id, files, survey)
    const compared = await compareAll(store, files, survey, settle)
    yield itemOf(offered.id, offered.id, offered.title.ja, compared, removals(stale, survey), [
      ...pathProblems(files, taken),
      ...files.flatMap((file) => store.fits?.(file) ?? []),
      ...foreign(offered.id, survey.ofDatasets.get(offered.id), files, survey),
    ])
  }
  yield await wholeItem(store, known, survey, taken, settle)
  if (!known.partial) yield* retirements(known, survey)
}

async function wholeItem(
  store: FileStore,
  known: Known,
  survey: Survey,
  taken: Map<string, string>,
  settle: (path: string) => void,
): Promise<PlanItem> {
  // some datasets are not offered now: the catalog that is there stays, and is not taken for one that is gone
  if (known.whole.length === 0) return itemOf(WHOLE, WHOLE, WHOLE_TITLE, NONE, [], [])
  const unmet = unmetSums(known, survey)
  if (unmet > 0)
    return itemOf(
      WHOLE,
      WHOLE,
      WHOLE_TITLE,
      NONE,
      [],
      [filesProblem('publish/files-catalog-left', {}, { count: unmet })],
    )
  // SHA256SUMS was compared by the survey
  const files = survey.isCurrent ? known.whole.filter((file) => file !== known.sums) : known.whole
  const compared = await compareAll(store, files, survey, settle)
  // what a killed run had written down, and what of it has been done since
  const isLeft = compared.changes.length === 0 && !isSameSet(survey.claims, claimsAfter(known, survey))
  const stale = [...wholeStale(known, survey), ...(isLeft ? [CLAIMS] : [])]
  const isWithin = (path: string): boolean =>
    !isOfDatasets(path) &&
    path !== topOf(path) &&
    known.whole.some((file) => topOf(file.path) === topOf(path))
  return itemOf(WHOLE, WHOLE, WHOLE_TITLE, compared, removals(stale, survey), [
    ...pathProblems(known.whole, taken),
    ...known.whole.flatMap((file) => store.fits?.(file) ?? []),
    ...foreign(undefined, [...survey.found.keys()].filter(isWithin), known.whole, survey),
  ])
}

function* retirements(known: Known, survey: Survey): Iterable<PlanItem> {
  const gone = new Map<string, string[]>()
  for (const path of survey.found.keys()) {
    const id = datasetOf(path)
    if (id === undefined || known.offers.has(id) || known.withheld.has(id)) continue
    if (isOurs(path, survey.owning)) gone.set(id, [...(gone.get(id) ?? []), path])
  }
  for (const id of [...gone.keys()].sort()) {
    const others = foreign(id, survey.ofDatasets.get(id), [], survey)
    yield {
      action: 'retire',
      id,
      name: id,
      title: id,
      changes: removals(gone.get(id) ?? [], survey),
      problems: others,
      bytes: 0,
    }
  }
}

interface ComparedAll {
  readonly changes: readonly Change[]
  readonly problems: readonly Problem[]
  readonly bytes: number
  /** nothing of it is there */
  readonly isNew: boolean
}

const NONE: ComparedAll = { changes: [], problems: [], bytes: 0, isNew: false }

async function compareAll(
  store: FileStore,
  files: readonly Putting[],
  { found, owning, sums }: Survey,
  settle: (path: string) => void,
): Promise<ComparedAll> {
  const changes: Change[] = []
  const problems: Problem[] = []
  let bytes = 0
  const outcomes = await atOnce(files, store.atOnce, async (file) => {
    const there = found.get(file.path)
    return there === undefined ? undefined : { there, compared: await store.compare(file, there) }
  })
  files.forEach((file, at) => {
    const outcome = outcomes[at]
    if (outcome !== undefined && 'problem' in outcome.compared) {
      problems.push(outcome.compared.problem)
      return
    }
    if (outcome !== undefined && 'value' in outcome.compared) {
      const { same, sha256 = sums.get(file.path) } = outcome.compared.value
      if (same) {
        settle(file.path)
        return
      }
      // killed at its first publish, ours may be there unnamed: told once too often, and nothing else
      if (!isOurs(file.path, owning))
        problems.push(filesProblem('publish/file-taken', { file: file.path }, { actual: file.path }))
      changes.push({
        what: `file ${file.path}`,
        before: shown(outcome.there.bytes, sha256),
        after: shown(file.bytes, file.sha256),
      })
    } else changes.push({ what: `file ${file.path}`, after: shown(file.bytes, file.sha256) })
    bytes += file.bytes
  })
  return { changes, problems, bytes, isNew: !outcomes.some((outcome) => outcome !== undefined) }
}

/** Size and the beginning of the sha256, as far as they are known. */
function shown(bytes: number, sha256: string | undefined): string {
  return `${bytes} bytes${sha256 === undefined ? '' : `, sha256 ${sha256.slice(0, 12)}…`}`
}

function removals(paths: readonly string[], { found, sums }: Survey): readonly Change[] {
  return [...paths]
    .sort()
    .map((path) => ({ what: `file ${path}`, before: shown(found.get(path)?.bytes ?? 0, sums.get(path)) }))
}

function itemOf(
  id: string,
  name: string,
  title: string,
  compared: ComparedAll,
  removed: readonly Change[],
  problems: readonly Problem[],
): PlanItem {
  const changes = [...compared.changes, ...removed]
  const action =
    changes.length === 0 ? 'unchanged' : compared.isNew && removed.length === 0 ? 'create' : 'change'
  return {
    action,
    id,
    name,
    title,
    changes,
    problems: [...compared.problems, ...problems],
    bytes: compared.bytes,
  }
}

const FEW = 3

/** Others' files beside ours: they stay, and a person is told. */
function foreign(
  id: string | undefined,
  here: readonly string[] | undefined,
  files: readonly Putting[],
  { owning }: Survey,
): readonly Problem[] {
  const offered = new Set(files.map(({ path }) => path))
  const others = (here ?? []).filter((path) => !offered.has(path) && !isOurs(path, owning))
  if (others.length === 0) return []
  const actual = `${others.sort().slice(0, FEW).join(', ')}${others.length > FEW ? ', …' : ''}`
  return [
    filesProblem('publish/files-foreign', id === undefined ? {} : { dataset: id }, {
      actual,
      count: others.length,
    }),
  ]
}

/** So many at once; what comes of each, in the order of the items. */
export async function atOnce<T, R>(
  items: readonly T[],
  count: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++
      const item = items[at]
      if (item !== undefined) results[at] = await work(item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(count, items.length) }, worker))
  return results
}
