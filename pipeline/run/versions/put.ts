/**
 * history.yaml and the changes beside it appear together: first all of them are written under .hiraku/, then a note says
 * that they are whole, then each is moved to its place. Who comes after a stop finishes what has a note.
 */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import { copyFile, type NewFile } from '../add/write.ts'

const FOLDER = 'accepting'
const NOTE = 'accepting.json'

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
  const value: unknown = JSON.parse(readText(effects, note))
  const [folder = '', ...names] = Array.isArray(value) ? value.map(String) : []
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

/** Whether a stop left something to be finished. */
export function isPutOpen(effects: Pick<Effects, 'stat'>, state: string): boolean {
  return effects.stat(path.join(state, NOTE)) !== undefined
}
