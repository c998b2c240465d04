/** The records of `<id>.json`, a line at a time: memory does not grow with the file. */
import { isJson, isObject } from '../lib/object.ts'
import type { RecordValue } from './change.ts'
import { lineIn } from './lines.ts'

/**
 * The export writes `[`, a record a line, `]`. Another layout of the same JSON is read whole; what is no JSON throws.
 * `chunks` gives the file's bytes anew each time.
 */
export function recordsIn(chunks: () => Iterable<Uint8Array>): {
  readonly records: () => Iterable<RecordValue>
} {
  return { records: () => read(chunks) }
}

function* read(chunks: () => Iterable<Uint8Array>): Generator<RecordValue> {
  let given = 0
  let line = 0
  for (const text of lineIn(chunks())) {
    line += 1
    const record = line === 1 ? undefined : recordOf(text)
    if (record === undefined) {
      if (line === 1 && text === '[') continue
      if (line > 1 && text.startsWith(']')) return
      break
    }
    given += 1
    yield record
  }
  yield* wholeOf(chunks()).slice(given)
}

/** Undefined where the line is not one record and perhaps a comma. */
function recordOf(line: string): RecordValue | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const value: unknown = JSON.parse(line.endsWith(',') ? line.slice(0, -1) : line)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function wholeOf(chunks: Iterable<Uint8Array>): readonly RecordValue[] {
  const decoder = new TextDecoder()
  let text = ''
  for (const chunk of chunks) text += decoder.decode(chunk, { stream: true })
  const value: unknown = JSON.parse(text + decoder.decode())
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function isRecord(value: unknown): value is RecordValue {
  return isObject(value) && Object.values(value).every(isJson)
}
