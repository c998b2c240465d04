import { type ProblemKind, problemsOf } from '../../problem.ts'

/** What can be wrong with what is to be compared. */
export const diffProblems = {
  'run/diff-two': {
    severity: 'error',
    scope: 'source',
    ja: '「{name}」はファイルなので、比べる相手が要ります。',
    en: '"{name}" is a file: it needs another to be compared with.',
    fixJa: 'hiraku diff 前のファイル 後のファイル のように、二つ指定してください。',
    fixEn: 'Name two: hiraku diff BEFORE AFTER',
  },
  'run/diff-ambiguous': {
    severity: 'info',
    scope: 'source',
    ja: '「{name}」はファイル（フォルダー）の名前でもコミットの名前でもあります。ファイルとして読みました。',
    en: '"{name}" is the name of a file or folder and of a commit. It was read as the file.',
    fixJa: 'コミットのつもりなら、refs/heads/{name} や git log の番号で指定してください。',
    fixEn: 'If you meant the commit, write refs/heads/{name}, or its number in git log.',
  },
  'run/diff-no-dist': {
    severity: 'error',
    scope: 'source',
    ja: '{name} には、公開されたデータ（dist/）がありません。',
    en: '{name} holds no published data (dist/).',
    fixJa:
      'dist/ を作ってコミットした後のコミットを指定してください。dist/ をコミットしていないプロジェクトでは、二つのファイルを比べられます。',
    fixEn: 'Name a commit that has dist/. Where dist/ is not committed, two files can be compared.',
  },
  'run/diff-no-dataset': {
    severity: 'error',
    scope: 'source',
    ja: '「{name}」というデータセットは、{before} にも {after} にもありません。',
    en: 'There is no dataset "{name}" in {before}, nor in {after}.',
    fixJa: 'dist/datasets の下のフォルダーの名前を指定してください。',
    fixEn: 'Give the name of a folder under dist/datasets.',
  },
  'run/diff-no-field': {
    severity: 'error',
    scope: 'source',
    ja: '「{name}」という列は、両方の表にはありません（あるもの：{there}）。',
    en: 'Not both tables have a column "{name}" (there are: {there}).',
    fixJa: '--key に、両方にある列の見出しを指定してください。いくつかあるときは「,」で区切ります。',
    fixEn: 'Give --key the header of a column that both have; several with commas between.',
  },
  'run/diff-no-common': {
    severity: 'warning',
    scope: 'source',
    ja: '「{before}」と「{after}」の表には、同じ列が一つもありません。別の表かもしれません。',
    en: 'The tables "{before}" and "{after}" have no column in common. They may not be the same table.',
    fixJa:
      '比べたいファイルか確かめてください。同じ一覧の表なら、--as aed のように標準のどの一覧かを指定すると、見出しが違っても同じ列として比べます。',
    fixEn:
      'See whether these are the files you meant. Where both are the same sheet of the standard, name it (--as aed): then columns meet whatever their headers are.',
  },
  'run/diff-other-sheet': {
    severity: 'warning',
    scope: 'source',
    ja: '前は「{beforeJa}」、後は「{afterJa}」で、別の一覧です。別のものどうしを比べています。',
    en: 'These are different sheets: "{beforeEn}" before, "{afterEn}" after. What follows compares one with the other.',
    fixJa:
      '比べたいファイルか確かめてください。同じ一覧のはずなら、--as aed のように、標準のどの一覧かを指定してください。',
    fixEn:
      'See whether these are the files you meant. Where both should be the same sheet, name it: --as aed.',
  },
  'run/diff-left-out': {
    severity: 'warning',
    scope: 'source',
    ja: '標準の一覧のどの項目か分からない列は、値を比べていません：{names}',
    en: 'Columns that are no known field of the sheet were not compared: {names}',
    fixJa: '値も比べたいときは、見出しを標準の見出しに直してください。',
    fixEn: 'To compare them too, give them a header of the standard.',
  },
  'run/diff-withheld': {
    severity: 'info',
    scope: 'source',
    ja: '{dataset} の版 {version} で取り下げた値があるので、それより前の版だけにある値は示していません。',
    en: 'Values of {dataset} were taken down with version {version}: what only earlier versions say is not shown.',
    fixJa:
      '値を確かめる必要があるときは、git で前のコミットの dist/ を見てください。公開の場所には貼らないでください。',
    fixEn: 'Who has to see them finds them in dist/ of the earlier commit. Do not post them in public.',
  },
  'run/diff-held': {
    severity: 'warning',
    scope: 'source',
    ja: '{file} の {count} 行は、エラーがあって取り出せないので、比べていません。',
    en: 'Rows of {file} that were not compared, as they have errors and do not come out: {count}.',
    fixJa: 'hiraku check {file} で、どの行の何が問題かを見てください。',
    fixEn: 'See with hiraku check {file} what is wrong in which row.',
  },
  'run/diff-not-records': {
    severity: 'error',
    scope: 'source',
    ja: '「{file}」は、Hiraku が書いた JSON（レコードの一覧）ではありません：{actual}',
    en: '"{file}" is not a JSON list of records as Hiraku writes it: {actual}',
    fixJa:
      'dist/datasets の下の .json か、CSV や Excel の表を指定してください。git LFS で置いたファイルは比べられません。',
    fixEn:
      'Name a .json of dist/datasets, or a table such as CSV or Excel. What is kept in git LFS can not be compared.',
  },
  'run/diff-no-pair': {
    severity: 'warning',
    scope: 'source',
    ja: '{file} の表「{name}」に当たる表が、もう一方にありません。',
    en: 'The table "{name}" of {file} has no counterpart on the other side.',
    fixJa: 'ワークシートの名前をそろえるか、--as で標準のどの一覧かを指定してください。',
    fixEn: 'Give the worksheets the same names, or say with --as which sheet of the standard they are.',
  },
} satisfies Record<string, ProblemKind>

export const diffProblem = problemsOf(diffProblems)
