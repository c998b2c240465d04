import { describe, expect, test } from 'vitest'
import type { Merge, Row } from '../../../pipeline/lib/grid.ts'
import { findTables } from '../../../pipeline/recognize/tables/find.ts'
import { sameTable } from '../../../pipeline/recognize/tables/same.ts'
import { find, grid, lettersOf, runLetters, sampleOf, WORDS } from './helper.ts'

interface Case {
  readonly name: string
  readonly text: string
  readonly merges?: readonly Merge[]
  /** a string of letters for each table: preamble, header, data, note, example, totals, `.` blank, `-` not its own */
  readonly rows: readonly string[]
  /** headers of the columns of the first table, with `#n` for the n-th, `^` for what stands for the cell above, `!` for a column of instructions */
  readonly columns?: string
  readonly melt?: unknown
  readonly skip?: unknown
  readonly end?: unknown
  readonly asks?: RegExp
}

const across = (top: number, left: number, bottom: number, right: number): Merge => ({
  top,
  left,
  bottom,
  right,
})

const CASES: readonly Case[] = [
  {
    name: 'a plain table',
    text: `
      ID|名称|電話番号
      1|中央公園|054-626-1111
      2|東公園|054-626-2222`,
    rows: ['hdd'],
    columns: 'ID 名称 電話番号',
    skip: [],
  },
  {
    name: 'title, date and a blank row above',
    text: `
      公園一覧||
      ||令和6年4月1日現在
      ||
      ID|名称|電話番号
      1|中央公園|054-626-1111
      2|東公園|054-626-2222`,
    rows: ['pp.hdd'],
  },
  {
    name: 'rows about the file before and after the header',
    text: `
      #LINK|||
      #lang|ja||
      #license|http://example.jp/by||
      #property|name|lat|lon
      #object_type_xsd|string|string|string
      #property_context|Assertion|Assertion|Assertion
      1|中央|34.1|138.1
      2|東|34.2|138.2
      3|西|34.3|138.3`,
    rows: ['ppphppddd'],
    columns: '#property name lat lon',
    skip: [{ as: 'preamble', starts: ['#'] }],
  },
  {
    name: 'a header of two rows with groups, as a CSV has them',
    text: `
      No|名称|災害種別|||備考
      ||洪水|地震|津波|
      1|中央公園|○|○||
      2|東公園||○|○|東口のみ`,
    rows: ['hhdd'],
    columns: 'No 名称 災害種別_洪水 災害種別_地震 災害種別_津波 備考',
  },
  {
    name: 'a header of two rows with merged cells',
    text: `
      避難所一覧||||
      No|名称|災害種別||
      ||洪水|地震|津波
      1|中央公園|○|○|
      2|東公園||○|○`,
    merges: [across(1, 1, 1, 5), across(2, 1, 3, 1), across(2, 2, 3, 2), across(2, 3, 2, 5)],
    rows: ['phhdd'],
    columns: 'No 名称 災害種別_洪水 災害種別_地震 災害種別_津波',
  },
  {
    name: 'groups written over each of their columns',
    text: `
      |回答者|属性|属性|満足度|満足度
      |番号|性別|年代|医療|買物
      |1|男|30|4|5
      |2|女|40|3|3`,
    rows: ['hhdd'],
    columns: '回答者_番号 属性_性別 属性_年代 満足度_医療 満足度_買物',
  },
  {
    name: 'a header of three rows',
    text: `
      地区|人口||||世帯
      |日本人||外国人||
      |男|女|男|女|
      中央|100|110|1|2|80
      東|200|210|3|4|160`,
    merges: [
      across(1, 1, 3, 1),
      across(1, 2, 1, 5),
      across(2, 2, 2, 3),
      across(2, 4, 2, 5),
      across(1, 6, 3, 6),
    ],
    rows: ['hhhdd'],
    columns: '地区 人口_日本人_男 人口_日本人_女 人口_外国人_男 人口_外国人_女 世帯',
  },
  {
    name: 'line breaks within header cells',
    text: `
      ID|施設\\n名|電話\\n 番号
      1|中央公園|054-626-1111
      2|東公園|054-626-2222`,
    rows: ['hdd'],
    columns: 'ID 施設名 電話番号',
  },
  {
    name: 'headers that are blank, and twins',
    text: `
      ID|名称||備考|備考
      1|中央公園|34.1|あ|い
      2|東公園|34.2||い`,
    rows: ['hdd'],
    columns: 'ID 名称 _ 備考 備考#2',
  },
  {
    name: 'blank columns and rows before the table',
    text: `
      |||
      ||ID|名称|電話番号
      ||1|中央公園|054-626-1111
      |||
      ||2|東公園|054-626-2222`,
    rows: ['.hd.d'],
    columns: 'ID 名称 電話番号',
    end: undefined,
  },
  {
    name: 'tables side by side with the same headers',
    text: `
      地区別人口|||||
      地区|男|女||地区|男|女
      中央|10|11||東|20|21
      西|12|13||南|22|23
      北|14|15||||`,
    rows: ['phddd', 'phdd.'],
    columns: '地区 男 女',
  },
  {
    name: 'tables side by side without a blank column',
    text: `
      名称|電話番号|名称|電話番号
      中央公園|054-626-1111|東公園|054-626-2222
      西公園|054-626-3333||`,
    rows: ['hdd', 'hd.'],
    columns: '名称 電話番号',
  },
  {
    name: 'different tables side by side',
    text: `
      地区|人口||学校|児童数
      中央|1000||中央小|300
      東|2000||東小|400
      西|1500||||
      南|1600||||
      北|1700||||`,
    rows: ['hddddd', 'hdd...'],
    columns: '地区 人口',
  },
  {
    name: 'one table with a blank column is not torn',
    text: `
      ID|名称||電話番号|備考
      1|中央公園||054-626-1111|あ
      2|東公園||054-626-2222|`,
    rows: ['hdd'],
    columns: 'ID 名称 電話番号 備考',
  },
  {
    name: 'tables one below the other, with titles',
    text: `
      東地区||
      名称|住所|電話番号
      東公園|東1-1|054-626-1111
      東広場|東1-2|054-626-1112

      西地区||
      名称|住所|電話番号
      西公園|西1-1|054-626-2222
      西広場|西1-2|054-626-2223`,
    rows: ['phdd-----', '----.phdd'],
    end: { endsAtBlank: 1 },
  },
  {
    name: 'different tables one below the other, with a note between',
    text: `
      ID|名称|電話番号
      1|中央公園|054-626-1111
      2|東公園|054-626-2222
      ※休園日は月曜||

      学校別児童数||
      学校|学級数|児童数
      中央小|12|300
      東小|18|400`,
    rows: ['hddn-----', '----.phdd'],
    end: { endsAtBlank: 1 },
  },
  {
    name: 'the header again, at a page break',
    text: `
      ID|名称|電話番号
      1|中央公園|054-626-1111

      ID|名称|電話番号
      2|東公園|054-626-2222
      ID|名称|電話番号
      3|西公園|054-626-3333`,
    rows: ['hd.hdhd'],
    skip: [],
  },
  {
    name: 'instructions to the side',
    text: `
      #property|名称|緯度|経度|←データの項目名を入力
      1|中央|34.1|138.1|←2行目以降にデータを入力
      2|東|34.2|138.2|`,
    rows: ['hdd'],
    columns: '#property 名称 緯度 経度 ←データの項目名を入力!',
  },
  {
    name: 'levels of requirement and types below the header, examples',
    text: `
      ID|名称|住所|緯度
      必須|必須|任意|任意
      半角数字|文字列|文字列|小数
      例|中央公園|○○市1-1|35.0
      1|東公園|焼津市東1-1|34.8
      2|西公園|焼津市西1-1|34.9`,
    rows: ['hppedd'],
  },
  {
    name: 'levels of requirement above the header',
    text: `
      必須|必須|任意|任意
      ID|名称|住所|緯度
      1|東公園|焼津市東1-1|34.8
      2|西公園|焼津市西1-1|34.9`,
    rows: ['phdd'],
  },
  {
    name: 'an example that is made of circles',
    text: `
      ID|名称|住所|電話番号
      0|○○公園|○○市○○町1-1|000-000-0000
      1|東公園|焼津市東1-1|054-626-1111
      2|西公園|焼津市西1-1|054-626-2222`,
    rows: ['hedd'],
  },
  {
    name: 'circles in every row are data',
    text: `
      ID|名称|住所|電話番号
      1|○○公園|○○市○○町1-1|000-000-0000
      2|○○広場|○○市○○町1-2|000-000-0001`,
    rows: ['hdd'],
  },
  {
    name: 'a facility named 例… is data',
    text: `
      ID|名称|住所|電話番号
      1|例幣使街道資料館|焼津市東1-1|054-626-1111
      2|西公園|焼津市西1-1|054-626-2222`,
    rows: ['hdd'],
  },
  {
    name: 'notes below',
    text: `
      ID|名称|電話番号
      1|中央公園|054-626-1111
      2|東公園|054-626-2222
      ※月曜は休み||
      （注１）電話は代表||`,
    rows: ['hddnn'],
    skip: [{ as: 'note', starts: ['※', '(注'], filled: 1 }],
  },
  {
    name: 'unmarked notes below a blank row',
    text: `
      ID|名称|電話番号
      1|中央公園|054-626-1111
      2|東公園|054-626-2222

      この一覧は市の公園を載せたもの||
      問合せは公園課まで||`,
    rows: ['hdd.nn'],
    end: { endsAtBlank: 1 },
  },
  {
    name: 'a sentence right below the last row',
    text: `
      ID|名称|電話番号
      1|中央公園|054-626-1111
      2|東公園|054-626-2222
      電話番号は管理事務所のものです。休日はつながりません。||`,
    rows: ['hddn'],
  },
  {
    name: 'a record whose name begins with ※, and one with 合計 in its name',
    text: `
      ID|名称|住所|電話番号
      1|※東公園|焼津市東1-1|054-626-1111
      2|合計特殊会館|焼津市西1-1|054-626-2222
      3|南公園|焼津市南1-1|054-626-2222`,
    rows: ['hddd'],
    skip: [],
  },
  {
    name: 'a nearly blank row among the data stays data',
    text: `
      ID|名称|住所|電話番号
      1|中央公園|焼津市東1-1|054-626-1111
      |未定||
      2|南公園|焼津市南1-1|054-626-2222`,
    rows: ['hddd'],
    asks: /nearly blank/,
  },
  {
    name: 'totals: last, and of each group',
    text: `
      地区|町|人口|世帯
      東|一丁目|10|4
      東|二丁目|20|8
      東|小計|30|12
      西|三丁目|5|2
      西|小計|5|2
      合計||35|14`,
    rows: ['hddtdtt'],
  },
  {
    name: 'the total in the first row',
    text: `
      地区|人口|世帯
      総数|35|14
      東|30|12
      西|5|2`,
    rows: ['htdd'],
  },
  {
    name: '総数 as a category stays data',
    text: `
      年|性別|人口
      2020|総数|100
      2020|男|48
      2020|女|52
      2021|総数|98
      2021|男|47
      2021|女|50`,
    rows: ['hdddddd'],
    asks: /総数/,
  },
  {
    name: '〃 and 同上',
    text: `
      町|番地|名称|電話番号
      本町|1|中央公園|054-626-1111
      〃|2|東公園|054-626-2222
      同上|3|西公園|054-626-3333`,
    rows: ['hddd'],
    columns: '町^ditto 番地 名称 電話番号',
  },
  {
    name: 'cells merged downwards',
    text: `
      地区|名称|電話番号
      東|中央公園|054-626-1111
      |東公園|054-626-2222
      西|西公園|054-626-3333
      |西広場|054-626-4444`,
    merges: [across(2, 1, 3, 1), across(4, 1, 5, 1)],
    rows: ['hdddd'],
    columns: '地区^merged 名称 電話番号',
  },
  {
    name: 'labels in the first row of each group',
    text: `
      地区|名称|電話番号
      東地区|中央公園|054-626-1111
      |東公園|054-626-2222
      |東広場|054-626-2223
      西地区|西公園|054-626-3333
      |西広場|054-626-4444`,
    rows: ['hddddd'],
    columns: '地区^blank 名称 電話番号',
    asks: /mean the same/,
  },
  {
    name: 'labels in the middle row of each group are not carried',
    text: `
      地区|区分|人口
      |日本人|10
      鯖江|外国人|2
      |計|12
      |日本人|20
      神明|外国人|3
      |計|23`,
    rows: ['hddtddt'],
    columns: '地区 区分 人口',
    asks: /middle row/,
  },
  {
    name: 'a sparse first column that is no label',
    text: `
      法人番号|名称|電話番号
      1000020222127|中央公園|054-626-1111
      |東公園|054-626-2222
      |東広場|054-626-2223
      2000020222126|西公園|054-626-3333
      |西広場|054-626-4444`,
    rows: ['hddddd'],
    columns: '法人番号 名称 電話番号',
  },
  {
    name: 'a cross table of years, with a total',
    text: `
      地区|令和3年|令和4年|令和5年|合計
      東|10|11|12|33
      西|20|21|22|63`,
    rows: ['hdd'],
    melt: { type: 'year', leave: ['合計'] },
  },
  {
    name: 'a cross table of two levels',
    text: `
      地区|令和4年||令和5年|
      |男|女|男|女
      東|10|11|12|13
      西|20|21|22|23`,
    rows: ['hhdd'],
    columns: '地区 令和4年_男 令和4年_女 令和5年_男 令和5年_女',
    melt: { type: 'year' },
  },
  {
    name: 'years as numbers, months, ages',
    text: `
      区分|2019|2020|2021|2022
      東|10|11|12|13
      西|20|21|22|23`,
    rows: ['hdd'],
    melt: { type: 'year' },
  },
  {
    name: 'ages as headers',
    text: `
      町名|0～4歳|5～9歳|10～14歳|85歳以上
      東|10|11|12|13
      西|20|21|22|23`,
    rows: ['hdd'],
    melt: { type: 'age' },
  },
  {
    name: 'no header at all',
    text: `
      中央公園|焼津市本町1-1|054-626-1111|34.85
      東公園|焼津市東1-1|054-626-2222|34.86
      西公園|焼津市西1-1|054-626-3333|34.87`,
    rows: ['ddd'],
    asks: /no header/,
  },
  {
    name: 'a single row of data',
    text: `
      ID|名称|電話番号
      1|中央公園|054-626-1111`,
    rows: ['hd'],
  },
  {
    name: 'ragged rows',
    text: `
      ID|名称|電話番号|備考
      1|中央公園|054-626-1111
      2|東公園
      3|西公園|054-626-3333|あ|い`,
    rows: ['hddd'],
  },
  {
    name: 'a title directly above a header of one row is no group',
    text: `
      公園一覧|||令和6年4月1日現在
      ID|名称|住所|電話番号
      1|中央公園|焼津市本町1-1|054-626-1111
      2|東公園|焼津市東1-1|054-626-2222`,
    rows: ['phdd'],
    columns: 'ID 名称 住所 電話番号',
  },
  {
    name: 'a unit above the header',
    text: `
      地区別人口||
      ||（単位：人）
      地区|男|女
      東|10|11
      西|20|21`,
    rows: ['pphdd'],
  },
  {
    name: 'all of words',
    text: `
      品目|分別区分|注意点
      アイロン|破砕ごみ|
      アルバム|燃やせるごみ|金具は外す
      油紙|燃やせるごみ|`,
    rows: ['hddd'],
  },
  {
    name: 'a header of three rows, as a CSV has it',
    text: `
      地区|人口||||世帯数
      |日本人||外国人||
      |男|女|男|女|
      本町|10|11|1|2|8
      東町|20|21|3|4|16`,
    rows: ['hhhdd'],
    columns: '地区 人口_日本人_男 人口_日本人_女 人口_外国人_男 人口_外国人_女 世帯数',
  },
  {
    name: 'a header of two rows again, at a page break',
    text: `
      No|名称|災害種別||備考
      ||洪水|地震|
      1|中央|○|○|
      2|東|○||
      No|名称|災害種別||備考
      ||洪水|地震|
      3|西|○|○|
      4|南|○||`,
    rows: ['hhddhhdd'],
  },
  {
    name: 'tables with the same header one below the other, each with its title and total',
    text: `
      【男性】|||
      年齢|R4|R5|R6
      0歳|10|11|12
      1歳|10|11|12
      計|20|22|24

      【女性】|||
      年齢|R4|R5|R6
      0歳|9|10|11
      1歳|9|10|11
      計|18|20|22`,
    rows: ['phddt------', '-----.phddt'],
    end: { endsAtBlank: 1 },
    melt: { type: 'year' },
  },
  {
    name: 'tables one below the other without a blank row',
    text: `
      表1 公園数||
      区分|箇所数|面積
      街区公園|30|12.5
      近隣公園|5|20.1
      表2 遊具数||
      種類|個数|設置年
      すべり台|40|1999
      ブランコ|50|2001`,
    rows: ['phdd----', '----phdd'],
    end: { endsAt: { is: ['表2 遊具数'] } },
  },
  {
    name: 'three tables side by side with numbers of their rows',
    text: `
      No.|氏名|No.|氏名|No.|氏名
      1|山田|4|鈴木|7|佐藤
      2|田中|5|伊藤|8|加藤
      3|中村|6|小林||`,
    rows: ['hddd', 'hddd', 'hdd.'],
  },
  {
    name: 'a legend below',
    text: `
      名称|住所|電話番号|洪水|地震
      中央公園|本町1|054-626-1111|○|○
      東公園|東1|054-626-2222|×|○

      凡例|
      ○|対応
      ×|非対応`,
    rows: ['hdd.nnn'],
  },
  {
    name: 'units, numbers of columns and English names below the header',
    text: `
      地区|人口|世帯|面積
      |（人）|（世帯）|（k㎡）
      本町|100|40|1.2
      東町|200|80|2.3`,
    rows: ['hpdd'],
  },
  {
    name: 'English names below the header',
    text: `
      名称|住所|緯度|経度
      name|address|latitude|longitude
      中央公園|本町1|34.8|138.1
      東公園|東1|34.9|138.2`,
    rows: ['hpdd'],
  },
  {
    name: 'numbers of columns below the header',
    text: `
      名称|住所|緯度|経度
      1|2|3|4
      中央公園|本町1|34.8|138.1
      東公園|東1|34.9|138.2`,
    rows: ['hpdd'],
  },
  {
    name: 'a total that is one cell, and one in the column of numbers',
    text: `
      №|施設名|所在地|電話
      1|市役所|本町2|054-626-1111
      2|焼津公民館|本町5|054-627-1111
      計|2施設||`,
    rows: ['hddt'],
  },
  {
    name: 'a total that is one cell',
    text: `
      ID|名称|住所|電話番号
      1|中央公園|本町1|054-626-1111
      2|東公園|東1|054-626-2222
      合計　2施設|||`,
    rows: ['hddt'],
  },
  {
    name: 'a total that is a word alone, above a note',
    text: `
      名称|所在地|緯度|経度|設置位置
      本庁|田中1|35.4|139.3|1階
      支所|田中2|35.41|139.31|2階
      計||||
      ※設置位置は入口から見た階||||`,
    rows: ['hddtn'],
  },
  {
    name: 'a facility that is called 合計, and one with the word alone above others',
    text: `
      名称|所在地|緯度|経度|設置位置
      本庁|田中1|35.4|139.3|1階
      合計|||||
      支所|田中2|35.41|139.31|2階
      合計|田中3|||3階`,
    rows: ['hdddd'],
    asks: /Row 3 is nearly blank/,
  },
  {
    name: 'a total that is a word alone takes no record of the same name along',
    text: `
      名称|所在地|緯度|経度|設置位置
      本庁|田中1|35.4|139.3|1階
      計|田中|||入口
      計||||`,
    rows: ['hddt'],
  },
  {
    name: 'a kind 計 of a long table',
    text: `
      地区|区分|状態|時期
      田中|男|集計中|春
      田中|女|集計中|春
      桜台|男|済み|夏
      桜台|計||`,
    rows: ['hdddd'],
  },
  {
    name: 'words where there are values, below a blank row, are data',
    text: `
      名称|住所|電話番号|定員
      中央公園|本町1|054-626-1111|10
      東公園|東1|054-626-2222|20

      西公園|西1|なし|なし
      南公園|南1|054-626-3333|30
      北公園|北1|054-626-3334|30`,
    rows: ['hdd.ddd'],
  },
  {
    name: '以下同じ, and blanks below it',
    text: `
      ID|都道府県|名称|電話
      1|静岡県|中央公園|054-626-1111
      2|以下同じ|東公園|054-626-2222
      3||西公園|054-626-3333`,
    rows: ['hddd'],
    columns: 'ID 都道府県^blank 名称 電話',
    asks: /以下同じ/,
  },
  {
    name: 'all at once: title, unit, merged groups and labels, totals, a note',
    text: `
      令和6年度 施設別利用者数|||||
      |||||（単位：人）
      区分|施設名|利用者||稼働率|備考
      ||市内|市外||
      公民館|中央|10|20|30.5%|
      |東|11|21|31.5%|
      |計|21|41|31%|
      図書館|本館|10|20|30.5%|
      |分館|11|21|31.5%|改修
      |計|21|41|31%|
      合計||42|82|31%|
      ※市外は推計|||||`,
    merges: [
      across(1, 1, 1, 6),
      across(3, 1, 4, 1),
      across(3, 2, 4, 2),
      across(3, 3, 3, 4),
      across(3, 5, 4, 5),
      across(3, 6, 4, 6),
      across(5, 1, 7, 1),
      across(8, 1, 10, 1),
      across(11, 1, 11, 2),
    ],
    rows: ['pphhddtddttn'],
    columns: '区分^merged 施設名 利用者_市内 利用者_市外 稼働率 備考',
  },
  {
    name: 'totals of groups whose labels are numbered, one with a remark',
    text: `
      投票区|性別|有権者数|投票者数|備考
      第1|男|100|50|
      第1|女|110|60|
      第1|計|210|110|
      第2|男|200|150|
      第2|女|210|160|
      第2|計|410|310|速報
      市計|計|620|420|`,
    rows: ['hddtddtt'],
  },
  {
    name: 'a first record of words only is data',
    text: `
      名称|住所|電話番号|定員|開設
      中央公園|本町1|非公開|未定|不明
      東公園|東1|054-626-2222|20|2001
      西公園|西1|054-626-3333|30|2002`,
    rows: ['hddd'],
  },
  {
    name: 'a title in every cell, as a merge becomes in a CSV',
    text: `
      公園一覧|公園一覧|公園一覧|公園一覧
      ID|名称|住所|電話番号
      1|中央公園|本町1|054-626-1111
      2|東公園|東1|054-626-2222`,
    rows: ['phdd'],
  },
  {
    name: 'many columns that are mostly blank',
    text: `
      ID|名称|名称_カナ|住所|方書|電話番号|内線|FAX|URL|備考
      1|中央公園||||||||
      2|東公園||||||||
      3|西公園|ニシ|西1|2F|054-626-1111|12|054-626-1112|http://x.jp|※工事中
      4|南公園||||||||`,
    rows: ['hdddd'],
  },
  {
    name: 'dates as headers, with a total below and to the side',
    text: `
      施設|2024/4/1|2024/4/2|計
      図書館|100|200|300
      公民館|10|20|30
      計|110|220|330`,
    rows: ['hddt'],
    melt: { type: 'date', leave: ['計'] },
  },
  {
    name: 'months as headers, labels of groups, a total to the side',
    text: `
      年度|施設|4月|5月|6月|年度計
      令和4年度|図書館|10|11|12|33
      |公民館|10|11|12|33
      令和5年度|図書館|10|11|12|33
      |公民館|10|11|12|33`,
    rows: ['hdddd'],
    columns: '年度^blank 施設 4月 5月 6月 年度計',
    melt: { type: 'month', leave: ['年度計'] },
  },
  {
    name: 'groups that are counted, as a CSV has them, below titles and a blank row',
    text: `
      令和3年度　市立中学校生徒数||||||

      中学校||||||
      学校名|１年||２年||３年|
      |人|学級|人|学級|人|学級
      一中|171|5|170|4|154|4
      二中|124|4|124|4|130|4
      合計|295|9|294|8|284|8`,
    rows: ['p.phhddt'],
    columns: '学校名 １年_人 １年_学級 ２年_人 ２年_学級 ３年_人 ３年_学級',
  },
  {
    name: 'groups that are counted, merged in a worksheet',
    text: `
      令和3年度　市立中学校生徒数||||||

      中学校||||||
      学校名|１年||２年||３年|
      |人|学級|人|学級|人|学級
      一中|171|5|170|4|154|4
      二中|124|4|124|4|130|4
      合計|295|9|294|8|284|8`,
    merges: [
      across(1, 1, 1, 7),
      across(4, 1, 5, 1),
      across(4, 2, 4, 3),
      across(4, 4, 4, 5),
      across(4, 6, 4, 7),
    ],
    rows: ['p.phhddt'],
    columns: '学校名 １年_人 １年_学級 ２年_人 ２年_学級 ３年_人 ３年_学級',
  },
  {
    name: 'a header that counts: 1年 2年 3年',
    text: `
      学校名|1年|2年|3年|合計
      一中|171|170|154|495
      二中|124|124|130|378`,
    rows: ['hdd'],
    columns: '学校名 1年 2年 3年 合計',
  },
  {
    name: 'quantities without a header are no header that counts',
    text: `
      会議室|30人|10人|2時間
      和室|20人|5人|3時間
      広間|100人|50人|4時間`,
    rows: ['ddd'],
    asks: /no header/,
  },
  {
    name: 'a header of one word',
    text: `
      ID|ID|ID
      1|2|3
      4|5|6
      7|8|9`,
    rows: ['hddd'],
    columns: 'ID ID#2 ID#3',
    skip: [],
  },
  {
    name: 'years without their era',
    text: `
      年|50|55|60|2|7|12|17
      公園面積|2427|3002|3736|5009|5827|5386|6891
      一人当たり面積|2.10|2.58|3.16|4.22|4.95|5.34|5.53`,
    rows: ['hdd'],
    columns: '年 50 55 60 2 7 12 17',
    asks: /Is row 1 the header/,
  },
  {
    name: 'years without their era over a single row, with a remark below',
    text: `
      年度|58|63|15|
      公園整備費|162|1257|273|
      備考||||＊15年度は予算額`,
    rows: ['hdn'],
    columns: '年度 58 63 15 _',
  },
  {
    name: 'rows of years below each other are data',
    text: `
      年|人口|世帯
      50|1000|300
      55|1100|320
      60|1200|350`,
    rows: ['hddd'],
  },
  {
    name: 'rows of numbers below a header of letters are all data',
    text: `
      a|b|c
      1|2|3
      4|5|6`,
    rows: ['hdd'],
    skip: [],
  },
  {
    name: 'a first row of plain words among plain words is data',
    text: `
      code|name|type
      none|park|open
      A001|garden|closed
      A002|plaza|open`,
    rows: ['hddd'],
    skip: [],
  },
  {
    name: 'a table of columns and their types is data',
    text: `
      番号|名称|住所|内容
      1|ID|必須|文字列
      2|名称|必須|文字列
      3|緯度|任意|小数`,
    rows: ['hddd'],
    skip: [],
  },
  {
    name: 'a line about the document at the very end, over columns of numbers',
    text: `
      年|住宅地 最高|住宅地 最低|商業地 最高|商業地 最低
      2019|10|11|12|13
      2020|20|21|22|23
      2021|30|31|32|33

      令和5年度○○市行政資料集　用途別地価|Ver202303|||`,
    rows: ['hddd.n'],
    end: { endsAtBlank: 1 },
  },
  {
    name: 'a line about the document below a table of two columns',
    text: `
      種別|件数
      騒音|12
      振動|3
      悪臭|5

      令和5年度○○市行政資料集　相隣問題陳情件数|Ver202303`,
    rows: ['hddd.n'],
    end: { endsAtBlank: 1 },
  },
  {
    name: 'a line about the document, where a blank row stands among the data',
    text: `
      種別|件数|割合
      騒音|12|60%

      振動|3|15%
      悪臭|5|25%

      令和5年度○○市行政資料集　相隣問題陳情件数|Ver202303|`,
    rows: ['hd.dd.n'],
    end: { endsAt: { is: ['令和5年度○○市行政資料集　相隣問題陳情件数'] } },
  },
  {
    name: 'records below a blank row stay data, also with a long name',
    text: `
      種別|件数
      騒音|12
      振動|3

      その他（騒音、振動、悪臭のどれにも当たらないもの）|5`,
    rows: ['hdd.d'],
    skip: [],
  },
  {
    name: 'a record without its number below a blank row stays data',
    text: `
      施設|定員|住所
      中央公園|12|本町1
      東公園|3|東1

      西公園付属児童遊園|未定|西1`,
    rows: ['hdd.d'],
    skip: [],
  },
  {
    name: 'a title right above a cross table of two levels',
    text: `
      |||令和6年4月1日現在|
      地区|令和4年||令和5年|
      |男|女|男|女
      本町|10|11|12|13
      東町|20|21|22|23`,
    rows: ['phhdd'],
    columns: '地区 令和4年_男 令和4年_女 令和5年_男 令和5年_女',
    melt: { type: 'year' },
  },
  {
    name: 'the header again, with other spaces and widths',
    text: `
      ID|名称|電話番号
      1|中央公園|054-626-1111
      ＩＤ|名　称|電話番号
      2|東公園|054-626-2222`,
    rows: ['hdhd'],
    skip: [],
  },
  {
    name: 'some cells merged downwards, others blank',
    text: `
      地区|名称|電話番号
      東|中央公園|054-626-1111
      |東公園|054-626-2222
      |西公園|054-626-3333
      北|北公園|054-626-4444
      |北広場|054-626-5555`,
    merges: [across(2, 1, 3, 1)],
    rows: ['hddddd'],
    columns: '地区^merged 名称 電話番号',
    asks: /mean the same/,
  },
  {
    name: 'a table to the right of a blank column, below a merged title',
    text: `
      |公園の一覧|||
      ||||
      |ID|名称|電話番号|定員
      |1|中央公園|054-626-1111|10
      |2|東公園|054-626-2222|20`,
    merges: [across(1, 2, 1, 5)],
    rows: ['p.hdd'],
    columns: 'ID 名称 電話番号 定員',
  },
  {
    name: 'rows that name a section, in brackets',
    text: `
      名称|住所|電話番号
      【公立】||
      中央保育園|本町1|054-626-1111
      東保育園|東1|054-626-2222
      【私立】||
      西保育園|西1|054-626-3333
      南保育園|南1|054-626-4444`,
    rows: ['hnddndd'],
    skip: [{ as: 'note', starts: ['【'], filled: 1 }],
    asks: /【公立】/,
  },
  {
    name: 'rows that name a section, merged over the table',
    text: `
      名称|住所|電話番号|定員
      公立保育園|||
      中央保育園|本町1|054-626-1111|10
      東保育園|東1|054-626-2222|20
      私立保育園|||
      西保育園|西1|054-626-3333|30`,
    merges: [across(2, 1, 2, 4), across(5, 1, 5, 4)],
    rows: ['hnddnd'],
    skip: [{ as: 'note', is: ['公立保育園', '私立保育園'], filled: 1 }],
    asks: /公立保育園/,
  },
  {
    name: 'rows that name a section where the others have a number',
    text: `
      番号|名称|住所|電話番号
      公立|||
      1|中央保育園|本町1|054-626-1111
      2|東保育園|東1|054-626-2222
      私立|||
      3|西保育園|西1|054-626-3333
      4|南保育園|南1|054-626-4444`,
    rows: ['hnddndd'],
    skip: [{ as: 'note', is: ['公立', '私立'], filled: 1 }],
  },
  {
    name: 'records of a name only stay data',
    text: `
      名称|住所|電話番号
      中央保育園|本町1|054-626-1111
      東保育園||
      西保育園|西1|054-626-3333
      南保育園||
      北保育園|北1|054-626-4444`,
    rows: ['hddddd'],
    skip: [],
    asks: /nearly blank/,
  },
  {
    name: 'a single name in brackets stays data',
    text: `
      名称|住所|電話番号
      中央保育園|本町1|054-626-1111
      【休園中】||
      西保育園|西1|054-626-3333
      北保育園|北1|054-626-4444`,
    rows: ['hdddd'],
    asks: /nearly blank/,
  },
  {
    name: 'what is reckoned below the total',
    text: `
      地区|人口|世帯
      東|30|12
      西|5|2
      合計|35|14
      平均|17.5|7
      前年比|101.2%|100.5%`,
    rows: ['hddttt'],
  },
  {
    name: 'the mean at the end, as the numbers say',
    text: `
      年度|利用者数|件数
      2021|30|12
      2022|5|2
      平均|17.5|7`,
    rows: ['hddt'],
  },
  {
    name: 'what is reckoned, with no total and no number that says so, stays data',
    text: `
      年度|利用者数|件数
      2021|30|12
      2022|5|2
      増減|100|3`,
    rows: ['hddd'],
    asks: /増減/,
  },
  {
    name: 'the mean of each group is a category',
    text: `
      年|区分|気温
      2020|最高|30
      2020|平均|15
      2021|最高|32
      2021|平均|16`,
    rows: ['hdddd'],
  },
]

