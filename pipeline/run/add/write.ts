/** Writes a new source beside, and moves it into its place as a whole: a stop leaves no half source. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'

export interface NewFile {
  readonly path: string
  readonly text: string
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
  for (const { path: file, text } of own) effects.writeFile(path.join(beside, file), text)
  copyFile(effects, from, path.join(beside, 'snapshot', name))
  for (const { path: file, text } of files) effects.writeFile(path.join(root, file), text)
  const place = path.join(root, folder)
  effects.makeFolder(path.dirname(place))
  effects.rename(beside, place)
  effects.syncFolder(path.dirname(place))
}

/** The same for a source that is there: all that it has stays but what is written anew. */
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
  const former = path.join(state, 'replaced')
  const place = path.join(root, folder)
  effects.remove(beside)
  effects.remove(former)
  for (const { path: file, text } of own) effects.writeFile(path.join(beside, file), text)
  const written = new Set(own.map((one) => one.path))
  for (const one of effects.list(place)) {
    const file = path.join(place, one)
    if (one === 'snapshot' || written.has(one) || effects.stat(file)?.isDirectory === true) continue
    effects.writeFile(path.join(beside, one), effects.readFile(file))
  }
  copyFile(effects, from, path.join(beside, 'snapshot', name))
  effects.rename(place, former)
  effects.rename(beside, place)
  effects.syncFolder(path.dirname(place))
  effects.remove(former)
}

/** A piece at a time: memory does not grow with the file. */
export function copyFile(effects: Effects, from: string, to: string): void {
  const writer = effects.openWriter(to)
  try {
    for (const chunk of effects.readChunks(from)) writer.write(chunk)
    writer.end()
  } catch (error) {
    writer.abandon()
    throw error
  }
}
