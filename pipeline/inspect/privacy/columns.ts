/** What each column of a table is to the gate, by its header and by what the sheet asks for; decided once per table. */
import type { ScannedColumn, ScannedTable } from '../../lib/inspection.ts'
import type { PrivacySettings, PrivacyWords } from './settings.ts'

/** How a 12-digit number in a column is taken: surely one of a person, perhaps, or by its column as a whole. */
export type NumberRole = 'own' | 'free' | 'things' | 'amounts'

/** `called`: under a header such as 名前, which persons and things have */
export type NameRole = 'private' | 'office' | 'called' | 'unknown'

export interface ColumnRole {
  /** coordinates: no cell of it says anything of a person */
  readonly isSkipped: boolean
  readonly numbers: NumberRole
  /** mobile numbers and private addresses may be those of a body */
  readonly isContact: boolean
  /** a column of the standard that asks for the number of a body: 連絡先電話番号 of a facility */
  readonly isAsked: boolean
  readonly isPhone: boolean
  /** numbers of things: eleven figures that begin as a mobile number does are none */
  readonly isOfThings: boolean
  /** undefined: names are asked for here, or can not be */
  readonly names?: NameRole
  /** names of persons and of nobody else stand here, by its header */
  readonly isNamed: boolean
  readonly isBirth: boolean
  readonly isCount: boolean
}

const AMOUNTS: ReadonlySet<string> = new Set(['integer', 'number'])
const TIMES: ReadonlySet<string> = new Set(['year', 'yearMonth', 'date', 'dateTime', 'time'])
const THINGS: ReadonlySet<string> = new Set([
  'identifier',
  'localGovernmentCode',
  'corporateNumber',
  'townId',
  'postalCode',
  'url',
])
/** Cells of these kinds can be no names; of a column that nobody asked for, the kind is not known. */
const NAMEABLE: ReadonlySet<string> = new Set(['text', 'verbatim', 'kana', 'latin', 'list', 'choice'])
const PLACES: ReadonlySet<string> = new Set(['latitude', 'longitude'])
/** … and where a header says this too, a body may be named. */
const BODY_NAMES: readonly string[] = [
  '名称',
  '法人',
  '団体',
  '会社',
  '商号',
  '屋号',
  '企業',
  '又は',
  'または',
]
/** The sheet of the standard that counts persons. */
export const POPULATION = 'population'

export function rolesOf({ columns, sheet }: ScannedTable, settings: PrivacySettings): readonly ColumnRole[] {
  const { persons, words } = settings
  const headers = columns.map(({ header }) => foldHeader(header))
  const has = (header: string, list: readonly string[]): boolean => list.some((word) => header.includes(word))
  const isOffice = headers.some((header) => has(header, persons.officeTables))
  const asked = columns.map(({ field }) => sheet !== null && field !== null)
  const first = columns.map((column, i): NameRole | undefined => {
    const header = headers[i] ?? ''
    if (asked[i] === true || !isNameable(column)) return undefined
    // 営業者の氏名（法人にあっては名称）
    const isOther = has(header.replace(/\(.*\)/g, ''), persons.others)
    if (has(header, persons.office)) return isOther ? undefined : 'office'
    if (has(header, persons.private)) return isOffice ? 'office' : 'private'
    if (isOther) return undefined
    if (has(header, persons.called)) return isOffice ? 'office' : 'called'
    return 'unknown'
  })
  /** 氏名又は名称 */
  const isNamed = (header: string): boolean =>
    (has(header, persons.named) && !has(header, BODY_NAMES)) || endsWith(header, persons.readings)
  const isOfPersons = first.includes('private')
  // フリガナ beside 氏名
  const names = first.map((name, i) =>
    name === 'unknown' && isOfPersons && endsWith(headers[i] ?? '', persons.readings) ? 'private' : name,
  )
  return columns.map((column, i) => {
    const { kind = '' } = column
    const header = headers[i] ?? ''
    const name = names[i]
    const isContact =
      kind === 'phone' || kind === 'email' || (has(header, persons.contact) && !THINGS.has(kind))
    const isAsked = asked[i] === true
    const numbers = has(header, words.myNumber) ? 'own' : numbersOf(header, kind, words)
    const isOwn = has(header, persons.own)
    return {
      isSkipped: PLACES.has(kind),
      numbers,
      isOfThings: (numbers === 'things' || numbers === 'amounts') && header !== '' && !isContact && !isOwn,
      isContact: isContact && (isAsked || (!isOfPersons && !isOwn)),
      isAsked: isContact && isAsked && !isOfPersons,
      isPhone: kind === 'phone' || isContact || isOwn,
      ...(name === undefined ? {} : { names: name }),
      isNamed: (name === 'private' || name === 'office') && isNamed(header),
      isBirth: !isAsked && has(header, persons.birth) && !has(header, persons.notBirth),
      isCount:
        (sheet === null || sheet === POPULATION) &&
        (column.kind === undefined || kind === 'integer' || kind === 'number' || kind === 'text') &&
        endsWith(header, words.counts) &&
        !has(header, words.notCounts),
    }
  })
}

/** Without regard to width, case and spaces. */
export function foldHeader(header: string): string {
  return header.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
}

/** Of headers of more than one row the last part says what is counted. */
function endsWith(header: string, words: readonly string[]): boolean {
  const bare = header.replace(/[([].*[)\]]$/, '').replace(/[合総小]?計$/, '')
  return words.some((word) => bare.endsWith(word))
}

function isNameable({ kind }: ScannedColumn): boolean {
  return kind === undefined || NAMEABLE.has(kind)
}

/**
 * The kind of a column of a dataset of its own was read from the very cells: a column of notes in which nothing but a
 * number or two is written says nothing of what these are, and no header but one of amounts says that they are amounts.
 */
function numbersOf(header: string, kind: string, words: PrivacyWords): NumberRole {
  const has = (list: readonly string[]): boolean => list.some((word) => header.includes(word))
  const isAmount = has(words.amounts)
  if (AMOUNTS.has(kind) && isAmount) return 'amounts'
  const isThing = header === '' || THINGS.has(kind) || TIMES.has(kind) || isAmount || has(words.numbers)
  if (isThing) return 'things'
  return AMOUNTS.has(kind) && !has(words.notes) ? 'things' : 'free'
}
