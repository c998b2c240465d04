import { plainHeader } from './columns.ts'
import { dataTables } from './facts.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

/** Names that programs give, signs and bare numbers: nothing can be guessed of them. */
const MEANINGLESS =
  /^(?:(?:列|項目|カラム|フィールド|見出し|タイトル|column|col|field|unnamed|f|v|var)[:_ ]?\d*|[a-z]|[^\p{L}\p{N}]+|\d{1,3}|その\d+)$/iu

export const rule: Rule = {
  id: 'L1-05',
  title: {
    ja: 'すべての列に意味が推測できる項目名が存在するか',
    en: 'Every column has a name whose meaning can be guessed',
  },
  docs: {
    ja: '項目名の行がない表、項目名が空白の列、「列1」「項目」「A」「3」や記号だけのように決まった形の意味のない項目名があれば不適合、なければ適合です（ほかの名前は意味が分かるものとします）。年や年齢が項目名に並ぶ横持ちの表では名前の意味を見ず、記入説明の列は見ません。表が見つからなければ判定できません。',
    en: 'Fails where a table has no row of names, a column has a blank name, or a name is of a form that says nothing (“列1”, “項目”, “A”, “3”, signs alone); else it passes, as any other name is taken to say something. Names of a cross table of years or ages may be of such a form, and columns of instructions are left out. Without a table it is not decidable.',
  },
  judge: (file) => {
    const tables = dataTables(file)
    if (tables.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    const vague = new Set<string>()
    let blank = 0
    let headless = 0
    for (const { sheet, table } of tables) {
      if (table.headerRows.length === 0) {
        headless += 1
        places.add(sheet, table.firstData, table.columns[0]?.column ?? 1)
        continue
      }
      const row = table.headerRows.at(-1)
      for (const column of table.columns) {
        if (column.isLeft) continue
        if (column.header === '') blank += 1
        // headers that are values, as ages 0, 1, 2 …, have their meaning from what stands above them
        else if (!table.isCross && MEANINGLESS.test(plainHeader(column))) vague.add(column.header)
        else continue
        places.add(sheet, row, column.column, column.header)
      }
    }
    if (places.count === 0) return pass('すべての列に項目名があります。', 'Every column has a name.')
    const ja = [
      headless > 0 ? '項目名の行がない表があります' : '',
      blank > 0 ? `項目名のない列が ${blank} 個あります` : '',
      vague.size > 0 ? `意味を推測できない項目名があります（${quoted(vague)}）` : '',
    ].filter((text) => text !== '')
    const en = [
      headless > 0 ? 'a table has no row of names' : '',
      blank > 0 ? `columns without a name: ${blank}` : '',
      vague.size > 0 ? `names that say nothing: ${quotedEn(vague)}` : '',
    ].filter((text) => text !== '')
    return fail(
      { ja: `${ja.join('。')}。`, en: `Names are missing: ${en.join('; ')}.` },
      {
        ja: 'その列が何のデータかが分かる名前を、項目名の行に書いてください。',
        en: 'Write a name in the header row that says what the column holds.',
      },
      places,
    )
  },
}
