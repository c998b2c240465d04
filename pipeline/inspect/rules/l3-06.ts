import { addressOfCell } from '../../lib/grid.ts'
import { isMunicipality, municipalityOf } from '../../lib/municipalities.ts'
import { PREFECTURES, prefectureOf } from '../../lib/prefectures.ts'
import { areaCodeOf } from './area-codes.ts'
import { plainHeader } from './columns.ts'
import { type ColumnFacts, type DataTable, dataColumns, dataTables, type FileFacts } from './facts.ts'
import {
  createPlaces,
  fail,
  NO_TABLE,
  type Places,
  pass,
  quoted,
  quotedEn,
  type Rule,
  unknown,
} from './say.ts'

const PREFECTURE_HEADER = /^(?:所在地_?)?都道府県名?$/
const MUNICIPALITY_HEADER = /^(?:所在地_?|住所_?)?(?:市区?町村|市町村|自治体|地方公共団体)名?$/
const ADDRESS_HEADER = /住所|所在地|所在|番地|^場所$|address/i
const AREA_HEADER = /町名|町丁|大字|字名|地区|地域|行政区|校区|学区|区名|自治会|支所|圏域/

export const rule: Rule = {
  id: 'L3-06',
  title: {
    ja: '地域コード又は正式な地域名称が表記されているか',
    en: 'Area codes or official names of areas are stated',
  },
  docs: {
    ja: '表ごとに、半分より多くの行に入った地域コードの列（項目名で判断）があって形がすべて正しい（6 桁なら検査数字も、5 桁なら都道府県の番号、町字IDは 7 桁）か、都道府県・市区町村名の列の値がすべて「神奈川県」「伊勢原市」のような正式な名称の形なら適合、コードも名称もそうでない表があれば不適合です。どちらの列もなければ、値の半分より多くが市区町村名から始まる住所の列があれば適合、住所の列がすべてそうでなければ不適合、住所の列もなければ（表が見つからない場合も）判定できません。市区町村が実在するかは確かめず、値は列ごとに最初の 200 種類だけを見ます。',
    en: 'A table passes where a column of area codes (told by its name, filled in more than half of the rows) has codes of the right form only (six digits with their check digit, five that begin with a prefecture, seven of “町字ID”), or the columns of prefectures and municipalities have official forms only (“神奈川県”, “伊勢原市”); one with neither right fails. Without such columns it passes if in a column of addresses more than half begin with a municipality, fails if in none of them, and is not decidable without addresses or without a table. Whether municipalities exist is not looked up, and of each column the first 200 different values are looked at.',
  },
  judge: (file) => {
    const all = dataColumns(file)
    if (all.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    const proven = dataTables(file).filter((one) => isProven(one, file, places))
    if (places.count > 0)
      return fail(
        {
          ja: `地域の正式な名称でも、正しい形の地域コードでもないものがあります：${quoted(places.headers)}。`,
          en: `Neither official names of areas nor area codes of the right form: ${quotedEn(places.headers)}.`,
        },
        {
          ja: '「神奈川県」「伊勢原市」のように正式な名称で書くか、全国地方公共団体コード（先頭の 0 も含めて 6 桁）の列を設けてください。',
          en: 'Write official names (神奈川県, 伊勢原市), or add a column of 全国地方公共団体コード (six digits, leading 0 and all).',
        },
        places,
      )
    if (proven.length > 0)
      return pass('地域コードか正式な地域名称があります。', 'There are area codes or official names.')
    const addresses = all.filter(
      ({ column }) => ADDRESS_HEADER.test(plainHeader(column)) && column.filled > 0,
    )
    const whole = addresses.filter(({ column }) => isWhole(column))
    if (whole.length > 0)
      return pass('住所に市区町村名が書かれています。', 'Addresses have the name of the municipality.')
    if (addresses.length > 0) {
      for (const { sheet, table, column } of addresses)
        places.add(sheet, firstRow(column) ?? table.firstData, column.column, column.header)
      return fail(
        {
          ja: `地域コードの列がなく、${quoted(places.headers)}にも市区町村名がありません。`,
          en: `There is no area code, and ${quotedEn(places.headers)} lacks the name of the municipality.`,
        },
        {
          ja: '全国地方公共団体コードの列を設けるか、住所を都道府県・市区町村から書いてください。',
          en: 'Add a column of 全国地方公共団体コード, or begin addresses with prefecture and municipality.',
        },
        places,
      )
    }
    return all.some(({ column }) => column.filled > 0 && AREA_HEADER.test(plainHeader(column)))
      ? unknown(
          '地区や町の名前の列はありますが、正式な名称かどうかはファイルからは分かりません。',
          'There are names of towns or districts; whether they are official the file does not say.',
          {
            ja: '地域コード（町字IDなど）の列を設けてください。',
            en: 'Add a column of codes, such as 町字ID.',
          },
        )
      : unknown('地域を示す列が見当たりません。', 'No column says which area the data are of.', {
          ja: '地域ごとのデータなら、全国地方公共団体コードの列を設けてください。',
          en: 'If the data are of areas, add a column of 全国地方公共団体コード.',
        })
  },
}

/** A column of codes that are all right, or else names that are; what stands in the way goes to `places`. */
function isProven({ sheet, table }: DataTable, file: FileFacts, places: Places): boolean {
  const columns = table.columns.filter(({ isLeft, filled }) => !isLeft && filled > 0)
  const wrong = createPlaces(file)
  const coded = columns.filter((column) => {
    const isCode = areaCodeOf(column)
    // a column that is blank for most rows says little
    if (isCode === undefined || column.filled * 2 <= table.rows) return false
    return areAll(column, (code) => isCode(code.normalize('NFKC')), sheet, wrong)
  })
  const badCodes = wrong.count
  const named = columns.filter((column) => {
    const isOfficial = officialOf(column, plainHeader(column))
    return isOfficial !== undefined && areAll(column, isOfficial, sheet, wrong)
  })
  if (coded.length > 0 || (named.length > 0 && wrong.count === badCodes)) return true
  for (const { row, cell, header } of wrong.places)
    places.add(sheet, row, cell === undefined ? undefined : addressOfCell(cell).column, header)
  places.count += wrong.count - wrong.places.length
  return false
}

function areAll(
  { column, header, words }: ColumnFacts,
  isRight: (word: string) => boolean,
  sheet: DataTable['sheet'],
  wrong: Places,
): boolean {
  const all = [...words].filter(([word]) => !isRight(word.trim()))
  for (const [, { row, count }] of all) {
    const before = wrong.count
    wrong.add(sheet, row, column, header)
    wrong.count = before + count
  }
  return all.length === 0
}

/** Whether a word is official; undefined: nothing can be said of this column. */
function officialOf({ kind }: ColumnFacts, header: string): ((word: string) => boolean) | undefined {
  if (kind === 'prefecture' || PREFECTURE_HEADER.test(header))
    return (word) => PREFECTURES.some((name) => name === word)
  if (kind !== 'municipality' && !MUNICIPALITY_HEADER.test(header)) return undefined
  return (word) => {
    const prefecture = prefectureOf(word)
    const rest = prefecture === undefined ? word : word.slice(prefecture.length)
    return (rest === '' && prefecture !== undefined) || isMunicipality(rest)
  }
}

function firstRow({ words }: ColumnFacts): number | undefined {
  const [first] = words.values()
  return first?.row
}

/** Most of its cells begin with a prefecture or a municipality. */
function isWhole({ words }: ColumnFacts): boolean {
  let whole = 0
  for (const word of words.keys()) {
    const text = word
      .normalize('NFKC')
      .replace(/^\s*〒?\s*\d{3}-?\d{4}\s*/, '')
      .trim()
    const prefecture = prefectureOf(text)
    const rest = text.slice(prefecture?.length ?? 0)
    if (municipalityOf(rest, prefecture) !== undefined) whole += 1
  }
  return whole * 2 > words.size
}
