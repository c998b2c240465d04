/**
 * When the gate tells each of its codes, and when it does not: for docs/rules.md. What is said here is decided in cell.ts
 * (single cells), columns.ts and verdict.ts (whole columns), hidden.ts, notes.ts, properties.ts and exif.ts.
 */
import type { Severity, Text } from '../../problem.ts'
import type { InspectCode } from '../problems.ts'

export interface GateDocs extends Text {
  /** all that the gate itself gives this code, the gravest first */
  readonly severities: readonly Severity[]
}

export const privacyDocs: Readonly<Record<InspectCode, GateDocs>> = {
  'inspect/my-number': {
    severities: ['error'],
    ja: '検査用数字の合う 12 桁の番号が、セル全体であるか、4-4-4 桁に区切られているか、１つのセルに 2 個以上（12 桁の番号の半分より多く）あるか、項目名かセルに「個人番号」「マイナンバー」とあるとき（このときは区切り方を問いません）。より長い番号・小数・英字付きの番号の一部と、緯度・経度の列では知らせず、「個人番号」とないときは日時（202404010930）と年の並びも数えず、番号・コード・数量・日付の列と、数値だけの列（「備考」などを除く）は列全体で判断します（my-number-column、my-number-doubt）。',
    en: 'A number of 12 digits with the right check digit that is a whole cell, is written 4-4-4, stands in one cell with another such (and they are more than half of its 12-digit numbers), or whose header or cell says “個人番号” or “マイナンバー” (then however its digits are parted). Not told of parts of longer numbers, decimals or codes with letters, nor of columns of coordinates; times (202404010930) and years in a row are told only where “個人番号” is said; columns of codes, amounts, dates and, but for “備考” or the like, of numbers alone are judged as a whole (my-number-column, my-number-doubt).',
  },
  'inspect/my-number-doubt': {
    severities: ['warning'],
    ja: '文の中に検査用数字の合う 12 桁の番号があるとき（1234/5678/9018 のような区切りも）、また番号・コード・日付・数値の列（または項目名のない列）で、合うものが偶然（10 個に 1 個）より多いが個人番号の列とまでは言えないとき。列では、合うものが 12 桁の番号の 4 分の 1 以下か、２つ以上のうち 1 個だけなら知らせず、項目名が金額や数量を言う数値の列でも知らせません。',
    en: 'A number of 12 digits with the right check digit within a text, or written like 1234/5678/9018; or in a column of codes, dates or numbers (or one without a header), more of them than chance gives (one in ten) and too few to be sure. Of a column it is not told where at most a quarter of its 12-digit numbers, or one of several, end right, nor of numbers whose header says an amount.',
  },
  'inspect/my-number-column': {
    severities: ['error'],
    ja: '番号・コード・数量・金額などの列（または項目名のない列）に検査用数字の合う 12 桁の番号が 3 個以上あり、すべてが合うか、6 個以上でかつ半分以上が合うとき。それより少なければ偶然かもしれないので知らせないか、my-number-doubt で知らせます。',
    en: 'A column of codes or amounts (or one without a header) has three or more numbers of 12 digits with the right check digit, and all of its 12-digit numbers are so, or six and at least half of them. Fewer may be chance: they are not told, or as my-number-doubt.',
  },
  'inspect/mobile-phone': {
    severities: ['error', 'warning'],
    ja: '060・070・080・090 で始まる携帯電話の番号（+81、「.」「・」「/」「~」「_」での区切り、電話の列で先頭の 0 が消えたものも）があるとき。電話や連絡先の列なら warning、「携帯」「自宅」「担当者」などの列、本人の氏名などの列がある表の連絡先（標準が求める列では warning）、連絡先でない列、表の外では error です。標準のデータセットが求める連絡先の列では contact-mobile で知らせ、0800 の番号と、番号・コードの列の区切りのない 11 桁の数字は知らせません。',
    en: 'The number of a mobile phone (060, 070, 080, 090; with +81, parted by “.”, “/”, “~” or “_” too, or in a column of telephones without its first zero). In a column for contact it is a warning; an error in columns such as “携帯”, “自宅” or “担当者”, for contact in a table of private persons (a warning where the sheet of the standard asks for it), in any other column and outside the table. In a column for contact that the sheet asks for it is contact-mobile; 0800 numbers, and eleven bare figures in a column of codes, are not told.',
  },
  'inspect/contact-mobile': {
    severities: ['info'],
    ja: '標準のデータセットが求める電話・連絡先の列に携帯電話の番号があるときは、施設や団体の番号であることが多いので、知らせるだけで行は保留しません。本人の氏名などの列が余分にある表と、標準が求めない列では、mobile-phone で知らせます。',
    en: 'A column for telephone or contact that the sheet of the standard asks for has the number of a mobile phone: mostly that of the facility or body, so it is told and holds no row. In a table with a column of private persons besides, and in columns that the sheet does not ask for, it is mobile-phone.',
  },
  'inspect/private-mail': {
    severities: ['error', 'warning'],
    ja: '携帯電話会社、フリーメール、プロバイダーのメールアドレス（schemas/inspection/mail.yaml のドメイン、(at) や [アット] と書いたものも）があるとき。携帯電話会社とフリーメールは、連絡先の列なら warning、ほかの列・表の外・本人の列では error、プロバイダーは連絡先の列なら知らせず、ほかでは warning です。一覧にないドメインは組織のものとみなし、知らせません。',
    en: 'An address of mail at a mobile carrier, a free service or a provider (the domains of schemas/inspection/mail.yaml; also where its sign is written (at) or [a]). Of carriers and free services: a warning in a column for contact, an error in other columns, those of a person, and outside the table; of providers: not told in a column for contact, else a warning. Any other domain is taken for that of an organization and not told.',
  },
  'inspect/birth-dates': {
    severities: ['error'],
    ja: '項目名に「生年月日」「誕生日」などとある列に年月日があり、同じ表に人の名前の列（person-names か names-in-office）も見つかったとき。標準のデータセットが求める列と、「発生年月日」などは数えません。',
    en: 'A column named “生年月日”, “誕生日” or the like has dates, and the same table has a column of names of persons (person-names or names-in-office). Columns that the sheet of the standard asks for, and names such as “発生年月日”, do not count.',
  },
  'inspect/birth-dates-alone': {
    severities: ['warning'],
    ja: '項目名に「生年月日」「誕生日」などとある列に年月日があり、同じ表に人の名前の列が見つからないとき。年だけ・年月だけの値は数えません。',
    en: 'A column named “生年月日”, “誕生日” or the like has dates, and no column of names of persons was found in the table. Years and months alone do not count.',
  },
  'inspect/person-names': {
    severities: ['error'],
    ja: '項目名に「氏名」「保護者」「申請者」などとある列に、よくある姓と名のそろった値が 1 つか、人名の形の値が 2 つ以上で３割以上あるとき（「氏名」「児童名」など人名しか入らない列では、ローマ字・カナ・名字だけの値も数え、「名前」の列では確かな値があり人名の形の値が半分以上のとき）。項目名から分からない文字の列では、確かな値が 3 つ以上で６割以上のときだけです（最初の 500 行と、その後は 128 行に 1 行を見ます）。標準のデータセットが求める列と、「作者」「施設」「法人名」などの列は見ず、役職などの列がある表は names-in-office で知らせます。',
    en: 'A column named “氏名”, “保護者”, “申請者” or the like has one value of a common surname and a given name, or two and 30 % or more of the shape of a name (in columns such as “氏名” or “児童名”, where nothing but names stands, Latin letters, kana and surnames alone have it too; under “名前” one must be sure and half of that shape). Of a column of text whose header says nothing it is told only where three or more, and 60 %, are surely names (the first 500 rows, then one in 128 are looked at). Columns that the sheet of the standard asks for, and those named “作者”, “施設”, “法人名” or the like, are not looked at; in tables of persons in office it is names-in-office.',
  },
  'inspect/names-in-office': {
    severities: ['warning'],
    ja: '「代表者」「管理者」「担当」「作成者」「議員」「委員」などの列、または「役職」「商号」「法人番号」などの列がある表の「氏名」などの列に、人の名前と思われる値があるとき（数え方は person-names と同じ）。標準のデータセットが求める列では知らせません。',
    en: 'A column named “代表者”, “管理者”, “担当”, “作成者”, “議員”, “委員” or the like, or one named “氏名” or the like in a table that also has “役職”, “商号” or “法人番号”, has values that seem to be names of persons (counted as for person-names). Not told of columns that the sheet of the standard asks for.',
  },
  'inspect/small-counts': {
    severities: ['warning', 'info'],
    ja: '項目名が「人数」「患者数」「男」「歳」などで終わる列に、1 以上で限度（決めなければ 3）より小さい整数があるとき、表ごとに１度。「定員」「職員」などの列、0、地域・年齢別人口のほかの標準のデータセットでは知らせず、地域・年齢別人口では、source.yaml の privacy.smallCounts で限度を決めたのでなければ info です。',
    en: 'Columns whose names end in “人数”, “患者数”, “男”, “歳” or the like have whole numbers from 1 to below the limit (3 unless set); told once for a table. Not told of columns such as “定員” or “職員”, of 0, and in sheets of the standard other than the population by area and age, where it is info unless privacy.smallCounts of source.yaml sets the limit.',
  },
  'inspect/hidden-worksheet': {
    severities: ['warning'],
    ja: '非表示のシートに空白でない行があるとき。空の非表示シートは知らせません。',
    en: 'A hidden worksheet has rows that are not blank. Empty ones are not told.',
  },
  'inspect/hidden-rows': {
    severities: ['warning'],
    ja: '非表示の行（絞り込みで隠れた行も）に値があるとき。空白の行は知らせません。',
    en: 'Hidden rows, also those that a filter hides, have values. Blank ones are not told.',
  },
  'inspect/hidden-columns': {
    severities: ['warning'],
    ja: '非表示の列に値があるとき。空白の列は知らせません。',
    en: 'Hidden columns have values. Blank ones are not told.',
  },
  'inspect/comments': {
    severities: ['warning'],
    ja: 'セルに空白でないコメント（メモ）があるとき、内容にかかわらず、シートごとに１度。',
    en: 'Cells have comments that are not blank, whatever they say; told once for a worksheet.',
  },
  'inspect/personal-note': {
    severities: ['error'],
    ja: 'セルのコメント、シートに置かれた図形の文字、またはセルの外の文字（印刷用のヘッダー・フッター、入力規則、名前の定義、リンク、ファイルのプロパティ、表の前後の文、HTML のコメントなど）に、検査用数字の合う 12 桁の番号、携帯電話の番号、個人が使うサービスのメールアドレスのどれかがあるとき。名前と生年月日は探さず、図形の文字は読み取れる形式だけを見ます。',
    en: 'A comment of a cell, a text that lies on a worksheet, or one outside all cells (header and footer of pages, input rules, defined names, links, properties, text around tables, comments of HTML) has a number of 12 digits with the right check digit, the number of a mobile phone or a private address of mail. Names and dates of birth are not looked for; such texts are looked at only where the format lets them be read.',
  },
  'inspect/name-of-file': {
    severities: ['error'],
    ja: 'ファイル名、シートの名前（Web ページや文書では表の見出し）、ZIP の中のファイル名に、検査用数字の合う 12 桁の番号、携帯電話の番号、個人が使うサービスのメールアドレスのどれかがあるとき。フォルダーの名前は見ません。',
    en: 'The name of the file, of a worksheet (in a page or document the heading of a table) or of a file within a ZIP has a number of 12 digits with the right check digit, the number of a mobile phone or a private address of mail. Names of folders are not looked at.',
  },
  'inspect/property-person': {
    severities: ['warning'],
    ja: 'ファイルの作成者・最終更新者・管理者などのプロパティに、プログラムや「user」などでも、課・係・市などの組織名でもない値があるとき（会社名のプロパティでは、人名と読める値だけ）。',
    en: 'A property such as the author, who saved it last or the manager has a value that is neither a program, nobody (“user”) nor an office (“課”, “係”, “市”); of the property for a company, only what reads as the name of a person.',
  },
  'inspect/picture-place': {
    severities: ['warning'],
    ja: 'ファイルの中の JPEG・PNG・WebP・TIFF 画像の Exif に緯度と経度の両方があるとき。XMP は読みません。',
    en: 'The Exif of a JPEG, PNG, WebP or TIFF picture within the file has both latitude and longitude. XMP is not read.',
  },
  'inspect/picture-person': {
    severities: ['warning'],
    ja: '画像の Exif に、カメラやレンズの製造番号があるか、撮影者・所有者・機器の名前に組織名やプログラム名でない値があるとき。カメラの機種名だけでは知らせません。',
    en: 'The Exif of a picture has the serial number of camera or lens, or names a maker, owner or computer that is neither office nor program. The model of the camera alone is not told.',
  },
  'inspect/picture-date': {
    severities: ['info'],
    ja: '画像の Exif に撮影や変更の日時があるとき（0 だけの日時は数えません）。',
    en: 'The Exif of a picture says when it was taken or changed (zeros alone do not count).',
  },
}
