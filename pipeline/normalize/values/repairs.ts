/** What the value rules mend, and say of it: `actual` is the cell as written, `expected` the value that came out. */

const DONE = {
  severity: 'info',
  scope: 'row',
  fixJa: '自動で直しました。元のファイルも直しておくと、次からは直す必要がなくなります。',
  fixEn: 'It was mended. Mend the file too, and there is nothing to mend next time.',
} as const

export const repairs = {
  'normalize/spaces': {
    ...DONE,
    ja: '「{actual}」の前後の空白や、目に見えない文字を取り除きました。',
    en: 'Spaces at the ends of "{actual}", or characters that can not be seen, were removed.',
  },
  'normalize/width': {
    ...DONE,
    ja: '「{actual}」の全角・半角をそろえ、「{expected}」にしました。',
    en: 'The widths of "{actual}" were made even: "{expected}".',
  },
  'normalize/nothing-mark': {
    ...DONE,
    ja: '「{actual}」は値がないことを表す印なので、空欄にしました。',
    en: '"{actual}" is a mark for no value; the cell is blank now.',
  },
  'normalize/unknown-word': {
    ...DONE,
    ja: '「{actual}」は値が分からないという意味なので、空欄にしました。',
    en: '"{actual}" says that the value is not known; the cell is blank now.',
  },
  'normalize/kana-form': {
    ...DONE,
    ja: '「{actual}」を全角カタカナの「{expected}」にしました。',
    en: '"{actual}" was written in full-width katakana: "{expected}".',
  },
  'normalize/lost-zero': {
    ...DONE,
    ja: '「{actual}」は先頭の0が消えているので、「{expected}」に戻しました（表計算ソフトで数値として扱うと消えます）。',
    en: '"{actual}" had lost its leading zero (spreadsheets drop it from numbers): "{expected}".',
  },
  'normalize/lost-check-digit': {
    ...DONE,
    ja: '「{actual}」には検査数字がないので、計算して「{expected}」にしました。',
    en: '"{actual}" lacked its check digit, which was computed: "{expected}".',
  },
  'normalize/decimal-tail': {
    ...DONE,
    ja: '「{actual}」の小数点以下は表計算ソフトが付けたものなので、「{expected}」にしました。',
    en: 'What stands after the point of "{actual}" comes from a spreadsheet; it was removed: "{expected}".',
  },
  'normalize/code-form': {
    ...DONE,
    ja: '「{actual}」の記号を除き、数字だけの「{expected}」にしました。',
    en: 'Signs were removed from "{actual}", so that only figures are left: "{expected}".',
  },
  'normalize/phone-form': {
    ...DONE,
    ja: '電話番号「{actual}」の書き方を「{expected}」にそろえました。',
    en: 'The phone number "{actual}" was brought into form: "{expected}".',
  },
  'normalize/era-date': {
    ...DONE,
    ja: '和暦の「{actual}」を西暦の「{expected}」にしました。',
    en: '"{actual}", of the Japanese calendar, is "{expected}".',
  },
  'normalize/date-form': {
    ...DONE,
    ja: '日付「{actual}」の書き方を「{expected}」にそろえました。',
    en: 'The date "{actual}" was brought into form: "{expected}".',
  },
  'normalize/serial': {
    ...DONE,
    ja: '「{actual}」は表計算ソフトの日付・時刻の番号なので、「{expected}」にしました。',
    en: '"{actual}" is a spreadsheet’s number for a date or time: "{expected}".',
  },
  'normalize/time-form': {
    ...DONE,
    ja: '時刻「{actual}」の書き方を「{expected}」にそろえました。',
    en: 'The time "{actual}" was brought into form: "{expected}".',
  },
  'normalize/weekdays-form': {
    ...DONE,
    ja: '曜日「{actual}」の書き方を「{expected}」にそろえました。',
    en: 'The days of the week "{actual}" were brought into form: "{expected}".',
  },
  'normalize/flag-form': {
    ...DONE,
    ja: '「{actual}」を「{expected}」にしました。',
    en: '"{actual}" is written "{expected}" here.',
  },
  'normalize/flag-blank': {
    ...DONE,
    ja: '「{actual}」は当てはまらないという印なので、空欄にしました（当てはまらないときは空欄です）。',
    en: '"{actual}" says that it does not apply; such a cell is blank.',
  },
  'normalize/number-form': {
    ...DONE,
    ja: '数値「{actual}」の書き方を「{expected}」にそろえました。',
    en: 'The number "{actual}" was brought into form: "{expected}".',
  },
  'normalize/unit-removed': {
    ...DONE,
    ja: '「{actual}」から単位を除き、数値「{expected}」にしました。',
    en: 'The unit was taken from "{actual}", so that a number is left: "{expected}".',
  },
  'normalize/coordinate-form': {
    ...DONE,
    ja: '「{actual}」を10進の度「{expected}」にしました。',
    en: '"{actual}" in decimal degrees is "{expected}".',
  },
  'normalize/point-restored': {
    ...DONE,
    ja: '「{actual}」は小数点の位置が違います。日本（この市区町村）の中に入る読み方は「{expected}」だけなので、これにしました。',
    en: 'The point of "{actual}" is not in its place; "{expected}" is the only reading that lies within the area.',
  },
  'normalize/zero-coordinate': {
    ...DONE,
    ja: '緯度・経度の「{actual}」は位置が分からないという意味なので、空欄にしました。',
    en: 'A coordinate of "{actual}" means that the place is not known; the cell is blank now.',
  },
  'normalize/url-form': {
    ...DONE,
    ja: 'アドレス「{actual}」の書き方を「{expected}」にそろえました。',
    en: 'The address "{actual}" was brought into form: "{expected}".',
  },
  'normalize/list-form': {
    ...DONE,
    ja: '複数の値「{actual}」の区切りを半角の「;」にそろえ、「{expected}」にしました。',
    en: 'The values of "{actual}" are parted by semicolons: "{expected}".',
  },
  'normalize/word-form': {
    ...DONE,
    ja: '「{actual}」を、選択肢にある書き方の「{expected}」にしました。',
    en: '"{actual}" was written as in the list of words: "{expected}".',
  },
  'normalize/municipality-cut': {
    ...DONE,
    ja: '「{actual}」から市区町村名「{expected}」だけを取り出しました。残りの住所はこの項目には入りません。',
    en: 'Of "{actual}" only the municipality, "{expected}", was taken; the rest of the address does not belong here.',
  },
  'normalize/prefecture-form': {
    ...DONE,
    ja: '「{actual}」を正式な都道府県名の「{expected}」にしました。',
    en: '"{actual}" was given the full name of the prefecture: "{expected}".',
  },
  'normalize/address-form': {
    ...DONE,
    ja: '住所「{actual}」の番地などの数字とハイフンを半角にし、「{expected}」にしました。',
    en: 'Figures and hyphens of the address "{actual}" are half-width now: "{expected}".',
  },
} as const
