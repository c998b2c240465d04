/**
 * `status`: how each source stands, by the ledger, the history files and dist/; nothing is fetched, built or written.
 * What this computer does not know is said to be unknown, never guessed.
 */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import { isObject, listOf, textOf } from '../../lib/object.ts'
import type { Text } from '../../problem.ts'
import {
  CONDITIONS,
  type Condition,
  type Status,
  type StatusPortal,
  type StatusSource,
} from '../../report/status/model.ts'
import { type Told, toldOf } from '../candidate/told.ts'
import { layoutOf } from '../layout.ts'
import { listNote } from '../ledger/build-notes.ts'
import { openLedger } from '../ledger/ledger.ts'
import type { Note } from '../ledger/note.ts'
import { heldBy } from '../lock.ts'
import type { Machine } from '../options.ts'
import { pick } from '../pick.ts'
import { findSources, nameOf } from '../project.ts'
import { readReport } from '../report-file.ts'
import { readSchedule } from '../schedule/read.ts'
import { readSums } from '../sums.ts'
import { readLastRun } from '../unattended/last.ts'
import { brokenRunOf, lastRunOf } from './late.ts'
import { type Given, type Placed, sourceStatus } from './source.ts'
import { lastVersions } from './versions.ts'
import { loadWords } from './words.ts'

export interface StatusOptions {
  readonly root: string
  readonly only?: string
}

/** Throws a UserError where there is no project, or no such source. */
export async function statusOf(effects: Effects, machine: Machine, options: StatusOptions): Promise<Status> {
  const { root, only } = options
  const layout = layoutOf(effects, root)
  const folders = findSources(effects, root)
  const chosen = only === undefined ? undefined : nameOf(pick(effects, layout, folders, only))
  const ledger = openLedger(effects, layout.state)
  const notes = new Map([...ledger.all()].map((note) => [note.source, note]))
  const last = readLastRun(effects, layout.state)
  const now = effects.now()
  const placed = placedIn(effects, layout.dist)
  const hashes = hashesIn(effects, layout.dist)
  const schedule = readSchedule(effects, root, machine.packageFolder)
  const down = last?.portals.flatMap(({ code }) => code ?? []) ?? []
  const failed = [...notes.values()].some(({ failures = [] }) => failures.length > 0)
  const running = heldBy(effects, layout.state, 'lock') ?? heldBy(effects, layout.state, 'acquire')
  const broken = running === undefined ? brokenRunOf(effects, layout.state) : null
  const words =
    failed || down.length > 0 || broken !== null
      ? await loadWords()
      : (code: string) => ({ ja: code, en: code })

  const told = (source: string): Told | undefined => {
    const folder = folders.find((one) => nameOf(one) === source)
    return folder === undefined ? undefined : toldOf({ effects, layout }, folder)
  }
  const given = (source: string, folder: string, note: Note | undefined): Given => ({
    source,
    note,
    title: note?.declared?.title ?? titleIn(effects, layout.dist, placed.get(source)?.[0]?.id),
    placed: placed.get(source) ?? [],
    versions: lastVersions(textIn(effects, path.join(root, folder, 'history.yaml'))),
    hashes,
    rule: note?.declared === undefined ? {} : schedule.ruleOf(note.declared.frequency),
    now,
    last,
    told: note?.waiting?.some(({ kind }) => kind !== 'not-accepted') === true ? told(source) : undefined,
    words,
  })
  const sources: StatusSource[] = []
  const publishers = new Set<string>()
  for (const folder of folders) {
    const source = nameOf(folder)
    publishers.add(folder.publisher)
    if (chosen === undefined || chosen === source)
      sources.push(sourceStatus(given(source, `sources/${source}`, notes.get(source)), 'source'))
  }
  if (chosen === undefined) {
    for (const publisher of publishers) {
      const source = listNote(publisher)
      const note = notes.get(source)
      if (note === undefined && !placed.has(source)) continue
      sources.push(sourceStatus(given(source, `sources/${publisher}`, note), 'list'))
    }
    sources.push(...drafts(effects, layout.state))
  }
  sources.sort(byWorst)
  const isKnown = effects.stat(path.join(layout.state, 'ledger.jsonl')) !== undefined
  const found = lastRunOf(effects, layout.state, last, now)
  // one that is at work may be the one that was late
  const lastRun = found === null || running === undefined ? found : { ...found, isLate: false }
  const portals = (last?.portals ?? []).flatMap(({ portal, code, isDown }): readonly StatusPortal[] =>
    code === undefined ? [] : [{ portal, code, message: words(code), isDown }],
  )
  const counts = countsOf(sources)
  const isWell =
    counts.failed + counts.waiting + counts.overdue === 0 &&
    portals.length === 0 &&
    broken === null &&
    lastRun?.isLate !== true
  return {
    command: 'status',
    at: now.toISOString(),
    isWell,
    isKnown,
    counts,
    lastRun,
    brokenRun:
      broken === null ? null : { ...broken, message: broken.code === null ? null : words(broken.code) },
    running:
      running === undefined ? null : { command: running.command, pid: running.pid, since: running.since },
    portals,
    sources,
  }
}

