/** What a marked copy says, in both languages. */

const JA = {
  worksheet: 'Hiraku確認結果',
  data: 'データ',
  comment: (severity: string, number: number) => `【${severity}】 確認結果の番号 ${number}`,
  how: '直し方: ',
  labels: { error: 'エラー', warning: '警告', note: 'お知らせ', mended: '自動で直したところ' },
  short: { error: 'エラー', warning: '警告', note: 'お知らせ', mended: '直した' },
  title: '点検結果',
  order: '上から順に直してください。「セル」を押すと、そのセルへ移ります。',
  legend: {
    error: '直すまで公開できないところ',
    warning: '見て、直すか、そのままでよいかを決めるところ',
    note: '直さなくてよいところ（念のためのお知らせ）',
    mended: '公開する表では自動で直したところ（この写しの値は元のままです）',
  },
  rows: (data: number, out: number, held: number) =>
    `データ ${data} 行のうち、公開する表に入る行 ${out}、直すまで入らない行 ${held}`,
  stopped: (data: number) => `データ ${data} 行。「エラー」を直すまで、公開できません`,
  clean: '直すところは見つかりませんでした。',
  // a marked copy holds the values whole
  whole: '元の値がそのまま入っています。この写しは公開せず、直すためだけに使ってください。',
  plain: '元のファイルの値を文字として写した新しいブックです。',
  onlyFindings: '元のファイルが大きいため、値は写していません。セルの番地は元のファイルのものです。',
  unread: '元のファイルを読めなかったため、値は写していません。',
  heads: ['番号', '区分', 'シート', 'セル', '列の見出し', '書かれている値', '何が', '直し方', 'なぜ'],
  rowCell: (row: number) => `${row}行目`,
  wholeFile: 'ファイル全体',
  hidden: '（再表示が必要）',
  more: (count: number) => `ほかに ${count} か所あります`,
  rules: '機械可読性の点検（行政データにおける機械可読性に関するルール）',
  ruleHeads: ['項目', '判定', '', '', '', '', 'ルール', '直し方', '理由'],
  verdicts: { pass: '適合', fail: '不適合', unknown: '判定できない' },
  blank: '（空欄）',
}

const EN: typeof JA = {
  worksheet: 'Hiraku findings',
  data: 'Data',
  comment: (severity, number) => `[${severity}] finding ${number}`,
  how: 'To do: ',
  labels: { error: 'Error', warning: 'Warning', note: 'Note', mended: 'Mended by machine' },
  short: { error: 'Error', warning: 'Warning', note: 'Note', mended: 'Mended' },
  title: 'Findings',
  order: 'Mend them from the top. A click on a cell below goes there.',
  legend: {
    error: 'can not be published until it is mended',
    warning: 'look at it: mend it, or leave it as it is',
    note: 'nothing to mend; it is only told',
    mended: 'mended by machine in the published table (this copy has the values as they were)',
  },
  rows: (data, out, held) =>
    `Rows of data: ${data}; in the published table: ${out}; held until they are mended: ${held}`,
  stopped: (data) => `Rows of data: ${data}; nothing can be published until the errors are mended`,
  clean: 'Nothing to mend was found.',
  whole: 'The values are here as they were written. Do not publish this copy; it is for mending only.',
  plain: 'A new workbook with the values of the file as text.',
  onlyFindings: 'The file is too large for its values to be copied. Cells are those of the file.',
  unread: 'The file could not be read, so there are no values here.',
  heads: ['No.', 'Kind', 'Worksheet', 'Cell', 'Heading', 'As written', 'What', 'To do', 'Why'],
  rowCell: (row) => `row ${row}`,
  wholeFile: 'whole file',
  hidden: ' (unhide it first)',
  more: (count) => `${count} more`,
  rules: 'Machine readability (rules for data of the administration)',
  ruleHeads: ['Rule', 'Verdict', '', '', '', '', 'As published', 'To do', 'Reason'],
  verdicts: { pass: 'pass', fail: 'fail', unknown: 'not decidable' },
  blank: '(blank)',
}

export const MARK_WORDS: Readonly<Record<'ja' | 'en', typeof JA>> = { ja: JA, en: EN }
