import { isMunicipality, municipalityOf } from '../../lib/municipalities.ts'
import { PREFECTURES, prefectureOf } from '../../lib/prefectures.ts'
import { plainHeader } from './columns.ts'
import { type ColumnFacts, dataColumns } from './facts.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule, unknown } from './say.ts'

const CODE_HEADER =
  /(?:地方公共団体|団体|自治体|都道府県|市区?町?村|市町村|地域|町字|町丁|標準地域|大字|字)(?:等)?コード|^(?:都道府県コード又は市区町村コード|key_?code|jis_?code|area_?code|町字id)/i
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
    ja: '地域コードの列（項目名で判断）があるか、都道府県・市区町村名の列の値がすべて「神奈川県」「伊勢原市」のような正式な名称の形なら適合、形の違う名称があればコードの列があっても不適合です。どちらの列もなければ、値の半分より多くが市区町村名から始まる住所の列があれば適合、住所の列がすべてそうでなければ不適合、住所の列もなければ（表が見つからない場合も）判定できません。市区町村名は形だけを見て、実在するか、コードが正しいかは確かめません。',
    en: 'Passes where there is a column of area codes (told by its name), or the columns of prefectures and municipalities have official forms only (“神奈川県”, “伊勢原市”); a name of another form fails, even beside codes. Without such columns it passes if in a column of addresses more than half begin with a municipality, fails if in none of them, and is not decidable without addresses or without a table. Of municipalities the form alone is looked at: whether they exist, and whether codes are right, is not.',
  },
  judge: (file) => {
    const all = dataColumns(file)
    if (all.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    let proven = 0
    let areas = 0
    for (const { sheet, column } of all) {
      const header = plainHeader(column)
      if (column.filled === 0) continue
      if (column.kind === 'localGovernmentCode' || column.kind === 'townId' || CODE_HEADER.test(header)) {
        proven += 1
        continue
      }
      const isOfficial = officialOf(column, header)
      if (isOfficial === undefined) {
        if (AREA_HEADER.test(header)) areas += 1
        continue
      }
      let wrong = 0
      for (const [word, { row, count }] of column.words) {
        if (isOfficial(word.trim())) continue
        wrong += count
        const before = places.count
        places.add(sheet, row, column.column, column.header)
        places.count = before + count
      }
      if (wrong === 0) proven += 1
    }
    if (places.count > 0)
      return fail(
        {
          ja: `正式でない地域の名称があります：${quoted(places.headers)}。`,
          en: `Names of areas that are not the official ones: ${quotedEn(places.headers)}.`,
        },
        {
          ja: '「神奈川県」「伊勢原市」のように正式な名称で書くか、全国地方公共団体コードの列を設けてください。',
          en: 'Write official names (神奈川県, 伊勢原市), or add a column of 全国地方公共団体コード.',
        },
        places,
      )
    if (proven > 0)
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
    return areas > 0
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
