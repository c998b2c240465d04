import { dataTables } from './facts.ts'
import { createPlaces, fail, NO_TABLE, NOT_CSV, pass, type Rule } from './say.ts'

/** A comma that is not within quotes cuts its cell: the row has cells beyond the last column. */
export const rule: Rule = {
  id: 'L1-15',
  title: {
    ja: '【CSV】文字列にカンマが含まれているフィールドの値はダブルコーテーションで囲んでいるか',
    en: '[CSV] Fields with commas are quoted',
  },
  docs: {
    ja: '表の列の外にはみ出した（空白でない）セルのある行か、最後まで読み取れない行があれば、値の中のカンマが囲まれていないとみて不適合、なければ適合です。囲み忘れがあっても列がはみ出さなければ分かりません。CSV のほかは対象外（判定できない）で、表が見つからなければ判定できません。',
    en: 'Fails where a row has filled cells beyond the columns of the table, or can not be read whole: a comma seems to be unquoted; else it passes. An unquoted comma that leads to no cell beyond is not seen. What is no CSV is not applicable (not decidable); without a table it is not decidable.',
  },
  judge: (file) => {
    if (file.format !== 'csv') return NOT_CSV()
    const tables = dataTables(file)
    if (tables.length === 0) return NO_TABLE()
    const places = createPlaces(file)
    for (const { sheet, table } of tables) {
      places.addSpot(sheet, table.outside)
      places.addSpot(sheet, table.broken)
    }
    if (places.count === 0)
      return pass(
        '項目名の数を超える行はなく、囲まれていないカンマは見つかりません。',
        'No row has more cells than the header: no unquoted comma was found.',
      )
    return fail(
      {
        ja: `項目名の数より多く区切られた行があります（はみ出したセルは ${places.count} 個）。値の中のカンマが囲まれていないと考えられます。`,
        en: `Rows have more cells than the header (${places.count} cells beyond): commas in values seem to be unquoted.`,
      },
      {
        ja: 'カンマを含む値を "…" で囲んでください。Excel で「CSV（コンマ区切り）」として保存し直すと自動で囲まれます。',
        en: 'Put values with commas in "…"; Excel does so when it saves as CSV.',
      },
      places,
    )
  },
}
