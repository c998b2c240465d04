/** Effects that fail at the n-th change to the disk, and after it (a killed process changes nothing more). */
import type { Effects } from '../../pipeline/effects.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'

export interface Faulty {
  readonly effects: Effects
  /** how many changes were asked for */
  readonly changes: () => number
}

class Fault extends Error {
  readonly code = 'EIO'
  readonly syscall = 'write'
}

/** `killed`: everything after the fault fails too, as if the process were gone. */
export function faulty(at: number, killed: boolean): Faulty {
  const real = nodeEffects()
  let changes = 0
  const step = () => {
    changes += 1
    if (changes === at || (killed && changes > at)) throw new Fault(`fault at change ${changes}`)
  }
  return {
    changes: () => changes,
    effects: {
      ...real,
      writeFile: (...args) => {
        step()
        real.writeFile(...args)
      },
      writeChunks: (file, chunks) => {
        step()
        return real.writeChunks(file, chunks)
      },
      link: (from, to) => {
        step()
        return real.link(from, to)
      },
      rename: (from, to) => {
        step()
        real.rename(from, to)
      },
      makeFolder: (folder) => {
        step()
        real.makeFolder(folder)
      },
      remove: (target) => {
        step()
        real.remove(target)
      },
      syncFolder: (folder) => {
        step()
        real.syncFolder(folder)
      },
      // a dead process holds no lock: the next run has another number, and sees that this one is gone
      pid: () => 999_999_999,
      processMark: (pid) => (pid === 999_999_999 ? 'mark' : real.processMark(pid)),
    },
  }
}

/** Effects that the system refuses, by the code that `code` gives for a change: its number, and what it is. */
export function refusing(code: (change: number, name: string) => string | undefined): Faulty {
  const real = nodeEffects()
  let changes = 0
  const step = (name: string, file = '') => {
    changes += 1
    const found = code(changes, name)
    if (found !== undefined)
      throw Object.assign(new Error(`${found}: change ${changes}, ${name}`), {
        code: found,
        syscall: 'write',
        path: file,
      })
  }
  return {
    changes: () => changes,
    effects: {
      ...real,
      writeFile(file, data, options) {
        step('writeFile', file)
        real.writeFile(file, data, options)
      },
      async writeChunks(file, chunks) {
        step('writeChunks', file)
        return real.writeChunks(file, chunks)
      },
      openWriter(file) {
        step('openWriter', file)
        const writer = real.openWriter(file)
        return {
          ...writer,
          write(data) {
            step('write', file)
            writer.write(data)
          },
          end() {
            step('end', file)
            return writer.end()
          },
        }
      },
      writeAt(file, at, data) {
        step('writeAt', file)
        real.writeAt(file, at, data)
      },
      readRange(file, from, to) {
        step('readRange', file)
        return real.readRange(file, from, to)
      },
      link(from, to) {
        step('link', to)
        return real.link(from, to)
      },
      rename(from, to) {
        step('rename', to)
        real.rename(from, to)
      },
      makeFolder(folder) {
        step('makeFolder', folder)
        real.makeFolder(folder)
      },
      remove(target) {
        step('remove', target)
        real.remove(target)
      },
      async syncFiles(files) {
        step('syncFiles', files[0])
        await real.syncFiles(files)
      },
      syncFolder(folder) {
        step('syncFolder', folder)
        real.syncFolder(folder)
      },
    },
  }
}
