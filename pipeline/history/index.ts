/**
 * Accepted versions: what history.yaml says of a dataset, and what to append to it. The file is a list, one entry
 * for each version of each dataset, oldest first; it only ever grows at its end. Pure: text and values in, text
 * and values out.
 */
export { appendEntries } from './append.ts'
export { type CountedChanges, countChanges } from './changes.ts'
export { type Candidate, nextEntry, reasonsFor } from './next.ts'
export { historyProblem } from './problems.ts'
export {
  type History,
  type HistoryEntry,
  isDate,
  lastOf,
  readHistory,
  readHistoryFile,
  releaseOf,
  type Why,
} from './read.ts'
