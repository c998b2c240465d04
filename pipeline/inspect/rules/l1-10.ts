import { addressOfCell } from '../../lib/grid.ts'
import { isSpreadsheet } from './facts.ts'
import { createPlaces, fail, NOT_SPREADSHEET, pass, type Rule, unknown } from './say.ts'

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  picture: ['画像', 'pictures'],
  shape: ['図形', 'shapes'],
  'text-box': ['テキストボックス', 'text boxes'],
  chart: ['グラフ', 'charts'],
  control: ['ボタンなどの部品', 'controls'],
  other: ['埋め込みオブジェクト', 'embedded objects'],
}

export const rule: Rule = {
  id: 'L1-10',
  title: { ja: '【Excel】オブジェクトを使用していないか', en: '[Excel] No objects' },
  docs: {
    ja: '画像、図形、テキストボックス、グラフ、ボタンなどの部品、埋め込みオブジェクトが１つでもあれば、情報を持つものかどうかにかかわらず不適合、なければ適合です。セルのコメントは数えません。図を読み取れない XLS と、図の部分が壊れたファイルは判定できず、Excel・ODS のほかは対象外（判定できない）です。',
    en: 'Fails where there is any picture, shape, text box, chart, control or embedded object, whether or not it says something; else it passes. Comments of cells are not counted. XLS, whose objects are not read, and files whose drawings can not be read are not decidable; what is neither Excel nor ODS is not applicable (not decidable).',
  },
  judge: (file) => {
    if (!isSpreadsheet(file)) return NOT_SPREADSHEET()
    const places = createPlaces(file)
    const kinds = new Map<string, string>()
    let isKnown = true
    for (const sheet of file.sheets) {
      const objects = sheet.grid?.objects
      if (objects === undefined) isKnown = false
      for (const { kind, cell } of objects ?? []) {
        const [ja = '', en = ''] = KINDS[kind] ?? []
        kinds.set(ja, en)
        const { row, column } = addressOfCell(cell ?? '')
        if (row === 0) places.add(sheet, undefined, undefined)
        else places.add(sheet, row, column)
      }
    }
    if (places.count > 0)
      return fail(
        {
          ja: `オブジェクトが ${places.count} 個あります（${[...kinds.keys()].join('、')}）。`,
          en: `Objects: ${places.count} (${[...kinds.values()].join(', ')}).`,
        },
        {
          ja: '図や文字の箱に書いた内容をセルに書き、オブジェクトを削除してください。',
          en: 'Write what they say into cells, and delete them.',
        },
        places,
      )
    return isKnown
      ? pass('図・画像などのオブジェクトはありません。', 'There are no objects.')
      : unknown(
          'この形式では、図や画像があるかを読み取れません。',
          'Whether there are pictures or shapes can not be read from this format.',
          { ja: 'Excel で開いて確かめてください。', en: 'Open it in Excel and look.' },
        )
  },
}
