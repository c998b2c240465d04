/** Worker threads as lanes that are asked and answer: no event of theirs is seen outside. */
import { Worker } from 'node:worker_threads'
import type { Thread } from './effects.ts'

/** What a thread is asked and says. An answer that failed carries the text of the error, as it was there. */
export interface Ask {
  readonly id: number
  readonly message: unknown
}

export interface Answer {
  readonly id: number
  readonly value?: unknown
  readonly error?: ThreadFault
}

/** `code`, `syscall` and `path` are those of the system: without them a full disk would look like a fault of ours. */
export interface ThreadFault {
  readonly message: string
  readonly stack: string
  readonly code?: string
  readonly syscall?: string
  readonly path?: string
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** `module`: address of a built module that exports `answerer(data)`. */
export function startThread(module: string, data: unknown): Thread {
  const waiting = new Map<number, Waiting>()
  let next = 0
  let ended: Error | undefined
  // this file is built beside thread.js; the name is that of the built one
  const worker = new Worker(new URL('./run/ranges/thread.js', import.meta.url), {
    workerData: { module, data },
  })
  const end = (error: Error): void => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('message', ({ id, value, error }: Answer) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) worker.unref()
    if (error === undefined) one?.resolve(value)
    else one?.reject(Object.assign(new Error(error.message), error))
  })
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', (code) => end(new Error(`a thread ended by itself (${code})`)))
  // an idle thread keeps no process from ending; after the listeners, which would take it back
  worker.unref()
  return {
    ask: (message) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) {
          reject(ended)
          return
        }
        const id = next++
        if (waiting.size === 0) worker.ref()
        waiting.set(id, { resolve, reject })
        const ask: Ask = { id, message }
        worker.postMessage(ask)
      }),
    close: async () => {
      ended ??= new Error('the thread was closed')
      waiting.clear()
      await worker.terminate()
    },
  }
}
