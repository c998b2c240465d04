import { isNumeric } from './columns.ts'
import { definitionsIn } from './definitions.ts'
import { dataColumns } from './facts.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

export const rule: Rule = {
  id: 'L3-03',
  title: {
    ja: '数値データの同一列内に特殊記号（秘匿等）を使用する場合は、その定義を明記しているか',
    en: 'Signs among numbers (such as for what is withheld) are defined',
  },
  docs: {
    ja: '数値の列に「-」「…」「X」「***」「○」などの記号がなければ適合です。記号があれば、題名・注記・項目名か、説明のシート（名前に「定義」「凡例」「説明」などとあるものと表のないもの）に、どの記号についても「X：秘匿」「「-」は該当なし」「秘匿値は「X」で示す」のように意味が書かれているか、記号と意味の並ぶ行があれば適合、意味の書かれていない記号があれば不適合です。表が見つからなければ判定できません。',
    en: 'Passes where no column of numbers has signs such as “-”, “…”, “X”, “***” or “○”. Where some have, it passes if a title, a note, a name of a column or a worksheet that explains (one named “定義”, “凡例”, “説明” or the like, or one without a table) says of each what it means, as in “X：秘匿”, “「-」は該当なし” or “秘匿値は「X」で示す”, or has it in a row beside its meaning, and else fails. Without a table it is not decidable.',
  },
  judge: (file) => {
    const all = dataColumns(file)
    if (all.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    const signs = new Set<string>()
    const open = new Set<string>()
    const isDefined = definitionsIn(file)
    for (const { sheet, column } of all) {
      if (column.signs.size === 0 || !isNumeric(column)) continue
      for (const [sign, spot] of column.signs) {
        signs.add(sign)
        if (isDefined(sign)) continue
        open.add(sign)
        places.addSpot(sheet, spot, column.header)
      }
    }
    if (signs.size === 0)
      return pass('数値の列に特殊記号はありません。', 'There are no signs among the numbers.')
    if (places.count === 0)
      return pass(
        `数値の列の記号（${quoted(signs)}）の定義が書かれています。`,
        `The signs among the numbers (${quotedEn(signs)}) are defined.`,
      )
    return fail(
      {
        ja: `数値の列の記号 ${quoted(open)} の定義がファイルの中にありません：${quoted(places.headers)}。`,
        en: `Signs among numbers, ${quotedEn(open)}, are nowhere defined in the file: ${quotedEn(places.headers)}.`,
      },
      {
        ja: '「X：秘匿」「-：該当なし」のように、記号の意味を別のシートなどに書くか、空白にしてください。',
        en: 'Say what they mean (X: withheld; -: none) on another worksheet, or leave the cells blank.',
      },
      places,
    )
  },
}
