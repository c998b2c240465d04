import { type ProblemKind, problemsOf } from '../problem.ts'

/** Codes of the run itself: finding sources, staging, swapping, comparing. */
export const runProblems = {
  'run/no-project': {
    severity: 'error',
    scope: 'source',
    ja: '{folder} に sources フォルダーがありません。',
    en: 'There is no sources folder in {folder}.',
    fixJa: 'sources/<公開者>/<ソース>/source.yaml のある、プロジェクトのフォルダーで実行してください。',
    fixEn: 'Run in the project folder, the one that holds sources/<publisher>/<source>/source.yaml.',
  },
  'run/unknown-source': {
    severity: 'error',
    scope: 'source',
    ja: '「{name}」というソースもデータセットもありません。{hint}',
    en: 'There is no source or dataset "{name}".{hint}',
    fixJa:
      '<公開者>/<ソース>、ソースの名前、sources の下のフォルダー、ソースが一つだけの公開者、またはデータセットの ID を指定してください。',
    fixEn:
      'Name <publisher>/<source>, a source, its folder under sources, a publisher that has one source, or a dataset that was built before.',
  },
  'run/ambiguous-source': {
    severity: 'error',
    scope: 'source',
    ja: '「{name}」に当たるものが複数あります: {found}',
    en: '"{name}" may be any of several: {found}',
    fixJa: '<公開者>/<ソース> の形で一つを指定してください。',
    fixEn: 'Name one of them as <publisher>/<source>.',
  },
  'run/locked': {
    severity: 'error',
    scope: 'source',
    ja: '別の hiraku {command} が実行中です(プロセス {pid}、開始 {since})。',
    en: 'Another hiraku {command} is running (process {pid}, since {since}).',
    fixJa: '終わるのを待ってから、もう一度実行してください。',
    fixEn: 'Wait until it has ended, then run again.',
  },
  'run/bug': {
    severity: 'error',
    scope: 'source',
    ja: '{name} の処理中に、プログラム自身の誤りで止まりました: {actual}',
    en: 'A fault of the program itself stopped the work on {name}: {actual}',
    fixJa:
      '--debug を付けて実行し、表示された内容を開発者に知らせてください。ほかのソースは処理されています。',
    fixEn: 'Run with --debug and report what it shows. The other sources were worked on.',
  },
  'run/duplicate-dataset': {
    severity: 'error',
    scope: 'source',
    ja: 'データセット {id} は、ソース {other} からも出力されます。',
    en: 'Dataset {id} also comes from source {other}.',
    fixJa: 'どちらかのデータセットの名前(slug)か、公開者の地方公共団体コードを変えてください。',
    fixEn: 'Change the slug of one of them, or the code of its publisher.',
  },
  'run/last-good-changed': {
    severity: 'error',
    scope: 'source',
    ja: '{file} は前回の出力から書き換えられていますが、ソースにエラーがあるため元に戻せません。',
    en: '{file} was changed after it was built and can not be restored while its source has errors.',
    fixJa: 'ソースのエラーを直してもう一度 build を実行するか、このファイルを元に戻してください。',
    fixEn: 'Mend the source and build again, or put the file back.',
  },
  'run/stray-file': {
    severity: 'info',
    scope: 'source',
    ja: '{file} はどのソースからも作られないので、出力フォルダーから取り除きました。',
    en: 'No source gives {file}; it was removed from the output folder.',
    fixJa: '自分で置いたファイルなら、出力フォルダーの外に置いてください。',
    fixEn: 'If it was yours, keep it outside the output folder.',
  },
  'run/not-our-folder': {
    severity: 'error',
    scope: 'source',
    ja: '{folder} には hiraku が作ったものでないファイルがあるか、出力先にできない場所です。',
    en: '{folder} holds files that hiraku did not make, or can not be an output folder.',
    fixJa: '空のフォルダーか、まだないフォルダーを --out に指定してください。',
    fixEn: 'Name an empty or a new folder with --out.',
  },
  'run/differs': {
    severity: 'error',
    scope: 'source',
    ja: '{file} が、作り直したものと違います。',
    en: '{file} differs from what the sources give.',
    fixJa: 'hiraku build を実行し、変わったファイルを確かめてからコミットしてください。',
    fixEn: 'Run hiraku build, look at what changed, and commit it.',
  },
  'run/missing': {
    severity: 'error',
    scope: 'source',
    ja: '{file} がありません。',
    en: '{file} is missing.',
    fixJa: 'hiraku build を実行し、できたファイルをコミットしてください。',
    fixEn: 'Run hiraku build and commit the file.',
  },
  'run/extra': {
    severity: 'error',
    scope: 'source',
    ja: '{file} は、どのソースからも作られません。',
    en: 'No source gives {file}.',
    fixJa: 'hiraku build を実行すると取り除かれます。',
    fixEn: 'hiraku build removes it.',
  },
  'run/nothing-to-explain': {
    severity: 'error',
    scope: 'source',
    ja: '{what}「{name}」は出力にありません。{hint}',
    en: 'There is no {whatEn} "{name}" in the output.{hint}',
    fixJa: 'hiraku build のあとで、データセット、ID、項目の名前を確かめてください。',
    fixEn: 'Build first; then check the names of dataset, identifier and field.',
  },
} satisfies Record<string, ProblemKind>

export const runProblem = problemsOf(runProblems)
