import { dataTables, isSpreadsheet } from './facts.ts'
import { createPlaces, fail, NO_TABLE, pass, type Rule } from './say.ts'

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  preamble: ['表の上の題名・説明', 'titles or explanations above the table'],
  note: ['注記', 'notes'],
  example: ['記入例', 'examples'],
}

export const rule: Rule = {
  id: 'L1-04',
  title: { ja: 'データ本体と無関係な情報がないか', en: 'Nothing that is no part of the data' },
  docs: {
    ja: '表の上の題名・説明、注記、記入例、表の横の記入説明、（Excel・ODS では）表の横のメモのどれかがあれば不適合、なければ適合です。合計行・空白行・図・コメントは数えず、CSV のはみ出したセルは L1-15 で見ます。表が見つからなければ判定できません。',
    en: 'Fails where there are titles or explanations above the table, notes, examples, instructions beside it, or (in Excel and ODS) memos beside it; else it passes. Rows of totals, blank rows, objects and comments are not counted; cells too many of a CSV are for L1-15. Without a table it is not decidable.',
  },
  judge: (file) => {
    const tables = dataTables(file)
    if (tables.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    const kinds = new Map<string, string>()
    const seen = new Set<string>()
    for (const { sheet, table } of tables) {
      for (const { from, to, as } of table.skipped) {
        const kind = KINDS[as]
        const key = `${sheet.worksheet ?? ''} ${from}`
        // tables side by side have the same rows above them
        if (kind === undefined || seen.has(key)) continue
        seen.add(key)
        kinds.set(kind[0], kind[1])
        const before = places.count
        for (let row = from; row <= Math.min(to, from + 9); row += 1)
          places.add(sheet, row, sheet.texts.find((text) => text.row === row)?.column)
        places.count = before + to - from + 1
      }
      for (const column of table.columns) {
        if (!column.isLeft) continue
        kinds.set('表の横の記入説明', 'instructions beside the table')
        places.add(sheet, table.headerRows[0] ?? table.firstData, column.column)
      }
      // of a CSV they are cells too many, which is another rule's
      if (isSpreadsheet(file) && table.outside.count > 0) {
        kinds.set('表の外のメモ', 'memos beside the table')
        places.addSpot(sheet, table.outside)
      }
    }
    if (places.count === 0)
      return pass('項目名とデータのほかには何も書かれていません。', 'There is nothing but header and data.')
    return fail(
      {
        ja: `データ本体のほかの情報があります：${[...kinds.keys()].join('、')}。`,
        en: `There is more than the data: ${[...kinds.values()].join('; ')}.`,
      },
      {
        ja: '題名・注記・説明などは、別のシートや公開ページの説明欄に移してください。',
        en: 'Move titles, notes and explanations to another worksheet or to the page that offers the file.',
      },
      places,
    )
  },
}
