import { isSpreadsheet } from './facts.ts'
import {
  createPlaces,
  fail,
  NO_TABLE,
  NOT_SPREADSHEET,
  pass,
  quoted,
  quotedEn,
  type Rule,
  unknown,
} from './say.ts'
import { meaningfulStyles } from './styles.ts'

export const rule: Rule = {
  id: 'L1-11',
  title: { ja: '【Excel】書式でデータの違いを表現していないか', en: '[Excel] No meaning by cell formats' },
  docs: {
    ja: 'データのセルに、同じ列のほかのセルと違う塗りつぶし・文字の色・太字・斜体、または取り消し線があれば不適合、なければ適合です。列の４割を超える違い、一定の間隔の縞模様、URL やメールの列は飾りとみなし（取り消し線を除く）、文字の大きさ・書体・下線・罫線は見ません。違いのない XLS（塗りつぶししか読めません）と表が見つからないファイルは判定できず、Excel・ODS のほかは対象外（判定できない）です。',
    en: 'Fails where a cell of data has another fill, text colour, bold or italic than the rest of its column, or is struck through; else it passes. What differs in more than 40 % of a column, stripes at even steps and columns of links are taken for design (strike-through is not); size, font, underline and borders are not looked at. An XLS without differing fills (all that is read of it) and a file without a table are not decidable; what is neither Excel nor ODS is not applicable (not decidable).',
  },
  judge: (file) => {
    if (!isSpreadsheet(file)) return NOT_SPREADSHEET()
    const places = createPlaces(file)
    const found = meaningfulStyles(file)
    if (found === undefined) return NO_TABLE()
    for (const { sheet, spot, header } of found.spots) places.addSpot(sheet, spot, header)
    if (places.count > 0)
      return fail(
        {
          ja: `同じ列の中で書式の違うセルが ${places.count} 個あります（${found.words.ja}：${quoted(places.headers)}）。`,
          en: `Cells that look unlike the rest of their column: ${places.count} (${found.words.en}: ${quotedEn(places.headers)}).`,
        },
        {
          ja: '色・太字・取り消し線などで示した違いは、列を設けて文字か記号で書いてください。',
          en: 'Write in a column of its own what colour, bold or strike-through is to say.',
        },
        places,
      )
    if (file.format === 'xls')
      return unknown(
        '塗りつぶしの違いはありません。XLS では文字の色や太字を読み取れません。',
        'Fills do not differ; colour and weight of text can not be read from XLS.',
        { ja: 'XLSX で保存し直すと判定できます。', en: 'Save it as XLSX to have it judged.' },
      )
    return pass('書式によるデータの違いは見当たりません。', 'No cell says something by its format.')
  },
}
