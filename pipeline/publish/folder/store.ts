/** A folder: a web root, a shared drive. What lies there is told by its bytes, and nothing is ever half-written. */
import type { Problem } from '../../problem.ts'
import { partOf } from '../files/paths.ts'
import { filesProblem } from '../files/problems.ts'
import type { FileStore, Found, Outcome, Putting, Reading } from '../files/store.ts'
import { type FolderEffects, type FolderPlace, outsideOf } from './place.ts'

/** As many as a disk does well; a shared drive waits for its answers. */
const AT_ONCE = 4

export function createFolderStore(effects: FolderEffects, place: FolderPlace): FileStore {
  const { folder } = place
  const full = (path: string): string => `${folder}/${path}`
  const tried = async <T>(path: string, work: () => T | Promise<T>): Promise<Outcome<T>> => {
    try {
      return { value: await work() }
    } catch (error) {
      return { problem: folderProblem(error, path === '' ? folder : full(path)) }
    }
  }

  const walk = (path: string, found: Map<string, Found>): void => {
    const stat = effects.stat(full(path))
    if (stat === undefined) return
    if (!stat.isDirectory) found.set(path, { bytes: stat.size })
    else for (const name of effects.list(full(path))) walk(`${path}/${name}`, found)
  }

  const put = async (file: Putting): Promise<Outcome<null>> => {
    const path = full(file.path)
    // on a file system that takes both names for one, another file would be overwritten and its name would stay
    const above = path.slice(0, path.lastIndexOf('/'))
    const name = path.slice(above.length + 1)
    if (effects.stat(path) !== undefined && !effects.list(above).includes(name))
      return {
        problem: filesProblem('publish/file-case-there', { file: file.path }, { actual: file.path }),
      }
    const part = full(partOf(file.path))
    effects.remove(part)
    try {
      const written = await effects.writeChunks(part, file.read())
      if (written.sha256 !== file.sha256) {
        effects.remove(part)
        return {
          problem: filesProblem(
            'publish/file-altered',
            { file: file.path },
            { file: file.path, actual: written.sha256 },
          ),
        }
      }
      await effects.syncFiles([part])
      effects.rename(part, path)
      effects.syncFolder(above)
    } catch (error) {
      await tried(file.path, () => effects.remove(part))
      throw error
    }
    return { value: null }
  }

  return {
    label: `folder:${folder}`,
    atOnce: AT_ONCE,
    ready: async () => {
      const checked = await tried('', () => outsideOf(effects, place))
      return 'problem' in checked
        ? checked
        : checked.value === undefined
          ? { value: null }
          : { problem: checked.value }
    },
    look: async (paths) =>
      tried('', () => {
        const found = new Map<string, Found>()
        for (const path of paths) walk(path, found)
        return found
      }),
    compare: async (file, found) =>
      tried(file.path, () => {
        if (found.bytes !== file.bytes) return { same: false }
        const sha256 = hashOf(effects, full(file.path))
        return { same: sha256 === file.sha256, sha256 }
      }),
    put: async (file) => {
      const done = await tried(file.path, () => put(file))
      return 'problem' in done ? done : done.value
    },
    remove: async (path) =>
      tried(path, () => {
        effects.remove(full(path))
        // a folder that held nothing but ours goes with the last of it
        for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
          const above = full(path.slice(0, at))
          if (effects.stat(above)?.isDirectory !== true || effects.list(above).length > 0) break
          effects.remove(above)
        }
        return null
      }),
    read: async (path) =>
      tried(path, (): Reading | undefined =>
        effects.stat(full(path))?.isDirectory === false
          ? { chunks: chunksOf(effects, full(path)) }
          : undefined,
      ),
    requests: () => 0,
  }
}

async function* chunksOf(effects: FolderEffects, path: string): AsyncIterable<Outcome<Uint8Array>> {
  try {
    for (const value of effects.readChunks(path)) yield { value }
  } catch (error) {
    yield { problem: folderProblem(error, path) }
  }
}

function hashOf(effects: FolderEffects, path: string): string {
  const hash = effects.sha256()
  for (const chunk of effects.readChunks(path)) hash.update(chunk)
  return hash.hex()
}

const KINDS = {
  EACCES: 'publish/folder-denied',
  EPERM: 'publish/folder-denied',
  EROFS: 'publish/folder-denied',
  EBUSY: 'publish/folder-denied',
  ENOSPC: 'publish/folder-full',
  EDQUOT: 'publish/folder-full',
  EFBIG: 'publish/folder-full',
  ENOTDIR: 'publish/folder-none',
  EISDIR: 'publish/folder-none',
  EEXIST: 'publish/folder-none',
} as const

/** What the system says, as a problem; what is no fault of the system is ours, and thrown on. */
function folderProblem(error: unknown, file: string): Problem {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) throw error
  const known = Object.entries(KINDS).find(([name]) => name === code)?.[1]
  return filesProblem(known ?? 'publish/folder-failed', { file }, { file, folder: file, actual: code })
}