function columnsOf(rows: readonly Row[], merges: readonly Merge[] | undefined): string {
  const [table] = find(rows, merges).tables
  return (table?.columns ?? [])
    .map(
      ({ header, nth, above, leave }) =>
        `${header === '' ? '_' : header}${header !== '' && nth > 1 ? `#${nth}` : ''}${above === undefined ? '' : `^${above}`}${leave === undefined ? '' : '!'}`,
    )
    .join(' ')
}

describe('a table', () => {
  test.each(CASES.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const rows = grid(one.text)
    const { tables, none } = find(rows, one.merges)
    expect(none).toBeUndefined()
    expect(tables.map((table) => lettersOf(table, rows.length))).toEqual(one.rows)
    if (one.columns !== undefined) expect(columnsOf(rows, one.merges)).toBe(one.columns)
    const [table] = tables
    if (one.melt !== undefined || table?.rules.melt !== undefined) expect(table?.rules.melt).toEqual(one.melt)
    if (one.skip !== undefined) {
      expect(table?.rules.skip.map(({ reason: _reason, ...rule }) => rule)).toEqual(one.skip)
    }
    if (one.end !== undefined) {
      expect({ ...one.end }).toEqual(
        Object.fromEntries(
          Object.entries(table?.rules ?? {}).filter(([key]) => key === 'endsAtBlank' || key === 'endsAt'),
        ),
      )
    }
    if (one.asks !== undefined) {
      expect((table?.questions ?? []).map(({ en }) => en).join('\n')).toMatch(one.asks)
    }
    for (const found of tables) {
      expect(runLetters(found, rows, one.merges), 'the run says the same').toBe(lettersOf(found, rows.length))
    }
  })
})

