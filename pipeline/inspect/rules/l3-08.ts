import { foldWord } from '../../lib/fold.ts'
import { dataColumns, isAboutData, textsOf } from './facts.ts'
import { createPlaces, fail, pass, quoted, quotedEn, type Rule, unknown } from './say.ts'

export const rule: Rule = {
  id: 'L3-08',
  title: {
    ja: 'データの定義や更新履歴が記載されているか',
    en: 'Definitions and the history of updates are stated',
  },
  docs: {
    ja: '名前に「定義」「説明」「コード表」「更新履歴」「メタデータ」などとあるシートがなければ、公開ページにあるかもしれないので判定できません。あれば、データの項目名がすべてそこに書かれているとき、または書かれていない項目名が半分を超えるとき（更新履歴やコード表とみなす）は適合、書かれていない項目名が半分以下のときは不適合です。調査方法、更新頻度、英字の項目名、文字コードが書かれているかは見ません。',
    en: 'Without a worksheet named “定義”, “説明”, “コード表”, “更新履歴”, “メタデータ” or the like it is not decidable: the page that offers the file may say it. With one it passes where it has the names of all columns, or lacks more than half of them (it is a history or a list of codes, then), and fails where it lacks half of them or fewer. Method, frequency, names in ASCII and encoding are not looked for.',
  },
  judge: (file) => {
    const about = file.sheets.filter((sheet) => isAboutData(sheet))
    if (about.length === 0)
      return unknown(
        '定義や更新履歴を書いたシートはありません。公開ページや別のファイルにあるかは、このファイルからは分かりません。',
        'No worksheet has definitions or a history; whether the page that offers the file has them it does not say.',
        {
          ja: '各項目の定義、調査方法、更新頻度、最終更新日、文字コードを、別のシートか公開ページに書いてください。',
          en: 'State definitions, method, frequency, last update and encoding on another worksheet or the page.',
        },
      )
    const texts = about.flatMap((sheet) => textsOf(sheet)).map(foldWord)
    // a history or a list of codes has no column names in it; where some stand, all should
    const columns = dataColumns(file).filter(
      ({ sheet, column }) => !isAboutData(sheet) && column.header !== '',
    )
    const isDefined = (header: string): boolean => {
      const name = foldWord(header)
      return texts.some((text) => text === name || (name.length > 1 && text.includes(name)))
    }
    const missing = columns.filter(({ column }) => !isDefined(column.header))
    const names = about.map(({ worksheet }) => worksheet ?? '')
    if (missing.length === 0 || missing.length * 2 > columns.length)
      return pass(
        `定義や更新履歴のシート（${quoted(names)}）があります。`,
        `There is a worksheet of definitions or history (${quotedEn(names)}).`,
      )
    const places = createPlaces(file)
    for (const { sheet, table, column } of missing)
      places.add(sheet, table.headerRows.at(-1), column.column, column.header)
    return fail(
      {
        ja: `定義のシート（${quoted(names)}）に、載っていない項目があります：${quoted(places.headers)}。`,
        en: `The worksheet of definitions (${quotedEn(names)}) lacks ${quotedEn(places.headers)}.`,
      },
      { ja: 'すべての項目の定義を書き足してください。', en: 'Add the definitions of all columns.' },
      places,
    )
  },
}
