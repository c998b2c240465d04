import { isProse } from './columns.ts'
import { type ColumnFacts, dataColumns, type Spot } from './facts.ts'
import { listsIn, partsIn } from './lists.ts'
import { LOOK } from './looks.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

export const rule: Rule = {
  id: 'L1-07',
  title: { ja: '１セル１データとなっているか', en: 'One value per cell' },
  docs: {
    ja: '１つのセルに「、」「；」で並んだ短い語、改行で並んだ短い行、「12（34）」のような２つの数があるか、緯度と経度、営業時間、名称とカナのように読むときに複数の項目へ分けると判断した列に２つ以上の値があれば不適合、なければ適合です。「・」「/」は名称にも使われるので、並んだ語のそれぞれがその列の別のセルの値でもあるか、すべてが電話番号・時刻・曜日・課や室の名前のときだけ数えます（列ごとに最初の 200 種類の値、人や物の名前・日付・数値の列は除く）。標準が「;」で並べると定めた列は除き、備考・文章・名称・住所の列では並んだ語を見ず、表が見つからなければ判定できません。',
    en: 'Fails where a cell holds short words in a row (“、” or “；” between them), short lines, or two numbers such as 12 (34), or several values in a column that was read as one that parts into several fields (coordinates, opening hours, name and kana); else it passes. As names have “・” and “/” too, words between these count only where each is a value of another cell of the column, or all are phone numbers, times, days of the week or sections of an office (first 200 values of a column; names, dates and numbers left out). Columns that the standard joins with “;” are left out, in remarks, prose, names and addresses words in a row are not looked for, and without a table it is not decidable.',
  },
  judge: (file) => {
    const columns = dataColumns(file)
    if (columns.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    let lists = 0
    for (const { sheet, column } of columns) {
      if (column.kind === 'list' && column.isStandard) lists += 1
      places.addSpot(sheet, severalIn(column), column.header)
    }
    if (places.count > 0)
      return fail(
        {
          ja: `１つのセルに複数のデータがあります：${quoted(places.headers)}。`,
          en: `Cells hold several values: ${quotedEn(places.headers)}.`,
        },
        {
          ja: 'データごとに列（または行）を分けて、１つのセルに１つだけ書いてください。',
          en: 'Give each value its own column (or row): one in each cell.',
        },
        places,
      )
    return lists > 0
      ? pass(
          '１つのセルに１つのデータです（標準が「;」で並べると定めた列を除く）。',
          'One value per cell, but for columns that the standard joins with “;”.',
        )
      : pass('１つのセルに１つのデータです。', 'One value per cell.')
  },
}

function severalIn(column: ColumnFacts): Spot | undefined {
  const { kind, isStandard, looks } = column
  // 自治体標準オープンデータセット: several values are joined with a half-width semicolon
  if (kind === 'list' && isStandard) return undefined
  const parts = partsIn(column)
  if (parts !== undefined) return parts
  if (isProse(column) || kind === 'address') return undefined
  return looks.get(LOOK.several) ?? listsIn(column)
}