describe('no table', () => {
  test.each([
    ['nothing', '', /nothing/],
    ['blank cells', '||\n||', /nothing/],
    [
      'a cover',
      `
      オープンデータ一覧
      令和6年度
      焼津市`,
      /cover/,
    ],
    [
      'an explanation',
      `
      はじめに|
      1|このファイルは市の公園の一覧です。毎年4月に更新します。
      2|利用の条件は CC BY 4.0 です。出典を書いてください。
      3|問合せは公園課までお願いします。電話は代表番号です。`,
      /explanation/,
    ],
    [
      'a form',
      `
      申請書||
      氏名|焼津太郎|
      住所|焼津市本町1-1|
      電話番号|054-626-1111|
      生年月日|昭和50年1月1日|`,
      /form/,
    ],
    [
      'headers down the left side',
      `
      施設名|中央公園|東公園|西公園
      住所|本町1|東1|西1
      電話番号|054-626-1111|054-626-2222|054-626-3333
      緯度|34.1|34.2|34.3
      経度|138.1|138.2|138.3`,
      /turned/,
    ],
  ])('%s', (_, text, why) => {
    const { tables, none } = find(grid(text))
    expect(tables).toEqual([])
    expect(none?.en).toMatch(why)
  })
})

describe('tables of one make', () => {
  const april = grid('公園別利用者||\nID|名称|人数\n1|中央公園|10\n2|東公園|20')
  const may = grid('ID|名 称|人数\n1|中央公園|11\n2|東公園|21\n3|西公園|22')
  const other = grid('ID|住所|人数\n1|本町|11\n2|東町|21')
  const first = (rows: readonly Row[]) => find(rows).tables[0]
  test.each([
    [april, may, true],
    [april, other, false],
  ])('%#', (a, b, same) => {
    const [left, right] = [first(a), first(b)]
    expect(left !== undefined && right !== undefined && sameTable(left, right)).toBe(same)
  })
})

