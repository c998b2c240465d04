import { type ProblemKind, problemsOf } from '../problem.ts'

/** Codes of wrong use. */
export const cliProblems = {
  'cli/unknown-command': {
    severity: 'error',
    scope: 'source',
    ja: '「{name}」というコマンドはありません。{hintJa}',
    en: 'There is no command "{name}".{hintEn}',
    fixJa: 'hiraku --help でコマンドの一覧を見てください。',
    fixEn: 'See hiraku --help for the commands.',
  },
  'cli/unknown-option': {
    severity: 'error',
    scope: 'source',
    ja: '「{name}」というオプションはありません。{hintJa}',
    en: 'There is no option "{name}".{hintEn}',
    fixJa: 'hiraku {command} --help でオプションを見てください。',
    fixEn: 'See hiraku {command} --help for the options.',
  },
  'cli/option-value': {
    severity: 'error',
    scope: 'source',
    ja: '{name} の値がないか、正しくありません。',
    en: '{name} lacks its value, or has a wrong one.',
    fixJa: '使い方: {usage}',
    fixEn: 'Usage: {usage}',
  },
  'cli/arguments': {
    severity: 'error',
    scope: 'source',
    ja: '引数の数が正しくありません。',
    en: 'There are too few or too many arguments.',
    fixJa: '使い方: {usage}',
    fixEn: 'Usage: {usage}',
  },
  'cli/together': {
    severity: 'error',
    scope: 'source',
    ja: '{name} は一緒に使えません。',
    en: '{name} can not be used together.',
    fixJa: '使い方: {usage}',
    fixEn: 'Usage: {usage}',
  },
  'cli/needs': {
    severity: 'error',
    scope: 'source',
    ja: '{name} は {other} と一緒に使います。',
    en: '{name} goes with {other}.',
    fixJa: '使い方: {usage}',
    fixEn: 'Usage: {usage}',
  },
  'cli/report-of-source': {
    severity: 'error',
    scope: 'source',
    ja: 'sources/ のソースの報告書は、html、json、text のどれかで作れます。xlsx は元のファイルへのしるしなので、ファイルを指定したときだけ作れます。',
    en: 'The report of a source is made as html, json or text; xlsx marks a file, and is made of a file only.',
    fixJa: '--report html を使うか、ソースの元のファイルをプロジェクトの外に写して、それを調べてください。',
    fixEn: 'Use --report html, or copy the file of the source out of the project and check that.',
  },
  'cli/system': {
    severity: 'error',
    scope: 'source',
    ja: 'ファイルを読み書きできません: {actual}',
    en: 'A file can not be read or written: {actual}',
    fixJa: 'ディスクの空きと、フォルダーを読み書きする権限を確かめてください。出力フォルダーは元のままです。',
    fixEn:
      'See whether the disk is full and the folder may be read and written. The output folder is as it was.',
  },
  'cli/bug': {
    severity: 'error',
    scope: 'source',
    ja: 'プログラム自身の誤りで止まりました: {actual}',
    en: 'A fault of the program itself stopped it: {actual}',
    fixJa: '--debug を付けて実行し、表示された内容を開発者に知らせてください。',
    fixEn: 'Run with --debug and report what it shows.',
  },
} satisfies Record<string, ProblemKind>

export const cliProblem = problemsOf(cliProblems)
