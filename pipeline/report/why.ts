/** Why a finding matters, in one plain sentence: what happens to whoever uses the data if it stays. */
import type { Text } from '../problem.ts'

interface Reason extends Text {
  readonly codes: readonly string[]
}

const REASONS: readonly Reason[] = [
  {
    codes: ['validate/required-column'],
    ja: 'この項目がないと、標準の表として公開できません。',
    en: 'Without this column the table can not be published as the standard has it.',
  },
  {
    codes: ['validate/required'],
    ja: 'この項目が空欄の行は、標準の表に入れられません。',
    en: 'A row without it can not go into the standard table.',
  },
  {
    codes: ['validate/duplicate-key'],
    ja: '同じ番号が二つあると、どちらの行のことか区別できず、ほかのデータと正しく結び付けられません。',
    en: 'Where a number stands twice, nobody can tell which row is meant, and other data can not be joined to it.',
  },
  {
    codes: ['validate/duplicate-row'],
    ja: '同じものが二つ数えられ、件数や合計が実際より多くなります。',
    en: 'One thing is counted twice, and numbers of records and totals are too high.',
  },
  {
    codes: ['shape/header-not-found', 'shape/header-changed', 'shape/column-unknown'],
    ja: '見出しが分からないと、その列が何を表すのか、利用者にも機械にも伝わりません。',
    en: 'Where a heading is not understood, neither people nor machines know what its column says.',
  },
  {
    codes: ['inspect/hidden-worksheet', 'inspect/hidden-rows', 'inspect/hidden-columns'],
    ja: '見えないところに、公開するつもりのない情報が残っていることがあります。',
    en: 'What is hidden may hold things that nobody meant to publish.',
  },
  {
    codes: ['shape/extra-cells', 'shape/short-row', 'extract/unclosed-quote', 'extract/text-after-quote'],
    ja: '列がずれると、その行の値がすべて違う項目に入ってしまいます。',
    en: 'Where columns are shifted, every value of the row goes into a wrong field.',
  },
  {
    codes: ['shape/row-after-end'],
    ja: '表の外にあるデータは、公開する表に入りません。',
    en: 'Data outside the table do not come out.',
  },
  {
    codes: [
      'normalize/gaiji',
      'normalize/lost-character',
      'extract/gaiji',
      'extract/mojibake',
      'extract/question-marks',
      'extract/character-lost',
      'extract/undecodable',
      'extract/control-character',
      'extract/encoding-unsure',
    ],
    ja: 'ほかのパソコンでは別の文字や空白になり、名前や住所が正しく伝わりません。',
    en: 'On other computers another character or none is shown, so names and addresses are wrong.',
  },
  {
    codes: [
      'normalize/not-a-date',
      'normalize/impossible-date',
      'normalize/era-ended',
      'normalize/lunar-date',
      'normalize/date-order',
      'normalize/no-year',
      'normalize/short-year',
      'normalize/weekday-mismatch',
      'normalize/fiscal-year',
      'normalize/date-incomplete',
      'normalize/date-too-fine',
    ],
    ja: '日付が一つに決まらないと、並べ替えや期間での絞り込みができず、読み違えのもとになります。',
    en: 'A date that is not certain can not be sorted or searched, and is misread.',
  },
  {
    codes: ['normalize/not-a-time', 'normalize/time-past-midnight', 'normalize/not-weekdays'],
    ja: '時刻や曜日が決まった形でないと、「いま開いているか」を機械が答えられません。',
    en: 'Without the fixed form no machine can say whether a place is open now.',
  },
  {
    codes: [
      'normalize/not-a-number',
      'normalize/not-an-integer',
      'normalize/number-approximate',
      'normalize/number-bound',
      'normalize/formula-error',
    ],
    ja: '数値でないセルは、合計や比較に使えません。',
    en: 'What is no number can not be summed or compared.',
  },
  {
    codes: ['normalize/exponent', 'normalize/number-too-long', 'normalize/perhaps-decimal'],
    ja: '表計算ソフトが桁を変えたままでは、違う番号が公開されます。',
    en: 'Where a spreadsheet changed the figures, a wrong number would be published.',
  },
  {
    codes: ['normalize/check-digit', 'normalize/not-a-code', 'normalize/not-a-postal-code'],
    ja: 'コードや番号が違うと、ほかのデータと結び付けられません。',
    en: 'With a wrong code the row can not be joined to other data.',
  },
  {
    codes: ['normalize/not-a-phone', 'normalize/phone-without-area-code', 'normalize/phone-ungrouped'],
    ja: '番号が一つに決まらないと、市民がそのまま電話をかけられません。',
    en: 'Citizens can not call a number that is not certain.',
  },
  {
    codes: ['normalize/not-an-email', 'normalize/not-a-url', 'normalize/url-scheme'],
    ja: 'このままではリンクとして開けません。',
    en: 'As it is, it does not open as a link.',
  },
  {
    codes: [
      'normalize/not-a-coordinate',
      'normalize/outside-japan',
      'normalize/outside-area',
      'reconcile/coordinates-contradict',
      'reconcile/outside-area',
    ],
    ja: '位置が正しくないと、地図に出ないか、違う場所に出ます。',
    en: 'With a wrong position the place is not on the map, or in another spot.',
  },
  {
    codes: ['normalize/not-kana', 'normalize/not-latin'],
    ja: '読みや英字名は、並べ替え・検索・読み上げに使われます。',
    en: 'Readings and Latin names are used to sort, to search and to read aloud.',
  },
  {
    codes: [
      'normalize/not-a-flag',
      'normalize/not-in-list',
      'normalize/not-a-prefecture',
      'normalize/not-a-municipality',
      'validate/cell',
    ],
    ja: '決まった書き方でない値は、集計や絞り込みから漏れます。',
    en: 'A value in another form is missed when the data are counted or searched.',
  },
  {
    codes: [
      'normalize/several-values',
      'normalize/range',
      'normalize/not-split',
      'normalize/address-not-split',
    ],
    ja: '一つのセルに複数のことが書いてあると、機械は項目に分けて読めません。',
    en: 'Where one cell says several things, a machine can not take them apart.',
  },
  {
    codes: ['validate/formula'],
    ja: '受け取った人の表計算ソフトが、式として実行してしまうおそれがあります。',
    en: 'The spreadsheet of whoever opens it may run it as a formula.',
  },
  {
    codes: ['extract/macros'],
    ja: 'マクロのあるファイルは、受け取る側で開けないことがあります。',
    en: 'Many offices do not open files with macros.',
  },
  {
    codes: ['extract/formula-without-value', 'extract/value-under-merge', 'extract/cell-twice'],
    ja: '画面で見える値と、機械が読む値が違います。',
    en: 'What is seen on the screen is not what a machine reads.',
  },
]

