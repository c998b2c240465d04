/** Writes a new source beside, and moves it into its place as a whole: a stop leaves no half source. */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import { UserError } from '../../problem.ts'
import { runProblem } from '../problems.ts'

export interface NewFile {
  readonly path: string
  readonly text: string
  /** a long text lies in a file instead, which is copied */
  readonly file?: string
}

function writeNew(effects: Effects, place: string, { text, file }: NewFile): void {
  if (file === undefined) effects.writeFile(place, text)
  else copyFile(effects, file, place)
}

/**
 * `files` (record types, publisher.yaml) come first: by themselves they say nothing. `folder` is the source; `from` the
 * file, which becomes its snapshot under `name`.
 */
export function moveInto(
  effects: Effects,
  root: string,
  state: string,
  files: readonly NewFile[],
  folder: string,
  own: readonly NewFile[],
  from: string,
  name: string,
): void {
  const beside = path.join(state, 'adding')
  effects.remove(beside)
  for (const one of own) writeNew(effects, path.join(beside, one.path), one)
  copySnapshot(effects, from, path.join(beside, 'snapshot', name), own)
  for (const { path: file, text } of files) effects.writeFile(path.join(root, file), text)
  const place = path.join(root, folder)
  effects.makeFolder(path.dirname(place))
  effects.rename(beside, place)
  effects.syncFolder(path.dirname(place))
}

/**
 * The same for a source that is there: all that it has stays but its snapshot and what is written anew. Between the two
 * renames it is in `.hiraku/replaced`; a note says where it belongs, and the next command puts it back.
 */
export function replaceIn(
  effects: Effects,
  root: string,
  state: string,
  folder: string,
  own: readonly NewFile[],
  from: string,
  name: string,
): void {
  const beside = path.join(state, 'adding')
  const former = path.join(state, REPLACED)
  const place = path.join(root, folder)
  putBack(effects, root, state)
  effects.remove(beside)
  effects.remove(former)
  const written = new Set(own.map((one) => one.path))
  copyAll(effects, place, beside, (one) => one === 'snapshot' || written.has(one))
  for (const one of own) writeNew(effects, path.join(beside, one.path), one)
  copySnapshot(effects, from, path.join(beside, 'snapshot', name), own)
  effects.writeFile(path.join(state, REPLACING), `${folder}\n`)
  effects.rename(place, former)
  effects.rename(beside, place)
  effects.syncFolder(path.dirname(place))
  effects.remove(former)
  effects.remove(path.join(state, REPLACING))
}

/** On the disk before anything speaks of it; what was looked at is what is copied, or nothing is. */
function copySnapshot(effects: Effects, from: string, to: string, own: readonly NewFile[]): void {
  const sha256 = copyFile(effects, from, to)
  effects.syncFolder(to)
  effects.syncFolder(path.dirname(to))
  const facts = own.find((one) => one.path === 'snapshot.yaml')?.text
  if (facts === undefined || facts.includes(sha256)) return
  const file = path.basename(from)
  throw new UserError(runProblem('run/changed-while-read', { file }, { file }))
}

/** A note in `.hiraku/`: which source is being replaced. */
export const REPLACING = 'replacing'
const REPLACED = 'replaced'

/** Undoes a replacement that was stopped between its renames, and clears what a stopped one left; under the lock. */
export function putBack(effects: Effects, root: string, state: string): void {
  const note = path.join(state, REPLACING)
  const former = path.join(state, REPLACED)
  if (effects.stat(note) !== undefined) {
    const place = path.join(root, readText(effects, note).trim())
    if (effects.stat(place) === undefined && effects.stat(former) !== undefined) effects.rename(former, place)
    effects.remove(former)
    effects.remove(note)
  }
  for (const left of [former, path.join(state, 'adding')])
    if (effects.stat(left) !== undefined) effects.remove(left)
}

function copyAll(effects: Effects, from: string, to: string, isLeft: (name: string) => boolean): void {
  for (const name of effects.list(from)) {
    if (isLeft(name)) continue
    const file = path.join(from, name)
    if (effects.stat(file)?.isDirectory === true) copyAll(effects, file, path.join(to, name), () => false)
    else effects.writeFile(path.join(to, name), effects.readFile(file))
  }
}

/** A piece at a time: memory does not grow with the file. Gives the sha256 of what was copied. */
export function copyFile(effects: Effects, from: string, to: string): string {
  const writer = effects.openWriter(to)
  const hash = effects.sha256()
  try {
    for (const chunk of effects.readChunks(from)) {
      hash.update(chunk)
      writer.write(chunk)
    }
    writer.end()
    return hash.hex()
  } catch (error) {
    writer.abandon()
    throw error
  }
}
