import { isChoice, isProse } from './columns.ts'
import { type ColumnFacts, dataColumns, type Word } from './facts.ts'
import { LOOK } from './looks.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

const OTHER = 'その他'

export const rule: Rule = {
  id: 'L2-05',
  title: {
    ja: '選択肢列と「その他」の詳細記入が分離されているか',
    en: 'A choice and the details of “other” are in separate columns',
  },
  docs: {
    ja: '「その他（…）」「その他：…」のように「その他」のあとに括弧や「：」「・」「、」で言葉が続くセルが選択肢の列にあれば不適合、なければ適合です。選択肢の列とは、標準が選択肢とする項目か、値が 8 件以上で、「その他…」を１種類と数えて 40 種類以下、種類が件数の半分以下の列で、備考・名称・文章・人名・連絡先の列は除きます。表が見つからなければ判定できません。',
    en: 'Fails where a cell in a column of choices says “その他” and goes on after a bracket, “：”, “・” or “、”; else it passes. A column of choices is one that the standard has as such, or one of at least 8 values, with all that begins with “その他” taken as one at most 40 different ones and half as many as values; remarks, names, prose, persons and contacts are left out. Without a table it is not decidable.',
  },
  judge: (file) => {
    const columns = dataColumns(file)
    if (columns.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    for (const { sheet, column } of columns)
      if (!isProse(column) && isChoice(withOtherAlone(column)))
        places.addSpot(sheet, column.looks.get(LOOK.other), column.header)
    if (places.count === 0)
      return pass(
        '選択肢の列に「その他」の詳細は書かれていません。',
        'No column of choices has details of “other” (その他).',
      )
    return fail(
      {
        ja: `選択肢の列に「その他（…）」のように詳細が書かれています：${quoted(places.headers)}。`,
        en: `Details are written with “other” (その他) in columns of choices: ${quotedEn(places.headers)}.`,
      },
      {
        ja: '選択肢の列には「その他」とだけ書き、詳細は「その他の内容」などの列を設けて書いてください。',
        en: 'Write その他 alone, and the details in a column of their own.',
      },
      places,
    )
  },
}

/** Each other is of another wording: they are one choice. */
function withOtherAlone(column: ColumnFacts): ColumnFacts {
  const words = new Map<string, Word>()
  for (const [word, one] of column.words) {
    const choice = word.trim().startsWith(OTHER) ? OTHER : word
    if (!words.has(choice)) words.set(choice, one)
  }
  return { ...column, words }
}
