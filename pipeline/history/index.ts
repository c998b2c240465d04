/**
 * Accepted versions: what history.yaml says of a dataset, and what to append to it. The file holds for each
 * dataset its versions, oldest first, and only ever grows. Pure: text and values in, text and values out.
 */
export { appendEntries } from './append.ts'
export { type CountedChanges, countChanges } from './changes.ts'
export { type Candidate, nextEntry, reasonsFor } from './next.ts'
export { historyProblem } from './problems.ts'
export { type History, type HistoryEntry, isDate, lastOf, readHistory, releaseOf, type Why } from './read.ts'
