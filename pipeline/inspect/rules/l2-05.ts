import { isProse } from './columns.ts'
import { dataColumns } from './facts.ts'
import { LOOK } from './looks.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

export const rule: Rule = {
  id: 'L2-05',
  title: {
    ja: '選択肢列と「その他」の詳細記入が分離されているか',
    en: 'A choice and the details of “other” are in separate columns',
  },
  docs: {
    ja: '「その他（…）」「その他：…」のように「その他」のあとに括弧や「：」「・」「、」で言葉が続くセルがあれば不適合、なければ適合です。選択肢の列かどうかは確かめず、備考・名称・文章の列だけを除きます。表が見つからなければ判定できません。',
    en: 'Fails where a cell says “その他” and goes on after a bracket, “：”, “・” or “、”; else it passes. Whether the column is one of choices is not asked; only remarks, names and prose are left out. Without a table it is not decidable.',
  },
  judge: (file) => {
    const columns = dataColumns(file)
    if (columns.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    for (const { sheet, column } of columns)
      if (!isProse(column)) places.addSpot(sheet, column.looks.get(LOOK.other), column.header)
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
