import { isSpreadsheet } from './facts.ts'
import { createPlaces, fail, NOT_SPREADSHEET, pass, type Rule } from './say.ts'

export const rule: Rule = {
  id: 'L1-12',
  title: { ja: '【Excel】セルの結合をしていないか', en: '[Excel] No merged cells' },
  docs: {
    ja: '題名や見出しも含めて、どのシートにも結合したセルがなければ適合、１か所でもあれば不適合です。Excel・ODS のほかは対象外（判定できない）です。',
    en: 'Passes where no worksheet has merged cells, titles and headers included; one of them, and it fails. What is neither Excel nor ODS is not applicable (not decidable).',
  },
  judge: (file) => {
    if (!isSpreadsheet(file)) return NOT_SPREADSHEET()
    const places = createPlaces(file)
    for (const sheet of file.sheets)
      for (const { top, left } of [...(sheet.grid?.merges ?? [])].sort(
        (a, b) => a.top - b.top || a.left - b.left,
      ))
        places.add(sheet, top, left)
    if (places.count === 0) return pass('結合されたセルはありません。', 'There are no merged cells.')
    return fail(
      { ja: `セルの結合が ${places.count} か所あります。`, en: `Merged cells: ${places.count}.` },
      {
        ja: '結合を解除し、それぞれのセルに値を書いてください。',
        en: 'Unmerge them and write the value into each cell.',
      },
      places,
    )
  },
}
