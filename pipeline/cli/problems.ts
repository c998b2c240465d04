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
  'cli/disk-full': {
    severity: 'error',
    scope: 'source',
    ja: 'ディスクがいっぱいです。{folder} に書き込めません{freeJa}。',
    en: 'The disk is full: nothing can be written into {folder}{freeEn}.',
    fixJa:
      '要らないファイルを消すか、空きのあるディスクに移して、もう一度実行してください。新しい出力ができるまで前の出力も残すので、出力フォルダーと同じくらいの空きが要ります。出力フォルダーは元のままです。',
    fixEn:
      'Remove files that nobody needs, or move the project to a disk with room, and run again. The former output stays until the new one is whole, so about its size must be free. The output folder is as it was.',
  },
  'cli/quota': {
    severity: 'error',
    scope: 'source',
    ja: 'このユーザーが使えるディスクの割り当てを使い切りました。{folder} に書き込めません。',
    en: 'The quota of this user is used up: nothing can be written into {folder}.',
    fixJa:
      '要らないファイルを消すか、管理者に割り当てを増やしてもらい、もう一度実行してください。出力フォルダーは元のままです。',
    fixEn:
      'Remove files that nobody needs, or ask the administrator for more, and run again. The output folder is as it was.',
  },
  'cli/file-limit': {
    severity: 'error',
    scope: 'source',
    ja: '{file} が、書ける大きさの上限を超えました。',
    en: '{file} grew larger than a file may be here.',
    fixJa:
      '上限は、実行のしかた（ulimit -f）か、ディスクの形式（FAT32 は 4 GB まで）で決まります。上限を上げるか、別のディスクで実行してください。出力フォルダーは元のままです。',
    fixEn:
      'The limit is set by ulimit -f, or by the kind of the disk (FAT32: 4 GB). Raise it, or use another disk. The output folder is as it was.',
  },
  'cli/read-only': {
    severity: 'error',
    scope: 'source',
    ja: '{folder} は読み取り専用の場所なので、書き込めません。',
    en: '{folder} lies on a disk that may only be read.',
    fixJa:
      '書き込める場所にプロジェクトを写すか、読み取り専用でつながれている（マウントされている）のをやめて、もう一度実行してください。',
    fixEn: 'Copy the project to where it may be written, or mount the disk so, and run again.',
  },
  'cli/no-right': {
    severity: 'error',
    scope: 'source',
    ja: '{file} を読み書きする権限がありません。',
    en: 'There is no right to read or write {file}.',
    fixJa:
      'このファイルとフォルダー {folder} の持ち主と権限を確かめてください（前に別のユーザーで実行していませんか）。出力フォルダーは元のままです。',
    fixEn:
      'See who owns it and its folder {folder}, and with which rights (did another user run this before?). The output folder is as it was.',
  },
  'cli/many-files': {
    severity: 'error',
    scope: 'source',
    ja: '同時に開けるファイルの数の上限に達しました（{file}）。',
    en: 'Too many files are open at once ({file}).',
    fixJa: '上限（ulimit -n）を上げて、もう一度実行してください。出力フォルダーは元のままです。',
    fixEn: 'Raise the limit (ulimit -n) and run again. The output folder is as it was.',
  },
  'cli/other-disk': {
    severity: 'error',
    scope: 'source',
    ja: '{file} が別のディスクにあるので、一度に入れ替えられません。',
    en: '{file} lies on another disk, so that it can not be replaced at once.',
    fixJa:
      'sources と .hiraku を同じディスクに置いてください。出力だけを別のディスクに置くなら、hiraku build --out でそのディスクの中のフォルダーを指定します。',
    fixEn:
      'Keep sources and .hiraku on one disk. To have the output on another, name a folder within that disk with hiraku build --out.',
  },
  'cli/in-use': {
    severity: 'error',
    scope: 'source',
    ja: '{file} は、ほかのプログラムが使っているか、別のディスクがつながれた（マウントされた）場所なので、入れ替えられません。',
    en: '{file} is in use by another program, or a disk is mounted there: it can not be replaced.',
    fixJa:
      '使っているプログラムを閉じて、もう一度実行してください。マウントされた場所なら、hiraku build --out でその中のフォルダーを指定してください。出力フォルダーは元のままです。',
    fixEn:
      'Close the program and run again. Where a disk is mounted, name a folder within it with hiraku build --out. The output folder is as it was.',
  },
  'cli/disk-fault': {
    severity: 'error',
    scope: 'source',
    ja: 'ディスクか、その接続に異常があります。{file} を読み書きできません。',
    en: 'The disk, or the way to it, is faulty: {file} can not be read or written.',
    fixJa:
      'ネットワークドライブなら接続を確かめてください。続くようなら、大事なファイルを写してから管理者に知らせてください。',
    fixEn:
      'See whether a network drive is connected. If it goes on, copy what matters and tell the administrator.',
  },
  'cli/gone': {
    severity: 'error',
    scope: 'source',
    ja: '{file} が、作業中になくなりました。',
    en: '{file} went away during the work.',
    fixJa:
      'ほかの人やプログラム（同期ソフトなど）が消したり移したりしていないか確かめて、もう一度実行してください。',
    fixEn: 'See whether somebody, or a program that syncs files, removes or moves it, and run again.',
  },
  'cli/long-name': {
    severity: 'error',
    scope: 'source',
    ja: '名前が長すぎて作れません: {file}',
    en: 'This name is too long to be made: {file}',
    fixJa: 'ファイルかフォルダーの名前を短くしてください（日本語で80文字くらいまで）。',
    fixEn: 'Shorten the name of the file or of a folder (to 255 bytes).',
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
