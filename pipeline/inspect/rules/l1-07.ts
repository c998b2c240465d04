import { isProse } from './columns.ts'
import { type ColumnFacts, createSpot, dataColumns, type Spot } from './facts.ts'
import { LOOK } from './looks.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

/** The look found that the cells of a column give several fields. An address is one value, however it is cut. */
const SPLITS: ReadonlySet<string> = new Set(['coordinates', 'phones', 'hours', 'period', 'name-and-kana'])

export const rule: Rule = {
  id: 'L1-07',
  title: { ja: '１セル１データとなっているか', en: 'One value per cell' },
  docs: {
    ja: '１つのセルに「、」「；」で並んだ短い語、改行で並んだ短い行、「12（34）」のような２つの数があるか、緯度と経度、営業時間、名称とカナのように読むときに複数の項目へ分けると判断した列の値があれば不適合、なければ適合です。標準が「;」で並べると定めた列は除き、備考・文章・名称・住所の列では並んだ語を見ず、「・」や「/」で並んだ語はどの列でも見つけません。表が見つからなければ判定できません。',
    en: 'Fails where a cell holds short words in a row (“、” or “；” between them), short lines, or two numbers such as 12 (34), or its column was read as one that parts into several fields (coordinates, opening hours, name and kana); else it passes. Columns that the standard joins with “;” are left out, words in a row are not looked for in remarks, prose, names and addresses, and those between “・” or “/” are found nowhere. Without a table it is not decidable.',
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
  const { split, kind, isStandard, looks, words } = column
  // 自治体標準オープンデータセット: several values are joined with a half-width semicolon
  if (kind === 'list' && isStandard) return undefined
  if (split !== undefined && SPLITS.has(split)) {
    const spot = createSpot()
    const several = [...words].filter(([word]) => /\d\D+\d|[（(～~\-、,]/.test(word))
    for (const [, { count, row }] of several) {
      if (spot.places.length < 5) spot.places.push({ row, column: column.column })
      spot.count += count
    }
    if (spot.count > 0) return spot
  }
  return isProse(column) || kind === 'address' ? undefined : looks.get(LOOK.several)
}
