/** What the gate stops at outside of cells: in names, properties, headers of pages, links, text beside the tables. */
import type { FileProperties, LooseText } from '../../lib/grid.ts'
import type { Place, Problem, Text } from '../../problem.ts'
import { inspectProblem } from '../problems.ts'
import { personalIn } from './notes.ts'
import type { PrivacySettings } from './settings.ts'

/** Names of the file and of its worksheets become names of files and titles. */
export function nameProblems(
  grids: readonly { readonly worksheet: string | null }[],
  place: Place,
  settings: PrivacySettings,
): readonly Problem[] {
  const told = (name: string, said: Text, where: Place): readonly Problem[] => {
    // `_` and the ending make one word of what stands beside them elsewhere, and part words here
    const forms = [name, name.replace(/\.[A-Za-z0-9]{1,5}$/, ''), ...name.split('_')]
    const actual = forms.flatMap((one) => personalIn(one, settings) ?? [])[0]
    if (actual === undefined) return []
    return [inspectProblem('inspect/name-of-file', where, { where: said.en, whereJa: said.ja, actual })]
  }
  const file = /[^\\/]*$/.exec(place.file ?? '')?.[0] ?? ''
  return [
    ...told(file, { ja: 'ファイルの名前', en: 'The name of the file' }, place),
    ...grids.flatMap(({ worksheet }) =>
      worksheet === null
        ? []
        : told(
            worksheet,
            { ja: 'シート（表）の名前', en: 'The name of a worksheet (or table)' },
            { ...place, worksheet },
          ),
    ),
  ]
}

/** Each value once for the place it stands in. */
export function looseProblems(
  texts: readonly LooseText[],
  properties: FileProperties,
  place: Place,
  settings: PrivacySettings,
): readonly Problem[] {
  const seen = new Set<string>()
  const told = (text: string, said: Text, worksheet: string | undefined): readonly Problem[] => {
    const actual = personalIn(text, settings)
    const id = `${worksheet ?? ''}\n${said.en}\n${actual}`
    if (actual === undefined || seen.has(id)) return []
    seen.add(id)
    const where = worksheet === undefined ? place : { ...place, worksheet }
    return [inspectProblem('inspect/personal-note', where, { where: said.en, whereJa: said.ja, actual })]
  }
  return [
    ...texts.flatMap(({ part, text, worksheet }) => told(text, saidOf(part), worksheet)),
    ...Object.entries(properties).flatMap(([name, value]) =>
      told(
        value,
        { ja: `ファイルのプロパティ「${name}」`, en: `The property "${name}" of the file` },
        undefined,
      ),
    ),
  ]
}

/** What people call such parts; the part itself behind it, for who has to find it. */
const PARTS: readonly (readonly [pattern: RegExp, said: Text])[] = [
  [
    /headerFooter$|\/(?:header|footer)\d*\.xml|master-styles/,
    { ja: 'ページのヘッダー・フッター', en: 'A header or footer of pages' },
  ],
  [
    /dataValidation|content-validation|DataValidation/,
    { ja: '入力規則（ドロップダウンの一覧や説明）', en: 'An input rule' },
  ],
  [/definedName|named-|Names$/, { ja: '名前の定義', en: 'A defined name' }],
  [/hyperlink|\.rels/i, { ja: 'リンクの行き先', en: 'A link' }],
  [/pivotCache/i, { ja: 'ピボットテーブルに残る元のデータ', en: 'The data that a pivot table keeps' }],
  [/externalLink/i, { ja: '他のファイルから写した値', en: 'Values kept from another file' }],
  [/custom\.xml/, { ja: 'ファイルのプロパティ', en: 'A property of the file' }],
  [/comment/i, { ja: '表示されないコメント', en: 'A comment that is not shown' }],
  [/hidden$/, { ja: '表示されない文字', en: 'Text that is not shown' }],
  [/title$|meta$/, { ja: 'ページの題名や情報', en: 'The title or information of the page' }],
  [/ZIP: name$/, { ja: 'ZIP の中のファイルの名前', en: 'The name of a file in the ZIP' }],
]

function saidOf(part: string): Text {
  const [, said] = PARTS.find(([pattern]) => pattern.test(part)) ?? []
  const { ja, en } = said ?? { ja: '表の外の文字', en: 'Text outside the tables' }
  return { ja: `${ja}（${part}）`, en: `${en} (${part})` }
}
