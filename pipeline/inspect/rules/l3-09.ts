import { isNumeric } from './columns.ts'
import { dataTables, type TableFacts } from './facts.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

/** Names that are values of an axis: years, months, ages, days. */
const AXIS =
  /^(?:(?:18|19|20)\d\d(?:年度?)?(?:\d{1,2}月)?|(?:令和|平成|昭和|[RHS])(?:元|\d{1,2})(?:年度?)?(?:\d{1,2}月)?|\d{1,2}月|\d{1,3}(?:[~〜～-]\d{1,3})?歳(?:以上)?|\d{1,3}[~〜～-]\d{1,3})/
const LEAST = 3

export const rule: Rule = {
  id: 'L3-09',
  title: { ja: 'データが縦持ち形式になっているか', en: 'The data are in long form' },
  judge: (file) => {
    const tables = dataTables(file)
    if (tables.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    for (const { sheet, table } of tables) {
      const wide = wideColumns(table)
      if (wide.length === 0) continue
      const row = table.headerRows[0] ?? table.firstData
      for (const { column, header } of wide) places.add(sheet, row, column, header)
    }
    if (places.count === 0)
      return pass('１件が１行の縦持ち形式です。', 'Long form: each observation is a row.')
    return fail(
      {
        ja: `項目名が値（年・月・年齢・区分）になって横に並ぶ横持ち形式です：${quoted(places.headers)}。`,
        en: `Wide form: names of columns are values of an axis (${quotedEn(places.headers)}).`,
      },
      {
        ja: '「年」「区分」「値」のような列を設け、１つの値を１行に書いてください（hiraku convert が縦持ちに直します）。',
        en: 'Give the axis a column and each value a row (hiraku convert does so).',
      },
      places,
    )
  },
}

function wideColumns({ columns, isCross }: TableFacts): TableFacts['columns'] {
  const axis = columns.filter(({ parts, isLeft }) => !isLeft && parts.some((part) => AXIS.test(plain(part))))
  if (isCross || axis.length >= LEAST) return axis.length > 0 ? axis : columns.slice(-1)
  // 男 and 女 under each of several groups
  const groups = new Map<string, Set<string>>()
  const lower = columns.filter((column) => column.parts.length > 1 && isNumeric(column))
  for (const { parts } of lower) {
    const last = plain(parts.at(-1) ?? '')
    groups.set(last, (groups.get(last) ?? new Set()).add(parts.slice(0, -1).join('_')))
  }
  const repeated = [...groups].filter(([, above]) => above.size > 1).map(([name]) => name)
  return repeated.length < 2 ? [] : lower.filter(({ parts }) => repeated.includes(plain(parts.at(-1) ?? '')))
}

function plain(part: string): string {
  return part.normalize('NFKC').replace(/\s+/g, '')
}
