/**
 * Files of this run on their way into dist/. Only what dist/ does not hold already is kept here, so that a change
 * to one of a thousand sources moves few files; reading looks here first and in dist/ after.
 */
import path from 'node:path'
import { type Effects, hashFile } from '../effects.ts'
import type { FileFacts, OutFile } from '../lib/model.ts'
import { UserError } from '../problem.ts'
import type { OutLine } from './entry.ts'
import type { Layout } from './layout.ts'
import { runProblem } from './problems.ts'

export interface Stage {
  /** writes, compares, and keeps the file only where dist/ has other bytes or none */
  put(file: OutFile, known: ReadonlyMap<string, OutLine>): Promise<Staged>
  /** takes back what a unit staged before it failed */
  withdraw(files: readonly Staged[]): void
  /** as it will be in dist/ */
  read(file: string): Uint8Array
  readChunks(file: string): Iterable<Uint8Array>
  has(file: string): boolean
}

export interface Staged extends FileFacts {
  readonly state: 'same' | 'differs' | 'new'
}

export function openStage(effects: Effects, layout: Pick<Layout, 'dist' | 'stage'>): Stage {
  const staged = (file: string) => path.join(layout.stage, file)
  const published = (file: string) => path.join(layout.dist, file)
  const has = (file: string) => effects.stat(staged(file)) !== undefined
  const place = (file: string) => (has(file) ? staged(file) : published(file))
  return {
    has,
    read: (file) => effects.readFile(place(file)),
    readChunks: (file) => effects.readChunks(place(file)),
    async put(file, known) {
      if (!isInside(file.path)) throw new Error(`a file outside the output folder: ${file.path}`)
      const { bytes, sha256 } = await whole(effects, staged(file.path), file.chunks)
      const state = compare(effects, published(file.path), known.get(file.path), bytes, sha256)
      if (state === 'same') effects.remove(staged(file.path))
      return { path: file.path, bytes, sha256, state }
    },
    withdraw(files) {
      const gone = files.filter((file) => file.state !== 'same')
      for (const file of gone) effects.remove(staged(file.path))
      // an empty folder of a dataset would be taken for one
      for (const folder of new Set(gone.map((file) => path.dirname(file.path)))) {
        for (let at = folder; at !== '.' && isEmpty(effects, staged(at)); at = path.dirname(at))
          effects.remove(staged(at))
      }
    },
  }
}

function isEmpty(effects: Effects, folder: string): boolean {
  return effects.stat(folder) !== undefined && effects.list(folder).length === 0
}

/** Half a file that stayed would be taken for the unit's own when dist/ is put together. */
async function whole(effects: Effects, file: string, chunks: OutFile['chunks']) {
  try {
    return await effects.writeChunks(file, chunks)
  } catch (error) {
    effects.remove(file)
    throw error
  }
}

function compare(
  effects: Effects,
  published: string,
  known: OutLine | undefined,
  bytes: number,
  sha256: string,
): Staged['state'] {
  const stat = effects.stat(published)
  if (stat === undefined) return 'new'
  if (stat.isDirectory || stat.size !== bytes) return 'differs'
  const hash = known?.signature === stat.signature ? known.sha256 : hashFile(effects, published)
  return hash === sha256 ? 'same' : 'differs'
}

function isInside(file: string): boolean {
  return (
    !path.isAbsolute(file) &&
    !file.split(/[\\/]/).some((part) => part === '..' || part === '.' || part === '')
  )
}

/** A JSON file as it will be in dist/. */
export function readStaged(stage: Pick<Stage, 'read'>, file: string): unknown {
  return JSON.parse(new TextDecoder().decode(stage.read(file)))
}

/** A dataset's datapackage.json as it will be in dist/; one that can not be read was changed by hand. */
export function readDescriptor(stage: Stage, file: string): unknown {
  try {
    return readStaged(stage, file)
  } catch {
    throw new UserError(
      runProblem('run/last-good-changed', { file: `dist/${file}` }, { file: `dist/${file}` }),
    )
  }
}