describe('a sample that is not the whole file', () => {
  test('blank rows are no end there, since those within were not all seen', () => {
    const rows = grid(`
      ID|名称|電話番号
      1|中央公園|054-626-1111
      2|東公園|054-626-2222

      この一覧は市の公園を載せたもの||`)
    const sample = sampleOf(rows)
    const { tables } = findTables({ ...sample, complete: false }, WORDS)
    expect(tables[0]?.rules).toMatchObject({ endsAt: { is: ['この一覧は市の公園を載せたもの'] } })
    expect(tables[0]?.rules.endsAtBlank).toBeUndefined()
  })
  test('rows keep their numbers', () => {
    const sample = sampleOf(grid('ID|名称|電話番号\n1|中央公園|054-626-1111\n2|東公園|054-626-2222'))
    const spread = {
      ...sample,
      complete: false,
      rows: sample.rows.map((one, i) => ({ ...one, row: i === 2 ? 900 : one.row })),
    }
    expect(findTables(spread, WORDS).tables[0]).toMatchObject({ firstRow: 1, lastRow: 900, headerRows: [1] })
  })
})

test('hidden rows are data like others', () => {
  const rows = grid('ID|名称|電話番号\n1|中央公園|054-626-1111\n2|東公園|054-626-2222\n3|西公園|054-626-3333')
  const sample = sampleOf(rows, [])
  const { facts } = sample
  if (facts === undefined) throw new Error('a worksheet has facts')
  const hidden = { ...sample, facts: { ...facts, hiddenRows: new Set([3]), hiddenColumns: new Set([2]) } }
  expect(findTables(hidden, WORDS)).toEqual(findTables(sample, WORDS))
  expect(findTables(hidden, WORDS).tables[0]?.data.map(({ row }) => row)).toEqual([2, 3, 4])
})
