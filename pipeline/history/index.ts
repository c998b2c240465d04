/**
 * Accepted versions: what history.yaml says of a dataset, and what to append to it. The file is a list, one entry
 * for each version of each dataset, oldest first; it only ever grows at its end. Pure: text and values in, text
 * and values out.
 */
export { appendEntries } from './append.ts'
export type {
  ChangeCounts,
  Comparison,
  FieldChange,
  RecordChange,
  RecordValue,
  Side,
} from './change.ts'
export {
  type ChangesHead,
  changesText,
  type ReadChanges,
  readChanges,
  refOf,
  type Telling,
  type VersionRef,
} from './changes-file.ts'
export { compare } from './compare.ts'
export { type Feed, type FeedEntry, feedText } from './feed.ts'
export { newestOf } from './newest.ts'
export { type Candidate, nextEntry, reasonsFor } from './next.ts'
export { historyProblem } from './problems.ts'
export {
  CHANGES_ATOM,
  CHANGES_JSON,
  changesFiles,
  entriesIn,
  publishedPieces,
  withheldIn,
} from './published.ts'
export {
  type History,
  type HistoryEntry,
  isDate,
  lastOf,
  lastWithFields,
  readHistory,
  readHistoryFile,
  releaseOf,
  type Why,
} from './read.ts'
export { recordsIn } from './records.ts'
export { type ColumnsMove, columnsMove, fieldText, parseField } from './step.ts'
export { markWithheld, tellsFormer, withheldText, withWithheld } from './withhold.ts'
export { reasonWords } from './words.ts'
