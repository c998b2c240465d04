/** What a column is to the rules: of numbers, of time, of names, of prose; by its field where that is known, by its cells else. */
import type { Kind } from '../../lib/kinds.ts'
import { type ColumnFacts, many } from './facts.ts'
import { LOOK } from './looks.ts'

/** A column in which so many cells are of a kind is of that kind: the rest are slips. */
const MOST = 0.8
const HALF = 0.5

const NUMBERS: ReadonlySet<Kind> = new Set(['integer', 'number', 'latitude', 'longitude'])
/** Figures of these are no amounts, whatever they look like. */
const NO_NUMBERS: ReadonlySet<Kind> = new Set([
  ...(['identifier', 'localGovernmentCode', 'corporateNumber', 'townId', 'postalCode', 'phone'] as const),
  ...([
    'extension',
    'date',
    'yearMonth',
    'year',
    'time',
    'dateTime',
    'applies',
    'presence',
    'choice',
  ] as const),
  ...(['address', 'url', 'email', 'weekdays', 'list', 'latin'] as const),
])
const TIMES: ReadonlySet<Kind> = new Set(['date', 'yearMonth', 'year', 'dateTime'])

const NO_NUMBER_HEADER =
  /コード|番号|code|status|状態|(?:^|_)(?:id\d*|no\.?|№|連番|通し番号|順位|年度?|月|日|西暦|和暦|項番|番|整理番号)$|id\d*$|電話|tel|fax|ファックス|ファクシミリ|内線|郵便|日付|年月|時刻|時間|期間|曜日|住所|所在地|番地|備考|url|区分|種別|フラグ/i
const TIME_HEADER =
  /(?:年月日|日付|年度|年月|調査年|西暦|和暦|時点|期日|期間|年|月日|開始日|終了日|更新日|登録日)$|^(?:年|月|日時?)$|date|year/i
const PLACE_HEADER = /緯度|経度|lat|lng|lon|[xy]座標|座標/i
/** Names of persons, places and bodies: kanji that not every PC has are their own. */
const NAME_HEADER =
  /氏名|名前|名称|団体名|企業|会社|法人|事業者|代表者|担当者|管理者|開設者|設置者|所有者|連絡先|住所|所在|番地|地名|町名|町字|字名|大字|地区|自治会|校名|園名|施設|医師|院長|校長|園長|作者|著者|出演|講師|建物|方書|name|representative|owner|manager|address|location|place|director|founder|establisher|店名|店舗|商号|屋号|場所|会場|学校|病院|寺|神社|文化財|人名|議員|候補|名$/i
const NAME_KINDS: ReadonlySet<Kind> = new Set(['address', 'municipality', 'prefecture'])
const PROSE_HEADER =
  /備考|説明|内容|概要|特徴|コメント|摘要|注意|補足|詳細|紹介|解説|理由|方法|対象|持ち物|条件|アクセス|経路|交通|名称|名$|文|タイトル|件名|キャッチ|特記|事項|phrase|slogan|name|title|note|desc|comment/i

/** Without regard to width and spaces. */
export function plainHeader({ header }: Pick<ColumnFacts, 'header'>): string {
  return header.normalize('NFKC').replace(/\s+/g, '')
}

/** Numbers, dressed ones among them, are most of what stands there. */
export function isNumeric(column: ColumnFacts): boolean {
  const { kind, filled } = column
  const numbers = many(column, LOOK.number, LOOK.dressed)
  if (numbers === 0) return false
  const share = numbers / Math.max(1, filled - many(column, LOOK.mark))
  if (isSerial(column) || isFlag(column) || (isYears(column) && /年|year|西暦/i.test(plainHeader(column))))
    return false
  if (kind !== undefined && NO_NUMBERS.has(kind)) return false
  if (kind === 'latitude' || kind === 'longitude') return share >= HALF
  if (NO_NUMBER_HEADER.test(plainHeader(column))) return false
  if (kind !== undefined && NUMBERS.has(kind)) return share >= HALF
  return share >= MOST
}

/** 1, 2, 3 …: the number of a row. */
function isSerial({ words, filled }: ColumnFacts): boolean {
  if (words.size < 3 || (words.size < filled && words.size < 50)) return false
  let before: number | undefined
  for (const word of words.keys()) {
    const value = Number(word)
    // rows that were left out leave gaps
    if (!Number.isInteger(value)) return false
    if (before === undefined ? value !== 0 && value !== 1 : value <= before || value > before + 3)
      return false
    before = value
  }
  return true
}

/** 1 for yes, blank or 0 for no. */
function isFlag(column: ColumnFacts): boolean {
  const { words, filled } = column
  if (filled < 2 || /[数量額人]$/.test(plainHeader(column))) return false
  return [...words.keys()].every((word) => word === '1' || word === '0')
}

export function isCoordinate(column: ColumnFacts): boolean {
  return column.kind === 'latitude' || column.kind === 'longitude' || PLACE_HEADER.test(plainHeader(column))
}

export const DATES = [LOOK.iso, LOOK.slash, LOOK.written, LOOK.dots, LOOK.era, LOOK.bothYears, LOOK.noYear]

/** Its cells are dates, months or years. */
export function isTime(column: ColumnFacts): boolean {
  const { kind, filled } = column
  if (filled === 0) return false
  const share = many(column, ...DATES) / filled
  if (share >= MOST) return true
  if (kind !== undefined && TIMES.has(kind)) return true
  if (!TIME_HEADER.test(plainHeader(column))) return false
  return share >= HALF || (many(column, LOOK.number) === filled && isYears(column))
}

export function isYears({ words, isMany }: ColumnFacts): boolean {
  return !isMany && [...words.keys()].every((word) => /^(?:1[89]|20)\d\d(?:\d\d(?:\d\d)?)?$/.test(word))
}

export function isNames(column: ColumnFacts): boolean {
  return (column.kind !== undefined && NAME_KINDS.has(column.kind)) || NAME_HEADER.test(plainHeader(column))
}

/** Sentences, or names in which anything may stand. */
export function isProse(column: ColumnFacts): boolean {
  if (PROSE_HEADER.test(plainHeader(column))) return true
  const sentences = [...column.words.keys()].filter((word) => word.includes('。') || word.length > 60).length
  return sentences * 4 > column.words.size
}

/** Names of persons are no choices, and are quoted nowhere. */
const PERSON_HEADER =
  /氏名|名前|担当|代表|責任者|管理者|連絡先|保護者|世帯主|person|representative|manager|owner/i

/** Few values over many rows. */
export function isChoice(column: ColumnFacts): boolean {
  const { words, isMany, filled, kind } = column
  if (PERSON_HEADER.test(plainHeader(column))) return false
  if (kind === 'choice' || kind === 'presence' || kind === 'applies') return !isMany
  if (isMany || filled < 8 || words.size > 40 || words.size * 2 > filled) return false
  return [...words.keys()].every((word) => word.length <= 30)
}