const OF_STEP: Readonly<Record<string, Text>> = {
  file: {
    ja: 'ここが直るまで、中のデータは調べられません。',
    en: 'Until it is mended, the data within can not be checked.',
  },
  privacy: {
    ja: '一度公開した個人の情報は、取り戻せません。',
    en: 'What was once published about a person can not be taken back.',
  },
  structure: {
    ja: '表の形が決まらないと、中の値を正しい項目に入れられません。',
    en: 'Without the shape of the table, its values can not go into the right fields.',
  },
  held: {
    ja: 'この行は、直すまで公開する表に入りません。',
    en: 'The row does not come out until it is mended.',
  },
  warning: {
    ja: 'このままでも公開できますが、利用者が誤って読むおそれがあります。',
    en: 'It can be published as it is, but may be misread.',
  },
  note: {
    ja: 'このままで公開できます。念のためにお知らせします。',
    en: 'It can be published as it is; it is only told.',
  },
  mended: {
    ja: '直し方が一つに決まるので、公開する表では直してあります。',
    en: 'There is only one way to mend it, so the published table has it mended.',
  },
}

/** `step`: what is said of a code that has no sentence of its own; notes and what was mended have the same for all. */
export function whyOf(code: string, step: string): Text {
  const own =
    step === 'mended' || step === 'note' ? undefined : REASONS.find(({ codes }) => codes.includes(code))
  const { ja, en } = own ?? OF_STEP[step] ?? { ja: '', en: '' }
  return { ja, en }
}

/** Every code that has a sentence of its own, for the test that all of them are listed by a room. */
export function codesWithReasons(): readonly string[] {
  return REASONS.flatMap(({ codes }) => codes)
}
