import { isTime } from './columns.ts'
import { createSpot, dataTables, type Spot } from './facts.ts'
import { LOOK } from './looks.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule, unknown } from './say.ts'

const ERA = /(?:令和|平成|昭和|大正|明治)\s*(?:元|\d{1,2})\s*年?|^[RHSTM]\d{1,2}(?:年度?)?(?:\.|$)/
const GREGORIAN = /(?:18|19|20)\d\d/
const YEARS = /(?:18|19|20)\d\d年?|(?:令和|平成|昭和)/

/** Told as such. */
const DATE_OF_NO_YEAR = /^[~〜～]?\d{1,2}月(?:\d{1,2}日)?(?:$|[(~〜～-])/

/** Ways of writing dates that are Gregorian; one column should have one of them. */
const FORMS = [LOOK.iso, LOOK.slash, LOOK.written, LOOK.dots]

export const rule: Rule = {
  id: 'L3-05',
  title: { ja: '時間軸の表記が標準化されているか', en: 'Time is written in a standard way' },
  docs: {
    ja: '年・日付の列と、年を含む項目名に、和暦だけの表記、年のない日付、一つの列の中の書き方の混在（2024-04-01 と 2024/4/1 など）、日付として読めない値（記号だけの値を除く）のどれかがあれば不適合、なければ適合です。西暦と和暦を併記した値は適合です。年・日付の列も年を含む項目名もないときと、表が見つからないときは判定できません。',
    en: 'Fails where columns of time, or names of columns with a year, have the Japanese calendar alone, dates without a year, several ways of writing in one column (2024-04-01 and 2024/4/1) or values that are no date (signs aside); else it passes. A value with both calendars passes. Without any column or name of time, and without a table, it is not decidable.',
  },
  judge: (file) => {
    const tables = dataTables(file)
    if (tables.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    const faults = new Map<string, string>()
    let times = 0
    for (const { sheet, table } of tables) {
      for (const column of table.columns) {
        // headers that are years or months: the axis of a cross table
        const [head = ''] = column.parts
        if (YEARS.test(head.normalize('NFKC')) && !column.isLeft) {
          times += 1
          if (ERA.test(head.normalize('NFKC')) && !GREGORIAN.test(head)) {
            faults.set('和暦だけの項目名', 'names in the Japanese calendar alone')
            places.add(sheet, table.headerRows[0], column.column, column.header)
          }
        }
        if (!isTime(column)) continue
        times += 1
        const { looks, header } = column
        const add = (spot: Spot | undefined, ja: string, en: string): void => {
          if (spot === undefined) return
          faults.set(ja, en)
          places.addSpot(sheet, spot, header)
        }
        add(looks.get(LOOK.era), '和暦だけの日付', 'dates in the Japanese calendar alone')
        add(looks.get(LOOK.noYear), '年のない日付', 'dates without a year')
        const forms = FORMS.flatMap((flag) => looks.get(flag) ?? []).sort((a, b) => b.count - a.count)
        for (const spot of forms.slice(1)) add(spot, '書き方の混在', 'several ways of writing')
        const words = otherWords(column)
        if (words !== undefined) add(words, '日付として読めない値', 'what is no date')
      }
    }
    if (places.count > 0)
      return fail(
        {
          ja: `時間の表記がそろっていません（${[...faults.keys()].join('、')}）：${quoted(places.headers)}。`,
          en: `Time is not written in a standard way (${[...faults.values()].join(', ')}): ${quotedEn(places.headers)}.`,
        },
        {
          ja: '2024-04-01 のように西暦で書くか、「令和6年（2024年）」のように西暦を併記し、一つの列では書き方をそろえてください。',
          en: 'Write Gregorian dates such as 2024-04-01, or both calendars; one way in each column.',
        },
        places,
      )
    return times > 0
      ? pass('日付や年は西暦で書かれています。', 'Dates and years are Gregorian.')
      : unknown(
          '年・日付の列が見当たりません。いつのデータかは、このファイルからは分かりません。',
          'There is no column of time; what time the data are of this file does not say.',
          {
            ja: '時点のあるデータなら、年や日付の列を設けてください。',
            en: 'If the data are of a time, give it a column.',
          },
        )
  },
}

/** Texts among dates, not signs or blanks. */
function otherWords(column: Parameters<typeof isTime>[0]): Spot | undefined {
  const spot = createSpot()
  for (const [word, { row, count }] of column.words) {
    const text = word.normalize('NFKC').trim()
    if (GREGORIAN.test(text) || ERA.test(text) || /^[\p{P}\p{S}\s]+$/u.test(text)) continue
    if (DATE_OF_NO_YEAR.test(text)) continue
    if (spot.places.length < 5) spot.places.push({ row, column: column.column })
    spot.count += count
  }
  return spot.count === 0 ? undefined : spot
}
