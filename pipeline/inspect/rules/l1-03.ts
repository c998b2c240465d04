import { dataTables } from './facts.ts'
import { createPlaces, fail, NO_TABLE, pass, type Rule } from './say.ts'

export const rule: Rule = {
  id: 'L1-03',
  title: { ja: 'データが分断されていないか', en: 'Data are not split' },
  docs: {
    ja: 'データの途中の空白行、途中で繰り返される見出し行、表の左や途中の空白列、同じシートの中で分かれている同じ項目の表のどれかがあれば不適合、なければ適合です。見出しと最初のデータの間の空白行は L3-01 で見ることにし、別のシートに分かれた表は見ません。表が見つからなければ判定できません。',
    en: 'Fails where there are blank rows among the data, the header again among the data, blank columns left of the table or within it, or tables of the same columns in one worksheet; else it passes. A blank row between header and first data is for L3-01; tables split over several worksheets are not looked at. Without a table it is not decidable.',
  },
  judge: (file) => {
    const tables = dataTables(file)
    if (tables.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    const why = new Set<string>()
    const whyEn = new Set<string>()
    const say = (ja: string, en: string): void => {
      why.add(ja)
      whyEn.add(en)
    }
    const seen = new Map<string, true>()
    for (const { sheet, table } of tables) {
      const { columns, headerRows, gaps, skipped, firstData, lastData } = table
      if (gaps.count > 0) {
        places.addSpot(sheet, gaps)
        say('データの途中に空白行', 'blank rows among the data')
      }
      for (const { from, as } of skipped) {
        if (as !== 'header' || from <= firstData || from >= lastData) continue
        places.add(sheet, from, columns[0]?.column ?? 1)
        say('データの途中に繰り返しの見出し行', 'the header again among the data')
      }
      const [left] = columns
      if (
        (left?.column ?? 1) > 1 &&
        !tables.some((one) => one.sheet === sheet && (one.table.columns[0]?.column ?? 1) === 1)
      ) {
        places.add(sheet, headerRows[0] ?? firstData, 1)
        say('表の左に空白列', 'blank columns to the left of the table')
      }
      for (const column of blankColumns(columns.map((one) => one.column))) {
        places.add(sheet, headerRows[0] ?? firstData, column)
        say('表の途中に空白列', 'blank columns within the table')
      }
      const key = `${sheet.worksheet ?? ''} ${columns.map(({ header }) => header).join('\n')}`
      if (seen.has(key) && headerRows.length > 0) {
        places.add(sheet, headerRows[0], left?.column)
        say('同じ項目の表がいくつかに分かれている', 'a table of the same columns in several pieces')
      }
      seen.set(key, true)
    }
    if (places.count === 0)
      return pass('データの途中に空白の行・列はありません。', 'No blank rows or columns split the data.')
    return fail(
      {
        ja: `データが分断されています：${[...why].join('、')}。`,
        en: `The data are split: ${[...whyEn].join('; ')}.`,
      },
      {
        ja: '空白の行・列や途中の見出しを削除し、見出しの次の行から最後まで続けてください。',
        en: 'Delete blank rows and columns and repeated headers, so that the data go on without a break.',
      },
      places,
    )
  },
}

/** Columns that lie between those of the table and are none of it. */
function blankColumns(columns: readonly number[]): readonly number[] {
  return columns.flatMap((column, i) => {
    const next = columns[i + 1]
    return next === undefined
      ? []
      : Array.from({ length: Math.min(20, next - column - 1) }, (_, n) => column + n + 1)
  })
}
