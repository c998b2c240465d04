/**
 * What a form does for each kind of column: how its cells are formatted, what is refused as it is typed, which keyboard
 * is set, and the words that say so. What is only usual is asked about and never refused.
 */
import type { Kind } from '../lib/kinds.ts'
import { PREFECTURES } from '../lib/prefectures.ts'
import type { Check, CheckRule } from '../lib/xlsx/book.ts'
import type { Text } from '../problem.ts'
import type { TemplateColumn } from './columns.ts'

export interface Form {
  /** the form in words: `半角数字6桁` */
  readonly form: Text
  readonly example: string
  /** number format of its cells: text keeps zeros, and makes no date of 1-2-3 */
  readonly format: string
  /** in characters */
  readonly width: number
  readonly keyboard: NonNullable<Check['keyboard']>
  /** `cell`: the first of the column, e.g. `C2` */
  readonly rule?: (cell: string) => CheckRule
  readonly on?: NonNullable<Check['on']>
}

const TEXT = '@'
const GENERAL = 'General'
const DATE = 'yyyy-mm-dd'
/** hours above 24 stay: 24:00 is an end of business hours */
const TIME = '[hh]:mm'

/** Serial of 1905-11-01: a bare year in a cell of dates would be a day before it. */
const NO_YEAR = 2132
/** Beyond the outermost points of Japan (https://www.gsi.go.jp/KOKUJYOHO/center.htm), in degrees. */
const JAPAN = { latitude: [20, 46], longitude: [122, 155] } as const

const custom =
  (formula: (cell: string) => string) =>
  (cell: string): CheckRule => ({ kind: 'custom', formula: formula(cell) })

/** Figures and nothing else, so many of them. */
const digits = (count: number) =>
  custom(
    (cell) =>
      `AND(LEN(${cell})=${count},ISNUMBER(VALUE(${cell})),ISERROR(FIND(".",${cell})),ISERROR(FIND("-",${cell})))`,
  )

const digit = (cell: string, place: number): string => `MID(${cell},${place},1)`

/** JIS X 0401/0402, as in lib/check-digit.ts. */
const localCode = custom((cell) => {
  const sum = [6, 5, 4, 3, 2].map((weight, i) => `${weight}*${digit(cell, i + 1)}`).join('+')
  return `AND(LEN(${cell})=6,MOD(11-MOD(${sum},11),10)=VALUE(${digit(cell, 6)}))`
})

/** https://www.houjin-bangou.nta.go.jp/documents/checkdigit.pdf; no array constants are allowed in a check. */
const corporate = custom((cell) => {
  const every = (from: number): string =>
    [0, 2, 4, 6, 8, 10].map((step) => digit(cell, from + step)).join('+')
  return `AND(LEN(${cell})=13,9-MOD(2*(${every(2)})+${every(3)},9)=VALUE(LEFT(${cell},1)))`
})

/** By its first character: hiragana, kanji and half-width kana are no full-width katakana. */
const katakana = custom((cell) => {
  const code = `_xlfn.UNICODE(${cell})`
  return `NOT(OR(AND(${code}>=12353,${code}<=12438),AND(${code}>=13312,${code}<=40959),AND(${code}>=65377,${code}<=65439)))`
})

const say = (ja: string, en: string): Text => ({ ja, en })

const text = (width: number, ja: string, en: string, example: string): Form => ({
  form: say(ja, en),
  example,
  format: TEXT,
  width,
  keyboard: 'hiragana',
})

