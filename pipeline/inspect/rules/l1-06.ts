import { dataTables } from './facts.ts'
import { LOOK } from './looks.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

/** In a header even one space between Japanese characters is there for the look: 氏　名 */
const HEADER_SPACE =
  /^[ \u3000]|[ \u3000]$|[ \u3000]{2,}|(?:^|[ \u3000])\S[ \u3000]\S(?:$|[ \u3000])|[\u3040-\u9fff]\u3000[\u3040-\u9fff]/u

export const rule: Rule = {
  id: 'L1-06',
  title: { ja: 'スペースや改行等で体裁を整えていないか', en: 'No spaces or line breaks for layout' },
  docs: {
    ja: '項目名とデータのセルに、前後の空白、続いた空白、「合　計」のように字の間をあける空白、改行のどれかがあれば不適合、なければ適合です。語の間の空白１つ（「東 公園」）と、40 字を超える文章の途中の空白は数えませんが、項目名では日本語の間の全角空白１つも数えます。題名と注記は見ず、表が見つからなければ判定できません。',
    en: 'Fails where a cell of header or data has spaces at an end, several together or between the characters of a word (“合　計”), or a line break; else it passes. One space between words (“東 公園”) and spaces within texts of more than 40 characters are left, but in a name of a column one full-width space between Japanese characters counts. Titles and notes are not looked at; without a table it is not decidable.',
  },
  judge: (file) => {
    const tables = dataTables(file)
    if (tables.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    let breaks = 0
    let spaces = 0
    for (const { sheet, table } of tables) {
      for (const { row, column, text } of table.headers) {
        const isBroken = /[\r\n]/.test(text)
        if (!isBroken && !HEADER_SPACE.test(text)) continue
        if (isBroken) breaks += 1
        else spaces += 1
        places.add(sheet, row, column, text.replace(/\s+/g, ' ').trim())
      }
      for (const column of table.columns) {
        const broken = column.looks.get(LOOK.breaks)
        const spaced = column.looks.get(LOOK.spaces)
        breaks += broken?.count ?? 0
        spaces += spaced?.count ?? 0
        places.addSpot(sheet, broken, column.header)
        places.addSpot(sheet, spaced, column.header)
      }
    }
    if (places.count === 0)
      return pass(
        'セルの前後の空白や、体裁のための空白・改行はありません。',
        'No cell has spaces or line breaks for layout.',
      )
    const ja = [
      spaces > 0 ? `余分な空白のあるセルが ${spaces} 個` : '',
      breaks > 0 ? `改行のあるセルが ${breaks} 個` : '',
    ].filter((text) => text !== '')
    const en = [spaces > 0 ? `spaces: ${spaces}` : '', breaks > 0 ? `line breaks: ${breaks}` : ''].filter(
      (text) => text !== '',
    )
    return fail(
      {
        ja: `${ja.join('、')}あります（${quoted(places.headers)}）。`,
        en: `Cells with ${en.join(', ')} (${quotedEn(places.headers)}).`,
      },
      {
        ja: '文字の前後や間の余分な空白と、セルの中の改行を取り除いてください。',
        en: 'Remove spaces around and between characters, and line breaks within cells.',
      },
      places,
    )
  },
}
