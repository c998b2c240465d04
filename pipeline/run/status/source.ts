/** How one source stands. Pure. */
import type { Text } from '../../problem.ts'
import type {
  Condition,
  StatusDataset,
  StatusFailure,
  StatusSource,
  StatusWaiting,
} from '../../report/status/model.ts'
import type { Told } from '../candidate/told.ts'
import type { Failure, Note } from '../ledger/note.ts'
import { overdueSince, type Rule } from '../schedule/schedule.ts'
import type { LastRun } from '../unattended/last.ts'
import type { LastVersion } from './versions.ts'

/** A dataset as it lies in dist/. */
export interface Placed {
  readonly id: string
  readonly records: number
  /** that it was built as; absent: its report does not say */
  readonly version?: string | null
}

export interface Given {
  readonly source: string
  readonly note: Note | undefined
  readonly title: Text | null
  readonly placed: readonly Placed[]
  /** by slug */
  readonly versions: ReadonlyMap<string, LastVersion>
  /** dataset → sha256 of its records in dist/ */
  readonly hashes: ReadonlyMap<string, string>
  readonly rule: Rule
  readonly now: Date
  /** what acquire told of the file that waits; undefined: nothing waits, or nobody knows */
  readonly told?: Pick<Told, 'sha256' | 'builds' | 'code' | 'more'> | undefined
  /** the last unattended run that is known */
  readonly last?: LastRun | undefined
  /** of a code */
  readonly words: (code: string) => Text
}

export function sourceStatus(given: Given, kind: 'source' | 'list'): StatusSource {
  const { source, note, title } = given
  const datasets = datasetsOf(given, kind)
  const changed = latest([note?.changed, ...datasets.map(({ date }) => date ?? undefined)])
  const failures = failuresOf(given, datasets)
  const waiting = waitingOf(given, datasets, kind)
  // where a newer file waits, that is what keeps it from being renewed
  const mayBe = kind === 'source' && !waiting.some(isOfAcquire)
  const overdue = mayBe ? overdueSince(given.rule, changed, given.now) : undefined
  return {
    source,
    title,
    condition: conditionOf(note, failures, waiting, overdue),
    datasets,
    fetches: kind === 'list' ? false : note?.declared === undefined ? null : note.declared.origin !== null,
    checked: note?.checked ?? null,
    fetched: note?.fetched ?? null,
    built: note?.built ?? null,
    changed: changed ?? null,
    published: note?.published ?? {},
    overdue: overdue ?? null,
    failures,
    waiting,
  }
}

function conditionOf(
  note: Note | undefined,
  failures: readonly StatusFailure[],
  waiting: readonly StatusWaiting[],
  overdue: string | undefined,
): Condition {
  // a candidate that waits is noted as a failure too: what waits is what a person can do something about. That its site
  // can not be reached any more is another matter
  const isOwn = ({ stage, code }: StatusFailure): boolean =>
    stage !== 'acquire' || code.startsWith('acquire/') || !waiting.some(isOfAcquire)
  if (failures.some(isOwn)) return 'failed'
  if (waiting.length > 0) return 'waiting'
  if (overdue !== undefined) return 'overdue'
  return note === undefined ? 'unknown' : 'well'
}

/** What `--take` would refuse is not proposed. */
function takeOf(
  { source, told }: Given,
  sha256: string | undefined,
): Pick<StatusWaiting, 'command' | 'takes'> {
  const see = `hiraku acquire --only ${source}`
  if (told === undefined || (sha256 !== undefined && told.sha256 !== sha256)) return { command: see }
  return told.builds
    ? { command: `${see} --take=${told.sha256.slice(0, 8)}`, takes: true }
    : { command: see, takes: false }
}

function isOfAcquire({ kind }: Pick<StatusWaiting, 'kind'>): boolean {
  return kind === 'candidate' || kind === 'held'
}

function datasetsOf({ placed, versions }: Given, kind: 'source' | 'list'): readonly StatusDataset[] {
  // what lies in dist/ is told: the number of a version beside its own count of records
  return placed.map(({ id, records, version }) => {
    const last = versionOf(versions, id, kind)
    if (version === undefined || version === last?.version)
      return { id, records, version: last?.version ?? null, date: last?.date ?? null }
    return { id, records, version, date: null }
  })
}

