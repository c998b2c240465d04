import { isNumeric } from './columns.ts'
import { dataTables, type TableFacts } from './facts.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

/** Names that are values of an axis, or that begin with one: years, months, ages, ranges. */
const AXIS =
  /^(?:(?:18|19|20)\d\d(?:年度?)?(?:\d{1,2}月)?|(?:令和|平成|昭和|[RHS])(?:元|\d{1,2})(?:年度?)?(?:\d{1,2}月)?|\d{1,2}月|\d{1,3}(?:[~〜～-]\d{1,3})?歳(?:以上)?|\d{1,3}[~〜～-]\d{1,3})/
const LEAST = 3

export const rule: Rule = {
  id: 'L3-09',
  title: { ja: 'データが縦持ち形式になっているか', en: 'The data are in long form' },
  docs: {
    ja: '年・月・年齢などの値だけが違う項目名（「2021年」「2022年」…、「2021年人口」「2022年人口」…）の列が３つ以上あるか、年や年齢などが横に並ぶ表として読み取った表か、見出しが２段以上で同じ下段の名前が２つ以上（「男」「女」など）いくつもの上段の下に繰り返す数値の列があれば横持ちとみて不適合、なければ適合です。１段の項目名に地域や分類が並ぶだけの表は見分けられず、適合になります。表が見つからなければ判定できません。',
    en: 'Fails as wide where the names of three columns or more differ by a year, month or age alone (2021, 2022 …), a table was read as a cross table of such, or under a header of several rows two names or more (“男”, “女”) come again below several groups of numbers; else it passes. Areas or classes side by side in a header of one row are not told apart, and pass. Without a table it is not decidable.',
  },
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
  const axis = axisColumns(columns, isCross ? 1 : LEAST)
  if (isCross || axis.length > 0) return axis.length > 0 ? axis : columns.slice(-1)
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

/** Columns that differ by the value of an axis alone: 2021年, 2022年 …; 2021年人口, 2022年人口 … */
function axisColumns(columns: TableFacts['columns'], least: number): TableFacts['columns'] {
  const groups = new Map<string, { values: Set<string>; numbers: Set<number> }>()
  for (const { column, parts, isLeft } of columns) {
    if (isLeft) continue
    for (const part of parts.map(plain)) {
      const [value] = AXIS.exec(part) ?? []
      if (value === undefined) continue
      // 2023年(見込) is one more year
      const rest = part.slice(value.length).replace(/^[([〔].*[)\]〕]$/, '')
      const group = groups.get(rest) ?? { values: new Set(), numbers: new Set() }
      groups.set(rest, group)
      group.values.add(value)
      group.numbers.add(column)
    }
  }
  const wide = new Set(
    [...groups.values()]
      .filter(({ values, numbers }) => numbers.size >= least && values.size >= Math.min(least, 2))
      .flatMap(({ numbers }) => [...numbers]),
  )
  return columns.filter(({ column }) => wide.has(column))
}

function plain(part: string): string {
  return part.normalize('NFKC').replace(/\s+/g, '')
}
