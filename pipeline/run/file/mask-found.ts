/** What the look says in words may quote a title, a note or a cell; what must not be printed is masked in it. */
import type { RuleScore } from '../../lib/inspection.ts'
import type { Text } from '../../problem.ts'
import type { FileFound, TableFound } from '../../report/index.ts'

type Mask = (text: string) => string

export function maskFound(found: FileFound, mask: Mask): FileFound {
  return {
    ...found,
    tables: found.tables.map((table) => maskTable(table, mask)),
    without: found.without.map((one) => ({ ...one, reason: inText(one.reason, mask) })),
    ...(found.rules === undefined ? {} : { rules: maskScores(found.rules, mask) }),
  }
}

export function maskScores(scores: readonly RuleScore[], mask: Mask | undefined): readonly RuleScore[] {
  if (mask === undefined) return scores
  return scores.map((score) => ({
    ...score,
    reason: inText(score.reason, mask),
    ...(score.mend === undefined ? {} : { mend: inText(score.mend, mask) }),
    places: score.places.map((place) => ({
      ...place,
      ...(place.header === undefined ? {} : { header: mask(place.header) }),
      ...(place.text === undefined ? {} : { text: mask(place.text) }),
    })),
  }))
}

function maskTable(table: TableFound, mask: Mask): TableFound {
  const texts = (all: readonly Text[]): readonly Text[] => all.map((one) => inText(one, mask))
  return {
    ...table,
    ...(table.sheet === null ? {} : { sheet: { ...table.sheet, reasons: texts(table.sheet.reasons) } }),
    reasons: texts(table.reasons),
    columns: table.columns.map((column) => ({
      ...column,
      header: mask(column.header),
      ...(column.own === undefined ? {} : { own: mask(column.own) }),
    })),
    skipped: table.skipped.map((one) => ({ ...one, reason: mask(one.reason) })),
    questions: texts(table.questions),
  }
}

function inText({ ja, en }: Text, mask: Mask): Text {
  return { ja: mask(ja), en: mask(en) }
}
