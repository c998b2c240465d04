import { problemsOf } from '../problem.ts'

export const reconcileProblems = {
  'reconcile/stale-correction': {
    severity: 'error',
    scope: 'source',
    ja: '訂正「{key}」が合いません。訂正前は「{expected}」のはずですが、{nowJa}。',
    en: 'Correction {key} no longer matches: it expects "{expected}", but {nowEn}.',
    fixJa: '元の文書が直ったのなら訂正を消し、そうでなければ before を今の表記に書き直してください。',
    fixEn: 'If the source was mended, remove the correction; if not, write before as the source has it now.',
  },
  'reconcile/ambiguous-correction': {
    severity: 'error',
    scope: 'source',
    ja: '訂正「{key}」の「{expected}」が{count}行にあり、どれを直すのか決まりません（{lines}行目）。',
    en: 'Correction {key}: "{expected}" stands in {count} lines ({lines}), and it does not say in which.',
    fixJa: 'corrections.yaml の line に行番号を書くか、before を前後の文字まで含めて長くしてください。',
    fixEn: 'Give its line in corrections.yaml, or a longer before, with the words around it.',
  },
  'reconcile/corrected-twice': {
    severity: 'error',
    scope: 'source',
    ja: '訂正「{key}」は、訂正「{other}」と同じところ（{actual}）を直します。',
    en: 'Correction {key} corrects what {other} corrects already ({actual}).',
    fixJa: 'corrections.yaml の二つの訂正を、一つにまとめてください。',
    fixEn: 'Put the two corrections of corrections.yaml into one.',
  },
  'reconcile/unknown-correction': {
    severity: 'error',
    scope: 'source',
    ja: '訂正「{key}」の相手「{actual}」がありません。{hintJa}',
    en: 'Correction {key} names {actual}, which is not there. {hintEn}',
    fixJa: 'record（データセット/ID）と field を確かめてください。',
    fixEn: 'Check record (dataset/ID) and field.',
  },
  'reconcile/disagree': {
    severity: 'error',
    scope: 'source',
    ja: '{entityJa}「{key}」の{fieldJa}が、{line}行目では「{actual}」、{other}行目では「{expected}」です。',
    en: '{field} of {entity} {key} is "{actual}" in line {line} but "{expected}" in line {other}.',
    fixJa: 'どちらが正しいか元の文書で確かめ、誤っている方を corrections.yaml で訂正してください。',
    fixEn: 'Look in the document which is right, and correct the other in corrections.yaml.',
  },
  'reconcile/rating-contradiction': {
    severity: 'error',
    scope: 'source',
    ja: '{entityJa}「{key}」の評価が、{line}行目では{actual}、{other}行目では{expected}です。',
    en: 'The rating of {entity} {key} is {actual} in line {line} but {expected} in line {other}.',
    fixJa: 'どちらが正しいか元の文書で確かめ、誤っている方を corrections.yaml で訂正してください。',
    fixEn: 'Look in the document which is right, and correct the other in corrections.yaml.',
  },
  'reconcile/totals': {
    severity: 'error',
    scope: 'source',
    ja: '{scopeJa}の評価別の数（{line}行目）が、読み取った評価と合いません。文書は{expected}（合わせて{sum}）、記号と文から確かなのは{actual}（全{count}件のうち）です。',
    en: 'The totals of {scope} (line {line}) do not fit the ratings read: the document says {expected} ({sum} in all); signs and sentences give {actual}, of {count} rows.',
    fixJa:
      '評価別の数か、いずれかの評価の読み取りの誤りです。元の文書を確かめ、corrections.yaml で訂正してください。',
    fixEn:
      'Either the totals or one of the ratings is misread. Look at the document and correct it in corrections.yaml.',
  },
  'reconcile/count': {
    severity: 'error',
    scope: 'source',
    ja: '{scopeJa}の取組数は{line}行目では{expected}ですが、文書にある取組は{actual}件です。',
    en: 'Line {line} states {expected} for {scope}, but {actual} are in the document.',
    fixJa: '抜けた取組がないか、数の読み取りの誤りがないか、元の文書を確かめてください。',
    fixEn: 'Look in the document for a lost row or a misread number.',
  },
  'reconcile/too-many-open': {
    severity: 'error',
    scope: 'source',
    ja: '評価の決まらないものが多すぎて、{line}行目からの{actual}件の組合せを調べきれません。',
    en: 'Too many ratings are open: the combinations for the {actual} rows from line {line} can not all be tried.',
    fixJa:
      '記号の読み（spellings、ambiguous）を source.yaml に書き足すか、元の文書を見て corrections.yaml で訂正してください。',
    fixEn:
      'Add readings of the signs (spellings, ambiguous) to source.yaml, or correct signs from the document in corrections.yaml.',
  },
  'reconcile/rating-ambiguous': {
    severity: 'error',
    scope: 'source',
    ja: '{entityJa}「{key}」の評価が決まりません。候補は{candidates}で、どれも同じだけ根拠があります。',
    en: 'The rating of {entity} {key} can not be settled: {candidates} are supported equally.',
    fixJa:
      '元の文書の記号を確かめ、corrections.yaml に行の訂正を書いてください（before は今の行の全体、after は正しい記号を入れた行）。見解の言葉や結果から言えるなら、source.yaml の words、sentences、lessIsBetter に書き足してください。',
    fixEn:
      'Look at the sign in the document and correct its line in corrections.yaml (before: the whole line as it is, after: the line with the right sign). Where the comment or the result tells, add words, sentences or lessIsBetter to source.yaml.',
  },
  'reconcile/sign-unknown': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目の「{actual}」は、評価の記号として宣言されていません（{entityJa}「{key}」）。',
    en: 'The sign "{actual}" in line {line} is none that is declared ({entity} {key}).',
    fixJa:
      '読み取りの誤りなら corrections.yaml で訂正し、文書がそう書くのなら source.yaml の document.ratings の spellings か ambiguous に加えてください。',
    fixEn:
      'If it is misread, correct it in corrections.yaml; if the document writes so, add it to spellings or ambiguous of document.ratings in source.yaml.',
  },
  'reconcile/rating-unknown': {
    severity: 'error',
    scope: 'source',
    ja: '評価の宣言に「{actual}」がありません（{key}）。',
    en: 'The declaration of ratings has no "{actual}" ({key}).',
    fixJa: 'source.yaml の document.ratings.scale にある記号を書いてください。',
    fixEn: 'Use a sign that document.ratings.scale in source.yaml lists.',
  },
  'reconcile/unknown-field': {
    severity: 'error',
    scope: 'source',
    ja: '{key} の「{actual}」にあたるものがありません。{hintJa}',
    en: '{key}: there is no "{actual}". {hintEn}',
    fixJa: 'source.yaml の名前を確かめてください。',
    fixEn: 'Check the name in source.yaml.',
  },
  'reconcile/find': {
    severity: 'error',
    scope: 'source',
    ja: '{entityJa}「{key}」の{fieldJa}に「{expected}」にあたる言葉がありません。',
    en: '{field} of {entity} {key} has no words like "{expected}".',
    fixJa: 'source.yaml の document.finds の型紙を、文書の言葉に合わせてください。',
    fixEn: 'Make the pattern in document.finds of source.yaml fit the words of the document.',
  },
  'reconcile/id-missing': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目に出てくる「{actual}」に、IDが決められていません。',
    en: '"{actual}", named in line {line}, has no id.',
    fixJa: 'source.yaml の {key} の ids に、この名前と英数字のIDを書き足してください。',
    fixEn: 'Add the name and an id in ASCII to ids of {key} in source.yaml.',
  },
  'reconcile/id-unused': {
    severity: 'error',
    scope: 'source',
    ja: 'IDを決めてある「{actual}」が、文書に出てきません。',
    en: 'The document does not name "{actual}", for which an id is declared.',
    fixJa: '名前が変わったのなら書き直し、なくなったのなら source.yaml の {key} の ids から消してください。',
    fixEn:
      'If its name has changed, write the new one; if it is gone, remove it from ids of {key} in source.yaml.',
  },
  'reconcile/quote': {
    severity: 'error',
    scope: 'source',
    ja: '宣言の根拠とした言葉「{actual}」が、文書にありません（{key}）。',
    en: 'The words that a declaration rests on, "{actual}", are not in the document ({key}).',
    fixJa: '文書の今の言葉に合わせて because を書き直し、年度が変わっていないか確かめてください。',
    fixEn: 'Write because as the document has it now, and see whether the year has changed.',
  },
  'reconcile/count-mismatch': {
    severity: 'warning',
    scope: 'row',
    ja: '{line}行目は{expected}件と述べていますが、挙げている名前は{actual}です。',
    en: 'Line {line} states {expected} but names {actual}.',
    fixJa: '文書のとおりに公開します（countMismatch が true）。担当課に確かめてください。',
    fixEn: 'Published as the document has it (countMismatch is true). Ask the department.',
  },
  'reconcile/progress': {
    severity: 'warning',
    scope: 'row',
    ja: '成果指標「{key}」の進捗率が {actual} です（計画策定時{baseline}、目標{target}、結果{result}）。',
    en: 'The progress of indicator {key} is {actual} (baseline {baseline}, target {target}, result {result}).',
    fixJa:
      '目標が計画策定時より低い、または結果が目標を大きく超えています。数値の読み取りを確かめてください。',
    fixEn:
      'The target lies below the baseline, or the result far above the target. See whether the numbers are read right.',
  },
  'reconcile/no-change': {
    severity: 'warning',
    scope: 'row',
    ja: '評価が変わったとされる「{key}」の前回と今回の評価が、どちらも{actual}です。',
    en: 'The rating of {key} is said to have changed, but is {actual} before and after.',
    fixJa: '元の文書を確かめてください。',
    fixEn: 'Look at the document.',
  },
  'reconcile/coordinates-swapped': {
    severity: 'info',
    scope: 'row',
    ja: '緯度と経度が入れ替わっていたので、戻しました（{expected}）。',
    en: 'Latitude and longitude were swapped; they were put right ({expected}).',
    fixJa: '自動で直しました。元のファイルも直しておくと、次からは直す必要がなくなります。',
    fixEn: 'It was mended. Mend the file too, and there is nothing to mend next time.',
  },
  'reconcile/coordinates-contradict': {
    severity: 'error',
    scope: 'row',
    ja: '緯度と経度（{expected}）の組み合わせが、日本の位置になりません。',
    en: 'Latitude and longitude ({expected}) do not make a place in Japan.',
    fixJa: '緯度は20～46、経度は122～154です。取り違えや片方の空欄がないか確かめてください。',
    fixEn: 'Latitudes are 20 to 46, longitudes 122 to 154. Check for a mistaken or missing value.',
  },
  'reconcile/outside-area': {
    severity: 'error',
    scope: 'row',
    ja: '緯度・経度を入れ替えて戻した位置が、この市区町村の範囲（{expected}）の外です。',
    en: 'The place, with latitude and longitude put right, lies outside the municipality ({expected}).',
    fixJa: '位置を地図で確かめてください。市外の施設なら、そのままで構いません。',
    fixEn: 'Check the place on a map; a facility outside the city may stay as it is.',
  },
} as const

export const problem = problemsOf(reconcileProblems)
