import { dataTables } from './facts.ts'
import { LOOK } from './looks.ts'
import { createPlaces, fail, NO_TABLE, NOT_CSV, pass, quoted, quotedEn, type Rule } from './say.ts'

export const rule: Rule = {
  id: 'L1-14',
  title: { ja: '【CSV】１行１データで表現されているか', en: '[CSV] One record per line' },
  docs: {
    ja: '項目名かデータのセルの中に改行があるか、最後まで読み取れない行があれば不適合、なければ適合です。題名と注記は見ません。CSV のほかは対象外（判定できない）で、表が見つからなければ判定できません。',
    en: 'Fails where a cell of header or data has a line break, or a row can not be read whole; else it passes. Titles and notes are not looked at. What is no CSV is not applicable (not decidable); without a table it is not decidable.',
  },
  judge: (file) => {
    if (file.format !== 'csv') return NOT_CSV()
    const tables = dataTables(file)
    if (tables.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    for (const { sheet, table } of tables) {
      for (const { row, column, text } of table.headers)
        if (/[\r\n]/.test(text)) places.add(sheet, row, column, text.replace(/\s+/g, ''))
      for (const { looks, header } of table.columns) places.addSpot(sheet, looks.get(LOOK.breaks), header)
      places.addSpot(sheet, table.broken)
    }
    if (places.count === 0) return pass('１行に１つのデータが書かれています。', 'Each record is on one line.')
    return fail(
      {
        ja: `１つのデータの途中に改行があり、複数の行に分かれています（${places.count} か所：${quoted(places.headers)}）。`,
        en: `Line breaks within records: ${places.count} (${quotedEn(places.headers)}).`,
      },
      {
        ja: 'セルの中の改行を取り除いて、１つのデータを１行にしてください。',
        en: 'Remove the line breaks within cells, so that each record is one line.',
      },
      places,
    )
  },
}
