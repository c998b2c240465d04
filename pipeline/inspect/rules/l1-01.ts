import type { SheetFacts } from './facts.ts'
import { fail, pass, type Rule, unknown } from './say.ts'

const UNREADABLE: ReadonlySet<string> = new Set(['pdf', 'docx', 'html'])
const NAMES: Readonly<Record<string, string>> = {
  ...{
    csv: 'CSV',
    xlsx: 'Excel（XLSX）',
    xls: 'Excel（XLS）',
    ods: 'ODS',
    html: 'HTML',
    docx: 'Word（DOCX）',
  },
  ...{ pdf: 'PDF', shapefile: 'Shapefile', geojson: 'GeoJSON', kml: 'KML', zip: 'ZIP' },
}

export const rule: Rule = {
  id: 'L1-01',
  title: {
    ja: 'ファイル形式は機械が直接読み取れるExcelやCSV等となっているか',
    en: 'A format that machines read directly, such as Excel or CSV',
  },
  docs: {
    ja: 'ファイルの中身から分かる形式で判定し、PDF、DOCX（Word）、HTML は不適合、そのほかの読める形式（CSV、Excel、ODS、Shapefile、GeoJSON、KML）は適合です。ZIP は中から読み取ったファイルの形式で判定し、すべて読める形式なら適合、すべて PDF・DOCX・HTML なら不適合、混ざっているか、表のあるファイルを読み取れなかったときは判定できません。',
    en: 'Judged by the format that the bytes show: PDF, DOCX (Word) and HTML fail; every other format that is read (CSV, Excel, ODS, Shapefile, GeoJSON, KML) passes. A ZIP is judged by the files read from it: it passes where all are of such a format, fails where all are PDF, DOCX or HTML, and is not decidable where they are mixed or no file with a table could be read.',
  },
  judge: ({ file, format, sheets }) => {
    const formats = format === 'zip' ? formatsWithin(sheets) : [format]
    const unreadable = formats.filter((one) => UNREADABLE.has(one))
    const within = formats.map((one) => NAMES[one] ?? one)
    if (formats.length === 0)
      return unknown(
        'ZIP の中のファイルの形式が分からないので判定できません。',
        'The formats of the files within the ZIP are not known, so it can not be judged.',
      )
    if (unreadable.length > 0 && unreadable.length < formats.length)
      return unknown(
        `ZIP の中に、機械が直接読み取れる形式とそうでない形式があります（${within.join('、')}）。同じデータかどうかは分かりません。`,
        `The ZIP holds formats that machines read directly and others (${within.join(', ')}); whether their data are the same it does not say.`,
        {
          ja: 'PDF などの表が Excel や CSV でも公開されているか確かめてください。',
          en: 'See that the tables of PDF and the like are there as Excel or CSV too.',
        },
      )
    const name = format === 'zip' ? `ZIP の中の ${within.join('、')}` : (NAMES[format] ?? format)
    const nameEn = format === 'zip' ? `${within.join(', ')} within a ZIP` : (NAMES[format] ?? format)
    if (unreadable.length === 0)
      return pass(`${name} は機械が直接読み取れる形式です。`, `${nameEn}: machines read it directly.`)
    return fail(
      {
        ja: `${name} は人が読むための形式で、表のデータを機械が直接読み取れません。`,
        en: `${nameEn} is made for people to read: machines can not read its tables directly.`,
      },
      {
        ja: 'もとの表を Excel か CSV で公開してください（hiraku convert で CSV にできます）。',
        en: 'Publish the table as Excel or CSV (hiraku convert makes a CSV of it).',
      },
      { places: [{ file }], count: 1 },
    )
  },
}

/** Each once; of a ZIP within a ZIP too. */
function formatsWithin(sheets: readonly SheetFacts[]): readonly string[] {
  return [...new Set(sheets.flatMap(({ grid }) => (grid?.format === undefined ? [] : [grid.format])))]
}
