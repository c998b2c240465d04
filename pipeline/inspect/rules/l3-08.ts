import { foldWord } from '../../lib/fold.ts'
import { type ColumnFacts, dataColumns, isAboutData, textsOf } from './facts.ts'
import { createPlaces, fail, pass, quoted, quotedEn, type Rule, unknown } from './say.ts'

export const rule: Rule = {
  id: 'L3-08',
  title: {
    ja: 'データの定義や更新履歴が記載されているか',
    en: 'Definitions and the history of updates are stated',
  },
  docs: {
    ja: '名前に「定義」「説明」「コード表」「更新履歴」「メタデータ」などとあるシートがなければ、公開ページにあるかもしれないので判定できません。そのようなシートに、データの項目名がすべて書かれていれば適合、半分以上が書かれていて足りないものがあれば不適合、半分より少なければ項目の定義とはみなさず判定できません。調査方法、更新頻度、更新履歴、英字の項目名、文字コードが書かれているかは見ません。',
    en: 'Without a worksheet named “定義”, “説明”, “コード表”, “更新履歴”, “メタデータ” or the like it is not decidable: the page that offers the file may say it. With such worksheets it passes where they have the names of all columns, fails where they have half of them or more but not all, and is not decidable where they have fewer: then they are no definitions. Method, frequency, history, names in ASCII and encoding are not looked for.',
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
    const columns = dataColumns(file).filter(
      ({ sheet, column }) => !isAboutData(sheet) && column.header !== '',
    )
    const isNamed = (header: string): boolean => {
      const name = foldWord(header)
      return texts.some((text) => text === name || (name.length > 1 && text.includes(name)))
    }
    // of a header of several rows each part may be defined by itself
    const isDefined = ({ header, parts }: ColumnFacts): boolean =>
      isNamed(header) || (parts.length > 1 && parts.every(isNamed))
    const missing = columns.filter(({ column }) => !isDefined(column))
    const names = about.map(({ worksheet }) => worksheet ?? '')
    if (columns.length === 0 || missing.length * 2 > columns.length)
      return unknown(
        `説明のシート（${quoted(names)}）はありますが、項目の定義は見当たりません。公開ページや別のファイルにあるかは、このファイルからは分かりません。`,
        `There is a worksheet that explains (${quotedEn(names)}), but it does not define the columns; whether the page that offers the file does it does not say.`,
        {
          ja: '各項目の定義を、項目名と並べて別のシートか公開ページに書いてください。',
          en: 'Define each column by its name on another worksheet or the page.',
        },
      )
    if (missing.length === 0)
      return pass(
        `すべての項目名が定義のシート（${quoted(names)}）にあります。`,
        `The worksheet of definitions (${quotedEn(names)}) names every column.`,
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
