/** What the finder says to people, in Japanese and English. */
import type { Text } from '../../problem.ts'

const say =
  (ja: string, en: string) =>
  (facts: Readonly<Record<string, string | number>> = {}): Text => ({
    ja: fillIn(ja, facts),
    en: fillIn(en, facts),
  })

function fillIn(template: string, facts: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const fact = String(facts[name] ?? whole)
    return fact.length > 40 ? `${fact.slice(0, 40)}…` : fact
  })
}

/** Reasons of skipped rows, as they are also written into the rules. */
export const SKIP = {
  blank: say('空白の行', 'blank row'),
  header: say('見出しの行', 'header'),
  headerAgain: say('見出しの行の繰り返し（改ページなど）', 'the header again, as at a page break'),
  preamble: say('見出しより上の行（表題、作成日など）', 'above the header: title, date and the like'),
  meta: say('データについての説明の行（# で始まる）', 'about the file: begins with #'),
  instruction: say('記入方法を示す行（必須・任意、型、説明）', 'says how to fill the table in'),
  note: say('注記の行', 'note'),
  section: say('下の行の区分を示す行', 'names the rows below it'),
  end: say('表の終わりより下の行', 'below the end of the table'),
  example: say('記入例の行', 'example'),
  totals: say('合計の行', 'total'),
  derived: say('平均、構成比、前年比などの行', 'mean, share, change and the like'),
  heading: say(
    '見出しの下にある、別の見出しの行（英語名、列番号など）',
    'other headings below the header: English names, numbers',
  ),
} as const

export const REASON = {
  known: say('{row} 行目の {many} 個の見出しが標準にある', 'row {row} has {many} known headers'),
  contrast: say(
    '{row} 行目は語句で、下の {many} 列は数値や日付などの値である',
    'row {row} has words where {many} columns below have values',
  ),
  weak: say(
    '{row} 行目を見出しとした（下の行も語句なので確かではない）',
    'row {row} was taken for the header, though the rows below are words too',
  ),
  levels: say('見出しは {many} 行ある', 'the header has {many} rows'),
  noHeader: say('見出しの行がない（1 行目から値が並ぶ）', 'there is no header: values from the first row on'),
  beside: say('左右に並んだ表のうち {n} 番目', 'number {n} of tables side by side'),
  below: say('上下に並んだ表のうち {n} 番目', 'number {n} of tables one below the other'),
  melt: say(
    '列の見出しが値（{type}）なので、1行に1つの値を書く縦の形に直す',
    'headers of columns are values ({type}): to long form',
  ),
  merged: say('「{header}」は縦に結合されている', '“{header}” is merged downwards'),
  groups: say(
    '「{header}」は組の最初の行だけに書かれている（空白は上と同じ）',
    '“{header}” stands in the first row of each group: blank means same',
  ),
  ditto: say('「{header}」に 〃 などがある', '“{header}” has ditto marks'),
} as const

export const QUESTION = {
  weak: say('{row} 行目は見出しの行ですか。', 'Is row {row} the header?'),
  noHeader: say(
    'この表に見出しの行はありませんか。列の名前を決めてください。',
    'Has this table no header? Please name its columns.',
  ),
  groups: say(
    '「{header}」の空白は、上の行と同じという意味ですか。',
    'Does a blank in “{header}” mean the same as above?',
  ),
  middle: say(
    '「{header}」は組の途中の行に書かれているようです。どの行までが同じ組ですか。各行に書いてください。',
    '“{header}” seems to stand in the middle row of each group. Which rows belong to it? Please write it in each row.',
  ),
  derived: say(
    '{rows} 行目は「{word}」とありますが、上の行から計算したものか、データか分かりません。データとして扱います。',
    'Row {rows} says “{word}”: reckoned from the rows above, or data? It is kept as data.',
  ),
  totals: say(
    '{rows} 行目は「{word}」とありますが、合計か区分の一つか分かりません。データとして扱います。',
    'Row {rows} says “{word}”: a total, or a category? It is kept as data.',
  ),
  section: say(
    '{rows} 行目（「{word}」など）は、下の行の区分を示す行とし、データにしません。区分を残すには、列を設けて各行に書いてください。',
    'Rows {rows} (“{word}” and the like) name the rows below them and are no data. To keep what they say, write it in a column, in each row.',
  ),
  unruled: say(
    '{rows} 行目はデータではないようですが、データの行と見分ける規則がありません。データとして扱います。',
    'Row {rows} seems to be no data, but no rule tells it from the data. It is kept as data.',
  ),
  sparse: say(
    '{rows} 行目はほとんど空白です。データとして扱いますが、注記や見出しではありませんか。',
    'Row {rows} is nearly blank. It is kept as data; is it a note or a title?',
  ),
  example: say(
    '{rows} 行目は記入例のようですが、確かではないのでデータとして扱います。',
    'Row {rows} may be an example. It is kept as data.',
  ),
  same: say(
    '「{header}」の「{word}」は、下の空白も同じという意味ですか。',
    'Does “{word}” in “{header}” stand for the blanks below it?',
  ),
  beyond: say(
    '{column} 列に見出しがありません（{many} 行に値がある）。名前を付けるか、ずれを直してください。',
    'Column {column} has no header, but {many} rows have a cell there. Name it, or mend what slipped.',
  ),
} as const

export const NONE = {
  empty: say('空のシートである', 'nothing is written here'),
  text: say('説明や表紙であり、表がない', 'explanation or cover: there is no table'),
  form: say('項目と値が縦に並んだ様式であり、表ではない', 'a form, label beside value, not a table'),
  turned: say(
    '見出しが左の列に縦に並ぶシートである（行と列が逆の表、項目の説明）',
    'headers stand down the left side: rows and columns are turned, or the columns are explained',
  ),
  small: say('表と言えるだけの行と列がない', 'too few rows and columns for a table'),
  examples: say('どの行も記入例である', 'every row is an example'),
  beside: say(
    '名前から、説明や記入例のシートである（データは別のシートにある）',
    'by its name it explains or shows examples; the data is on another worksheet',
  ),
} as const
