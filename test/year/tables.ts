/** The tables of the city: what stands in each, and the files that its offices make of them. */
import { writeXlsx } from '../../pipeline/lib/xlsx/write.ts'
import { htmlOf } from '../helpers/formats.ts'
import { encodeAs } from '../helpers/japanese.ts'

/** Header → cell. */
export type Row = Readonly<Record<string, string>>
export type Table = readonly Row[]

export const CODE = '129992'
const CITY = '千葉県あさひ野市'

/** What every list of the standard begins with. */
function place(number: number, name: string): Row {
  return {
    全国地方公共団体コード: CODE,
    ID: String(number).padStart(4, '0'),
    地方公共団体名: CITY,
    名称: name,
    所在地_連結表記: `${CITY}本町${number}-${(number % 7) + 1}`,
    緯度: (35.6 + number / 1000).toFixed(3),
    経度: (140.1 + number / 1000).toFixed(3),
  }
}

const NAMES = [
  '市役所',
  '北公民館',
  '南公民館',
  '中央図書館',
  '市民体育館',
  '東小学校',
  '西小学校',
  '港公園',
  '駅前広場',
  '郷土館',
]

const list = (more: (number: number) => Row): Table =>
  NAMES.map((name, i) => ({ ...place(i + 1, name), ...more(i + 1) }))

/** Of a record that has to be taken down later. */
export const PRIVATE = '個人宅の一角にある庭'

/** As they stand on the first of April. */
export const TABLES = {
  aed: list((n) => ({
    設置位置: n % 2 === 0 ? '受付' : '玄関',
    電話番号: `0475-12-34${10 + n}`,
    小児対応設備の有無: n % 3 === 0 ? '無' : '有',
    備考: '',
  })),
  public_toilet: list((n) => ({
    設置位置: `${(n % 3) + 1}階`,
    男性トイレ総数: String(n),
    女性トイレ総数: String(n + 1),
    車椅子使用者用トイレ有無: n % 2 === 0 ? '有' : '無',
    備考: '',
  })),
  public_facility: list((n) => ({ 電話番号: `0475-22-34${10 + n}`, バリアフリートイレ: '有', 備考: '' })),
  evacuation_space: list((n) => ({
    電話番号: `0475-32-34${10 + n}`,
    想定収容人数: String(100 * n),
    備考: '',
  })),
  public_wireless_lan: list((n) => ({ 設置者: 'あさひ野市', SSID: `ASAHINO-${n}`, 備考: '' })),
  cultural_property: list((n) => ({
    文化財分類: '市指定',
    種類: '建造物',
    '員数（数）': '1',
    所有者等: `あさひ野神社${n}`,
    備考: '',
  })),
  tourism: list((n) => ({ 備考: n === 4 ? PRIVATE : '' })),
} as const satisfies Readonly<Record<string, Table>>

export function rowsOf(table: Table): string[][] {
  const headers = Object.keys(table[0] ?? {})
  return [headers, ...table.map((row) => headers.map((header) => row[header] ?? ''))]
}

export function csv(table: Table, encoding: 'utf-8' | 'shift_jis' = 'utf-8'): Uint8Array {
  return encodeAs(
    encoding,
    rowsOf(table)
      .map((row) => `${row.join(',')}\r\n`)
      .join(''),
  )
}

export function xlsx(table: Table): Uint8Array {
  return writeXlsx({ sheets: [{ name: '一覧', rows: rowsOf(table) }] })
}

export function html(table: Table, title: string): string {
  return htmlOf(rowsOf(table), title)
}
