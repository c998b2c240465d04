import type { Kind } from '../../lib/kinds.ts'
import { CODE, listedCodes } from './code-lists.ts'
import { plainHeader } from './columns.ts'
import { type ColumnFacts, dataColumns } from './facts.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule, unknown } from './say.ts'

/** Codes whose list is published by the state: nobody has to supply it again. */
const PUBLIC: ReadonlySet<Kind> = new Set([
  ...(['localGovernmentCode', 'corporateNumber', 'townId', 'postalCode', 'phone', 'extension'] as const),
  ...(['date', 'yearMonth', 'year', 'time', 'dateTime', 'latitude', 'longitude', 'applies'] as const),
])
const PUBLIC_HEADER =
  /地方公共団体コード|団体コード|自治体コード|市区?町?村コード|都道府県コード|町字|法人番号|郵便番号|jis|産業分類|機関コード/i
const CODE_HEADER = /コード|区分|種別|分類|回答|フラグ|code|flag|type|status|状態/i

export const rule: Rule = {
  id: 'L3-02',
  title: { ja: '回答のコード表が別添されているか', en: 'A list of codes is supplied' },
  docs: {
    ja: 'コードの列（項目名に「コード」「区分」「種別」「分類」などがあり、同じ値が繰り返し、値がすべて 4 桁までの数字か英字１字と 3 桁までの数字のもの）がなければ適合で、地方公共団体コード・郵便番号・日付など一覧が公になっているものは数えません。コードの列があれば、名前に「コード表」「定義」「凡例」などとあるシートにある、コードと意味の並ぶ行（「No」などの行番号や桁数の列は除く）と「1：公立」のような書き方をコード表とみなし、すべてのコードがあれば適合、一部のコードがなければ不適合です。どのコードもない列があれば、別のファイルで添えられているか分からないので判定できず、表が見つからないときも判定できません。',
    en: 'Passes where there is no column of codes: one named “コード”, “区分”, “種別”, “分類” or the like whose values come again and are all of up to four figures, or a letter and up to three; codes whose lists are public (“地方公共団体コード”, postal codes, dates) do not count. Where there is one, rows of code and meaning (numbers of rows and lengths aside) and writings such as “1：公立” on worksheets named “コード表”, “定義”, “凡例” or the like are the list: it passes if that has each code, and fails if it lacks some. Where it has none of a column it is not decidable, as the list may be another file, nor without a table.',
  },
  judge: (file) => {
    const all = dataColumns(file)
    if (all.length === 0) return NO_TABLE()
    const coded = all.filter(({ column }) => isCoded(column))
    if (coded.length === 0)
      return pass(
        'コード表の要るコードの列は見当たりません。',
        'No column of codes that need a list was found.',
      )
    const known = listedCodes(
      file.sheets,
      coded.map(({ column }) => column.header),
    )
    const places = createPlaces(file)
    const unlisted = new Set<string>()
    for (const { sheet, column } of coded) {
      const missing = [...column.words].filter(([word]) => !known.has(word.trim()))
      // its list may be another file
      if (missing.length === column.words.size) unlisted.add(column.header)
      else for (const [, { row }] of missing) places.add(sheet, row, column.column, column.header)
    }
    if (places.count === 0 && unlisted.size > 0)
      return unknown(
        `コードの列があります（${quoted(unlisted)}）。コード表が別のファイルで添えられているかは、このファイルからは分かりません。`,
        `There are columns of codes (${quotedEn(unlisted)}); whether a list is supplied elsewhere this file does not say.`,
        {
          ja: 'コードと意味を並べたコード表を、別のシートか別のファイルで一緒に公開してください。',
          en: 'Publish with it a list of the codes and what they mean.',
        },
      )
    if (places.count === 0)
      return pass(
        'コード表のシートがあり、すべてのコードが載っています。',
        'There is a list, and it has every code.',
      )
    return fail(
      {
        ja: `コード表にないコードがあります：${quoted(places.headers)}。`,
        en: `Codes that the list does not have: ${quotedEn(places.headers)}.`,
      },
      { ja: 'コード表に書き足すか、コードを直してください。', en: 'Add them to the list, or mend them.' },
      places,
    )
  },
}

function isCoded(column: ColumnFacts): boolean {
  const { kind, words, isMany, filled } = column
  const header = plainHeader(column)
  if ((kind !== undefined && PUBLIC.has(kind)) || PUBLIC_HEADER.test(header)) return false
  if (!CODE_HEADER.test(header) || isMany || filled < 2) return false
  // an identifier is another in each row
  return words.size * 2 <= Math.max(filled, 4) && [...words.keys()].every((word) => CODE.test(word.trim()))
}
