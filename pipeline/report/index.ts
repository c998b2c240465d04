/**
 * Problems and results → text, JSON, annotations. Pure: what is shown is bounded, in the reader's language, and
 * never drives the terminal whatever the data hold.
 */
export { annotation, annotations } from './annotations.ts'
export { type Collector, collect, type Kept } from './collect.ts'
export { type CitedCell, type CitedPart, type Explained, explainText } from './explain.ts'
export { fileProblemsText } from './file-problems.ts'
export { toldIn } from './groups.ts'
export { paint, type Style } from './paint.ts'
export { scoresText } from './rules-text.ts'
export { snippet } from './snippet.ts'
export {
  type SummaryBreak,
  type SummaryDataset,
  type SummaryInput,
  type SummaryPublished,
  summaryMarkdown,
} from './summary.ts'
export {
  type ColumnFound,
  type FileFound,
  filesJson,
  rangeText,
  type SheetFound,
  type TableFound,
} from './tables.ts'
export { tablesText } from './tables-text.ts'
export { addressOf, problemsText, problemText, restText } from './text.ts'