/** A dataset's id is its publisher's code and its slug. */
function versionOf(
  versions: Given['versions'],
  id: string,
  kind: 'source' | 'list',
): LastVersion | undefined {
  const slug = id.slice(id.indexOf('_') + 1)
  // the history of a publisher has its list alone
  return (
    versions.get(slug) ?? (kind === 'list' && versions.size === 1 ? [...versions.values()][0] : undefined)
  )
}

function failuresOf(
  { source, note, words, last, told }: Given,
  datasets: readonly StatusDataset[],
): readonly StatusFailure[] {
  const failures = (note?.failures ?? []).filter((one) => !isPast(one, last))
  return failures.map(({ stage, code, message, portal, place, since, at }) => ({
    stage,
    code,
    message: message ?? words(code),
    ...(stage === 'acquire' && told?.code === code && told.more !== undefined ? { more: told.more } : {}),
    ...(portal === undefined ? {} : { portal }),
    ...(place === undefined ? {} : { place }),
    since,
    at,
    command: commandOf({ stage, portal }, source, datasets),
  }))
}

/** Of a portal that the unattended runs no longer publish to: nobody will mend it. */
function isPast({ portal, at }: Failure, last: Given['last']): boolean {
  if (portal === undefined || last === undefined || at >= last.at) return false
  if (last.left.includes(portal)) return true
  return last.portals.length > 0 && !last.portals.some((one) => one.portal === portal)
}

function commandOf(
  { stage, portal = 'PORTAL' }: { readonly stage: Failure['stage']; readonly portal: string | undefined },
  source: string,
  datasets: readonly StatusDataset[],
): string {
  if (stage !== 'publish') return `hiraku ${stage} --only ${source}`
  const to = /^[\w.:/\\@-]+$/.test(portal) ? portal : `"${portal}"`
  const [only, ...others] = datasets
  return `hiraku publish --to ${to}${only === undefined || others.length > 0 ? '' : ` --only ${only.id}`}`
}

function waitingOf(
  given: Given,
  datasets: readonly StatusDataset[],
  kind: 'source' | 'list',
): readonly StatusWaiting[] {
  const { source, note, placed, versions, hashes } = given
  const noted = note?.waiting ?? []
  const found: StatusWaiting[] = noted
    .filter((one) => one.kind !== 'not-accepted')
    .map((one) => ({
      kind: one.kind,
      since: one.since,
      ...takeOf(given, one.sha256),
      see: `hiraku acquire --only ${source}`,
      folder: `.hiraku/candidates/${source}`,
    }))
  const isBehind = ({ id, version }: Placed): boolean => {
    const last = versionOf(versions, id, kind)
    return last !== undefined && version !== undefined && last.version !== version
  }
  if (placed.some(isBehind))
    found.push({
      kind: 'behind',
      since: null,
      command: kind === 'list' ? 'hiraku build' : `hiraku build --only ${source}`,
    })
  const isNoted = noted.some((one) => one.kind === 'not-accepted')
  const open = placed.filter((one) => {
    const hash = hashes.get(one.id)
    const last = versionOf(versions, one.id, kind)
    return hash !== undefined && !isBehind(one) && last?.hash !== hash
  })
  // a build has seen what the records do not show: other columns, another key
  if (open.length > 0 || (isNoted && !placed.some(isBehind))) {
    const since = noted.find((one) => one.kind === 'not-accepted')?.since ?? null
    const [only] = datasets
    const name = kind === 'list' && only !== undefined ? only.id : source
    const [first, ...others] = open
    const see = `hiraku diff${first === undefined || others.length > 0 ? '' : ` --only ${first.id}`}`
    found.push({ kind: 'not-accepted', since, command: `hiraku accept ${name}`, see })
  }
  if (placed.length === 0 && kind === 'source' && !isNoted)
    found.push({ kind: 'not-built', since: null, command: `hiraku build --only ${source}` })
  return found
}

/** Days and moments, as text; the later one. */
function latest(times: readonly (string | undefined)[]): string | undefined {
  return times
    .flatMap((one) => one ?? [])
    .sort((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1)
}
