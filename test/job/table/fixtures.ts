/** Small files of the kinds that offices have, made here: each stands for several faults at once. */

import { xlsx } from '../../extract/spreadsheet/workbook.ts'
import { encodeAs } from '../../helpers/japanese.ts'

/** AED in the layout before the present one, with a preamble and a total. */
export const AED = `AED設置箇所一覧,,,,,,,,,,,,
令和6年4月1日現在,,,,,,,,,,,,

都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,住所,方書,緯度,経度,設置位置,電話番号,備考
142140,1,神奈川県,伊勢原市,伊勢原市役所,イセハラシヤクシヨ,神奈川県伊勢原市本町1-1,,35.4025,139.3147,１階ロビー,（0463）94-4711,
142140,2,神奈川県,伊勢原市,中央体育館,チュウオウタイイクカン,神奈川県伊勢原市中央2-3,,139.3201,35.4101,事務室,0463-92-3536,日没まで
142140,3,神奈川県,伊勢原市,"第一
公民館",ダイイチコウミンカン,神奈川県伊勢原市東3,,35.39,139.31,玄関,0463-90-0001,
,合計,3,,,,,,,,,,
※設置場所は変わることがあります。,,,,,,,,,,,,
`

/** Population by years: a cross table of two levels. */
export const CROSS = `地区別人口,,,,
,令和5年,,令和6年,
地区,男,女,男,女
本町,100,110,101,111
中央,"1,200","1,250","1,201","1,251"
〃,5,6,7,8
計,1305,1366,1309,1370
`

/** Of no sheet; a column of labels that are written once. */
export const OWN = `区分\t品目\t出し方\t料金
燃えるごみ\t生ごみ\t指定袋\t
\t紙くず\t指定袋\t
資源\tびん\tかご\t０円
\t缶\tかご\t若干
粗大\tたんす\t申込\t1,000円
`

function cellXml(text: string): string {
  return text === ''
    ? '<c/>'
    : /^-?\d+(?:\.\d+)?$/.test(text)
      ? `<c><v>${text}</v></c>`
      : `<c t="inlineStr"><is><t>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`
}

/** Rows of comma-separated cells as a worksheet. */
export function sheetXml(text: string, more = ''): string {
  const rows = text.trimEnd().split('\n')
  return `<sheetData>${rows
    .map((row) => `<row>${row.split(',').map(cellXml).join('')}</row>`)
    .join('')}</sheetData>${more}`
}

const WIFI = `公衆無線LAN一覧,,,,,
,,,,,
名称,住所,緯度,経度,設置者,SSID
図書館,本町2,35.4,139.3,伊勢原市,City_Wi-Fi
公園,中央4,35.41,139.31,伊勢原市,City_Wi-Fi
`

const MONTH = `施設名,利用者数,開館日数
図書館,120,25
体育館,80,24
合計,200,49
`

export const BOOK = xlsx({
  sheets: {
    説明: sheetXml('この資料について\n問い合わせ先は総務課です。\n'),
    WiFi: sheetXml(WIFI, '<mergeCells count="1"><mergeCell ref="A1:F1"/></mergeCells>'),
    '4月': sheetXml(MONTH),
    '5月': sheetXml(MONTH),
  },
})

export const FILES: readonly { readonly name: string; readonly bytes: Uint8Array }[] = [
  { name: 'aed.csv', bytes: encodeAs('shift_jis', AED.replaceAll('\n', '\r\n')) },
  { name: '人口.csv', bytes: encodeAs('utf-8', `\ufeff${CROSS}`) },
  { name: 'gomi.txt', bytes: encodeAs('utf-16le', `\ufeff${OWN}`) },
  { name: 'gomi-euc.tsv', bytes: encodeAs('euc-jp', OWN) },
  { name: '施設.xlsx', bytes: BOOK },
]

export const TEXTS: readonly string[] = [AED, CROSS, OWN]
