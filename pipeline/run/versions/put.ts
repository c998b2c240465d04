/**
 * history.yaml and the changes beside it appear together: first all of them are written under .hiraku/, then a note says
 * that they are whole, then each is moved to its place. Who comes after a stop finishes what has a note.
 */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import { listOf } from '../../lib/object.ts'
import { copyFile, type NewFile } from '../add/write.ts'

const FOLDER = 'accepting'
const NOTE = 'accepting.json'
const UNREADABLE = 'accepting-unreadable.json'

/** `folder` is relative to the project root. */
export async function putFiles(
  effects: Effects,
  root: string,
  state: string,
  folder: string,
  files: readonly NewFile[],
): Promise<void> {
  finishPut(effects, root, state)
  const beside = path.join(state, FOLDER)
  effects.remove(beside)
  const names: string[] = []
  for (const [at, { path: name, text, file }] of files.entries()) {
    const place = path.join(beside, String(at))
    if (file === undefined) effects.writeFile(place, text)
    else copyFile(effects, file, place)
    names.push(name)
  }
  await effects.syncFiles(names.map((_, at) => path.join(beside, String(at))))
  effects.writeFile(path.join(state, NOTE), `${JSON.stringify([folder, ...names])}\n`)
  finishPut(effects, root, state)
}

/** May be done again after a stop. */
export function finishPut(effects: Effects, root: string, state: string): void {
  const note = path.join(state, NOTE)
  if (effects.stat(note) === undefined) return
  const noted = readNote(readText(effects, note))
  if (noted === undefined) {
    // nobody knows what was to be moved where: as it was before, and the next build says so
    effects.remove(path.join(state, FOLDER))
    effects.rename(note, path.join(state, UNREADABLE))
    return
  }
  const { folder, names } = noted
  for (const [at, name] of names.entries()) {
    const from = path.join(state, FOLDER, String(at))
    if (effects.stat(from) === undefined) continue
    const place = path.join(root, folder, name)
    effects.makeFolder(path.dirname(place))
    effects.rename(from, place)
    effects.syncFolder(path.dirname(place))
  }
  effects.remove(note)
  effects.remove(path.join(state, FOLDER))
}

/** Undefined where it is not as `putFiles` writes it: a disk that failed, or somebody's edit. */
function readNote(text: string): { readonly folder: string; readonly names: readonly string[] } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const names = listOf(value).flatMap((one) => (typeof one === 'string' && isInside(one) ? [one] : []))
    const [folder, ...rest] = names
    const isWhole = Array.isArray(value) && names.length === value.length
    return isWhole && folder !== undefined ? { folder, names: rest } : undefined
  } catch {
    return undefined
  }
}

function isInside(name: string): boolean {
  return !path.isAbsolute(name) && !name.split(/[/\\]/).includes('..')
}

/** Whether a note could not be read since this was last asked: it is told once. */
export function takeUnreadable(effects: Effects, state: string): boolean {
  const left = path.join(state, UNREADABLE)
  if (effects.stat(left) === undefined) return false
  effects.remove(left)
  return true
}

/** Whether a stop left something to be finished. */
export function isPutOpen(effects: Pick<Effects, 'stat'>, state: string): boolean {
  return effects.stat(path.join(state, NOTE)) !== undefined
}
