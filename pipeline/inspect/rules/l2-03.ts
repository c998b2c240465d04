import { foldWord } from '../../lib/fold.ts'
import { dataTables } from './facts.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

export const rule: Rule = {
  id: 'L2-03',
  title: {
    ja: '各列が一意に識別可能な項目名を持っているか',
    en: 'Each column has a name of its own, in one row',
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
