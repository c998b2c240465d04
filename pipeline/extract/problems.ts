import { problemsOf } from '../problem.ts'
import { nothingProblems } from './nothing-problems.ts'

export const extractProblems = {
  ...nothingProblems,
  'extract/binary': {
    severity: 'error',
    scope: 'source',
    ja: '文字のファイルではありません（{actual}）。',
    en: 'This is not a text file ({actual}).',
    fixJa: '文書を文字（UTF-8 のテキストまたは Markdown）に書き出したファイルを置いてください。',
    fixEn: 'Save the document as text (UTF-8 plain text or Markdown) and use that file.',
  },
  'extract/not-utf8': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目の{byte}バイト目から UTF-8 として読めません。{guessJa}',
    en: 'From byte {byte}, in line {line}, the file can not be read as UTF-8. {guessEn}',
    fixJa: 'テキストエディタで開き、文字コードを UTF-8 にして保存し直してください。',
    fixEn: 'Open it in a text editor and save it again as UTF-8.',
  },
  'extract/line-too-long': {
    severity: 'error',
    scope: 'source',
    ja: '{line}行目が{actual}文字あり、文書の1行として長すぎます（上限 {expected} 文字）。',
    en: 'Line {line} has {actual} characters, too many for a line of a document (at most {expected}).',
    fixJa: '改行が失われたファイルか、文書ではないファイルです。元の文書からテキストを作り直してください。',
    fixEn: 'The line breaks were lost, or this is no document. Make the text anew from the document.',
  },
  'extract/no-table-format': {
    severity: 'error',
    scope: 'source',
    ja: '表のファイルではありません。{reasonJa}',
    en: 'This is no file of tables. {reasonEn}',
    fixJa:
      'CSV か Excel（.xlsx）で保存し直してください。ほかに ODS、HTML、Word（.docx）、PDF、GeoJSON、KML、シェープファイル（ZIP）と、それらの ZIP を読めます。',
    fixEn:
      'Save it as CSV or Excel (.xlsx). ODS, HTML, Word (.docx), PDF, GeoJSON, KML, Shapefile (zipped) and ZIPs of these are read too.',
  },
  'extract/not-a-workbook': {
    severity: 'error',
    scope: 'source',
    ja: '{expected} として読めるファイルではありません（{actual}）。',
    en: 'This can not be read as {expected} ({actual}).',
    fixJa: 'Excel で開き、「名前を付けて保存」で「Excel ブック (*.xlsx)」として保存し直してください。',
    fixEn: 'Open it in Excel and save it again as "Excel Workbook (*.xlsx)".',
  },
  'extract/spreadsheet-encrypted': {
    severity: 'error',
    scope: 'source',
    ja: 'パスワードで保護されているので、開けません。',
    en: 'It is protected with a password and can not be opened.',
    fixJa:
      'パスワードを入れて開き、外して保存し直してください。Excel と Word では「ファイル」→「情報」→「保護」→「パスワードを使用して暗号化」を空にし、ZIP では展開してからパスワードなしで作り直します。',
    fixEn:
      'Open it with the password and save it without: in Excel and Word clear it under File, Info, Protect, Encrypt with Password; unpack a ZIP and make it anew without a password.',
  },
  'extract/spreadsheet-damaged': {
    severity: 'error',
    scope: 'source',
    ja: 'ファイルが壊れているか、途中で切れています（{actual}）。',
    en: 'The file is damaged or cut short ({actual}).',
    fixJa:
      '元のファイルをもう一度取得してください。それでも読めないときは、作ったソフト（Excel など）で開いて保存し直してください。',
    fixEn:
      'Get the file once more. If that does not help, open it in the program that made it (Excel …) and save it again.',
  },
  'extract/spreadsheet-doctype': {
    severity: 'error',
    scope: 'source',
    ja: '表のファイルにあってはならない記述（DOCTYPE）があるので、読みません（{actual}）。',
    en: 'It declares a document type, which no file of tables does; it is not read ({actual}).',
    fixJa:
      '出所を確かめ、元のソフト（Excel、Word、地図のソフトなど）で開けるものなら、そこから保存し直してください。',
    fixEn:
      'Make sure where it is from; if the program it is for (Excel, Word, a map …) opens it, save it again there.',
  },
  'extract/spreadsheet-too-large': {
    severity: 'error',
    scope: 'source',
    ja: '表のファイルとして大きすぎます（{whatJa}: {actual}、上限 {expected}）。',
    en: 'As a file of tables it is too large ({what}: {actual}, at most {expected}).',
    fixJa: '使わない行・列・書式・シートを削除するか、必要な表だけを CSV として保存してください。',
    fixEn: 'Delete unused rows, columns, formats and worksheets, or save the table needed as CSV.',
  },
  'extract/outside-worksheet': {
    severity: 'error',
    scope: 'source',
    ja: 'シート「{worksheet}」に、表計算ソフトの範囲（1,048,576 行、16,384 列）の外のセルがあります（{actual}）。',
    en: 'Worksheet "{worksheet}" has a cell outside 1,048,576 rows and 16,384 columns ({actual}).',
    fixJa: 'ファイルを作ったシステムから CSV として出力し、それを使ってください。',
    fixEn: 'Export CSV from the system that made the file and use that.',
  },
  'extract/hidden-text': {
    severity: 'warning',
    scope: 'source',
    ja: '「{worksheet}」に画面に出ない文字が{count}か所あり、読みませんでした。',
    en: 'In "{worksheet}" {count} texts are not shown; they were not read.',
    fixJa: '要る値なら表示し、要らないなら（個人情報かもしれません）元のファイルから消してください。',
    fixEn: 'Show them if they are needed; if not (they may be personal data) delete them from the file.',
  },
  'extract/notes-left-out': {
    severity: 'warning',
    scope: 'source',
    ja: '「{worksheet}」のセルに脚注が{count}個あり、読みませんでした。',
    en: 'In "{worksheet}" cells have {count} footnotes, which were not read.',
    fixJa: '値の意味にかかわる注は、備考の列を作ってそこに書いてください。',
    fixEn: 'Where a note bears on a value, write it into a column for remarks.',
  },
  'extract/unread-characters': {
    severity: 'error',
    scope: 'row',
    ja: '「{worksheet}」に文字として読めないところのあるセルが{count}個あります（最初は {cell}「{shown}」）。',
    en: 'In "{worksheet}" {count} cells have bytes that are no character (the first is {cell}, "{shown}").',
    fixJa: '元のシステムから出力し直すか、該当のセルを入力し直して、UTF-8 で保存してください。',
    fixEn: 'Export the file anew, or retype those cells, and save it as UTF-8.',
  },
  'extract/not-geojson': {
    severity: 'error',
    scope: 'source',
    ja: 'GeoJSON として読めません（{actual}）。',
    en: 'This can not be read as GeoJSON ({actual}).',
    fixJa:
      '地図のソフト（QGIS など）から GeoJSON（FeatureCollection）として出力し直すか、表にして CSV で保存してください。',
    fixEn:
      'Export it anew from the map program (QGIS …) as GeoJSON (a FeatureCollection), or save it as a table in CSV.',
  },
  'extract/geometry-left-out': {
    severity: 'warning',
    scope: 'source',
    ja: '「{worksheet}」の{count}件の図形は書くと長すぎるか読めない形なので、表に入れませんでした（最初は{row}行目、{actual}）。',
    en: 'In "{worksheet}" {count} shapes are too long to write down or can not be read, and were left out (the first in row {row}, {actual}).',
    fixJa:
      '図形が要るときは、地図のソフトで簡略化するか分割して出力し直してください。要らなければこのままで構いません。',
    fixEn:
      'If the shapes are needed, simplify or divide them in the map program and export anew; if not, nothing is to be done.',
  },
  'extract/coordinates-differ': {
    severity: 'warning',
    scope: 'source',
    ja: '「{worksheet}」の{count}件で、緯度・経度の欄の値と地図上の点の位置が違います（最初は{row}行目、欄の値 {actual}、点 {expected}）。欄の値を使いました。',
    en: 'In "{worksheet}", {count} rows have a latitude or longitude in their columns other than their point (the first in row {row}: {actual}, point {expected}). The columns were used.',
    fixJa: 'どちらが正しいか地図で確かめ、元のファイルを直してください。',
    fixEn: 'See on a map which is right and mend the file.',
  },
  'extract/number-rounded': {
    severity: 'warning',
    scope: 'source',
    ja: '「{worksheet}」に桁の多い数が{count}個あり、JSON の数として下の桁が正しく読めません（最初は {cell}）。',
    en: 'In "{worksheet}" {count} numbers have more digits than JSON numbers keep (the first is {cell}).',
    fixJa: '番号やコードは、元のファイルで引用符（"）で囲み、文字として書いてください。',
    fixEn: 'Write numbers of this length in quotes, as text, in the file.',
  },
  'extract/crs': {
    severity: 'info',
    scope: 'source',
    ja: '座標系は「{actual}」です。{doneJa}',
    en: 'The coordinates are in {actual}. {doneEn}',
    fixJa: '直すところはありません。',
    fixEn: 'Nothing is to be done.',
  },
  'extract/crs-old-datum': {
    severity: 'warning',
    scope: 'source',
    ja: '座標系「{actual}」は日本測地系（旧測地系）です。公表されている3つの数値で世界測地系に変えましたが、数メートルから10メートルほどの誤差が残ります。',
    en: 'The coordinates are in {actual}, the old Japanese datum. They were converted by the published three parameters, which leaves an error of some metres, up to about 10.',
    fixJa:
      '正確な位置が要るときは、国土地理院の TKY2JGD で世界測地系（JGD2011）に変換したファイルを使ってください。',
    fixEn:
      'Where exact places matter, convert the file with TKY2JGD of the Geospatial Information Authority to JGD2011 and use that.',
  },
  'extract/crs-assumed': {
    severity: 'warning',
    scope: 'source',
    ja: '座標系が書かれていません（.prj がありません）。すべての値が日本の緯度・経度の範囲にあるので、世界測地系の緯度・経度として読みました。',
    en: 'The coordinate system is not said (there is no .prj). All values lie within the degrees of Japan and were read as such, in the world datum.',
    fixJa:
      '作成元に座標系を確かめ、.prj ファイルを ZIP に加えてください。旧測地系のときは位置が約400メートルずれます。',
    fixEn:
      'Ask who made it for the coordinate system and add the .prj file to the ZIP. If it is the old datum, places are off by some 400 metres.',
  },
  'extract/crs-unknown': {
    severity: 'error',
    scope: 'source',
    ja: '座標系が分からないので、位置を緯度・経度にできません（{actual}）。',
    en: 'The coordinate system is not known, so places can not be given in degrees ({actual}).',
    fixJa:
      '地図のソフト（QGIS など）で座標系を「JGD2011（EPSG:6668）」にして出力し直すか、正しい .prj ファイルを ZIP に加えてください。推測では変換しません。',
    fixEn:
      'Export it from the map program (QGIS …) in "JGD2011 (EPSG:6668)", or add the right .prj file to the ZIP. It is not converted by guess.',
  },
  'extract/crs-missing': {
    severity: 'error',
    scope: 'source',
    ja: '座標系が書かれておらず（.prj がありません）、値も日本の緯度・経度ではないので（最初は {actual}）、位置が分かりません。',
    en: 'The coordinate system is not said (there is no .prj), and the values are no degrees in Japan (the first is {actual}), so places are not known.',
    fixJa:
      '作成元に座標系（平面直角座標系なら第何系か）を確かめ、.prj ファイルを ZIP に加えるか、地図のソフト（QGIS など）で座標系を指定し、「JGD2011（EPSG:6668）」にして出力し直してください。推測では変換しません。',
    fixEn:
      'Ask who made it for the coordinate system (of plane rectangular ones the number) and add the .prj file to the ZIP, or set it in the map program (QGIS …) and export in "JGD2011 (EPSG:6668)". It is not converted by guess.',
  },
  'extract/network-link': {
    severity: 'warning',
    scope: 'source',
    ja: '別の場所のデータへのリンク（NetworkLink）が{count}個あります。たどらず、このファイルにあるものだけを読みました（最初は {actual}）。',
    en: 'There are {count} links to data elsewhere (NetworkLink). They were not followed; only what is in this file was read (the first is {actual}).',
    fixJa:
      'リンク先のデータも要るときは、地図のソフト（Google Earth など）で開き、KMZ として保存し直してください。',
    fixEn:
      'If that data is needed too, open the file in the map program (Google Earth …) and save it as KMZ.',
  },
  'extract/deleted-records': {
    severity: 'warning',
    scope: 'source',
    ja: '「{worksheet}」に削除の印のついた行が{count}件あり、読みませんでした（最初は{row}件目）。',
    en: 'In "{worksheet}" {count} records are marked as deleted and were not read (the first is record {row}).',
    fixJa:
      '削除した行のデータはファイルに残っています。公開するファイルは、地図のソフトで出力し直してください。',
    fixEn:
      'What was deleted is still in the file. Export the file that is published anew from the map program.',
  },
  'extract/shapefile-parts': {
    severity: 'warning',
    scope: 'source',
    ja: 'シェープファイル「{worksheet}」に {actual} がありません。{doneJa}',
    en: 'The Shapefile "{worksheet}" lacks its {actual}. {doneEn}',
    fixJa: '同じ名前の .shp・.dbf・.shx・.prj・.cpg をすべて一つの ZIP にまとめてください。',
    fixEn: 'Put all its parts (.shp, .dbf, .shx, .prj, .cpg of the same name) into one ZIP.',
  },
  'extract/shapefile-counts': {
    severity: 'error',
    scope: 'source',
    ja: 'シェープファイル「{worksheet}」の図形の数（{actual}）と属性の行の数（{expected}）が違うので、どの行がどの場所か分かりません。',
    en: 'In the Shapefile "{worksheet}" there are {actual} shapes and {expected} rows of attributes; which belongs to which is not known.',
    fixJa: '.shp と .dbf を同じ書き出しから取り直してください。',
    fixEn: 'Take .shp and .dbf from one and the same export.',
  },
  'extract/zip-entry-left-out': {
    severity: 'warning',
    scope: 'source',
    ja: 'ZIP の中の{count}個のファイルは表ではないので読みませんでした：{actual}',
    en: '{count} files in the ZIP are no tables and were not read: {actual}',
    fixJa:
      '表が入っているはずのファイルなら、CSV か Excel で保存し直して ZIP に入れてください。そうでなければこのままで構いません。',
    fixEn:
      'If one should hold a table, save it as CSV or Excel and put that into the ZIP; if not, nothing is to be done.',
  },
  'extract/zip-entry-unread': {
    severity: 'error',
    scope: 'source',
    ja: 'ZIP の中の「{entry}」が読めません。{reasonJa}',
    en: '"{entry}" in the ZIP can not be read. {reasonEn}',
    fixJa: '{fixJa}',
    fixEn: '{fixEn}',
  },
  'extract/loose-texts': {
    severity: 'warning',
    scope: 'source',
    ja: '表の外の文字（ヘッダー、リンク、表の前後の文など）が多いので、「{actual}」から後は個人情報の検査をしていません。',
    en: 'There is so much text outside the tables that from {actual} on it was not looked at for personal data.',
    fixJa: '表だけのファイルにして、もう一度確かめてください。',
    fixEn: 'Make a file of the tables alone, and check it again.',
  },
  'extract/macros': {
    severity: 'warning',
    scope: 'source',
    ja: 'マクロを含むファイルです。マクロは実行せず、保存されている値だけを読みました。',
    en: 'The file holds macros. They were not run; only the stored values were read.',
    fixJa: '公開するファイルは「Excel ブック (*.xlsx)」として保存し、マクロを外してください。',
    fixEn: 'Save the file to be published as "Excel Workbook (*.xlsx)", without macros.',
  },
  'extract/formula-without-value': {
    severity: 'warning',
    scope: 'source',
    ja: 'シート「{worksheet}」の{count}個の数式に計算結果が保存されておらず、空欄として読みました（最初は {cell}）。',
    en: 'On worksheet "{worksheet}", {count} formulas have no stored result and were read as blank (the first is {cell}).',
    fixJa: 'Excel で開いて再計算し（F9）、保存し直してください。',
    fixEn: 'Open it in Excel, recalculate (F9) and save it again.',
  },
  'extract/value-under-merge': {
    severity: 'warning',
    scope: 'source',
    ja: 'シート「{worksheet}」の結合されたセルの下に、見えない値が{count}個あり、読みませんでした（最初は {cell}「{actual}」）。',
    en: 'On worksheet "{worksheet}", {count} values lie unseen under merged cells and were not read (the first is {cell}, "{actual}").',
    fixJa: 'Excel でセルの結合を解除し、値が要るものか確かめてください。',
    fixEn: 'Unmerge the cells in Excel and see whether the values are needed.',
  },
  'extract/cell-twice': {
    severity: 'warning',
    scope: 'source',
    ja: 'シート「{worksheet}」に同じ番地のセルが二つあり、先のものを読みました（{count}個、最初は {cell}）。',
    en: 'On worksheet "{worksheet}", cells stand twice at one address; the first was read ({count}, beginning with {cell}).',
    fixJa: 'Excel で開いて保存し直し、値を確かめてください。',
    fixEn: 'Open it in Excel, save it again and check the values.',
  },
  'extract/encoding-unsure': {
    severity: 'warning',
    scope: 'source',
    ja: '文字コードは {actual} と判断しましたが、確かではありません（確度 {percent}%、ほかの候補: {others}）。',
    en: 'The encoding was taken to be {actual}, but this is not certain ({percent} %; others: {others}).',
    fixJa:
      '文字が正しく読めているか確かめ、違うときは、表計算ソフトやテキストエディタで開いて UTF-8 で保存し直してください。',
    fixEn:
      'See whether the text reads right; if not, open the file in a spreadsheet or text editor and save it again as UTF-8.',
  },
  'extract/undecodable': {
    severity: 'error',
    scope: 'row',
    ja: '文字コードに合わないバイトがあり、文字として読めないセルが{count}個あります（最初は {cell}、バイト {actual}）。',
    en: '{count} cells have bytes that are no character of the encoding (the first is {cell}, bytes {actual}).',
    fixJa: '元のシステムから出力し直すか、該当のセルを入力し直して、UTF-8 で保存してください。',
    fixEn: 'Export the file anew, or retype those cells, and save it as UTF-8.',
  },
  'extract/gaiji': {
    severity: 'warning',
    scope: 'row',
    ja: '外字（パソコンごとに異なる文字）を含むセルが{count}個あります（最初は {cell}「{shown}」）。',
    en: '{count} cells have gaiji, which each PC shows differently (the first is {cell}, "{shown}").',
    fixJa: '一般の漢字に置き換えてください。ない字は、読みや注記で補ってください。',
    fixEn: 'Replace them with common kanji; where there is none, add the reading or a note.',
  },
  'extract/character-lost': {
    severity: 'warning',
    scope: 'row',
    ja: '以前の変換で失われた文字（U+FFFD）を含むセルが{count}個あります（最初は {cell}「{shown}」）。',
    en: '{count} cells have characters that an earlier conversion lost, U+FFFD (the first is {cell}, "{shown}").',
    fixJa: '元の文字はこのファイルからは分かりません。元の資料を見て入力し直してください。',
    fixEn: 'This file does not tell what they were. Retype them from the original.',
  },
  'extract/question-marks': {
    severity: 'warning',
    scope: 'row',
    ja: '文字の代わりに「?」になったと思われるセルが{count}個あります（最初は {cell}「{shown}」）。',
    en: 'In {count} cells a "?" seems to stand where a character was lost (the first is {cell}, "{shown}").',
    fixJa: '元の資料と見比べ、文字が失われていれば入力し直してください。',
    fixEn: 'Compare them with the original and retype what was lost.',
  },
  'extract/mojibake': {
    severity: 'warning',
    scope: 'row',
    ja: '文字化けしたセルが{count}個あります。{causeJa}と思われ、{repaired}個は元の文字に戻せます（最初は {cell}「{shown}」）。',
    en: '{count} cells are garbled, likely {causeEn}; {repaired} of them can be restored (the first is {cell}, "{shown}").',
    fixJa: '文字化けする前のファイルを使うか、corrections.yaml で訂正してください。',
    fixEn: 'Use the file as it was before, or correct the cells in corrections.yaml.',
  },
  'extract/control-character': {
    severity: 'warning',
    scope: 'row',
    ja: '目に見えない制御文字を含むセルが{count}個あります（最初は {cell}）。',
    en: '{count} cells have control characters, which can not be seen (the first is {cell}).',
    fixJa: '該当のセルを入力し直し、保存し直してください。',
    fixEn: 'Retype those cells and save the file again.',
  },
  'extract/text-after-quote': {
    severity: 'warning',
    scope: 'row',
    ja: '閉じる引用符（"）のあとに文字が続くセルが{count}個あります。続きも値として読みました（最初は {cell}）。',
    en: 'In {count} cells text follows the closing quote; it was read as part of the value (the first is {cell}).',
    fixJa: '値の中の引用符は "" と2つ重ね、値の全体を引用符で囲んでください。',
    fixEn: 'Write a quote within a value as "" and put the whole value in quotes.',
  },
  'extract/unclosed-quote': {
    severity: 'error',
    scope: 'row',
    ja: '引用符（"）で始まり、閉じられていないセルが{count}個あります。引用符も文字として読みました（最初は {cell}）。',
    en: '{count} cells begin with a quote that is never closed; it was read as text (the first is {cell}).',
    fixJa: '閉じる引用符を補うか、先頭の引用符を取り除いてください。',
    fixEn: 'Add the closing quote, or remove the one at the start.',
  },
  'extract/row-too-long': {
    severity: 'error',
    scope: 'source',
    ja: '{row}行目が長すぎます。改行のないファイルか、表ではないファイルです。',
    en: 'Row {row} is too long: the file has no line ends, or is no table.',
    fixJa: 'ファイルを確かめ、CSV として出力し直してください。',
    fixEn: 'Look at the file and export it anew as CSV.',
  },
} as const

export const problem = problemsOf(extractProblems)
