/** Files with nothing in them, or without what is looked for. */
export const nothingProblems = {
  'extract/empty': {
    severity: 'error',
    scope: 'source',
    ja: 'ファイルが空です。',
    en: 'The file is empty.',
    fixJa:
      '元のファイルを開いて中身があるか確かめ、もう一度コピーまたはダウンロードした、中身のあるファイルを指定してください。',
    fixEn: 'See whether the original has anything in it, copy or download it once more, and give that file.',
  },
  'extract/empty-source': {
    severity: 'error',
    scope: 'source',
    ja: '取り込んだ元のファイルが空です。',
    en: 'The file of the source is empty.',
    fixJa: '正しいファイルを snapshot/ に置き、snapshot.yaml の sha256 と bytes を書き直してください。',
    fixEn: 'Put the right file into snapshot/ and renew sha256 and bytes in snapshot.yaml.',
  },
  'extract/no-tables': {
    severity: 'error',
    scope: 'source',
    ja: '{actual} の中に表がありません。',
    en: 'There is no table in this {actual} file.',
    fixJa:
      'ファイルを開いて、表があるか確かめてください。表が画像で貼り付けてあるときは読めないので、作成した部署に元の Excel や CSV を求めてください。',
    fixEn:
      'Open the file and see whether it has a table. A table that is a picture can not be read: ask those who made it for the original Excel or CSV file.',
  },
  'extract/no-tables-on-page': {
    severity: 'error',
    scope: 'source',
    ja: 'ウェブページ（{actual}）の中に表がありません。',
    en: 'There is no table on this web page ({actual}).',
    fixJa:
      'ファイルに中身があるか確かめてください。ウェブページでは、表が画像やスクリプト、別のページ（フレーム）で作られていることがあります。そのときは画面の表を Excel に貼り付けて「Excel ブック (*.xlsx)」として保存してください。',
    fixEn:
      'See whether there is anything in the file. On a web page the table may be a picture, made by a script or on another page (a frame): copy it from the screen into Excel and save it as "Excel Workbook (*.xlsx)".',
  },
} as const
