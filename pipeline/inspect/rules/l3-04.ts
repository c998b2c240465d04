import { isCoordinate, isNumeric, plainHeader } from './columns.ts'
import { type ColumnFacts, dataColumns, type SheetFacts } from './facts.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

/** The name itself says what is counted: 世帯数, 人数, 台数; or that it is a share. */
const SAYS_UNIT =
  /(?:人|者|世帯|戸|棟|台|件|校|園|室|床|枚|本|冊|回|日|年|月|時間|週|箇所|か所|カ所|ヶ所|施設|団体|社|店|名|個|基|頭|匹|羽|点|票|組|班|区画|席|便|階|クラス|学級|車|駐車|利用者|事業所|医師|児童|生徒)(?:の)?(?:総|延べ)?数|率|割合|比|指数|[%％‰]|歳|年齢|金額|円|緯度|経度|連番|番号|コード/
const UNIT_TEXT = /単位/
const UNIT_COLUMN = /^単位/
/** What is counted stands in the name. People of an age or sex are counted in 人 only where something says that people are counted. */
const PEOPLE = /人口|人数|利用者数|児童数|生徒数|number_?of/i

export const rule: Rule = {
  id: 'L3-04',
  title: { ja: 'データの単位を記載しているか', en: 'The unit of the data is stated' },
  docs: {
    ja: '数値の列（緯度・経度を除く）のすべてで、項目名から単位や数えるものが分かるか（「面積（ha）」「人口」「世帯数」「金額」など）、「単位」で始まる列があるか、同じシートの表の外か表のないシートに「単位」とあれば適合、どれもない列があれば不適合です。標準にある項目名の列は単位が決まっているとみなし、数値の列がなければ適合です。表が見つからなければ判定できません。',
    en: 'Passes where of each column of numbers (coordinates aside) the name says the unit or what is counted (“面積（ha）”, “人口”, “世帯数”, “金額”), the table has a column “単位…”, or “単位” stands outside the tables of the worksheet or in one without a table; fails where a column has none of these. Columns named as in the standard are taken to have their unit, and without numbers it passes. Without a table it is not decidable.',
  },
  judge: (file) => {
    const all = dataColumns(file)
    if (all.length === 0) return NO_TABLE()
    const columns = all.filter(({ column }) => isNumeric(column) && !isCoordinate(column))
    if (columns.length === 0)
      return pass('単位の要る数値の列はありません。', 'There are no columns of numbers that need a unit.')
    const places = createPlaces(file)
    for (const { sheet, table, column } of columns) {
      if (column.isStandard || isStated(column, file.units)) continue
      if (table.columns.some((one) => UNIT_COLUMN.test(plainHeader(one)))) continue
      if (unitInTexts(sheet) || file.sheets.some((one) => one.tables.length === 0 && unitInTexts(one)))
        continue
      places.add(sheet, table.headerRows.at(-1) ?? table.firstData, column.column, column.header)
    }
    if (places.count === 0)
      return pass('数値の列の単位が分かります。', 'The unit of each column of numbers is stated.')
    return fail(
      {
        ja: `単位の書かれていない数値の列が ${places.count} 個あります：${quoted(places.headers)}。`,
        en: `Columns of numbers without a unit: ${places.count} (${quotedEn(places.headers)}).`,
      },
      {
        ja: '「面積（㎡）」「人口（人）」のように項目名に単位を書くか、単位の列を設けてください。',
        en: 'Write the unit in the name of the column, or give it a column.',
      },
      places,
    )
  },
}

function isStated(column: ColumnFacts, units: ReadonlySet<string>): boolean {
  const header = plainHeader(column)
  if (SAYS_UNIT.test(header) || PEOPLE.test(header)) return true
  // 面積(m2), 面積[ha], 人口_人, 延長m
  for (const [, within = ''] of header.matchAll(/[([〔【]([^)\]〕】]{1,8})[)\]〕】]/g))
    if (units.has(within) || /^[千百万億]?(?:円|人|件)$|^(?:m|㎥|m3|m2|m²|ha|km|kg|t|kwh|℃)$/i.test(within))
      return true
  return (
    column.parts.some((part) => units.has(part.normalize('NFKC'))) ||
    /(?:km2?|m2|ha|kg|kwh|mm|cm|メートル|ヘクタール|アール|トン|グラム|リットル|ワット|円)$/i.test(header)
  )
}

function unitInTexts({ texts }: SheetFacts): boolean {
  return texts.some(({ text }) => UNIT_TEXT.test(text.replace(/\s/g, '')))
}
