import { dataTables } from './facts.ts'
import { createPlaces, fail, NO_TABLE, pass, type Rule } from './say.ts'

export const rule: Rule = {
  id: 'L3-01',
  title: {
    ja: '項目名行から始まり、次行からデータ入力がされているか',
    en: 'Names in the first row, data from the second',
  },
  docs: {
    ja: '各シートの最初の表で、項目名が１行目に１行だけあり、２行目からデータが始まり、左に空白の列がなければ適合、どれかが違えば（項目名の行がない場合も）不適合です。同じシートの２つ目からの表は L1-02 で見ます。表が見つからなければ判定できません。',
    en: 'Passes where the first table of each worksheet has its names in row 1 alone, its data from row 2 on, and no blank column to its left; else (also without a row of names) it fails. Further tables of a worksheet are for L1-02. Without a table it is not decidable.',
  },
  judge: (file) => {
    const tables = dataTables(file)
    if (tables.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    const ja = new Set<string>()
    const en = new Set<string>()
    const seen = new Set<string | null>()
    for (const { sheet, table } of tables) {
      // what stands below another table is the rule of one table per worksheet
      if (seen.has(sheet.worksheet)) continue
      seen.add(sheet.worksheet)
      const { headerRows, firstData, columns } = table
      const [top] = headerRows
      const left = columns[0]?.column ?? 1
      if (top === undefined) {
        ja.add('項目名の行がありません')
        en.add('there is no row of names')
        places.add(sheet, firstData, left)
        continue
      }
      if (top > 1) {
        ja.add(`項目名が ${top} 行目にあります`)
        en.add(`the names stand in row ${top}`)
        places.add(sheet, top, left)
      } else if (headerRows.length > 1) {
        ja.add(`項目名が ${headerRows.length} 行あります`)
        en.add(`the names take ${headerRows.length} rows`)
        places.add(sheet, headerRows[1], left)
      } else if (firstData > 2) {
        ja.add(`データが ${firstData} 行目から始まっています`)
        en.add(`the data begin in row ${firstData}`)
        places.add(sheet, firstData, left)
      } else if (left > 1) {
        ja.add('左に空白の列があります')
        en.add('there are blank columns to the left')
        places.add(sheet, top, left)
      }
    }
    if (places.count === 0)
      return pass('１行目が項目名、２行目からがデータです。', 'Row 1 has the names, row 2 begins the data.')
    return fail(
      { ja: `${[...ja].slice(0, 3).join('。')}。`, en: `Not so: ${[...en].slice(0, 3).join('; ')}.` },
      {
        ja: '１行目に項目名を１行で書き、２行目からデータを書いてください。題名などは別のシートに移します。',
        en: 'Put the names into row 1 and the data from row 2 on; titles belong elsewhere.',
      },
      places,
    )
  },
}
