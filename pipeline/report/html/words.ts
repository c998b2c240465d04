/** What the page says, in both languages. */
import type { Step } from '../findings.ts'

interface StepWords {
  readonly title: string
  readonly about: string
}

const JA = {
  title: 'データの点検結果',
  clean: '直すところは見つかりませんでした。',
  onlyMended: '人が直すところはありません。自動で直したところだけ、目を通してください。',
  onlyNotes: '直すところは見つかりませんでした。お知らせだけ、目を通してください。',
  onlyTold: '人が直すところはありません。お知らせと、自動で直したところに、目を通してください。',
  todo: (kinds: number, places: number) =>
    `人が見るところが ${kinds} 種類（${places} か所）あります。上から順に直してください。`,
  file: 'ファイル',
  format: '形式',
  sheet: '何の表として調べたか',
  rows: 'データの行',
  rowsText: (data: number, out: number, held: number) =>
    held === 0
      ? `${data} 行。すべて公開する表に入ります`
      : `${data} 行のうち ${out} 行が公開する表に入ります。${held} 行は直すまで入りません`,
  rowsStopped: (data: number) => `${data} 行。下の「エラー」を直すまで、公開できません`,
  noTable: '表が見つかりません',
  own: '標準のどのデータセットにも当たらない、独自の表',
  given: '指定された形の表',
  worksheet: 'シート',
  tables: (count: number) => `${count} つの表（内訳は下）`,
  order: '直す順番',
  kinds: (kinds: number, places: number) => (kinds === 0 ? 'なし' : `${kinds} 種類 ${places} か所`),
  places: (count: number) => `${count} か所`,
  column: (letters: string, header: string) =>
    header === '' ? `${letters}列` : letters === '' ? `「${header}」` : `${letters}列「${header}」`,
  row: '行',
  at: 'どこ',
  value: '書かれている値',
  mended: '直した後',
  blank: '（空欄）',
  otherValues: (values: number) => `ほか ${values} とおりの値`,
  unlisted: (count: number) => `ほかに ${count} か所（この報告書には並べていません）`,
  why: 'なぜ直すか',
  how: '直し方',
  what: '何をしたか',
  content: '内容',
  whole: 'ファイル全体',
  columnHead: '列',
  count: '件数',
  questions: '確かめてほしいこと',
  questionsAbout: 'ファイルからは決められないことです。担当の方が決めてください。',
  columns: '列の読み方',
  columnsAbout: 'ファイルの見出しを、公開する表のどの項目として読んだかです。',
  header: 'ファイルの見出し',
  target: '公開する表の項目',
  unused: '使いません',
  sameAs: (number: number) => `表 ${number} と同じです。`,
  noColumns: '見出しがありません。',
  account: '行の内訳',
  accountAbout: 'ファイルのすべての行が、どれに数えられたかです。',
  table: '表',
  total: '全部',
  out: '公開する表に入る',
  held: '入らない',
  notData: 'データでない行',
  notDataAbout: '表のデータとして読まなかった行と、その理由です。',
  taken: '何とみなしたか',
  reason: '理由',
  without: '表のないシート',
  rules: '機械可読性の点検',
  rulesAbout: '「行政データにおける機械可読性に関するルール」（2026年3月31日）の項目ごとの判定です。',
  rulesCount: (pass: number, fail: number, unknown: number) =>
    `適合 ${pass}、不適合 ${fail}、判定できない ${unknown}`,
  rule: '項目',
  verdict: '判定',
  verdicts: { pass: '適合', fail: '不適合', unknown: '判定できない' },
  places2: '場所',
  labels: { error: 'エラー', warning: '警告', note: 'お知らせ', mended: '直した' },
  code: '記号',
  about: '読み方',
  aboutText: [
    '「エラー」は直すまで公開できないところ、「警告」は人が見て、直すかそのままでよいかを決めるところ、「お知らせ」は直さなくてよいもの、「直した」は直し方が一つに決まるので機械が直したところです。元のファイルは変えていません。',
    '値の前後の ␣ は半角の空白、□ は全角の空白、⏎ は改行です。個人の情報のおそれがある値は、最初の一文字と文字数だけを示しています。',
  ],
  made: 'Hiraku が作成',
  kindsOfRow: {
    blank: '空の行',
    preamble: '前書き',
    header: '見出し',
    note: '注記',
    example: '記入例',
    totals: '合計',
  },
  sep: '、',
  colon: '：',
}

