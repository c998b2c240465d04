/** What waits of a source, read back: without anything that a trial needs, for most runs only look whether it is there. */
import path from 'node:path'
import { hashFile, readText } from '../../effects.ts'
import { isObject, textOf } from '../../lib/object.ts'
import { parseYaml } from '../../lib/yaml.ts'
import type { Problem, Text } from '../../problem.ts'
import type { SourceFolder } from '../project.ts'
import { type Bench, type CandidateFile, candidateFolder } from './bench.ts'

export const TOLD = 'told.json'

export interface Told {
  readonly sha256: string
  readonly name: string
  /** ISO 8601 */
  readonly since: string
  readonly key: string | null
  readonly asked: string
  /** code and message of the first thing that keeps it back */
  readonly code: string
  readonly message: Text
  /** so many things beside it keep it back too */
  readonly more?: number
  /** a person who has looked can take it over: with the proposal, where there is one */
  readonly builds: boolean
  /** what --take would do; absent where it would refuse */
  readonly take?: Text
  readonly held: boolean
}

/** Undefined where nothing waits, or nobody knows what was told of it. */
export function toldOf(
  { effects, layout }: Pick<Bench, 'effects' | 'layout'>,
  folder: SourceFolder,
): Told | undefined {
  const file = path.join(layout.root, candidateFolder(folder), TOLD)
  if (effects.stat(file) === undefined) return undefined
  try {
    return read(JSON.parse(readText(effects, file)))
  } catch {
    return undefined
  }
}

function read(value: unknown): Told | undefined {
  if (!isObject(value)) return undefined
  const [message, take] = [textBoth(value.message), textBoth(value.take)]
  const [sha256, name, since, asked, code] = [
    value.sha256,
    value.name,
    value.since,
    value.asked,
    value.code,
  ].map(textOf)
  if (sha256 === undefined || name === undefined || since === undefined || asked === undefined)
    return undefined
  if (code === undefined || message === undefined) return undefined
  const key = textOf(value.key) ?? null
  return {
    sha256,
    name,
    since,
    key,
    asked,
    code,
    message,
    ...(typeof value.more === 'number' && value.more > 0 ? { more: value.more } : {}),
    builds: value.builds === true,
    held: value.held === true,
    ...(take === undefined ? {} : { take }),
  }
}

function textBoth(value: unknown): Text | undefined {
  if (!isObject(value)) return undefined
  const [ja, en] = [textOf(value.ja), textOf(value.en)]
  return ja === undefined || en === undefined ? undefined : { ja, en }
}

/** The file that waits, told of or not (`add` may have put it there), with what was noted when it was got. */
export function waitingCandidate(
  { effects, layout }: Pick<Bench, 'effects' | 'layout'>,
  folder: SourceFolder,
): CandidateFile | undefined {
  const inside = path.join(layout.root, candidateFolder(folder))
  const names = effects.list(path.join(inside, 'snapshot'))
  const [name] = names
  if (names.length !== 1 || name === undefined) return undefined
  const file = path.join(inside, 'snapshot', name)
  const stat = effects.stat(file)
  if (stat === undefined || stat.isDirectory) return undefined
  const noted = path.join(inside, 'snapshot.yaml')
  const { value } =
    effects.stat(noted) === undefined ? { value: undefined } : parseYaml(readText(effects, noted))
  const { from, etag, lastModified, acquired } = isObject(value) ? value : {}
  const known = Object.entries({ from, etag, lastModified, acquired }).flatMap(([key, one]) =>
    typeof one === 'string' ? [[key, one] as const] : [],
  )
  return { path: file, name, sha256: hashFile(effects, file), bytes: stat.size, ...Object.fromEntries(known) }
}

/** What may hold what must not be published is nobody else's to read. */
export function closeCandidates({ effects, layout }: Pick<Bench, 'effects' | 'layout'>): void {
  const folder = path.join(layout.state, 'candidates')
  effects.makeFolder(folder)
  effects.restrict?.(folder)
}

/** Where a file comes to before anybody has looked at it. */
export function fetchFolder(bench: Pick<Bench, 'layout'>, folder: SourceFolder): string {
  return path.join(bench.layout.root, candidateFolder(folder), 'fetching')
}

/** The same bytes as the snapshot: whatever waits is no newer file any more. */
export function dropWaiting(
  { effects, layout }: Pick<Bench, 'effects' | 'layout'>,
  folder: SourceFolder,
): void {
  effects.remove(path.join(layout.root, candidateFolder(folder)))
}

/** A problem's message may go into the ledger where it holds nothing of a cell. */
export function isSafe({ code }: Pick<Problem, 'code'>): boolean {
  return SAFE.has(code)
}

const SAFE: ReadonlySet<string> = new Set([
  'run/candidate-format',
  'run/candidate-dropped',
  'run/candidate-empty',
  'run/candidate-held',
  'run/candidate-clock',
  'run/candidate-moved',
  'run/unknown-every',
])
