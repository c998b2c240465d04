import { isNames, isProse } from './columns.ts'
import { dataTables } from './facts.ts'
import { beyondJis, strangeIn } from './jis.ts'
import { LOOK } from './looks.ts'
import { createPlaces, fail, NO_TABLE, pass, type Rule } from './say.ts'

/**
 * JIS X 0208 と ASCII にない文字。漢字は、人名・地名・名称の列（氏名、名称、住所、…）か文章の列にあれば固有名詞として数えない:
 * what a kanji is of can not be told from the kanji, only from the column that it stands in.
 */
export const rule: Rule = {
  id: 'L1-08',
  title: { ja: '機種依存文字を使用していないか', en: 'No platform-dependent characters' },
  docs: {
    ja: '項目名とデータのセルに、JIS X 0208 と ASCII にない文字（①、㈱、㎡、半角カナ、絵文字、外字など）があれば不適合、なければ適合です。人名・地名・名称・住所・文章の列の漢字（髙、﨑など）は固有名詞として数えませんが、項目名やほかの列の漢字は数えます。題名と注記は見ず、表が見つからなければ判定できません。',
    en: 'Fails where a cell of header or data has a character that neither JIS X 0208 nor ASCII has (“①”, “㈱”, “㎡”, half-width kana, emoji, private use); else it passes. Kanji (“髙”, “﨑”) in columns of names, places, addresses and prose are taken for proper names and excepted; those of headers and other columns are not. Titles and notes are not looked at; without a table it is not decidable.',
  },
  judge: (file) => {
    const tables = dataTables(file)
    if (tables.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    const strange = new Set<string>()
    let named = 0
    for (const { sheet, table } of tables) {
      for (const { row, column, text } of table.headers) {
        if (beyondJis(text) === undefined) continue
        for (const character of strangeIn(text)) strange.add(character)
        places.add(sheet, row, column, text)
      }
      for (const column of table.columns) {
        const { looks, header } = column
        const isName = isNames(column) || isProse(column)
        if (isName) named += looks.get(LOOK.kanji)?.count ?? 0
        const flags = isName ? [LOOK.sign] : [LOOK.sign, LOOK.kanji]
        for (const flag of flags) places.addSpot(sheet, looks.get(flag), header)
        for (const character of column.strange) {
          if (!isName || beyondJis(character) === 'sign') strange.add(character)
        }
      }
    }
    if (places.count === 0)
      return named > 0
        ? pass(
            `機種依存文字はありません（人名・地名などの列の漢字 ${named} セルは固有名詞として除く）。`,
            `None (kanji of names in ${named} cells of columns of names are excepted).`,
          )
        : pass('機種依存文字はありません。', 'There are none.')
    const shown = shownOf(strange)
    return fail(
      {
        ja: `機種依存文字のあるセルが ${places.count} 個あります${shown === '' ? '' : `（${shown}）`}。`,
        en: `Cells with platform-dependent characters: ${places.count}${shown === '' ? '' : ` (${shown})`}.`,
      },
      {
        ja: '①は(1)、㈱は株式会社、ⅢはIII、㎡は平方メートル、半角カナは全角カナのように、ほかの書き方に直してください。',
        en: 'Write them otherwise: (1) for ①, 株式会社 for ㈱, III for Ⅲ, full-width for half-width kana.',
      },
      places,
    )
  },
}

/** Half-width kana as a whole, what is not seen by its number. */
function shownOf(strange: ReadonlySet<string>): string {
  const shown = new Set<string>()
  for (const character of strange) {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0xff61 && code <= 0xff9f) shown.add('半角カナ')
    else if (/[\p{C}\p{Z}\p{M}]/u.test(character))
      shown.add(`U+${code.toString(16).toUpperCase().padStart(4, '0')}`)
    else shown.add(character)
  }
  return [...shown].slice(0, 10).join(' ')
}
