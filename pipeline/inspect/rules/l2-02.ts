import { type ColumnFacts, createSpot, dataColumns, type TableFacts } from './facts.ts'
import { LOOK } from './looks.ts'
import { createPlaces, fail, NO_TABLE, pass, quoted, quotedEn, type Rule } from './say.ts'

export const rule: Rule = {
  id: 'L2-02',
  title: {
    ja: 'データ内での項目名等の省略をしていないか',
    en: 'Nothing is left out because it equals the row above',
  },
  docs: {
    ja: '「〃」「同上」「同じ」などのセルがあるか、空白や縦に結合したセルが上と同じ値を表す列があれば不適合、なければ適合です。空白は、表を読むときに「上と同じ」と判断した列と、左の２列のうち行のまとまりの名前を１度だけ書き、右隣に同じ語が繰り返される列だけを数えます。表が見つからなければ判定できません。',
    en: 'Fails where cells say “〃”, “同上” or “同じ”, or a column has blanks or cells merged downwards that stand for the value above; else it passes. Blanks count only in columns that were read so, and in one of the two leftmost columns that names a group of rows once, beside a column of the same words again and again. Without a table it is not decidable.',
  },
  judge: (file) => {
    const columns = dataColumns(file)
    if (columns.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    const hows = new Map<string, string>()
    for (const { sheet, table, column } of columns) {
      const { above, looks, blank, header } = column
      const dittos = looks.get(LOOK.ditto)
      // in a column of names 同じ may be a value; with 〃 the look reads it so
      if (dittos !== undefined) {
        hows.set('「〃」「同上」', 'ditto marks')
        places.addSpot(sheet, dittos, header)
      }
      if (above === undefined && isGroupLabel(column, table)) {
        hows.set('空白', 'blanks')
        places.addSpot(sheet, blank, header)
      }
      if (above === 'blank' || above === 'merged') {
        if (above === 'blank') hows.set('空白', 'blanks')
        else hows.set('縦のセルの結合', 'cells merged downwards')
        places.addSpot(sheet, blank.count > 0 ? blank : createSpot(), header)
      }
    }
    if (places.count === 0) return pass('上の行と同じ値も省略せずに書かれています。', 'Nothing is left out.')
    return fail(
      {
        ja: `上の行と同じ値が省略されています（${[...hows.keys()].join('、')}）：${quoted(places.headers)}。`,
        en: `Values equal to those above are left out (${[...hows.values()].join(', ')}): ${quotedEn(places.headers)}.`,
      },
      {
        ja: '同じ値でも、すべての行に書いてください（hiraku check --fix で書き込めます）。',
        en: 'Write the value in every row, be it the same (hiraku check --fix does so).',
      },
      places,
    )
  },
}

/** A name once for several rows, wherever among them, beside a column of the same few words again and again. */
function isGroupLabel(column: ColumnFacts, { columns, rows }: TableFacts): boolean {
  const at = columns.indexOf(column)
  const next = columns[at + 1]
  const { filled, blank, words, isMany } = column
  if (at > 1 || next === undefined || isMany || filled < 2 || blank.count < filled) return false
  if (words.size < filled || next.filled < rows || next.isMany) return false
  return (
    next.words.size * 2 <= next.filled && [...next.words.keys()].every((word) => !/^[\d.,-]+$/.test(word))
  )
}
