import { foldWord } from '../../lib/fold.ts'
import { dataTables } from './facts.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

export const rule: Rule = {
  id: 'L2-03',
  title: {
    ja: '各列が一意に識別可能な項目名を持っているか',
    en: 'Each column has a name of its own, in one row',
  },
  docs: {
    ja: '項目名の行が２行以上あるか１行もない表、項目名のない列、同じ項目名（全角・半角、大文字・小文字、空白の違いは同じとみなす）の列があれば不適合、項目名が１行ですべて異なれば適合です。２行以上の見出しは上下の段をつないだ名前で比べ、記入説明の列は見ません。表が見つからなければ判定できません。',
    en: 'Fails where the names of a table take several rows or none, a column has no name, or two have the same (width, case and spaces aside); it passes where all stand in one row and differ. Names of several rows are joined before they are compared; columns of instructions are left out. Without a table it is not decidable.',
  },
  judge: (file) => {
    const tables = dataTables(file)
    if (tables.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    const same = new Set<string>()
    let levels = 0
    let nameless = 0
    for (const { sheet, table } of tables) {
      const { headerRows, columns } = table
      const row = headerRows.at(-1)
      levels = Math.max(levels, headerRows.length)
      if (headerRows.length > 1) places.add(sheet, headerRows[0], columns[0]?.column)
      if (row === undefined) {
        nameless += 1
        places.add(sheet, table.firstData, columns[0]?.column)
        continue
      }
      const seen = new Set<string>()
      for (const { column, header, isLeft } of columns) {
        if (isLeft) continue
        const folded = foldWord(header)
        if (header !== '' && !seen.has(folded)) {
          seen.add(folded)
          continue
        }
        if (header === '') nameless += 1
        else same.add(header)
        places.add(sheet, row, column, header)
      }
    }
    if (places.count === 0)
      return pass('項目名は１行で、すべて異なります。', 'The names stand in one row and are all different.')
    const ja = [
      levels > 1 ? `項目名が ${levels} 行に分かれています` : '',
      same.size > 0 ? `同じ項目名があります（${quoted(same)}）` : '',
      nameless > 0 ? '項目名のない列があります' : '',
    ].filter((text) => text !== '')
    const en = [
      levels > 1 ? `names take ${levels} rows` : '',
      same.size > 0 ? `the same name twice: ${quotedEn(same)}` : '',
      nameless > 0 ? 'columns without a name' : '',
    ].filter((text) => text !== '')
    return fail(
      { ja: `${ja.join('。')}。`, en: `Not unique: ${en.join('; ')}.` },
      {
        ja: '上の段の項目名を下の段に付け足すなどして、１行で、ほかと重ならない項目名にしてください。',
        en: 'Join the rows of the header into one, so that each name is complete and stands once.',
      },
      places,
    )
  },
}
