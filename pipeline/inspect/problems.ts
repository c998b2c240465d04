import { type ProblemKind, problemsOf } from '../problem.ts'

/** Values stand in these messages masked only; the gate's own findings first, then those of machine readability. */
export const inspectProblems = {
  'inspect/my-number': {
    severity: 'error',
    scope: 'row',
    ja: '列「{header}」に個人番号（マイナンバー）と思われる12桁の番号があります（{actual}）。',
    en: 'Column "{header}" has a number of 12 digits that is a My Number by its check digit ({actual}).',
    fixJa:
      '個人番号は公開も、業務外の保管もできません（番号法第19条・第20条）。元のファイルから消してください。個人番号でない番号なら、その理由を書いて除外します。',
    fixEn:
      'A My Number may be neither published nor kept outside its purpose. Remove it from the file; if it is another number, say so with the reason.',
  },
  'inspect/my-number-doubt': {
    severity: 'warning',
    scope: 'row',
    ja: '列「{header}」の12桁の番号が、個人番号の検査用数字と合います（{actual}）。偶然でも10個に1個は合うので、確かめてください。',
    en: 'A number of 12 digits in column "{header}" has the check digit of a My Number ({actual}). By chance one in ten has.',
    fixJa: '何の番号かを確かめ、個人番号なら元のファイルから消してください。',
    fixEn: 'See what number it is, and remove it from the file if it is a My Number.',
  },
  'inspect/my-number-column': {
    severity: 'error',
    scope: 'source',
    ja: '列「{header}」には個人番号と思われる12桁の番号が{count}個あります。偶然にしては多すぎます。',
    en: 'Column "{header}" has {count} numbers that are My Numbers by their check digits: more than chance gives.',
    fixJa: '個人番号なら、列ごと元のファイルから消してください。別の番号なら、その理由を書いて除外します。',
    fixEn: 'If they are My Numbers, remove the column from the file; if not, say so with the reason.',
  },
  'inspect/mobile-phone': {
    severity: 'error',
    scope: 'row',
    ja: '列「{header}」に携帯電話の番号があります（{actual}）。個人の番号かもしれません。',
    en: 'Column "{header}" has the number of a mobile phone ({actual}), perhaps of a person.',
    fixJa: '団体の公開している番号かを確かめ、個人の番号なら消すか、代表の電話番号に替えてください。',
    fixEn: 'See whether a body has made it public; if it is a person’s, remove it or give the main number.',
  },
  'inspect/contact-mobile': {
    severity: 'info',
    scope: 'row',
    ja: '列「{header}」の連絡先に携帯電話の番号があります（{actual}）。',
    en: 'The contact in column "{header}" is a mobile phone ({actual}).',
    fixJa: '施設や団体が公開している番号なら、そのままで構いません。',
    fixEn: 'Where the facility or body has made it public, leave it.',
  },
  'inspect/private-mail': {
    severity: 'error',
    scope: 'row',
    ja: '列「{header}」に、個人が使うサービスのメールアドレスがあります（{actual}）。',
    en: 'Column "{header}" has an address of mail at a service for private persons ({actual}).',
    fixJa: '団体の公開しているアドレスかを確かめ、個人のものなら消すか、組織のアドレスに替えてください。',
    fixEn:
      'See whether a body has made it public; if it is a person’s, remove it or give that of the office.',
  },
  'inspect/birth-dates': {
    severity: 'error',
    scope: 'source',
    ja: '列「{header}」に生年月日が{count}件あり、同じ表に人の名前もあります。',
    en: 'Column "{header}" has {count} dates of birth, and the same table has names of persons.',
    fixJa: '公開する表には、名前と生年月日を一緒に載せないでください。列を消すか、年代にまとめます。',
    fixEn: 'Publish no names with dates of birth: remove the column, or give decades.',
  },
  'inspect/birth-dates-alone': {
    severity: 'warning',
    scope: 'source',
    ja: '列「{header}」に生年月日と思われる日付が{count}件あります。',
    en: 'Column "{header}" has {count} dates that seem to be dates of birth.',
    fixJa: 'ほかの列と合わせて個人が分からないか確かめ、要らなければ列を消すか、年代にまとめてください。',
    fixEn:
      'See whether the other columns tell whose they are; remove the column where it is not needed, or give decades.',
  },
  'inspect/person-names': {
    severity: 'error',
    scope: 'source',
    ja: '列「{header}」に人の名前と思われる値が{count}件あります（{actual}）。',
    en: 'Column "{header}" has {count} values that seem to be names of persons ({actual}).',
    fixJa:
      '公開してよい名前かを確かめ、そうでなければ列を消してください。公開してよいなら、その理由を書いて除外します。',
    fixEn:
      'See whether these names may be published; if not, remove the column. If they may, say so with the reason.',
  },
  'inspect/names-in-office': {
    severity: 'warning',
    scope: 'source',
    ja: '列「{header}」に、代表者や委員などの名前と思われる値が{count}件あります（{actual}）。',
    en: 'Column "{header}" has {count} values that seem to be names of persons in an office ({actual}).',
    fixJa: '公開されている名前かを確かめてください。要らなければ列を消します。',
    fixEn: 'See whether these names are public, and remove the column where it is not needed.',
  },
  'inspect/small-counts': {
    severity: 'warning',
    scope: 'source',
    ja: '人の数が{expected}未満のセルが{count}個あります（{columnsJa}）。だれのことか分かるおそれがあります。',
    en: '{count} cells count fewer than {expected} persons ({columns}): it may show who they are.',
    fixJa:
      '病気・福祉・事件などの統計では、地区や年齢をまとめるか「X」などで伏せてください。公開済みの人口統計などで問題がなければそのままで構いません。',
    fixEn:
      'In statistics of illness, welfare or crime, join areas or ages, or suppress such counts. Where the same counts are public already, leave them.',
  },
  'inspect/hidden-worksheet': {
    severity: 'warning',
    scope: 'source',
    ja: 'シート「{actual}」は非表示ですが、中身があります（{count}行）。',
    en: 'Worksheet "{actual}" is hidden, but not empty ({count} rows).',
    fixJa: '公開してよいシートか確かめ、表示に戻すか、削除してください。',
    fixEn: 'See whether it may be published; then show it, or delete it.',
  },
  'inspect/hidden-rows': {
    severity: 'warning',
    scope: 'source',
    ja: '非表示の行に値があります（{count}行：{actual}）。',
    en: '{count} hidden rows have values ({actual}).',
    fixJa: '公開してよい行か確かめ、要らない行は削除してください。絞り込み（フィルター）も解除します。',
    fixEn: 'See whether they may be published, delete those that are not wanted, and clear filters.',
  },
  'inspect/hidden-columns': {
    severity: 'warning',
    scope: 'source',
    ja: '非表示の列に値があります（{count}列：{actual}）。',
    en: '{count} hidden columns have values ({actual}).',
    fixJa: '公開してよい列か確かめ、要らない列は削除してください。',
    fixEn: 'See whether they may be published, and delete those that are not wanted.',
  },
  'inspect/comments': {
    severity: 'warning',
    scope: 'source',
    ja: 'セルのコメント（メモ）が{count}個あります（{actual}）。書いた人の名前や内部の連絡が残っていることがあります。',
    en: '{count} cells have comments ({actual}). They often hold who wrote them, or notes within the office.',
    fixJa: '読んでから、公開しないものは削除してください（校閲 → コメントの削除）。',
    fixEn: 'Read them, and delete those that are not to be published.',
  },
  'inspect/personal-note': {
    severity: 'error',
    scope: 'source',
    ja: '{whereJa}に、個人番号・携帯電話の番号・個人のメールアドレスのいずれかがあります（{actual}）。',
    en: '{where} holds a My Number, the number of a mobile phone or a private address of mail ({actual}).',
    fixJa: '内容を確かめて削除してください。',
    fixEn: 'Look at it and delete it.',
  },
  'inspect/name-of-file': {
    severity: 'error',
    scope: 'source',
    ja: '{whereJa}に、個人番号・携帯電話の番号・個人のメールアドレスのいずれかがあります（{actual}）。名前は公開するデータのファイル名や題名になります。',
    en: '{where} holds a My Number, the number of a mobile phone or a private address of mail ({actual}). Names become names of files and titles of what is published.',
    fixJa:
      '名前を変えてください（Web ページや文書では、表の見出しや題名を書き換えます）。変えたファイルで、もう一度実行します。',
    fixEn:
      'Give it another name (in a page or document, change the heading or title of the table), then run this again with that file.',
  },
  'inspect/property-person': {
    severity: 'warning',
    scope: 'source',
    ja: 'ファイルの情報（プロパティ）の「{nameJa}」に、人や担当者の名前が残っているようです（{actual}）。',
    en: 'The property "{name}" of the file seems to name a person ({actual}).',
    fixJa: '人の名前なら、{howJa}',
    fixEn: 'If it is the name of a person, {how}',
  },
  'inspect/picture-place': {
    severity: 'warning',
    scope: 'source',
    ja: '画像「{name}」に、撮った場所（位置情報）が記録されています。',
    en: 'Picture "{name}" says where it was taken (GPS).',
    fixJa: '画像のプロパティから位置情報を削除したものに入れ替えてください。',
    fixEn: 'Replace it with a copy without its place.',
  },
  'inspect/picture-person': {
    severity: 'warning',
    scope: 'source',
    ja: '画像「{name}」に、撮った人やカメラを示す情報が記録されています（{actual}）。',
    en: 'Picture "{name}" says who took it, or with which camera ({actual}).',
    fixJa: '画像のプロパティから個人情報を削除したものに入れ替えてください。',
    fixEn: 'Replace it with a copy without these properties.',
  },
  'inspect/picture-date': {
    severity: 'info',
    scope: 'source',
    ja: '画像「{name}」に、撮った日時が記録されています。',
    en: 'Picture "{name}" says when it was taken.',
    fixJa: '知られて困る日時でなければ、そのままで構いません。',
    fixEn: 'Leave it, unless that is nobody’s business.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>

export type InspectCode = keyof typeof inspectProblems

export const inspectProblem = problemsOf(inspectProblems)
