import { addressKey } from '../../lib/grid.ts'
import { isNumeric } from './columns.ts'
import { addTo, createSpot, dataColumns, many } from './facts.ts'
import { LOOK } from './looks.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule, unknown } from './say.ts'

/** A third section that shows nothing, or no digit that is always shown: 0 looks like a blank. */
const HIDES_ZERO = /^[^;]*;[^;]*;(?:\s*""\s*)?(?:;|$)|^[^0;]*#[^0;.]*$/

export const rule: Rule = {
  id: 'L1-09',
  title: { ja: '空白とゼロが明確に区別されているか', en: 'Blank and zero are kept apart' },
  docs: {
    ja: '数値の列に空白と「-」「…」などの記号が混ざっているか、0 を表示しない表示形式のセルに 0 があれば不適合です（表示形式は列ごとに最初の 5 個の 0 だけを見ます）。そうでなくても空白があって 0 が一つもない列があれば、空白が 0 のことか分からないので判定できません。そのほかは数値の列がない場合も適合で、表が見つからなければ判定できません。',
    en: 'Fails where a column of numbers has both blanks and signs such as “-” or “…”, or a 0 in a cell whose number format hides it (the first five zeros of a column are looked at). Otherwise, a column of numbers with blanks and no 0 at all is not decidable: a blank may mean 0. All else passes, also where there are no numbers; without a table it is not decidable.',
  },
  judge: (file) => {
    const all = dataColumns(file)
    if (all.length === 0) return NO_TABLE()
    const columns = all.filter(({ column }) => isNumeric(column))
    if (columns.length === 0) return pass('数値の列はありません。', 'There are no columns of numbers.')
    const mixed = createPlaces(file)
    const unsure = new Set<string>()
    for (const { sheet, table, column } of columns) {
      const { looks, blank, header, filled } = column
      const marks = looks.get(LOOK.mark)
      if (marks !== undefined && blank.count > 0) mixed.addSpot(sheet, marks, header)
      else if (blank.count > 0 && filled > 0 && many(column, LOOK.zero) === 0) unsure.add(header)
      const hidden = createSpot()
      const zeros = looks.get(LOOK.zero)?.places ?? []
      for (const { row } of sheet.grid === undefined ? [] : zeros) {
        const format = sheet.grid?.cells.get(addressKey(row, column.column))?.format
        if (row >= table.firstData && format !== undefined && HIDES_ZERO.test(format))
          addTo(hidden, row, column.column)
      }
      mixed.addSpot(sheet, hidden, header)
    }
    if (mixed.count > 0)
      return fail(
        {
          ja: `空白とゼロの区別がつかないところがあります：${quoted(mixed.headers)}（空白と「-」などの記号が混在、または 0 を表示しない書式）。`,
          en: `Blank and zero can not be told apart: ${quotedEn(mixed.headers)} (blanks beside “-” and the like, or formats that hide 0).`,
        },
        {
          ja: '値が 0 のところは 0 と書き、値がないところは空白だけにするか、決めた記号の意味を書いてください。',
          en: 'Write 0 where the value is 0; leave blank only what has no value, or say what the sign means.',
        },
        mixed,
      )
    if (unsure.size > 0)
      return unknown(
        `数値の列に空白があり、0 が一つもありません（${quoted(unsure)}）。空白が「ない」のか「0」なのかは、ファイルからは分かりません。`,
        `Columns of numbers have blanks and no 0 (${quotedEn(unsure)}): whether a blank means 0 the file does not say.`,
        {
          ja: '値が 0 のところが空白になっていないか確かめてください。',
          en: 'See that no value of 0 was left blank.',
        },
      )
    return pass(
      '数値の列で、空白と 0 が区別されています。',
      'In columns of numbers blanks and 0 are kept apart.',
    )
  },
}
