/**
 * `.hiraku/ledger.jsonl`: a line a source, read once a run and written where something changed. A line is parsed when
 * its source is asked for. What can not be read is dropped and told: the ledger may be lost at any time, a build never
 * reads it.
 */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import type { Problem } from '../../problem.ts'
import { runProblem } from '../problems.ts'
import type { Failure, Ledger, Note, StageName, Told } from './note.ts'
import { readNote } from './read.ts'

type World = Pick<Effects, 'readFile' | 'writeFile' | 'stat' | 'now'>
type Change = (note: Note) => Note

/** `tell` gets what could not be read. Nothing is read before something is asked. */
export function openLedger(
  effects: World,
  state: string,
  tell: (problems: readonly Problem[]) => void = () => {},
): Ledger {
  const file = path.join(state, 'ledger.jsonl')
  let lines: Map<string, string> | undefined
  /** notes that were changed here, as they are now, and how they came to be so */
  const now = new Map<string, Note>()
  const changes = new Map<string, Change[]>()
  /** sources whose line says nothing */
  const bad = new Set<string>()
  let dropped = false

  const drop = (many: number): void => {
    if (many === 0) return
    dropped = true
    tell([
      runProblem('run/ledger-line', { file: '.hiraku/ledger.jsonl' }, { file: '.hiraku/ledger.jsonl', many }),
    ])
  }
  const known = (): Map<string, string> => {
    if (lines === undefined) {
      const read = linesOf(effects, file)
      lines = read.lines
      drop(read.broken)
    }
    return lines
  }
  const get = (source: string): Note => {
    const changed = now.get(source)
    if (changed !== undefined) return changed
    const line = known().get(source)
    if (line === undefined) return { source }
    const note = noteOf(line, source)
    if (note !== undefined) return note
    known().delete(source)
    bad.add(source)
    drop(1)
    return { source }
  }
  const change = (source: string, how: Change): void => {
    const before = get(source)
    const after = how(before)
    if (formatNote(before) === formatNote(after)) return
    now.set(source, after)
    const all = changes.get(source)
    if (all === undefined) changes.set(source, [how])
    else all.push(how)
  }
  return {
    get,
    set: (source, patch) => change(source, (note) => ({ ...note, ...patch, source })),
    fail: (source, stage, failure) => {
      const at = effects.now().toISOString()
      change(source, (note) => failed(note, stage, failure, at))
    },
    mend(source, stage, portal) {
      // of a thousand that are well no line is parsed
      if (!now.has(source) && known().get(source)?.includes('"failures"') !== true) return
      change(source, (note) => mended(note, stage, portal))
    },
    *all() {
      for (const source of [...new Set([...known().keys(), ...now.keys()])].sort()) {
        const note = get(source)
        if (now.has(source) || known().has(source)) yield note
      }
    },
    save() {
      if (changes.size === 0 && !dropped) return
      // another command may have written meanwhile (fetching and building have locks of their own): its notes stay
      const fresh = linesOf(effects, file).lines
      for (const source of bad) fresh.delete(source)
      for (const [source, all] of changes) {
        const line = fresh.get(source)
        const start: Note = (line === undefined ? undefined : noteOf(line, source)) ?? { source }
        fresh.set(source, formatNote(all.reduce((note, how) => how(note), start)))
      }
      const text = [...fresh.keys()].sort().map((source) => `${fresh.get(source) ?? ''}\n`)
      effects.writeFile(file, text.join(''))
      lines = fresh
      now.clear()
      bad.clear()
      changes.clear()
      dropped = false
    },
  }
}

const HEAD = /^\{"source":"([^"\\]+)"[,}]/

/** Each source's line, not parsed; a later line of the same source is the one that counts. */
function linesOf(
  effects: World,
  file: string,
): { readonly lines: Map<string, string>; readonly broken: number } {
  const lines = new Map<string, string>()
  let broken = 0
  const text = effects.stat(file) === undefined ? '' : readText(effects, file)
  for (const line of text.split('\n')) {
    if (line === '') continue
    const source = line.endsWith('}') ? HEAD.exec(line)?.[1] : undefined
    if (source === undefined) broken += 1
    else lines.set(source, line)
  }
  return { lines, broken }
}

function noteOf(line: string, source: string): Note | undefined {
  try {
    const note = readNote(JSON.parse(line))
    return note?.source === source ? note : undefined
  } catch {
    return undefined
  }
}

/** The source first: a line is found by it. Members of no worth are left out. */
function formatNote({ source, ...rest }: Note): string {
  const kept = Object.entries(rest).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  )
  return JSON.stringify(Object.fromEntries([['source', source], ...kept]))
}

function failed(note: Note, stage: StageName, { code, message, portal, place }: Told, at: string): Note {
  const isSame = (one: Failure): boolean => one.stage === stage && one.portal === portal
  const former = note.failures?.find(isSame)
  // a clock that was set back must not tell of the future
  const since = former?.code === code && former.since < at ? former.since : at
  const failure: Failure = {
    stage,
    code,
    ...(message === undefined ? {} : { message }),
    ...(portal === undefined ? {} : { portal }),
    ...(place === undefined ? {} : { place }),
    since,
    at,
  }
  return { ...note, failures: [...(note.failures ?? []).filter((one) => !isSame(one)), failure] }
}

function mended(note: Note, stage: StageName, portal: string | undefined): Note {
  if (note.failures === undefined) return note
  const isMended = (one: Failure): boolean =>
    one.stage === stage && (portal === undefined || (one.portal ?? portal) === portal)
  return { ...note, failures: note.failures.filter((one) => !isMended(one)) }
}
