import { addressOfKey } from '../../lib/grid.ts'
import { isSpreadsheet } from './facts.ts'
import { createPlaces, fail, NOT_SPREADSHEET, pass, type Rule } from './say.ts'

export const rule: Rule = {
  id: 'L2-06',
  title: {
    ja: '【Excel】数式を使用している場合は、数値データに修正しているか',
    en: '[Excel] Formulas are replaced by their values',
  },
  docs: {
    ja: 'どのシートのどこにも数式のセルがなければ適合、１つでもあれば不適合です。Excel・ODS のほかは対象外（判定できない）です。',
    en: 'Passes where no worksheet has a cell with a formula anywhere; one, and it fails. What is neither Excel nor ODS is not applicable (not decidable).',
  },
  judge: (file) => {
    if (!isSpreadsheet(file)) return NOT_SPREADSHEET()
    const places = createPlaces(file)
    for (const sheet of file.sheets) {
      const keys: number[] = []
      for (const [key, { formula }] of sheet.grid?.cells ?? []) if (formula !== undefined) keys.push(key)
      for (const key of keys.sort((a, b) => a - b)) {
        const { row, column } = addressOfKey(key)
        places.add(sheet, row, column)
      }
    }
    const [first] = places.places
    if (first === undefined) return pass('数式のセルはありません。', 'There are no formulas.')
    return fail(
      {
        ja: `数式のセルが ${places.count} 個あります（最初は ${first.cell ?? ''}）。`,
        en: `Cells with formulas: ${places.count} (the first is ${first.cell ?? ''}).`,
      },
      {
        ja: '数式のセルをコピーし、「値の貼り付け」で数値に置き換えてください。',
        en: 'Copy them and paste the values only.',
      },
      places,
    )
  },
}
