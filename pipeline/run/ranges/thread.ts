/** What a thread runs: it answers each message by the answerer of the module that it was started with. */
import { parentPort, workerData } from 'node:worker_threads'
import type { ThreadFault } from '../../effects-threads.ts'
import { isObject } from '../../lib/object.ts'

/** An answer, and the buffers of it that are handed over rather than copied. */
export interface Answered {
  readonly value: unknown
  readonly transfer: readonly ArrayBuffer[]
}

export type Answerer = (message: unknown) => Answered

await serve()

async function serve(): Promise<void> {
  const port = parentPort
  if (port === null || !isObject(workerData)) throw new Error('not started as a thread')
  const module: unknown = await import(String(workerData.module))
  const answerer = isObject(module) ? module.answerer : undefined
  if (typeof answerer !== 'function') throw new Error(`no answerer in ${String(workerData.module)}`)
  const answer: Answerer = answerer(workerData.data)
  port.on('message', (ask: unknown) => {
    if (!isObject(ask)) return
    const { id, message } = ask
    try {
      const { value, transfer } = answer(message)
      port.postMessage({ id, value }, [...transfer])
    } catch (error) {
      port.postMessage({ id, error: told(error) })
    }
  })
}

function told(error: unknown): ThreadFault {
  if (!(error instanceof Error)) return { message: String(error), stack: '' }
  const { message, stack = message } = error
  const text = (name: 'code' | 'syscall' | 'path'): Partial<ThreadFault> => {
    const value = Object.entries(error).find(([key]) => key === name)?.[1]
    return typeof value === 'string' ? { [name]: value } : {}
  }
  return { message, stack, ...text('code'), ...text('syscall'), ...text('path') }
}
