/** Files that are made piece by piece: beside their place until they are whole, and gone when the run is broken off. */
import fs from 'node:fs'
import type { FileWriter } from './effects.ts'
import { ofFile } from './effects-system.ts'

/** Small pieces are gathered: a call of the system for each would cost more than the writing. */
const GATHERED = 1 << 18

/** What is known of the process: its number, and when it is told to end. */
export interface Host {
  readonly pid: number
  /** `clean` is called before a signal ends the process; gives what takes it back */
  onSignal(clean: () => void): () => void
}

export function createWriters(
  host: Host,
  openNew: (file: string, flags: 'w') => number,
): (file: string) => FileWriter {
  const open = new Set<FileWriter>()
  let forget: (() => void) | undefined
  const settle = (writer: FileWriter): void => {
    open.delete(writer)
    if (open.size > 0) return
    forget?.()
    forget = undefined
  }
  return (file) => {
    const beside = `${file}.${host.pid}.part`
    const handle = openNew(beside, 'w')
    let isClosed = false
    let bytes = 0
    let waiting: string[] = []
    let waitingLength = 0
    const put = (data: Uint8Array): void => {
      ofFile(file, () => putAll(handle, data, bytes))
      bytes += data.length
    }
    const flush = (): void => {
      if (waiting.length === 0) return
      const text = waiting.join('')
      waiting = []
      waitingLength = 0
      put(Buffer.from(text))
    }
    const writer: FileWriter = {
      write(data) {
        if (typeof data === 'string') {
          waiting.push(data)
          waitingLength += data.length
          if (waitingLength >= GATHERED) flush()
          return
        }
        flush()
        put(data)
      },
      leave(length) {
        flush()
        const at = bytes
        bytes += length
        return { path: beside, at }
      },
      end() {
        flush()
        fs.closeSync(handle)
        isClosed = true
        fs.renameSync(beside, file)
        settle(writer)
        return { bytes }
      },
      abandon() {
        if (!open.has(writer)) return
        if (!isClosed) fs.closeSync(handle)
        fs.rmSync(beside, { force: true })
        settle(writer)
      },
    }
    open.add(writer)
    forget ??= host.onSignal(() => {
      for (const one of [...open]) one.abandon()
    })
    return writer
  }
}

/** The file is there already: what another thread writes into it does not make it again when it was given up. */
export function writeAt(path: string, at: number, data: Uint8Array): void {
  const handle = fs.openSync(path, 'r+')
  try {
    ofFile(path, () => putAll(handle, data, at))
  } finally {
    fs.closeSync(handle)
  }
}

function putAll(handle: number, data: Uint8Array, place: number): void {
  for (let at = 0; at < data.length; ) at += fs.writeSync(handle, data, at, data.length - at, place + at)
}
