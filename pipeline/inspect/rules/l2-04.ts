import { foldWord } from '../../lib/fold.ts'
import { isChoice, isNumeric, isTime } from './columns.ts'
import { type ColumnFacts, dataColumns, type Word } from './facts.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

/** Spellings of one answer; each line is one meaning. Ours, after what tables of municipalities have. */
const SAME: readonly (readonly string[])[] = [
  ['○', '〇', '◯', '⚪', '⭕', '◦'],
  ['◎', '⦾'],
  ['×', '✕', '✖', '✗', '╳', 'x'],
  ['●', '⚫', '⬤'],
  ['有', 'あり', '有り', 'アリ'],
  ['無', 'なし', '無し', 'ナシ'],
  ['可', '可能', '可能です'],
  ['不可', '不可能'],
  ['要', '必要'],
  ['不要', '必要なし'],
  ['はい', 'yes', 'y'],
  ['いいえ', 'no', 'n'],
  ['true', '真'],
  ['false', '偽'],
  ['男', '男性', '男子'],
  ['女', '女性', '女子'],
]

let meanings: ReadonlyMap<string, string> | undefined

function meaningOf(word: string): string {
  meanings ??= new Map(SAME.flatMap((words) => words.map((one) => [foldWord(one), words[0] ?? one] as const)))
  // signs have their own forms, which folding may make alike
  const folded = foldWord(word.trim())
  return meanings.get(folded) ?? folded
}

export const rule: Rule = {
  id: 'L2-04',
  title: { ja: '選択肢回答が標準化されているか', en: 'Choices have one fixed spelling' },
  docs: {
    ja: '選択肢の列に、同じ意味の書き方が２通り以上（「○」と「〇」、「有」と「あり」、幅や空白だけの違いなど、このルールの表にあるもの）あれば不適合、なければ（選択肢の列がない場合も）適合です。選択肢の列とは、標準が選択肢とする項目か、値が 8 件以上、40 種類以下で種類が件数の半分以下の列で、数値・日付と、人名・連絡先の列は除きます。表が見つからなければ判定できません。',
    en: 'Fails where a column of choices spells one meaning in several ways (“○” and “〇”, “有” and “あり”, width or spaces alone: those of the list of this rule); else it passes, also where there are no choices. A column of choices is one that the standard has as such, or one of at least 8 values, at most 40 different ones and half as many as values; numbers, dates, and columns of persons and contacts are left out. Without a table it is not decidable.',
  },
  judge: (file) => {
    const all = dataColumns(file)
    if (all.length === 0) return NO_TABLE()
    const columns = all.filter(({ column }) => isChoice(column) && !isNumeric(column) && !isTime(column))
    if (columns.length === 0) return pass('選択肢の列は見当たりません。', 'No column of choices was found.')
    const places = createPlaces(file)
    const variants = new Set<string>()
    for (const { sheet, column } of columns) {
      for (const group of groupsIn(column)) {
        for (const [word] of group) variants.add(word.trim() === word ? word : `${word}（空白あり）`)
        for (const [, { row, count }] of group.slice(1)) {
          const before = places.count
          places.add(sheet, row, column.column, column.header)
          places.count = before + count
        }
      }
    }
    if (places.count === 0) return pass('選択肢の書き方はそろっています。', 'Choices are spelt alike.')
    return fail(
      {
        ja: `同じ意味の選択肢の書き方がそろっていません（${quoted(variants, 6)}）：${quoted(places.headers)}。`,
        en: `One choice is spelt in several ways (${quotedEn(variants, 6)}): ${quotedEn(places.headers)}.`,
      },
      {
        ja: '選択肢の書き方を一つに決めて、すべてのセルをそろえてください。',
        en: 'Decide on one spelling of each choice and use it throughout.',
      },
      places,
    )
  },
}

/** Spellings of one meaning, the usual one first. */
function groupsIn({ words }: ColumnFacts): readonly (readonly (readonly [string, Word])[])[] {
  const groups = new Map<string, (readonly [string, Word])[]>()
  for (const one of words) {
    const meaning = meaningOf(one[0])
    groups.set(meaning, [...(groups.get(meaning) ?? []), one])
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => group.sort(([, a], [, b]) => b.count - a.count || a.row - b.row))
}
