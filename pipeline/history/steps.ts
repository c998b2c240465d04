/** Records that come by themselves or are waited for, one by one, without a promise where none is needed. */
import type { RecordValue } from './change.ts'

type Records = Iterable<RecordValue> | AsyncIterable<RecordValue>
type Step = IteratorResult<RecordValue, unknown>

export function stepsOf(records: Records): { readonly next: () => Step | Promise<Step> } {
  return Symbol.asyncIterator in records ? records[Symbol.asyncIterator]() : records[Symbol.iterator]()
}

export async function forEachOf(records: Records, look: (record: RecordValue) => void): Promise<void> {
  if (Symbol.asyncIterator in records) for await (const record of records) look(record)
  else for (const record of records) look(record)
}
