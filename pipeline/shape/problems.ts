import { problemsOf } from '../problem.ts'

export const shapeProblems = {
  'shape/pattern': {
    severity: 'error',
    scope: 'source',
    ja: '型紙「{actual}」が正しくありません（{name}）: {faultJa}',
    en: 'The pattern "{actual}" is not right ({name}): {faultEn}',
    fixJa: 'source.yaml の {key} を直してください。書き方は docs/declaring-a-document.md にあります。',
    fixEn: 'Mend {key} in source.yaml; docs/declaring-a-document.md says how patterns are written.',
  },
  'shape/no-row': {
    severity: 'error',
    scope: 'source',
    ja: '「{actual}」で読み取った値を入れる行がありません。',
    en: '"{actual}" captures values, but there is no row to hold them.',
    fixJa: 'source.yaml の {key} かその外側の block に row と key を書いてください。',
    fixEn: 'Give {key} in source.yaml, or a block around it, a row and a key.',
  },
  'shape/unknown-line': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目が、{blockJa}のどの書き方にも当てはまりません。{moreJa}',
    en: 'Line {line} fits no pattern {block}. {moreEn}',
    fixJa:
      '読み取りの誤りなら corrections.yaml に行の訂正を、文書の書き方なら source.yaml に型紙を加えてください。',
    fixEn:
      'If it is misread, add a correction of the line to corrections.yaml; if the document writes so, add a pattern to source.yaml.',
  },
  'shape/header': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目の表の見出しが、表「{table}」の宣言と合いません。宣言にない列: {extra}。足りない列: {missing}。',
    en: 'The header in line {line} does not fit table "{table}". Columns not declared: {extra}. Columns missing: {missing}.',
    fixJa: '元の文書の列を確かめ、source.yaml の columns に見出しを書き足すか、訂正してください。',
    fixEn:
      'Look at the columns of the document, then add the header to columns in source.yaml or correct the line.',
  },
  'shape/no-table': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目は表の行のようですが、{block}には表の宣言がありません。',
    en: 'Line {line} looks like a row of a table, but none is declared within {block}.',
    fixJa: 'source.yaml のこの block に tables を書いてください。',
    fixEn: 'Declare tables for this block in source.yaml.',
  },
  'shape/cell-count': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目のセルは{actual}個ですが、見出しは{expected}列です。',
    en: 'Line {line} has {actual} cells, its header {expected} columns.',
    fixJa: '元の文書で行を確かめ、corrections.yaml で行を訂正してください（区切りの抜けや余り）。',
    fixEn:
      'Compare the row with the document and correct the line in corrections.yaml (a separator lost or added).',
  },
  'shape/cell': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目、列「{column}」の「{actual}」が、宣言された書き方に合いません。',
    en: 'Line {line}, column "{column}": "{actual}" is not written as declared.',
    fixJa: '書き方「{expected}」に合うように訂正するか、source.yaml の cell を直してください。',
    fixEn: 'Correct it to fit "{expected}", or mend cell in source.yaml.',
  },
  'shape/key': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目の「{entityJa}」の番号が作れません（{actual}）。',
    en: 'No key can be made for the {entity} in line {line} ({actual}).',
    fixJa: 'source.yaml の key に書いた名前が、その行か外側の block で読み取られているか確かめてください。',
    fixEn: 'See that each name in its key in source.yaml is captured there or in a block around it.',
  },
  'shape/duplicate-key': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目と{other}行目に、同じ番号「{actual}」の{entityJa}があります。',
    en: 'Lines {other} and {line} both have {entity} "{actual}".',
    fixJa: 'どちらかの番号の誤りです。元の文書を確かめ、corrections.yaml で訂正してください。',
    fixEn: 'One of the two codes is wrong. Look at the document and correct it in corrections.yaml.',
  },
  'shape/not-everywhere': {
    severity: 'error',
    scope: 'source',
    ja: '{entityJa}「{actual}」は{line}行目（{place}）にありますが、「{expected}」にありません。{moreJa}',
    en: '{entity} "{actual}" stands in line {line} ({place}), but not in "{expected}". {moreEn}',
    fixJa: '文書が途中で切れていないか、抜けた行や番号の誤りがないか、元の文書を確かめてください。',
    fixEn: 'Look in the document whether it is cut short, for a lost line or a wrong code.',
  },
  'shape/too-few': {
    severity: 'error',
    scope: 'source',
    ja: '{entityJa}「{actual}」は文書に{expected}回出てくるはずですが、{count}回しかありません（{line}行目）。{moreJa}',
    en: '{entity} "{actual}" should stand in the document {expected} times, but stands there {count} times (line {line}). {moreEn}',
    fixJa: '文書が途中で切れていないか、抜けた見出しや番号の誤りがないか、元の文書を確かめてください。',
    fixEn: 'Look in the document whether it is cut short, for a lost heading or a wrong code.',
  },
  'shape/nothing-read': {
    severity: 'error',
    scope: 'source',
    ja: '文書に、source.yaml が宣言する見出し（{expected}）が一つもありません。',
    en: 'The document has none of the headings that source.yaml declares ({expected}).',
    fixJa:
      '別の文書ではないか確かめてください。見出しの書き方が変わったのなら、source.yaml の starts を書き直します。',
    fixEn:
      'See whether this is another document. If its headings are written otherwise now, mend starts in source.yaml.',
  },
  'shape/missing': {
    severity: 'error',
    scope: 'source',
    ja: '{ownerJa}に、「{missing}」（{expected}）がありません。{moreJa}',
    en: '{owner} has no "{missing}" ({expected}). {moreEn}',
    fixJa:
      '文書が途中で切れていないか、見出しや表が抜けていないか確かめてください。ないことがある場合は optional: true と書きます。',
    fixEn:
      'See whether the document is cut short, or a heading or table is lost. Where it may be absent, write optional: true.',
  },
  'shape/unknown-row': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目が述べている{entityJa}「{actual}」がありません。',
    en: 'Line {line} speaks of {entity} "{actual}", which is not there.',
    fixJa: '番号の誤りを確かめ、corrections.yaml で訂正してください。',
    fixEn: 'Check the code, and correct it in corrections.yaml.',
  },
  'shape/too-long': {
    severity: 'error',
    scope: 'source',
    ja: '「{block}」の文章が、{line}行目で{expected}文字を超えました。',
    en: 'The prose of "{block}" is longer than {expected} characters at line {line}.',
    fixJa: '文書の後ろに別の文章がつながっていないか、見出しが読み飛ばされていないかを確かめてください。',
    fixEn: 'See whether another text was put after the document, or a heading was passed over.',
  },
  'shape/too-many': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目より前に、読めないところや誤りが{actual}あるので、読むのをやめました。',
    en: 'There are {actual} faults before line {line}; reading stopped there.',
    fixJa:
      '別の文書ではないか、同じ文書が二度入っていないか、source.yaml の宣言が合っているかを確かめてください。',
    fixEn:
      'See whether this is another document, or one that stands in the file twice, or whether the declaration in source.yaml fits it.',
  },
  'shape/too-many-lines': {
    severity: 'error',
    scope: 'source',
    ja: '文書の行数が{expected}行を超えるので、{line}行目で読むのをやめました。',
    en: 'The document has more than {expected} lines; reading stopped at line {line}.',
    fixJa:
      '一つの文書として長すぎます。別のファイルがつながっていないか、空の行が続いていないかを確かめてください。',
    fixEn:
      'That is too long for one document. See whether other files were put after it, or blank lines go on and on.',
  },
  'shape/header-not-found': {
    severity: 'error',
    scope: 'source',
    ja: '表の見出しが見つかりません。さがした見出し: {expected}',
    en: 'The header of the table is not there. Looked for: {expected}',
    fixJa: '列の見出しが変わっていないか確かめ、変わったのなら source.yaml の columns を書き直してください。',
    fixEn: 'See whether the columns were renamed; if so, change columns in source.yaml.',
  },
  'shape/header-changed': {
    severity: 'error',
    scope: 'source',
    ja: '表の見出しが変わっています（{row}行目）。なくなった見出し：{expected}。{freshJa}',
    en: 'The header of the table has changed (row {row}). Gone: {expected}.{freshEn}',
    fixJa:
      '{renamedJa}source.yaml の columns の header を今の見出しに直すか、なくてもよい列なら optional: true を書いてください。',
    fixEn:
      '{renamedEn}Write the new header in columns of source.yaml, or optional: true where the column may be missing.',
  },
  'shape/worksheet-not-found': {
    severity: 'error',
    scope: 'source',
    ja: 'シート「{expected}」がありません。あるシート: {actual}',
    en: 'There is no worksheet "{expected}". There are: {actual}',
    fixJa: 'シートの名前が変わったのなら、source.yaml の worksheet を書き直してください。',
    fixEn: 'If the worksheet was renamed, change worksheet in source.yaml.',
  },
  'shape/worksheet-unknown': {
    severity: 'warning',
    scope: 'source',
    ja: 'シート「{actual}」は、source.yaml のどの表にも入っていません。',
    en: 'Worksheet "{actual}" belongs to no table of source.yaml.',
    fixJa: 'データなら tables に、そうでなければ理由をつけて leave に書いてください。',
    fixEn: 'Add it to tables if it holds data, else to leave with the reason.',
  },
  'shape/column-unknown': {
    severity: 'warning',
    scope: 'source',
    ja: '列「{actual}」は、どの項目に入れるか決まっていないので、公開する表に入りません。',
    en: 'Nothing says what column "{actual}" is; it is not carried.',
    fixJa: 'どの項目に当たるかを決めるか、使わない列だと書いてください。',
    fixEn: 'Say which field it is, or that it is left out.',
  },
  'shape/carried': {
    severity: 'info',
    scope: 'row',
    ja: '〃・同上・空欄・結合など、上と同じという書き方なので、上の行の「{expected}」を入れました。',
    en: 'The cell says "as above" (〃, a blank or a merged cell): it was given "{expected}" of the row above.',
    fixJa: '上の行と同じでよいか確かめてください。できれば、元のファイルの各行に値を書いてください。',
    fixEn: 'See whether it is the same. Better write the value in each row of the file.',
  },
  'shape/row-after-end': {
    severity: 'error',
    scope: 'source',
    ja: '表の終わりと決めた行より下に、データのような行があります。',
    en: 'Below the end of the table there is a row that looks like data.',
    fixJa:
      '表が続いているのなら、間の空行をなくすか、表の終わりの決め方（endsAtBlank、endsAt）を直してください。',
    fixEn:
      'If the table goes on, remove the blank rows between, or change how it ends (endsAtBlank, endsAt).',
  },
  'shape/extra-cells': {
    severity: 'error',
    scope: 'row',
    ja: '見出しは{expected}列ですが、この行にはそれより右にも値があります。列がずれているおそれがあります。',
    en: 'The header has {expected} columns, but this row has values beyond them: its cells may be shifted.',
    fixJa:
      '値の中のカンマが区切りになっていないか、行を見て直してください。値にカンマがあるときは "…" で囲みます。',
    fixEn:
      'See whether a comma within a value cut it in two; a value with a comma stands in quotation marks.',
  },
  'shape/short-row': {
    severity: 'warning',
    scope: 'row',
    ja: '見出しは{expected}列ですが、この行は{actual}列しかありません。足りない列は空欄として読みました。',
    en: 'The header has {expected} columns, this row only {actual}. The missing ones were read as blank.',
    fixJa: '行が途中で切れていないか確かめてください。',
    fixEn: 'See whether the row is cut short.',
  },
} as const

export const problem = problemsOf(shapeProblems)