/** What dist/report.json says is in dist/, by source. */
function placedIn(effects: Effects, dist: string): ReadonlyMap<string, readonly Placed[]> {
  const file = path.join(dist, 'report.json')
  const found = new Map<string, readonly Placed[]>()
  if (effects.stat(file) === undefined) return found
  for (const { publisher, source, datasets } of readReport(effects, file)) {
    const name = source === undefined ? listNote(String(publisher)) : `${publisher}/${source}`
    const all = listOf(datasets).flatMap((one): readonly Placed[] => {
      const id = isObject(one) ? textOf(one.id) : undefined
      return !isObject(one) || id === undefined
        ? []
        : [
            {
              id,
              records: Number(one.records),
              ...(one.version === undefined ? {} : { version: textOf(one.version) ?? null }),
            },
          ]
    })
    found.set(name, all)
  }
  return found
}

/** Dataset → sha256 of its records in dist/. */
function hashesIn(effects: Effects, dist: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { path: file, sha256 } of readSums(effects, path.join(dist, 'SHA256SUMS'))) {
    const [, id, name] = file.split('/')
    if (id !== undefined && name === `${id}.json` && file.startsWith('datasets/')) found.set(id, sha256)
  }
  return found
}

function textIn(effects: Effects, file: string): string {
  return effects.stat(file) === undefined ? '' : readText(effects, file)
}

/** Of a source that this computer has never looked at: what its first dataset is called. */
function titleIn(effects: Effects, dist: string, id: string | undefined): Text | null {
  const text = id === undefined ? '' : textIn(effects, path.join(dist, 'datasets', id, 'datapackage.json'))
  if (text === '') return null
  try {
    const value: unknown = JSON.parse(text)
    const ja = isObject(value) ? textOf(value.title) : undefined
    if (!isObject(value) || ja === undefined) return null
    return { ja, en: (isObject(value.hiraku) ? textOf(value.hiraku.titleEn) : undefined) ?? ja }
  } catch {
    return null
  }
}

/** What `add` keeps out until somebody has looked: it is no source yet. */
function drafts(effects: Effects, state: string): readonly StatusSource[] {
  const held = path.join(state, 'held')
  return effects.list(held).flatMap((publisher) =>
    effects
      .list(path.join(held, publisher))
      .filter((source) => effects.stat(path.join(held, publisher, source, 'snapshot.yaml')) !== undefined)
      .map((source): StatusSource => {
        const folder = `.hiraku/held/${publisher}/${source}`
        return {
          source: `${publisher}/${source}`,
          title: null,
          condition: 'waiting',
          datasets: [],
          fetches: null,
          checked: null,
          fetched: null,
          built: null,
          changed: null,
          published: {},
          overdue: null,
          failures: [],
          waiting: [
            { kind: 'draft', since: null, command: `hiraku add FILE --publisher ${publisher}`, folder },
          ],
        }
      }),
  )
}

/** The worst first, then what is so for longest, then by name. */
function byWorst(a: StatusSource, b: StatusSource): number {
  const rank = CONDITIONS.indexOf(a.condition) - CONDITIONS.indexOf(b.condition)
  if (rank !== 0) return rank
  const [since, other] = [sinceOf(a), sinceOf(b)]
  if (since !== other) return since < other ? -1 : 1
  return a.source < b.source ? -1 : 1
}

function sinceOf({ failures, waiting, overdue }: StatusSource): string {
  const all = [...failures.map(({ since }) => since), ...waiting.flatMap(({ since }) => since ?? [])]
  return [...all, ...(overdue === null ? [] : [overdue])].sort()[0] ?? '~'
}

function countsOf(sources: readonly StatusSource[]): Status['counts'] {
  const of = (condition: Condition): number => sources.filter((one) => one.condition === condition).length
  return {
    sources: sources.filter(({ waiting }) => waiting.every(({ kind }) => kind !== 'draft')).length,
    datasets: sources.reduce((sum, { datasets }) => sum + datasets.length, 0),
    failed: of('failed'),
    waiting: of('waiting'),
    overdue: of('overdue'),
    unknown: of('unknown'),
    well: of('well'),
  }
}