const EN: typeof JA = {
  title: 'Check of a data file',
  clean: 'Nothing to mend was found.',
  onlyMended: 'There is nothing for a person to mend. Look over what was mended by machine.',
  onlyNotes: 'Nothing to mend was found. Look over the notes.',
  onlyTold: 'There is nothing for a person to mend. Look over the notes, and what was mended by machine.',
  todo: (kinds, places) =>
    `There are ${kinds} kinds of findings (${places} places) for a person to look at. Mend them from the top.`,
  file: 'File',
  format: 'Format',
  sheet: 'What it was taken for',
  rows: 'Rows of data',
  rowsText: (data, out, held) =>
    held === 0
      ? `${data}; all of them go into the published table`
      : `${data}, of which ${out} go into the published table; ${held} do not until they are mended`,
  rowsStopped: (data) => `${data}; nothing can be published until the errors below are mended`,
  noTable: 'no table was found',
  own: 'a table of its own, none of the standard',
  given: 'a table of the given form',
  worksheet: 'Worksheet',
  tables: (count) => `${count} tables (see below)`,
  order: 'Order of mending',
  kinds: (kinds, places) => (kinds === 0 ? 'none' : `kinds: ${kinds}, places: ${places}`),
  places: (count) => (count === 1 ? '1 place' : `${count} places`),
  column: (letters, header) =>
    header === '' ? `Column ${letters}` : letters === '' ? `“${header}”` : `Column ${letters} “${header}”`,
  row: 'Rows',
  at: 'Where',
  value: 'As written',
  mended: 'Mended',
  blank: '(blank)',
  otherValues: (values) => `Other values: ${values}`,
  unlisted: (count) => `More places, which are not listed here: ${count}`,
  why: 'Why',
  how: 'To do',
  what: 'What was done',
  content: 'What it is',
  whole: 'whole file',
  columnHead: 'Column',
  count: 'Count',
  questions: 'To be confirmed',
  questionsAbout: 'What the file can not tell. Somebody in charge has to decide it.',
  columns: 'How the columns were read',
  columnsAbout: 'The headings of the file, and the fields of the published table that they were taken for.',
  header: 'Heading in the file',
  target: 'Field of the published table',
  unused: 'not used',
  sameAs: (number) => `As table ${number}.`,
  noColumns: 'There are no headings.',
  account: 'What became of the rows',
  accountAbout: 'Every row of the file is counted once.',
  table: 'Table',
  total: 'All',
  out: 'Published',
  held: 'Held',
  notData: 'Rows that are not data',
  notDataAbout: 'Rows that were not read as data, and why.',
  taken: 'Taken for',
  reason: 'Reason',
  without: 'Worksheets without a table',
  rules: 'Machine readability',
  rulesAbout: 'By each of the rules on machine readability of government data (2026-03-31).',
  rulesCount: (pass, fail, unknown) => `pass ${pass}, fail ${fail}, not decidable ${unknown}`,
  rule: 'Rule',
  verdict: 'Verdict',
  verdicts: { pass: 'pass', fail: 'fail', unknown: 'not decidable' },
  places2: 'Places',
  labels: { error: 'Error', warning: 'Warning', note: 'Note', mended: 'Mended' },
  code: 'Code',
  about: 'How to read this',
  aboutText: [
    'An “error” can not be published until it is mended. A “warning” is for a person to look at: mend it, or leave it. A “note” is only told: there is nothing to mend. “Mended” is what a machine has mended, where there is only one way to do it. The file itself is not changed.',
    'At the ends of a value, ␣ is a space, □ a wide space; ⏎ is a line break. Of values that may be personal only the first character and the length are shown.',
  ],
  made: 'Made by Hiraku',
  kindsOfRow: {
    blank: 'blank',
    preamble: 'preamble',
    header: 'header',
    note: 'notes',
    example: 'examples',
    totals: 'totals',
  },
  sep: ', ',
  colon: ': ',
}

export type Words = typeof JA

export const WORDS: Readonly<Record<'ja' | 'en', Words>> = { ja: JA, en: EN }

export const STEP_WORDS: Readonly<Record<'ja' | 'en', Readonly<Record<Step, StepWords>>>> = {
  ja: {
    file: { title: 'ファイルを読めるようにする', about: 'ここが直るまで、中のデータは調べられません。' },
    privacy: {
      title: '個人の情報を確かめる',
      about: '公開する前に、必ず取り除くか、公開してよい理由を確かめてください。',
    },
    structure: {
      title: '見出しと列をそろえる',
      about: '表の形が決まらないと、値を正しい項目に入れられません。',
    },
    held: { title: '公開する表に入らない行を直す', about: 'これらの行は、直すまで公開する表に入りません。' },
    warning: {
      title: '見て、決める',
      about: '直すか、そのままでよいかを決めてください。このままでも公開できます。',
    },
    note: {
      title: 'お知らせ（直さなくてよいもの）',
      about: 'このままで公開できます。念のために目を通してください。',
    },
    mended: {
      title: '自動で直したところ',
      about:
        '直し方が一つに決まるので、公開する表では直してあります。元のファイルも直しておくと、次からは直す必要がなくなります。',
    },
  },
  en: {
    file: { title: 'Make the file readable', about: 'Until then, the data within can not be checked.' },
    privacy: {
      title: 'Look at what may be personal',
      about: 'Take it out before anything is published, or make sure that it may be.',
    },
    structure: {
      title: 'Put headings and columns right',
      about: 'Without the shape of the table, its values can not go into the right fields.',
    },
    held: {
      title: 'Mend the rows that are held',
      about: 'These rows do not come out until they are mended.',
    },
    warning: {
      title: 'Look and decide',
      about: 'Mend them, or leave them: they can be published as they are.',
    },
    note: {
      title: 'Notes (nothing to mend)',
      about: 'They can stay as they are. Look them over.',
    },
    mended: {
      title: 'Mended by machine',
      about:
        'There is only one way to mend them, so the published table has them mended. Mend the file too, and there is nothing to mend next time.',
    },
  },
}
