/**
 * What the cells of a field are, beyond their JSON type: `x-kind` of a record schema. Each kind has its rule in
 * `normalize/values/`: which writings it reads, which form it gives.
 */
export const KINDS = [
  /** of a schema from outside: the text as it is */
  'verbatim',
  /** prose or a name: kept as written but for spaces and line breaks at its ends */
  'text',
  /** an ID or number that names something: text, zeros kept */
  'identifier',
  /** full-width katakana */
  'kana',
  /** half-width letters, figures and signs */
  'latin',
  /** 全国地方公共団体コード: six digits with check digit */
  'localGovernmentCode',
  /** 法人番号: thirteen digits with check digit */
  'corporateNumber',
  /** 町字ID: seven digits */
  'townId',
  /** seven digits */
  'postalCode',
  'phone',
  'extension',
  'email',
  'url',
  /** YYYY-MM-DD, or YYYY where only the year is known */
  'date',
  'yearMonth',
  'year',
  /** HH:MM */
  'time',
  'dateTime',
  /** 月火水木金土日祝 */
  'weekdays',
  'integer',
  'number',
  'latitude',
  'longitude',
  /** 1: applies, blank: does not */
  'applies',
  /** 有 or 無 */
  'presence',
  /** several values, joined with `;` */
  'list',
  /** one of a closed list (`enum`) or of a list that only suggests (`x-suggest`) */
  'choice',
  'prefecture',
  'municipality',
  /** a whole address or a part of it: figures half-width, prefecture and city as written */
  'address',
] as const

export type Kind = (typeof KINDS)[number]

const NAMES: ReadonlySet<string> = new Set(KINDS)

export function isKind(value: unknown): value is Kind {
  return typeof value === 'string' && NAMES.has(value)
}