const FORMS: Readonly<Record<Kind, Form>> = {
  verbatim: text(18, '文字', 'text', '○○'),
  text: text(20, '文字。1つのセルに1つのこと', 'text, one thing in a cell', '○○'),
  identifier: {
    ...text(14, '半角の英数字（先頭の0も書く）', 'letters and figures, leading zeros too', 'A0001'),
    keyboard: 'halfAlpha',
  },
  kana: {
    ...text(20, '全角カタカナ', 'full-width katakana', 'マルマル'),
    keyboard: 'fullKatakana',
    rule: katakana,
    on: 'warning',
  },
  latin: {
    ...text(20, '半角の英数字', 'half-width letters', 'Example'),
    keyboard: 'halfAlpha',
    rule: custom((cell) => `_xlfn.UNICODE(${cell})<12288`),
    on: 'warning',
  },
  localGovernmentCode: {
    ...text(
      11,
      '半角数字6桁（最後の1桁は検査数字。先頭の0も書く）',
      'six digits, the last a check digit',
      '011002',
    ),
    keyboard: 'off',
    rule: localCode,
  },
  corporateNumber: {
    ...text(16, '半角数字13桁（先頭の1桁は検査数字）', '13 digits, the first a check digit', '9000020011002'),
    keyboard: 'off',
    rule: corporate,
  },
  townId: { ...text(10, '半角数字7桁', 'seven digits', '0008001'), keyboard: 'off', rule: digits(7) },
  postalCode: {
    ...text(10, '半角数字7桁（ハイフンなし）', 'seven digits without hyphen', '0608611'),
    keyboard: 'off',
    rule: digits(7),
  },
  phone: {
    ...text(
      16,
      '半角。市外局番から、ハイフンで区切る',
      'half-width, area code first, with hyphens',
      '011-000-0000',
    ),
    keyboard: 'off',
    rule: custom(
      (cell) =>
        `AND(ISNUMBER(FIND("-",${cell})),OR(LEFT(${cell},1)="0",LEFT(${cell},1)="(",LEFT(${cell},1)="+"))`,
    ),
    on: 'warning',
  },
  extension: { ...text(10, '半角数字', 'figures', '1234'), keyboard: 'off' },
  email: {
    ...text(26, 'メールアドレス1つ（半角）', 'one e-mail address', 'info@example.lg.jp'),
    keyboard: 'off',
    rule: custom(
      (cell) => `AND(ISNUMBER(FIND("@",${cell},2)),ISNUMBER(FIND(".",${cell})),ISERROR(FIND(" ",${cell})))`,
    ),
  },
  url: {
    ...text(
      28,
      'https:// などから始まるアドレス1つ（半角）',
      'one address, with https://',
      'https://www.example.lg.jp/',
    ),
    keyboard: 'off',
    rule: custom((cell) => `OR(LEFT(${cell},7)="http://",LEFT(${cell},8)="https://")`),
  },
  date: {
    form: say(
      "年月日（2024-04-01。2024/4/1 と打てば直る。年だけのときは '2024 と、先頭に ' を付けて打つ）",
      "date: 2024-04-01; only a year is typed as '2024, with an apostrophe",
    ),
    example: '2024-04-01',
    format: DATE,
    width: 12,
    keyboard: 'off',
    rule: custom((cell) => `IF(ISTEXT(${cell}),OR(LEN(${cell})=4,LEN(${cell})=10),${cell}>=${NO_YEAR})`),
  },
  yearMonth: {
    ...text(10, '年月（2024-04）', 'year and month: 2024-04', '2024-04'),
    keyboard: 'off',
    rule: custom((cell) => `AND(LEN(${cell})=7,MID(${cell},5,1)="-")`),
  },
  year: { ...text(8, '西暦4桁', 'four digits', '2024'), keyboard: 'off', rule: digits(4) },
  time: {
    form: say('時刻（09:00。24時間制、24:00まで）', 'time: 09:00, to 24:00'),
    example: '09:00',
    format: TIME,
    width: 9,
    keyboard: 'off',
    rule: () => ({ kind: 'time', least: 0, most: 1 }),
  },
  dateTime: {
    ...text(
      22,
      '日時（2024-04-01T09:00:00+09:00）',
      '2024-04-01T09:00:00+09:00',
      '2024-04-01T09:00:00+09:00',
    ),
    keyboard: 'off',
  },
  weekdays: text(14, '曜日を続けて書く（月火水木金土日祝）', 'days in a row: 月火水木金土日祝', '月火水木金'),
  integer: {
    form: say('整数（半角。単位やカンマは付けない）', 'a whole number, without unit and commas'),
    example: '10',
    format: GENERAL,
    width: 10,
    keyboard: 'off',
  },
  number: {
    form: say('数値（半角。単位やカンマは付けない）', 'a number, without unit and commas'),
    example: '10.5',
    format: GENERAL,
    width: 10,
    keyboard: 'off',
  },
  latitude: {
    form: say('緯度。10進の度（35.402800）', 'latitude in decimal degrees'),
    example: '43.062',
    format: GENERAL,
    width: 11,
    keyboard: 'off',
    rule: () => ({ kind: 'decimal', least: JAPAN.latitude[0], most: JAPAN.latitude[1] }),
  },
  longitude: {
    form: say('経度。10進の度（139.314800）', 'longitude in decimal degrees'),
    example: '141.354',
    format: GENERAL,
    width: 11,
    keyboard: 'off',
    rule: () => ({ kind: 'decimal', least: JAPAN.longitude[0], most: JAPAN.longitude[1] }),
  },
  applies: {
    ...text(9, '当てはまれば1、当てはまらなければ空欄', '1, or blank where it does not apply', '1'),
    keyboard: 'off',
  },
  presence: text(9, '有 または 無', '有 or 無', '有'),
  list: text(24, '複数は半角の ; で区切る', 'several are joined by ;', '○○;△△'),
  choice: text(14, '一覧から選ぶ', 'one of the list', '○○'),
  prefecture: text(11, '都道府県名', 'name of the prefecture', '北海道'),
  municipality: text(16, '市区町村名（郡・政令市の区も）', 'name of the municipality', '札幌市中央区'),
  address: text(
    28,
    '住所。番地などの数字は半角',
    'address, figures half-width',
    '北海道札幌市中央区北一条西2',
  ),
}

/** The closed lists of kinds, which every schema has alike. */
const LISTS: Partial<Record<Kind, readonly string[]>> = {
  presence: ['有', '無'],
  applies: ['1'],
  prefecture: PREFECTURES,
}

/** Wider than any count or measure of a city. */
const ANY = 1e12

export function formOf({ kind, type, least, most }: TemplateColumn): Form {
  const form = FORMS[kind]
  // officially a text, in which people mostly write a number: 約100 may stand there too
  if ((type !== 'integer' && type !== 'number') || form.rule !== undefined) return form
  const rule = {
    kind: type === 'integer' ? 'whole' : 'decimal',
    least: least ?? -ANY,
    most: most ?? ANY,
  } as const
  return { ...form, format: GENERAL, rule: () => rule }
}

/** What alone may be chosen; empty where anything may stand there. */
export function listOf({ kind, type, choices }: TemplateColumn): readonly string[] {
  if (type !== 'string') return []
  const known = LISTS[kind] ?? []
  if (choices.length === 0) return known
  return choices
}
