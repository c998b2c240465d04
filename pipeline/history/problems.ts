import { type ProblemKind, problemsOf } from '../problem.ts'

/** Codes of accepted versions. */
export const historyProblems = {
  'history/not-accepted': {
    severity: 'warning',
    scope: 'source',
    ja: '{dataset} の内容が、最後に受け入れた版 {version}({date})から変わっています(理由: {whyJa})。公開日・更新日はまだ前の版のものです。',
    en: '{dataset} differs from its last accepted version {version} of {date} ({whyEn}); its dates are still those of that version.',
    fixJa: '変わったところを確かめてから hiraku accept {dataset} を実行してください。',
    fixEn: 'Look at what changed, then run: hiraku accept {dataset}',
  },
  'history/yaml': {
    severity: 'error',
    scope: 'source',
    ja: 'history.yaml の{line}行目が YAML として読めません: {actual}',
    en: 'history.yaml, line {line}, is not YAML: {actual}',
    fixJa: '書き換えてしまったのなら、元に戻してください。hiraku accept が書き足すファイルです。',
    fixEn: 'Put it back if it was edited; only hiraku accept appends to it.',
  },
  'history/not-a-list': {
    severity: 'error',
    scope: 'source',
    ja: 'history.yaml は、受け入れた版の一覧(「- dataset: …」の並び)でなければなりません。',
    en: 'history.yaml must be a list of accepted versions ("- dataset: …").',
    fixJa: '書き換えてしまったのなら、元に戻してください。hiraku accept が書き足すファイルです。',
    fixEn: 'Put it back if it was edited; only hiraku accept appends to it.',
  },
  'history/bad-entry': {
    severity: 'error',
    scope: 'source',
    ja: 'history.yaml の {number} 番目の項目の {key} が正しくありません。',
    en: 'In entry {number} of history.yaml, {key} is not as it should be.',
    fixJa: '書き換えてしまったのなら、元に戻してください。hiraku accept が書き足すファイルです。',
    fixEn: 'Put it back if it was edited; only hiraku accept appends to it.',
  },
  'history/not-appended': {
    severity: 'error',
    scope: 'source',
    ja: '{file} に書き足すと、前の項目が読めなくなるため、書き足しませんでした。',
    en: 'Nothing was appended to {file}: its earlier entries could not be read any more after it.',
    fixJa:
      'このファイルを、hiraku accept が書いたときの形に戻してから、もう一度 hiraku accept を実行してください。',
    fixEn: 'Put the file back into the form in which hiraku accept left it, then accept again.',
  },
  'history/changes-stale': {
    severity: 'error',
    scope: 'source',
    ja: '{file} は版 {actual} の変更の記録ですが、history.yaml の最後の版は {expected} です。',
    en: '{file} tells the changes of version {actual}, but the last version in history.yaml is {expected}.',
    fixJa:
      'history.yaml と changes フォルダーを、同じときのもの(git の同じコミット)に戻してください。戻せないときは、このファイルを削除すると、変更の内訳なしで公開します。',
    fixEn:
      'Put history.yaml and the folder changes back to the same moment (one commit of git); where that can not be done delete this file: then the changes are published without details.',
  },
  'history/changes-edited': {
    severity: 'error',
    scope: 'source',
    ja: '{file} が、書かれたときの形ではありません。件数と中身が合わないか、形が変わっています。',
    en: '{file} is not as it was written: its counts do not fit what it lists, or its form is another.',
    fixJa:
      '手で書き換えてしまったのなら、元に戻してください。値を公開から外したいときは、直したあとに hiraku accept --withhold で受け入れてください。戻せないときは、このファイルを削除すると、変更の内訳なしで公開します。',
    fixEn:
      'Put it back if it was edited. To take values out of what is published accept the corrected data with hiraku accept --withhold. Where it can not be put back delete it: then the changes are published without details.',
  },
  'history/bad-date': {
    severity: 'error',
    scope: 'source',
    ja: '日付「{actual}」は使えません。{expected}',
    en: 'The date "{actual}" can not be used. {expected}',
    fixJa: '--date に、前の版より前でない日を 2025-04-01 のような形で指定してください。',
    fixEn: 'Give --date as YYYY-MM-DD, not before the last accepted version.',
  },
  'history/date-before': {
    severity: 'error',
    scope: 'source',
    ja: '日付 {actual} は、前の版の日付 {expected} より前なので、新しい版にできません（{file}）。前の版のまま残しています。',
    en: 'The date {actual} is before that of the last version, {expected}, so that no version can follow it ({file}). Everything stays as it was.',
    fixJa:
      '計算機の時計（日付）が合っているか確かめてください。合っているなら、hiraku accept --date で前の版の日付以後の日を指定してください。',
    fixEn:
      'See whether the clock of this computer is right. If it is, give hiraku accept --date a day that is not before the last version.',
  },
} satisfies Record<string, ProblemKind>

export const historyProblem = problemsOf(historyProblems)
