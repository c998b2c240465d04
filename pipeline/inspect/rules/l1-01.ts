import { fail, pass, type Rule } from './say.ts'

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
    ja: 'ファイルの中身から分かる形式で判定し、PDF、DOCX（Word）、HTML は不適合、そのほかの読める形式（CSV、Excel、ODS、Shapefile、GeoJSON、KML、ZIP）は適合です。ZIP の中のファイルの形式は見ません。',
    en: 'Judged by the format that the bytes show: PDF, DOCX (Word) and HTML fail; every other format that is read (CSV, Excel, ODS, Shapefile, GeoJSON, KML, ZIP) passes. What formats lie within a ZIP is not looked at.',
  },
  judge: ({ file, format }) => {
    const name = NAMES[format] ?? format
    if (!UNREADABLE.has(format))
      return pass(`${name} は機械が直接読み取れる形式です。`, `${name}: machines read it directly.`)
    return fail(
      {
        ja: `${name} は人が読むための形式で、表のデータを機械が直接読み取れません。`,
        en: `${name} is made for people to read: machines can not read its tables directly.`,
      },
      {
        ja: 'もとの表を Excel か CSV で公開してください（hiraku convert で CSV にできます）。',
        en: 'Publish the table as Excel or CSV (hiraku convert makes a CSV of it).',
      },
      { places: [{ file }], count: 1 },
    )
  },
}
