import { foldWord } from '../../lib/fold.ts'
import { isAboutData, type SheetFacts } from './facts.ts'
import { createPlaces, fail, pass, quoted, quotedEn, type Rule, unknown } from './say.ts'

const YEAR = /(?:19|20)\d\d|(?:令和|平成|昭和|[RHS])\s*(?:元|\d{1,2})/

export const rule: Rule = {
  id: 'L3-07',
  title: {
    ja: '年によってフォーマットが著しく異なっていないか',
    en: 'The format does not differ much over the years',
  },
  docs: {
    ja: '名前の年が異なるシートが２つ以上あるファイルでは、項目名（年の部分を除く）が最初の年のシートとすべて同じなら適合、片方にしかない項目名があれば不適合です。項目の並びと、変更点の説明があるかは見ません。年ごとのシートがなければ、ほかの年のファイルと比べないと分からないので判定できません。',
    en: 'In a file with worksheets named for different years it passes where all have the names of columns (years in them aside) of the first such worksheet, and fails where one has a name that the other lacks. The order of the columns, and whether changes are explained, is not looked at. Without worksheets of years it is not decidable: the files of other years would be needed.',
  },
  judge: (file) => {
    const yearly = file.sheets.filter(
      (sheet) =>
        sheet.tables.length > 0 &&
        !isAboutData(sheet) &&
        YEAR.test((sheet.worksheet ?? '').normalize('NFKC')),
    )
    const [first, ...rest] = yearly
    const years = new Set(yearly.map(({ worksheet }) => YEAR.exec((worksheet ?? '').normalize('NFKC'))?.[0]))
    if (first === undefined || years.size < 2)
      return unknown(
        'ほかの年のファイルと比べないと分かりません。',
        'It can be judged only beside the files of other years.',
        {
          ja: '前の年のファイルと項目名・並びをそろえ、変えたときは変更点を書いてください。',
          en: 'Keep the columns of the year before; where they change, say so.',
        },
      )
    const places = createPlaces(file)
    const names = new Set<string>()
    for (const sheet of rest) {
      const differing = differences(first, sheet)
      if (differing.length === 0) continue
      for (const name of differing) names.add(name)
      const [table] = sheet.tables
      places.add(sheet, table?.headerRows[0] ?? 1, table?.columns[0]?.column ?? 1)
    }
    if (places.count === 0)
      return pass(
        `年の異なる ${yearly.length} シートの項目がそろっています。`,
        `The ${yearly.length} worksheets of the years have the same columns.`,
      )
    return fail(
      {
        ja: `年の異なるシートで項目が違います：${quoted(names)}（${quoted([first.worksheet ?? ''])}と比べて）。`,
        en: `Worksheets of the years differ in ${quotedEn(names)} (beside ${quotedEn([first.worksheet ?? ''])}).`,
      },
      {
        ja: '項目名と並びをそろえ、変えたところは変更点として別のシートなどに書いてください。',
        en: 'Give them the same columns, and write down elsewhere what has changed.',
      },
      places,
    )
  },
}

/** Names that only one of the two has; years within them are left out of the comparison. */
function differences(a: SheetFacts, b: SheetFacts): readonly string[] {
  const named = (sheet: SheetFacts): Map<string, string> =>
    new Map(
      sheet.tables.flatMap(({ columns }) =>
        columns.map(({ header }) => [foldWord(header.normalize('NFKC').replace(YEAR, '')), header] as const),
      ),
    )
  const [left, right] = [named(a), named(b)]
  return [
    ...[...left].flatMap(([key, name]) => (right.has(key) ? [] : [name])),
    ...[...right].flatMap(([key, name]) => (left.has(key) ? [] : [name])),
  ].filter((name) => name !== '')
}
