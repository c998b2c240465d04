import { isNumeric } from './columns.ts'
import { dataColumns, type FileFacts } from './facts.ts'
import { LOOK } from './looks.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

/** Words by which a sign is explained. */
const EXPLAINS =
  /秘匿|非公表|不詳|不明|該当|皆無|数値なし|データなし|欠測|未満|四捨五入|調査対象外|対象外|ないもの|を示す|を表す|である|[:：＝=]/

export const rule: Rule = {
  id: 'L3-03',
  title: {
    ja: '数値データの同一列内に特殊記号（秘匿等）を使用する場合は、その定義を明記しているか',
    en: 'Signs among numbers (such as for what is withheld) are defined',
  },
  docs: {
    ja: '数値の列に「-」「…」「X」「***」などの記号がなければ適合です。記号があれば、表の外（題名、注記、表のないシート）に、その記号と「秘匿」「該当」「不詳」「：」などの説明の言葉が一緒に書かれたセルがあれば適合、なければ不適合で、表として読んだシートの中の説明は見ません。表が見つからなければ判定できません。',
    en: 'Passes where no column of numbers has signs such as “-”, “…”, “X” or “***”. Where one has, it passes if a cell outside the tables (title, note, worksheet without a table) has the sign together with a word of explanation (“秘匿”, “該当”, “不詳”, “：”), and else fails; explanations in a worksheet that was read as a table are not seen. Without a table it is not decidable.',
  },
  judge: (file) => {
    const all = dataColumns(file)
    if (all.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    const signs = new Set<string>()
    const open = new Set<string>()
    const texts = explanations(file)
    for (const { sheet, column } of all) {
      const marks = column.looks.get(LOOK.mark)
      if (marks === undefined || !isNumeric(column)) continue
      const own = [...column.words.keys()].filter((word) => isSign(word))
      for (const sign of own) signs.add(sign.trim())
      const undefinedSigns = own.filter((sign) => !texts.some((text) => defines(text, sign.trim())))
      if (undefinedSigns.length === 0) continue
      for (const sign of undefinedSigns) open.add(sign.trim())
      places.addSpot(sheet, marks, column.header)
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

function isSign(word: string): boolean {
  return /^[\p{P}\p{S}\p{Lm}xXχ×\s]{1,4}$/u.test(word.trim())
}

function explanations({ sheets }: FileFacts): readonly string[] {
  return sheets.flatMap(({ texts }) => texts.map(({ text }) => text))
}

/** `「X」は秘匿`, `-：該当なし`: the sign apart from other letters, and a word of explanation. */
function defines(text: string, sign: string): boolean {
  const at = text.indexOf(sign)
  const folded = text.normalize('NFKC').indexOf(sign.normalize('NFKC'))
  if (at < 0 && folded < 0) return false
  return EXPLAINS.test(text.replace(sign, ''))
}
