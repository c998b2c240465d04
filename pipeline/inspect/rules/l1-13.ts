import { isSpreadsheet } from './facts.ts'
import { createPlaces, fail, NOT_SPREADSHEET, pass, type Rule } from './say.ts'

export const rule: Rule = {
  id: 'L1-13',
  title: {
    ja: '【Excel】不要な行や列が非表示のまま残されていないか',
    en: '[Excel] No rows or columns left hidden',
  },
  docs: {
    ja: '非表示（折りたたみや絞り込みで隠れたもの、高さや幅が 0 のものを含む）の行か列があれば、中が空白でも不適合、なければ適合です。非表示のシートは数えません。Excel・ODS のほかは対象外（判定できない）です。',
    en: 'Fails where rows or columns are hidden (folded, filtered away or of no height or width too), even blank ones; else it passes. Hidden worksheets are not counted. What is neither Excel nor ODS is not applicable (not decidable).',
  },
  judge: (file) => {
    if (!isSpreadsheet(file)) return NOT_SPREADSHEET()
    const places = createPlaces(file)
    let rows = 0
    let columns = 0
    for (const sheet of file.sheets) {
      rows += sheet.grid?.hiddenRows.size ?? 0
      columns += sheet.grid?.hiddenColumns.size ?? 0
      for (const column of [...(sheet.grid?.hiddenColumns ?? [])].sort((a, b) => a - b))
        places.add(sheet, 1, column)
      for (const row of [...(sheet.grid?.hiddenRows ?? [])].sort((a, b) => a - b))
        places.add(sheet, row, undefined)
    }
    if (places.count === 0)
      return pass('非表示の行や列はありません。', 'There are no hidden rows or columns.')
    const ja = [rows > 0 ? `行が ${rows} 行` : '', columns > 0 ? `列が ${columns} 列` : ''].filter(Boolean)
    const en = [rows > 0 ? `rows: ${rows}` : '', columns > 0 ? `columns: ${columns}` : ''].filter(Boolean)
    return fail(
      { ja: `非表示の${ja.join('、')}あります。`, en: `Hidden ${en.join(', ')}.` },
      {
        ja: '再表示して中を確かめ、不要なら削除してください。',
        en: 'Unhide them, look what they hold, and delete what is not needed.',
      },
      places,
    )
  },
}
