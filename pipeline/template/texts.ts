/** What the form says to people. */
import type { Text } from '../problem.ts'
import type { Level } from './columns.ts'

const say = (ja: string, en: string): Text => ({ ja, en })

/** Names of the worksheets beside the data: the look knows them (schemas/recognition/tables.yaml, `besides`). */
export const BESIDE = {
  examples: '記入例',
  columns: '列の説明',
  codes: 'コード一覧',
  guide: '使い方',
} as const

/** In the first cell of each row of examples; the look takes such a row for no data wherever it stands. */
export const EXAMPLE = '例'

export const HEADERS = {
  kindOfRow: say('区分', 'Kind of row'),
  place: say('列', 'Column'),
  header: say('項目名', 'Header'),
  key: say('英語のキー', 'English key'),
  level: say('必須・推奨', 'Level'),
  form: say('形式', 'Form'),
  example: say('例', 'Example'),
  description: say('説明', 'Description'),
  blank: say('空欄の意味', 'A blank means'),
  list: say('選択肢', 'List'),
  source: say('根拠', 'How well it is known'),
  value: say('選択肢の値', 'Value'),
} as const

export const LEVELS: Readonly<Record<Level, { readonly word: Text; readonly fill: string }>> = {
  must: { word: say('必須', 'required'), fill: 'F8CBAD' },
  key: { word: say('行を区別する列（空欄にしない）', 'tells rows apart: never blank'), fill: 'FFE699' },
  should: { word: say('推奨', 'recommended'), fill: 'BDD7EE' },
  may: { word: say('任意', 'optional'), fill: 'E2EFDA' },
  unknown: { word: say('必須かどうか未確認', 'level not known'), fill: 'EDEDED' },
}

const CONFIDENCE: Readonly<Record<string, Text>> = {
  A: say('公式の定義書で確かめた', 'as in the official definition'),
  'A-': say('公式の定義書の転記で確かめた', 'as in a transcription of the official definition'),
  B: say(
    '名称と順序は公開されたファイルで確かめた。必須・推奨の別と形式は推定',
    'name and order verified in published files; level and form are inferred',
  ),
  C: say('一部を公開されたファイルで確かめた。ほかは推定', 'verified in part; the rest is inferred'),
  D: say('推定', 'inferred'),
}
const OWN = say('この団体で決めた項目', 'a column of the publisher’s own')

export function sourceText(confidence: string | undefined): Text {
  return confidence === undefined ? OWN : (CONFIDENCE[confidence] ?? say('推定', 'inferred'))
}

export const LIST = {
  closed: say('「コード一覧」から選ぶ', 'one of コード一覧'),
  open: say('「コード一覧」は目安。ほかの値も書ける', 'コード一覧 has what is usual; others are right too'),
} as const

export const WRONG = {
  title: say('形式が違います', 'Not in this form'),
  unusual: say('いつもの形と違います', 'Not the usual form'),
  closed: say('一覧にある値から選んでください。', 'Choose one of the list.'),
  open: say(
    '一覧にない値です。表記の揺れでなければ、そのままで構いません。',
    'Not in the list; fine if it is meant.',
  ),
  unique: say('同じ値が二度あります。行ごとに違う値にしてください。', 'This value stands there twice.'),
} as const

export const CODES = {
  closed: say('この中から選ぶ', 'one of these'),
  open: say('目安（ほかの値も書ける）', 'usual; others are right too'),
} as const
export const CODES_KIND = say('決まり', 'Rule')

/** {sheet}: the worksheet of the data. */
export const GUIDE: readonly Text[] = [
  say('この様式の使い方', 'How to use this form'),
  say(
    '1. 「{sheet}」の2行目から、1行に1件ずつ入力します。1行目の項目名と列の順序は変えないでください。',
    '1. Type into “{sheet}” from row 2, one record in a row. Leave the headers in row 1 and their order as they are.',
  ),
  say(
    '2. 分からない項目、当てはまらない項目は空欄のままにします。「なし」「－」「〃」などは書かず、同じ値でも行ごとに書きます。',
    '2. What is not known or does not apply stays blank. Write the same value again in each row.',
  ),
  say(
    '3. セルを選ぶと、その列の説明が出ます。詳しくは「列の説明」、書き方の見本は「記入例」、選べる値は「コード一覧」にあります。',
    '3. Select a cell to see what its column means; more in 列の説明 (columns), 記入例 (examples) and コード一覧 (lists).',
  ),
  say(
    '4. ほかの表から写すときは、「値のみ貼り付け」にします（入力規則と文字列の書式が残り、先頭の0が消えません）。',
    '4. When pasting from elsewhere, paste values only, so that checks and leading zeros stay.',
  ),
  say(
    '5. セルの結合、色分け、空の行、合計の行、表の外のメモは使いません。数式は値にしてください。',
    '5. No merged cells, colours, blank rows, totals or notes beside the table; values instead of formulas.',
  ),
  say(
    '6. できたら hiraku check このファイル で調べます。「記入例」などのシートはデータとして扱われません。',
    '6. Then run: hiraku check FILE. The other worksheets are not taken for data.',
  ),
]

export const COLOURS = say('見出しの色', 'Colours of the headers')
export const SOURCE = say('もとにした標準', 'Standard')
