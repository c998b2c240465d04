/** JSON: a typed array, one record per line so that a difference between two versions can be read. */
import type { Batches, Column, DataRecord } from '../lib/model.ts'

export async function* writeJson(columns: readonly Column[], batches: Batches): AsyncGenerator<string> {
  yield* writeArray(batches, recordWriter(columns), '[', ']\n')
}

/** The lines between two brackets, with the commas that JSON wants, and one chunk per batch. */
export async function* writeArray(
  batches: Batches,
  line: (record: DataRecord) => string,
  open: string,
  close: string,
): AsyncGenerator<string> {
  yield `${open}\n`
  let first = true
  for await (const batch of batches) {
    let chunk = ''
    for (const record of batch) {
      chunk += first ? line(record) : `,\n${line(record)}`
      first = false
    }
    if (chunk !== '') yield chunk
  }
  yield first ? close : `\n${close}`
}

/** Keys in column order, whatever the order in which a record was put together. */
export function recordWriter(columns: readonly Column[]): (record: DataRecord) => string {
  const parts = columns.map(({ key }, n) => ({
    key,
    before: `${n === 0 ? '{' : ','}${JSON.stringify(key)}:`,
  }))
  return (record) => {
    let text = ''
    for (const { key, before } of parts) text += before + JSON.stringify(record[key] ?? null)
    return `${text}}`
  }
}
