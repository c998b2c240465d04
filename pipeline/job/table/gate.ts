/** The privacy gate with what it goes by: words and lists under schemas/inspection/, which travel as plain data. */
import {
  cellProblem,
  columnProblem,
  compilePrivacy,
  createPrivacyScan,
  inspectFile,
  judgeColumns,
  maskText,
  type PrivacyFiles,
} from '../../inspect/index.ts'
import type { PrivacyGate } from './guard.ts'

/** Everything that it finds is told as it is; what a source allows is another module's (allow.ts). */
export function privacyGate(files: PrivacyFiles): PrivacyGate {
  const settings = compilePrivacy(files)
  return {
    scanOf: (table) => createPrivacyScan(table, settings),
    columnsOf: (table, tally) => judgeColumns(table, settings, tally),
    cellProblem,
    columnProblem: (finding, table, place) => columnProblem(finding, table, place, settings),
    fileProblems: (file, place) => inspectFile(file, place, settings),
    judge: ({ severity }) => ({ severity }),
    maskText: (text) => maskText(text, settings),
  }
}
