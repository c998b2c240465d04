/** What broke in a newer file of a source, next to what it was. */
import { type ProblemKind, problemsOf } from '../../problem.ts'

const BREAK = { severity: 'error', scope: 'source' } as const

export const candidateProblems = {
  'run/candidate-format': {
    ...BREAK,
    ja: '新しく届いたのは{isJa}です。これまでは{wasJa}でした。',
    en: 'What came now is {isEn}; it was {wasEn} before.',
    fixJa:
      '入手元をブラウザーで開き、ファイルが移動していないか確かめてください。別の場所に移ったなら source.yaml の from を直します。形式が本当に変わったなら、そのファイルを hiraku add で取り込み直してください。',
    fixEn:
      'Open where it comes from in a browser and see whether the file has moved; if so, mend from in source.yaml. If its format has really changed, take the file in anew with hiraku add.',
  },
  'run/candidate-encoding': {
    ...BREAK,
    ja: '新しいファイルは、{whatJa}が変わりました。これまで：{wasJa}、今：{isJa}',
    en: 'The newer file has another {whatEn}. Before: {wasEn}; now: {isEn}',
    fixJa:
      'これからもこの形で届くのなら、source.yaml の grid にある {key} を今のものに直してください。たまたまなら、元の形で保存し直してもらってください。',
    fixEn:
      'If it will come so from now on, mend {key} under grid in source.yaml. If not, have the file saved again as it was before.',
  },
  'run/candidate-column-gone': {
    ...BREAK,
    ja: '列「{expected}」が、新しいファイルにはありません。',
    en: 'The column "{expected}" is not in the newer file.',
    fixJa:
      'なぜなくなったかを、元のファイルを作った担当に確かめてください。なくてよい列なら、source.yaml のその列に optional: true と書きます。',
    fixEn:
      'Ask who makes the file why it is gone. If the column may be missing, write optional: true beside it in source.yaml.',
  },
  'run/candidate-column-renamed': {
    ...BREAK,
    ja: '列「{expected}」の見出しが「{actual}」に変わったようです。{whyJa}',
    en: 'The column "{expected}" seems to be called "{actual}" now. {whyEn}',
    fixJa: '同じ列か確かめ、source.yaml の「{expected}」を「{actual}」に直してください。',
    fixEn: 'See whether it is the same column, and write "{actual}" for "{expected}" in source.yaml.',
  },
  'run/candidate-column-new': {
    severity: 'warning',
    scope: 'source',
    ja: '新しい列「{actual}」があります。どの項目に入れるか決まっていないので、公開する表には入りません。',
    en: 'There is a new column "{actual}". Nothing says which field it is, so that it does not come out.',
    fixJa:
      'source.yaml の columns に書き足してください。使う列なら to に項目名を、使わない列なら leave に理由を書きます。{editJa}',
    fixEn:
      'Add it to columns in source.yaml: with the field as to, or with the reason as leave where it is not wanted.{editEn}',
  },
  'run/candidate-worksheet': {
    ...BREAK,
    ja: 'シート「{expected}」がなく、代わりに「{actual}」というシートがあります。',
    en: 'There is no worksheet "{expected}"; there is one called "{actual}" instead.',
    fixJa:
      '同じ表か確かめ、source.yaml の worksheet を直してください。毎年変わる部分は * と書けます（例: 令和*年度）。',
    fixEn:
      'See whether it is the same table, and mend worksheet in source.yaml. What changes each year may be written as *.',
  },
  'run/candidate-dropped': {
    ...BREAK,
    ja: '「{dataset}」が{expected}件から{actual}件に減りました（{percent}％減。減ってよいのは{allowed}％までです）。',
    en: 'The dataset {dataset} fell from {expected} records to {actual}: by {percent}%, and no more than {allowed}% may go.',
    fixJa:
      'ファイルが途中で切れていないか、別の一覧ではないかを確かめてください。本当に減ったのなら、--take で今回だけ認めて替えられます。いつもこのくらい減るなら、source.yaml の expect に maxDrop を自分で書いてください。',
    fixEn:
      'See whether the file is cut short, or is another list. If the records are really gone, --take lets them go this once. Where it always falls so much, write maxDrop under expect in source.yaml yourself.',
  },
  'run/candidate-empty': {
    ...BREAK,
    ja: '新しいファイルからは「{dataset}」が1件も読み取れませんでした。{wasJa}',
    en: 'Not a single record of the dataset {dataset} came out of the newer file.{wasEn}',
    fixJa:
      '新しいファイルを開き、見出しの下にデータの行があるかを見てください。なければ、正しいファイルを置いてもらいます。あるのに読み取れないときは、表の位置や書き方が変わっています。hiraku check にそのファイルを渡すと、どう読めるかが分かります。',
    fixEn:
      'Open the newer file and see whether there are rows of data below its header. If not, have the right file put there. If there are, the table stands elsewhere or is written otherwise: hiraku check with that file says how it reads.',
  },
  'run/candidate-key': {
    ...BREAK,
    ja: '1件を決める項目「{key}」に、前の行と同じ値が{actual}か所あります：{values}。これまでは重なりがありませんでした。',
    en: 'The key "{key}" is no longer unique. Values of an earlier row that come again ({actual}): {values}. Before, each stood there once.',
    fixJa:
      '同じ行が二度入っていないか、番号の誤りがないかを、元のファイルを作った担当に確かめてください。番号の付け方が変わったのなら、source.yaml の key を直します。',
    fixEn:
      'Ask who makes the file whether a row stands there twice, or an ID is wrong. If records are told apart otherwise now, mend key in source.yaml.',
  },
  'run/candidate-words': {
    ...BREAK,
    ja: '列「{header}」に、決められた言葉でない値が{count}件あります：{actual}',
    en: 'In the column "{header}" {count} values are not in the list of words: {actual}',
    fixJa:
      '元のファイルを直してもらうか、source.yaml のその列の values に「届いた言葉: 決められた言葉」を書いてください。使える言葉：{expected}',
    fixEn:
      'Have the file mended, or write "the word that came: the word of the list" into values of the column in source.yaml. Words that may stand there: {expected}',
  },
  'run/candidate-words-new': {
    ...BREAK,
    ja: '列「{header}」に、決められた言葉でない値が{count}件あります：{actual}。今のファイルには1件もありません。',
    en: 'In the column "{header}" {count} values are not in the list of words: {actual}. In the present file there is none.',
    fixJa:
      '列がずれていないか、書き誤りでないかを見てください。元のファイルを直してもらうか、source.yaml のその列の values に「届いた言葉: 決められた言葉」を書きます。使える言葉：{expected}。そのまま公開してよければ --take で替えられます。',
    fixEn:
      'See whether columns have moved, or it is a slip. Have the file mended, or write "the word that came: the word of the list" into values of the column in source.yaml. Words that may stand there: {expected}. If they may be published as they are, --take takes the file over.',
  },
  'run/candidate-words-more': {
    severity: 'warning',
    scope: 'source',
    ja: '新しいファイルの列「{header}」に、決められた言葉でない値が{count}件あります{wereJa}：{actual}',
    en: 'In the column "{header}" of the newer file {count} values are not in the list of words{wereEn}: {actual}',
    fixJa:
      'そのまま公開されます。直すなら、source.yaml のその列の values に「届いた言葉: 決められた言葉」を書いてください。使える言葉：{expected}',
    fixEn:
      'They are published as they are. To mend them write "the word that came: the word of the list" into values of the column in source.yaml. Words that may stand there: {expected}',
  },
  'run/candidate-held': {
    ...BREAK,
    ja: '新しいファイルに、公開してはいけないかもしれないものが{count}件あるので、使わずに {file} に置きました。',
    en: 'The newer file may hold what must not be published ({count} findings). It is not used, and kept in {file}.',
    fixJa:
      '元のファイルを直してもらうか、そのままでよい理由を source.yaml の privacy.allow に書いてから（書く行は、見つけたものごとの知らせにあります）、もう一度 hiraku acquire --only {source} を実行してください。',
    fixEn:
      'Have the file mended, or write into privacy.allow of source.yaml why it may be as it is (the line to write is told with each finding); then run hiraku acquire --only {source} again.',
  },
  'run/candidate-more-allowed': {
    ...BREAK,
    ja: '列「{column}」で、privacy.allow により公開される {rule} が今のファイルより{count}件増えます。',
    en: 'In the column "{column}" privacy.allow would publish {count} more findings of {rule} than in the present file.',
    fixJa:
      '増えたものも公開してよいか元のファイルで確かめ、よいものを source.yaml の privacy.allow に record（または row）で一つずつ書いて、もう一度 hiraku acquire --only {source} を実行してください。',
    fixEn:
      'See in the file whether these too may be published. Name those one by one, by record (or row), in privacy.allow of source.yaml, and run hiraku acquire --only {source} again.',
  },
  'run/candidate-waits': {
    ...BREAK,
    ja: '{source} は新しいファイルに替えていません。{keptJa}新しいファイルは {file} にあります。{otherJa}',
    en: '{source} was not given the newer file. {keptEn} The newer file is in {file}.{otherEn}',
    fixJa: '上の問題を見て、元のファイルか source.yaml を直してください。{proposalJa}',
    fixEn: 'See what is told above, and mend the file or source.yaml.{proposalEn}',
  },
  'run/candidate-still': {
    ...BREAK,
    ja: '{source} には、{since} から替えられないままの新しいファイルがあります（{file}）。理由：{whyJa}{moreJa}',
    en: 'Since {since} {source} has a newer file that can not be taken over ({file}). Why: {whyEn}{moreEn}',
    fixJa:
      '理由と直し方の全部は hiraku acquire --only {source} で表示されます。source.yaml や corrections.yaml を直すと、次の hiraku acquire でもう一度試します。{proposalJa}',
    fixEn:
      'hiraku acquire --only {source} tells all of why, and what to mend. Once source.yaml or corrections.yaml is mended, the next hiraku acquire tries again.{proposalEn}',
  },
  'run/candidate-kept': {
    severity: 'warning',
    scope: 'source',
    ja: '{source} に前に届いた新しいファイルは、{since} から替えずに待ったままです（{file}）。理由：{whyJa}{moreJa}',
    en: 'The newer file of {source} that came before still waits since {since} ({file}). Why: {whyEn}{moreEn}',
    fixJa:
      '入手できるようになると、もう一度確かめます。それまで、今のデータセットはそのままです。{proposalJa}',
    fixEn: 'Once a file can be had again, it is looked at again; its datasets stay as they are.{proposalEn}',
  },
  'run/candidate-cases': {
    ...BREAK,
    ja: '「{dataset}」の確認例{count}件で、「{header}」が新しいファイルでは違う値です：{casesJa}',
    en: 'In {count} cases of the dataset {dataset} "{header}" is another value in the newer file: {casesEn}',
    fixJa:
      '元のファイルの誤りなら、直してもらってください。この項目が本当に変わった（なくなった）のなら、{file} の {lines} 行目から「{field}」（{header}）を取り除くか、今の値に書き直します。',
    fixEn:
      'If the file is wrong, have it mended. If the field has really changed (or is gone), take "{field}" ({header}) out of line {lines} of {file}, or write its present value there.',
  },
  'run/candidate-cases-gone': {
    ...BREAK,
    ja: '「{dataset}」の確認例{count}件の行が、新しいファイルにありません：{cases}',
    en: 'The rows of {count} cases of the dataset {dataset} are not in the newer file: {cases}',
    fixJa:
      'なくなっていてよいか、元のファイルを作った担当に確かめてください。よければ、{file} の {lines} 行目からの確認例を取り除きます。',
    fixEn:
      'Ask who makes the file whether they may be gone. If so, take the cases at line {lines} out of {file}.',
  },
  'run/candidate-none': {
    ...BREAK,
    ja: '{source} には、待っている新しいファイルがありません。--take は待っているファイルに替えるだけで、新しく取りには行きません。',
    en: 'No newer file of {source} waits. --take takes over what waits, and fetches nothing.',
    fixJa: 'まず hiraku acquire --only {source} を実行してください。問題がなければ、そのときに替わります。',
    fixEn:
      'Run hiraku acquire --only {source} first: where nothing is wrong it takes the newer file over by itself.',
  },
  'run/candidate-other': {
    ...BREAK,
    ja: '{source} で待っているファイル（sha256 {actual}…）は、確かめたもの（sha256 {expected}…）ではありません。替えていません。',
    en: 'The file of {source} that waits (sha256 {actual}…) is not the one that was looked at (sha256 {expected}…). It was not taken over.',
    fixJa:
      '確かめたあとに別のファイルが届いたようです。hiraku acquire --only {source} を実行して、今待っているものを確かめてください。',
    fixEn:
      'Another one seems to have come since. Run hiraku acquire --only {source} and look at what waits now.',
  },
  'run/candidate-clock': {
    ...BREAK,
    ja: 'このパソコンの日付（{actual}）が、前の版の日付（{expected}）より前です。時計が戻っているおそれがあるので、新しいファイルに替えずに置いてあります（{file}）。',
    en: 'The date of this computer ({actual}) is before that of the last version ({expected}): its clock may have been set back. The newer file was not taken over, and is kept ({file}).',
    fixJa:
      'このパソコンの日付と時刻を合わせて、もう一度 hiraku acquire を実行してください。日付が合っていて、前の版の日付のほうが間違っている（先の日になっている）ときは、このソースの history.yaml でその版の date だけを正しい日に書き換えてから実行してください。',
    fixEn:
      'Set the clock of this computer right and run hiraku acquire again. Where it is right, and the date of the last version is what is wrong (a day to come), write the right day as date of that version in history.yaml of this source first, and change nothing else there.',
  },
  'run/candidate-moved': {
    ...BREAK,
    ja: '{source} のファイルが、試しているあいだに書き換えられました。新しいファイルには替えていません。',
    en: 'Files of {source} were changed while its newer file was tried. It was not taken over.',
    fixJa: '書き終えてから、もう一度 hiraku acquire を実行してください。',
    fixEn: 'Run hiraku acquire again when the editing is done.',
  },
  'run/acquire-no-from': {
    ...BREAK,
    ja: '{source} の source.yaml に from（どこからファイルを入手するか）がありません。',
    en: 'source.yaml of {source} has no from: nothing says where its file comes from.',
    fixJa:
      'source.yaml に from を書いてください（例: from: { url: https://… }）。書き方は docs/acquiring.ja.md にあります。',
    fixEn: 'Write from into source.yaml, as from: { url: https://… }; docs/acquiring.md says how.',
  },
  'run/unknown-every': {
    ...BREAK,
    ja: 'from の every「{actual}」は、どのくらいの間隔か分かりません。このソースは見に行っていません。',
    en: 'How often "{actual}" is (every under from) nobody knows. This source was not asked for.',
    fixJa: '次の言葉のどれかで書いてください：{words}',
    fixEn: 'Write one of these words: {words}',
  },
  'run/unknown-frequency': {
    severity: 'warning',
    scope: 'source',
    ja: '更新頻度（frequency）「{actual}」は、知られている言葉ではありません。毎日見に行き、カタログに更新頻度は入りません。',
    en: 'The frequency "{actual}" is no known word: the source is looked at daily, and catalogs have no frequency of it.',
    fixJa: '次の言葉のどれかで書いてください：{words}',
    fixEn: 'Write one of these words: {words}',
  },
  'run/acquire-nothing': {
    severity: 'info',
    scope: 'source',
    ja: 'from（どこからファイルを入手するか）のあるソースがありません。',
    en: 'No source says where its file comes from.',
    fixJa:
      '入手元を source.yaml の from に書くと、hiraku acquire が見に行きます。書き方は docs/acquiring.ja.md にあります。',
    fixEn: 'Write it as from into source.yaml; docs/acquiring.md says how.',
  },
} satisfies Record<string, ProblemKind>

export const candidateProblem = problemsOf(candidateProblems)
