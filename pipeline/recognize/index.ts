/**
 * The look: a table found in a file → which sheet of the standard it is, which of its columns is what, and the
 * declaration that says so. It proposes, with reasons; `build` never uses it.
 * A table that is no sheet becomes a dataset of its own. Knowledge is data under `schemas/`, compiled once.
 */
import type { Fitting } from './columns.ts'
import {
  declareColumns,
  declareTable,
  describeColumns,
  keyOf,
  questionsOf,
  repeatedKey,
  settingsOf,
} from './declare.ts'
import { foldHeader } from './fold.ts'
import type { FoundTable } from './found.ts'
import { lookAt } from './looked.ts'
import { ownDataset } from './own-dataset.ts'
import { noSheetReason, sheetReasons } from './reasons.ts'
import type { Recognized, TableContext } from './recognized.ts'
import { refine } from './refine.ts'
import type { Knowledge } from './sheet.ts'
import { chooseSheet, type Judged, judgeSheets } from './sheets.ts'
import { readTitles } from './titles.ts'

export type { Files } from './files.ts'
export type { FoundColumn, FoundSkip, FoundTable } from './found.ts'
export { compileKnowledge, type SheetKnowledge } from './knowledge.ts'
export type { Question, Recognized, RecognizedColumn, TableContext } from './recognized.ts'
export type { Knowledge } from './sheet.ts'
export { besideOf, type FoundTables, findTables } from './tables/find.ts'
export type { TableWords } from './tables/words.ts'

/** Never throws; the same table and context give the same answer. */
export function recognizeTable(found: FoundTable, context: TableContext, knowledge: Knowledge): Recognized {
  const looked = lookAt(found, knowledge)
  const titles = readTitles([context.fileName, context.worksheet ?? '', ...(context.titles ?? [])], knowledge)
  const { as: told } = context
  const asked = knowledge.sheets.findIndex(({ id }) => id === told)
  const judged = judgeSheets(looked, titles, knowledge)
  const crossed = found.rules.melt !== undefined
  const chosen =
    told === null || (crossed && asked < 0)
      ? undefined
      : asked < 0
        ? chooseSheet(judged, knowledge)
        : judged.find(({ fitting }) => fitting.sheet === asked)
  if (chosen === undefined) {
    return ownDataset(found, looked, context, knowledge, [noSheetReason(crossed ? undefined : judged[0])])
  }
  return asSheet(found, looked, chosen, context, knowledge, asked >= 0)
}

function asSheet(
  found: FoundTable,
  looked: ReturnType<typeof lookAt>,
  judged: Judged,
  context: TableContext,
  knowledge: Knowledge,
  told: boolean,
): Recognized {
  const { sheet } = judged
  const fitting: Fitting = refine(judged.fitting, looked, sheet, knowledge, context.cutHeadings)
  const columns = describeColumns(fitting, looked, knowledge)
  const set = settingsOf(sheet, columns, context)
  const key = keyOf(sheet, columns, looked)
  const reasons = sheetReasons({ ...judged, fitting }, looked, knowledge)
  return {
    sheet: {
      id: sheet.id,
      confidence: told ? 1 : Math.round(judged.confidence * 100) / 100,
      reasons: told ? [{ ja: '一覧が指定されました。', en: 'The sheet was given.' }, ...reasons] : reasons,
    },
    reasons: [],
    columns,
    declaration: declareTable(found, context, {
      dataset: sheet.id,
      columns: declareColumns(columns, found),
      set,
      key,
    }),
    questions: [
      ...questionsOf(sheet, columns, looked, key, set),
      ...repeatedKey(sheet, columns, looked, found, key),
    ],
  }
}

/** For the table finder: whether a text is a header that the standard or its users know. */
export function knownHeader(knowledge: Knowledge): (text: string) => boolean {
  return (text) => {
    const folded = foldHeader(text, knowledge.slips)
    return folded !== '' && knowledge.index.has(folded)
  }
}
