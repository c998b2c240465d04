import { isNumeric } from './columns.ts'
import { addTo, type ColumnFacts, createSpot, dataColumns, isSpreadsheet, SHOWN, type Spot } from './facts.ts'
import { createLooks, isSign, LOOK, type LookOf } from './looks.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

export const rule: Rule = {
  id: 'L2-01',
  title: {
    ja: '数値データは数値属性とし、文字列を含まないこと',
    en: 'Numbers are numbers, without other characters',
  },
  docs: {
    ja: '数値の列に、単位・桁区切りのカンマ・注記などの付いた数や全角の数、「10～20」「約5分」のような数値だけでない書き方、言葉、文字列として入力された数値（Excel・ODS だけ）があれば不適合、なければ（数値の列がない場合も）適合です。数値の列とは、値の 8 割以上（標準が数値とする項目は半分以上）が数値か単位などの付いた数値で、項目名がコード・番号・日付などでない列で、「-」「X」などの記号は L3-03 で見ることにし、▲や桁区切りは Excel の表示形式なら数えません。表が見つからなければ判定できません。',
    en: 'Fails where a column of numbers has numbers with units, thousands separators, footnote marks or full-width figures, writings such as “10～20”, words, or (in Excel and ODS) numbers stored as text; else it passes, also where there are no numbers. A column of numbers is one whose name is of no code, number of something or date, and of whose values four fifths (half, if the standard has numbers there) are numbers, bare or with a unit; signs such as “-” and “X” are for L3-03, and what a number format shows (“▲”, separators) is not counted. Without a table it is not decidable.',
  },
  judge: (file) => {
    const all = dataColumns(file)
    if (all.length === 0) return NO_TABLE()
    const columns = all.filter(({ column }) => isNumeric(column))
    if (columns.length === 0) return pass('数値の列はありません。', 'There are no columns of numbers.')
    const places = createPlaces(file)
    const lookOf = createLooks(file.units)
    const examples = new Set<string>()
    let texts = 0
    for (const { sheet, column } of columns) {
      places.addSpot(sheet, column.looks.get(LOOK.dressed), column.header)
      places.addSpot(sheet, wordsIn(column, lookOf, examples), column.header)
      if (!isSpreadsheet(file)) continue
      const stored = column.looks.get(LOOK.textNumber)
      texts += stored?.count ?? 0
      places.addSpot(sheet, stored, column.header)
    }
    if (places.count === 0) return pass('数値の列は数値だけです。', 'Columns of numbers hold numbers only.')
    if (examples.size === 0 && texts === 0) examples.add('…')
    const kinds = [
      examples.size > 0 ? `数値以外の文字（${quoted(examples)}）` : '',
      texts > 0 ? `文字列として入力された数値（${texts} 個）` : '',
    ].filter((text) => text !== '')
    const kindsEn = [
      examples.size > 0 ? `other characters (${quotedEn(examples)})` : '',
      texts > 0 ? `numbers stored as text (${texts})` : '',
    ].filter((text) => text !== '')
    return fail(
      {
        ja: `数値の列に${kinds.join('、')}があります：${quoted(places.headers)}。`,
        en: `Columns of numbers have ${kindsEn.join(', ')}: ${quotedEn(places.headers)}.`,
      },
      {
        ja: '単位は項目名に、注記は別の列に移し、桁区切りのカンマを取り、半角の数値だけにしてください。Excel の桁区切りや▲は表示形式で付けてください。',
        en: 'Move units to the header and notes to another column; leave out thousands separators. In Excel show them by the number format.',
      },
      places,
    )
  },
}

/** What is neither number nor sign; examples of it and of the dressed ones. */
function wordsIn(column: ColumnFacts, lookOf: LookOf, examples: Set<string>): Spot {
  const spot = createSpot()
  for (const [word, { row, count }] of column.words) {
    const look = lookOf(word)
    if ((look & (LOOK.number | LOOK.mark | LOOK.ditto)) !== 0 || isSign(word)) continue
    if (examples.size < 4) examples.add(word)
    if ((look & LOOK.dressed) !== 0) continue
    addTo(spot, row, column.column)
    spot.count += count - 1
  }
  // of a column of many values not each was kept
  spot.places.push(...column.others.places.slice(0, SHOWN - spot.places.length))
  spot.count += column.others.count
  return spot
}
