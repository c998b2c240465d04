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
  'history/held-back': {
    severity: 'error',
    scope: 'source',
    ja: '{dataset} の内容が、受け入れた版 {version} から変わっています。だれも受け入れていないので、dist/ は前のままにしました。',
    en: '{dataset} is no longer what was accepted as version {version}. Nobody has accepted it as it is now, so dist/ stays as it was.',
    fixJa:
      'hiraku build --only {source} で作り、hiraku diff で変わったところを見て、よければ hiraku accept {source} を実行してください。',
    fixEn:
      'Build it (hiraku build --only {source}), look at what changed (hiraku diff), and if it is right: hiraku accept {source}',
  },
  'history/held-first': {
    severity: 'error',
    scope: 'source',
    ja: '{dataset} は、まだ版として受け入れられていないので、dist/ に入れませんでした。だれも受け入れていない内容は、自動では出しません。',
    en: '{dataset} was never accepted as a version, so it was not put into dist/: what nobody accepted does not come out by itself.',
    fixJa:
      'hiraku build --only {source} で作り、dist/datasets/{dataset}/ を見て、よければ hiraku accept {source} を実行してください。',
    fixEn:
      'Build it (hiraku build --only {source}), look at dist/datasets/{dataset}/, and if it is right: hiraku accept {source}',
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
  'history/repeated-version': {
    severity: 'error',
    scope: 'source',
    ja: 'history.yaml に、{dataset} の版 {version} の項目が二つあります({number} 番目の項目)。',
    en: 'history.yaml has version {version} of {dataset} twice (entry {number}).',
    fixJa:
      'git で二つの変更を合わせたときに両方が残ったのなら、片方の項目を消して一つだけを残し、changes フォルダーの {dataset}.json も、残した側のものにしてください(なければ、そのファイルを削除してください)。そのあと hiraku build を実行し、まだ受け入れていないと知らされたら hiraku accept を実行してください。',
    fixEn:
      'Where both sides of a merge in git were kept, keep one of the two entries, and {dataset}.json in the folder changes as that side has it (or delete that file). Then run hiraku build, and hiraku accept where it says that something is not accepted.',
  },
  'history/out-of-order': {
    severity: 'error',
    scope: 'source',
    ja: 'history.yaml の項目が古い順に並んでいません。{number} 番目の項目({dataset} の版 {version}、{date})が、その前の版 {former}({since})より後のものになっていません。',
    en: 'The entries of history.yaml are not in order: entry {number} (version {version} of {dataset}, {date}) does not come after the version before it, {former} of {since}.',
    fixJa:
      'git で二つの変更を合わせたときや、手で書き換えたときに起こります。git にある前の形に戻すか、片方の側の項目だけを、古い順に残してください(changes フォルダーの {dataset}.json も同じ側のものにします)。そのあと hiraku build を実行してください。',
    fixEn:
      'A merge in git or an edit by hand does this. Put the file back as git has it, or keep the entries of one side only, oldest first (and {dataset}.json in the folder changes as that side has it). Then run hiraku build.',
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
  'history/nothing-withheld': {
    severity: 'warning',
    scope: 'source',
    ja: '{dataset} の最新の版 {version} には、取り下げる値がありません。その変更の記録に前の値は書かれていません(前の版からレコードが増えただけか、すでに取り下げています)。',
    en: 'The latest version {version} of {dataset} has nothing to take down: what it tells of its changes holds no former value (records only came, or it was taken down already).',
    fixJa:
      '値がまだデータにあるときは、元の資料（ファイルそのもの）を直して取り込み直してから、もう一度 hiraku accept {dataset} --withhold を実行してください。',
    fixEn:
      'Where the values are still in the data, mend the file of the source and take that in first, then run once more: hiraku accept {dataset} --withhold',
  },
  'history/withhold-which': {
    severity: 'warning',
    scope: 'source',
    ja: '新しく受け入れる変更がなかったので、何も取り下げていません。受け入れ済みの版から前の値を取り下げるには、データセットを一つ指定する必要があります。',
    en: 'There was no change to accept, so nothing was taken down. To take former values out of a version that is accepted, one dataset has to be named.',
    fixJa: 'hiraku accept データセットのID --withhold を実行してください。ID は hiraku status で見られます。',
    fixEn: 'Run hiraku accept DATASET --withhold, with the id of the dataset, as hiraku status shows it.',
  },
  'history/withhold-corrected': {
    severity: 'warning',
    scope: 'source',
    ja: '{dataset} の「{record}」の {field} は、訂正（{file} の {key}）で直したものなので、前の値がまだ公開されています。出典（{dataset}.provenance.json など）に元の資料の値として残り、{file} にも before として残っています。',
    en: 'The former value of {field} of {record} in {dataset} is still public: it was changed by a correction ({key} of {file}), so the provenance ({dataset}.provenance.json and others) goes on giving it as what the source says, and {file} as before.',
    fixJa:
      '値をすっかり取り下げるには、元の資料（ファイルそのもの）から値を消し、取り込み直してください（from のあるソースは hiraku acquire、ないソースは snapshot/ のファイルを置き換える）。{file} からこの訂正を削除し、もう一度 hiraku accept {dataset} --withhold を実行します。git の前のコミットには残ります。ただの誤りの訂正で、前の値が見えてよければ、することはありません。',
    fixEn:
      'To take it down altogether mend the file of the source itself and take that in (hiraku acquire where the source has from, else put the file into snapshot/), delete this correction from {file}, and run once more: hiraku accept {dataset} --withhold. Earlier commits of git keep it. Where it only corrects a mistake and may be seen, nothing is to be done.',
  },
  'history/note-unreadable': {
    severity: 'warning',
    scope: 'source',
    ja: '{file} が壊れていて読めません。途中で止まった受け入れ(hiraku accept)の続きはせず、その前のままにしました。',
    en: '{file} can not be read: an acceptance that was stopped midway was not finished, and all is as before it.',
    fixJa:
      'hiraku accept が書く一時的なファイルなので、直すものはありません。まだ受け入れていないと知らされたものがあれば、もう一度 hiraku accept を実行してください。',
    fixEn:
      'It is a passing file of hiraku accept, so that there is nothing to mend. Where something is said to be not accepted, run hiraku accept once more.',
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
      '計算機の時計（日付）が合っているか確かめてください。合っているなら、hiraku accept --date で前の版の日付以後の日を指定してください。前の版の日付のほうが間違っている（先の日になっている）ときは、{file} の {line} 行目の date だけを正しい日に書き換えて、hiraku build を実行してください。',
    fixEn:
      'See whether the clock of this computer is right. If it is, give hiraku accept --date a day that is not before the last version. Where the date of that version is what is wrong (a day to come), write the right day as date in line {line} of {file}, change nothing else there, and run hiraku build.',
  },
} satisfies Record<string, ProblemKind>

export const historyProblem = problemsOf(historyProblems)
