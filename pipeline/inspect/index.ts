/**
 * The inspection: a file judged as a file, before it is data. It reads rows and what the file says of itself, changes
 * nothing, and tells what it met: findings of the privacy gate, scores of the rules of machine readability.
 *
 * Privacy: what a cell gives away by itself (個人番号, mobile telephones, private mail) hangs on its row and the table
 * alone, so that a file may be scanned in parts; what only a column as a whole can say (names, dates of birth, small
 * counts) is counted and judged when all parts are there. No value leaves this room unmasked.
 */

export { type InspectedFile, type InspectedGrid, inspectFile } from './privacy/file.ts'
export { maskText } from './privacy/mask-text.ts'
export { createPrivacyScan, type PrivacyFinding, type PrivacyScan } from './privacy/scan.ts'
export { compilePrivacy, type PrivacyFiles, type PrivacySettings } from './privacy/settings.ts'
export { type ColumnTally, mergeTallies as mergePrivacyTallies, type PrivacyTally } from './privacy/tally.ts'
export { cellProblem, columnProblem } from './privacy/told.ts'
export { type ColumnFinding, judgeColumns } from './privacy/verdict.ts'
export { type InspectCode, inspectProblem, inspectProblems } from './problems.ts'
export type { RuledColumn, RuledFile, RuledTable, RuledWorksheet } from './rules/input.ts'
export { RULES, scoreRules } from './rules/score.ts'
