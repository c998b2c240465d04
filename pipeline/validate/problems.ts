import { problemsOf } from '../problem.ts'

export const validateProblems = {
  'validate/yaml': {
    severity: 'error',
    scope: 'source',
    ja: '{file} の{line}行目が YAML として読めません: {actual}',
    en: '{file}, line {line}, is not YAML: {actual}',
    fixJa: '字下げ、コロン、引用符を確かめてください。',
    fixEn: 'Check indentation, colons and quotation marks.',
  },
  'validate/missing-file': {
    severity: 'error',
    scope: 'source',
    ja: '{file} がありません。',
    en: '{file} is missing.',
    fixJa: 'ファイルを作ってください。書き方は docs/declaring-a-document.md にあります。',
    fixEn: 'Write the file; docs/declaring-a-document.md says how.',
  },
  'validate/unknown-key': {
    severity: 'error',
    scope: 'source',
    ja: '{file} に知らない項目「{actual}」があります。{hintJa}',
    en: '{file} has an unknown key "{actual}". {hintEn}',
    fixJa: '使える項目: {expected}',
    fixEn: 'Known keys: {expected}',
  },
  'validate/authored': {
    severity: 'error',
    scope: 'source',
    ja: '{file} の「{key}」が正しくありません: {reason}（今の値: {actual}）',
    en: '{file}: "{key}" is not right: {reason} (now: {actual})',
    fixJa: '{expected} に合わせて書き直してください。',
    fixEn: 'Write it to fit: {expected}.',
  },
  'validate/stage': {
    severity: 'error',
    scope: 'source',
    ja: '段階「{stage}」の受け渡しが決まりに合いません: {key} {reason}',
    en: 'What passes the door "{stage}" breaks its schema: {key} {reason}',
    fixJa:
      'この文書から何も読み取れていないか、Hiraku の不具合です。宣言を確かめ、直らなければ報告してください。',
    fixEn:
      'Either nothing was read from this document, or this is a fault of Hiraku. Check the declaration; if it stays, report it.',
  },
  'validate/record': {
    severity: 'error',
    scope: 'row',
    ja: '{dataset} の「{record}」の{field}が正しくありません: {reason}（今の値: {actual}）',
    en: '{dataset} {record}: {field} is not right: {reason} (now: {actual})',
    fixJa: '{expected} に合うように、corrections.yaml で訂正してください。',
    fixEn: 'Correct it in corrections.yaml to fit: {expected}.',
  },
  'validate/duplicate': {
    severity: 'error',
    scope: 'source',
    ja: '{dataset} に同じID「{actual}」が{count}回あります。',
    en: '{dataset} has the ID "{actual}" {count} times.',
    fixJa: '元の文書の番号を確かめ、corrections.yaml で訂正してください。',
    fixEn: 'Look at the codes in the document and correct them in corrections.yaml.',
  },
  'validate/reference': {
    severity: 'error',
    scope: 'row',
    ja: '{dataset} の「{record}」の{field}「{actual}」が、{expected} にありません。',
    en: '{dataset} {record}: {field} "{actual}" is not in {expected}.',
    fixJa: '番号の誤りを確かめ、corrections.yaml で訂正してください。',
    fixEn: 'Check the code and correct it in corrections.yaml.',
  },
  'validate/formula': {
    severity: 'error',
    scope: 'row',
    ja: '{dataset} の「{record}」の{field}は、表計算ソフトが式として実行するおそれがあります: {actual}',
    en: '{dataset} {record}: a spreadsheet would run {field} as a formula: {actual}',
    fixJa:
      '読み取りの誤りなら corrections.yaml で訂正し、正しい文字なら source.yaml の allowFormula に理由を書いてください。',
    fixEn:
      'Correct it in corrections.yaml, or, if it is right, allow it in source.yaml under allowFormula with a reason.',
  },
  'validate/override': {
    severity: 'error',
    scope: 'source',
    ja: 'allowFormula の「{actual}」は、もう要りません。',
    en: 'allowFormula for {actual} is no longer needed.',
    fixJa: 'source.yaml から消してください。',
    fixEn: 'Remove it from source.yaml.',
  },
  'validate/count': {
    severity: 'error',
    scope: 'source',
    ja: '{dataset} は{expected}件のはずですが、{actual}件です。',
    en: '{dataset} should have {expected} records, but has {actual}.',
    fixJa:
      '文書が変わったのなら source.yaml の expect.records を直し、そうでなければ抜けや重複を確かめてください。',
    fixEn:
      'If the document has changed, mend expect.records in source.yaml; if not, look for lost or doubled rows.',
  },
  'validate/unexpected-dataset': {
    severity: 'error',
    scope: 'source',
    ja: 'データセット「{actual}」の件数が expect.records に書かれていません（今は{count}件）。',
    en: 'expect.records does not say how many records dataset {actual} should have ({count} now).',
    fixJa: 'source.yaml の expect.records に {actual}: {count} と書き足してください。',
    fixEn: 'Add {actual}: {count} to expect.records in source.yaml.',
  },
  'validate/case': {
    severity: 'error',
    scope: 'source',
    ja: '確認例「{record}」の{field}は「{expected}」のはずですが、「{actual}」です。',
    en: 'Case {record}: {field} should be "{expected}", but is "{actual}".',
    fixJa: '元の文書を確かめ、正しい方に cases.yaml か訂正を合わせてください。',
    fixEn: 'Look at the document, then mend cases.yaml or the correction, whichever is wrong.',
  },
  'validate/schema-missing': {
    severity: 'error',
    scope: 'source',
    ja: '「{actual}」の決まり（{expected}）がありません。',
    en: 'There is no schema for "{actual}" ({expected}).',
    fixJa: 'schemas/records/ に JSON Schema を置くか、名前を確かめてください。',
    fixEn: 'Put a JSON Schema into schemas/records/, or check the name.',
  },
  'validate/unaccounted': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目の「{actual}」の行き先がわかりません（{reasonJa}）。',
    en: 'Line {line}: "{actual}" is not accounted for ({reason}).',
    fixJa: 'source.yaml で、この部分を入れる項目（field、paragraphs、confirms）を宣言してください。',
    fixEn: 'Declare in source.yaml which field takes it (field, paragraphs, confirms).',
  },
  'validate/staged': {
    severity: 'error',
    scope: 'source',
    ja: '書き出した {file} を読み直すと、記録と違います: {reason}',
    en: '{file}, read back from disk, differs from the records: {reason}',
    fixJa: 'Hiraku の不具合です。報告してください。',
    fixEn: 'This is a fault of Hiraku; please report it.',
  },
} as const

export const problem = problemsOf(validateProblems)
