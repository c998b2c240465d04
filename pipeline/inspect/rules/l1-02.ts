import { createPlaces, fail, NO_TABLE, pass, type Rule } from './say.ts'

export const rule: Rule = {
  id: 'L1-02',
  title: {
    ja: '１シート（ファイル）に複数の表が掲載されていないか',
    en: 'One table per worksheet or file',
  },
  docs: {
    ja: '１つのシート（CSV ではファイル）に表が２つ以上あれば、縦に並んでも横に並んでも不適合、１つずつなら適合です。HTML、DOCX、PDF の中の表は１つずつ別のシートとして数えます。表が見つからなければ判定できません。',
    en: 'Fails where a worksheet (of CSV the file) has two tables or more, be they below or beside each other; else it passes. Each table in HTML, DOCX or PDF counts as a worksheet of its own. Without a table it is not decidable.',
  },
  judge: (file) => {
    const places = createPlaces(file)
    let most = 0
    for (const sheet of file.sheets) {
      most = Math.max(most, sheet.tables.length)
      for (const [i, { headerRows, from, columns }] of sheet.tables.entries())
        if (i > 0) places.add(sheet, headerRows[0] ?? from, columns[0]?.column ?? 1)
    }
    if (most === 0) return NO_TABLE()
    if (places.count === 0)
      return pass('１つのシート（ファイル）に表は１つです。', 'Each worksheet (file) has one table.')
    const where = file.sheets.some(({ worksheet }) => worksheet !== null) ? 'シート' : 'ファイル'
    return fail(
      {
        ja: `１つの${where}に複数の表があります（最も多いもので ${most} 個）。`,
        en: `There are several tables in one worksheet or file (up to ${most}).`,
      },
      {
        ja: '表ごとにシートかファイルを分けるか、同じ項目の表は１つにまとめてください。',
        en: 'Give each table its own worksheet or file; put tables of the same columns together.',
      },
      places,
    )
  },
}
